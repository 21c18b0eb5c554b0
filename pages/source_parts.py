"""Datasets, documents and the claims of one document as HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from graph.language import number
from graph.schema import schema
from pages import inside, safe, statements
from pages.dataset_info import Known
from pages.words import counted, day, say
from queries.answer import Evidence
from queries.profiles.facts import word
from queries.profiles.sources import FLAGS, Said, Source, SourceView
from queries.words import say as question_say

_OPEN = 8  # claims of a relation shown at once


def datasets(known: Sequence[Known], as_of: str, language: str) -> str:
    """Each dataset with publisher, licence, dates and counts."""
    cards = "".join(_dataset(one, language) for one in known)
    return (f'<h2>{say("sources.datasets", language)}</h2><p class="note">{safe.markup(say("sources.datasets.note", language, day=day(as_of, language)))}</p>'
            f'<ul class="beside datasets claims">{cards}</ul>')


def _dataset(one: Known, language: str) -> str:
    info = one.info
    if info is None:
        return (f'<li><b>{safe.markup(one.name)}</b><span class="statement extra">{counted("sources.rows", language, one.rows)}</span>'
                f'<span class="statement extra">{say("sources.unknown", language)}</span></li>')
    parts = [("sources.publisher", info.publisher), ("sources.licence", info.licence), ("sources.read_on", day(info.read_on, language)),
             ("sources.next_check", day(info.next_check, language) if info.next_check else say("sources.next_check.none", language)),
             ("sources.holds", ", ".join(f"{number(count, language)} {_table(file, count, language)}" for file, count in sorted(one.files.items())))]
    items = "".join(f"<div><dt>{say(key, language)}</dt><dd>{safe.markup(text)}</dd></div>" for key, text in parts)
    title = info.title.get(language) or one.name
    return f'<li><b>{safe.markup(title)}</b><dl class="values">{items}</dl></li>'


def _table(file: str, count: int, language: str) -> str:
    """What a table holds, in words."""
    kind = schema().by_table.get(file)
    return (kind.labels if count == 1 else kind.plurals)[language] if kind else file


def flags(sources: Sequence[Source], language: str) -> str:
    """How many documents have each flag."""
    counts = Counter(flag for source in sources for flag in source.flags)
    parts = [f"{number(counts[flag], language)} {say(f'flag.{flag}', language)}" for flag in FLAGS if counts[flag]]
    return f'<p class="note">{safe.markup(say("sources.flags", language, what=" · ".join(parts)))}</p>' if parts else "<p></p>"


def listing(sources: Sequence[Source], language: str) -> str:
    """Documents, each on two lines."""
    return f'<ul class="claims hits">{"".join(_source(source, language) for source in sources)}</ul>'


def _source(source: Source, language: str) -> str:
    facts = [source.cell("publisher"), _day(source, language), word("choice.kind", source.cell("kind"), language),
             counted("sources.claims", language, source.claims)]
    text = " · ".join(safe.markup(part) for part in facts if part)
    return f'<li><b>{inside.node(source.node.id, source.node.name)}</b><span class="statement extra">{text}</span>{_flags(source, language)}</li>'


def _day(source: Source, language: str) -> str:
    return day(source.cell("published"), language) if source.cell("published") else ""


def _flags(source: Source, language: str) -> str:
    words = [say("sources.copy", language, host=source.cell("reached_through")) if flag == "copy" else say(f"flag.{flag}", language)
             for flag in source.flags]
    return f'<span class="flags">{safe.markup(" · ".join(words))}</span>' if words else ""


def document(view: SourceView, language: str) -> str:
    """What is known of one document, and the way to it."""
    source = view.source
    facts = [source.cell("publisher"), _day(source, language) or say("said.undated", language), word("choice.kind", source.cell("kind"), language)]
    text = f'<p class="facts">{safe.markup(" · ".join(part for part in facts if part))}</p>'
    if address := safe.web(source.cell("url")):
        text += f'<p class="document">{safe.link(address, say("sources.open", language))}</p>'
    else:
        text += f'<p class="note">{say("doc.nolink", language)}</p>'
    text += f"<p>{_flags(source, language)}</p>" if source.flags else ""
    if note := source.cell("note"):
        text += f'<p class="document-note" lang="nl">{safe.markup(note)}</p>'
    return text


def claims(view: SourceView, language: str) -> str:
    """Everything that rests on it, by relation; then what it does itself."""
    if not view.source.claims:
        text = f'<p class="lead">{say("sources.nothing", language)}</p>'
    else:
        text = f'<h2>{counted("sources.rests", language, view.source.claims)}</h2>'
        text += "".join(_said(said, language) for said in view.said)
    if view.own:
        text += f'<h2 class="small part">{say("sources.own", language)}</h2>' + "".join(statements.relation(group, language) for group in view.own)
    return text


def _said(said: Said, language: str) -> str:
    items = [_claim(item, language) for item in said.evidence]
    title = said.label[0].upper() + said.label[1:]
    text = (f'<section class="relation"><h3>{safe.markup(title)} <span class="count">{number(said.count, language)}</span></h3>'
            f'<ul class="claims">{"".join(items[:_OPEN])}</ul>')
    if rest := items[_OPEN:]:
        text += f'<details><summary>{counted("profile.more", language, len(rest))}</summary><ul class="claims">{"".join(rest)}</ul></details>'
    if len(items) < said.count:
        text += f'<p class="note">{safe.markup(say("rows.shown", language, shown=number(len(items), language), count=number(said.count, language)))}</p>'
    return text + "</section>"


def _claim(item: Evidence, language: str) -> str:
    """Subject, relation, object, and the particulars; the document is the page itself."""
    said = item.statement
    concerns = said.get("concerns", "")
    parts = [said.get("role", ""), say("said.about", language, concerns=concerns) if concerns and concerns != said["object"] else "",
             statements.when(said.get("from", ""), said.get("until", ""), False, language)]
    extra = " · ".join(safe.markup(part) for part in parts if part)
    ground = say("said.by", language, name=item.said_by) if item.said_by else question_say(f"basis.{item.basis}", language)
    text = (f'<b>{inside.node(said["subject_id"], said["subject"])}</b> {safe.markup(said["relation"])} '
            f'<b>{inside.node(said["object_id"], said["object"])}</b>')
    text += f' <span class="extra">({extra})</span>' if extra else ""
    text += f'<span class="document-note" lang="nl">{safe.markup(item.note)}</span>' if item.note else ""
    return f'<li>{text}{f"""<span class="basis basis-{safe.attribute(item.basis)}">{safe.markup(ground)}</span>""" if item.basis != "stated" or item.said_by else ""}</li>'
