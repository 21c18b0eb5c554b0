// What stands between some nodes along which people meet: from it queries/questions/introductions.py finds the ways from one to another.
// $node  the ends, what they take part in and what joins that
// $actor the ends alone: who takes part in them
// $day   a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

UNWIND $node AS wanted
MATCH (subject:Node {id: wanted})-[c:ROLE_AT|LEADS|RUNS|INVOLVED_IN|PARTNER_IN|MEMBER_OF|FUNDS|ORGANISES|ADOPTED_FROM]->(object:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, subject.id AS subject, object.id AS object, coalesce(c.role, '') AS role, coalesce(c.till, '') AS till,
  c.document AS document, c.id AS claim
UNION ALL
UNWIND $actor AS wanted
MATCH (object:Node {id: wanted})<-[c:ROLE_AT|LEADS|RUNS|INVOLVED_IN|PARTNER_IN|MEMBER_OF|FUNDS|ORGANISES|ADOPTED_FROM]-(subject:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, subject.id AS subject, object.id AS object, coalesce(c.role, '') AS role, coalesce(c.till, '') AS till,
  c.document AS document, c.id AS claim
