"""The parts of a profile as HTML: head, facts, what is lacking, conflicts, timeline, relations."""

from __future__ import annotations

from collections.abc import Sequence

from pages import frame, inside, safe, statements, timeline_view, url
from pages.words import capital, counted, day, say, sentence
from queries.pictures.web import KINDS
from queries.profiles import checks
from queries.profiles.facts import Fact, kind_word
from queries.profiles.profile import Profile
from queries.profiles.timeline import Moment
from queries.profiles.whereabouts import whereabouts
from queries.session import Session

_PAGES = {"theme": (inside.THEME, "profile.page.theme"), "region": (inside.REGION, "profile.page.region"),
          "gm": (inside.REGION, "profile.page.gm")}


def head(opened: Session, profile: Profile, language: str) -> str:
    """What it is and where; for a dissolved municipality what became of it; for a person what is kept and what not."""
    node = profile.node
    place = whereabouts(opened, [node.id], language).get(node.id, "")
    lines = [f'<p class="facts">{safe.markup(" · ".join(part for part in (kind_word(node.kind, language), place) if part))}</p>']
    if profile.dissolved:
        lines.append(f'<p class="lead">{_dissolved(profile, language)}</p>')
    if profile.formerly:
        names = ", ".join(inside.node(old, name) for old, name in profile.formerly)
        lines.append(f'<p class="note">{safe.markup(say("profile.formerly", language))} {names}.</p>')
    if node.kind == "person":
        about = inside.anchor(frame.ABOUT, say("profile.person.link", language), url.State(lang=inside.spoken()))
        lines.append(f'<p class="note">{safe.markup(say("profile.person", language))} {about}</p>')
    if node.kind in _PAGES and not profile.dissolved:
        path, key = _PAGES[node.kind]
        link = inside.anchor(path, say(key, language, name=profile.name), url.State(id=node.id, lang=inside.spoken()))
        lines.append(f"<p>{link}</p>")
    if node.kind in KINDS:
        link = inside.anchor(frame.NETWORK, say("network.link", language, name=profile.name), url.State(id=node.id, lang=inside.spoken()))
        lines.append(f"<p>{link}</p>")
    return "".join(lines)


def _dissolved(profile: Profile, language: str) -> str:
    names = ", ".join(inside.node(found, name) for found, name in profile.into)
    key = "profile.dissolved" if names else "profile.dissolved.only"
    text = safe.markup(say(key, language, day=day(profile.dissolved, language)))
    split = f' {safe.markup(say("profile.dissolved.several", language))}' if len(profile.into) > 1 else ""
    return f"{text} {names}.{split}" if names else text


def facts(profile: Profile, language: str) -> str:
    """The cells of its row, and the documents that the row rests on."""
    found = [fact for fact in profile.facts if fact.text != profile.name]
    items = "".join(f"<div><dt>{safe.markup(fact.label)}</dt><dd>{_value(fact, language)}</dd></div>" for fact in found)
    text = f'<h2 class="small part">{say("profile.facts", language)}</h2>'
    text += f'<dl class="values">{items}</dl>' if items else ""
    if not items and not profile.documents:
        text += f'<p class="note">{say("profile.facts.none", language)}</p>'
    if note := profile.node.cells.get("note"):
        text += f'<p class="document-note" lang="nl">{safe.markup(note)}</p>'
    if profile.documents:
        key = "profile.from.name" if not found else "profile.from" if len(profile.documents) == 1 else "profile.from.several"
        items = "".join(f"<li>{statements.document(document, language)}</li>" for document in profile.documents)
        text += f'<p class="note">{say(key, language)}</p><ul class="claims sources">{items}</ul>'
    for tie in profile.ties:
        names = [inside.node(identifier, name) for identifier, name in tie.nodes]
        text += folded(tie.label, names, language)
    return text


def folded(label: str, names: Sequence[str], language: str, css: str = "claims", shown: int = statements.OPEN) -> str:
    """A list of names (HTML): a few at once, many on request."""
    title = f'<h3>{safe.markup(capital(label))} <span class="count">{len(names)}</span></h3>'
    body = f'<ul class="{css}">{"".join(f"<li>{name}</li>" for name in names[:shown])}</ul>'
    if rest := names[shown:]:
        body += (f'<details><summary>{counted("profile.more", language, len(rest))}</summary>'
                 f'<ul class="{css}">{"".join(f"<li>{name}</li>" for name in rest)}</ul></details>')
    return title + body


def _value(fact: Fact, language: str) -> str:
    if fact.nodes:
        return ", ".join(inside.node(identifier, name) for identifier, name in fact.nodes)
    if fact.url:
        return safe.link(fact.url, fact.text.removeprefix("https://").removesuffix("/"))
    return safe.markup(day(fact.text, language) if fact.dated else fact.text)


def lacking(opened: Session, profile: Profile, language: str) -> str:
    """What is not known of it, and what in it is old."""
    lines = [*checks.missing(profile, language), *checks.stale(opened, profile, language)]
    if not lines:
        return ""
    items = "".join(f"<li>{safe.markup(sentence(line))}</li>" for line in lines)
    return f'<h2 class="small part">{say("profile.lacking", language)}</h2><ul class="claims lacking">{items}</ul>'


def conflicts(profile: Profile, language: str) -> str:
    """Statements that differ, side by side with their documents."""
    text = ""
    for conflict in checks.conflicts(profile, language):
        cards = "".join(
            f'<li><b>{safe.markup(statement.evidence.statement["subject"])} {safe.markup(statement.evidence.statement["relation"])} '
            f'{safe.markup(statement.evidence.statement["object"])}</b><span class="statement">{statements.line(statement, language)}</span></li>'
            for statement in conflict.statements)
        text += f'<h3>{safe.markup(conflict.what.rstrip("."))}</h3><ul class="beside claims">{cards}</ul>'
    return f'<section class="against"><h2 class="small part">{say("profile.conflicts", language)}</h2>{text}</section>' if text else ""


def times(moments: Sequence[Moment], as_of: str, language: str) -> str:
    """The timeline with what its bars mean."""
    if not moments:
        return ""
    return (f'<h2 class="small part">{say("profile.times", language)}</h2><p class="note">{say("profile.times.note", language)}</p>'
            f"{timeline_view.draw(moments, as_of, language)}")


def relations(profile: Profile, language: str, everything: bool = False) -> str:
    """Every relation, in the order of the profile."""
    if not profile.groups:
        return f'<p class="note">{say("profile.none", language)}</p>'
    count = len(profile.statements())
    return (f'<h2 class="small part">{say("profile.relations", language)}</h2><p class="note">{counted("profile.relations.count", language, count)}</p>'
            + "".join(statements.relation(group, language, everything) for group in profile.groups))


def is_cut(profile: Profile) -> bool:
    """Whether some relation has more names than are shown at first."""
    return any(len({statement.other for statement in group.statements}) > statements.FOLDED for group in profile.groups)
