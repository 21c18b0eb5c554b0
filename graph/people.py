"""The people in a graph, and the same graph without them.

People are the nodes of kind Person and the speakers of claims who are persons (graph/speakers.py); where
their names stand is found by graph/names.py and taken out by graph/redaction.py.
"""

from __future__ import annotations

import hashlib

from graph.build import Graph
from graph.redaction import Redaction
from graph.speakers import people_of


def opaque(identifier: str) -> str:
    """An id that says nothing about what the old one spelt: its kind and 12 hex digits."""
    return f"{identifier.partition(':')[0]}:{hashlib.sha256(identifier.encode()).hexdigest()[:12]}"


def without_people(graph: Graph) -> Graph:
    """A graph without people; the given one stays as it is.

    No Person nodes, no claims from or to a person, and no person's name in any cell, id or address. Claim ids
    stay; the ids of documents whose slug spells a name become opaque, everywhere they are referred to.
    """
    people = people_of(graph.datasets)
    redaction = Redaction(graph.datasets, people, new_id=opaque)
    datasets = [dataset for dataset in map(redaction.dataset, graph.datasets) if dataset.batches]
    version = hashlib.sha256(f"{graph.version} without people".encode()).hexdigest()[:16]
    return Graph(datasets, graph.as_of, version)
