"""Dates and sentences as a reader expects them."""

from __future__ import annotations

import pytest

from pages import words


@pytest.mark.parametrize(("text", "nl", "en"), [
    ("2018", "2018", "2018"), ("2018-09", "september 2018", "September 2018"), ("2018-09-04", "4 september 2018", "4 September 2018"),
    ("", "", ""), ("onbekend", "onbekend", "onbekend"), ("2018-13", "2018-13", "2018-13")])
def test_a_date_is_as_precise_as_its_source(text: str, nl: str, en: str) -> None:
    assert (words.day(text, "nl"), words.day(text, "en")) == (nl, en)


@pytest.mark.parametrize(("text", "shown"), [("begon eerder", "Begon eerder."), ("", ""), ("Waarom?", "Waarom?")])
def test_a_phrase_becomes_a_sentence(text: str, shown: str) -> None:
    assert words.sentence(text) == shown


def test_days_inside_a_text_are_said_in_words() -> None:
    assert words.days_in("bewijs uit 2019-07-08; ook 2018", "nl") == "bewijs uit 8 juli 2019; ook 2018"
