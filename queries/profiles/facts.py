"""The cells of a node in words: dates as given, choices and kinds in the language, references by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from graph.language import number, texts_of
from graph.records import split_list
from graph.schema import CHOICE, DATE, DECIMAL, REFERENCE, WEB, WHOLE, WIKIDATA, Column, schema
from graph.store import Node
from queries.index import Index
from queries.words import TEXTS_FILE, say

WIKIDATA_SITE = "https://www.wikidata.org/wiki/"
# The name is the title; the documents stand under the facts; a kind of start goes with the start.
_LEFT_OUT = ("document", "note", "lon", "lat", "label_nl", "label_en", "start_kind", "from_kind")


class Fact(NamedTuple):
    """A cell: its column and label, the value in words, a web address where it is one, the nodes where it names some.

    `dated`: the value is a date as the source gives it.
    """

    column: str
    label: str
    text: str
    url: str = ""
    nodes: tuple[tuple[str, str], ...] = ()
    dated: bool = False


def facts_of(node: Node, index: Index, language: str) -> tuple[Fact, ...]:
    """The facts of a node in the order of its table, those that are known."""
    kind = schema().by_prefix[node.kind]
    wanted = {value for column in kind.columns if column.type == REFERENCE for value in split_list(node.cells.get(column.name, ""))}
    names = {found: name_in(other, language) for found, other in index.nodes(wanted).items()}
    return tuple(_fact(column, node, names, language) for column in kind.columns
                 if node.cells.get(column.name) and column.name != kind.name_column and column.name not in _LEFT_OUT)


def name_in(node: Node, language: str) -> str:
    """A node's name; a theme has one in each language."""
    return node.cells.get(f"label_{language}") or node.name


def word(group: str, value: str, language: str) -> str:
    """A choice or a kind in words; what has none is shown as it is written, without underscores."""
    key = f"{group}.{value}"
    return say(key, language) if texts_of(TEXTS_FILE).has(key) else value.replace("_", " ")


def kind_word(node_kind: str, language: str) -> str:
    """What a node is, by its id prefix: `gm` -> `gemeente`."""
    return schema().by_prefix[node_kind].labels[language]


def _fact(column: Column, node: Node, names: Mapping[str, str], language: str) -> Fact:
    value = node.cells[column.name]
    label = column.labels[language]
    if column.type == REFERENCE:
        nodes = tuple((found, names.get(found, found)) for found in split_list(value))
        return Fact(column.name, label, ", ".join(name for _, name in nodes), nodes=nodes)
    if column.type == WEB:
        return Fact(column.name, label, value, value)
    if column.type == WIKIDATA:
        return Fact(column.name, label, value, WIKIDATA_SITE + value)
    if column.type == DATE:
        by = node.cells.get(f"{column.name}_kind") == "by"
        return Fact(column.name, say("profile.by", language, what=label) if by else label, value, dated=True)
    return Fact(column.name, label, _text(column, node, value, language))


def _text(column: Column, node: Node, value: str, language: str) -> str:
    if column.type == WHOLE:
        return number(int(value), language)
    if column.type == DECIMAL:
        return number(float(value), language, 0 if float(value).is_integer() else 1)
    if column.name == "layer":
        return word("layer", value, language)
    if column.type == CHOICE:
        return word(f"choice.{column.name}", value, language)
    if column.name == "kind":
        return word("sort", value, language)
    return ", ".join({text.casefold(): text for text in reversed(split_list(value))}.values()) if column.many else value
