// Families of initiatives: who runs or tried one since when, and who took it over from whom.
// $family the families with an initiative about the theme
// $day    a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// who runs or tried an initiative of a family: since the claim's own date, else the initiative's start
UNWIND $family AS wanted
MATCH (family:Node {id: wanted})<-[:PRACTICE]-(about:Node)
WITH DISTINCT family, about
MATCH (about)<-[c:RUNS|TRIED]-(subject:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN family.id AS family, c.relation AS signal, subject.id AS subject, about.id AS object, coalesce(about.id, '') AS about,
  CASE WHEN c.from_latest IS NULL THEN coalesce(about.start_kind, '') ELSE coalesce(c.from_kind, '') END AS detail,
  CASE WHEN c.from_latest IS NULL THEN coalesce(about.start_earliest, '') ELSE c.from_earliest END AS earliest,
  CASE WHEN c.from_latest IS NULL THEN coalesce(about.start_latest, '') ELSE c.from_latest END AS latest,
  CASE WHEN c.relation = 'tried' THEN coalesce(c.outcome, '') ELSE coalesce(about.status, '') END AS status,
  coalesce(c.till, about.end_latest, '') AS finished, coalesce(c.since, '') AS since, coalesce(c.basis, '') AS basis,
  c.document AS document, c.id AS claim
UNION ALL
// who took over an initiative of a family, without saying what it concerns
UNWIND $family AS wanted
MATCH (family:Node {id: wanted})<-[:PRACTICE]-(about:Node)
WITH DISTINCT family, about
MATCH (about)<-[c:ADOPTED_FROM]-(subject:Node)
WHERE coalesce(c.concerns, '') = '' AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN family.id AS family, c.relation AS signal, subject.id AS subject, about.id AS object, coalesce(about.id, '') AS about, coalesce(c.from_kind, '') AS detail,
  coalesce(c.from_earliest, '') AS earliest, coalesce(c.from_latest, '') AS latest, '' AS status, coalesce(c.till, '') AS finished,
  coalesce(c.since, '') AS since, coalesce(c.basis, '') AS basis, c.document AS document, c.id AS claim
UNION ALL
// adoptions that say that they are about a family; few, so all of them are looked through
MATCH (subject:Node)-[c:ADOPTED_FROM]->(source:Node)
WHERE c.concerns <> '' AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
MATCH (about:Node {id: c.concerns})-[:PRACTICE]->(family:Node)
WHERE family.id IN $family
RETURN family.id AS family, c.relation AS signal, subject.id AS subject, source.id AS object, about.id AS about, coalesce(c.from_kind, '') AS detail,
  coalesce(c.from_earliest, '') AS earliest, coalesce(c.from_latest, '') AS latest, '' AS status, coalesce(c.till, '') AS finished,
  coalesce(c.since, '') AS since, coalesce(c.basis, '') AS basis, c.document AS document, c.id AS claim
