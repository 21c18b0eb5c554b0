"""Are policy, practice and research all present? Per theme, or per region of a layer, with who could fill a gap (docs/questions.md).

A cell is a theme (or region) and a corner. A corner is present when somebody of that corner runs, leads, owns or studies
something on the theme there, or takes part in it. What stands in an empty corner is who is nearest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from queries import evidence as proof
from queries.answer import Answer, Row
from queries.index import counts_on
from queries.question import LAYER, MATRIX, ON, REGION, THEME, Asked, Column, Question
from queries.questions.nearness import distance_to
from queries.questions.triangle_reference import observations
from queries.questions.wider import ways
from queries.scope import Region, Scope
from queries.session import Session
from queries.words import column, counted, say

CORNERS = ("policy", "practice", "research")
PRESENT, MISSING = "present", "missing"
NAMED_AT_MOST = 3
WIDE = 50  # municipalities; who is active in more is near to every region, so near to none


class Seen(NamedTuple):
    """One observation; see queries/questions/triangle.rq."""

    signal: str
    party: str
    corner: str
    about: str
    claim: str


class Cell(NamedTuple):
    """A corner of a theme or region: who is there, and when nobody is, who is nearest; each with what they do."""

    corner: str
    parties: Mapping[str, list[Seen]]
    nearest: Mapping[str, list[Seen]]


class Line(NamedTuple):
    """A theme or region with its three corners."""

    id: str
    name: str
    cells: tuple[Cell, ...]

    @property
    def missing(self) -> int:
        """How many corners are empty."""
        return sum(1 for cell in self.cells if not cell.parties)


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: what is about the theme's closure (or about all themes), the day."""
    themes = list(asked.scope.themes) or sorted(session.index.themes)
    return {"about": session.index.things(themes, asked.scope.on), "on": [asked.scope.on] if asked.scope.on else []}


def lines(session: Session, scope: Scope, layer: str) -> list[Line]:
    """The lines on which anything is known: those that lack one corner first, then two, then complete ones, by name."""
    rows = _rows_of(session, Asked(scope))
    found = list(_by_region(session, scope, layer, rows) if layer and scope.region is None else _by_theme(session, scope, rows))
    return sorted(found, key=lambda line: (not line.missing, line.missing, line.name.casefold(), line.id))


def _rows_of(session: Session, asked: Asked) -> list[Seen]:
    """The observations without memberships that a law makes: those say nothing of who is at the table."""
    rows = [Seen(*cells) for cells in session.observe(QUESTION, arguments(session, asked))]
    return [seen for seen in rows if seen.signal != "member_of" or seen.about not in session.index.legal]


def _by_theme(session: Session, scope: Scope, rows: Iterable[Seen]) -> Iterator[Line]:
    by_theme: dict[str, list[Seen]] = defaultdict(list)
    wanted = set(scope.themes) or set(session.index.themes)
    above = {theme: [one for one in _with_broader(session, theme) if one in wanted] for theme in session.index.themes}
    for seen in rows:
        for theme in {higher for link in session.index.about_of.get(seen.about, ()) if counts_on(link, scope.on) for higher in above.get(link.object, ())}:
            by_theme[theme].append(seen)
    near: dict[tuple[str, str], bool] = {}
    for theme, own in by_theme.items():
        if cells := _cells(session, scope.region, own, near):
            yield Line(theme, session.index.themes[theme].name, cells)


def _by_region(session: Session, scope: Scope, layer: str, rows: Sequence[Seen]) -> Iterator[Line]:
    for region in session.resolver.regions(layer):
        if cells := _cells(session, region, rows, {}):
            yield Line(region.id, region.name, cells)


def _with_broader(session: Session, theme: str) -> Iterator[str]:
    while theme:
        yield theme
        theme = session.index.themes[theme].cells.get("broader", "")


def _cells(session: Session, region: Region | None, rows: Iterable[Seen], near: dict[tuple[str, str], bool]) -> tuple[Cell, ...]:
    """The three corners in a region; nothing when all are empty there."""
    inside: dict[str, dict[str, list[Seen]]] = {corner: defaultdict(list) for corner in CORNERS}
    outside: dict[str, dict[str, list[Seen]]] = {corner: defaultdict(list) for corner in CORNERS}
    for seen in rows:
        into = session.index.successors(seen.party)
        corner = "policy" if seen.party.startswith("gm:") else seen.corner
        if len(into) != 1 or corner not in inside:
            continue
        key = into[0], seen.about
        if key not in near:
            near[key] = region is None or _near(session, *key, region.municipalities)
        (inside if near[key] else outside)[corner][into[0]].append(seen)
    if not any(inside.values()):
        return ()
    return tuple(Cell(corner, inside[corner], {} if inside[corner] else _nearest(session, region, outside[corner])) for corner in CORNERS)


def _near(session: Session, party: str, about: str, region: frozenset[str]) -> bool:
    """Whether somebody does this in a region: a municipality of it, or what they do it with runs there, or they are of it."""
    if party.startswith("gm:"):
        return party in region
    index = session.index
    if places := index.where_run.get(about) or index.places_of.get(about):
        return bool(places & region)
    own = index.places_of.get(party, frozenset())
    return bool(own) and 2 * len(own & region) >= len(own)


def _nearest(session: Session, region: Region | None, parties: Mapping[str, list[Seen]]) -> dict[str, list[Seen]]:
    """Who is of this corner elsewhere, nearest first; those active all over or without a known place last."""
    away = [(len(session.index.places_of.get(party, ())) > WIDE, distance_to(session.index, party, region), party) for party in parties]
    away.sort(key=lambda one: (one[1] is None, one[0], one[1] or 0.0, one[2]))
    return {party: parties[party] for *_, party in away[:NAMED_AT_MOST]}


def answer(session: Session, asked: Asked) -> Answer:
    """Three cells a line; `top` counts lines."""
    scope, language, layer = asked.scope, asked.language, str(asked.params.get("layer", ""))
    found = lines(session, scope, layer)
    shown = found[: asked.top] if asked.top else found
    theme = session.theme_name(scope.theme.id, language) if scope.theme else say("all-themes", language)
    region = session.region_name(scope.region, language)
    reason = "" if found else say("empty.triangle", language, theme=theme, region=region)
    return Answer(
        question=QUESTION.id, sentence=QUESTION.sentence[language].format(theme=theme, region=region), kind=QUESTION.kind, params=dict(asked.params),
        as_of=scope.on or session.index.as_of, data_version=session.index.version, store=session.store.address,
        columns=session.columns(QUESTION, language), rows=_rows(session, asked, shown), total=3 * len(found),
        notes=tuple(_notes(session, asked, found)), empty_reason=reason,
        suggestions=() if found else ways(session, scope, language, lambda other: 3 * len(lines(session, other, layer))))


def _rows(session: Session, asked: Asked, shown: Sequence[Line]) -> list[Row]:
    index, language = session.index, asked.language
    fillers = {party for line in shown for cell in line.cells for party in cell.nearest}
    claims = {claim for line in shown for cell in line.cells for claim in _claims(line, cell)}
    items = proof.evidence_for(session.store, index, claims, language)
    nodes = index.nodes(fillers | {party for line in shown for cell in line.cells for party in cell.parties})
    reach = proof.reachable(session.store, index, {party: nodes[party] for party in fillers if party in nodes}, language)
    result = []
    for line in shown:
        kind = line.id.partition(":")[0]
        name = session.theme_name(line.id, language) if kind == "theme" else line.name
        for cell in line.cells:
            names = sorted(nodes[party].name for party in cell.parties)
            near = [nodes[party].name for party in cell.nearest if party in nodes]
            result.append(Row(
                id=line.id, kind=kind, name=name, why=_why(names, near, language),
                values={"column_id": cell.corner, "column_name": say(f"tier.{cell.corner}", language), "count": len(names),
                        "state": say(f"triangle.{PRESENT if cell.parties else MISSING}", language), "parties": "; ".join(names), "near": "; ".join(near)},
                evidence=proof.newest_first(items[claim] for claim in _claims(line, cell)),
                reachable_via=tuple(way for party in cell.nearest for way in reach.get(party, ()))))
    return result


def _claims(line: Line, cell: Cell) -> list[str]:
    """What a cell rests on: who is there; for an empty one what the nearest do, else what the other corners do without it."""
    doers = [cell.parties or cell.nearest] if cell.parties or cell.nearest else [other.parties for other in line.cells]
    return list(dict.fromkeys(seen.claim for parties in doers for rows in parties.values() for seen in rows))


def _why(names: Sequence[str], near: Sequence[str], language: str) -> str:
    if names:
        first = ", ".join(names[:NAMED_AT_MOST]) + (" …" if len(names) > NAMED_AT_MOST else "")
        return counted("why.triangle.present", language, len(names), names=first)
    return say("why.triangle.missing", language, names=", ".join(near)) if near else say("why.triangle.nobody", language)


def _notes(session: Session, asked: Asked, found: Sequence[Line]) -> Iterable[str]:
    """How many lines are complete, and how many of the networks hold all three corners."""
    language = asked.language
    yield from session.region_notes(asked.scope, language)
    if found:
        yield say("note.triangle", language, complete=sum(1 for line in found if not line.missing), count=len(found))
    corners: dict[str, set[str]] = defaultdict(set)
    region = asked.scope.region
    for seen in _rows_of(session, asked):
        if seen.about.startswith("net:") and (region is None or session.index.places_of.get(seen.about, frozenset()) & region.municipalities):
            corners[seen.about].add("policy" if seen.party.startswith("gm:") else seen.corner)
    if corners:
        yield say("note.triangle.networks", language, count=len(corners), complete=sum(1 for own in corners.values() if own >= set(CORNERS)))


_COLUMNS = {"name": ("node", "triangle.line"), "column_name": ("text", "corner"), "count": ("number", "triangle.count"), "state": ("text", "triangle.state"),
            "parties": ("text", "triangle.parties"), "near": ("text", "near"), "why": ("text", "why")}
QUESTION = Question(
    id="triangle",
    sentence={"nl": "Zijn beleid, praktijk en onderzoek bij {theme} in {region} alle drie aan tafel?",
              "en": "Are policy, practice and research all three at the table for {theme} in {region}?"},
    needs=(35, 36), kind=MATRIX, parameters=(THEME, REGION, LAYER, ON), observations=("signal", "party", "corner", "about", "claim"),
    columns=tuple(Column(name, kind, "", column(label)) for name, (kind, label) in _COLUMNS.items()),
    cost="Without a theme, and for the root, everybody active: 58 to 134 ms at S; other themes median 5, p95 23 ms. "
         "All cases at S: median 5.2, p95 61.8 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"theme": "jeugd", "region": "provincie Drenthe"})
