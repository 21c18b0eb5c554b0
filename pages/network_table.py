"""The table twin of the network: every link in words, with its date, its ground and its document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pages import inside, picture, safe, statements
from pages.words import say
from queries.answer import Evidence
from queries.pictures.network import name_of
from queries.pictures.web import Tie
from queries.session import Session
from queries.words import say as question_say


def draw(opened: Session, ties: Sequence[Tie], said: Mapping[str, Evidence], title: str, language: str, *, open_first: bool = False) -> None:
    """A table of links: who, what, whom, when, on what ground, in which document; those of the centre first, as the ties stand."""
    lines = [_cells(opened, said[link.id], language) for tie in ties for link in tie.links if link.id in said]
    columns = [say(f"network.column.{name}", language) for name in ("who", "relation", "whom", "when", "basis", "document")]
    picture.twin(title, columns, lines, language, open_first=open_first)


def _cells(opened: Session, item: Evidence, language: str) -> list[str]:
    """One claim as the cells of a row."""
    statement = item.statement
    ends = [inside.node(statement[f"{end}_id"], _name(opened, statement[f"{end}_id"], statement[end], language)) for end in ("subject", "object")]
    about = statement.get("concerns", "")
    said_about = say("said.about", language, concerns=about) if about and about != statement["object"] else ""
    extra = ", ".join(part for part in (statement.get("role", ""), said_about) if part)
    when = statements.when(statement.get("from", ""), statement.get("until", ""), False, language)
    ground = say("said.by", language, name=item.said_by) if item.said_by else question_say(f"basis.{item.basis}", language)
    return [ends[0], safe.markup(statement["relation"] + (f" ({extra})" if extra else "")), ends[1], safe.markup(when),
            safe.markup("; ".join(part for part in (ground, item.via) if part)), statements.source(item, language)]


def _name(opened: Session, identifier: str, name: str, language: str) -> str:
    node = opened.index.regions.get(identifier)
    return name_of(node, language) if node else name
