"""The page `/over`: what this is made of, how ranks count, what it does not know, privacy, licences, version."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

import streamlit as st

from graph.language import number
from pages import frame, inside, safe, url
from pages.words import day, say
from queries.profiles.facts import name_in
from queries.profiles.limits import THIN, Limits, limits
from queries.questions import pioneer_score, who_knows
from queries.session import Session
from queries.words import say as question_say

_MODEL = (("who", ("gm", "org", "net", "person")), ("what", ("init", "method", "prog")), ("subject", ("theme", "question")))
_PRIVACY = ("who", "kept", "not", "ranked", "removal", "complaint")
_LICENCES = ("code", "data", "sources")


def show(opened: Session, language: str) -> None:
    """Draw the page."""
    frame.title(say("page.about", language), language)
    frame.heading(1, say("about.title", language))
    frame.paragraph(say("about.lead", language), "lead")
    st.html(_model(language) + _ranks(language) + _limits(_kept(opened, opened.index.version), language)
            + _list("about.privacy", "about.privacy", _PRIVACY, language) + _list("about.licences", "about.licence", _LICENCES, language)
            + _version(opened, language))
    frame.link(frame.SOURCES, say("sources.back", language), url.State(lang=inside.spoken()))


@st.cache_resource(max_entries=2, show_spinner=False)
def _kept(_opened: Session, data_version: str) -> Limits:
    return limits(_opened)


def _model(language: str) -> str:
    """The model as a drawing in boxes; what it shows is said in words for who does not see it."""
    boxes = []
    for name, kinds in _MODEL:
        things = "".join(f"<span>{say(f'model.{kind}', language)}</span>" for kind in kinds)
        boxes.append(f'<div class="box"><b>{say(f"model.{name}", language)}</b>{things}</div>')
    arrows = [f'<div class="arrow"><span>{say(f"model.{name}", language)}</span></div>' for name in ("does", "about")]
    row = "".join(part for pair in zip(boxes, [*arrows, ""], strict=True) for part in pair)
    return (f'<h2>{say("about.model", language)}</h2><p>{say("about.model.text", language)}</p>'
            f'<figure class="model" role="img" aria-label="{safe.attribute(say("model.alt", language))}"><div class="row">{row}</div>'
            f'<div class="under"><b>{say("model.claim", language)}</b><span>{say("model.claim.text", language)}</span></div>'
            f'<div class="under"><b>{say("model.document", language)}</b><span>{say("model.document.text", language)}</span></div></figure>')


def _ranks(language: str) -> str:
    text = f'<h2>{say("about.ranks", language)}</h2><p>{say("about.ranks.text", language)}</p>'
    for key, weights in (("about.ranks.pioneers", pioneer_score.default_weights()), ("about.ranks.knowledge", who_knows.default_weights())):
        text += f"<h3>{say(key, language)}</h3>{_weights(say(key, language), weights, language)}"
    return text


def _weights(caption: str, weights: Mapping[str, float], language: str) -> str:
    """Signals with their weight, and what each counts."""
    head = "".join(f'<th scope="col">{say(key, language)}</th>' for key in ("about.signal", "about.weight"))
    lines = "".join(f'<tr><th scope="row">{safe.markup(question_say(f"signal.{signal}", language))}<small>{say(f"signal.{signal}.counts", language)}</small></th>'
                    f'<td class="number">{number(weight, language, 0 if float(weight).is_integer() else 1)}</td></tr>' for signal, weight in weights.items())
    return (f'<table class="points weights"><caption class="unseen">{safe.markup(caption)}</caption><thead><tr>{head}</tr></thead>'
            f"<tbody>{lines}</tbody></table>")


def _limits(found: Limits, language: str) -> str:
    """What is thin, with its numbers, and what is not in it at all."""
    lines = [say("limits.silent", language, silent=number(found.silent, language), all=number(found.municipalities, language)),
             say("limits.old", language, old=number(found.old, language), all=number(found.documents, language), undated=number(found.undated, language))]
    items = "".join(f"<li>{safe.markup(line)}</li>" for line in lines)
    thin = ", ".join(f"{inside.node(node.id, name_in(node, language))} ({number(count, language)})" for node, count in found.thin)
    if thin:
        items += f'<li>{safe.markup(say("limits.thin", language, count=THIN))} {thin}.</li>'
    items += "".join(f"<li>{say(f'limits.{name}', language)}</li>" for name in ("public", "not", "first"))
    rows = "".join(f'<tr><th scope="row">{inside.node(identifier, name)}</th><td class="number">{number(count, language)}</td>'
                   f'<td class="number">{say("limits.of", language, count=number(active, language), all=number(all_, language))}</td></tr>'
                   for identifier, name, count, active, all_ in found.provinces)
    head = "".join(f'<th scope="col">{say(key, language)}</th>' for key in ("theme.area", "theme.area.count", "limits.active"))
    table = (f'<table class="points provinces"><caption class="unseen">{say("limits.caption", language)}</caption><thead><tr>{head}</tr></thead>'
             f'<tbody class="claims">{rows}</tbody></table>') if rows else ""
    return f'<h2>{say("about.limits", language)}</h2><ul class="plain">{items}</ul>{table}'


def _list(title: str, prefix: str, names: tuple[str, ...], language: str) -> str:
    items = "".join(f"<li>{say(f'{prefix}.{name}', language)}</li>" for name in names)
    return f'<h2>{say(title, language)}</h2><ul class="plain">{items}</ul>'


def _version(opened: Session, language: str) -> str:
    try:
        program = version("wieweetwat")
    except PackageNotFoundError:  # a copy that was never installed
        program = say("about.version.unknown", language)
    text = say("about.version.text", language, day=day(opened.index.as_of, language), data=opened.index.version, program=program)
    return f'<h2>{say("about.version", language)}</h2><p>{safe.markup(text)}</p>'
