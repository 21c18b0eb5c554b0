"""The forms in which a graph, or a part of it, can be taken along, by name. People stay out unless asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.build import Graph
from graph.exports.cypher_script import write_cypher
from graph.exports.jsonld import write_jsonld
from graph.exports.neo4j_tables import write_neo4j
from graph.exports.property_graph import write_gexf, write_graphml
from graph.exports.rdf import write_nquads, write_trig, write_turtle
from graph.exports.skos import write_skos
from graph.exports.tables import write_csv
from graph.exports.workbook import write_xlsx
from graph.exports.writing import Counts, Progress, no_progress
from graph.part import Part, part_of
from graph.people import without_people
from graph.problems import Problem, UsageError

Writer = Callable[[Graph, Path, Progress], Counts]


@dataclass(frozen=True, slots=True)
class Format:
    """A writer and the file (for csv and neo4j: the folder) that it writes when none is named."""

    write: Writer
    default: str


FORMATS: Mapping[str, Format] = {
    "xlsx": Format(write_xlsx, "wieweetwat.xlsx"),
    "csv": Format(write_csv, "wieweetwat-csv"),
    "gexf": Format(write_gexf, "wieweetwat.gexf"),
    "graphml": Format(write_graphml, "wieweetwat.graphml"),
    "neo4j": Format(write_neo4j, "wieweetwat-neo4j"),
    "cypher": Format(write_cypher, "wieweetwat.cypher"),
    "turtle": Format(write_turtle, "wieweetwat.ttl"),
    "trig": Format(write_trig, "wieweetwat.trig"),
    "nquads": Format(write_nquads, "wieweetwat.nq"),
    "jsonld": Format(write_jsonld, "wieweetwat.jsonld"),
    "skos": Format(write_skos, "wieweetwat-themes.ttl"),
}


def export(graph: Graph, format: str, path: Path | None = None, with_people: bool = False, part: Part | None = None,
           progress: Progress = no_progress) -> Counts:
    """Write the graph, or only a part of it, without people unless `with_people`. UsageError when there is no such form.

    People are taken out of the whole before a part is: a name in a note is known by what stands elsewhere.
    """
    if format not in FORMATS:
        raise UsageError(Problem("export-format", expected=" | ".join(FORMATS), got=format))
    chosen = FORMATS[format]
    kept = graph if with_people else without_people(graph)
    if part is not None:
        kept = part_of(kept, part)
    return chosen.write(kept, path or Path(chosen.default), progress)
