// What two or more actors each do: from it queries/questions/matching.py works out what they have in common, theme by theme.
// $actor the organisations, networks or municipalities, with those that merged into them
// $day   a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// what it does itself; networks that a law makes say nothing of that
UNWIND $actor AS wanted
MATCH (actor:Node {id: wanted})-[c:RUNS|TRIED|INVOLVED_IN|LEADS|PARTNER_IN|MEMBER_OF|FUNDS|OWNS|EVALUATES|DESCRIBES|ASKS|ORGANISES|HOSTS|PIONEERS|KNOWS_ABOUT|ADVOCATES|ADOPTED_FROM|ABOUT]->(thing:Node)
WHERE coalesce(thing.legal, '') <> 'yes' AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN c.relation AS signal, actor.id AS actor, thing.id AS thing, c.document AS document, c.id AS claim
UNION ALL
// the methods that it judged
UNWIND $actor AS wanted
MATCH (actor:Node {id: wanted})<-[c:RATED_BY]-(thing:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, actor.id AS actor, thing.id AS thing, c.document AS document, c.id AS claim
