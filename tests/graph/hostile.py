"""Texts that break what is careless, and the village with them in names, texts, lists, notes and claims."""

from __future__ import annotations

from graph.build import Graph
from tests.village.village import village_graph

HOSTILE = (
    "=cmd|' /C calc'!A0", "+31+cmd", "-2+3", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", "'=1", "<script>alert('x')</script>", "]]><!--",
    "\"double\" 'single' `tick`", "'; MATCH (n) DETACH DELETE n; //", "\\' DETACH DELETE n //", "\\u0027}) DETACH DELETE n //", "\\\\u0027 \\U0001F600",
    "ends with \\", "\\\x07", "line\nbreak", "carriage\rreturn", "both\r\nof them", "  blanks  ", "\u202eright to left\u200f", "👩‍👩‍👧 𝄞 é é",
    "x" * 500, "bell\x07 nul\x00 unit\x1f escape\x1b delete\x7f next\x85", "none \ufffe\uffff", "lines\u2028and\u2029paragraphs",
    "<r><t>rich</t></r>", "<r></r><evil/><r></r>", "_x0041_", "a;b|c,d", "$row {x} :param", "", "{{7*7}} %s %(x)s", "#REF!", "TRUE", "1e5", "007")


def hostile_graph() -> Graph:
    """The village, with every hostile text as the name, description and synonym of a node and in a claim."""
    graph = village_graph()
    left = iter(HOSTILE * 6)
    for batch in graph.batches():
        for name in ("name", "what", "title", "note", "role", "label_nl", "other_names"):
            column = batch.columns.get(name)
            for row in range(len(column or ())):
                text = next(left, None)
                if text is not None and not (name == "other_names" and "; " in text):
                    column[row] = text
    return graph


def texts_of_cells(graph: Graph) -> set[str]:
    """Every hostile text that stands in the graph, so that a test knows what to look for."""
    return {cell for batch in graph.batches() for column in batch.columns.values() for cell in column} & set(HOSTILE) - {""}
