"""docs/schema.md, written from schema.ttl: kinds with their columns, relations with their ends, formats.

`python -m graph.reference --write` writes the file; a test fails when it is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from graph import ids
from graph.records import LIST_SEPARATOR
from graph.schema import CHOICE, DATE, PREFIXES, REFERENCE, VOCABULARY, Column, Kind, Relation, schema

FILE = Path(__file__).resolve().parent.parent / "docs" / "schema.md"
COMMAND = "python -m graph.reference --write"

_FORMATS = f"""\
## Ids
`kind:slug`: the prefix of the kind, a colon, then letters, digits, `.`, `_` or `-`, starting with a letter or digit (`{ids.ID_PATTERN.pattern}`). An id is opaque: it never changes, whatever the
label becomes. Its IRI is `{ids.ID_BASE}PREFIX/SLUG` (`init:hoogeloon` is `{ids.iri_of('init:hoogeloon')}`). A dataset's named graph is `{ids.DATASET_BASE}NAME`.

**Claim ids**: `claim:` and the first 16 hex digits of sha256 over the cells {', '.join(f'`{name}`' for name in ids.CLAIM_IDENTITY)}, joined by `|`, an empty cell as nothing, in UTF-8.
Mending another column keeps the id; `wieweetwat check --fix` fills in the right one.

## Files
CSV, one table per kind and dataset folder: UTF-8 without byte order mark, comma, quotes only where a cell needs them, lines that end with LF (the last one too), no line break inside a cell, a header
with exactly the columns below in that order, sorted by id. An empty cell means unknown. Several values in a cell are separated by `{LIST_SEPARATOR}` (semicolon and blank). No text starts with a blank or
with `=`, `+`, `-` or `@`, which a spreadsheet takes for a formula. A date keeps the precision of its source: `2018`, `2018-09` or `2018-09-24`. `SOURCE.md` beside the tables says where the data came
from and how many rows each table has.
"""

_RDF = """\
## In RDF
- A node is a resource with its kind and that kind's superclass as `rdf:type` and always an `rdfs:label`; each filled column is a triple with the path that the tables give.
- A date is one triple with the datatype of its precision (`xsd:gYear`, `xsd:gYearMonth`, `xsd:date`) and two more, PATH name + `Earliest` and `Latest`, as `xsd:date`: compare only those.
- A claim is a resource of type `wws:Claim` in its dataset's named graph with `wws:subject`, `wws:relation`, `wws:object` and its other columns; `prov:wasDerivedFrom` leads to its document.
- A claim that is stated or attributed and holds on the data date also gives the direct triple subject, relation, object. An inferred claim, one that has ended and one that lies ahead do not.
- A dataset is described in its own graph: `dcterms:title`, `dcterms:publisher`, `dcterms:license`, `wws:accessed`, `wws:asOf`, and `wws:synthetic` when it is invented.
- Aliases are resolved before anything is written: only the canonical id occurs.
"""


def reference() -> str:
    """The whole reference as Markdown; the same schema gives the same text."""
    parts = [f"<!-- Made by `{COMMAND}` from graph/schema.ttl; do not edit. -->\n# The schema\n",
             f"Kinds of nodes, the columns of their tables and the relations between them. `wws:` is `{VOCABULARY}`; the other prefixes:",
             ", ".join(f"`{prefix}:` <{iri}>" for prefix, iri in PREFIXES.items() if prefix != "wws") + ".\n",
             _FORMATS, "## Kinds\n", _overview()]
    parts.extend(_kind(kind) for kind in schema().kinds.values())
    parts.extend(["## Relations\n", _relations(), "## Worked out, not in a file\n", _derived(), _RDF])
    return "\n".join(parts)


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(header)
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def short(iri: str) -> str:
    """An IRI with its usual prefix: `wws:start`, `skos:altLabel`."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri[len(start):]}"
    return f"<{iri}>"


def _overview() -> str:
    return _table(("kind", "nl", "en", "ids", "table", "is also"), (
        (f"[{kind.name}](#{kind.name.lower()})", kind.labels["nl"], kind.labels["en"], f"`{kind.prefix}:`", f"`{kind.table}`",
         f"`{short(_parent_iri(kind))}`") for kind in schema().kinds.values()))


def _parent_iri(kind: Kind) -> str:
    return VOCABULARY + kind.parent if kind.parent in schema().kinds else kind.parent


def _kind(kind: Kind) -> str:
    title = f"### {kind.name}\n\n{kind.plurals['nl']} / {kind.plurals['en']}: `{kind.table}`, ids `{kind.prefix}:…`"
    named = f"; shown by `{kind.name_column}`" if kind.name_column else ""
    return f"{title}{named}.\n\n" + _table(("column", "nl", "en", "holds", "required", "list", "path"),
                                           (_column(column) for column in kind.columns))


def _column(column: Column) -> Iterator[str]:
    yield from (f"`{column.name}`", column.labels["nl"], column.labels["en"], _holds(column),
                "yes" if column.required else "", "yes" if column.many else "", f"`{short(column.path)}`")


def _holds(column: Column) -> str:
    if column.type == CHOICE:
        return " · ".join(f"`{choice}`" for choice in column.choices) or "the name of a [relation](#relations)"
    if column.type == REFERENCE:
        return "id of " + (" or ".join(column.targets) or "the kind that the relation asks for")
    if column.type == DATE:
        return "date (year, month or day)"
    longest = schema().longest.get(column.type)
    language = f" in {'Dutch' if column.language == 'nl' else 'English'}" if column.language else ""
    return f"{column.type}{language}" + (f", at most {longest} characters" if longest else "")


def _relations() -> str:
    claim = schema().claim
    shared = [f"`{column.name}`" for column in claim.columns if column.name not in schema().carried]
    intro = (f"Every claim may fill {', '.join(shared)}. The other columns belong to the relations that carry them; "
             "**bold** is required. A network counts wherever an organisation does.\n\n")
    return intro + _table(("relation", "nl", "en", "from", "to", "carries", "term"),
                          (_relation(relation) for relation in schema().relations.values()))


def _relation(relation: Relation) -> Iterator[str]:
    carries = [f"**`{name}`**" if name in relation.requires else f"`{name}`" for name in sorted(relation.carries)]
    yield from (f"`{relation.name}`", f"{relation.labels['nl']} / {relation.inverse_labels['nl']}",
                f"{relation.labels['en']} / {relation.inverse_labels['en']}", _ends(relation.subjects),
                "the same kind" if relation.same_kind else _ends(relation.objects), ", ".join(carries), f"`{short(relation.iri)}`")


def _ends(prefixes: frozenset[str]) -> str:
    return ", ".join(kind.name for kind in schema().kinds.values() if kind.prefix in prefixes)


def _derived() -> str:
    return _table(("term", "nl", "en", "what it is"), (
        (f"`wws:{term.name}`", term.labels["nl"], term.labels["en"], term.comment) for term in schema().derived))


def main(arguments: list[str]) -> int:
    """Print the reference, or write it with `--write`."""
    if arguments == ["--write"]:
        FILE.write_text(reference(), encoding="utf-8")
    else:
        sys.stdout.write(reference())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
