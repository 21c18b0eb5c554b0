"""The two exports for Neo4j, read by the real one: `neo4j-admin database import full` and a script of Cypher statements."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import neo4j
import pytest

from graph.build import Graph
from graph.exports.cypher_script import write_cypher
from graph.exports.neo4j_tables import write_neo4j
from graph.people import without_people
from graph.property_rows import PropertyRows, property_rows
from ingest.catalogue import read_graph
from tests.graph.hostile import hostile_graph
from tests.servers.bring import library
from tests.servers.conftest import need
from tests.servers.running import NEO4J_PASSWORD, NEO4J_USER, neo4j_server

_OPENS = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch")]


def _import(tables: Path, home: Path) -> str:
    """Run the import as the export's last line says, in the folder of the tables; what it printed."""
    classpath = os.pathsep.join(str(path) for path in sorted(library("neo4j").glob("*.jar")))
    (home / "conf").mkdir(parents=True, exist_ok=True)
    command = ["java", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *_OPENS, "-cp", classpath, "org.neo4j.cli.AdminTool",
               "database", "import", "full", "@import.args", "--overwrite-destination", "neo4j"]
    done = subprocess.run(command, cwd=tables, env={**os.environ, "NEO4J_HOME": str(home)}, capture_output=True, text=True, timeout=180,
                          check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@contextmanager
def _session(address: str) -> Iterator[neo4j.Session]:
    with neo4j.GraphDatabase.driver(f"bolt://{address}", auth=(NEO4J_USER, NEO4J_PASSWORD)) as driver, driver.session() as session:
        yield session


def _run_script(session: neo4j.Session, script: Path) -> None:
    """Statement by statement, as cypher-shell does: a semicolon at the end of a line ends one."""
    for statement in script.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            session.run(statement).consume()  # type: ignore[arg-type]


def _without_what_tables_cannot_hold(value: object) -> object:
    if isinstance(value, list):
        return [_without_what_tables_cannot_hold(one) for one in value]
    return value.replace("\x1f", " ").replace("\0", "") if isinstance(value, str) else value


def _same(session: neo4j.Session, rows: PropertyRows, through_tables: bool) -> None:
    """Every node and relationship with every property and value as graph/property_rows.py has it."""
    known = _without_what_tables_cannot_hold if through_tables else lambda value: value
    expected = {row["id"]: {name: known(value) for name, value in row.items()} for table in (*rows.nodes.values(), rows.datasets)
                for row in table.rows()}
    found = {record["n"]["id"]: dict(record["n"]) for record in session.run("MATCH (n) RETURN n")}
    assert found.keys() == expected.keys()
    for identifier, properties in expected.items():
        assert found[identifier] == properties, identifier
    links = [(row["subject"], name.upper(), row["object"], {key: known(value) for key, value in row.items() if key not in ("subject", "object")})
             for tables in (rows.claims, rows.links) for name, table in tables.items() for row in table.rows()]
    told = [(record["a"], record["t"], record["b"], record["p"]) for record in session.run(
        "MATCH (a)-[c]->(b) RETURN a.id AS a, type(c) AS t, b.id AS b, properties(c) AS p")]
    assert sorted(told, key=repr_of) == sorted(links, key=repr_of)


def repr_of(link: tuple) -> str:
    """A link as a text to sort by, whatever the order of its properties."""
    return repr((*link[:3], sorted(link[3].items())))


@pytest.fixture(scope="module")
def hostile() -> Graph:
    return hostile_graph()


def test_the_real_import_takes_hostile_tables(hostile: Graph, tmp_path: Path) -> None:
    need("neo4j")
    write_neo4j(hostile, tmp_path / "with a space")
    home = tmp_path / "neo4j"
    _import(tmp_path / "with a space", home)
    shutil.rmtree(home / "conf")  # so that the server makes its own, with a password
    with neo4j_server(home) as running, _session(running.address) as session:
        _same(session, property_rows(hostile), through_tables=True)
        _run_script(session, tmp_path / "with a space" / "constraints.cypher")
        labels = session.run("MATCH (n:Network) RETURN collect(DISTINCT labels(n)) AS l").single(strict=True)["l"]
        assert [sorted(one) for one in labels] == [["Network", "Node", "Organisation"]]


def test_the_import_at_shipped_size_counts_what_the_export_counted(tmp_path: Path) -> None:
    need("neo4j")
    graph = without_people(read_graph())
    counts = write_neo4j(graph, tmp_path / "tables")
    said = _import(tmp_path / "tables", tmp_path / "neo4j")
    nodes = counts.nodes + len(graph.datasets)
    assert f"{nodes} nodes" in said and f"{counts.lines - nodes} relationships" in said, said[-500:]


def test_the_script_writes_hostile_texts_and_may_run_twice(hostile: Graph, tmp_path: Path) -> None:
    need("neo4j")
    write_cypher(hostile, tmp_path / "h.cypher")
    with neo4j_server(tmp_path / "neo4j") as running, _session(running.address) as session:
        for _ in range(2):
            _run_script(session, tmp_path / "h.cypher")
            _same(session, property_rows(hostile), through_tables=False)
