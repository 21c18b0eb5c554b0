"""What scopes and ranks need at hand: themes, regions, municipalities, practices, documents.

Loaded once per store and data version by the store's own look-ups, so it is the same for every engine.
Everything is held by id and small; claims about initiatives are the bulk of it.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.records import split_list
from graph.store import Link, Node, Store

_THINGS = ("init:", "net:", "method:", "prog:")
COUNTRY = "region:nl"
ACTIVE_BY = ("runs", "involved_in", "leads", "partner_in", "member_of", "covers")


class Index:
    """Look-ups over one store. `as_of` is the data date; nothing here changes after loading."""

    def __init__(self, store: Store) -> None:
        state = store.state()
        self.as_of, self.version = state.as_of, state.version
        self.themes = _by_id(store.nodes_of("Theme"))
        self.regions = _by_id(store.nodes_of("Region"))
        self.municipalities = _by_id(store.nodes_of("Municipality"))
        self.initiatives = _by_id(store.nodes_of("Initiative"))
        self.families = _by_id(store.nodes_of("Family"))
        self.documents = _by_id(store.nodes_of("Document"))
        self.about = store.links_of(("about",))
        self._store = store
        self._links: dict[str, list[Link]] = {}
        self.narrower = _narrower(self.themes.values())
        self.members, self.layers_of = _memberships(store.links_of(("in_region",)))
        self._successors = _successors(store.links_of(("succeeds",)))
        self.roles = self._roles(store.links_of(("role_at",)))
        self.where_run: dict[str, set[str]] = defaultdict(set)  # present municipalities by the initiative they run
        self.places_of = self._places_of(store)

    @functools.cached_property
    def actors(self) -> dict[str, Node]:
        """Organisations and networks by id, read when first needed."""
        return _by_id([*self._store.nodes_of("Organisation"), *self._store.nodes_of("Network")])

    @functools.cached_property
    def methods(self) -> dict[str, Node]:
        """Methods by id, read when first needed."""
        return _by_id(self._store.nodes_of("Method"))

    @functools.cached_property
    def instances(self) -> dict[str, list[Link]]:
        """Claims that an initiative follows a method, by method, read when first needed."""
        return _grouped(self._store.links_of(("instance_of",)), "object")

    @functools.cached_property
    def places(self) -> list[Node]:
        """Places with their municipality, read when a label is no region's."""
        return self._store.nodes_of("Place")

    @functools.cached_property
    def legal(self) -> frozenset[str]:
        """Networks that a law makes: being in one together says little about working together."""
        return frozenset(identifier for identifier, node in self.actors.items() if node.cells.get("legal") == "yes")

    def nodes(self, identifiers: Iterable[str]) -> dict[str, Node]:
        """The nodes with these ids that exist: those held here, the others looked up in the store."""
        found: dict[str, Node] = {}
        unknown = []
        for identifier in identifiers:
            held = self._held.get(identifier.partition(":")[0], {})
            if node := held.get(identifier):
                found[identifier] = node
            else:
                unknown.append(identifier)
        return found | self._store.nodes(sorted(unknown)) if unknown else found

    @functools.cached_property
    def _held(self) -> dict[str, Mapping[str, Node]]:
        """Nodes held here by kind prefix: looking a municipality up brings every link it has along."""
        return {"theme": self.themes, "region": self.regions, "gm": self.municipalities, "init": self.initiatives,
                "family": self.families, "doc": self.documents}

    @functools.cached_property
    def about_of(self) -> dict[str, list[Link]]:
        """Claims about themes by their subject, sorted by id, made when first needed."""
        return _grouped(self.about, "subject")

    @functools.cached_property
    def about_theme(self) -> dict[str, list[Link]]:
        """Claims about themes by their theme, sorted by id, made when first needed."""
        return _grouped(self.about, "object")

    def present(self) -> list[str]:
        """Ids of the municipalities that exist on the data date."""
        return [identifier for identifier, node in self.municipalities.items() if "until" not in node.cells]

    @functools.cached_property
    def national(self) -> frozenset[str]:
        """Who covers the whole country."""
        return frozenset(link.subject for link in self._store.links_of(("covers",)) if link.object == COUNTRY)

    def successors(self, municipality: str) -> tuple[str, ...]:
        """The present municipalities that a dissolved one went into, sorted; itself when it still exists."""
        node = self.municipalities.get(municipality)
        if node is None or "until" not in node.cells:
            return (municipality,)
        found: set[str] = set()
        for successor in self._successors.get(municipality, ()):
            if successor != municipality:
                found.update(self.successors(successor))
        return tuple(sorted(found))

    def closure(self, theme: str) -> list[str]:
        """The theme and everything narrower, sorted."""
        found, todo = {theme}, [theme]
        while todo:
            for narrower in self.narrower.get(todo.pop(), ()):
                if narrower not in found:
                    found.add(narrower)
                    todo.append(narrower)
        return sorted(found)

    def practices(self, themes: Iterable[str], on: str = "") -> list[str]:
        """The practices that stand on these themes, sorted; `on` limits the claims to a day.

        An initiative without family or method when it is about one of them; a family or method when at
        least half of its initiatives are (those of which any theme is known).
        """
        on_theme: dict[str, set[str]] = defaultdict(set)
        methods: set[str] = set()
        for theme in set(themes):
            for link in self.about_theme.get(theme, ()):
                if not counts_on(link, on):
                    continue
                if initiative := self.initiatives.get(link.subject):
                    for practice in split_list(initiative.cells["practice"]):
                        on_theme[practice].add(link.subject)
                elif link.subject.startswith("method:"):
                    methods.add(link.subject)
        standing = {practice for practice, found in on_theme.items() if 2 * len(found) >= self._known(practice, on)}
        return sorted(standing | {method for method in methods if not self._known(method, on)})

    def _known(self, practice: str, on: str) -> int:
        """How many of a practice's initiatives are known to be about any theme on a day."""
        return sum(1 for initiative in self.initiatives_of.get(practice, ())
                   if any(counts_on(link, on) for link in self.about_of.get(initiative, ())))

    @functools.cached_property
    def initiatives_of(self) -> dict[str, list[str]]:
        """Initiatives by the practice that they belong to (a family, a method or themselves)."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in self.initiatives.values():
            for practice in split_list(node.cells["practice"]):
                found[practice].append(node.id)
        return found

    def links(self, relation: str) -> list[Link]:
        """All links of a relation, read when first needed and kept."""
        if relation not in self._links:
            self._links[relation] = self._store.links_of((relation,))
        return self._links[relation]

    @functools.cached_property
    def run_in(self) -> Mapping[str, frozenset[str]]:
        """Present municipalities that run an initiative, by initiative, family and method; read when first needed."""
        found: dict[str, set[str]] = defaultdict(set)
        for link in self.links("runs"):
            if link.subject.startswith("gm:"):
                node = self.initiatives.get(link.object)
                for practice in {link.object, *split_list(node.cells["practice"] if node else "")}:
                    found[practice].update(self.successors(link.subject))
        return {practice: frozenset(places) for practice, places in found.items()}

    @functools.cached_property
    def roles_of(self) -> dict[str, list[Link]]:
        """Roles by person."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in sorted({link for links in self.roles.values() for link in links}):
            found[link.subject].append(link)
        return found

    def things(self, themes: Iterable[str], on: str = "") -> list[str]:
        """Initiatives, networks, methods and programmes that are about these themes, sorted; `on` limits the claims."""
        return sorted(self.on_themes(themes, _THINGS, on))

    def on_themes(self, themes: Iterable[str], prefixes: tuple[str, ...], on: str = "") -> set[str]:
        """What is about these themes, of the kinds with these id prefixes; `on` limits the claims to a day."""
        return {link.subject for theme in set(themes) for link in self.about_theme.get(theme, ())
                if link.subject.startswith(prefixes) and counts_on(link, on)}

    def _roles(self, links: Iterable[Link]) -> dict[str, list[Link]]:
        """Roles by present actor: one at a municipality that merged into one other belongs to that one too."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in links:
            successors = self.successors(link.object)
            found[successors[0] if len(successors) == 1 else link.object].append(link)
        return found

    def _places_of(self, store: Store) -> Mapping[str, frozenset[str]]:
        """Where an organisation or network is active: municipalities through its initiatives, members, cover,
        and through a network that it leads or is a partner in."""
        claims: dict[str, list[Link]] = defaultdict(list)
        for link in store.links_of(ACTIVE_BY):
            claims[link.relation].append(link)
        found: dict[str, set[str]] = defaultdict(set)
        where_run = self.where_run
        for claim in claims["runs"]:
            if claim.subject.startswith("gm:"):
                where_run[claim.object].update(self.successors(claim.subject))
        for claim in claims["member_of"]:
            if claim.subject.startswith("gm:"):
                found[claim.object].update(self.successors(claim.subject))
        for claim in claims["covers"]:
            if claim.object != COUNTRY:  # who covers the whole country is not active in each part of it
                found[claim.subject].update(self.members.get(claim.object, ()) or self.successors(claim.object))
        through = {**where_run, **{network: set(places) for network, places in found.items()}}
        for relation in ("runs", "involved_in", "leads", "partner_in"):
            for claim in claims[relation]:
                if not claim.subject.startswith(("gm:", "person:")):
                    found[claim.subject].update(through.get(claim.object, ()))
        return {actor: frozenset(places) for actor, places in found.items() if places}


def counts_on(claim: Link, on: str) -> bool:
    """Whether a claim counts on an ISO day: started on or before it and not ended; always when `on` is empty."""
    if not on:
        return True
    return bool(claim.since) and claim.since <= on and (not claim.till or claim.till >= on)


def _grouped(links: Iterable[Link], end: str) -> dict[str, list[Link]]:
    """Links by one of their ends (`subject` or `object`)."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[getattr(link, end)].append(link)
    return dict(found)


def _by_id(nodes: Iterable[Node]) -> dict[str, Node]:
    return {node.id: node for node in nodes}


def _narrower(themes: Iterable[Node]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for theme in themes:
        if broader := theme.cells.get("broader"):
            found[broader].append(theme.id)
    return found


def _memberships(claims: Iterable[Link]) -> tuple[dict[str, frozenset[str]], dict[str, dict[str, str]]]:
    """Municipalities per region, and per municipality its region in each layer.

    Inferred memberships count too: a youth region found by overlap of borders is still its region.
    """
    members: dict[str, set[str]] = defaultdict(set)
    layers: dict[str, dict[str, str]] = defaultdict(dict)
    for claim in claims:
        members[claim.object].add(claim.subject)
        layers[claim.subject][claim.object.partition(":")[2].partition("-")[0]] = claim.object
    return {region: frozenset(found) for region, found in members.items()}, layers


def _successors(claims: Iterable[Link]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        if claim.object.startswith("gm:"):
            found[claim.object].append(claim.subject)
    return found
