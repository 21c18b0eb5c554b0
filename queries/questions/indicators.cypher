// What is measured for themes: indicators with their kind and the value as the document gives it.
// $theme the theme with the others below its nearest broader one
// $day   a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

UNWIND $theme AS wanted
MATCH (theme:Node {id: wanted})<-[c:INDICATES]-(indicator:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN theme.id AS theme, indicator.id AS indicator, coalesce(indicator.kind, '') AS kind, coalesce(indicator.value_in_source, '') AS `value`,
  c.document AS document, c.id AS claim
