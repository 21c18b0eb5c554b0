// A knowledge agenda: the questions, programmes, initiatives, networks and methods about themes, and who asks, leads, funds, runs or joins them.
// $thing what is about the themes
// $day   a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// what a thing is about
UNWIND $thing AS wanted
MATCH (thing:Node {id: wanted})-[c:ABOUT]->(other:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, thing.id AS thing, other.id AS other, coalesce(other.corner, '') AS corner, c.document AS document, c.id AS claim
UNION ALL
// who asks it, leads it, funds it, runs it, takes part in it, studies it or owns it
UNWIND $thing AS wanted
MATCH (thing:Node {id: wanted})<-[c:ASKS|LEADS|FUNDS|RUNS|INVOLVED_IN|PARTNER_IN|MEMBER_OF|EVALUATES|OWNS]-(other:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, thing.id AS thing, other.id AS other, coalesce(other.corner, '') AS corner, c.document AS document, c.id AS claim
