"""What is taken along from the network page: the picture, its links as a table, and exactly this part of the graph as a network file."""

from __future__ import annotations

from collections.abc import Sequence

from pages import frame, network_chart, picture
from pages.words import say
from queries.pictures.network import Picture
from queries.pictures.network_files import as_csv, as_graph
from queries.pictures.web import Tie
from queries.session import Session

_FORMS = ("graphml", "gexf")


def draw(opened: Session, shown: Picture, ties: Sequence[Tie], title: str, language: str) -> None:
    """The buttons; a file is made when it is asked for."""
    nodes = {shown.centre, *(end for tie in ties for end in (tie.one, tie.other))}
    claims = {link.id for tie in ties for link in tie.links}

    def made(form: str) -> bytes:
        return as_graph(opened, nodes, claims, form)

    more = [(say(f"network.{form}", language), lambda form=form: made(form), form, "application/xml") for form in _FORMS]
    name = f"wieweetwat-{frame.NETWORK}-{shown.centre.replace(':', '-')}"[:80]
    picture.downloads(lambda: network_chart.printed(opened, shown, ties, title, language), name, language,
                      csv=lambda: as_csv(opened, nodes, claims, language), more=more)
    frame.paragraph(say("network.people", language), "note")
