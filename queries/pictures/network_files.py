"""A network picture as files: exactly its nodes and claims, in the forms of graph/exports and as a table with names. Without people.

The store gives the whole graph once, people are taken out of all of it, and only then is the part taken: a name in a note is known
by what stands elsewhere. The whole is read only when somebody asks for a file, and kept for the next.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from pathlib import Path

from graph.build import Graph
from graph.exports.formats import FORMATS
from graph.exports.writing import no_progress
from graph.from_store import graph_of
from graph.part import Part, part_of
from graph.people import without_people
from graph.records import DatasetInfo
from graph.schema import schema
from graph.store import Node
from graph.stores.memory import MemoryStore
from queries.profiles.facts import kind_word, name_in
from queries.profiles.take import LICENCE, PUBLISHER
from queries.render import table_csv
from queries.session import Session

_TITLE = {"nl": "WieWeetWat: deel van het netwerk", "en": "WieWeetWat: part of the network"}
_CELLS = ("concerns", "role", "from", "from_kind", "until", "basis", "said_by")
HEADER = ("claim", "subject", "subject_name", "subject_kind", "relation", "relation_label", "object", "object_name", "object_kind", *_CELLS,
          "document", "title", "publisher", "published", "url")


def as_graph(session: Session, nodes: Collection[str], claims: Collection[str], form: str) -> bytes:
    """These nodes and claims in a form of graph/exports/formats.py that is one file."""
    chosen = FORMATS[form]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / chosen.default
        chosen.write(_part(session, nodes, claims), path, no_progress)
        return path.read_bytes()


def as_csv(session: Session, nodes: Collection[str], claims: Collection[str], language: str) -> str:
    """A row per claim with the names of both ends and its document; formulas neutralised."""
    store = MemoryStore()
    store.load(_part(session, nodes, claims))
    found = [claim for relation in schema().relations for claim in store.claims_of(relation)]
    known = store.nodes({end for claim in found for end in (claim.subject, claim.object, claim.cell("document"), claim.cell("concerns")) if end})
    rows = []
    for claim in sorted(found):
        document = known.get(claim.cell("document"))
        cells = {**{name: claim.cell(name) for name in _CELLS}, "claim": claim.id, "relation": claim.relation,
                 "relation_label": schema().relations[claim.relation].labels[language], "document": claim.cell("document"),
                 **_end("subject", claim.subject, known.get(claim.subject), language), **_end("object", claim.object, known.get(claim.object), language)}
        if document:
            cells |= {"title": document.name, **{name: document.cells.get(name, "") for name in ("publisher", "published", "url")}}
        rows.append([cells.get(name, "") for name in HEADER])
    return table_csv(HEADER, rows)


def _end(end: str, identifier: str, node: Node | None, language: str) -> dict[str, str]:
    named = {f"{end}_name": name_in(node, language), f"{end}_kind": kind_word(node.kind, language)} if node else {}
    return {end: identifier, **named}


def _part(session: Session, nodes: Collection[str], claims: Collection[str]) -> Graph:
    return part_of(_public(session), Part(frozenset(nodes), frozenset(claims)))


def _public(session: Session) -> Graph:
    """The whole graph without people, made once per session."""
    return session.once(("public",), lambda: without_people(_whole(session)))


def _whole(session: Session) -> Graph:
    store, index = session.store, session.index
    nodes = (node for kind in schema().nodes for node in store.nodes_of(kind.name))
    claims = (claim for relation in sorted(schema().relations) for claim in store.claims_of(relation))
    return graph_of(nodes, claims, DatasetInfo("network", _TITLE, PUBLISHER, LICENCE, index.as_of), index.as_of, index.version)
