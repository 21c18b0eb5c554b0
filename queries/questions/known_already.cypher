// What is known of things that may exist already: who runs, asks, leads, owns or funds them, and how they are rated.
// $candidate the nodes of the entries that look like the text (queries/textindex.py chose them)
// A list of ids; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).
UNWIND $candidate AS wanted
MATCH (candidate:Node {id: wanted})-[c:RATED_BY]->(other:Node)
RETURN candidate.id AS candidate, c.relation AS relation, other.id AS other, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.document AS document, c.id AS claim
UNION ALL
UNWIND $candidate AS wanted
MATCH (other:Node)-[c:RUNS|ASKS|LEADS|OWNS|FUNDS]->(candidate:Node {id: wanted})
RETURN candidate.id AS candidate, c.relation AS relation, other.id AS other, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.document AS document, c.id AS claim
