// Programmes with their themes, who leads and funds them, and what succeeded them. Budgets, years and calls stand on the nodes.
// $programme the programmes on the theme, on one above it or near it
// $day       a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// its themes
UNWIND $programme AS wanted
MATCH (programme:Node {id: wanted})-[c:ABOUT]->(other:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, programme.id AS programme, other.id AS other, coalesce(c.role, '') AS role, c.document AS document, c.id AS claim
UNION ALL
// who stands behind it, and what came after it
UNWIND $programme AS wanted
MATCH (programme:Node {id: wanted})<-[c:LEADS|PARTNER_IN|FUNDS|SUCCEEDS]-(other:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, programme.id AS programme, other.id AS other, coalesce(c.role, '') AS role, c.document AS document, c.id AS claim
