"""A profile and an answer to take along: every form holds what the page shows, and nothing in it runs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import openpyxl
import pytest

from queries.catalogue import ask
from queries.profiles import take
from queries.profiles.profile import profile_of
from queries.render import as_csv, as_json, as_markdown
from queries.take_along import as_xlsx, citation
from tests.queries.conftest import Engines

KINDS = {"ranked": ("pioneers", {"theme": "theme:buurthulp"}), "table": ("what_works", {"theme": "theme:buurthulp"}),
         "matrix": ("coverage", {"theme": "theme:buurthulp"}), "series": ("spread", {"practice": "family:buurttafel"}),
         "paths": ("introductions", {"actor": ["gm:GM9001", "gm:GM9002"]})}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("identifier", ["gm:GM9001", "org:kennispunt", "family:buurttafel", "theme:buurthulp"])
def test_a_profile_s_workbook_and_brief_hold_its_rows(village: Engines, identifier: str, language: str) -> None:
    profile = profile_of(village.oracle, identifier, language)
    rows = list(csv.DictReader(io.StringIO(take.as_csv(profile))))
    sheet = openpyxl.load_workbook(io.BytesIO(take.as_xlsx(profile, village.oracle.index.as_of, language))).worksheets[0]
    assert sheet.title == {"nl": "Antwoord", "en": "Answer"}[language]  # incident: always the Dutch name
    head, *lines = ([cell or "" for cell in line] for line in sheet.iter_rows(values_only=True))
    assert [dict(zip(head, line, strict=True)) for line in lines] == rows and rows
    assert take.as_xlsx(profile, village.oracle.index.as_of, language) == take.as_xlsx(profile, village.oracle.index.as_of, language)
    brief = take.as_brief(village.oracle, profile, language)
    assert brief.startswith(f"# {profile.name}\n") and profile.node.id in take.citation(village.oracle, profile, language)
    for statement in profile.statements():
        assert statement.evidence.title in brief.replace("\\", "")


def test_nothing_in_it_runs(village: Engines) -> None:
    profile = replace(profile_of(village.oracle, "gm:GM9001", "nl"), name='=HYPERLINK("http://x")|<script>')
    sheet = openpyxl.load_workbook(io.BytesIO(take.as_xlsx(profile, village.oracle.index.as_of, "nl"))).worksheets[0]
    names = {line[3] for line in sheet.iter_rows(min_row=2, values_only=True)}
    assert '\'=HYPERLINK("http://x")|<script>' in names and not any(cell.data_type == "f" for line in sheet.iter_rows() for cell in line)
    assert take.as_brief(village.oracle, profile, "nl").startswith('# =HYPERLINK("http://x")\\|\\<script\\>')


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_in_every_form(village: Engines, kind: str) -> None:
    question, params = KINDS[kind]
    answer = ask(village.oracle, question, params, top=0)
    assert answer.kind == kind and answer.rows
    names = [row.name for row in answer.rows]
    assert [line["id"] for line in csv.DictReader(io.StringIO(as_csv(answer, "nl")))] == [row.id for row in answer.rows]
    assert [row["name"] for row in json.loads(as_json(answer))["rows"]] == names
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(answer, "nl"))).worksheets[0]
    assert [line[0] for line in sheet.iter_rows(min_row=2, values_only=True)] == [row.id for row in answer.rows]
    brief = as_markdown(answer, "nl").replace("\\", "")
    assert all(name in brief for name in names) and answer.data_version in citation(answer, "nl")


def test_a_brief_says_what_disputes_a_row(village: Engines) -> None:
    """Bo Kramer disputes the method keukentafel."""
    answer = ask(village.oracle, "what_works", {"theme": "theme:buurthulp"}, top=0)
    against = [item for row in answer.rows for item in row.against]
    brief = as_markdown(answer, "nl")
    assert against and brief.count("tegengesproken: ") == len(against)
