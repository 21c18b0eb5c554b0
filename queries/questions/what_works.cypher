// What works for a theme: how approaches are rated, who runs, tried, studied or disputes them.
// $theme    the theme and everything narrower
// $approach the families, methods and single initiatives on it
// $day      a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

// how a databank judged a method
UNWIND $approach AS wanted
MATCH (approach:Node {id: wanted})-[c:RATED_BY]->(judge:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, approach.id AS approach, coalesce(approach.id, '') AS subject, judge.id AS object, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.outcome, '') AS detail, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.id AS claim
UNION ALL
// which initiatives follow a method
UNWIND $approach AS wanted
MATCH (approach:Node {id: wanted})<-[c:INSTANCE_OF]-(subject:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, approach.id AS approach, subject.id AS subject, coalesce(approach.id, '') AS object, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.outcome, '') AS detail, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.id AS claim
UNION ALL
// what is said of an approach or of an initiative that belongs to it
UNWIND $approach AS wanted
MATCH (approach:Node {id: wanted})<-[:PRACTICE]-(thing:Node)
WHERE coalesce(thing.status, '') <> 'planned'
WITH DISTINCT approach, thing
MATCH (thing)<-[c:RUNS|TRIED|EVALUATES|DISPUTES|OWNS|DESCRIBES]-(subject:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, approach.id AS approach, subject.id AS subject, thing.id AS object, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.outcome, '') AS detail, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.id AS claim
UNION ALL
// what is said of an initiative that follows a method
UNWIND $approach AS wanted
MATCH (approach:Node {id: wanted})<-[:INSTANCE_OF]-(thing:Node)
WHERE coalesce(thing.status, '') <> 'planned'
WITH DISTINCT approach, thing
MATCH (thing)<-[c:RUNS|TRIED|EVALUATES|DISPUTES|OWNS|DESCRIBES]-(subject:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, approach.id AS approach, subject.id AS subject, thing.id AS object, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.outcome, '') AS detail, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.id AS claim
UNION ALL
// why an approach stands on the theme
UNWIND $approach AS wanted
MATCH (approach:Node {id: wanted})<-[:PRACTICE]-(subject:Node)
WHERE coalesce(subject.status, '') <> 'planned'
WITH DISTINCT approach, subject
MATCH (subject)-[c:ABOUT]->(theme:Node)
WHERE theme.id IN $theme AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN c.relation AS signal, approach.id AS approach, subject.id AS subject, theme.id AS object, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.outcome, '') AS detail, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.id AS claim
UNION ALL
UNWIND $approach AS wanted
MATCH (approach:Node {id: wanted})<-[:INSTANCE_OF]-(subject:Node)
WHERE coalesce(subject.status, '') <> 'planned'
WITH DISTINCT approach, subject
MATCH (subject)-[c:ABOUT]->(theme:Node)
WHERE theme.id IN $theme AND ($day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day))
RETURN c.relation AS signal, approach.id AS approach, subject.id AS subject, theme.id AS object, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.outcome, '') AS detail, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.id AS claim
UNION ALL
// who disputes what the theme as a whole promises
UNWIND $theme AS wanted
MATCH (theme:Node {id: wanted})<-[c:DISPUTES]-(subject:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, '' AS approach, subject.id AS subject, theme.id AS object, coalesce(c.level, '') AS level,
  coalesce(c.scale, '') AS scale, coalesce(c.outcome, '') AS detail, coalesce(c.since, '') AS since, coalesce(c.till, '') AS till, c.id AS claim
