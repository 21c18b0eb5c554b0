// Where a theme is covered: all that is known of municipalities, so that "nothing on this theme" can be told from "nothing at all".
// Which of it is on the theme is worked out by queries/questions/coverage.py.
// $place  the municipalities, those dissolved into one of them too
// $region the regions they lie in, for networks and organisations that cover one
// $home   the region asked, or the country: the register's word that a municipality exists
// $day    a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// what a municipality does or tried: since its own start, else the initiative's, else the document's date
UNWIND $place AS wanted
MATCH (place:Node {id: wanted})-[c:RUNS|TRIED]->(about:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, place.id AS place, about.id AS about, coalesce(c.concerns, '') AS concerns,
  coalesce(c.from_latest, about.start_latest, c.since, '') AS day, c.document AS document, c.id AS claim
UNION ALL
// what else it does, asks or goes first with; networks that a law makes say nothing of that
UNWIND $place AS wanted
MATCH (place:Node {id: wanted})-[c:INVOLVED_IN|LEADS|PARTNER_IN|MEMBER_OF|FUNDS|EVALUATES|ASKS|ADOPTED_FROM|RECOGNISES|PIONEERS|KNOWS_ABOUT]->(about:Node)
WHERE coalesce(about.legal, '') <> 'yes' AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN c.relation AS signal, place.id AS place, about.id AS about, coalesce(c.concerns, '') AS concerns,
  coalesce(c.from_latest, c.since, '') AS day, c.document AS document, c.id AS claim
UNION ALL
// what others took over from it or name as its example
UNWIND $place AS wanted
MATCH (place:Node {id: wanted})<-[c:ADOPTED_FROM|RECOGNISES]-(about:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, place.id AS place, about.id AS about, coalesce(c.concerns, '') AS concerns,
  coalesce(c.from_latest, c.since, '') AS day, c.document AS document, c.id AS claim
UNION ALL
// networks and organisations that cover it or a region it lies in
UNWIND $region AS wanted
MATCH (place:Node {id: wanted})<-[c:COVERS]-(about:Node)
WHERE coalesce(about.legal, '') <> 'yes' AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN c.relation AS signal, place.id AS place, about.id AS about, coalesce(c.concerns, '') AS concerns,
  coalesce(c.from_latest, c.since, '') AS day, c.document AS document, c.id AS claim
UNION ALL
// the register: it exists and lies there; a layer is today's, with mergers mapped, so a day does not limit it
UNWIND $home AS wanted
MATCH (about:Node {id: wanted})<-[c:IN_REGION]-(place:Node)
RETURN c.relation AS signal, place.id AS place, about.id AS about, coalesce(c.concerns, '') AS concerns,
  coalesce(c.from_latest, c.since, '') AS day, c.document AS document, c.id AS claim
