"""The village: an invented sample, small enough to work out every answer by hand (tests/village/README.md)."""

from __future__ import annotations

from pathlib import Path

from graph.build import Graph
from ingest.catalogue import read_graph
from ingest.dataset import Declaration

VILLAGE = Path(__file__).resolve().parent
# Folders are named as three shipped ones are, so that what treats `people` apart does so here too.
_DECLARATIONS = (
    Declaration("places", {"Municipality": (1, 99), "Region": (1, 99), "MunicipalityChange": (1, 99), "Place": (1, 99),
                           "Organisation": (1, 99), "Document": (1, 99), "Claim": (1, 999)}),
    Declaration("field", {"Theme": (1, 99), "Organisation": (1, 99), "Network": (1, 99), "Programme": (1, 99),
                          "Call": (1, 99), "Family": (1, 99), "Initiative": (1, 99), "Method": (1, 99),
                          "Event": (1, 99), "Session": (1, 99), "KnowledgeQuestion": (1, 99), "Indicator": (1, 99),
                          "Document": (1, 99), "Claim": (1, 999)}),
    Declaration("people", {"Person": (1, 99), "Claim": (1, 999)}),
)


def declarations() -> list[Declaration]:
    """What the three folders must hold; the bounds are wide, so that a test may add rows to a copy."""
    return list(_DECLARATIONS)


def village_graph() -> Graph:
    """The village, read from its files at every call: a test may change what it gets."""
    return read_graph(data=VILLAGE, declarations=declarations())
