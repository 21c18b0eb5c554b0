// People in a public role of office with what they lead and speak for, and who named it as an example.
// $person those who may be meant: who has a claim of their own on the theme or a role where something on it is done
// $thing  the initiatives, networks, methods and programmes that are about the theme
// $day    a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// their roles of office
UNWIND $person AS wanted
MATCH (person:Node {id: wanted})-[c:ROLE_AT]->(house:Node)
WHERE c.role_type IN ['administrator', 'director', 'chair'] AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN 'role' AS ground, c.relation AS signal, person.id AS person, house.id AS about, coalesce(c.role, '') AS role,
  coalesce(c.till, '') AS till, c.document AS document, c.id AS claim
UNION ALL
// what they lead, speak for, know, studied or name as an example themselves
UNWIND $person AS wanted
MATCH (person:Node {id: wanted})-[c:LEADS|ADVOCATES|KNOWS_ABOUT|EVALUATES|RECOGNISES]->(about:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN 'own' AS ground, c.relation AS signal, person.id AS person, about.id AS about, coalesce(c.role, '') AS role,
  coalesce(c.till, '') AS till, c.document AS document, c.id AS claim
UNION ALL
// what their organisation does, told in the document that names them in their role
UNWIND $thing AS wanted
MATCH (about:Node {id: wanted})<-[c:RUNS|TRIED|LEADS|PARTNER_IN|INVOLVED_IN]-(house:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
WITH about, c, house
MATCH (house)<-[post:ROLE_AT]-(person:Node)
WHERE post.document = c.document AND post.role_type IN ['administrator', 'director', 'chair']
  AND ($day = '' OR (post.since <= $day AND coalesce(post.till, $day) >= $day))
RETURN 'beside' AS ground, c.relation AS signal, person.id AS person, about.id AS about, coalesce(c.role, '') AS role,
  coalesce(c.till, '') AS till, c.document AS document, c.id AS claim
UNION ALL
// who named one of them as an example
UNWIND $person AS wanted
MATCH (person:Node {id: wanted})<-[c:RECOGNISES]-(speaker:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN 'person' AS ground, c.relation AS signal, person.id AS person, '' AS about, coalesce(c.role, '') AS role,
  coalesce(c.till, '') AS till, c.document AS document, c.id AS claim
UNION ALL
// who named one of the things as an example
UNWIND $thing AS wanted
MATCH (about:Node {id: wanted})<-[c:RECOGNISES]-(speaker:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN 'named' AS ground, c.relation AS signal, '' AS person, about.id AS about, coalesce(c.role, '') AS role,
  coalesce(c.till, '') AS till, c.document AS document, c.id AS claim
UNION ALL
MATCH (named:Node)<-[c:RECOGNISES]-(speaker:Node)
WHERE c.concerns IN $thing AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN 'named' AS ground, c.relation AS signal, '' AS person, c.concerns AS about, coalesce(c.role, '') AS role,
  coalesce(c.till, '') AS till, c.document AS document, c.id AS claim
