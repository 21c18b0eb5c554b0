// What municipalities have in common: the regions they lie in and the themes on which they run an initiative.
// $theme  the themes on which the municipality runs something
// $region the regions it lies in
// $day    a day that claims on themes must count on; '' = no limit by date. Layers have one vintage each.
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

UNWIND $region AS wanted
MATCH (region:Node {id: wanted})<-[c:IN_REGION]-(municipality:Node)
RETURN c.relation AS signal, municipality.id AS municipality, region.id AS other, coalesce(c.id, '') AS about, c.id AS claim
UNION ALL
UNWIND $theme AS wanted
MATCH (theme:Node {id: wanted})<-[a:ABOUT]-(initiative:Node)
WHERE coalesce(initiative.status, '') <> 'planned' AND ($day = '' OR (a.since <= $day AND coalesce(a.till, $day) >= $day))
WITH theme, a.id AS about, initiative
MATCH (initiative)<-[c:RUNS]-(municipality:Node)
WHERE municipality.type = 'Municipality' AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN c.relation AS signal, municipality.id AS municipality, theme.id AS other, about, c.id AS claim
