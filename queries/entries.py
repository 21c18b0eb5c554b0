"""What may exist already: practices, programmes, calls and questions, each with the words that describe it.

A practice is one entry with all its places: a hundred municipalities with AutoMaatje are one thing that
exists, not a hundred. A method whose initiatives all belong to one family is that family's entry too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.records import split_list
from graph.store import Node, Store
from queries.index import Index

KINDS = ("Family", "Method", "Initiative", "Programme", "Call", "KnowledgeQuestion")
_ENDED = {"init": "end", "prog": "until", "call": "year"}  # the cell that says when it ended
_ROOT = "theme:sd"  # everything is about this one


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that may exist already. `members`: its nodes, the leading one first; `last`: the year in which
    the last of it ended, empty when any of it may still run; `texts`: raw text by column of the text index."""

    id: str
    kind: str
    name: str
    members: tuple[str, ...]
    themes: tuple[str, ...]
    places: frozenset[str]
    last: str
    texts: Mapping[str, str]


def entries_of(store: Store, index: Index) -> list[Entry]:
    """All entries of a store, by id; the same for every engine."""
    nodes = {node.id: node for kind in KINDS for node in _nodes(store, index, kind)}
    groups = _groups(store, nodes)
    about: dict[str, list[str]] = defaultdict(list)
    for link in index.about:
        about[link.subject].append(link.object)
    places = _places(store, index)
    return [_entry(lead, members, nodes, about, places, index) for lead, members in sorted(groups.items())]


def _nodes(store: Store, index: Index, kind: str) -> Iterable[Node]:
    return {"Family": index.families, "Initiative": index.initiatives}[kind].values() if kind in (
        "Family", "Initiative") else store.nodes_of(kind)


def _groups(store: Store, nodes: Mapping[str, Node]) -> dict[str, list[str]]:
    """Members by leading id. An initiative stands under its family, else its method, else alone."""
    family_of = _families_of_methods(store, nodes)
    groups: dict[str, list[str]] = defaultdict(list)
    for identifier in sorted(nodes):
        if nodes[identifier].kind == "init":
            practices = split_list(nodes[identifier].cells.get("practice", "")) or [identifier]
        else:
            practices = [identifier]
        for practice in practices:
            groups[family_of.get(practice, practice)].append(identifier)
    return groups


def _families_of_methods(store: Store, nodes: Mapping[str, Node]) -> dict[str, str]:
    """Methods whose initiatives (those that have a family) all belong to one family."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in store.links_of(("instance_of",)):
        if link.object.startswith("method:") and link.subject in nodes:
            found[link.object].update(practice for practice in split_list(nodes[link.subject].cells.get("practice", ""))
                                      if practice.startswith("family:"))
    return {method: next(iter(families)) for method, families in found.items() if len(families) == 1}


def _places(store: Store, index: Index) -> Mapping[str, set[str]]:
    """Present municipalities by what they run, ask or lead."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in store.links_of(("runs", "asks", "leads")):
        if link.subject.startswith("gm:"):
            found[link.object].update(index.successors(link.subject))
    return found


def _entry(lead: str, members: list[str], nodes: Mapping[str, Node], about: Mapping[str, list[str]],
           places: Mapping[str, set[str]], index: Index) -> Entry:
    ordered = sorted(set(members), key=lambda identifier: (identifier != lead, identifier))
    own = [nodes[identifier] for identifier in ordered]
    themes = _themes(ordered, about)
    name = nodes[lead].name
    return Entry(lead, nodes[lead].kind, name, tuple(ordered), themes,
                 frozenset().union(*(places.get(identifier, ()) for identifier in ordered)), _last(own),
                 {"name": " ".join(_names(own, name)), "text": " ".join(_descriptions(own)),
                  "themes": " ".join(_labels(themes, index)), "broader": " ".join(_labels(_broader(themes, index), index)),
                  "titles": " ".join(_titles(own, index))})


def _themes(members: list[str], about: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Themes of at least half of the members of which any theme is known."""
    known = [set(about[identifier]) for identifier in members if about.get(identifier)]
    counted = Counter(theme for themes in known for theme in themes)
    return tuple(sorted(theme for theme, count in counted.items() if 2 * count >= len(known) and theme != _ROOT))


def _last(members: list[Node]) -> str:
    """The year the last member ended; empty unless every initiative, programme or call says when it did."""
    ends = [member.cells.get(_ENDED[member.kind], "")[:4] for member in members if member.kind in _ENDED]
    return max(ends) if ends and all(ends) else ""


def _names(members: list[Node], name: str) -> Iterable[str]:
    """Names once each; "Buurtgezinnen (Veendam)" adds nothing to "Buurtgezinnen"."""
    return dict.fromkeys([name, *(member.name for member in members if not member.name.startswith(name))])


def _descriptions(members: list[Node]) -> Iterable[str]:
    """What it is, in the documents' own words, once each. A family's note tells of its spread, in English."""
    return dict.fromkeys(member.cells[column] for member in members
                         for column in ("what", "target_group", "working_elements", "note")
                         if column in member.cells and member.kind != "family")


def _labels(themes: Iterable[str], index: Index) -> Iterable[str]:
    for theme in themes:
        cells = index.themes[theme].cells
        yield cells["label_nl"]
        yield from split_list(cells.get("alt_nl", ""))


def _broader(themes: Iterable[str], index: Index) -> list[str]:
    found, todo = set(), list(themes)
    while todo:
        parent = index.themes[todo.pop()].cells.get("broader", "")
        if parent and parent != _ROOT and parent not in found:
            found.add(parent)
            todo.append(parent)
    return sorted(found - set(themes))


def _titles(members: list[Node], index: Index) -> Iterable[str]:
    return dict.fromkeys(index.documents[document].name for member in members
                         if (document := member.cells.get("document", "")) in index.documents)
