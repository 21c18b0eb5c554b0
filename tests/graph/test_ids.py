"""Ids and their IRIs, claim ids, and dates with the precision of their source."""

from __future__ import annotations

import calendar
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import dates, ids, rdf
from graph.build import plain_number
from graph.records import LIST_SEPARATOR, split_list

_IDS = st.from_regex(r"[a-z]{1,8}:[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)
_FIXED = settings(derandomize=True, database=None, deadline=None)


@_FIXED
@given(_IDS)
def test_an_id_and_its_iri_lead_to_each_other(identifier: str) -> None:
    assert ids.is_id(identifier)
    assert ids.id_of(ids.iri_of(identifier)) == identifier
    assert identifier.startswith(ids.prefix_of(identifier) + ":")
    assert rdf.node_term(identifier) == f"<{ids.iri_of(identifier)}>"


@pytest.mark.parametrize("text", ["", ":", "gm:", ":x", "gm:a b", "GM:x", "gm:é", "gm:a>b", "gm:a/b", "gm:-a", "gm:a\n", "gm:a:b", " gm:a"])
def test_what_is_no_id(text: str) -> None:
    assert not ids.is_id(text)


@_FIXED
@given(st.text(max_size=30))
def test_an_id_never_breaks_out_of_its_iri(text: str) -> None:
    if ids.is_id(text):
        assert not set(ids.iri_of(text)) & set(' <>"{}|\\^`\n\r\t')


def test_the_iri_of_somebody_else_comes_back_as_it_is() -> None:
    assert ids.id_of("https://www.wikidata.org/entity/Q1") == "https://www.wikidata.org/entity/Q1"
    assert ids.prefix_of("Oosterdorp") == ""


def test_a_claim_id_is_what_the_format_says() -> None:
    cells = ["gm:GM9001", "runs", "init:tafel-oosterdorp", "", "", "", "", "doc:oosterdorp-2025"]
    text = "gm:GM9001|runs|init:tafel-oosterdorp|||||doc:oosterdorp-2025"
    assert ids.claim_id(cells) == "claim:" + hashlib.sha256(text.encode()).hexdigest()[:16]


@_FIXED
@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31))
def test_a_date_means_its_first_to_its_last_day(year: int, month: int, day: int) -> None:
    last = calendar.monthrange(year, month)[1]
    assert dates.interval(f"{year:04}") == (f"{year:04}-01-01", f"{year:04}-12-31")
    assert dates.interval(f"{year:04}-{month:02}") == (f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last:02}")
    text = f"{year:04}-{month:02}-{day:02}"
    assert dates.interval(text) == ((text, text) if day <= last else None)


@settings(_FIXED, max_examples=300)
@given(st.one_of(st.text(max_size=12), st.text("0123456789-", max_size=10)))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = dates.interval(text)
    assert found is None or found.earliest <= found.latest
    if found:
        assert len(text) in dates.DATATYPES
        assert dates.years_between(found.earliest, found.latest) < 1.01


@pytest.mark.parametrize("text", ["", "0000", "18", "2018-9", "2018-13", "2018-00", "2018-02-29", "2018-09-00", "2018/09", "2018-09-24T00:00",
                                  " 2018", "2018 ", "２０１８", "2018-W01", "+2018", "2018\n"])
def test_what_is_no_date(text: str) -> None:
    assert dates.interval(text) is None


def test_years_between() -> None:
    assert dates.years_between("2021-12-31", "2025-12-31") == 4
    assert dates.years_between("2025-12-31", "2021-12-31") == -4


@_FIXED
@given(st.lists(st.text(st.characters(exclude_characters=";"), min_size=1, max_size=8), max_size=5))
def test_a_list_is_read_as_it_was_joined(values: list[str]) -> None:
    assert split_list(LIST_SEPARATOR.join(values)) == values


@pytest.mark.parametrize(("text", "plain"), [("7", "7"), ("07.50", "7.5"), ("-0", "0"), ("0.0", "0"), ("1200", "1200"), ("-12.5", "-12.5"), ("0.10", "0.1")])
def test_numbers_have_one_form(text: str, plain: str) -> None:
    assert plain_number(text) == plain


@_FIXED
@given(st.text(max_size=20))
def test_a_literal_stays_on_its_line(text: str) -> None:
    written = rdf.literal(text)
    assert "\n" not in written and "\r" not in written
    assert written[1:-1].replace("\\\\", "").replace('\\"', "").count('"') == 0
