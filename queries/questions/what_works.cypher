// What works for a theme: how practices are rated, who runs, tried, studied or disputes them.
// $theme    the theme and everything narrower
// $practice the families, methods and single initiatives on it
// $day      a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// how a databank judged a method
UNWIND $practice AS wanted
MATCH (practice:Node {id: wanted})-[c:RATED_BY]->(judge:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, practice.id AS practice, coalesce(practice.id, '') AS subject, judge.id AS object, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.outcome, '') AS detail, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.id AS claim
UNION ALL
// which initiatives follow a method
UNWIND $practice AS wanted
MATCH (practice:Node {id: wanted})<-[c:INSTANCE_OF]-(subject:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, practice.id AS practice, subject.id AS subject, coalesce(practice.id, '') AS object, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.outcome, '') AS detail, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.id AS claim
UNION ALL
// what is said of a practice or of an initiative that belongs to it
UNWIND $practice AS wanted
MATCH (practice:Node {id: wanted})<-[:PRACTICE]-(thing:Node)
WHERE coalesce(thing.status, '') <> 'planned'
WITH DISTINCT practice, thing
MATCH (thing)<-[c:RUNS|TRIED|EVALUATES|DISPUTES|OWNS|DESCRIBES]-(subject:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, practice.id AS practice, subject.id AS subject, thing.id AS object, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.outcome, '') AS detail, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.id AS claim
UNION ALL
// what is said of an initiative that follows a method
UNWIND $practice AS wanted
MATCH (practice:Node {id: wanted})<-[:INSTANCE_OF]-(thing:Node)
WHERE coalesce(thing.status, '') <> 'planned'
WITH DISTINCT practice, thing
MATCH (thing)<-[c:RUNS|TRIED|EVALUATES|DISPUTES|OWNS|DESCRIBES]-(subject:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, practice.id AS practice, subject.id AS subject, thing.id AS object, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.outcome, '') AS detail, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.id AS claim
UNION ALL
// why a practice stands on the theme
UNWIND $practice AS wanted
MATCH (practice:Node {id: wanted})<-[:PRACTICE]-(subject:Node)
WHERE coalesce(subject.status, '') <> 'planned'
WITH DISTINCT practice, subject
MATCH (subject)-[c:ABOUT]->(theme:Node)
WHERE theme.id IN $theme AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN c.relation AS signal, practice.id AS practice, subject.id AS subject, theme.id AS object, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.outcome, '') AS detail, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.id AS claim
UNION ALL
UNWIND $practice AS wanted
MATCH (practice:Node {id: wanted})<-[:INSTANCE_OF]-(subject:Node)
WHERE coalesce(subject.status, '') <> 'planned'
WITH DISTINCT practice, subject
MATCH (subject)-[c:ABOUT]->(theme:Node)
WHERE theme.id IN $theme AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN c.relation AS signal, practice.id AS practice, subject.id AS subject, theme.id AS object, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.outcome, '') AS detail, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.id AS claim
UNION ALL
// who disputes what the theme as a whole promises
UNWIND $theme AS wanted
MATCH (theme:Node {id: wanted})<-[c:DISPUTES]-(subject:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, '' AS practice, subject.id AS subject, theme.id AS object, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.outcome, '') AS detail, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.id AS claim
