"""A profile to take along: as CSV, Turtle and JSON-LD, with the text to cite it by. It holds what the page shows, no more."""

from __future__ import annotations

import tempfile
from pathlib import Path

from graph.exports.formats import FORMATS
from graph.from_store import graph_of
from graph.records import DatasetInfo
from graph.schema import schema
from graph.store import Node
from queries.profiles import checks
from queries.profiles.facts import kind_word
from queries.profiles.profile import Profile
from queries.render import escape, evidence_line, table_csv, web_link
from queries.session import Session
from queries.take_along import table_xlsx
from queries.words import say

LICENCE = "CC BY 4.0"
PUBLISHER = "WieWeetWat"
_HEADER = ("kind", "claim", "subject", "subject_name", "relation", "object", "object_name", "concerns", "role", "outcome", "level", "scale",
           "from", "from_kind", "until", "basis", "said_by", "document", "title", "publisher", "published", "url")
_CLAIM_CELLS = ("concerns", "role", "outcome", "level", "scale", "from", "from_kind", "until", "basis", "said_by", "document")


def as_csv(profile: Profile) -> str:
    """A row per fact and per claim, each with its document; formulas neutralised."""
    return table_csv(_HEADER, _rows(profile))


def as_xlsx(profile: Profile, as_of: str, language: str) -> bytes:
    """The same rows as a workbook; no cell is a formula or a link that runs."""
    return table_xlsx(profile.name, _HEADER, _rows(profile), as_of, language)


def as_brief(session: Session, profile: Profile, language: str) -> str:
    """The profile as Markdown: its facts with their documents, its relations, what is not known, and what to cite it by."""
    lines = [f"# {escape(profile.name)}", "", escape(kind_word(profile.node.kind, language)), ""]
    lines += [f"- **{escape(fact.label)}**: {escape(fact.text)}" for fact in profile.facts if fact.text != profile.name]
    lines += ["", *(f"- {escape(document.name)}{web_link(document.cells.get('url', ''))}" for document in profile.documents)]
    for group in profile.groups:
        lines += ["", f"## {escape(group.label[:1].upper() + group.label[1:])}", ""]
        lines += [f"- {escape(evidence_line(statement.evidence, language))}{web_link(statement.evidence.url)}" for statement in group.statements]
    if lacking := [*checks.missing(profile, language), *checks.stale(session, profile, language)]:
        lines += ["", f"## {say('profile.brief.lacking', language)}", "", *(f"- {escape(line)}" for line in lacking)]
    return "\n".join([*lines, "", escape(citation(session, profile, language))]) + "\n"


def _rows(profile: Profile) -> list[list[str]]:
    """A row per fact and per claim, in the columns of the header."""
    rows = []
    node, first = profile.node, profile.documents[0] if profile.documents else None
    for fact in profile.facts:
        cells = {"kind": "fact", "subject": node.id, "subject_name": profile.name, "relation": fact.column, "object_name": fact.text,
                 "document": "; ".join(document.id for document in profile.documents)}
        if first and len(profile.documents) == 1:
            cells |= {"title": first.name, **{name: first.cells.get(name, "") for name in ("publisher", "published", "url")}}
        rows.append([cells.get(name, "") for name in _HEADER])
    for statement in profile.statements():
        claim, item = statement.claim, statement.evidence
        cells = {"kind": "claim", "claim": claim.id, "subject": claim.subject, "subject_name": item.statement["subject"],
                 "relation": claim.relation, "object": claim.object, "object_name": item.statement["object"],
                 **{name: claim.cell(name) for name in _CLAIM_CELLS},
                 "title": item.title, "publisher": item.publisher, "published": item.stated_on, "url": item.url}
        rows.append([cells.get(name, "") for name in _HEADER])
    return rows


def as_rdf(session: Session, profile: Profile, form: str) -> bytes:
    """The node, its claims and documents in a form of RDF (`turtle` or `jsonld`); the ends of the claims by name only."""
    claims = [statement.claim for statement in profile.statements()]
    wanted = {end for claim in claims for end in (claim.subject, claim.object, claim.cell("concerns"), claim.cell("document")) if end}
    wanted |= {profile.node.id, *(identifier for tie in profile.ties for identifier, _ in tie.nodes),
               *(document.id for document in profile.documents), *(found for fact in profile.facts for found, _ in fact.nodes)}
    nodes = [node if node.id == profile.node.id or node.kind == "doc" else _named(node) for node in session.index.nodes(wanted).values()]
    title = {language: f"WieWeetWat: {_name(profile.node, language)}" for language in ("nl", "en")}
    info = DatasetInfo("profile", title, PUBLISHER, LICENCE, session.index.as_of)
    graph = graph_of(nodes, claims, info, session.index.as_of, session.index.version)
    chosen = FORMATS[form]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / chosen.default
        chosen.write(graph, path, lambda what, done, total: None)
        return path.read_bytes()


def _named(node: Node) -> Node:
    """A node with its name alone: what else is known of it stands in its own profile."""
    names = {schema().by_prefix[node.kind].name_column, "label_nl", "label_en", "code"}
    return node._replace(cells={name: text for name, text in node.cells.items() if name in names})


def _name(node: Node, language: str) -> str:
    return node.cells.get(f"label_{language}") or node.name


def citation(session: Session, profile: Profile, language: str) -> str:
    """Who says this of what, as of when, in which version of the data, under which licence."""
    return say("profile.citation", language, name=profile.name, id=profile.node.id, day=session.index.as_of,
               version=session.index.version, licence=LICENCE)
