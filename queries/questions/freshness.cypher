// What may be old or loose: what is said of themes, roles with their days, and nodes that no claim names.
// $theme  the themes
// $person the people whose roles are wanted
// $loose  nodes of which a claim is to be expected
// $day    a day that claims must count on; '' = no limit by date. A node is loose when no claim of any day names it.
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// what is said of a theme
UNWIND $theme AS wanted
MATCH (node:Node {id: wanted})<-[c:ABOUT|INDICATES|KNOWS_ABOUT|ADVOCATES|PIONEERS|EVALUATES|DISPUTES]-(other:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, node.id AS node, other.id AS other, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till,
  c.document AS document, c.id AS claim
UNION ALL
// who has which role
UNWIND $person AS wanted
MATCH (node:Node {id: wanted})-[c:ROLE_AT]->(other:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, node.id AS node, other.id AS other, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till,
  c.document AS document, c.id AS claim
UNION ALL
// what no claim names, as subject, object or what is concerned
MATCH (:Node)-[c:ADOPTED_FROM|RECOGNISES|PIONEERS]->(:Node)
WITH collect(DISTINCT coalesce(c.concerns, '')) AS concerned
UNWIND $loose AS wanted
MATCH (node:Node {id: wanted})
WHERE NOT node.id IN concerned
  AND NOT EXISTS { MATCH (node)-[:ABOUT|RUNS|TRIED|INVOLVED_IN|LEADS|PARTNER_IN|MEMBER_OF|COVERS|IN_REGION|PART_OF|OWNS|INSTANCE_OF|ADOPTED_FROM|RECOGNISES|PIONEERS|RATED_BY|EVALUATES|DESCRIBES|KNOWS_ABOUT|ADVOCATES|DISPUTES|FUNDS|ASKS|INDICATES|ORGANISES|PRESENTED_AT|HOSTS|ROLE_AT|SUCCEEDS]->(:Node) }
  AND NOT EXISTS { MATCH (node)<-[:ABOUT|RUNS|TRIED|INVOLVED_IN|LEADS|PARTNER_IN|MEMBER_OF|COVERS|IN_REGION|PART_OF|OWNS|INSTANCE_OF|ADOPTED_FROM|RECOGNISES|PIONEERS|RATED_BY|EVALUATES|DESCRIBES|KNOWS_ABOUT|ADVOCATES|DISPUTES|FUNDS|ASKS|INDICATES|ORGANISES|PRESENTED_AT|HOSTS|ROLE_AT|SUCCEEDS]-(:Node) }
RETURN 'loose' AS signal, node.id AS node, '' AS other, '' AS since, '' AS till, '' AS document, '' AS claim
