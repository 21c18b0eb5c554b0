// What ended, with its themes, what came after it, and who stood behind it.
// $thing the initiatives and networks that have ended, and the programmes, ended or not
// $day   a day on which claims had started; '' = no limit by date. What had ended by then stays: that is what is asked.
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// its themes
UNWIND $thing AS wanted
MATCH (thing:Node {id: wanted})-[c:ABOUT]->(theme:Node)
WHERE $day = '' OR c.since <= $day
RETURN c.relation AS signal, thing.id AS thing, theme.id AS other, c.document AS document, c.id AS claim
UNION ALL
// what came after it, and who stood behind it
UNWIND $thing AS wanted
MATCH (thing:Node {id: wanted})<-[c:SUCCEEDS|RUNS|TRIED|LEADS|PARTNER_IN|INVOLVED_IN|FUNDS]-(other:Node)
WHERE $day = '' OR c.since <= $day
RETURN c.relation AS signal, thing.id AS thing, other.id AS other, c.document AS document, c.id AS claim
