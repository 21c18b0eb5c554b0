// Who sits in programmes, networks and organisations or feeds them, and in what role.
// $body  the programmes and networks on the theme, and whoever was asked about
// $actor whose own seats are wanted
// $day   a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// who is in it or feeds it
UNWIND $body AS wanted
MATCH (body:Node {id: wanted})<-[c:LEADS|FUNDS|PARTNER_IN|MEMBER_OF|PART_OF|ROLE_AT]-(who:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, body.id AS body, who.id AS who, coalesce(c.role, '') AS role, c.document AS document, c.id AS claim
UNION ALL
// where the actors are themselves
UNWIND $actor AS wanted
MATCH (who:Node {id: wanted})-[c:LEADS|FUNDS|PARTNER_IN|MEMBER_OF]->(body:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, body.id AS body, who.id AS who, coalesce(c.role, '') AS role, c.document AS document, c.id AS claim
