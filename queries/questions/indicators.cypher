// What is measured: indicators with the themes that they are for, their kind, and the value as the document gives it.
// $indicator the indicators for the theme or for others below its nearest broader one
// $day       a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

UNWIND $indicator AS wanted
MATCH (indicator:Node {id: wanted})-[c:INDICATES]->(theme:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN theme.id AS theme, indicator.id AS indicator, coalesce(indicator.kind, '') AS kind, coalesce(indicator.value_in_source, '') AS `value`,
  c.document AS document, c.id AS claim
