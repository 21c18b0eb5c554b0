// How an approach spread: who runs or tried it since when, and who took it over from whom.
// $practice a family or method
// $day      a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// who runs or tried an initiative of the practice: since the claim's own date, else the initiative's start
UNWIND $practice AS wanted
MATCH (practice:Node {id: wanted})<-[:PRACTICE]-(about:Node)
WITH DISTINCT about
MATCH (about)<-[c:RUNS|TRIED]-(subject:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, subject.id AS subject, about.id AS object, coalesce(about.id, '') AS about,
  CASE WHEN c.from_latest IS NULL THEN coalesce(about.start_kind, '') ELSE coalesce(c.from_kind, '') END AS detail,
  CASE WHEN c.from_latest IS NULL THEN coalesce(about.start_earliest, '') ELSE c.from_earliest END AS earliest,
  CASE WHEN c.from_latest IS NULL THEN coalesce(about.start_latest, '') ELSE c.from_latest END AS latest,
  CASE WHEN c.relation = 'tried' THEN coalesce(c.outcome, '') ELSE coalesce(about.status, '') END AS status,
  coalesce(c.till, about.end_latest, '') AS finished, coalesce(c.since, '') AS since, coalesce(c.basis, '') AS basis,
  c.document AS document, c.id AS claim
UNION ALL
// the same for instances of the method, also when they belong to a family
UNWIND $practice AS wanted
MATCH (practice:Node {id: wanted})<-[:INSTANCE_OF]-(about:Node)
WITH DISTINCT about
MATCH (about)<-[c:RUNS|TRIED]-(subject:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, subject.id AS subject, about.id AS object, coalesce(about.id, '') AS about,
  CASE WHEN c.from_latest IS NULL THEN coalesce(about.start_kind, '') ELSE coalesce(c.from_kind, '') END AS detail,
  CASE WHEN c.from_latest IS NULL THEN coalesce(about.start_earliest, '') ELSE c.from_earliest END AS earliest,
  CASE WHEN c.from_latest IS NULL THEN coalesce(about.start_latest, '') ELSE c.from_latest END AS latest,
  CASE WHEN c.relation = 'tried' THEN coalesce(c.outcome, '') ELSE coalesce(about.status, '') END AS status,
  coalesce(c.till, about.end_latest, '') AS finished, coalesce(c.since, '') AS since, coalesce(c.basis, '') AS basis,
  c.document AS document, c.id AS claim
UNION ALL
// who took over an initiative of it, an instance of it or the practice itself, without saying what it concerns
UNWIND $practice AS wanted
MATCH (practice:Node {id: wanted})<-[:PRACTICE|INSTANCE_OF]-(about:Node)
WITH DISTINCT about
MATCH (about)<-[c:ADOPTED_FROM]-(subject:Node)
WHERE coalesce(c.concerns, '') = '' AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN c.relation AS signal, subject.id AS subject, about.id AS object, coalesce(about.id, '') AS about, coalesce(c.from_kind, '') AS detail,
  coalesce(c.from_earliest, '') AS earliest, coalesce(c.from_latest, '') AS latest, '' AS status, coalesce(c.till, '') AS finished,
  coalesce(c.since, '') AS since, coalesce(c.basis, '') AS basis, c.document AS document, c.id AS claim
UNION ALL
// adoptions that say that they are about the practice; few, so all of them are looked through
MATCH (subject:Node)-[c:ADOPTED_FROM]->(source:Node)
WHERE c.concerns <> '' AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
MATCH (about:Node {id: c.concerns})-[:PRACTICE]->(practice:Node)
WHERE practice.id IN $practice
RETURN c.relation AS signal, subject.id AS subject, source.id AS object, about.id AS about, coalesce(c.from_kind, '') AS detail,
  coalesce(c.from_earliest, '') AS earliest, coalesce(c.from_latest, '') AS latest, '' AS status, coalesce(c.till, '') AS finished,
  coalesce(c.since, '') AS since, coalesce(c.basis, '') AS basis, c.document AS document, c.id AS claim
