// Who knows about a theme: what each knower's knowledge rests on; queries/questions/who_knows.py works out the ranks.
// $theme the theme and everything narrower
// $about the initiatives, networks, methods and programmes that are about it
// $day   a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// what somebody did with an initiative, network, method or programme on the theme
UNWIND $about AS wanted
MATCH (about:Node {id: wanted})<-[c:KNOWS_ABOUT|EVALUATES|LEADS|OWNS|DESCRIBES|ROLE_AT]-(knower:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, knower.id AS knower, about.id AS about, coalesce(c.basis, '') AS basis,
  coalesce(c.said_by, '') AS speaker, c.document AS document, c.id AS claim
UNION ALL
// who is said to know the theme itself
UNWIND $theme AS wanted
MATCH (about:Node {id: wanted})<-[c:KNOWS_ABOUT|EVALUATES]-(knower:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, knower.id AS knower, about.id AS about, coalesce(c.basis, '') AS basis,
  coalesce(c.said_by, '') AS speaker, c.document AS document, c.id AS claim
UNION ALL
// who judged a method on the theme
UNWIND $about AS wanted
MATCH (about:Node {id: wanted})-[c:RATED_BY]->(knower:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, knower.id AS knower, about.id AS about, coalesce(c.basis, '') AS basis,
  coalesce(c.said_by, '') AS speaker, c.document AS document, c.id AS claim
UNION ALL
// who is named as an example among those who are said to know the theme
UNWIND $theme AS wanted
MATCH (about:Node {id: wanted})<-[:KNOWS_ABOUT]-(knower:Node)
WITH DISTINCT about, knower
MATCH (knower)<-[c:RECOGNISES]-(other:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, knower.id AS knower, about.id AS about, coalesce(c.basis, '') AS basis,
  coalesce(c.said_by, '') AS speaker, c.document AS document, c.id AS claim
