"""The one door to the guard: may this text be put to an engine."""

from __future__ import annotations

from graph.guard.cypher import check_cypher
from graph.guard.refusing import Checked
from graph.guard.sparql import check_sparql
from graph.problems import Problem, UsageError

LANGUAGES = ("sparql", "cypher")
_CHECKS = {"sparql": check_sparql, "cypher": check_cypher}


def check(text: str | bytes, language: str, name: str = "query") -> Checked:
    """The query as it may be run, when all it does is read the graph.

    UsageError names the clause and `name:line:column` of what changes data, touches files, reaches out to another
    server or cannot be read in one way only. Whether the rest of it is right is for the engine to say.
    """
    if language not in _CHECKS:
        raise UsageError(Problem("guard-language", got=language, expected=" | ".join(LANGUAGES)))
    return _CHECKS[language](text, name)
