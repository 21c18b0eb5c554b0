"""The shipped data: sound, complete and as promised. Each message names the repair for whoever edits data/."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from graph.build import Graph, build
from graph.problems import report
from graph.records import split_list
from graph.validate import check
from ingest.catalogue import DATA, DECLARATIONS, data_date, read_data
from ingest.dataset import read_front

LAYERS = ("nl", "provincie", "corop", "arbeidsmarktregio", "jeugdregio", "ggdregio", "veiligheidsregio", "zorgkantoorregio")
PRESENT, ARRANGEMENTS, CHANGES = 342, 451, 128
# Merged across the border of two care office regions after the vintage: the sources do not say which it lies in.
WITHOUT = {("gm:GM1961", "zorgkantoorregio")}
# needs.md no. 53: the seven themes of the factsheet of June 2015, each by a label or a synonym.
SEVEN = ("cliëntgericht werken", "jeugd-ggz", "jeugdbeschermer", "sociale teams", "Veilig Thuis", "re-integratie", "kwetsbare groepen")


def table(name: str) -> list[dict[str, str]]:
    """The rows of one file under data/."""
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The shipped data, whole."""
    datasets, aliases, problems = read_data(DATA)
    problems += list(check(datasets, aliases)) if not problems else []
    assert not problems, "data/ has faults; each line says how to mend it:\n" + report(problems, "en")
    return build(datasets, aliases, data_date(DATA))


def claims(graph: Graph, relation: str) -> list[tuple[str, str]]:
    """Subject and object of a relation's claims."""
    return [(subject, object_) for batch in graph.batches("Claim") for subject, name, object_ in zip(
        batch.columns["subject"], batch.columns["relation"], batch.columns["object"], strict=True) if name == relation]


def test_nothing_is_wrong_with_the_files(graph: Graph) -> None:
    assert graph.as_of == (DATA / "VERSION").read_text(encoding="utf-8").strip()
    assert {dataset.name for dataset in graph.datasets} == {declaration.name for declaration in DECLARATIONS}


@pytest.mark.parametrize("folder", sorted(path.name for path in DATA.iterdir() if path.is_dir() and path.name != "build"))
def test_every_dataset_says_where_it_comes_from(folder: str) -> None:
    front = read_front(DATA / folder)
    assert front.info.licence and front.info.publisher, f"data/{folder}/SOURCE.md: fill in licence and publisher"
    assert not front.info.synthetic, f"data/{folder} is invented: it belongs in tests/, not among the facts"
    assert set(front.rows) == {path.name for path in (DATA / folder).glob("*.csv")}, (
        f"data/{folder}/SOURCE.md: give every file its number of rows under [rows] (`wieweetwat check --fix`)")


@pytest.mark.parametrize("path", sorted(DATA.glob("*/*.csv")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_tables_are_sorted_by_id(path: Path) -> None:
    found = [row["id"] for row in table(f"{path.parent.name}/{path.name}")]
    wrong = [second for first, second in zip(found, found[1:], strict=False) if second < first]
    assert not wrong, f"data/{path.parent.name}/{path.name}: sort the rows by id; {wrong[0]} stands too low"


def test_counts_are_as_promised(graph: Graph) -> None:
    counts = graph.counts()
    expected = {"Region": 212, "Theme": 170, "Person": 266, "Family": 47, "Initiative": 469, "Method": 127, "Programme": 91}
    for kind, least in expected.items():
        assert counts[kind] >= least * 0.95, f"{kind}: {counts[kind]} rows where {least} shipped; a file was cut off: restore it with git checkout"
    assert counts["Claim"] >= 14_000 and counts["Document"] >= 500 and counts["Organisation"] >= 5_000


def test_municipalities_of_today_and_their_changes(graph: Graph) -> None:
    rows = table("municipalities/municipalities.csv")
    present = [row for row in rows if not row["until"]]
    assert len(present) == PRESENT, f"{len(present)} municipalities have no `until`; there are {PRESENT} in 2026"
    assert len(table("municipalities/changes.csv")) == CHANGES
    assert len(table("arrangements/networks.csv")) == ARRANGEMENTS, "joint arrangements: compare data/arrangements/networks.csv with the register"
    bare = [row["id"] for row in present if not (row["inhabitants"] and row["density"] and row["lon"] and row["lat"])]
    assert not bare, f"{bare[:3]}: fill in inhabitants, density and centre point (data/municipalities/SOURCE.md says where from)"


def test_every_municipality_lies_in_every_layer_once(graph: Graph) -> None:
    layer_of = {identifier: layer for batch in graph.batches("Region")
                for identifier, layer in zip(batch.ids, batch.columns["layer"], strict=True)}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for municipality, region in claims(graph, "in_region"):
        found[municipality][layer_of[region]] += 1
    present = {row["id"] for row in table("municipalities/municipalities.csv") if not row["until"]}
    assert set(found) == present, f"in_region: {sorted(set(found) ^ present)[:3]} are not the municipalities of today"
    for identifier, layers in sorted(found.items()):
        due = Counter(layer for layer in LAYERS if (identifier, layer) not in WITHOUT)
        assert layers == due, f"{identifier} lies in {dict(layers)}: give it one in_region claim per layer in data/municipalities/claims.csv"
    empty = set(layer_of) - {region for _, region in claims(graph, "in_region")}
    assert not empty, f"{sorted(empty)[:3]}: regions without a municipality"


def test_every_dissolved_municipality_has_a_successor(graph: Graph) -> None:
    gone = {row["id"] for row in table("municipalities/municipalities.csv") if row["until"]}
    followed = {old for _, old in claims(graph, "succeeds")}
    dissolved = {identifier for row in table("municipalities/changes.csv") for identifier in split_list(row["dissolved"])}
    assert dissolved <= gone, f"{sorted(dissolved - gone)[:3]} are dissolved in changes.csv but have no `until`"
    assert dissolved <= followed, f"{sorted(dissolved - followed)[:3]}: add a succeeds claim from the municipality that took it over"


def test_every_claim_has_its_document(graph: Graph) -> None:
    documents = {identifier for batch in graph.batches("Document") for identifier in batch.ids}
    for batch in graph.batches("Claim"):
        for row, document in enumerate(batch.columns["document"]):
            assert document in documents, f"data/{batch.file}:{batch.lines[row]}: no document {document}; add it to documents.csv"


def test_the_hague_is_one_node(graph: Graph) -> None:
    wanted = {"Den Haag", "'s-Gravenhage", "Gemeente Den Haag"}
    found = defaultdict(set)
    for kind in ("Municipality", "Organisation", "Network"):
        for batch in graph.batches(kind):
            for identifier, name, others in zip(batch.ids, batch.columns["name"], batch.columns["other_names"], strict=True):
                for label in {name, *split_list(others)} & wanted:
                    found[label].add(identifier)
    assert dict(found) == {label: {"gm:GM0518"} for label in wanted}, "Den Haag must be gm:GM0518 only: move the names there or add an alias"


def test_the_seven_themes_are_there(graph: Graph) -> None:
    labels = {label.casefold() for row in table("themes/themes.csv") for label in (row["label_nl"], *split_list(row["alt_nl"]))}
    for theme in SEVEN:
        assert any(theme.casefold() == label or label.endswith(" " + theme.casefold()) for label in labels), (
            f"no theme is called {theme}: add it to data/themes/themes.csv, or to alt_nl of the one that means it")


def test_no_label_means_two_themes() -> None:
    found = defaultdict(set)
    for row in table("themes/themes.csv"):
        for label in (row["label_nl"], *split_list(row["alt_nl"])):
            found[label.casefold()].add(row["id"])
    double = {label: sorted(themes) for label, themes in found.items() if len(themes) > 1}
    assert not double, f"{double}: a label may belong to one theme; take it off the others"


def test_themes_form_a_tree() -> None:
    broader = {row["id"]: row["broader"] for row in table("themes/themes.csv")}
    for start in broader:
        trail = [start]
        while broader[trail[-1]]:
            trail.append(broader[trail[-1]])
            assert trail[-1] not in trail[:-1], f"themes go round in a circle: {' > '.join(trail)}; empty one `broader`"


def test_aliases_resolve(graph: Graph) -> None:
    aliases = {row["id"]: row["canonical"] for row in table("aliases/aliases.csv")}
    assert aliases, "data/aliases/aliases.csv is empty"
    nodes = {identifier for batch in graph.batches() if batch.kind.name != "Claim" for identifier in batch.ids}
    assert not nodes & set(aliases), "an alias is still a node of its own; graph/build.py should have resolved it"
    missing = set(aliases.values()) - nodes
    assert not missing, f"{sorted(missing)[:3]}: correct the column canonical in data/aliases/aliases.csv"
    before = {row["id"] for dataset in ("government", "field") for row in table(f"{dataset}/organisations.csv")}
    before |= {row["id"] for dataset in ("arrangements", "field") for row in table(f"{dataset}/networks.csv")}
    idle = set(aliases) - before
    assert not idle, f"{sorted(idle)[:3]}: aliases of nothing; take them off data/aliases/aliases.csv"


def test_people_live_in_their_own_dataset(graph: Graph) -> None:
    for dataset in graph.datasets:
        for batch in dataset.of_kind("Claim"):
            ends = zip(batch.columns["subject"], batch.columns["object"], batch.lines, strict=True)
            lines = [line for subject, object_, line in ends if "person" in (subject.split(":")[0], object_.split(":")[0])]
            assert not lines or dataset.name == "people", f"data/{batch.file}:{lines[0]}: move a claim that names a person to data/people/claims.csv"
