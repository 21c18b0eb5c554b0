// Demand and supply per theme: the questions asked, and the programmes, methods, initiatives and networks there are.
// $theme the theme, everything narrower and everything broader
// $thing the questions about these themes (who asks them) and, asked for a region, the initiatives (who runs them)
// $day   a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// what is about a theme
UNWIND $theme AS wanted
MATCH (theme:Node {id: wanted})<-[c:ABOUT]-(thing:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, theme.id AS theme, thing.id AS thing, '' AS other, coalesce(thing.status, '') AS status,
  coalesce(thing.end_latest, thing.until_latest, '') AS finished, c.document AS document, c.id AS claim
UNION ALL
// who asks a question, who runs an initiative
UNWIND $thing AS wanted
MATCH (thing:Node {id: wanted})<-[c:ASKS|RUNS]-(other:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, '' AS theme, thing.id AS thing, other.id AS other, coalesce(thing.status, '') AS status,
  coalesce(thing.end_latest, thing.until_latest, '') AS finished, c.document AS document, c.id AS claim
