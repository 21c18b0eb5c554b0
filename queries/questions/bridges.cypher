// Who does what together: from it queries/questions/bridges.py works out who connects groups that are otherwise apart.
// $thing the networks, initiatives, programmes and events on the theme, without those that a law makes
// $day   a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

UNWIND $thing AS wanted
MATCH (thing:Node {id: wanted})<-[c:RUNS|INVOLVED_IN|LEADS|PARTNER_IN|MEMBER_OF|FUNDS|ORGANISES]-(actor:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, actor.id AS actor, thing.id AS thing, coalesce(c.till, '') AS till, c.document AS document, c.id AS claim
