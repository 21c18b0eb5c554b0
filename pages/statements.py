"""Claims as they stand on profiles: what is at the other end, when, on what ground, in which document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.store import Node
from pages import inside, safe
from pages.words import counted, day, days_in, say
from queries.answer import Evidence
from queries.profiles.profile import CONCERNS, Group, Statement
from queries.words import say as question_say

OPEN, FOLDED = 6, 300  # names of a relation shown at once, and those that open on request; beyond that a page of their own


def relation(group: Group, language: str, everything: bool = False) -> str:
    """One relation: its name with the number of names, the first of them, the others on request."""
    others: dict[str, list[Statement]] = {}
    for statement in group.statements:
        others.setdefault(statement.claim.id if group.relation == CONCERNS else statement.other, []).append(statement)
    items = [_other(found, group, language) for found in others.values()]
    title = group.label[0].upper() + group.label[1:]
    body = f'<ul class="claims">{"".join(items[:OPEN])}</ul>'
    if rest := items[OPEN:] if everything else items[OPEN:FOLDED]:
        body += f'<details><summary>{counted("profile.more", language, len(rest))}</summary><ul class="claims">{"".join(rest)}</ul></details>'
    if not everything and len(items) > FOLDED:
        body += f'<p class="note">{safe.markup(say("profile.shown", language, shown=FOLDED, count=len(items)))}</p>'
    return f'<section class="relation"><h3>{safe.markup(title)} <span class="count">{len(items)}</span></h3>{body}</section>'


def _other(statements: Sequence[Statement], group: Group, language: str) -> str:
    """One name with everything that is said of it in this relation."""
    first = statements[0]
    if group.relation == CONCERNS:
        said = first.evidence.statement
        name = (f'{inside.node(said["subject_id"], said["subject"])} {safe.markup(said["relation"])} '
                f'{inside.node(said["object_id"], said["object"])}')
    else:
        name = inside.node(first.other, first.name)
    lines = "".join(f'<span class="statement">{line(statement, language)}</span>' for statement in statements)
    return f'<li><b>{name}</b>{lines}</li>'


def line(statement: Statement, language: str) -> str:
    """One claim without its ends: role, particulars, dates, ground, note, document."""
    item, said = statement.evidence, statement.evidence.statement
    about = said.get("concerns", "") if statement.claim.cell("concerns") not in (statement.other, "") else ""
    parts = [said.get("role", ""), say("said.about", language, concerns=about) if about else "", *_particulars(statement, language),
             when(said.get("from", ""), said.get("until", ""), statement.claim.cell("from_kind") == "by", language),
             say("profile.ended", language) if statement.ended and not said.get("until") else ""]
    text = " · ".join(safe.markup(part) for part in parts if part)
    head = f'<span class="extra">{text}</span>' if text else ""
    if standing := statement.details.get("standing"):
        head += f'<span class="flags">{safe.markup(days_in(standing, language))}</span>'
    if item.note:
        head += f'<span class="document-note" lang="nl">{safe.markup(item.note)}</span>'
    ground = say("said.by", language, name=item.said_by) if item.said_by else question_say(f"basis.{item.basis}", language)
    ways = "".join(f'<span class="basis basis-{safe.attribute(item.basis)}">{safe.markup(text)}</span>'
                   for text in (ground if item.basis != "stated" or item.said_by else "", item.via) if text)
    return f'{head}{ways}<span class="basis">{source(item, language)}</span>'


def _particulars(statement: Statement, language: str) -> Iterable[str]:
    """Outcome and level. A level in the document's own words only where the common scale has none."""
    details = dict(statement.details)
    if "scale" in details:
        details.pop("level", None)
    return (details[name] for name in ("outcome", "scale", "level") if name in details)


def source(item: Evidence, language: str) -> str:
    """The document of a claim, with publisher and date; its title leads to its page among the sources."""
    about = [item.publisher, day(item.stated_on, language) if item.stated_on else say("said.undated", language)]
    return (f'{inside.node(item.document, item.title or item.document)} '
            f'<span>{safe.markup(", ".join(part for part in about if part))}</span>')


def document(node: Node, language: str) -> str:
    """A document with publisher and date."""
    published = node.cells.get("published", "")
    about = [node.cells.get("publisher", ""), day(published, language) if published else say("said.undated", language)]
    return f'{inside.node(node.id, node.name)} <span>{safe.markup(", ".join(part for part in about if part))}</span>'


def when(start: str, end: str, by: bool, language: str) -> str:
    """A time in words, with what is unsure about it."""
    if start and end and start == end:
        return day(start, language)
    if start and end:
        return say("time.by.until" if by else "time.until", language, start=day(start, language), end=day(end, language))
    if start:
        return say("time.by" if by else "time.since", language, start=day(start, language))
    return say("said.ended", language, end=day(end, language)) if end else ""
