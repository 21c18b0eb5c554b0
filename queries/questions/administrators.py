"""Who holds office where something is done on a theme: public roles with their terms, what they lead and speak for.

Aldermen, mayors, directors and chairs. What their organisation does counts for a person only where the document that tells of it
names that person in the role ("beside"): being in office says nothing about a theme. Nobody is ranked: within a tier, by name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from graph.store import Claim, Node
from queries import evidence as proof
from queries.answer import Answer, Evidence, Reach, Row
from queries.question import LAYER, ON, REGION, TABLE, THEME, Asked, Column, Question
from queries.questions.administrators_reference import BESIDE, OWN, observations
from queries.questions.listing import finished, named, theme_label, wider
from queries.roles import ENDED, in_words, standing, state
from queries.session import Session
from queries.words import column, counted, say

LEADS, ADVOCATES, KNOWS, NAMED, OFFICE = "leads", "advocates", "knows", "beside", "office"
TIERS = (LEADS, ADVOCATES, KNOWS, NAMED, OFFICE)  # office: a role and nothing more; only without a theme


class Seen(NamedTuple):
    """One observation; see queries/questions/administrators.rq."""

    ground: str
    signal: str
    person: str
    about: str
    role: str
    till: str
    document: str
    claim: str


class Holder(NamedTuple):
    """Somebody in office: the observations by ground, and who named what they stand for as an example."""

    person: str
    tier: str
    roles: tuple[Seen, ...]
    own: tuple[Seen, ...]
    beside: tuple[Seen, ...]
    recognised: tuple[Seen, ...]

    @property
    def rows(self) -> tuple[Seen, ...]:
        """All of them."""
        return (*self.roles, *self.own, *self.beside, *self.recognised)


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: what is about the theme; who has a claim on that or the theme, or a role where it is done."""
    scope, index = asked.scope, session.index
    about = _about(session, asked)
    people = {link.subject for relation in OWN for link in index.links(relation)
              if link.object in about and link.subject.startswith("person:")}
    houses = {link.subject for relation in BESIDE for link in index.links(relation) if link.object in about}
    people |= {role.subject for roles in index.roles.values() for role in roles if not scope.theme or role.object in houses}
    return {"person": sorted(people), "thing": sorted(one for one in about if not one.startswith("theme:")), "on": [scope.on] if scope.on else []}


def _about(session: Session, asked: Asked) -> set[str]:
    """The themes and what is about them; all of them without a theme."""
    themes = asked.scope.themes or tuple(session.index.themes)
    return {*themes, *session.index.things(themes, asked.scope.on)}


def holders(session: Session, asked: Asked) -> list[Holder]:
    """Who holds or held office and has something to do with the theme, those who lead first."""
    seen: dict[str, dict[str, list[Seen]]] = defaultdict(lambda: defaultdict(list))
    examples: dict[str, list[Seen]] = defaultdict(list)
    about = _about(session, asked)
    for cells in session.observe(QUESTION, arguments(session, asked)):
        row = Seen(*cells)
        if row.ground == "named":
            examples[row.about].append(row)
        elif row.ground != "own" or row.about in about or not asked.scope.theme:
            seen[row.person][row.ground].append(row)
    return list(_holders(session, asked, seen, examples))


def _holders(session: Session, asked: Asked, seen: Mapping[str, Mapping[str, list[Seen]]],
             examples: Mapping[str, list[Seen]]) -> Iterator[Holder]:
    for person in sorted(seen):
        grounds = seen[person]
        roles, own, beside = (tuple(grounds.get(name, ())) for name in ("role", "own", "beside"))
        said = {row.signal for row in own}
        tier = LEADS if LEADS in said else ADVOCATES if ADVOCATES in said else KNOWS if own else NAMED if beside else OFFICE
        if not roles or (tier == OFFICE and asked.scope.theme) or not any(_inside(session, asked, role.about) for role in roles):
            continue
        stands_for = {row.about for row in (*own, *beside) if row.signal != "recognises" and not row.about.startswith("theme:")}
        praise = [row for thing in sorted(stands_for) for row in examples.get(thing, ())]
        yield Holder(person, tier, roles, own, beside, (*grounds.get("person", ()), *praise))


def _inside(session: Session, asked: Asked, house: str) -> bool:
    """Whether an office lies in the region; one at a municipality that was divided belongs nowhere."""
    into = session.index.successors(house)
    return asked.scope.region is None or (len(into) == 1 and session.resolver.inside(into[0], asked.scope))


def answer(session: Session, asked: Asked) -> Answer:
    """The office holders, tier by tier; a role that has ended comes after those that may stand."""
    language, as_of = asked.language, asked.scope.on or session.index.as_of
    found = holders(session, asked)
    nodes = session.index.nodes({holder.person for holder in found})
    offices = session.store.claims(sorted({row.claim for holder in found for row in holder.roles}))

    def over(holder: Holder) -> bool:
        return all(state(offices[row.claim], as_of) == ENDED for row in holder.roles)

    found.sort(key=lambda one: (TIERS.index(one.tier), over(one), nodes[one.person].name, one.person))
    shown = found[: asked.top] if asked.top else found
    place = session.region_name(asked.scope.region, language)
    reason = "" if found else say("empty.administrators", language, theme=theme_label(session, asked.scope, language), region=place)
    return finished(session, asked, QUESTION, _rows(session, asked, shown, nodes, offices), len(found), notes=[say("note.administrators", language)],
                    empty_reason=reason, ways=wider(session, asked, lambda other: len(holders(session, other))))


def _rows(session: Session, asked: Asked, shown: Sequence[Holder], people: Mapping[str, Node], offices: Mapping[str, Claim]) -> list[Row]:
    language, index = asked.language, session.index
    claims = session.store.claims(sorted({row.claim for holder in shown for row in holder.rows}))
    items = proof.evidence_of(claims.values(), index, language)
    ends = {row.about for holder in shown for row in holder.rows if row.about} | {claim.subject for claim in claims.values()}
    nodes = index.nodes(ends)
    reach = standing(session, [holder.person for holder in shown], asked.scope.on, language)
    return [_row(session, asked, holder, people[holder.person], nodes, items, offices, reach[holder.person].ways if holder.person in reach else ())
            for holder in shown]


def _row(session: Session, asked: Asked, holder: Holder, person: Node, nodes: Mapping[str, Node], items: Mapping[str, Evidence],
         offices: Mapping[str, Claim], ways: tuple[Reach, ...]) -> Row:
    language = asked.language

    def name(identifier: str) -> str:
        return session.theme_name(identifier, language) if identifier.startswith("theme:") else nodes[identifier].name

    def listed(rows: Iterable[Seen]) -> str:
        return named((name(row.about) for row in rows), language)

    roles = sorted(holder.roles, key=lambda row: (bool(row.till), offices[row.claim].cell("since") == "", row.claim))
    values = {"role": "; ".join(dict.fromkeys(f"{row.role}, {name(row.about)}" if row.role else name(row.about) for row in roles)),
              "term": "; ".join(dict.fromkeys(term for row in roles if (term := _term(offices[row.claim], language)))),
              "standing": in_words(session, [offices[row.claim] for row in roles], asked.scope.on, language),
              "leads": listed(row for row in holder.own if row.signal == "leads"),
              "advocates": listed(row for row in holder.own if row.signal == "advocates"),
              "knows": listed(row for row in holder.own if row.signal in ("knows_about", "evaluates", "recognises")),
              "beside": listed(holder.beside),
              "recognised": named((f"{items[row.claim].statement['subject']}: {row.role or items[row.claim].statement['object']}"
                                   for row in holder.recognised), language)}
    return Row(id=person.id, kind="person", name=person.name, tier=holder.tier, values=values, why=_why(holder, values, language),
               evidence=proof.newest_first(items[claim] for claim in dict.fromkeys(row.claim for row in holder.rows)), reachable_via=ways)


def _term(office: Claim, language: str) -> str:
    """From and until as the document gives them; a start that is only known as "by then" says so."""
    first, last = office.cell("from"), office.cell("until")
    if first and office.cell("from_kind") == "by":
        first = say("administrators.by", language, year=first)
    return f"{first}–{last}" if first and last else say("administrators.until", language, year=last) if last else first


def _why(holder: Holder, values: Mapping[str, object], language: str) -> str:
    said = [say(f"why.administrators.{key}", language, what=values[key]) for key in (LEADS, ADVOCATES, KNOWS) if values[key]]
    if not said:
        said = [say("why.administrators.beside", language, what=values[NAMED]) if values[NAMED] else say("why.administrators.office", language)]
    if holder.recognised:
        said.append(counted("why.administrators.recognised", language, len({row.claim for row in holder.recognised})))
    return "; ".join(said)


_COLUMNS = {"name": ("node", "name"), "tier": ("text", "administrators.tier"), "role": ("text", "role"), "term": ("text", "administrators.term"),
            "standing": ("text", "standing"), "leads": ("text", "administrators.leads"), "advocates": ("text", "administrators.advocates"),
            "knows": ("text", "administrators.knows"), "beside": ("text", "administrators.beside"),
            "recognised": ("text", "administrators.recognised"), "why": ("text", "why")}
QUESTION = Question(
    id="administrators",
    sentence={"nl": "Welke bestuurders en directeuren in {region} leiden of bepleiten iets rond {theme}?",
              "en": "Which administrators and directors in {region} lead or advocate something around {theme}?"},
    needs=(4,), kind=TABLE, parameters=(THEME, REGION, LAYER, ON),
    observations=("ground", "signal", "person", "about", "role", "till", "document", "claim"),
    columns=tuple(Column(name, kind, "", column(label)) for name, (kind, label) in _COLUMNS.items()),
    cost="A theme with rows takes 20 to 50 ms on the shipped data; an empty answer looks for ways on, each an answer of its own "
         "over a wider theme, up to the whole tree: 150 ms of processor time. "
         "All cases at S: median 9.1, p95 55.3 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"theme": "kennisinfrastructuur"})
