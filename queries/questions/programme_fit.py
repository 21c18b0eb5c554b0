"""Which programmes and calls a question or theme fits in, with their years and budgets as the documents give them.

A programme fits when it is about the theme, holds a part of it when it is about something narrower, and is a roof over it when it is
about something broader (the topmost theme, of which everything is a part, says nothing). A text means the themes that it names,
else those of the entry that resembles it most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from graph import dates
from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Evidence, Row, Suggestion
from queries.question import ON, TABLE, TEXT, THEME, Asked, Column, Question
from queries.questions import known_already, supply_demand
from queries.questions.known_already_words import Matcher
from queries.questions.listing import ancestors, around, finished, listed, named, wider
from queries.questions.programme_fit_reference import observations
from queries.session import Session
from queries.words import column, counted, say

FITS, PART, ROOF, PAST = "programme-fits", "programme-part", "programme-roof", "programme-past"
TIERS = (FITS, PART, ROOF, PAST)


class Seen(NamedTuple):
    """One observation; see queries/questions/programme_fit.rq."""

    signal: str
    programme: str
    other: str
    role: str
    document: str
    claim: str


class Fit(NamedTuple):
    """A programme, how it fits, the themes asked for that it covers, its rows and calls."""

    programme: str
    tier: str
    how: str
    covers: frozenset[str]
    rows: tuple[Seen, ...]
    calls: tuple[Node, ...]


def targets(session: Session, asked: Asked) -> tuple[str, ...]:
    """The themes asked for: the one given, and those that the text names or, when it names none, those of its nearest entry."""
    given = (asked.scope.theme.id,) if asked.scope.theme else ()
    if not asked.text:
        return given
    text = asked.text[:known_already.LONGEST]
    matcher = Matcher(session, text)
    said = [theme for theme in session.index.themes if session.index.themes[theme].cells.get("broader") and matcher.names(theme)]
    if not said:
        near = [found for found in session.texts.search(text) if found.likeness.covered >= known_already.FOUND]
        said = list(near[0].themes) if near else []
    upper = {above for theme in said for above in ancestors(session, theme)}
    return tuple(dict.fromkeys((*given, *sorted(theme for theme in said if theme not in upper))))


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the programmes on the themes, above them and near them."""
    return _arguments(session, asked, targets(session, asked))


def _arguments(session: Session, asked: Asked, wanted: Sequence[str]) -> dict[str, list[str]]:
    themes = set() if wanted or asked.text else set(session.index.themes)
    for theme in wanted:
        scope = replace(asked.scope, theme=session.index.themes[theme])
        themes |= {*around(session, scope), *ancestors(session, theme)}
    programmes = session.index.on_themes(themes, ("prog:",))
    return {"programme": sorted(programmes), "on": [asked.scope.on] if asked.scope.on else []}


def fits(session: Session, asked: Asked, wanted: Sequence[str]) -> tuple[list[Fit], dict[str, Node]]:
    """The programmes that fit, those that may still run first, and the nodes that were looked at."""
    rows: dict[str, list[Seen]] = defaultdict(list)
    for cells in session.observe(QUESTION, _arguments(session, asked, wanted)):
        seen = Seen(*cells)
        rows[seen.programme].append(seen)
    nodes = session.index.nodes(sorted(rows))
    calls: dict[str, list[Node]] = defaultdict(list)
    for call in session.store.nodes_of("Call"):
        if not asked.scope.on or _first_day(call.cells.get("year", "")) <= asked.scope.on:
            calls[call.cells.get("programme", "")].append(call)
    found = []
    for programme in sorted(rows):
        how, covers = _how(session, wanted, {row.other for row in rows[programme] if row.signal == "about"})
        if how and _begun(nodes[programme], asked.scope.on):
            over = _over(nodes[programme], asked.scope.on or session.index.as_of) or any(row.signal == "succeeds" for row in rows[programme])
            own = sorted(calls[programme], key=lambda call: (call.cells.get("year", ""), call.name), reverse=True)
            found.append(Fit(programme, PAST if over else how, how, covers, tuple(rows[programme]), tuple(own)))
    found.sort(key=lambda fit: (nodes[fit.programme].name.casefold(), fit.programme))
    found.sort(key=lambda fit: nodes[fit.programme].cells.get("until", "") or nodes[fit.programme].cells.get("from", ""), reverse=True)
    return sorted(found, key=lambda fit: (TIERS.index(fit.tier), -len(fit.covers), TIERS.index(fit.how))), nodes


def _how(session: Session, wanted: Sequence[str], about: set[str]) -> tuple[str, frozenset[str]]:
    """How a programme about these themes fits, and which of the themes asked for it covers; the nearest fit counts."""
    if not wanted:
        return (FITS if about else ""), frozenset(about)
    by_fit: dict[str, set[str]] = defaultdict(set)
    for theme in wanted:
        above = [one for one in ancestors(session, theme) if session.index.themes[one].cells.get("broader")]
        for fit, themes in ((FITS, {theme}), (PART, set(session.index.closure(theme))), (ROOF, set(above))):
            if about & themes:
                by_fit[fit].add(theme)
                break
    how = next((fit for fit in (FITS, PART, ROOF) if by_fit[fit]), "")
    return how, frozenset(theme for found in by_fit.values() for theme in found)


def _first_day(text: str) -> str:
    day = dates.interval(text)
    return day.earliest if day else ""


def _begun(node: Node, on: str) -> bool:
    return not on or _first_day(node.cells.get("from", "")) <= on


def _over(node: Node, day: str) -> bool:
    last = dates.interval(node.cells.get("until", ""))
    return last is not None and last.latest < day


def answer(session: Session, asked: Asked) -> Answer:
    """The programmes that fit, or that there is none yet."""
    language, wanted = asked.language, targets(session, asked)
    found, nodes = ([], {}) if asked.text and not wanted else fits(session, asked, wanted)
    shown = found[: asked.top] if asked.top else found
    themes = listed([session.theme_name(theme, language) for theme in wanted], language) or say("list.all-themes", language)
    notes = [say("note.programme-fit", language)]
    if asked.text and wanted:
        notes.insert(0, say("note.programme-fit.themes", language, themes=themes))
    reason = "" if found else say("empty.programme-fit.text" if asked.text and not wanted else "empty.programme-fit", language, theme=themes)
    return finished(session, asked, QUESTION, _rows(session, asked, shown, nodes), len(found), notes=notes, empty_reason=reason,
                    sentence=say("sentence.programme-fit.text" if asked.text and not wanted else "sentence.programme-fit", language, theme=themes),
                    ways=_ways(session, asked, wanted))


def _ways(session: Session, asked: Asked, wanted: Sequence[str]) -> Iterable[Suggestion]:
    """Wider and related themes; what else is known of the theme or the text."""
    language = asked.language
    for theme in wanted[:1]:
        scope = replace(asked.scope, theme=session.index.themes[theme], themes=tuple(session.index.closure(theme)))
        one = replace(asked, scope=scope, text="", params={"theme": theme} | ({"on": scope.on} if scope.on else {}))
        yield from wider(session, one, lambda other: len(fits(session, other, targets(session, other))[0]))
        yield Suggestion(say("suggest.supply-demand", language), {"theme": theme},
                         supply_demand.answer(session, replace(one, scope=replace(scope, on=""), top=1, params={"theme": theme})).total, "supply_demand")
    if not wanted:
        everything = replace(asked, text="", params={})
        yield Suggestion(say("suggest.programmes", language), {}, len(fits(session, everything, ())[0]))
        if asked.text:
            near = known_already.kept(known_already.look_up(session, asked))
            yield Suggestion(say("suggest.known-already", language), {"text": asked.text}, len(near), "known_already")


def _rows(session: Session, asked: Asked, shown: Sequence[Fit], nodes: Mapping[str, Node]) -> list[Row]:
    items = proof.evidence_for(session.store, session.index, {row.claim for fit in shown for row in fit.rows}, asked.language)
    others = session.index.nodes({row.other for fit in shown for row in fit.rows})
    return [_row(session, asked, fit, nodes[fit.programme], others, items) for fit in shown]


def _row(session: Session, asked: Asked, fit: Fit, node: Node, others: Mapping[str, Node], items: Mapping[str, Evidence]) -> Row:
    language = asked.language

    def names(*signals: str) -> str:
        return named((others[row.other].name for row in fit.rows if row.signal in signals), language)

    first, last = node.cells.get("from", ""), node.cells.get("until", "")
    values = {"period": f"{first}–{last}" if first or last else "", "budget": node.cells.get("budget", ""),
              "calls": "; ".join(_call(call) for call in fit.calls), "funds": names("funds"), "leads": names("leads", "partner_in"),
              "after": names("succeeds"), "covers": named((session.theme_name(theme, language) for theme in fit.covers), language),
              "themes": named((session.theme_name(row.other, language) for row in fit.rows if row.signal == "about"), language)}
    seen = {items[row.claim].document for row in fit.rows}
    own = {item.document: item for one in (node, *fit.calls) for item in proof.described_in(session.index, one, language)
           if one is not node or item.document not in seen}
    return Row(id=node.id, kind="prog", name=node.name, tier=fit.tier, values=values, why=_why(fit, values, language),
               evidence=proof.newest_first([*(items[row.claim] for row in fit.rows), *own.values()]))


def _call(call: Node) -> str:
    """A call with its year and budget as its document gives them."""
    inside = ", ".join(part for part in (call.cells.get("year"), call.cells.get("budget")) if part)
    return f"{call.name} ({inside})" if inside else call.name


def _why(fit: Fit, values: Mapping[str, str], language: str) -> str:
    said = [say(f"why.{fit.how}", language, theme=values["covers"])]
    if fit.tier == PAST:
        said.append(say("why.programme-fit.after", language, name=values["after"]) if values["after"] else say("why.programme-fit.past", language))
    elif "–" in values["period"] and not values["period"].endswith("–"):
        said.append(say("why.programme-fit.until", language, year=values["period"].rpartition("–")[2]))
    else:
        said.append(say("why.programme-fit.open", language))
    if fit.calls:
        said.append(counted("why.programme-fit.calls", language, len(fit.calls)))
    return "; ".join(said)


_COLUMNS = {"name": ("node", "programme-fit.programme"), "tier": ("text", "programme-fit.tier"), "period": ("text", "portfolio.when"),
            "budget": ("text", "programme-fit.budget"), "calls": ("text", "programme-fit.calls"), "funds": ("text", "programme-fit.funds"),
            "leads": ("text", "programme-fit.leads"), "after": ("text", "programme-fit.after"), "covers": ("text", "programme-fit.covers"),
            "themes": ("text", "events.themes"), "why": ("text", "why")}
QUESTION = Question(
    id="programme_fit",
    sentence={"nl": "In welk programma past een vraag over {theme}?", "en": "Which programme does a question about {theme} fit in?"},
    needs=(23, 14), kind=TABLE, parameters=(THEME, TEXT, ON),
    observations=("signal", "programme", "other", "role", "document", "claim"),
    columns=tuple(Column(name, kind, "", column(label)) for name, (kind, label) in _COLUMNS.items()),
    arguments=arguments, reference=observations, answer=answer, example={"theme": "eenzaamheid"})
