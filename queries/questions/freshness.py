"""What in the knowledge graph is old, thin or loose, and which roles need another look: the work list of who keeps it.

Blocks, each ordered by itself: themes whose newest document is old (`stale`) or that rest on one document (`thin`), nodes
without any claim (`loose`), documents without a date (`undated`), and roles whose document is old (`role`). `top` counts per
block. Nothing here says that something is wrong; only that nobody has looked since.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from graph import dates
from graph.language import number
from graph.records import split_list
from graph.schema import schema
from graph.store import Claim, Node
from queries import evidence as proof
from queries.answer import Answer, Evidence, Row
from queries.question import LAYER, ON, REGION, TABLE, THEME, Asked, Column, Question
from queries.questions.freshness_reference import observations
from queries.questions.listing import ancestors, finished, named, theme_label, widest
from queries.questions.meeting import present
from queries.recency import published_by
from queries.roles import OLD, OLD_AFTER, UNKNOWN, state
from queries.session import Session
from queries.words import column, counted, say

STALE, THIN, LOOSE, UNDATED, ROLE = BLOCKS = ("stale", "thin", "loose", "undated", "role")
_REGISTER = "register"  # a kind of document: what only a register names is complete without a claim
_KINDS = ("Programme", "Event", "KnowledgeQuestion", "Indicator", "Session")  # beside those that the index holds


class Seen(NamedTuple):
    """One observation; see queries/questions/freshness.rq."""

    signal: str
    node: str
    other: str
    since: str
    till: str
    document: str
    claim: str


class Item(NamedTuple):
    """A row to be: its block, the node, its place in the block, its newest day, and the observations and documents behind it."""

    block: str
    id: str
    order: tuple
    newest: str = ""
    count: int = 0
    rows: tuple[Seen, ...] = ()


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the themes (not for a region alone), the people of the region (not for a theme alone), what may
    be loose (only of the whole), the day."""
    scope, index = asked.scope, session.index
    themes = [] if scope.region and not scope.theme else list(scope.themes) or sorted(index.themes)
    people = [] if scope.theme and not scope.region else sorted(
        person for person, roles in index.roles_of.items()
        if scope.region is None or any(_of_region(session, asked, role.object) for role in roles))
    whole = scope.theme is None and scope.region is None
    return {"theme": themes, "person": people, "loose": list(session.once("collected", lambda: _collected(session))) if whole else [],
            "on": [scope.on] if scope.on else []}


def _collected(session: Session) -> tuple[str, ...]:
    """Everything of which a claim is to be expected: not what only a register names."""
    index = session.index
    nodes = [*index.themes.values(), *index.actors.values(), *index.initiatives.values(), *index.methods.values(),
             *(node for kind in _KINDS for node in session.store.nodes_of(kind))]
    return tuple(sorted(node.id for node in nodes if not _only_register(session, node)))


def _only_register(session: Session, node: Node) -> bool:
    documents = [session.index.documents.get(one) for one in split_list(node.cells.get("document", ""))]
    return all(document is None or document.cells.get("kind") == _REGISTER for document in documents)


def answer(session: Session, asked: Asked) -> Answer:
    """The blocks, each with its own order."""
    language, scope = asked.language, asked.scope
    items = _items(session, asked)
    shown = [item for block in BLOCKS for item in [one for one in items if one.block == block][: asked.top or None]]
    reason = "" if items else say("empty.freshness", language, theme=theme_label(session, scope, language),
                                  region=session.region_name(scope.region, language))
    return finished(session, asked, QUESTION, _rows(session, asked, shown), len(items), notes=_notes(asked, items), empty_reason=reason,
                    ways=widest(session, asked, QUESTION, lambda other: len(_items(session, other))))


def _items(session: Session, asked: Asked) -> list[Item]:
    """Everything there is to look at, block by block."""
    as_of = asked.scope.on or session.index.as_of
    rows = [Seen(*cells) for cells in session.observe(QUESTION, arguments(session, asked))]
    found = [*_themes(session, asked, [row for row in rows if row.node.startswith("theme:") and row.signal != LOOSE], as_of),
             *_roles(session, asked, [row for row in rows if row.signal == "role_at"], as_of), *_undated(session, asked, rows)]
    loose = session.index.nodes(sorted(row.node for row in rows if row.signal == LOOSE))
    found += [Item(LOOSE, node.id, (list(schema().by_prefix).index(node.kind), node.name.casefold()))
              for node in loose.values() if proof.described_in(session.index, node, asked.language)]
    return sorted(found, key=lambda item: (BLOCKS.index(item.block), item.order, item.id))


def _themes(session: Session, asked: Asked, rows: Sequence[Seen], as_of: str) -> Iterator[Item]:
    """Themes whose newest document is old, or that rest on one. A theme counts with everything narrower."""
    wanted = set(asked.scope.themes) or set(session.index.themes)
    by_theme: dict[str, list[Seen]] = defaultdict(list)
    for row in rows:
        for theme in (row.node, *ancestors(session, row.node)):
            if theme in wanted:
                by_theme[theme].append(row)
    names = session.index.themes
    for theme, own in by_theme.items():
        newest = max(published_by(session.index, row.document, as_of) for row in own)
        documents = {row.document for row in own}
        if newest and dates.years_between(newest, as_of) > OLD_AFTER:
            yield Item(STALE, theme, (newest, names[theme].name.casefold()), newest, len(documents), tuple(own))
        elif len(documents) == 1:
            yield Item(THIN, theme, (names[theme].name.casefold(),), newest, 1, tuple(own))


def _roles(session: Session, asked: Asked, rows: Iterable[Seen], as_of: str) -> Iterator[Item]:
    """Roles that have not ended as far as known, with an old document or one without a date; the oldest first."""
    for row in rows:
        if not _of_region(session, asked, row.other):
            continue
        standing = state(Claim(row.claim, row.node, row.signal, row.other, {"since": row.since, "till": row.till}), as_of)
        if standing in (OLD, UNKNOWN):
            yield Item(ROLE, row.node, (not row.since, row.since, row.claim), row.since, 1, (row,))


def _of_region(session: Session, asked: Asked, actor: str) -> bool:
    """Whether an actor is of the region: a municipality in it, or an organisation active there for at least half."""
    region, here = asked.scope.region, present(session, actor)
    if region is None:
        return True
    if here.startswith("gm:"):
        return here in region.municipalities
    own = session.index.places_of.get(here, frozenset())
    return bool(own) and 2 * len(own & region.municipalities) >= len(own)


def _undated(session: Session, asked: Asked, rows: Sequence[Seen]) -> Iterator[Item]:
    """Documents without a date, those on which most rests first. With a theme or region only those seen there."""
    index, scope = session.index, asked.scope
    cited = session.once("cited", session.store.cited)
    seen = {row.document for row in rows if row.signal != LOOSE}
    for document, node in index.documents.items():
        if not node.cells.get("published") and cited.get(document) and node.cells.get("kind") != _REGISTER:
            if (scope.theme is None and scope.region is None) or document in seen:
                yield Item(UNDATED, document, (-cited[document], node.name.casefold()), "", cited[document])


def _rows(session: Session, asked: Asked, shown: Sequence[Item]) -> list[Row]:
    language, index = asked.language, session.index
    kept = {(item.block, item.id, item.order): _claims(session, asked, item) for item in shown}
    items = proof.evidence_for(session.store, index, {claim for claims in kept.values() for claim in claims}, language)
    nodes = index.nodes(sorted({item.id for item in shown} | {row.other for item in shown if item.block == ROLE for row in item.rows}))
    return [_row(session, asked, item, nodes, proof.newest_first(items[claim] for claim in kept[item.block, item.id, item.order])) for item in shown]


def _claims(session: Session, asked: Asked, item: Item) -> list[str]:
    """What shows it: of a theme the claims of its newest documents, of a role its claim."""
    if item.block not in (STALE, THIN):
        return [row.claim for row in item.rows]
    as_of = asked.scope.on or session.index.as_of
    return [row.claim for row in item.rows if published_by(session.index, row.document, as_of) == item.newest]


def _row(session: Session, asked: Asked, item: Item, nodes: Mapping[str, Node], evidence: tuple[Evidence, ...]) -> Row:
    language, node = asked.language, nodes[item.id]
    as_of = asked.scope.on or session.index.as_of
    age = dates.years_between(item.newest, as_of) if item.newest else 0.0
    values = {"kind": schema().by_prefix[node.kind].labels[language], "newest": item.newest, "age": number(age, language, 1) if item.newest else "",
              "count": item.count or "", "detail": _detail(session, item, nodes, evidence, language)}
    if item.block == LOOSE:
        evidence = proof.described_in(session.index, node, language)
    elif item.block == UNDATED:
        evidence = (_itself(node),)
    name = session.theme_name(node.id, language) if node.kind == "theme" else node.name
    return Row(id=node.id, kind=node.kind, name=name, tier=item.block, values=values, evidence=evidence,
               why=counted(f"why.freshness.{item.block}", language, item.count, years=number(age, language, 1), day=item.newest or say("start.unknown", language)))


def _detail(session: Session, item: Item, nodes: Mapping[str, Node], evidence: Sequence[Evidence], language: str) -> str:
    """The role and where; the publisher of a document; the titles that a theme's newest facts stand in."""
    if item.block == ROLE:
        return ", ".join(part for part in (*(one.statement["role"] for one in evidence), nodes[item.rows[0].other].name) if part)
    if item.block == UNDATED:
        return nodes[item.id].cells.get("publisher", "")
    return named({session.title(row.document) for row in item.rows}, language) if item.block == THIN else ""


def _itself(document: Node) -> Evidence:
    """A document as its own evidence: that no date is known of it stands in its own row."""
    return Evidence(claim="", document=document.id, title=document.name, publisher=document.cells.get("publisher", ""), url=document.cells.get("url", ""),
                    stated_on="", basis="stated", said_by="", note="",
                    statement={"subject": document.name, "relation": "", "object": "", "role": "", "from": "", "until": "", "relation_id": "",
                               "subject_id": document.id, "object_id": ""})


def _notes(asked: Asked, items: Sequence[Item]) -> list[str]:
    """How many there are of each block, what is old, and what a scope leaves out."""
    language, counts = asked.language, Counter(item.block for item in items)
    notes = [", ".join(counted(f"freshness.{block}", language, counts[block]) for block in BLOCKS if counts[block])] if items else []
    notes += [say("note.freshness", language, years=number(OLD_AFTER, language))]
    if asked.scope.theme and not asked.scope.region:
        notes.append(say("note.freshness.theme", language))
    elif asked.scope.region:
        notes.append(say("note.freshness.region", language))
    return notes


def _text(name: str, kind: str = "text") -> Column:
    return Column(name, kind, "", column(f"freshness.{name}"))


QUESTION = Question(
    id="freshness",
    sentence={"nl": "Wat over {theme} in {region} is oud, dun of los, en welke functies moeten opnieuw bekeken worden?",
              "en": "What about {theme} in {region} is old, thin or loose, and which roles need another look?"},
    needs=(38, 57), kind=TABLE, parameters=(THEME, REGION, LAYER, ON),
    observations=("signal", "node", "other", "since", "till", "document", "claim"),
    columns=(Column("name", "node", "", column("freshness.name")), Column("tier", "text", "", column("freshness.tier")), _text("kind"), _text("detail"),
             _text("newest", "date"), _text("age"), _text("count", "number"), Column("why", "text", "", column("why"))),
    cost="Without theme and region it looks at every theme, role and node of the collected data, since the question is what nothing is known of: 155 ms "
         "of processor time the first time on the shipped data, 90 ms after that. With a theme or region: 5 to 45 ms. "
         "All cases at S: median 5.5, p95 21.1 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"region": "provincie Utrecht"})
