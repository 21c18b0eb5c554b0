"""The parts of a theme's overview as HTML."""

from __future__ import annotations

from graph.language import number
from pages import frame, inside, safe, statements, url
from pages.region_parts import section
from pages.words import counted, day, days_in, say, sentence
from queries.answer import Answer
from queries.profiles.theme import Area, Near, ThemeView
from queries.render import cell
from queries.session import Session

METHODS = 5  # approaches shown, those that a databank judged first


def head(view: ThemeView, language: str) -> str:
    """The themes above it, its synonyms, the way to its profile."""
    lines = []
    if view.broader:
        above = " › ".join(inside.node(near.id, near.name) for near in reversed(view.broader))
        lines.append(f'<p class="facts">{safe.markup(say("theme.broader", language))} {above}</p>')
    if view.synonyms:
        words = f'<span lang="nl">{safe.markup(", ".join(view.synonyms))}</span>'
        lines.append(f'<p class="note">{safe.markup(say("theme.synonyms", language))} {words}</p>')
    profile = inside.anchor(inside.PROFILE, say("overview.profile", language), url.State(id=view.node.id, lang=inside.spoken()))
    on_map = inside.anchor(frame.MAP, say("map.link", language), url.State(theme=view.node.id, lang=inside.spoken()))
    gaps = inside.anchor(frame.GAPS, say("gaps.link", language), url.State(theme=view.node.id, lang=inside.spoken()))
    time = inside.anchor(frame.TIME, say("times.link.theme", language), url.State(part="bedrijvigheid", theme=view.node.id, lang=inside.spoken()))
    lines.append(f"<p>{profile} · {on_map} · {gaps} · {time}</p>")
    return "".join(lines)


def pioneers(answer: Answer, view: ThemeView, language: str) -> str:
    """The first few front runners with their reasons, and the way to all of them."""
    text = f'<h2 class="small part">{say("theme.pioneers", language)}</h2>'
    if not answer.rows:
        return text + f'<p class="note">{safe.markup(sentence(days_in(answer.empty_reason, language)))}</p>'
    state = url.State(theme=view.node.id, lang=inside.spoken())
    items = "".join(
        f'<li><b>{inside.node(row.id, row.name)}</b> <span class="extra">{safe.markup(cell(row, "tier", language))} · '
        f'{safe.markup(cell(row, "strength", language))}</span><span class="statement">{safe.markup(sentence(days_in(row.why, language)))} '
        f'{inside.anchor(frame.PIONEERS, say("theme.why", language, name=row.name), state.but(row=row.id))}</span></li>' for row in answer.rows)
    more = inside.anchor(frame.PIONEERS, counted("theme.pioneers.all", language, answer.total), state)
    return text + f'<ol class="claims">{items}</ol><p>{more}</p>'


def methods(answer: Answer, view: ThemeView, language: str) -> str:
    """Approaches with what is known of whether they work, and the way to all of them."""
    text = f'<h2 class="small part">{say("theme.methods", language)}</h2>'
    if not answer.rows:
        return text + f'<p class="note">{say("theme.methods.none", language)}</p>'
    items = []
    for row in sorted(answer.rows, key=lambda row: not cell(row, "level", language))[:METHODS]:
        known = cell(row, "level", language) or say("theme.methods.unrated", language)
        items.append(f'<li><b>{inside.node(row.id, row.name)}</b> <span class="extra">{safe.markup(known)}</span></li>')
    path = frame.QUESTION_PAGES.get("what_works", frame.ANY)
    state = url.State(id="what_works" if path == frame.ANY else "", theme=view.node.id, lang=inside.spoken())
    return text + f'<ul class="claims">{"".join(items)}</ul><p>{inside.anchor(path, counted("theme.methods.all", language, answer.total), state)}</p>'


def areas(view: ThemeView, language: str) -> str:
    """Initiatives on the theme by province, also where none is known."""
    text = f'<h2 class="small part">{say("theme.areas", language)}</h2>'
    note = counted("theme.counted", language, view.initiatives)
    if view.elsewhere:
        note += " " + counted("theme.elsewhere", language, view.elsewhere)
    text += f'<p class="note">{safe.markup(note)}</p>'
    if not view.initiatives:
        return text
    most = max((area.initiatives for area in view.areas), default=0) or 1
    lines = "".join(_area(area, view, most, language) for area in view.areas)
    headings = "".join(f'<th scope="col">{say(key, language)}</th>' for key in ("theme.area", "theme.area.count"))
    return text + (f'<table class="points shares"><caption class="unseen">{safe.markup(say("theme.caption", language, name=view.name))}</caption>'
                   f'<thead><tr>{headings}</tr></thead><tbody class="claims">{lines}</tbody></table>')


def _area(area: Area, view: ThemeView, most: int, language: str) -> str:
    link = inside.anchor(frame.PIONEERS, area.name, url.State(theme=view.node.id, region=area.id, lang=inside.spoken()))
    bar = f'<span class="track" aria-hidden="true"><span class="bar" style="width:{100 * area.initiatives / most:.1f}%"></span></span>' if area.initiatives else ""
    words = say("theme.area.of", language, count=number(area.initiatives, language), all=number(area.all, language))
    return f'<tr><th scope="row">{link}</th><td>{bar}<small>{safe.markup(words)}</small></td></tr>'


def around(view: ThemeView, language: str) -> str:
    """Narrower themes and neighbours."""
    text = ""
    for key, found in (("theme.narrower", view.narrower), ("theme.neighbours", view.neighbours)):
        text += section(key, [_near(near, language) for near in found], language, note="theme.neighbours.note" if key == "theme.neighbours" and found else "")
    return text


def _near(near: Near, language: str) -> str:
    count = counted("theme.initiatives", language, near.initiatives)
    return f'{inside.node(near.id, near.name)} <span class="extra">{safe.markup(count)}</span>'


def programmes(opened: Session, view: ThemeView, language: str) -> str:
    """Programmes about it, with their years; those that ended say so."""
    items = []
    for node in view.programmes:
        ended = node.cells.get("until", "")
        when = statements.when(node.cells.get("from", ""), ended, False, language) or say("time.unknown", language)
        over = " · " + say("profile.ended", language) if ended and ended[:4] < opened.index.as_of[:4] else ""
        items.append(f'{inside.node(node.id, node.name)} <span class="extra">{safe.markup(when + over)}</span>')
    return section("theme.programmes", items, language, shown=6)


def questions(view: ThemeView, language: str) -> str:
    """What is asked about it."""
    items = [f'{inside.node(node.id, node.name)} <span class="extra">{safe.markup(day(node.cells.get("date", ""), language))}</span>'
             for node in view.questions]
    return section("theme.questions", items, language, shown=6)
