// Initiatives with their themes and who carries them out: from it queries/questions/unusual.py works out which themes rarely go together.
// $initiative the initiatives about the theme and everything narrower
// $day        a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// what an initiative is about
UNWIND $initiative AS wanted
MATCH (initiative:Node {id: wanted})-[c:ABOUT]->(other:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, initiative.id AS initiative, other.id AS other, c.document AS document, c.id AS claim
UNION ALL
// who runs it, tried it or takes part in it
UNWIND $initiative AS wanted
MATCH (initiative:Node {id: wanted})<-[c:RUNS|TRIED|INVOLVED_IN]-(other:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, initiative.id AS initiative, other.id AS other, c.document AS document, c.id AS claim
