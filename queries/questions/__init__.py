"""One stem per question: declaration and answer, plain reference, .rq and .cypher."""
