// Events: who organises and hosts them, their sessions with themes, and the initiatives shown there.
// $event   the events that may show something on the theme
// $session their sessions
// $day     a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// who organises and hosts it, its sessions, what is shown there
UNWIND $event AS wanted
MATCH (event:Node {id: wanted})<-[c:ORGANISES|HOSTS|PRESENTED_AT|PART_OF]-(other:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, event.id AS event, '' AS session, other.id AS other, c.document AS document, c.id AS claim
UNION ALL
// what is shown in a session
UNWIND $session AS wanted
MATCH (session:Node {id: wanted})<-[c:PRESENTED_AT]-(other:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, '' AS event, session.id AS session, other.id AS other, c.document AS document, c.id AS claim
UNION ALL
// what a session is about
UNWIND $session AS wanted
MATCH (session:Node {id: wanted})-[c:ABOUT]->(theme:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, '' AS event, session.id AS session, theme.id AS other, c.document AS document, c.id AS claim
