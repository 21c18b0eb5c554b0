// Who of policy, practice and research is active: the parties with their corner and what they do.
// $about initiatives, networks, methods and programmes on the theme
// $day   a day that claims must count on; '' = no limit by date
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

UNWIND $about AS wanted
MATCH (about:Node {id: wanted})<-[c:RUNS|INVOLVED_IN|LEADS|PARTNER_IN|MEMBER_OF|OWNS|EVALUATES|FUNDS]-(party:Node)
WHERE $day = '' OR (c.since <= $day AND coalesce(c.till, $day) >= $day)
RETURN c.relation AS signal, party.id AS party, coalesce(party.corner, '') AS corner, about.id AS about, c.id AS claim
