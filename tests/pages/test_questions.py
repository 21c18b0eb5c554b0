"""The pages of the other questions: who knows what, partners, and whether something exists already."""

from __future__ import annotations

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from pages import choices, opening, url
from tests.pages.conftest import page, shown
from tests.pages.test_safe import HOSTILE

CARE, HELP, TABLES = "theme:zorg-dichtbij", "theme:buurthulp", "buurttafels voor ouderen, samen eten in de buurt"
ASKED = [("kennis", {"thema": CARE}), ("partners", {"thema": CARE, "regio": "region:provincie-PV91"}), ("partners", {"actor": "gm:GM9001"}),
         ("bestaat", {"q": TABLES})]


def tables(app: AppTest) -> str:
    """Everything that stands in the tables."""
    return "\n".join(table.value.to_csv() for table in app.dataframe)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(("path", "address"), ASKED)
def test_each_page_shows_rows_and_explains_one(app: AppTest, path: str, address: dict[str, str], lang: str) -> None:
    page(app, path, **address, lang=lang)
    assert not app.exception and app.dataframe
    assert 'class="why-name"' in shown(app) and 'class="documents"' in shown(app)
    assert ("Waar dit staat" if lang == "nl" else "Where it says so") in shown(app)


@pytest.mark.parametrize("path", ["kennis", "partners", "bestaat"])
def test_each_page_opens_without_an_address(app: AppTest, path: str) -> None:
    page(app, path)
    assert not app.exception
    assert bool(app.dataframe) == (path != "bestaat")


@pytest.mark.parametrize(("path", "address", "row", "name"), [
    ("kennis", {"thema": CARE}, "org:dorpswerk", "Stichting Dorpswerk"),
    ("partners", {"thema": HELP, "regio": "region:provincie-PV92"}, "net:tafelkring", "Tafelkring Veldland"),
    ("bestaat", {"q": TABLES}, "method:keukentafel", "Keukentafelgesprek"),
    ("bestaat", {"q": TABLES, "n": "1"}, "method:keukentafel", "Keukentafelgesprek")])
def test_an_address_gives_its_row_back(app: AppTest, path: str, address: dict[str, str], row: str, name: str) -> None:
    page(app, path, **address, rij=row)
    assert re.search(f'<h2 class="why-name"><a [^>]*><bdi>{re.escape(name)}</bdi></a></h2>', shown(app))
    assert app.selectbox(key="pick-row").value == row


def test_an_old_role_is_said_and_not_hidden(app: AppTest) -> None:
    page(app, "kennis", thema=HELP)
    assert "oud: uit 2017" in tables(app)
    assert "<bdi>lector, Kennispunt Veldland</bdi>" in shown(app) and "eerst nagaan" in shown(app)


def test_people_and_organisations_are_blocks_of_their_own(app: AppTest) -> None:
    page(app, "kennis", thema=HELP, lang="en")
    assert len(app.dataframe) == 2 and shown(app).index("People") < shown(app).index("Organisations")


def test_a_theme_without_people_says_so(app: AppTest) -> None:
    page(app, "kennis", thema="theme:ontmoeten")
    assert "Geen persoon" in shown(app) and len(app.dataframe) == 1


def test_a_second_theme_leaves_who_knows_both(app: AppTest) -> None:
    page(app, "kennis", thema=HELP, ook="maaltijden in de buurt")
    assert app.selectbox(key="pick-also").value == "theme:maaltijden"
    assert "Stichting Dorpswerk" in tables(app) and "Kennispunt" not in tables(app)
    shown_count = app.selectbox(key="pick-also").options[1]
    assert shown_count.endswith("bekend") and " 0 " not in shown_count


def test_a_weight_of_this_question_travels(app: AppTest) -> None:
    page(app, "kennis", thema=CARE, w="leads:4,first:3")
    assert app.slider(key="weight-leads").value == 4.0
    app.selectbox(key="pick-theme").set_value(HELP).run()
    assert app.query_params["w"] == "leads:4"


def test_an_empty_corner_is_said_where_it_is(app: AppTest) -> None:
    page(app, "partners", thema=CARE, regio="region:provincie-PV91")
    told = [line for line in shown(app).split("\n") if "is leeg in Oosterland" in line]
    assert len(told) == 2 and "onderzoek" in told[1]


def test_what_covers_an_actor_comes_first_when_no_theme_is_asked(app: AppTest) -> None:
    page(app, "partners", actor="Oosterdorp")
    assert app.selectbox(key="pick-actor").value == "gm:GM9001" and app.selectbox(key="pick-theme").value == ""
    assert shown(app).index("bestrijkt</bdi></h2>") < shown(app).index("Beleid")


def test_choosing_an_actor_writes_its_id(app: AppTest) -> None:
    page(app, "partners", thema=HELP)
    app.selectbox(key="pick-actor").set_value("gm:GM9002").run()
    assert app.query_params["actor"] == "gm:GM9002" and app.query_params["thema"] == HELP
    assert app.selectbox(key="pick-actor").options[1].endswith("(gemeente)")


@pytest.mark.parametrize(("path", "address", "ways"), [
    ("kennis", {"thema": HELP, "regio": "region:provincie-PV91", "op": "1999-01-01"}, True),
    ("partners", {"thema": "theme:maaltijden", "op": "1999-01-01"}, True), ("bestaat", {"q": "kwantumzwaartekracht"}, True)])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_an_empty_answer_says_why_and_offers_ways_on(app: AppTest, path: str, address: dict[str, str], ways: bool, lang: str) -> None:
    page(app, path, **address, lang=lang)
    assert not app.exception and not app.dataframe
    assert ("Hier is nog niets bekend" if lang == "nl" else "Nothing is known here yet") in shown(app)


@pytest.mark.parametrize(("path", "address"), [("kennis", {"ook": "theme:buurthulb", "thema": CARE}), ("partners", {"actor": "gm:GM0000"}),
                                               ("partners", {"thema": "theme:x"}), ("bestaat", {"q": TABLES, "regio": "nergens"})])
def test_an_unknown_id_is_said(app: AppTest, path: str, address: dict[str, str]) -> None:
    page(app, path, **address)
    assert "bestaat hier niet" in shown(app) and not app.exception


def test_what_another_question_asks_does_no_harm(app: AppTest) -> None:
    page(app, "bestaat", q=TABLES, thema="theme:x", actor="gm:GM0000", w="first:2")
    assert app.dataframe and not app.exception


def test_a_short_text_goes_into_the_address_and_a_long_one_does_not(app: AppTest) -> None:
    page(app, "bestaat")
    app.text_area(key="pick-text").set_value(TABLES).run()
    assert app.query_params["q"] == TABLES and app.dataframe
    long = f"{TABLES}. " * 10
    app.text_area(key="pick-text").set_value(long).run()
    assert "q" not in app.query_params and app.dataframe and f"langer dan {url.SHORT}" in shown(app)
    assert app.text_area(key="pick-text").value == long.strip()
    app.selectbox(key="pick-row").set_value("method:keukentafel").run()
    assert "<bdi>Keukentafelgesprek</bdi></a></h2>" in shown(app) and "q" not in app.query_params


def test_a_text_stays_with_its_visitor(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache that all visitors share holds no text."""
    asked: list[str] = []
    shared = opening._answer
    monkeypatch.setattr(opening, "_answer", lambda session, version, question, *rest: asked.append(question) or shared(session, version, question, *rest))
    page(app, "bestaat", q=TABLES)
    assert app.dataframe and asked == []
    assert choices.text(url.State(text="eigen")) == "eigen"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_only_read(app: AppTest, text: str) -> None:
    page(app, "bestaat", q=f"{text} buurttafel eten")
    assert not app.exception
    assert "<script>alert" not in shown(app) and "<img" not in shown(app)
    assert html.unescape(app.text_area(key="pick-text").value).startswith(html.unescape(text)[:5])


def test_the_first_page_lists_the_other_questions_with_an_answer(app: AppTest) -> None:
    app.run()
    links = [element.proto for element in app.get("page_link")]
    others = {link.page.rsplit("/", 1)[-1]: link.query_string for link in links if link.query_string and "thema=" in link.query_string}
    assert {"kennis", "partners"} <= set(others)
    assert any("q=" in link.query_string for link in links if link.page == "bestaat")
