// What an actor does: its own claims, what others say they do for it, and who else stands behind the things it takes part in.
// $actor the organisation, network or municipality, with those that merged into it
// $day   a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// what it does itself
UNWIND $actor AS wanted
MATCH (actor:Node {id: wanted})-[c:RUNS|TRIED|INVOLVED_IN|LEADS|PARTNER_IN|MEMBER_OF|FUNDS|OWNS|EVALUATES|DESCRIBES|ASKS|ORGANISES|HOSTS|PIONEERS|KNOWS_ABOUT|ADVOCATES|ADOPTED_FROM|ABOUT]->(thing:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN 'own' AS ground, c.relation AS signal, actor.id AS actor, thing.id AS thing, '' AS other, coalesce(c.role, '') AS role,
  c.document AS document, c.id AS claim
UNION ALL
// the methods that it judged
UNWIND $actor AS wanted
MATCH (actor:Node {id: wanted})<-[c:RATED_BY]-(thing:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN 'own' AS ground, c.relation AS signal, actor.id AS actor, thing.id AS thing, '' AS other, coalesce(c.role, '') AS role,
  c.document AS document, c.id AS claim
UNION ALL
// who leads it, funds it, is a partner in it, and who has a role there
UNWIND $actor AS wanted
MATCH (actor:Node {id: wanted})<-[c:ROLE_AT|LEADS|FUNDS|PARTNER_IN]-(other:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN 'at' AS ground, c.relation AS signal, actor.id AS actor, coalesce(actor.id, '') AS thing, other.id AS other, coalesce(c.role, '') AS role,
  c.document AS document, c.id AS claim
UNION ALL
// who else stands behind what it takes part in; not for networks that a law makes
UNWIND $actor AS wanted
MATCH (actor:Node {id: wanted})-[:RUNS|TRIED|INVOLVED_IN|LEADS|PARTNER_IN|MEMBER_OF|FUNDS]->(thing:Node)
WHERE coalesce(thing.legal, '') <> 'yes'
WITH DISTINCT actor, thing
MATCH (thing)<-[c:LEADS|RUNS|PARTNER_IN|INVOLVED_IN|FUNDS]-(other:Node)
WHERE other.id <> actor.id AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN 'others' AS ground, c.relation AS signal, actor.id AS actor, thing.id AS thing, other.id AS other, coalesce(c.role, '') AS role,
  c.document AS document, c.id AS claim
