// The right partners: who is active on a theme, what covers a place, and what is shared with the asker.
// $theme        the theme and everything narrower
// $about        initiatives, networks, methods and programmes on the theme
// $municipality the asker's own municipality
// $place        that municipality and the regions it lies in
// $asker        the asker
// $day          a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// active on the theme
UNWIND $about AS wanted
MATCH (about:Node {id: wanted})<-[c:RUNS|INVOLVED_IN|LEADS|PARTNER_IN|MEMBER_OF|OWNS|EVALUATES]-(party:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN 'theme' AS ground, c.relation AS signal, party.id AS party, about.id AS about, coalesce(c.basis, '') AS basis,
  coalesce(c.said_by, '') AS speaker, c.document AS document, c.id AS claim
UNION ALL
// networks on the theme
UNWIND $theme AS wanted
MATCH (about:Node {id: wanted})<-[c:ABOUT]-(party:Node)
WHERE party.type = 'Network' AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN 'theme' AS ground, c.relation AS signal, party.id AS party, about.id AS about, coalesce(c.basis, '') AS basis,
  coalesce(c.said_by, '') AS speaker, c.document AS document, c.id AS claim
UNION ALL
// networks and organisations that cover the municipality or a region it lies in
UNWIND $place AS wanted
MATCH (about:Node {id: wanted})<-[c:COVERS]-(party:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN 'covers' AS ground, c.relation AS signal, party.id AS party, about.id AS about, coalesce(c.basis, '') AS basis,
  coalesce(c.said_by, '') AS speaker, c.document AS document, c.id AS claim
UNION ALL
// networks that the municipality is a member of, and the regions it lies in
UNWIND $municipality AS wanted
MATCH (about:Node {id: wanted})-[c:MEMBER_OF|IN_REGION]->(party:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN 'covers' AS ground, c.relation AS signal, party.id AS party, about.id AS about, coalesce(c.basis, '') AS basis,
  coalesce(c.said_by, '') AS speaker, c.document AS document, c.id AS claim
UNION ALL
// what the asker and somebody else both take part in
UNWIND $asker AS wanted
MATCH (asker:Node {id: wanted})-[:RUNS|INVOLVED_IN|LEADS|PARTNER_IN|MEMBER_OF]->(about:Node)
WITH DISTINCT asker, about
MATCH (about)<-[c:RUNS|INVOLVED_IN|LEADS|PARTNER_IN|MEMBER_OF]-(party:Node)
WHERE party.id <> asker.id AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN 'shared' AS ground, c.relation AS signal, party.id AS party, about.id AS about, coalesce(c.basis, '') AS basis,
  coalesce(c.said_by, '') AS speaker, c.document AS document, c.id AS claim
