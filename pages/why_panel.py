"""Why a row stands where it stands: reason first, then points, documents, objections and how to reach them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from graph import ids
from graph.language import number
from pages import frame, inside, safe, url
from pages.words import counted, day, days_in, say, sentence
from queries.answer import Evidence, Part, Reach, Row, Without
from queries.evidence import reachable
from queries.pictures.web import KINDS
from queries.render import cell
from queries.session import Session
from queries.words import say as question_say

_ACTORS = ("gm", "org", "net")  # prefixes of what has a site and role holders
_ROUTE = "route"  # a value of rows that are a way along several nodes: their name is not that of the node they lead to first
DOCUMENTS_OPEN = 4  # documents shown at once; the others open on request


def show(opened: Session, row: Row, columns: Sequence[Mapping[str, str]], language: str) -> None:
    """The whole panel for one row; `columns` are the answer's."""
    facts = " · ".join(part for part in (cell(row, "rank", language), cell(row, "tier", language),
                                         cell(row, "strength", language)) if part)
    blocks = [
        f'<h2 class="why-name">{safe.markup(row.name) if _ROUTE in row.values else _linked(row.id, row.name)}</h2>',
        f'<p class="facts">{safe.markup(facts)}</p>',
        f'<p class="lead">{safe.markup(sentence(days_in(row.why, language)))}</p>',
        _next(row, language),
        _values(row, columns, language),
        _points(row, language),
        _evidence(opened, row, language),
        _against(opened, row.against, say("why.against", language), language),
        _reach(opened, row, language),
        _network(row, language),
    ]
    st.html(f'<div class="why-part">{"".join(blocks)}</div>')


def disputes(opened: Session, against: Sequence[Evidence], title: str, language: str) -> None:
    """Objections that are about no row in particular; nothing when there are none."""
    if against:
        st.html(_against(opened, against, title, language))


def _next(row: Row, language: str) -> str:
    if not row.above_next:
        return ""
    return f'<p class="note">{safe.markup(say("why.next", language, reason=row.above_next))}.</p>'


def _values(row: Row, columns: Sequence[Mapping[str, str]], language: str) -> str:
    """The row's texts in full, for a table cuts off what is long; not what the reason says already."""
    said = [(column["label"], str(row.values.get(column["name"], ""))) for column in columns if column["type"] == "text"]
    items = "".join(f"<div><dt>{safe.markup(label)}</dt><dd>{safe.markup(text)}</dd></div>"
                    for label, text in said if text and text not in row.why)
    return f'<dl class="values">{items}</dl>' if items else ""


def _points(row: Row, language: str) -> str:
    """The signals as a table whose bars follow on from one another and end at the score."""
    if not row.parts or not row.score:
        return ""
    done, lines = 0.0, []
    for part in row.parts:
        lines.append(_point(part, done, row.score, language))
        done += part.points
    caption = say("why.points.caption", language, name=row.name, score=number(row.score, language, 2))
    head = "".join(f'<th scope="col">{say(key, language)}</th>' for key in ("why.signal", "why.share", "why.score"))
    return (f'<h3>{say("why.points", language)}</h3><table class="points"><caption class="unseen">{safe.markup(caption)}</caption>'
            f'<thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody>'
            f'<tfoot><tr><th scope="row">{say("why.total", language)}</th><td></td>'
            f'<td class="number">{number(row.score, language, 2)}</td></tr></tfoot></table>')


def _point(part: Part, done: float, score: float, language: str) -> str:
    how = say("why.weight", language, value=number(part.value, language, 2), weight=number(part.weight, language, 0 if float(part.weight).is_integer() else 2))
    bar = (f'<span class="track" aria-hidden="true"><span class="bar" style="margin-left:{100 * done / score:.2f}%;'
           f'width:{100 * part.points / score:.2f}%"></span></span>')
    return (f'<tr><th scope="row">{safe.markup(part.label)}<small>{how}</small></th><td>{bar}</td>'
            f'<td class="number">{number(part.points, language, 2)}</td></tr>')


def _evidence(opened: Session, row: Row, language: str) -> str:
    return f'<h3>{say("why.evidence", language)}</h3>{by_document(opened, row.evidence, language, row.without)}'


def by_document(opened: Session, evidence: Sequence[Evidence], language: str, without: Sequence[Without] = ()) -> str:
    """Claims as sentences by document, newest first, each document with what would change without it."""
    documents: dict[str, list[Evidence]] = {}
    for item in evidence:
        documents.setdefault(item.document, []).append(item)
    changes = {found.document: found for found in without}
    items = [_document(opened, found, changes.get(document), language) for document, found in documents.items()]
    counts = say("why.evidence.count", language, claims=counted("claims", language, len(evidence)),
                 documents=counted("documents", language, len(items)))
    text = f'<p class="note">{counts}</p><ol class="documents">{"".join(items[:DOCUMENTS_OPEN])}</ol>'
    if rest := items[DOCUMENTS_OPEN:]:
        more = counted("why.evidence.more", language, len(rest))
        text += (f'<details><summary>{more}</summary><ol class="documents" start="{DOCUMENTS_OPEN + 1}">'
                 f'{"".join(rest)}</ol></details>')
    return text


def _document(opened: Session, items: Sequence[Evidence], without: Without | None, language: str) -> str:
    first = items[0]
    about = [first.publisher, day(first.stated_on, language) if first.stated_on else say("said.undated", language)]
    if not safe.web(first.url):
        about.append(say("doc.nolink", language))
    text = (f'<p class="document">{safe.link(first.url, first.title or first.document)}</p>'
            f'<p class="facts">{safe.markup(" · ".join(part for part in about if part))}</p>'
            f'<ul class="claims">{"".join(_claim(opened, item, language) for item in items)}</ul>')
    if without:
        said = (question_say("without.gone", language) if without.rank is None
                else question_say("without.rank", language, rank=without.rank))
        text += f'<p class="without">{safe.markup(sentence(said))}</p>'
    return f"<li>{text}</li>"


def _claim(opened: Session, item: Evidence, language: str) -> str:
    """One claim as a sentence, with what the document says, on what ground, and of whom it was said then."""
    basis = question_say(f"basis.{item.basis}", language)
    if item.said_by:
        basis = say("said.by", language, name=item.said_by)
    text = f'<span class="claim">{_said(opened, item, language)}</span>'
    if item.note:
        text += f'<span class="document-note" lang="nl">{safe.markup(item.note)}</span>'
    text += f'<span class="basis basis-{safe.attribute(item.basis)}">{safe.markup(basis)}</span>'
    if item.via:
        text += f'<span class="basis">{safe.markup(item.via)}</span>'
    return f"<li>{text}</li>"


def _said(opened: Session, item: Evidence, language: str) -> str:
    """Subject, relation, object, and between brackets the role, what it concerns and when."""
    said = item.statement
    ends = {end: _name(opened, said.get(f"{end}_id", ""), said.get(end, ""), language) for end in ("subject", "object")}
    extra = [safe.markup(said["role"])] if said.get("role") else []
    if (concerns := said.get("concerns", "")) and concerns != said.get("object"):
        extra.append(safe.markup(say("said.about", language, concerns=concerns)))
    if when := _when(said.get("from", ""), said.get("until", ""), language):
        extra.append(safe.markup(when))
    tail = f' <span class="extra">({", ".join(extra)})</span>' if extra else ""
    return f'<b>{ends["subject"]}</b> {safe.markup(said.get("relation", ""))} <b>{ends["object"]}</b>{tail}'


def _name(opened: Session, identifier: str, name: str, language: str) -> str:
    """A name as the data has it, leading to its page; themes have one in each language."""
    return _linked(identifier, opened.theme_name(identifier, language) if identifier in opened.index.themes else name)


def _linked(identifier: str, name: str) -> str:
    """A name that leads to its page; only the name when the id is of no node (a route, say)."""
    return inside.node(identifier, name) if ids.is_id(identifier) else safe.markup(name)


def _when(start: str, end: str, language: str) -> str:
    if start and end:
        return say("said.until", language, start=day(start, language), end=day(end, language))
    if start:
        return day(start, language)
    return say("said.ended", language, end=day(end, language)) if end else ""


def _against(opened: Session, against: Iterable[Evidence], title: str, language: str) -> str:
    items = [f'{_claim(opened, item, language).removesuffix("</li>")}<span class="basis">{safe.link(item.url, item.title)}</span></li>'
             for item in against]
    if not items:
        return ""
    return f'<section class="against"><h3>{safe.markup(title)}</h3><ul class="claims">{"".join(items)}</ul></section>'


def _network(row: Row, language: str) -> str:
    """The way to the picture of what is around it."""
    if _ROUTE in row.values or ids.prefix_of(row.id) not in KINDS:
        return ""
    link = inside.anchor(frame.NETWORK, say("network.link", language, name=row.name), url.State(id=row.id, lang=inside.spoken()))
    return f'<p class="onward">{link}</p>'


def _reach(opened: Session, row: Row, language: str) -> str:
    """The site and public role holders with the day they were known, so that nobody takes an old one for today's.

    An actor is looked up when its question does not say how to reach it; of a theme or an approach nothing is said then.
    """
    ways: Sequence[Reach] = row.reachable_via
    if not ways and ids.prefix_of(row.id) in _ACTORS:
        ways = reachable(opened.store, opened.index, opened.index.nodes([row.id]), language).get(row.id, ())
    if not ways and ids.prefix_of(row.id) not in (*_ACTORS, "person"):
        return ""
    lines = []
    for way in ways:
        label = way.label
        if way.kind == "website":
            label = say("why.reach.website", language, name=way.label)
        elif way.as_of:
            label = say("why.reach.then", language, label=way.label, day=day(way.as_of, language))
        lines.append(f"<li>{safe.link(way.url, label)}</li>")
    body = f'<ul class="ways">{"".join(lines)}</ul>' if lines else f'<p class="note">{say("why.reach.none", language)}</p>'
    return f'<h3>{say("why.reach", language)}</h3>{body}'
