"""Which questions of two or more askers could be one, and which programme fits it? (docs/questions.md)

Questions meet at a theme that one of them is about: with others on that theme or on a narrower one. Whether a
question has been answered since is not known, so its date is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graph import dates
from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Row
from queries.question import LAYER, ON, REGION, TABLE, THEME, Asked, Column, Question
from queries.questions.bundle_reference import observations
from queries.questions.wider import ways
from queries.scope import Scope
from queries.session import Session
from queries.words import column, counted, say

FITS, PAST, NONE = "fits", "past", "no-programme"  # whether a programme fits
NAMED_AT_MOST = 4


class Seen(NamedTuple):
    """One observation; see queries/questions/bundle.rq."""

    signal: str
    thing: str
    other: str
    claim: str


class Bundle(NamedTuple):
    """Questions that meet at a theme: their askers (`direct`: of how many a question is about the theme itself), and
    programmes on it, the nearest theme first."""

    theme: str
    direct: int
    questions: tuple[str, ...]
    askers: tuple[str, ...]
    programmes: tuple[str, ...]


class Known(NamedTuple):
    """The observations arranged: questions and programmes by theme, askers by question, claims by pair."""

    about: Mapping[str, set[str]]
    askers: Mapping[str, set[str]]
    parties: Mapping[str, set[str]]
    claims: Mapping[tuple[str, str], list[str]]


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the questions about the theme's closure (or about all themes), the programmes about it or
    about a broader theme under which they can fit, the day."""
    themes, on = set(asked.scope.themes or session.index.themes), asked.scope.on
    wider = themes.union(*(_broader(session, theme) for theme in themes))
    things = session.index.on_themes(themes, ("question:",), on) | session.index.on_themes(wider, ("prog:",), on)
    return {"thing": sorted(things), "on": [on] if on else []}


def _broader(session: Session, theme: str) -> list[str]:
    """The themes above one, nearest first, without the topmost: what is about everything fits nothing in particular."""
    found, above = [], session.index.themes[theme].cells.get("broader", "")
    while above and (higher := session.index.themes[above].cells.get("broader", "")):
        found.append(above)
        above = higher
    return found


def bundles(session: Session, scope: Scope) -> tuple[list[Bundle], Known]:
    """The bundles of a scope: those that most ask about itself first, since many narrower questions are less easily one."""
    known = _known(session, session.observe(QUESTION, arguments(session, Asked(scope))))
    found: dict[frozenset[str], Bundle] = {}
    for theme in sorted(scope.themes or session.index.themes, key=lambda one: (-len(_broader(session, one)), one)):
        own = {one for one in known.about.get(theme, ()) if one.startswith("question:") and _heard(session, known, one, scope)}
        if not own:
            continue
        closure = session.index.closure(theme)
        questions = {one for narrower in closure for one in known.about.get(narrower, ())
                     if one.startswith("question:") and _heard(session, known, one, scope)}
        askers = {asker for one in questions for asker in known.askers.get(one, ()) if _inside(session, asker, scope)}
        if len(askers) > 1 and frozenset(questions) not in found:
            direct = len({asker for one in own for asker in known.askers.get(one, ()) if _inside(session, asker, scope)})
            found[frozenset(questions)] = Bundle(theme, direct, tuple(sorted(questions)), tuple(sorted(askers)), _fitting(session, known, theme, closure))
    names = session.index.themes
    return sorted(found.values(), key=lambda one: (-one.direct, -len(one.askers), -len(one.questions), names[one.theme].name.casefold(), one.theme)), known


def _known(session: Session, rows: Iterable[Sequence[str]]) -> Known:
    about: dict[str, set[str]] = defaultdict(set)
    askers: dict[str, set[str]] = defaultdict(set)
    parties: dict[str, set[str]] = defaultdict(set)
    claims: dict[tuple[str, str], list[str]] = defaultdict(list)
    for cells in rows:
        seen = Seen(*cells)
        other = seen.other
        if seen.signal == "about":
            about[other].add(seen.thing)
        elif len(into := session.index.successors(other)) == 1:
            other = into[0]
            (askers if seen.signal == "asks" else parties)[seen.thing].add(other)
        claims[seen.thing, other].append(seen.claim)
    return Known(about, askers, parties, claims)


def _heard(session: Session, known: Known, question: str, scope: Scope) -> bool:
    """Whether a question comes from the scope; one of which no document names the asker only without a region."""
    askers = known.askers.get(question, ())
    return any(_inside(session, asker, scope) for asker in askers) if askers else scope.region is None


def _inside(session: Session, asker: str, scope: Scope) -> bool:
    return session.resolver.inside(asker, scope)


def _fitting(session: Session, known: Known, theme: str, closure: Iterable[str]) -> tuple[str, ...]:
    """Programmes on the theme itself, then on narrower ones, then on broader ones but the topmost."""
    order = [theme, *(one for one in closure if one != theme), *_broader(session, theme)]
    return tuple(dict.fromkeys(one for about in order for one in sorted(known.about.get(about, ())) if one.startswith("prog:")))


def answer(session: Session, asked: Asked) -> Answer:
    """The bundles, each with its questions, askers and the programmes that fit."""
    scope, language = asked.scope, asked.language
    found, known = bundles(session, scope)
    shown = found[: asked.top] if asked.top else found
    theme = session.theme_name(scope.theme.id, language) if scope.theme else say("all-themes", language)
    region = session.region_name(scope.region, language)
    reason = "" if found else say("empty.bundle", language, theme=theme, region=region)
    return Answer(
        question=QUESTION.id, sentence=QUESTION.sentence[language].format(theme=theme, region=region), kind=QUESTION.kind, params=dict(asked.params),
        as_of=scope.on or session.index.as_of, data_version=session.index.version, store=session.store.address,
        columns=session.columns(QUESTION, language), rows=_rows(session, asked, shown, known), total=len(found),
        notes=(*session.region_notes(scope, language), say("note.bundle", language)), empty_reason=reason,
        suggestions=() if found else ways(session, scope, language, lambda other: len(bundles(session, other)[0])))


def _rows(session: Session, asked: Asked, shown: Sequence[Bundle], known: Known) -> list[Row]:
    index, language, as_of = session.index, asked.language, asked.scope.on or session.index.as_of
    programmes = {one for bundle in shown for one in bundle.programmes}
    parties = {party for one in programmes for party in known.parties.get(one, ())}
    nodes = index.nodes({*programmes, *parties, *(one for bundle in shown for one in (*bundle.questions, *bundle.askers))})
    calls: dict[str, list[Node]] = defaultdict(list)
    for call in session.store.nodes_of("Call") if programmes else ():
        calls[call.cells.get("programme", "")].append(call)
    items = proof.evidence_for(session.store, index, {claim for bundle in shown for claim in _claims(session, bundle, known)}, language)
    reach = proof.reachable(session.store, index, {one: nodes[one] for one in sorted(parties) if one in nodes}, language)
    result = []
    for bundle in shown:
        running = [one for one in bundle.programmes if _state(nodes[one], as_of) == FITS]
        past = [one for one in bundle.programmes if _state(nodes[one], as_of) == PAST]
        tier = FITS if running else PAST if past else NONE
        values = {"askers": "; ".join(sorted(nodes[one].name for one in bundle.askers)), "count": len(bundle.questions),
                  "texts": " / ".join(_text(nodes[one], known, nodes, language) for one in bundle.questions),
                  "programmes": "; ".join(_programme(nodes[one], language) for one in running), "past": "; ".join(_programme(nodes[one], language) for one in past),
                  "calls": "; ".join(_call(call) for one in running for call in calls.get(one, ())),
                  "ask": "; ".join(dict.fromkeys(nodes[party].name for one in running for party in sorted(known.parties.get(one, ())) if party in nodes))}
        described = [item for one in running for call in calls.get(one, ()) for item in proof.described_in(index, call, language)]
        described += [item for one in bundle.questions for item in proof.described_in(index, nodes[one], language)]
        name = session.theme_name(bundle.theme, language)
        result.append(Row(
            id=bundle.theme, kind="theme", name=name, tier=tier, values=values, why=_why(bundle, values, name, tier, nodes, language),
            evidence=(*described, *proof.newest_first(items[claim] for claim in _claims(session, bundle, known))),
            reachable_via=tuple(dict.fromkeys(way for one in running for party in sorted(known.parties.get(one, ())) for way in reach.get(party, ())))))
    return result


def _claims(session: Session, bundle: Bundle, known: Known) -> list[str]:
    """What a bundle rests on: who asked, what questions and programmes are about, who leads or funds those."""
    themes = {*session.index.closure(bundle.theme), *_broader(session, bundle.theme)}
    pairs = [(one, other) for one in bundle.questions for other in sorted(known.askers.get(one, ()))]
    pairs += [(one, theme) for one in (*bundle.questions, *bundle.programmes) for theme in sorted(themes)]
    pairs += [(one, party) for one in bundle.programmes for party in sorted(known.parties.get(one, ()))]
    return list(dict.fromkeys(claim for pair in pairs for claim in known.claims.get(pair, ())))


def _state(programme: Node, as_of: str) -> str:
    """FITS while it runs or may run on a day, PAST once it has ended; one that begins later does not fit yet."""
    begin, end = (dates.interval(programme.cells.get(name, "")) for name in ("from", "until"))
    if end and end.latest < as_of:
        return PAST
    return NONE if begin and begin.earliest > as_of else FITS


def _programme(programme: Node, language: str) -> str:
    until = programme.cells.get("until", "")
    return f"{programme.name} ({say('bundle.until', language, until=until)})" if until else programme.name


def _call(call: Node) -> str:
    return f"{call.name} ({call.cells['year']})" if call.cells.get("year") else call.name


def _text(question: Node, known: Known, nodes: Mapping[str, Node], language: str) -> str:
    """A question in its own words with who asked it and when."""
    askers = ", ".join(sorted(nodes[one].name for one in known.askers.get(question.id, ()) if one in nodes)) or say("bundle.nobody", language)
    date = question.cells.get("date", "")
    return f"“{question.cells.get('text', question.name)}” ({', '.join(part for part in (askers, date) if part)})"


def _why(bundle: Bundle, values: Mapping[str, object], theme: str, tier: str, nodes: Mapping[str, Node], language: str) -> str:
    names = sorted(nodes[one].name for one in bundle.askers)
    first = ", ".join(names[:NAMED_AT_MOST]) + (" …" if len(names) > NAMED_AT_MOST else "")
    said = [say("why.bundle", language, count=len(bundle.questions), theme=theme, askers=len(names), names=first)]
    fits = [text for text in str(values["programmes" if tier == FITS else "past"]).split("; ") if text]
    if fits:
        said.append(counted(f"why.bundle.{tier}", language, len(fits), names=", ".join(fits[:NAMED_AT_MOST]) + (" …" if len(fits) > NAMED_AT_MOST else "")))
    else:
        said.append(say("why.bundle.no-programme", language))
    return "; ".join(said)


_COLUMNS = {"name": ("node", "theme"), "tier": ("text", "fit"), "count": ("number", "questions"), "askers": ("text", "askers"), "texts": ("text", "texts"),
            "programmes": ("text", "programmes.fit"), "calls": ("text", "calls"), "past": ("text", "programmes.past"), "ask": ("text", "ask"), "why": ("text", "why")}
QUESTION = Question(
    id="bundle",
    sentence={"nl": "Welke vragen over {theme} in {region} kunnen samen één vraag worden, en welk programma past erbij?",
              "en": "Which questions about {theme} in {region} could become one, and which programme fits?"},
    needs=(13, 22, 46), kind=TABLE, parameters=(THEME, REGION, LAYER, ON), observations=("signal", "thing", "other", "claim"),
    columns=tuple(Column(name, kind, "", column(label)) for name, (kind, label) in _COLUMNS.items()),
    cost="Without a theme, and for the root, all questions and programmes: 50 to 147 ms at S; other themes p95 32 ms. "
         "All cases at S: median 5.0, p95 35.8 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"theme": "eenzaamheid"})
