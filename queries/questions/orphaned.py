"""What ended without a successor: programmes, networks and initiatives, and themes that no programme covers any more.

A programme counts as ended when the end that its document gives has passed; without a known end it does not. What goes on
elsewhere is said, with where. A theme has lost its programmes when all that are about it ended and none was succeeded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from graph import dates
from graph.records import split_list
from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Evidence, Row
from queries.question import LAYER, ON, REGION, TABLE, THEME, Asked, Column, Question
from queries.questions.listing import ancestors, around, finished, named, theme_label, wider
from queries.questions.orphaned_reference import observations
from queries.session import Session
from queries.words import column, counted, say

BLOCKS = ("theme", "prog", "net", "init")
_OVER = ("ended", "stopped", "merged")
_DID = ("runs", "tried", "leads")
_SUPPORT = ("partner_in", "involved_in", "funds")


class Seen(NamedTuple):
    """One observation; see queries/questions/orphaned.rq."""

    signal: str
    thing: str
    other: str
    document: str
    claim: str


class Orphan(NamedTuple):
    """What ended, the day it ended by (or nothing), its rows, and for a theme the programmes that it lost."""

    id: str
    block: str
    ended: str
    rows: tuple[Seen, ...]
    lost: tuple[str, ...] = ()
    covered: str = ""  # the nearest broader theme that a programme still covers


def over(node: Node, day: str, past: bool) -> bool:
    """Whether something had ended on a day. A status without a date tells of today only."""
    last = dates.interval(node.cells.get("end", "") or node.cells.get("until", ""))
    return last.latest < day if last else node.cells.get("status") in _OVER and not past


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: what ended on the theme or near it, and every programme there."""
    return {"thing": sorted(_candidates(session, asked)), "on": [asked.scope.on] if asked.scope.on else []}


def _candidates(session: Session, asked: Asked) -> dict[str, Node]:
    index, on = session.index, asked.scope.on
    themes = {*around(session, asked.scope), *(ancestors(session, asked.scope.theme.id) if asked.scope.theme else ())}
    things = index.on_themes(themes, ("init:", "net:", "prog:"))
    if asked.scope.theme is None:
        things |= {*index.initiatives, *(one for one in index.actors if one.startswith("net:"))}
    held = {one: index.initiatives.get(one) or index.actors.get(one) for one in things if not one.startswith("prog:")}
    ended = {one: node for one, node in held.items() if node and one not in index.legal and over(node, on or index.as_of, bool(on))}
    return ended | index.nodes(sorted(one for one in things if one.startswith("prog:")))


def orphans(session: Session, asked: Asked) -> tuple[list[Orphan], dict[str, Node]]:
    """What ended without a successor in scope, block by block, the latest first, and the nodes that were looked at."""
    nodes = _candidates(session, asked)
    rows: dict[str, list[Seen]] = defaultdict(list)
    for cells in session.observe(QUESTION, arguments(session, asked)):
        seen = Seen(*cells)
        rows[seen.thing].append(seen)
    found = [*_themes(session, asked, rows, nodes), *_things(session, asked, rows, nodes)]
    name = {orphan.id: session.index.themes[orphan.id].name if orphan.block == "theme" else nodes[orphan.id].name for orphan in found}
    found.sort(key=lambda one: (name[one.id].casefold(), one.id))
    found.sort(key=lambda one: one.ended, reverse=True)
    return sorted(found, key=lambda one: BLOCKS.index(one.block)), nodes


def _left(session: Session, asked: Asked, thing: str, rows: Mapping[str, Sequence[Seen]], nodes: Mapping[str, Node]) -> bool:
    """Whether it has ended and nothing came after it."""
    on = asked.scope.on
    return over(nodes[thing], on or session.index.as_of, bool(on)) and all(row.signal != "succeeds" for row in rows.get(thing, ()))


def _themes(session: Session, asked: Asked, rows: Mapping[str, Sequence[Seen]], nodes: Mapping[str, Node]) -> Iterator[Orphan]:
    """Themes whose every programme ended and was not succeeded."""
    programmes: dict[str, list[Seen]] = defaultdict(list)
    for found in rows.values():
        for row in found:
            if row.signal == "about" and row.thing.startswith("prog:") and _begun(asked, nodes[row.thing]):
                programmes[row.other].append(row)
    for theme in asked.scope.themes or sorted(session.index.themes):
        own = programmes.get(theme, [])
        if not own or not all(_left(session, asked, row.thing, rows, nodes) for row in own):
            continue
        lost = tuple(sorted({row.thing for row in own}, key=lambda one: (_ended(nodes[one]), one)))
        covered = next((one for one in ancestors(session, theme)
                        if any(not _left(session, asked, row.thing, rows, nodes) for row in programmes.get(one, ()))), "")
        yield Orphan(theme, "theme", _ended(nodes[lost[-1]]), tuple(own), lost, covered)


def _begun(asked: Asked, node: Node) -> bool:
    """Whether a programme had begun by the day asked; one without a known start counts."""
    first = dates.interval(node.cells.get("from", ""))
    return not asked.scope.on or first is None or first.earliest <= asked.scope.on


def _ended(node: Node) -> str:
    last = dates.interval(node.cells.get("end", "") or node.cells.get("until", ""))
    return last.latest if last else ""


def _things(session: Session, asked: Asked, rows: Mapping[str, Sequence[Seen]], nodes: Mapping[str, Node]) -> Iterator[Orphan]:
    themes = set(asked.scope.themes)
    for thing, node in nodes.items():
        own = rows.get(thing, ())
        on_theme = not themes or any(row.signal == "about" and row.other in themes for row in own)
        if on_theme and _left(session, asked, thing, rows, nodes) and _inside(session, asked, thing, own):
            yield Orphan(thing, thing.partition(":")[0], _ended(node), tuple(own))


def _inside(session: Session, asked: Asked, thing: str, rows: Iterable[Seen]) -> bool:
    """Whether it was there: an initiative by who ran or tried it, a network by where it is active; a programme is everywhere."""
    if asked.scope.region is None or thing.startswith("prog:"):
        return True
    if thing.startswith("net:"):
        return session.resolver.inside(thing, asked.scope)
    houses = [session.index.successors(row.other) for row in rows if row.signal in _DID]
    return any(len(into) == 1 and session.resolver.inside(into[0], asked.scope) for into in houses)


def elsewhere(session: Session, asked: Asked, initiative: str) -> dict[str, str]:
    """Where the same approach is known and not known to have ended: municipality -> the claim that says so. Nothing for an initiative on its own."""
    index, on = session.index, asked.scope.on
    shared = {other for practice in split_list(index.initiatives[initiative].cells["practice"]) if practice != initiative
              for other in index.initiatives_of.get(practice, ())} - {initiative}
    alive = {one for one in shared if not over(index.initiatives[one], on or index.as_of, bool(on))
             and index.initiatives[one].cells.get("status") != "planned"}
    own = {gm for link in index.links("runs") if link.object == initiative for gm in index.successors(link.subject)}
    return {into[0]: link.id for link in index.links("runs") if link.object in alive and link.subject.startswith("gm:")
            and (not on or bool(link.since) and link.since <= on) and len(into := index.successors(link.subject)) == 1 and into[0] not in own}


def answer(session: Session, asked: Asked) -> Answer:
    """What was left behind, block by block; `top` counts per block."""
    language = asked.language
    found, nodes = orphans(session, asked)
    shown = [one for block in BLOCKS for one in [one for one in found if one.block == block][:asked.top or None]]
    reason = "" if found else say("empty.orphaned", language, theme=theme_label(session, asked.scope, language),
                                  region=session.region_name(asked.scope.region, language))
    unknown = sum(1 for one in session.index.things(asked.scope.themes or session.index.themes, asked.scope.on)
                  if one.startswith("prog:") and one in nodes and not _ended(nodes[one]))
    notes = [say("note.orphaned", language), *([counted("note.orphaned.unknown", language, unknown)] if unknown else []),
             *([say("note.orphaned.region", language)] if asked.scope.region else [])]
    return finished(session, asked, QUESTION, _rows(session, asked, shown, nodes), len(found), notes=notes, empty_reason=reason,
                    ways=wider(session, asked, lambda other: len(orphans(session, other)[0])))


def _rows(session: Session, asked: Asked, shown: Sequence[Orphan], nodes: Mapping[str, Node]) -> list[Row]:
    away = {one.id: elsewhere(session, asked, one.id) if one.block == "init" else {} for one in shown}
    claims = {row.claim for one in shown for row in one.rows} | {claim for found in away.values() for claim in found.values()}
    items = proof.evidence_for(session.store, session.index, claims, asked.language)
    others = session.index.nodes({row.other for one in shown for row in one.rows} | {place for found in away.values() for place in found})
    return [_row(session, asked, one, {**others, **nodes}, items, away[one.id]) for one in shown]


def _row(session: Session, asked: Asked, one: Orphan, nodes: Mapping[str, Node], items: Mapping[str, Evidence], away: Mapping[str, str]) -> Row:
    language = asked.language

    def listed(signals: Sequence[str]) -> str:
        return named((nodes[row.other].name for row in one.rows if row.signal in signals), language)

    about = {row.other for row in one.rows if row.signal == "about"}
    values = {"ended": _when(one, nodes), "who": listed(_DID), "support": listed(_SUPPORT),
              "themes": "" if one.block == "theme" else named((session.theme_name(theme, language) for theme in about), language),
              "elsewhere": named((nodes[place].name for place in away), language),
              "lost": named((nodes[programme].name for programme in one.lost), language)}
    node = session.index.themes[one.id] if one.block == "theme" else nodes[one.id]
    behind = [nodes[programme] for programme in one.lost] or [node]
    claims = dict.fromkeys([row.claim for row in one.rows] + sorted(away.values()))
    seen = {items[claim].document for claim in claims}
    own = {item.document: item for found in behind for item in proof.described_in(session.index, found, language) if item.document not in seen}
    return Row(id=one.id, kind=node.kind, name=session.theme_name(one.id, language) if one.block == "theme" else node.name, tier=one.block,
               values=values, why=_why(session, asked, one, node, away),
               evidence=proof.newest_first([*(items[claim] for claim in claims), *own.values()]))


def _when(one: Orphan, nodes: Mapping[str, Node]) -> str:
    """The end as the document gives it; of a theme that of the last programme."""
    cells = nodes[one.lost[-1] if one.lost else one.id].cells
    return cells.get("end", "") or cells.get("until", "")


def _why(session: Session, asked: Asked, one: Orphan, node: Node, away: Mapping[str, str]) -> str:
    language = asked.language
    if one.block == "theme":
        said = counted("why.orphaned.theme", language, len(one.lost))
        broader = say("why.orphaned.covered", language, theme=session.theme_name(one.covered, language)) if one.covered else ""
        return "; ".join(part for part in (said, broader) if part)
    stopped = "stopped" if node.cells.get("status") == "stopped" else "ended"
    said = [say(f"why.orphaned.{stopped}", language)]
    if one.block == "init":
        said.append(counted("why.orphaned.elsewhere", language, len(away)) if away else say("why.orphaned.nowhere", language))
    return "; ".join(said)


_COLUMNS = {"name": ("node", "orphaned.what"), "tier": ("text", "kind"), "ended": ("date", "orphaned.ended"), "who": ("text", "orphaned.who"),
            "support": ("text", "orphaned.support"), "themes": ("text", "events.themes"), "lost": ("text", "orphaned.lost"),
            "elsewhere": ("text", "orphaned.elsewhere"), "why": ("text", "why")}
QUESTION = Question(
    id="orphaned",
    sentence={"nl": "Wat hield rond {theme} in {region} op zonder opvolger?", "en": "What ended around {theme} in {region} without a successor?"},
    needs=(10, 31), kind=TABLE, parameters=(THEME, REGION, LAYER, ON),
    observations=("signal", "thing", "other", "document", "claim"),
    columns=tuple(Column(name, kind, "", column(label)) for name, (kind, label) in _COLUMNS.items()),
    cost="Without a theme, or to find ways on for an empty answer, it looks at everything that ended and at every programme: 70 to "
         "100 ms of processor time on the shipped data. A theme with rows: 30 to 50 ms. "
         "All cases at S: median 35.7, p95 84.8 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"theme": "jeugd"})
