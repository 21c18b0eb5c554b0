"""Queries that would do harm, in one table: what is refused, under which reason and where; and what a limit has to stop.

PORT stands for a listener on this machine that must never see a connection.
"""

from __future__ import annotations

from typing import NamedTuple


class Refused(NamedTuple):
    """A query that is refused before an engine sees it: the reason's key and the place in `query:PLACE`."""

    language: str
    text: str | bytes
    key: str
    place: str


class Bomb(NamedTuple):
    """A query that is plain reading and far too much of it."""

    language: str
    name: str
    text: str


_E = "<http://127.0.0.1:PORT/sparql>"
SPARQL = [Refused("sparql", *row) for row in (
    (f"SELECT * {{ SERVICE {_E} {{ ?s ?p ?o }} }}", "guard-network", "1:12"),
    (f"SELECT *\n{{ ?s ?p ?o\n  OPTIONAL {{ {{ service silent {_E} {{ ?s ?p ?o }} }} }} }}", "guard-network", "3:16"),
    (f"SELECT * {{ VALUES ?e {{ {_E} }} SERVICE ?e {{ ?s ?p ?o }} }}", "guard-network", "1:57"),
    (f"SELECT * {{ FILTER NOT EXISTS {{ SERVICE {_E} {{ ?s ?p ?o }} }} }}", "guard-network", "1:32"),
    (f"SELECT * {{ {{ SELECT * {{ SERVICE {_E} {{ ?s ?p ?o }} }} }} }}", "guard-network", "1:25"),
    (f"SELECT * {{ ?s ?p ?o # a comment ends at a carriage return\rSERVICE {_E} {{ ?a ?b ?c }}\n}}", "guard-network", "1:59"),
    (f"SELECT * {{ \\u0053ERVICE {_E} {{ ?s ?p ?o }} }}", "guard-escape", "1:12"),
    (f"SELECT * {{ \\U00000053ERVICE {_E} {{ ?s ?p ?o }} }}", "guard-escape", "1:12"),
    (f"SELECT * {{ ?s ?p \"a\\u0022 . SERVICE {_E} {{ ?a ?b ?c }} #\" }}", "guard-escape", "1:20"),
    (f"PREFIX : {_E} SELECT * {{ SERVICE:x {{ ?s ?p ?o }} }}", "guard-network", "1:52"),
    ("SELECT * { ?s ?p ?o FILTER(?a<?b)SERVICE#>\n?x { ?s ?p ?o } }", "guard-iri", "1:30"),
    (f"SELECT * {{ ?s ?p ?o FILTER(?a<?b#> \"\"\"\n) SERVICE {_E} {{ ?s ?p ?o }} #\"\"\"\n }}", "guard-iri", "1:30"),
    (f"SELECT * {{ ?s ?p (?x <?y\"b> ) . SERVICE {_E} {{ ?a ?b ?c }} # \"\n }}", "guard-iri", "1:22"),
    ("SELECT * { ?s <x y> ?o }", "guard-iri", "1:15"),
    ("INSERT DATA { <a:b> <a:b> <a:b> }", "guard-write", "1:1"),
    ("PREFIX a: <http://a/>\nDELETE WHERE { ?s ?p ?o }", "guard-write", "2:1"),
    ("DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", "guard-write", "1:1"),
    ("WITH <http://a/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "guard-write", "1:1"),
    ("LOAD <file:///etc/passwd>", "guard-network", "1:1"),
    ("LOAD SILENT <http://127.0.0.1:PORT/x> INTO GRAPH <http://a/>", "guard-network", "1:1"),
    ("CLEAR ALL", "guard-write", "1:1"),
    ("COPY DEFAULT TO <http://a/>", "guard-write", "1:1"),
    ("MOVE <http://a/> TO <http://b/>", "guard-write", "1:1"),
    ("ADD <http://a/> TO <http://b/>", "guard-write", "1:1"),
    ("CREATE GRAPH <http://a/>", "guard-write", "1:1"),
    ("DROP ALL", "guard-write", "1:1"),
    ("SELECT * { ?s ?p ?o } ; DROP ALL", "guard-several", "1:23"),
    ("SELECT * { ?s ?p ?o } SELECT * { ?s ?p ?o }", "guard-several", "1:23"),
    ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "guard-graph", "1:10"),
    ("SELECT * FROM NAMED <http://127.0.0.1:PORT/g> { GRAPH ?g { ?s ?p ?o } }", "guard-graph", "1:10"),
    ("SELECT * { ?s ?p ?o LATERAL { ?a ?b ?c } }", "guard-clause", "1:21"),
    ("PREFIX j: <java:java.lang.> SELECT (j:System(1) AS ?x) {}", "guard-function", "1:11"),
    ("EXPLAIN SELECT * { ?s ?p ?o }", "guard-clause", "1:1"),
    ("SELECT * { ?s ?p ?o", "guard-unclosed", "1:10"),
    ("SELECT * { ?s ?p \"no end }", "guard-unclosed", "1:18"),
    ("SELECT * { ?s ?p \"\0\" }", "guard-character", "1:19"),
    (b"SELECT * { ?s ?p \"caf\xe9\" }", "guard-encoding", "1:22"),
    ("SELECT\N{ZERO WIDTH SPACE}* { ?s ?p ?o }", "guard-character", "1:7"),
    ("", "guard-empty", "1:1"),
    ("# nothing here", "guard-empty", "1:15"),
    ("SELECT * { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }", "guard-deep", "1:67"),
    ("SELECT * " + "{" * 10_000 + "?s ?p ?o" + "}" * 10_000, "guard-deep", "1:60"),
    ("SELECT * { FILTER(" + "!" * 10_000 + "true) }", "guard-deep", "1:39"),
    ("SELECT * { FILTER(" + "1 + " * 10_000 + "1) }", "guard-deep", "1:16001"),
    ("SELECT * { ?s ?p \"" + "x" * 5_000_000 + "\" }", "guard-long", ""),
)]

_L = "http://127.0.0.1:PORT/x.csv"
CYPHER = [Refused("cypher", *row) for row in (
    ("CREATE (n:Node {id: 'x'})", "guard-write", "1:1"),
    ("MATCH (n:Node)\nSET n.label = 'x'", "guard-write", "2:1"),
    ("MATCH (n) detach delete n", "guard-write", "1:11"),
    ("MATCH (n) DELETE n", "guard-write", "1:11"),
    ("MATCH (n) REMOVE n.label RETURN n", "guard-write", "1:11"),
    ("MERGE (n:Node {id: 'x'}) ON CREATE SET n.a = 1", "guard-write", "1:1"),
    ("MATCH (n) FOREACH (x IN [1] | SET n.x = x)", "guard-write", "1:11"),
    ("MATCH (n) /* a comment */ \u017fET n.x = 1", "guard-write", "1:27"),
    ("MATCH (n) \\u0043REATE (m) RETURN n", "guard-escape", "1:11"),
    ("RETURN 'a\\u0027 CREATE (n) //'", "guard-escape", "1:10"),
    ("// a comment\\u000aCREATE (n)\nRETURN 1", "guard-escape", "1:13"),
    ("// a comment ends here\rCREATE (n)", "guard-write", "1:24"),
    ("CALL { CREATE (n) } RETURN 1", "guard-write", "1:8"),
    ("MATCH (n) CALL (n) { SET n.x = 1 } RETURN n", "guard-write", "1:22"),
    ("MATCH (n) WHERE EXISTS { CREATE (m) } RETURN n", "guard-write", "1:26"),
    ("MATCH (n) CALL { WITH n RETURN 1 AS one } IN TRANSACTIONS RETURN one", "guard-clause", "1:43"),
    ("DROP TABLE Node", "guard-write", "1:1"),
    ("ALTER TABLE Node ADD x STRING", "guard-write", "1:1"),
    ("CREATE NODE TABLE X(id STRING PRIMARY KEY)", "guard-write", "1:1"),
    ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "guard-file", "1:1"),
    (f"LOAD CSV FROM '{_L}' AS line RETURN line", "guard-file", "1:1"),
    (f"MATCH (n) WITH * load csv with headers from '{_L}' AS y RETURN y", "guard-file", "1:18"),
    ("LOAD FROM '/etc/passwd' (file_format='csv', header=false) RETURN *", "guard-file", "1:1"),
    ("MATCH (n) RETURN n.id UNION ALL LOAD FROM '/etc/passwd' RETURN *", "guard-file", "1:33"),
    ("COPY (MATCH (n:Node) RETURN n.id) TO '/tmp/hostile.csv'", "guard-file", "1:1"),
    ("COPY Node FROM '/etc/passwd'", "guard-file", "1:1"),
    ("EXPORT DATABASE '/tmp/hostile'", "guard-file", "1:1"),
    ("IMPORT DATABASE '/tmp/hostile'", "guard-file", "1:1"),
    ("ATTACH '/tmp/other.db' AS other (dbtype duckdb)", "guard-file", "1:1"),
    ("INSTALL httpfs", "guard-file", "1:1"),
    (f"LOAD EXTENSION '{_L}'", "guard-file", "1:1"),
    ("USE other MATCH (n) RETURN n", "guard-clause", "1:1"),
    ("SHOW USERS", "guard-clause", "1:1"),
    ("EXPLAIN MATCH (n) RETURN n", "guard-clause", "1:1"),
    ("PROFILE MATCH (n) RETURN n", "guard-clause", "1:1"),
    ("GRANT ROLE admin TO me", "guard-write", "1:1"),
    ("MATCH (n) TRUNCATE n", "guard-clause", "1:11"),
    ("RETURN * CHECKPOINT", "guard-clause", "1:10"),
    ("BEGIN TRANSACTION", "guard-clause", "1:1"),
    (f"CALL apoc.load.json('{_L}') YIELD value RETURN value", "guard-procedure", "1:6"),
    ("CALL `dbms`.`listConfig`()", "guard-procedure", "1:6"),
    ("CALL dbms.killQueries(['x'])", "guard-procedure", "1:6"),
    ("CALL threads=64", "guard-procedure", "1:6"),
    (f"RETURN apoc.load.json('{_L}') AS x", "guard-function", "1:8"),
    (f"RETURN `apoc` . `load` /* x */ . json ('{_L}') AS x", "guard-function", "1:8"),
    ("RETURN [x IN [1] | apoc.systemdb.graph(x)] AS x", "guard-function", "1:20"),
    ("RETURN read_blob('/etc/passwd') AS x", "guard-function", "1:8"),
    ("RETURN current_setting('home_directory') AS x", "guard-function", "1:8"),
    ("RETURN nextval('s') AS x", "guard-function", "1:8"),
    ("MATCH (n) RETURN n; MATCH (n) DETACH DELETE n", "guard-several", "1:19"),
    ("MATCH (n RETURN n", "guard-unclosed", "1:7"),
    ("RETURN 'no end", "guard-unclosed", "1:8"),
    ("RETURN 1 /* no end", "guard-unclosed", "1:10"),
    ("RETURN '\0'", "guard-character", "1:9"),
    (b"RETURN 'caf\xe9'", "guard-encoding", "1:12"),
    (";", "guard-empty", "1:2"),
    ("", "guard-empty", "1:1"),
    ("RETURN " + "(" * 10_000 + "1" + ")" * 10_000, "guard-deep", "1:58"),
    ("RETURN " + "NOT " * 10_000 + "true", "guard-deep", "1:88"),
    ("RETURN " + "1 + " * 10_000 + "1", "guard-deep", "1:16006"),
    ("RETURN '" + "x" * 5_000_000 + "'", "guard-long", ""),
)]
REFUSED = SPARQL + CYPHER

_ALL = " ".join(f"?s{step} ?p{step} ?o{step} ." for step in range(9))
_NODES = ", ".join(f"(n{step}:Node)" for step in range(9))
_NEXT = "/".join(["(!<http://none/>)*"] * 6)
BOMBS = [Bomb(*row) for row in (
    ("sparql", "every triple with every other, counted", f"SELECT (COUNT(*) AS ?n) {{ {_ALL} }}"),
    ("sparql", "every triple with every other, sorted", f"SELECT * {{ {_ALL} }} ORDER BY ?o0 ?o8"),
    ("sparql", "every triple with every other, distinct", f"SELECT DISTINCT ?s0 ?o1 ?o2 ?o3 ?o4 {{ {_ALL} }}"),
    ("sparql", "every triple with every other, one filter that never holds", f"SELECT * {{ {_ALL} FILTER(?o0 = ?o1 && ?o1 != ?o0) }}"),
    ("sparql", "paths of any length", f"SELECT (COUNT(*) AS ?n) {{ ?a {_NEXT} ?b . ?b {_NEXT} ?c . ?c {_NEXT} ?d }}"),
    ("sparql", "a graph of everything with everything", f"CONSTRUCT {{ ?s0 ?p1 ?o2 . ?s3 ?p4 ?o5 }} WHERE {{ {_ALL} }} LIMIT 100000000"),
    ("sparql", "a text that doubles", "SELECT (STRLEN(?x39) AS ?n) { BIND(\"" + "x" * 1000 + "\" AS ?x0) "
     + " ".join(f"BIND(CONCAT(?x{step}, ?x{step}) AS ?x{step + 1})" for step in range(39)) + " }"),
    ("sparql", "texts joined of everything", f"SELECT (GROUP_CONCAT(?o0) AS ?all) {{ {_ALL} }}"),
    ("sparql", "a regular expression that grows", "SELECT * { BIND(\"" + "a" * 5000 + "!\" AS ?t) FILTER REGEX(?t, \"^(((a{0,200}){0,200}){0,200})*$\") }"),
    ("sparql", "planning that never ends", "SELECT * { " + "?s ?p ?o . " * 900 + "}"),
    ("sparql", "rows without end", f"SELECT ?s0 ?o8 {{ {_ALL} }}"),
    ("cypher", "a list of a billion billion", "UNWIND range(0, 1000000000000) AS x RETURN count(x)"),
    ("cypher", "lists within lists", "UNWIND range(0, 1000000) AS a UNWIND range(0, 1000000) AS b WITH a, b WHERE a * b % 7 = 8 RETURN count(*)"),
    ("cypher", "every node with every other, sorted", f"MATCH {_NODES} RETURN n0.id, n8.id ORDER BY n0.label, n8.label"),
    ("cypher", "every node with every other, collected", f"MATCH {_NODES} RETURN collect(n0.id + n8.id)"),
    ("cypher", "every node with every other, distinct", f"MATCH {_NODES} RETURN count(DISTINCT n0.id + n1.id + n2.id + n3.id + n4.id + n5.id)"),
    ("cypher", "rows without end", f"MATCH {_NODES} RETURN n0.id, n8.id"),
    ("cypher", "paths of any length", "MATCH (a:Node)-[*1..30]-(b:Node) RETURN count(*)"),
    ("cypher", "a text that doubles", "WITH '" + "x" * 1000 + "' AS x " + "WITH x + x AS x " * 40 + "RETURN size(x)"),
    ("cypher", "a regular expression that grows", "RETURN '" + "a" * 40 + "!' =~ '(((a*)*)*)*b' AS x"),
)]
