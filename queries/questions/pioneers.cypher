// Who goes first on a theme: the observations from which queries/questions/pioneers.py works out the ranks.
// $theme    the theme and everything narrower
// $practice the families, methods and single initiatives that stand on it
// $day      a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// what is said of a practice itself: who runs it, tried it, studied it, disputes it, goes first with it
UNWIND $practice AS wanted
MATCH (practice:Node {id: wanted})<-[:PRACTICE]-(about:Node)<-[c:RUNS|TRIED|EVALUATES|DISPUTES|PIONEERS|ADOPTED_FROM|RECOGNISES]-(subject:Node)
WHERE coalesce(about.status, '') <> 'planned' AND NOT (c.relation IN ['adopted_from', 'recognises'] AND coalesce(c.concerns, '') <> '')
  AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN c.relation AS signal, subject.id AS subject, about.id AS object, coalesce(about.id, '') AS about, practice.id AS practice,
  CASE c.relation WHEN 'runs' THEN CASE WHEN c.from_earliest IS NULL THEN coalesce(about.start_kind, '') ELSE coalesce(c.from_kind, '') END
    WHEN 'tried' THEN coalesce(c.outcome, '') WHEN 'evaluates' THEN coalesce(subject.corner, '') ELSE '' END AS detail,
  coalesce(c.from_earliest, about.start_earliest, '') AS earliest, coalesce(c.from_latest, about.start_latest, '') AS latest,
  coalesce(c.basis, '') AS basis, coalesce(c.said_by, '') AS speaker, c.document AS document, c.id AS claim
UNION ALL
// adoptions and recognitions that say which practice they are about; few, so all of them are looked through
MATCH (subject:Node)-[c:ADOPTED_FROM|RECOGNISES]->(object:Node)
WHERE c.concerns <> '' AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
MATCH (about:Node {id: c.concerns})-[:PRACTICE]->(practice:Node)
WHERE practice.id IN $practice AND coalesce(about.status, '') <> 'planned'
RETURN c.relation AS signal, subject.id AS subject, object.id AS object, about.id AS about, practice.id AS practice, '' AS detail,
  coalesce(c.from_earliest, about.start_earliest, '') AS earliest, coalesce(c.from_latest, about.start_latest, '') AS latest,
  coalesce(c.basis, '') AS basis, coalesce(c.said_by, '') AS speaker, c.document AS document, c.id AS claim
UNION ALL
// what is said of the theme
UNWIND $theme AS wanted
MATCH (about:Node {id: wanted})<-[c:PIONEERS|DISPUTES]-(subject:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, subject.id AS subject, about.id AS object, coalesce(about.id, '') AS about, '' AS practice, '' AS detail,
  coalesce(c.from_earliest, '') AS earliest, coalesce(c.from_latest, '') AS latest,
  coalesce(c.basis, '') AS basis, coalesce(c.said_by, '') AS speaker, c.document AS document, c.id AS claim
UNION ALL
MATCH (subject:Node)-[c:ADOPTED_FROM|RECOGNISES]->(object:Node)
WHERE c.concerns IN $theme AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN c.relation AS signal, subject.id AS subject, object.id AS object, c.concerns AS about, '' AS practice, '' AS detail,
  coalesce(c.from_earliest, '') AS earliest, coalesce(c.from_latest, '') AS latest,
  coalesce(c.basis, '') AS basis, coalesce(c.said_by, '') AS speaker, c.document AS document, c.id AS claim
UNION ALL
// why an initiative stands on the theme
UNWIND $theme AS wanted
MATCH (object:Node {id: wanted})<-[c:ABOUT]-(about:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
MATCH (about)-[:PRACTICE]->(practice:Node)
WHERE practice.id IN $practice
RETURN c.relation AS signal, about.id AS subject, object.id AS object, coalesce(about.id, '') AS about, practice.id AS practice, '' AS detail,
  coalesce(c.from_earliest, about.start_earliest, '') AS earliest, coalesce(c.from_latest, about.start_latest, '') AS latest,
  coalesce(c.basis, '') AS basis, coalesce(c.said_by, '') AS speaker, c.document AS document, c.id AS claim
