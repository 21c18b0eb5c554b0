"""The fixed list of parameters that every question is measured with: themes of all sizes, regions, day, size class."""

from __future__ import annotations

from collections import Counter

from queries.question import Question
from queries.session import Session

THEMES = 16
ACTOR = "gm:GM0344"  # for questions that somebody asks for an actor: a large municipality
OTHER = "gm:GM0014"  # and for those that need two
PRACTICES = 4  # families, the widest spread first
WAYS: tuple[dict[str, str], ...] = ({}, {"region": "Limburg"}, {"region": "provincie Utrecht", "on": "2021-01-01"}, {"size": "medium"})
ROOT = "theme:sd"
Case = dict[str, object]


def themes(session: Session) -> list[str]:
    """Themes spread evenly over the answer sizes, the root theme first; themes of copied worlds are left out."""
    ranked = sorted(((-session.count("pioneers", theme), theme) for theme in session.index.themes
                     if not theme.startswith("theme:s0") and not theme.startswith("theme:s1")))
    filled = [theme for count, theme in ranked if count]
    others = [theme for theme in filled if theme != ROOT]
    step = (len(others) - 1) / (THEMES - 2)
    return [ROOT, *(others[round(number * step)] for number in range(THEMES - 1))]


def practices(session: Session) -> list[str]:
    """Families with the most initiatives."""
    sizes = Counter(node.cells["family"] for node in session.index.initiatives.values() if node.cells.get("family"))
    return sorted(sizes, key=lambda family: (-sizes[family], family))[:PRACTICES]


def cases(question: Question, chosen: list[str], session: Session) -> list[Case]:
    """Every theme in every way, as far as the question takes the parameter."""
    declared = {parameter.name: parameter for parameter in question.parameters}
    actors = [ACTOR, OTHER] if "actor" in declared and declared["actor"].least > 1 else [ACTOR]
    families = practices(session)
    found: list[Case] = []
    for number, theme in enumerate(chosen):
        for way in WAYS:
            given: Case = {"theme": theme, "actor": actors, "practice": families[number % len(families)],
                           "text": theme.partition(":")[2].replace("-", " "), **way}
            found.append({name: value for name, value in given.items() if name in declared})
    return found
