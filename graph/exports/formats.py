"""The formats in which a whole graph can be taken along, by name. People stay out unless asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.build import Graph
from graph.exports.property_graph import write_graphml
from graph.exports.rdf import write_jsonld, write_nquads, write_turtle
from graph.exports.tables import write_csv
from graph.exports.writing import Counts
from graph.people import without_people
from graph.problems import Problem, UsageError


@dataclass(frozen=True, slots=True)
class Format:
    """A writer and the file (for csv: the folder) that it writes when none is named."""

    write: Callable[[Graph, Path], Counts]
    default: str


FORMATS: Mapping[str, Format] = {
    "turtle": Format(write_turtle, "wieweetwat.ttl"),
    "nquads": Format(write_nquads, "wieweetwat.nq"),
    "jsonld": Format(write_jsonld, "wieweetwat.jsonld"),
    "graphml": Format(write_graphml, "wieweetwat.graphml"),
    "csv": Format(write_csv, "wieweetwat-csv"),
}


def export(graph: Graph, format: str, path: Path | None = None, with_people: bool = False) -> Counts:
    """Write the graph, without people unless `with_people`. UsageError when there is no such format."""
    if format not in FORMATS:
        raise UsageError(Problem("export-format", expected=" | ".join(FORMATS), got=format))
    chosen = FORMATS[format]
    return chosen.write(graph if with_people else without_people(graph), path or Path(chosen.default))
