// On whom the knowledge of themes rests: who knows, studied, leads, owns, describes, runs or takes part.
// $theme the themes and everything narrower
// $about the initiatives, networks, methods and programmes that are about them
// $day   a day on which claims had started; '' = no limit by date. What had ended by then stays: that is what is asked.
// Lists of ids and one day; runs as it is on Neo4j and on Ladybug (docs/property-graph.md).

UNWIND $about AS wanted
MATCH (about:Node {id: wanted})<-[c:KNOWS_ABOUT|EVALUATES|LEADS|OWNS|DESCRIBES|ROLE_AT|RUNS|INVOLVED_IN]-(bearer:Node)
WHERE bearer.type <> 'Document' AND ($day = '' OR c.since <= $day)
RETURN c.relation AS signal, bearer.id AS bearer, about.id AS about, coalesce(c.till, '') AS till, c.document AS document, c.id AS claim
UNION ALL
UNWIND $theme AS wanted
MATCH (about:Node {id: wanted})<-[c:KNOWS_ABOUT|EVALUATES]-(bearer:Node)
WHERE bearer.type <> 'Document' AND ($day = '' OR c.since <= $day)
RETURN c.relation AS signal, bearer.id AS bearer, about.id AS about, coalesce(c.till, '') AS till, c.document AS document, c.id AS claim
