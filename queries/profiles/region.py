"""What plays in a region or municipality: themes against the country, programmes, gaps, who covers it, what it lies in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graph import dates
from graph.store import Node
from queries.index import COUNTRY
from queries.profiles.counting import by_theme, here, known, main_themes
from queries.scope import Region
from queries.session import Session

_GAP = 3  # a theme that fewer initiatives in the country are about is no gap
_PROGRAMMES, _GAPS = 12, 12


class Share(NamedTuple):
    """A theme: initiatives on it here and in the country, and which part of all these are of those known."""

    theme: str
    name: str
    here: int
    country: int
    share: float
    national: float


class Cover(NamedTuple):
    """Who covers this: an organisation or network, the area that it covers, and whether a document says so itself."""

    id: str
    name: str
    area: str
    stated: bool


class Membership(NamedTuple):
    """A network: members here, members in all, whether a law makes it."""

    id: str
    name: str
    here: int
    members: int
    legal: bool


class Layer(NamedTuple):
    """A region of another layer that shares municipalities with this one."""

    id: str
    name: str
    layer: str
    shared: int
    size: int


class Programme(NamedTuple):
    """A programme that has not ended: who of here leads or takes part in it (ids), or the theme it shares with here."""

    id: str
    name: str
    who: tuple[tuple[str, str], ...]
    theme: str


@dataclass(frozen=True, slots=True)
class RegionView:
    """The overview; counts are of initiatives with a theme that a municipality runs (`total` here, `country` in all)."""

    region: Region
    total: int
    country: int
    inhabitants: int
    shares: tuple[Share, ...]
    gaps: tuple[Share, ...]
    covers: tuple[Cover, ...]
    networks: tuple[Membership, ...]
    programmes: tuple[Programme, ...]
    layers: tuple[Layer, ...]
    members: tuple[Node, ...]


def region_view(session: Session, region: Region, language: str) -> RegionView:
    """The overview of a region or of a municipality. It must be one that the resolver gave."""
    index = session.index
    own, everything = here(index, region), known(index)
    shares = _shares(session, own, everything, language)
    members = tuple(sorted((index.municipalities[found] for found in region.municipalities), key=lambda node: node.name))
    return RegionView(
        region, len(own), len(everything), sum(int(node.cells.get("inhabitants", 0)) for node in members),
        tuple(found for found in shares if found.here), _gaps(shares), tuple(_covers(session, region)), tuple(_networks(session, region)),
        tuple(_programmes(session, region, [found.theme for found in shares if found.here][:3])), tuple(_layers(session, region)), members)


def _shares(session: Session, own: frozenset[str], everything: frozenset[str], language: str) -> list[Share]:
    """The main themes, those with most here first."""
    index = session.index
    local, national = by_theme(index, own), by_theme(index, everything)
    found = []
    for theme in main_themes(index):
        some, all_ = len(local.get(theme, ())), len(national.get(theme, ()))
        found.append(Share(theme, session.theme_name(theme, language), some, all_, some / len(own) if own else 0.0,
                           all_ / len(everything) if everything else 0.0))
    return sorted(found, key=lambda share: (-share.here, -share.country, share.name.casefold()))


def _gaps(shares: Iterable[Share]) -> tuple[Share, ...]:
    """Main themes with nothing here of which something is known elsewhere, the most known first."""
    return tuple(sorted((share for share in shares if not share.here and share.country >= _GAP),
                        key=lambda share: (-share.country, share.name.casefold()))[:_GAPS])


def _covers(session: Session, region: Region) -> Iterable[Cover]:
    """Who covers it or a region that holds all of it, the smallest area first; the whole country has its own."""
    index = session.index
    areas: dict[str, frozenset[str]] = {found.id: found.municipalities for found in session.resolver.regions() if found.id != COUNTRY}
    areas |= {found: frozenset({found}) for found in region.municipalities}
    if region.id == COUNTRY:
        areas = {COUNTRY: region.municipalities}
    links = [link for link in index.links("covers") if _holds(areas.get(link.object), link.object, region)]
    nodes = index.nodes({end for link in links for end in (link.subject, link.object)})
    said = session.store.claims(link.id for link in links)
    found: dict[str, Cover] = {}
    for link in sorted(links, key=lambda link: (len(areas.get(link.object, ())), link.id)):
        if link.subject in nodes:
            found.setdefault(link.subject, Cover(link.subject, nodes[link.subject].name, nodes[link.object].name,
                                                 said[link.id].cell("basis") != "inferred"))
    return found.values()


def _holds(area: frozenset[str] | None, identifier: str, region: Region) -> bool:
    if area is None:
        return False
    return identifier == region.id or bool(region.municipalities) and region.municipalities <= area or identifier in region.municipalities


def _networks(session: Session, region: Region) -> Iterable[Membership]:
    """Networks with members here that have not left; those that no law makes first, then by members here."""
    members: dict[str, set[str]] = defaultdict(set)
    for link in session.index.links("member_of"):
        if not link.till or link.till > session.index.as_of:
            members[link.object].add(link.subject)
    ours: Mapping[str, int] = {network: count for network, found in members.items()
                               if (count := len({one for member in found for one in session.index.successors(member)} & region.municipalities))}
    nodes = session.index.nodes(ours)
    found = [Membership(network, nodes[network].name, ours[network], len(members[network]), network in session.index.legal)
             for network in ours if network in nodes]
    return sorted(found, key=lambda one: (one.legal, -one.here, one.name.casefold(), one.id))


def _programmes(session: Session, region: Region, themes: list[str]) -> Iterable[Programme]:
    """Programmes with somebody of here in them, then those of the country on the themes with most here."""
    index, as_of = session.index, session.index.as_of
    running = {node.id: node for node in session.store.nodes_of("Programme") if _runs(node, as_of)}
    who: dict[str, set[str]] = defaultdict(set)
    for link in (link for relation in ("leads", "partner_in", "funds") for link in index.links(relation)):
        if link.object in running and _is_here(session, link.subject, region):
            who[link.object].add(link.subject)
    names = index.nodes({actor for actors in who.values() for actor in actors})
    found = [Programme(programme, running[programme].name, tuple((actor, names[actor].name) for actor in sorted(actors) if actor in names), "")
             for programme, actors in who.items()]
    for theme in themes:
        closure = set(index.closure(theme))
        found += [Programme(programme, node.name, (), theme) for programme, node in running.items()
                  if programme not in {one.id for one in found} and any(link.object in closure for link in index.about_of.get(programme, ()))]
    return sorted(found, key=lambda one: (not one.who, themes.index(one.theme) if one.theme else 0, one.name.casefold()))[:_PROGRAMMES]


def _runs(node: Node, as_of: str) -> bool:
    """Whether a programme has not ended by the data date. One without any date is not known to run."""
    until = dates.interval(node.cells.get("until", ""))
    return until.latest >= as_of if until else bool(node.cells.get("from"))


def _is_here(session: Session, actor: str, region: Region) -> bool:
    """In the region: one of its municipalities, or an organisation that is mostly active there."""
    if actor in region.municipalities:
        return True
    places = session.index.places_of.get(actor, frozenset())
    return bool(places) and actor not in session.index.national and 2 * len(places & region.municipalities) >= len(places)


def _layers(session: Session, region: Region) -> Iterable[Layer]:
    """Regions that share municipalities with this one; for a municipality those it lies in, for the country its provinces."""
    layers = session.resolver.regions("provincie" if region.id == COUNTRY else "")
    found = [Layer(other.id, other.name, other.layer, len(other.municipalities & region.municipalities), len(other.municipalities))
             for other in layers if other.id not in (region.id, COUNTRY) and other.layer != "gemeente"
             and other.municipalities & region.municipalities]
    return sorted(found, key=lambda layer: (layer.layer, -layer.shared, layer.name.casefold()))
