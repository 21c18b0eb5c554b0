// Questions that may be one: what they are about, who asks them, and the programmes that cover their themes.
// $thing the questions and programmes about the themes
// $day   a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// what a question or programme is about
UNWIND $thing AS wanted
MATCH (thing:Node {id: wanted})-[c:ABOUT]->(theme:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, thing.id AS thing, theme.id AS other, c.id AS claim
UNION ALL
// who asks the question, who leads or funds the programme
UNWIND $thing AS wanted
MATCH (thing:Node {id: wanted})<-[c:ASKS|LEADS|FUNDS]-(party:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, thing.id AS thing, party.id AS other, c.id AS claim
