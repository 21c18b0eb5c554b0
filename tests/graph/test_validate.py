"""Two judges over the same records: graph/validate.py and the SHACL shapes of graph/schema.ttl.

One invalid record per rule, then mutations by hypothesis; both judges must agree but for second_opinion.UNSEEN.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import ids
from graph.problems import DataError, Problem
from graph.records import Batch, Dataset
from graph.schema import CHOICE, DATE, REFERENCE, TEXT, schema
from graph.validate import AliasTable, check
from ingest.catalogue import read_data
from tests.graph.second_opinion import UNSEEN, as_rdf, conforms
from tests.village.village import VILLAGE, declarations, village_graph


class Fault(NamedTuple):
    """One cell made wrong: which problem it must give, in which column, with which expectation."""

    key: str
    kind: str
    find: dict[str, str]
    cells: dict[str, str]
    column: str
    expected: str = ""


_TABLE = {"name": "Buurttafel Oosterdorp"}
_RUNS = {"relation": "runs", "object": "init:tafel-oosterdorp"}
FAULTS = [
    Fault("empty", "Initiative", _TABLE, {"name": ""}, "name"),
    Fault("empty", "Theme", {"id": "theme:maaltijden"}, {"label_en": ""}, "label_en"),
    Fault("empty", "Theme", {"id": "theme:maaltijden"}, {"label_nl": ""}, "label_nl"),
    Fault("empty", "Claim", _RUNS, {"document": ""}, "document"),
    Fault("empty", "Claim", _RUNS, {"basis": ""}, "basis"),
    Fault("choice", "Initiative", _TABLE, {"status": "actief"}, "status", "running | ended | stopped | planned | unknown"),
    Fault("choice", "Claim", _RUNS, {"relation": "doet"}, "relation"),
    Fault("date", "Initiative", _TABLE, {"start": "2018-13"}, "start", "2018 | 2018-09 | 2018-09-24"),
    Fault("date", "Initiative", _TABLE, {"start": "2018-02-29"}, "start"),
    Fault("date", "Initiative", _TABLE, {"start": "24-09-2018"}, "start"),
    Fault("date", "Initiative", _TABLE, {"start": "0000"}, "start"),
    Fault("number", "Municipality", {"id": "gm:GM9001"}, {"inhabitants": "24.000,5"}, "inhabitants", "0, 1, 2 …"),
    Fault("number", "Municipality", {"id": "gm:GM9001"}, {"inhabitants": "-1"}, "inhabitants"),
    Fault("number", "Municipality", {"id": "gm:GM9001"}, {"density": "3,5"}, "density", "-12.5"),
    Fault("form", "Document", {"id": "doc:platform-nd"}, {"url": "www.platform.example"}, "url", "https://…"),
    Fault("form", "Municipality", {"id": "gm:GM9001"}, {"wikidata": "9001"}, "wikidata", "Q123"),
    Fault("formula", "Initiative", _TABLE, {"what": '=HYPERLINK("https://x.example")'}, "what"),
    Fault("formula", "Municipality", {"id": "gm:GM9001"}, {"other_names": "Oostdarp; -1+1"}, "other_names"),
    Fault("too-long", "Initiative", _TABLE, {"what": "x" * 2001}, "what", "<= 2000"),
    Fault("reference-form", "Initiative", _TABLE, {"family": "Buurttafel"}, "family", "family:…"),
    Fault("reference-unknown", "Initiative", _TABLE, {"family": "family:geen"}, "family"),
    Fault("reference-unknown", "Claim", _RUNS, {"subject": "gm:GM0000"}, "subject"),
    Fault("reference-kind", "Initiative", _TABLE, {"family": "method:keukentafel"}, "family", "family:…"),
    Fault("reference-kind", "Claim", {"relation": "adopted_from", "subject": "gm:GM9003"}, {"concerns": "gm:GM9001"},
          "concerns", "family:… | init:… | method:… | theme:…"),
    Fault("end", "Claim", _RUNS, {"subject": "theme:buurthulp"}, "subject", "gm:… | net:… | org:…"),
    Fault("end", "Claim", _RUNS, {"object": "gm:GM9002"}, "object", "init:…"),
    Fault("same-kind", "Claim", {"relation": "succeeds", "subject": "org:dorpswerk"}, {"object": "prog:dichtbij"},
          "object", "org:…"),
    Fault("same-kind", "Claim", {"relation": "succeeds", "subject": "org:dorpswerk"}, {"object": "net:tafelkring"},
          "object", "org:…"),
    Fault("not-carried", "Claim", _RUNS, {"outcome": "failed"}, "outcome"),
    Fault("required-by-relation", "Claim", {"relation": "tried"}, {"outcome": ""}, "outcome"),
    Fault("period", "Claim", {"object": "init:dorpsauto", "relation": "runs"}, {"until": "2015"}, "until", ">= 2016"),
    Fault("period", "Initiative", _TABLE, {"end": "2012-12"}, "end", ">= 2013"),
    Fault("period", "Network", {"id": "net:tafelkring"}, {"until": "2015"}, "until", ">= 2016"),
    Fault("period", "Programme", {"id": "prog:dichtbij"}, {"until": "2016-12-31"}, "until", ">= 2017"),
    Fault("period", "Municipality", {"id": "gm:GM9005"}, {"from": "2019-01-02"}, "until", ">= 2019-01-02"),
    Fault("period", "Organisation", {"id": "org:hulplijn"}, {"from": "2016"}, "until", ">= 2016"),
    Fault("id-form", "Initiative", _TABLE, {"id": "initiatief 1"}, "id", "init:…"),
    Fault("id-twice", "Initiative", _TABLE, {"id": "init:soepbus"}, "id"),
    Fault("claim-id", "Claim", _RUNS, {"id": "claim:0000000000000000"}, "id"),
]


def records() -> tuple[list[Dataset], AliasTable]:
    """The village before anything is built from it."""
    datasets, aliases, problems = read_data(VILLAGE, None, declarations())
    assert not problems
    assert isinstance(aliases, AliasTable)
    return datasets, aliases


def row_of(datasets: list[Dataset], kind: str, find: dict[str, str]) -> tuple[Batch, int]:
    """The first row of a kind with these cells."""
    for batch in (batch for dataset in datasets for batch in dataset.of_kind(kind)):
        for row in range(len(batch)):
            if all(batch.columns[name][row] == cell for name, cell in find.items()):
                return batch, row
    raise LookupError(f"the village has no {kind} with {find}")


def change(batch: Batch, row: int, cells: dict[str, str], mend_claim_id: bool = True) -> None:
    """Set cells; a claim gets the id of its new content, so that only the fault meant is there."""
    for name, cell in cells.items():
        batch.columns[name][row] = cell
    if batch.kind.name == "Claim" and mend_claim_id:
        batch.columns["id"][row] = ids.claim_id([batch.columns[name][row] for name in ids.CLAIM_IDENTITY])


def test_the_village_is_valid_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    datasets, aliases = records()
    assert list(check(datasets, aliases)) == []
    accepted, said = conforms(as_rdf(datasets, aliases, monkeypatch))
    assert accepted, said


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.key}-{fault.kind}-{fault.column}")
def test_each_rule_names_its_place_and_both_judges_see_it(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    datasets, aliases = records()
    batch, row = row_of(datasets, fault.kind, fault.find)
    old = batch.ids[row]
    change(batch, row, fault.cells, mend_claim_id=fault.key != "claim-id")
    found = [problem for problem in check(datasets, aliases) if problem.key == fault.key]
    assert found, f"{fault.key} was not found"
    problem = found[0]
    assert (problem.file, problem.line, problem.column) == (batch.file, batch.lines[row], fault.column)
    if fault.expected:
        assert problem.expected == fault.expected
    _said_in_both_languages(problem)
    if fault.key not in UNSEEN:
        accepted, _ = conforms(as_rdf(datasets, aliases, monkeypatch), {old, batch.ids[row]})
        assert not accepted, f"graph/schema.ttl lets {fault.key} through; graph/validate.py does not"


def _said_in_both_languages(problem: Problem) -> None:
    dutch, english = problem.say("nl"), problem.say("en")
    assert dutch != english
    for text in (dutch, english):
        assert text.startswith(f"{problem.file}:{problem.line}, {problem.column}")
        assert "{" not in text
        assert problem.got[:50] in text
    assert "to mend: " in english, f'add ["mend.{problem.key}"] to graph/texts.toml'


def test_every_rule_of_the_validator_is_tried() -> None:
    tried = {fault.key for fault in FAULTS} | {"alias-unknown"}
    source = (VILLAGE.parent.parent / "graph" / "validate.py").read_text(encoding="utf-8")
    keys = {line.split('Problem("')[1].split('"')[0] for line in source.splitlines() if 'Problem("' in line}
    assert keys <= tried, f"add an invalid record to FAULTS for {sorted(keys - tried)}"


def test_an_alias_that_leads_nowhere_names_its_line() -> None:
    datasets, aliases = records()
    aliases["org:elders"] = "org:weg"
    aliases.lines["org:elders"] = 3
    (problem,) = check(datasets, aliases)
    assert (problem.key, problem.where()) == ("alias-unknown", "aliases/aliases.csv:3, canonical, org:elders")
    _said_in_both_languages(problem)


def test_a_reference_to_an_alias_is_good_and_leads_to_the_canonical_node() -> None:
    claims = [row for batch in village_graph().batches("Claim") for row in batch.rows()]
    assert not any("org:register-kpv" in row for row in claims)
    assert any(row[1:4] == ("org:kennispunt", "evaluates", "method:keukentafel") for row in claims)


def test_all_faults_are_told_at_once() -> None:
    datasets, aliases = records()
    for fault in (FAULTS[0], FAULTS[11]):
        change(*row_of(datasets, fault.kind, fault.find), fault.cells)
    assert {problem.key for problem in check(datasets, aliases)} == {"empty", "number"}
    assert "more" in DataError(*[Problem("empty", "x.csv", 2, "name")] * 60).say("en")


# ---------------------------------------------------------------------------------- mutations

_ALL_IDS = sorted({identifier for dataset in records()[0] for batch in dataset.batches for identifier in batch.ids
                   if batch.kind.name != "Claim"})
_WORDS = sorted({choice for kind in schema().kinds.values() for column in kind.columns for choice in column.choices}
                | set(schema().relations))
_VALUES = {
    DATE: st.one_of(st.sampled_from(["2018-13", "2018-00", "2018-02-29", "2020-02-29", "0000", "0001", "9999", "2018-9",
                                     "2018Z", "20180924", "2018-W10", "2018-W01-1", "2018-001", "-2018", "2018-09-31",
                                     "+2018", "2018-09-24T00:00:00", "0000-01-01", "1900-01"]),
                    st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True)),
    CHOICE: st.sampled_from([*_WORDS, "Yes", "inferred ", "onbekend"]),
    REFERENCE: st.sampled_from([*_ALL_IDS, "gm:GM0000", "org:register-kpv", "Oosterdorp", "org:a b", "gm:", ":x", "init:é"]),
    TEXT: st.one_of(st.sampled_from(["=1+1", " a", "-", "@x", "+", "x" * 2000, "x" * 2001, "a; ", "a; =b", "\u00a0a", "a;b"]),
                    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)),
}
_OTHER = st.sampled_from(["0", "007", "7.50", "-0", "+5", "1e3", ".5", "5.", "١٢", "1 000", "-3", "NaN", "INF", "https://x.example/é",
                          "http://", "ftp://x.example", "https://a b", "https://x.example/<", "Q1", "Q0", "q1", "Q12x", "1,5"])


@st.composite
def mutations(draw: st.DrawFn) -> tuple[int, int, int, str, str]:
    """Dataset, batch and row of a record, one of its columns and a value for it."""
    datasets, _ = records()
    dataset = draw(st.integers(0, len(datasets) - 1))
    number = draw(st.integers(0, len(datasets[dataset].batches) - 1))
    batch = datasets[dataset].batches[number]
    row = draw(st.integers(0, len(batch) - 1))
    if batch.kind.name != "Claim" and draw(st.integers(0, 9)) == 0:
        return dataset, number, row, "id", f"{batch.kind.prefix}:nieuw"  # whoever referred to it is left alone
    column = draw(st.sampled_from(batch.kind.columns))
    value = draw(st.one_of(st.just(""), _VALUES.get(column.type, _OTHER), _VALUES.get(column.type, _OTHER)))
    return dataset, number, row, column.name, value


@settings(max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(mutations())
def test_both_judges_agree_on_a_changed_cell(mutation: tuple[int, int, int, str, str]) -> None:
    dataset, number, row, column, value = mutation
    datasets, aliases = records()
    batch = datasets[dataset].batches[number]
    old = batch.ids[row]
    change(batch, row, {column: value})
    found = [problem for problem in check(datasets, aliases) if problem.key not in UNSEEN]
    for patch in _patches():
        accepted, said = conforms(as_rdf(datasets, aliases, patch), {old, batch.ids[row]})
    assert accepted == (not found), f"{batch.file}:{batch.lines[row]} {column}={value!r}: {found} against {said}"


def _patches() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch
