"""What a page shows, as its address says it: names of design.md section 8, ids and never labels.

The address is the one truth: a page reads it, a control writes it, so that Back, bookmarks and sent links work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from graph.language import LANGUAGES
from queries.catalogue import MOST_WEIGHT, QUESTIONS

ROWS = 10  # rows of a list when the address does not say
SHORT = 300  # characters of a text that an address still carries
SIGNALS = tuple(dict.fromkeys(signal for question in QUESTIONS.values() for signal in question.signals))  # whatever can be weighed
_NAMES = {"id": "id", "theme": "thema", "also": "ook", "actor": "actor", "text": "q", "region": "regio", "layer": "laag", "on": "op", "size": "omvang", "practice": "praktijk",
          "minimum": "minimum", "like": "zoals", "year": "jaar", "kind": "soort", "flag": "vlag", "order": "orde", "part": "deel", "row": "rij"}


@dataclass(frozen=True, slots=True)
class State:
    """Everything that an address can say; empty = not said. `weights` hold only what differs from the defaults.

    `id` is what the page itself is about: a question on /vraag, a node on /profiel. `actor` may be several ids, with commas.
    `kind`, `flag` and `order` narrow and order the list of documents on /bronnen; `part` is which part of a page is shown.
    """

    id: str = ""
    theme: str = ""
    also: str = ""
    actor: str = ""
    text: str = ""
    region: str = ""
    layer: str = ""
    on: str = ""
    size: str = ""
    practice: str = ""
    minimum: str = ""
    like: str = ""
    year: str = ""
    kind: str = ""
    flag: str = ""
    order: str = ""
    part: str = ""
    row: str = ""
    weights: tuple[tuple[str, float], ...] = ()
    top: int = ROWS
    lang: str = ""

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors one by one."""
        return tuple(part.strip() for part in self.actor.split(",") if part.strip())

    def but(self, **changes: object) -> State:
        """The same with something else."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def only(self, question: str) -> State:
        """Without what a question cannot be asked with; row, number of rows and language stay."""
        known = {parameter.name for parameter in QUESTIONS[question].parameters}
        signals = QUESTIONS[question].signals
        unknown = {name: "" for name in _NAMES if name not in ("row", "id") and name not in known}
        return self.but(**unknown, weights=tuple((signal, weight) for signal, weight in self.weights if signal in signals))

    def params(self) -> dict[str, object]:
        """What a question is asked with."""
        found: dict[str, object] = {name: getattr(self, name) for name in _NAMES if name not in ("id", "row", "part", "actor")}
        if actors := self.actors:
            found["actor"] = list(actors)
        if self.weights:
            found["weights"] = dict(self.weights)
        return {name: value for name, value in found.items() if value}


def read(address: Mapping[str, str]) -> State:
    """The state that an address gives. What cannot be read is left out: an address is typed by people too."""
    found = {name: address.get(word, "").strip() for name, word in _NAMES.items()}
    lang = address.get("lang", "")
    return State(**found, weights=_weights(address.get("w", "")), top=_top(address.get("n", "")),
                 lang=lang if lang in LANGUAGES else "")


def write(state: State) -> dict[str, str]:
    """The shortest address that gives the state back, but for a long text: that stays in the window."""
    found = {word: getattr(state, name) for name, word in _NAMES.items()}
    if len(state.text) > SHORT:
        found["q"] = ""
    found["w"] = ",".join(f"{signal}:{weight:g}" for signal, weight in state.weights)
    found["n"] = "" if state.top == ROWS else str(state.top)
    found["lang"] = state.lang
    return {word: value for word, value in found.items() if value}


def weights_of(chosen: Mapping[str, float], defaults: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Weights as a state holds them: those that differ from the defaults, in the order of the signals."""
    return tuple((signal, float(chosen[signal])) for signal in SIGNALS
                 if signal in chosen and chosen[signal] != defaults.get(signal))


def _weights(text: str) -> tuple[tuple[str, float], ...]:
    found: dict[str, float] = {}
    for pair in text.split(","):
        signal, _, number = pair.partition(":")
        try:
            weight = round(float(number), 2)
        except ValueError:
            continue
        if signal.strip() in SIGNALS and 0 <= weight <= MOST_WEIGHT:
            found[signal.strip()] = weight
    return tuple((signal, found[signal]) for signal in SIGNALS if signal in found)


def _top(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else ROWS
