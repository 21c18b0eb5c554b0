"""Scopes: what a theme, a region, a date or a size class means, resolved before a question runs.

A query then gets plain lists of ids. Labels are accepted wherever ids are; one that means several things
with different municipalities is refused with its candidates.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph import dates, ids
from graph.problems import Problem, UnknownError, UsageError
from graph.store import Node
from queries.index import Index
from queries.labels import Candidate, Labels, fold

LAYERS = ("provincie", "corop", "arbeidsmarktregio", "jeugdregio", "ggdregio", "veiligheidsregio", "zorgkantoorregio")
SIZES = {"small": (0, 50_000), "medium": (50_000, 100_001), "large": (100_001, 10**9)}  # inhabitants, [from, to)
# Words before a name that say its layer; longest first where one begins another.
_LAYER_WORDS = {
    "provincie": "provincie", "province": "provincie", "gemeente": "gemeente", "municipality": "gemeente",
    "corop": "corop", "corop gebied": "corop", "arbeidsmarktregio": "arbeidsmarktregio", "jeugdregio": "jeugdregio",
    "jeugdzorgregio": "jeugdregio", "ggd regio": "ggdregio", "ggdregio": "ggdregio", "ggd": "ggdregio",
    "veiligheidsregio": "veiligheidsregio", "zorgkantoorregio": "zorgkantoorregio"}
_LAYER_ORDER = ("provincie", "gemeente", *LAYERS[1:])


@dataclass(frozen=True, slots=True)
class Region:
    """A resolved region: its id, name, layer and vintage, and its present municipalities."""

    id: str
    name: str
    layer: str
    vintage: str
    municipalities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is about. Empty theme or region = everything; `on` empty = no limit by date.

    `alike`: only these municipalities count; None = no such limit.
    """

    theme: Node | None
    themes: tuple[str, ...]
    region: Region | None
    on: str
    size: str
    alike: frozenset[str] | None = None


class Resolver:
    """Resolves labels over one index."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.themes = Labels(index.themes.values())
        self._regions = {region.id: region for region in self._all_regions()}
        self.region_labels = Labels(())
        for region in self._regions.values():
            self._name_region(region)

    @functools.cached_property
    def _place_labels(self) -> Labels:
        return Labels(self.index.places)

    @functools.cached_property
    def actor_labels(self) -> Labels:
        """Labels of everybody who can be an asker or a subject; made when first needed."""
        return Labels([*self.index.municipalities.values(), *self.index.actors.values()])

    @functools.cached_property
    def practice_labels(self) -> Labels:
        """Labels of the families and methods; made when first needed."""
        return Labels([*self.index.families.values(), *self.index.methods.values()])

    # -- regions ----------------------------------------------------------------------------------

    def _all_regions(self) -> Iterable[Region]:
        index = self.index
        for node in index.regions.values():
            yield Region(node.id, node.name, node.cells["layer"], node.cells["vintage"],
                         index.members.get(node.id, frozenset()))
        for node in index.municipalities.values():
            yield Region(node.id, node.name, "gemeente", index.as_of[:4], frozenset(index.successors(node.id)))

    def _name_region(self, region: Region) -> None:
        candidate = Candidate(region.id, region.layer, region.name, True)
        self.region_labels.add(region.name, candidate)
        folded = fold(region.name)
        for word in ("ggd regio ", "ggd "):
            if folded.startswith(word):
                self.region_labels.add(folded.removeprefix(word), candidate)
                break
        node = self.index.municipalities.get(region.id) or self.index.regions.get(region.id)
        for label in node.cells.get("other_names", "").split("; ") if node else ():
            if label:
                self.region_labels.add(label, candidate._replace(exact=False))

    def region(self, text: str, layer: str = "") -> Region:
        """The region that an id or label means. UsageError when ambiguous, UnknownError when nothing fits."""
        if ids.is_id(text) and text in self._regions:
            return self._regions[text]
        name, said = _split_layer(text)
        wanted = layer or said
        found = self._fitting(name, wanted) or self._fitting(text, wanted)
        if not found and (places := self._place_labels.candidates(name)):
            found = self._through_places(places)
        if not found:
            raise UnknownError(self._unknown(text, wanted, self.region_labels))
        first = found[0]
        if any(region.municipalities != first.municipalities for region in found):
            raise UsageError(Problem("region-ambiguous", got=text, expected="; ".join(
                f"{region.layer} {region.name} = {region.id}" for region in found)))
        return first

    def _fitting(self, name: str, layer: str) -> list[Region]:
        regions = [self._regions[candidate.id] for candidate in self.region_labels.candidates(name)]
        fitting = [region for region in regions if not layer or region.layer == layer]
        alive = [region for region in fitting if region.id in self.index.regions or region.id in region.municipalities]
        return sorted(alive or fitting, key=lambda region: (_layer_rank(region.layer), region.id))

    def _through_places(self, places: Iterable[Candidate]) -> list[Region]:
        homes = {node.cells["municipality"] for node in self.index.places
                 if node.id in {place.id for place in places}}
        return [self._regions[home] for home in sorted(homes) if home in self._regions]

    def regions(self, layer: str = "") -> list[Region]:
        """All regions of a layer (or of all layers but municipalities), by name."""
        chosen = [region for region in self._regions.values() if region.layer not in ("gemeente", "nl")]
        if layer:
            chosen = [region for region in self._regions.values() if region.layer == layer
                      and (layer != "gemeente" or region.id in region.municipalities)]
        return sorted(chosen, key=lambda region: (_layer_rank(region.layer), fold(region.name)))

    # -- themes and the rest ----------------------------------------------------------------------

    def theme(self, text: str) -> Node:
        """The theme that an id or label means. UsageError when ambiguous, UnknownError when nothing fits."""
        if text in self.index.themes:
            return self.index.themes[text]
        return self.index.themes[self._only(text, self.themes.candidates(text), self.themes, "theme-ambiguous")]

    def actor(self, text: str) -> str:
        """The id of the municipality, organisation or network that an id or label means."""
        if ids.is_id(text) and (text in self.index.municipalities or text in self.index.actors):
            return text
        name, layer = _split_layer(text)
        found = self.actor_labels.candidates(text) or (self.actor_labels.candidates(name) if layer == "gemeente" else [])
        return self._only(text, found, self.actor_labels, "actor-ambiguous")

    def municipality(self, text: str) -> str:
        """The id of the present municipality that an id or label means. UsageError when it is gone or no municipality."""
        region = self.region(text, "" if ids.is_id(text) else "gemeente")
        if region.id not in region.municipalities:
            raise UsageError(Problem("municipality", got=text, expected="; ".join(
                f"{self.index.municipalities[one].name} = {one}" for one in sorted(region.municipalities)[:5] if region.layer == "gemeente")))
        return region.id

    def practice(self, text: str) -> str:
        """The id of the family or method that an id or label means. UsageError when ambiguous, UnknownError when nothing fits."""
        if text in self.index.families or text in self.index.methods:
            return text
        return self._only(text, self.practice_labels.candidates(text), self.practice_labels, "practice-ambiguous")

    def _only(self, text: str, found: Sequence[Candidate], labels: Labels, ambiguous: str) -> str:
        if not found:
            raise UnknownError(self._unknown(text, "", labels))
        if len(found) > 1:
            raise UsageError(Problem(ambiguous, got=text, expected="; ".join(
                f"{candidate.name} = {candidate.id}" for candidate in found)))
        return found[0].id

    def scope(self, theme: str = "", region: str = "", layer: str = "", on: str = "", size: str = "") -> Scope:
        """Everything at once; each may be empty. Raises UsageError or UnknownError with what would do."""
        if layer and layer not in (*LAYERS, "gemeente"):
            raise UsageError(Problem("layer", got=layer, expected=" | ".join((*LAYERS, "gemeente"))))
        if on and (len(on) != 10 or dates.interval(on) is None):
            raise UsageError(Problem("day", got=on, expected="2016-01-01"))
        if size and size not in SIZES:
            raise UsageError(Problem("size", got=size, expected=" | ".join(SIZES)))
        node = self.theme(theme) if theme else None
        place = self.region(region, layer) if region else None
        if place and place.id == "region:nl":
            place = None
        return Scope(node, tuple(self.index.closure(node.id)) if node else (), place, on, size)

    def inside(self, actor: str, scope: Scope) -> bool:
        """Whether an actor belongs to a scope's region and size class: a municipality by its inhabitants,
        a person by an organisation where they have a role that has not ended, anybody else by where it is
        active; a size class or a likeness leaves out all but municipalities."""
        node = self.index.municipalities.get(actor)
        if scope.alike is not None and not actor.startswith("person:") and actor not in scope.alike:
            return False
        if scope.size:
            least, most = SIZES[scope.size]
            if node is None or not least <= int(node.cells.get("inhabitants", -1)) < most:
                return False
        if scope.region is None and scope.alike is None:
            return True
        if actor.startswith("person:"):
            return any(self.inside(role.object, scope) for role in self.index.roles_of.get(actor, ()) if not role.till)
        if scope.region is None or node is not None:
            return scope.region is None or actor in scope.region.municipalities
        return bool(self.index.places_of.get(actor, frozenset()) & scope.region.municipalities)

    def _unknown(self, text: str, layer: str, labels: Labels) -> Problem:
        near = labels.nearest(text)
        named = "; ".join(f"{candidate.name} ({candidate.kind}) = {candidate.id}" for candidate, _ in near)
        return Problem("unknown-label", got=f"{layer} {text}".strip(), expected=named)


def _layer_rank(layer: str) -> int:
    return _LAYER_ORDER.index(layer) if layer in _LAYER_ORDER else len(_LAYER_ORDER)


def _split_layer(text: str) -> tuple[str, str]:
    """`provincie Utrecht` -> (`utrecht`, `provincie`); a label without such a word comes back as it is."""
    folded = fold(text)
    for word in sorted(_LAYER_WORDS, key=len, reverse=True):
        if folded.startswith(word + " "):
            return folded.removeprefix(word + " "), _LAYER_WORDS[word]
    return text, ""
