"""Where nothing is known on a theme, and how much of that emptiness is missing data.

A municipality is active on the theme, only covered by a network or organisation on it, known from other themes, or
known from registers alone. The third is a gap that says something; the fourth is a gap in what we know.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from queries import evidence as proof
from queries.answer import Answer, Row
from queries.index import COUNTRY
from queries.question import LAYER, LIKE, MATRIX, ON, REGION, SIZE, THEME, Asked, Column, Question
from queries.questions.coverage_reference import observations
from queries.questions.listing import finished, theme_label, wider
from queries.scope import Region
from queries.session import Session
from queries.words import column, counted, say

ELSEWHERE, NOTHING, COVERED, ACTIVE = "elsewhere", "nothing", "covered", "on_theme"
STATES = (ELSEWHERE, NOTHING, COVERED, ACTIVE)  # the order of the answer: the emptiness that says most first
ALL, UNDATED = "total", "nd"
FIRST_YEAR, TERM = 2015, 4  # periods: before the decentralisations of 2015, then four years each


class Seen(NamedTuple):
    """One observation; see queries/questions/coverage.rq."""

    signal: str
    place: str
    about: str
    concerns: str
    day: str
    document: str
    claim: str


@dataclass(slots=True)
class Place:
    """What is known of one municipality: on the theme (thing -> claims, per period), through a network, on other themes."""

    things: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    periods: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    covers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    others: dict[str, str] = field(default_factory=dict)  # document -> one claim of it
    register: str = ""

    @property
    def state(self) -> str:
        """One of STATES."""
        if self.things:
            return ACTIVE
        return COVERED if self.covers else ELSEWHERE if self.others else NOTHING

    def claims(self) -> set[str]:
        """What shows the state: the claims on the theme, else those of the cover, else the register when there is nothing."""
        found = {claim for claims in (self.things or self.covers).values() for claim in claims}
        return found or ({self.register} if self.register and not self.others else set())


class Area(NamedTuple):
    """A row of the matrix: a municipality, or a region with its municipalities."""

    id: str
    kind: str
    name: str
    places: tuple[str, ...]


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the municipalities with those merged into them, their regions, and the register's region."""
    index, scope = session.index, asked.scope
    places = set(_municipalities(session, asked))
    merged = {old for old in index.municipalities if len(now := index.successors(old)) == 1 and now[0] in places}
    regions = {region for place in places for region in index.layers_of.get(place, {}).values()} - {COUNTRY}
    home = scope.region.id if scope.region and scope.region.layer != "gemeente" else COUNTRY
    return {"place": sorted(places | merged), "region": sorted(regions | places | merged), "home": [home], "on": [scope.on] if scope.on else []}


def answer(session: Session, asked: Asked) -> Answer:
    """A cell per place with the whole, and one per period with something; the emptiest places first. `top` counts places."""
    language, scope = asked.language, asked.scope
    found = places(session, asked)
    areas = sorted(_areas(session, asked, found), key=lambda area: _order(area, found))
    shown = areas[:asked.top] if asked.top else areas
    reason = "" if areas else say("empty.coverage", language, region=session.region_name(scope.region, language))
    return finished(session, asked, QUESTION, list(_rows(session, asked, shown, found)), _cells(areas, found),
                    sentence=_sentence(session, asked), notes=_notes(session, asked, found) if areas else (), empty_reason=reason,
                    ways=wider(session, asked, lambda other: count(session, other)))


def count(session: Session, asked: Asked) -> int:
    """How many rows an answer has."""
    found = places(session, asked)
    return _cells(list(_areas(session, asked, found)), found)


def _cells(areas: Sequence[Area], found: Mapping[str, Place]) -> int:
    """How many rows the whole matrix has: a total per place, and its periods."""
    return sum(1 + len(_periods(found[place] for place in area.places)) for area in areas)


def _sentence(session: Session, asked: Asked) -> str:
    key = "sentence.coverage." + ("theme" if asked.scope.theme else "all")
    return say(key, asked.language, theme=theme_label(session, asked.scope, asked.language),
               region=session.region_name(asked.scope.region, asked.language))


def _municipalities(session: Session, asked: Asked) -> list[str]:
    return [place for place in session.index.present() if session.resolver.inside(place, asked.scope)]


def _areas(session: Session, asked: Asked, found: Mapping[str, Place]) -> Iterator[Area]:
    """The municipalities of the scope, or the regions of a layer when that was asked without a region."""
    layer = _layer(asked)
    if not layer:
        yield from (Area(place, "gm", session.index.municipalities[place].name, (place,)) for place in found)
        return
    for region in session.resolver.regions(layer):
        if places := tuple(sorted(region.municipalities & found.keys())):
            yield Area(region.id, "region", region.name, places)


def _layer(asked: Asked) -> str:
    """The layer whose regions are the rows; empty when the municipalities are."""
    layer = str(asked.params.get("layer", "")) if asked.scope.region is None else ""
    return "" if layer == "gemeente" else layer


def _order(area: Area, found: Mapping[str, Place]) -> tuple:
    """The emptiness that says most first: known from many documents on other themes, yet not on this one."""
    places = [found[place] for place in area.places]
    states = Counter(place.state for place in places)
    return (STATES.index(_state(places)), states[ACTIVE] / len(places), -len({document for place in places for document in place.others}),
            len({thing for place in places for thing in place.things}), area.name, area.id)


def _state(places: Iterable[Place]) -> str:
    states = {place.state for place in places}
    return next(state for state in (ACTIVE, COVERED, ELSEWHERE, NOTHING) if state in states)


def places(session: Session, asked: Asked) -> dict[str, Place]:
    """What is known of each municipality of the scope. What was said of one that merged counts for its successor."""
    index = session.index
    found = {place: Place() for place in _municipalities(session, asked)}
    on_theme = OnTheme(session, asked)
    for row in (Seen(*cells) for cells in session.observe(QUESTION, arguments(session, asked))):
        if row.signal == "covers":
            inside = index.members.get(row.place, ()) or index.successors(row.place)
            if claims := on_theme.claims(row):
                for place in inside:
                    if place in found:
                        found[place].covers[row.about].update(claims)
            continue
        successors = index.successors(row.place)
        if len(successors) != 1 or successors[0] not in found:
            continue
        place = found[successors[0]]
        if row.signal == "in_region":
            place.register = row.claim
        elif claims := on_theme.claims(row):
            thing = row.concerns or row.about
            place.things[thing].update(claims)
            place.periods[period(row.day)][thing].update(claims)
        else:
            place.others.setdefault(row.document, row.claim)
    return found


class OnTheme:
    """Which observations are on the theme, and by which claims."""

    def __init__(self, session: Session, asked: Asked) -> None:
        self._themes = frozenset(asked.scope.themes) if asked.scope.theme else None
        self._about = session.index.about_of
        self._practices = frozenset(session.index.practices(asked.scope.themes, asked.scope.on)) if asked.scope.theme else frozenset()

    def claims(self, row: Seen) -> set[str]:
        """The claim itself with those that put its thing on the theme; empty when it is on another theme."""
        if self._themes is None:
            return {row.claim}
        if {row.about, row.concerns} & self._themes or {row.about, row.concerns} & self._practices:
            return {row.claim}
        links = [link.id for end in (row.about, row.concerns) for link in self._about.get(end, ()) if link.object in self._themes]
        return {row.claim, *links} if links else set()


def period(day: str) -> str:
    """The period of an ISO day: `..2014`, `2015-2018`, `2019-2022` and so on; `nd` without a day."""
    if not day:
        return UNDATED
    year = int(day[:4])
    if year < FIRST_YEAR:
        return f"..{FIRST_YEAR - 1}"
    start = year - (year - FIRST_YEAR) % TERM
    return f"{start}-{start + TERM - 1}"


def _periods(places: Iterable[Place]) -> list[str]:
    return sorted({name for place in places for name in place.periods})


def _rows(session: Session, asked: Asked, shown: Sequence[Area], found: Mapping[str, Place]) -> Iterator[Row]:
    language = asked.language
    claims = {claim for area in shown for claim in _shows(found[place] for place in area.places)}
    items = proof.evidence_for(session.store, session.index, claims, language)
    for area in shown:
        places = [found[place] for place in area.places]
        state = _state(places)
        for name in (ALL, *_periods(places)):
            things: dict[str, set[str]] = defaultdict(set)
            for place in places:
                for thing, own in (place.things if name == ALL else place.periods.get(name, {})).items():
                    things[thing] |= own
            active = sum(1 for place in places if (place.things if name == ALL else place.periods.get(name)))
            kept = _shows(places) if name == ALL else {claim for own in things.values() for claim in own}
            documents = {document for place in places for document in place.others}
            yield Row(
                id=area.id, kind=area.kind, name=_name(area, session.resolver.region(area.id), language), tier=state if name == ALL else "",
                values={"column_id": name, "column_name": _period_name(name, language), "count": len(things),
                        "places": active if area.kind == "region" else "", "of": len(places) if area.kind == "region" else "",
                        "others": len(documents) if name == ALL else ""},
                why=_why(places, len(documents), language) if name == ALL else "", evidence=proof.newest_first(items[claim] for claim in kept))


def _shows(places: Iterable[Place]) -> set[str]:
    """The claims that show the state of these places; of what is known on other themes one claim per document."""
    shown: set[str] = set()
    others: dict[str, str] = {}
    for place in places:
        shown |= place.claims()
        if place.state == ELSEWHERE:
            others |= place.others
    return shown | set(others.values())


def _name(area: Area, region: Region, language: str) -> str:
    return f"{area.name} ({say(f'layer.{region.layer}', language)})" if area.kind == "region" else area.name


def _period_name(name: str, language: str) -> str:
    if name in (ALL, UNDATED):
        return say(f"period.{name}", language)
    return say("period.before", language, year=FIRST_YEAR - 1) if name.startswith("..") else name.replace("-", "–")


def _why(places: Sequence[Place], documents: int, language: str) -> str:
    if len(places) == 1:
        place = places[0]
        return counted(f"why.coverage.{place.state}", language, {ACTIVE: len(place.things), COVERED: len(place.covers)}.get(place.state, documents))
    return say("coverage.of", language, count=len(places), states=_counted(Counter(place.state for place in places), STATES[::-1], language))


def _counted(states: Mapping[str, int], wanted: Iterable[str], language: str) -> str:
    """How many municipalities in each of some states, those with none left out."""
    return ", ".join(counted(f"coverage.{state}", language, states[state]) for state in wanted if states[state])


def _notes(session: Session, asked: Asked, found: Mapping[str, Place]) -> list[str]:
    """How much of the emptiness is missing data, and what counts."""
    states, language = Counter(place.state for place in found.values()), asked.language
    empty = len(found) - states[ACTIVE]
    said = _counted(states, (COVERED, ELSEWHERE, NOTHING), language)
    notes = [say("note.coverage", language, count=len(found), empty=empty, states=said)] if empty else []
    if empty and states[NOTHING]:
        notes.append(say("note.coverage.missing", language, share=round(100 * states[NOTHING] / empty)))
    if layer := _layer(asked):
        notes += session.region_notes(replace(asked.scope, region=session.resolver.regions(layer)[0]), language)
    return [*notes, say("note.coverage.counted", language, theme=theme_label(session, asked.scope, language))]


QUESTION = Question(
    id="coverage",
    sentence={"nl": "Waar in {region} is over {theme} nog niets bekend?", "en": "Where in {region} is nothing known yet about {theme}?"},
    needs=(39, 49), kind=MATRIX, parameters=(THEME, REGION, LAYER, ON, SIZE, LIKE),
    observations=("signal", "place", "about", "concerns", "day", "document", "claim"),
    columns=(Column("name", "node", "", column("coverage.place")), Column("tier", "text", "", column("coverage.state")),
             Column("column_name", "text", "", column("coverage.period")), Column("count", "number", "", column("coverage.count")),
             Column("places", "number", "", column("coverage.places")), Column("of", "number", "", column("coverage.of")),
             Column("others", "number", "", column("coverage.others")), Column("why", "text", "", column("why"))),
    cost="The whole country takes everything known of 342 municipalities, since only that tells a gap from missing data: 220 ms of processor "
         "time at S, 130 ms on the shipped data, and once for all themes, since the observations do not depend on the theme. A province: 25 ms. "
         "All cases at S: median 12.1, p95 32.4 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"theme": "eenzaamheid", "region": "provincie Drenthe"})
