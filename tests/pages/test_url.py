"""An address says everything: what is written can be read back, and nothing that people type breaks it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from pages import url
from queries.catalogue import QUESTIONS
from queries.questions.pioneer_score import default_weights

WORDS = {"thema", "ook", "actor", "q", "regio", "laag", "op", "omvang", "praktijk", "minimum", "zoals", "jaar", "soort", "vlag", "orde", "rij", "w", "n", "lang"}
_texts = some.text(max_size=30).map(str.strip)
_weights = some.dictionaries(some.sampled_from(url.SIGNALS), some.integers(0, 1000).map(lambda value: value / 10))
_states = some.builds(
    url.State, theme=_texts, also=_texts, actor=_texts, text=_texts, region=_texts, layer=_texts, on=_texts, size=_texts, row=_texts,
    practice=_texts, minimum=_texts, like=_texts, year=_texts, kind=_texts, flag=_texts, order=_texts,
    weights=_weights.map(lambda chosen: url.weights_of(chosen, {})), top=some.integers(0, 9999), lang=some.sampled_from(("", "nl", "en")))


@given(_states)
def test_what_is_written_is_read_back(state: url.State) -> None:
    assert url.read(url.write(state)) == state


@given(_states)
def test_an_address_has_only_the_agreed_names(state: url.State) -> None:
    assert set(url.write(state)) <= WORDS


@given(some.dictionaries(some.sampled_from(sorted(WORDS)), some.text(max_size=40)))
def test_whatever_is_typed_can_be_read(address: dict[str, str]) -> None:
    state = url.read(address)
    assert url.read(url.write(state)) == state


def test_the_default_state_needs_no_words() -> None:
    assert url.write(url.State()) == {}


def test_weights_are_written_as_the_design_says() -> None:
    state = url.read({"w": "followed:1,first:2,unknown:3,declared:-1,studied:nan,recognised:1e9"})
    assert dict(state.weights) == {"followed": 1.0, "first": 2.0}
    assert url.write(state)["w"] == "followed:1,first:2"


def test_only_changed_weights_are_kept() -> None:
    chosen = {**default_weights(), "current": 0.5}
    assert url.weights_of(chosen, default_weights()) == (("current", 0.5),)


def test_a_long_text_stays_out_of_the_address() -> None:
    assert url.write(url.State(text="a" * url.SHORT)) == {"q": "a" * url.SHORT}
    assert url.write(url.State(text="a" * (url.SHORT + 1), region="Twente")) == {"regio": "Twente"}


@given(_states, some.sampled_from(sorted(QUESTIONS)))
def test_a_question_gets_only_what_it_knows(state: url.State, question: str) -> None:
    known = {parameter.name for parameter in QUESTIONS[question].parameters}
    own = state.only(question)
    assert set(own.params()) <= known
    assert (own.row, own.top, own.lang) == (state.row, state.top, state.lang)
    assert {signal for signal, _ in own.weights} <= set(QUESTIONS[question].signals)
