"""Queries that only read, however they look: every one must pass, and run."""

from __future__ import annotations

SPARQL = (
    "SELECT * { ?s ?p ?o } LIMIT 1",
    "select ?s where { ?s a ?kind } order by desc(?s) limit 2 offset 1",
    "ASK { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 2",
    "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2",
    "DESCRIBE <https://w3id.org/wieweetwat/id/gm/GM0153>",
    "SELECT (\"please LOAD CSV, then SERVICE and INSERT\" AS ?x) {}",
    "SELECT ('DROP ALL; DELETE' AS ?x) ('''it's \"CLEAR\" ''' AS ?y) {}",
    "SELECT * { ?s ?p ?o } LIMIT 1 # DELETE WHERE { ?s ?p ?o } SERVICE <http://x/>",
    "# INSERT DATA first\nSELECT ?s { ?s ?p ?o } LIMIT 1",
    "SELECT * { ?s <http://example.org/SERVICE> ?o }",
    "SELECT * { ?s <http://example.org/x#LOAD> <http://example.org/INSERT?DROP=ALL> }",
    "SELECT ?delete $load { ?delete ?insert ?load } LIMIT 1",
    "PREFIX ex: <http://example.org/> SELECT * { ?s ex:insert ?o ; ex:delete ?p . }",
    "SELECT * { ?s ?p ?o FILTER(?o<5) } LIMIT 1",
    "SELECT * { ?s ?p ?o FILTER(?o < 5 && ?o > 2 || ?o <= 4) } LIMIT 1",
    "SELECT * { VALUES (?a ?b) { (<http://example.org/#a> \"x\"@nl) (UNDEF 5.5e3) } }",
    "SELECT * { ?s (<http://example.org/a>|^<http://example.org/b>)*/!<http://example.org/c> ?o } LIMIT 1",
    "SELECT ?g (COUNT(DISTINCT *) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g HAVING (COUNT(*) > 0)",
    "SELECT * { ?s ?p ?o MINUS { ?s ?p 1 } FILTER NOT EXISTS { ?s <http://example.org/x> ?y } } LIMIT 1",
    "SELECT (IF(BOUND(?x), \"\u00e9\u00e9n\", \"\\u00e9\") AS ?y) (GROUP_CONCAT(?x; SEPARATOR=\", \") AS ?z) { VALUES ?x { 1 2 } } GROUP BY ?x",
    "BASE <http://example.org/> SELECT ?x { ?x <b> [ <c> (1 2 \"3\"^^<http://www.w3.org/2001/XMLSchema#int>) ] }",
    "SELECT (REPLACE(\"a.b\", \"\\\\.\", \"-\") AS ?x) (NOW() AS ?now) {}",
    "SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 1 } UNION { BIND(1 AS ?one) } OPTIONAL { ?s a ?kind } }",
)

CYPHER = (
    "MATCH (n:Node) RETURN n.id ORDER BY n.id LIMIT 2;",
    "match (n:Node) return count(*) as total",
    "RETURN 'please LOAD CSV' AS x // CREATE (n)",
    "/* DELETE everything */ RETURN \"it's SET; DROP\" AS x",
    "MATCH (a:Node)-[c:RUNS|TRIED]->(b:Node) WHERE c.`from` <> '' RETURN a.id, c.`from` AS `create` LIMIT 2",
    "MATCH (n:Node) WHERE EXISTS { MATCH (n)-[:RUNS]->(m:Node) } RETURN n.id LIMIT 1",
    "MATCH (n:Node) RETURN n.id, COUNT { MATCH (n)-[:RUNS]->(m:Node) } AS total ORDER BY total DESC SKIP 1 LIMIT 1",
    "UNWIND [1, 2, 3] AS x WITH x WHERE x > 1 AND NOT x IN [3] RETURN collect(DISTINCT x) AS l",
    "RETURN CASE WHEN 1 = 1 THEN 'a' ELSE 'b' END AS x UNION ALL RETURN 'c' AS x",
    "MATCH (n:Node) WHERE n.label STARTS WITH 'A' OR n.label IS NOT NULL RETURN DISTINCT toLower(n.label) AS x LIMIT 1",
    "OPTIONAL MATCH (n:Node {id: 'none:x'}) RETURN coalesce(n.id, '') AS id",
    "MATCH (n:Node) WITH n.type AS type, count(*) AS total ORDER BY total DESC LIMIT 3 RETURN type, total",
    "MATCH (a:Node)-[:BROADER*1..2]->(b:Node) RETURN a.id, b.id LIMIT 1",
    "RETURN 'caf\u00e9 \u20ac' AS x, 'a\\'b' AS y, \"\\\\d+\" AS z, -1.5e3 AS number, [1, 2] AS list",
    "MATCH (n:Node) WHERE n.label =~ 'A.*' RETURN n.id LIMIT 1",
)
# Neo4j only: the engine without a server does not know them.
NEO4J = (
    "CALL db.labels() YIELD label RETURN label ORDER BY label",
    "MATCH (n:Node) CALL (n) { MATCH (n)-->(m) RETURN count(m) AS total } RETURN n.id, total LIMIT 1",
    "MATCH (n:Node) RETURN n {.id, .label} AS map LIMIT 1",
    "MATCH p = shortestPath((a:Node)-[*1..3]-(b:Node)) WHERE a.id < b.id RETURN length(p) AS steps LIMIT 1",
    "RETURN [x IN range(1, 3) WHERE x > 1 | x * 2] AS l, reduce(t = 0, x IN [1, 2] | t + x) AS s",
)
