"""Answers on the shipped data that were checked by hand against their documents; each reasons why."""

from __future__ import annotations

from queries.catalogue import ask
from tests.queries.conftest import Engines


def test_burgerparticipatie_has_peel_en_maas_first(shipped: Engines):
    """Movisie (2019) lets Jantine Kriens name Peel en Maas and Súdwest-Fryslân; Gebiedsontwikkeling.nu (2017)
    independently calls Peel en Maas the national front runner in residents' participation (zelfsturing)."""
    answer = ask(shipped.tested, "pioneers", {"theme": "burgerparticipatie"}, top=0)
    assert answer.rows[0].name == "Peel en Maas"
    assert answer.rows[0].strength == "independent"
    fryslan = next(row for row in answer.rows if row.name == "Súdwest-Fryslân")
    assert fryslan.tier == "pioneer"
    assert [item.said_by for item in fryslan.evidence] == ["Jantine Kriens"]


def test_the_same_question_in_limburg(shipped: Engines):
    answer = ask(shipped.tested, "pioneers", {"theme": "burgerparticipatie", "region": "Limburg"})
    assert answer.rows[0].name == "Peel en Maas"
    assert answer.params["region"] == "region:provincie-PV31"


def test_samen_sturen_in_zuid_holland_has_alphen_first(shipped: Engines):
    """Kriens names Alphen's "Tom in de Buurt" as an example; Movisie describes how Alphen steers together."""
    answer = ask(shipped.tested, "pioneers", {"theme": "samen sturen", "region": "Zuid-Holland"})
    assert answer.rows[0].name == "Alphen aan den Rijn"


def test_wijk_ggd_has_vught_first_with_veldhoven_as_follower(shipped: Engines):
    """The pilot began in Vught in 2015 (Brabants Dagblad, Binnenlands Bestuur); Veldhoven took it from Vught."""
    row = ask(shipped.tested, "pioneers", {"theme": "wijk-GGD'er"}).rows[0]
    assert row.name == "Vught"
    assert any(item.statement["relation_id"] == "adopted_from" and item.statement["subject"] == "Veldhoven"
               for item in row.evidence)


def test_as_known_in_2016_differs_and_counts_no_later_claim(shipped: Engines):
    """Every claim then counts from 2016-01-01 or before: by its own start, or by its document's date."""
    params = {"theme": "wijk-GGD'er"}
    now = ask(shipped.tested, "pioneers", params, top=0)
    then = ask(shipped.tested, "pioneers", {**params, "on": "2016-01-01"}, top=0)
    assert [row.score for row in now.rows] != [row.score for row in then.rows]
    claims = shipped.tested.store.claims({item.claim for row in then.rows for item in row.evidence})
    assert claims and all("" < claim.cell("since") <= "2016-01-01" for claim in claims.values())


def test_a_claim_of_a_municipality_dissolved_in_2023_is_found_under_its_successor(shipped: Engines):
    """Westvoorne (JOGG among others) merged with Brielle and Hellevoetsluis into Voorne aan Zee on 2023-01-01."""
    session = shipped.tested
    links = [link for link in session.store.links_of(("runs",)) if link.subject == "gm:GM0614"]
    assert links and session.index.successors("gm:GM0614") == ("gm:GM1992",)
    theme = next(link.object for link in session.index.about if link.subject == links[0].object)
    rows = {row.id: row for row in ask(session, "pioneers", {"theme": theme}, top=0).rows}
    assert any("Westvoorne" in item.via and "Voorne aan Zee" in item.via for item in rows["gm:GM1992"].evidence)


def test_an_empty_cell_says_why_and_offers_ways_out_with_their_counts(shipped: Engines):
    answer = ask(shipped.tested, "pioneers", {"theme": "wijk-GGD'er", "region": "Texel"})
    assert not answer.rows and "Texel" in answer.empty_reason
    assert len(answer.suggestions) == 3
    for way in answer.suggestions:
        assert ask(shipped.tested, "pioneers", way.params, top=0).total == way.count > 0


def test_counts_of_pickers_are_those_of_the_answers(shipped: Engines):
    session = shipped.tested
    limburg = session.resolver.region("Limburg")
    for theme in list(session.index.themes)[::12]:
        assert session.count("pioneers", theme) == ask(session, "pioneers", {"theme": theme}, top=0).total
        assert session.count("pioneers", theme, limburg) == ask(
            session, "pioneers", {"theme": theme, "region": limburg.id}, top=0).total


def test_nobody_is_reached_by_mail_or_phone_and_no_person_is_ranked(shipped: Engines):
    for theme in ("theme:sd", "theme:jeugd"):
        for row in ask(shipped.tested, "pioneers", {"theme": theme}, top=0).rows:
            assert row.kind in ("gm", "org", "net")
            assert all("@" not in way.label + way.url and "mailto" not in way.url for way in row.reachable_via)
