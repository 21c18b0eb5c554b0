"""Does it exist already: the contract, the threshold, the examples, and how well it does on the written pairs."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.search import DEV, EARLIER, HELDOUT, STRICT, measure, read_pairs
from graph.problems import UsageError
from queries import meaning
from queries.answer import Answer
from queries.binding import observe
from queries.catalogue import ask, resolve
from queries.likeness import FAR, NEAR, USUAL, Likeness, with_meaning
from queries.questions import known_already
from queries.questions.known_already import FOUND, LONGEST, QUESTION
from queries.session import Session
from tests.queries.conftest import Engines

AUTOMAATJE = "Vrijwilligers rijden met hun eigen auto minder mobiele ouderen naar de dokter"
NOTHING = "Kwantumcomputers voor de garnalenvisserij"
# As measured on the pairs that weights were chosen on (docs/decisions/0013-everyday-words.md); a change may not do worse there.
# The bars of the held-out pairs are what was promised: words 0.70, with the encoder 0.80, one false find in ten.
LEAST_HIT3, MOST_FALSE = 0.90, 0.02
LEAST_STRICT, LEAST_STRICT_MEANING, MOST_FALSE_STRICT = 0.75, 0.78, 0.08  # one of 14
BARS, BARS_MEANING, MOST_FALSE_HELDOUT = 0.70, 0.80, 0.10
held_out = pytest.mark.skipif(not HELDOUT.is_file(), reason="no held-out pairs here: tests/queries/search_heldout.csv")
encoder = pytest.mark.skipif(not meaning.installed(), reason="the extra is absent: pip install -e '.[semantic]'")


def _texts(engines: Engines, count: int) -> list[dict[str, str]]:
    """The pairs' texts and random words of the index, with and without region and year, drawn with a fixed seed."""
    draw = random.Random(7)
    words = [row[0] for row in engines.oracle.texts.connection.execute("SELECT word FROM word ORDER BY word")]
    regions = [""] * 4 + [region.id for region in engines.oracle.resolver.regions("provincie")]
    written = draw.sample([pair["text"] for file in (EARLIER, DEV) for pair in read_pairs(file)], count * 2 // 3)
    texts = written + [" ".join(draw.sample(words, draw.randint(1, 8))) for _ in range(count - len(written))]
    return [{"text": text, "region": draw.choice(regions), "year": draw.choice(("", "", "2018", "2024"))} for text in texts]


def test_same_observations_and_answers_on_both_engines(shipped: Engines):
    asked = _texts(shipped, 240)
    rows = 0
    for params in asked:
        arguments = [known_already.arguments(session, resolve(session, QUESTION, params)) for session in shipped]
        assert arguments[0] == arguments[1]
        expected = observe(QUESTION, shipped.oracle.store, arguments[0])
        assert observe(QUESTION, shipped.tested.store, arguments[1]) == expected, params
        answers = [ask(session, "known_already", params, top=5).as_dict() | {"store": ""} for session in shipped]
        assert answers[0] == answers[1], params
        rows += len(expected)
    assert len(asked) >= 200 and rows > 1000


def _check_shape(answer: Answer) -> None:
    scores = [row.score for row in answer.rows]
    assert scores == sorted(scores, reverse=True)
    for row in answer.rows:
        assert sum(part.points for part in row.parts) == pytest.approx(row.score, abs=1e-9) and 0 < row.score <= 1 + 1e-9
        assert row.evidence and all(item.url or item.document for item in row.evidence)
        assert all("@" not in way.label + way.url for way in row.reachable_via)
        assert row.kind in ("family", "method", "init", "prog", "call", "question")


def test_volunteers_who_drive_are_automaatje_with_its_municipalities(shipped: Engines):
    answer = ask(shipped.tested, "known_already", {"text": AUTOMAATJE})
    _check_shape(answer)
    first = answer.rows[0]
    assert first.id == "family:automaatje" and first.values["places"] == 28 and "Assen" in first.values["where"]
    assert {"vrijwilligers", "auto"} <= set(first.values["words"].split(", ")) and "vrijwilligerswerk" in first.values["themes"]
    assert first.values["ask"].startswith("ANWB") and first.reachable_via[0].kind == "website"
    runs = [item for item in first.evidence if item.statement["relation_id"] == "runs"]
    assert len(runs) == 28 and all(item.claim and item.url for item in runs)


def test_nothing_found_says_why_and_offers_three_ways_with_their_counts(shipped: Engines):
    answer = ask(shipped.tested, "known_already", {"text": NOTHING})
    assert not answer.rows and answer.total == 0 and "garnalenvisserij" in answer.empty_reason
    assert len(answer.suggestions) == 3
    for way in answer.suggestions:
        assert ask(shipped.tested, way.question or answer.question, way.params, top=0).total == way.count > 0


def test_below_the_threshold_the_nearest_is_named_with_both_numbers(shipped: Engines):
    answer = ask(shipped.tested, "known_already", {"text": "subsidie voor aanschaf van melkrobots in de stal"})
    assert not answer.rows and f"{round(100 * FOUND)}" in answer.empty_reason and "“" in answer.empty_reason


def test_a_region_and_a_year_leave_out_and_say_so(shipped: Engines):
    here = ask(shipped.tested, "known_already", {"text": AUTOMAATJE, "region": "provincie Drenthe"})
    assert here.rows[0].id == "family:automaatje" and len(here.rows) < 11
    assert all(row.values["places"] for row in here.rows)
    asked_first = here.rows[0].values["ask"].split("; ")
    assert asked_first[0] == "ANWB" and "Assen" in asked_first
    gone = ask(shipped.tested, "known_already", {"text": AUTOMAATJE, "region": "Texel"})
    assert not gone.rows and gone.suggestions[0].count == ask(shipped.tested, "known_already", gone.suggestions[0].params, top=0).total
    text = {"text": "Bezoeken aan ouderen tegen eenzaamheid in Rotterdam"}
    before, after = (ask(shipped.tested, "known_already", {**text, "year": year}, top=0) for year in ("2018", "2020"))
    assert "init:rotterdam-huisbezoek" in [row.id for row in before.rows]
    assert "init:rotterdam-huisbezoek" not in [row.id for row in after.rows]


def test_a_rating_is_shown_with_its_year_and_its_claim(shipped: Engines):
    row = ask(shipped.tested, "known_already", {"text": "gezinnen thuis steunen door een ervaren vrijwilliger, zoals Home-Start"}).rows[0]
    assert row.id == "method:home-start" and "goede aanwijzingen" in row.values["level"]
    assert any(item.statement["relation_id"] == "rated_by" for item in row.evidence)


def test_a_long_text_is_cut_and_says_so_and_an_empty_one_is_refused(shipped: Engines):
    answer = ask(shipped.tested, "known_already", {"text": (AUTOMAATJE + ". ") * 30_000})
    assert answer.rows[0].id == "family:automaatje" and "20" in answer.notes[0] and len(answer.notes) == 2
    assert LONGEST == 20_000
    with pytest.raises(UsageError):
        ask(shipped.tested, "known_already", {"text": ""})
    with pytest.raises(UsageError):
        ask(shipped.tested, "known_already", {"text": "x", "year": "24"})
    assert "geen woord" in ask(shipped.tested, "known_already", {"text": "de het een 12 !"}).empty_reason


def test_both_languages_speak(shipped: Engines):
    for text in (AUTOMAATJE, NOTHING):
        dutch, english = (ask(shipped.tested, "known_already", {"text": text}, language=language) for language in ("nl", "en"))
        assert [row.id for row in dutch.rows] == [row.id for row in english.rows] and dutch.sentence != english.sentence


def _files() -> list[Path]:
    return [file for file in (HELDOUT, EARLIER, DEV, STRICT) if file.is_file()]


def test_the_pairs_are_enough_and_apart():
    texts = [pair["text"] for file in _files() for pair in read_pairs(file)]
    assert len(texts) == len(set(texts))
    for pairs in map(read_pairs, _files()):
        assert len(pairs) >= 60 and sum(not pair["right"] for pair in pairs) >= 10
        right = [pair["sort"] for pair in pairs if pair["right"]]
        assert right.count("paraphrase") >= len(right) / 2 - 1


def test_every_right_answer_exists(shipped: Engines):
    wanted = {right for file in _files() for pair in read_pairs(file) for right in pair["right"].split()}
    assert wanted <= set(shipped.tested.store.nodes(wanted))


def test_words_alone_do_as_well_as_measured(shipped: Engines):
    found = measure(shipped.tested, read_pairs(DEV))
    assert found.hit3 >= LEAST_HIT3 and found.false_found <= MOST_FALSE
    found = measure(shipped.tested, read_pairs(STRICT))
    assert found.hit3 >= LEAST_STRICT and found.false_found <= MOST_FALSE_STRICT


@held_out
def test_words_alone_meet_the_bars_on_pairs_that_nothing_was_chosen_on(shipped: Engines):
    found = measure(shipped.tested, read_pairs(HELDOUT))
    assert found.hit3 >= BARS and found.false_found <= MOST_FALSE_HELDOUT


@pytest.fixture(scope="module")
def meaningful(shipped: Engines, tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The store under test with the encoder of meaning; its vectors take minutes to make."""
    session = Session(shipped.tested.store, tmp_path_factory.mktemp("meaning"))
    session.texts.add_meaning()
    assert session.texts.meaning is not None
    return session


@encoder
def test_with_meaning_it_does_as_well_as_measured(meaningful: Session):
    found = measure(meaningful, read_pairs(DEV))
    assert found.hit3 >= LEAST_HIT3 and found.false_found <= MOST_FALSE
    found = measure(meaningful, read_pairs(STRICT))
    assert found.hit3 >= LEAST_STRICT_MEANING and found.false_found <= MOST_FALSE_STRICT


@encoder
@held_out
def test_with_meaning_it_meets_the_bars_on_pairs_that_nothing_was_chosen_on(meaningful: Session):
    found = measure(meaningful, read_pairs(HELDOUT))
    assert found.hit3 >= BARS_MEANING and found.false_found <= MOST_FALSE_HELDOUT


def test_meaning_finds_by_itself_and_can_take_a_find_away():
    """An entry that shares no word with the text is found when it lies near, and one that shares some is not when far."""
    assert with_meaning(Likeness(), NEAR).covered >= FOUND > with_meaning(Likeness(), USUAL).covered
    shared = Likeness(words=FOUND, order=FOUND, covered=FOUND)
    assert with_meaning(shared, USUAL).covered >= FOUND > with_meaning(shared, FAR).covered


def test_a_word_found_by_another_shows_both(shipped: Engines):
    row = ask(shipped.tested, "known_already", {"text": "op het kerkhof een praatje maken met wie zijn partner mist"}).rows[0]
    assert row.id == "init:kampen-begraafplaats" and "kerkhof (begraafplaats)" in row.values["words"].split(", ")


def test_a_second_word_for_the_same_is_no_second_piece_of_evidence(shipped: Engines):
    """Buses that take pupils to school are no volunteers who drive the elderly, though chauffeurs drive both."""
    for text in ("De taxibusjes voor het leerlingenvervoer naar het speciaal onderwijs rijden te laat door een tekort aan chauffeurs.",
                 "Hoe krijgen we minder auto's voor het hek van de basisschool bij het halen en brengen?"):
        assert not ask(shipped.tested, "known_already", {"text": text}).rows, text


def test_how_a_request_is_put_does_not_matter(shipped: Engines):
    """Words that say that something is asked, common verbs in any form and the name of the asker's own place."""
    plain = "kwetsbare ouderen bezoeken tegen eenzaamheid"
    put = f"Wij in Haarlem zoeken voorbeelden van anderen die hiermee al hebben gedraaid: {plain}; wie loopt hiermee voorop?"
    first, second = (ask(shipped.tested, "known_already", {"text": text}, top=3).rows for text in (plain, put))
    assert first and [row.id for row in first] == [row.id for row in second]


def test_general_words_alone_find_nothing(shipped: Engines):
    for text in ("project van de gemeente voor bewoners met een windtunnel", "nieuwe aanpak van verkeerslichten op kruispunten in de wijk",
                 "bewoners en gemeente samen voor een kabelbaan over de rivier"):
        assert not ask(shipped.tested, "known_already", {"text": text}).rows, text


def test_inside_a_region_its_municipalities_are_named_and_the_others_counted(shipped: Engines):
    text = {"text": AUTOMAATJE, "region": "provincie Drenthe"}
    dutch, english = (ask(shipped.tested, "known_already", text, language=language).rows[0] for language in ("nl", "en"))
    assert dutch.id == "family:automaatje" and dutch.values["places"] == 28
    inside, elsewhere = dutch.values["where"].split("; ")
    here = inside.split(", ")
    assert "Assen" in here and len(here) < 28 and elsewhere == f"en {28 - len(here)} gemeenten elders"
    assert english.values["where"].endswith(f"and {28 - len(here)} municipalities elsewhere")
    assert f"({', '.join(here[:3])}" in dutch.why
