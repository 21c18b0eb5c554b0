"""Where the data is thin: by province, by theme, by age. For the page that says what this is and is not."""

from __future__ import annotations

from dataclasses import dataclass

from graph.store import Node
from queries.profiles.counting import by_theme, known, main_themes
from queries.profiles.sources import OLD, UNDATED, source_of
from queries.session import Session

THIN = 10  # initiatives under which a main theme is thin


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts of what is known: initiatives by province (name, initiatives, municipalities with one, municipalities),
    main themes with few initiatives (node, count), municipalities with and without any, documents by age."""

    provinces: tuple[tuple[str, str, int, int, int], ...]
    thin: tuple[tuple[Node, int], ...]
    silent: int
    municipalities: int
    documents: int
    old: int
    undated: int


def limits(session: Session) -> Limits:
    """The limits of this data, on the data date."""
    index = session.index
    initiatives, present = known(index), set(index.present())
    active = {place for one in initiatives for place in index.run_in[one]} & present
    provinces = [(region.id, region.name, sum(1 for one in initiatives if index.run_in[one] & region.municipalities),
                  len(active & region.municipalities), len(region.municipalities)) for region in session.resolver.regions("provincie")]
    counts = by_theme(index, initiatives)
    thin = [(index.themes[theme], len(counts.get(theme, ()))) for theme in main_themes(index) if len(counts.get(theme, ())) < THIN]
    flags = [flag for node in index.documents.values() for flag in source_of(session, node, 1).flags]
    return Limits(tuple(sorted(provinces, key=lambda row: (-row[2], row[1]))), tuple(sorted(thin, key=lambda pair: (pair[1], pair[0].id))),
                  len(present - active), len(present), len(index.documents), flags.count(OLD), flags.count(UNDATED))
