"""The exports for other tools, read back by programs that share no code with ours, with hostile texts in them."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import networkx as nx
import openpyxl
import pandas as pd
import pytest
import rdflib
from openpyxl.utils.escape import unescape
from rdflib.namespace import DCTERMS, RDF, SKOS

from graph.build import Graph
from graph.exports import workbook
from graph.exports.cypher_script import literal
from graph.exports.formats import FORMATS, export
from graph.exports.neo4j_tables import write_neo4j
from graph.exports.property_graph import write_gexf, write_graphml
from graph.exports.rdf import write_trig
from graph.exports.skos import SCHEME, write_skos
from graph.exports.workbook import write_xlsx
from graph.exports.writing import clean_for_xml
from graph.people import without_people
from graph.schema import schema
from ingest.catalogue import read_graph
from tests.graph.hostile import HOSTILE, hostile_graph, texts_of_cells
from tests.village.village import village_graph


@pytest.fixture(scope="module")
def real() -> Graph:
    return without_people(read_graph())


@pytest.fixture(scope="module")
def hostile() -> Graph:
    graph = hostile_graph()
    assert texts_of_cells(graph) == set(HOSTILE) - {""}, "the village has room for all of them"
    return graph


# -- Gephi ----------------------------------------------------------------------------------------


def test_networkx_reads_the_gexf(real: Graph, tmp_path: Path) -> None:
    counts = write_gexf(real, tmp_path / "r.gexf")
    found = nx.read_gexf(tmp_path / "r.gexf")
    assert found.is_multigraph() and found.is_directed() and found.graph["mode"] == "static"
    assert (found.number_of_nodes(), found.number_of_edges()) == (counts.nodes, counts.claims)
    assert {cells["id"] for *_, cells in found.edges(data=True)} == {i for batch in real.batches("Claim") for i in batch.ids}
    assert found.nodes["gm:GM0518"]["inhabitants"] > 400_000 and found.nodes["gm:GM0518"]["label"] == "Den Haag"
    starts = {cells["start_date"] for _, cells in found.nodes(data=True) if "start_date" in cells}
    assert "2019" in starts and all(isinstance(start, str) for start in starts), "partial dates are text, never a timeline"
    assert not any("start" in cells or "end" in cells for _, cells in found.nodes(data=True))


@pytest.mark.parametrize(("write", "read", "same"), [
    (write_gexf, nx.read_gexf, lambda text: text),
    (write_graphml, nx.read_graphml, lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))])
def test_hostile_texts_come_back_from_the_network_forms(write, read, same, hostile: Graph, tmp_path: Path) -> None:
    write(hostile, tmp_path / "h")
    found = read(tmp_path / "h")
    expected = {(identifier, same(clean_for_xml(name))) for batch in hostile.batches("Initiative")
                for identifier, name in zip(batch.ids, batch.columns["name"], strict=True) if name}
    assert expected <= {(identifier, cells.get("name", "")) for identifier, cells in found.nodes(data=True)}
    notes = {same(clean_for_xml(note)) for batch in hostile.batches("Claim") for note in batch.columns["note"] if note}
    assert notes <= {cells.get("note") for *_, cells in found.edges(data=True)} and len(notes) > 10


# -- RDF ------------------------------------------------------------------------------------------


def test_hostile_texts_come_back_from_trig_and_jsonld(hostile: Graph, tmp_path: Path) -> None:
    write_trig(hostile, tmp_path / "h.trig")
    found = rdflib.Dataset(default_union=True)
    found.parse(tmp_path / "h.trig", format="trig")
    assert texts_of_cells(hostile) <= {str(quad[2]) for quad in found.quads() if isinstance(quad[2], rdflib.Literal)}
    assert "dataset:field {" in (tmp_path / "h.trig").read_text(encoding="utf-8"), "a named graph reads as its dataset"


@pytest.mark.parametrize("which", ["real", "village", "hostile"])
def test_the_themes_are_a_concept_scheme_of_good_standing(which: str, real: Graph, hostile: Graph, tmp_path: Path) -> None:
    """The integrity conditions of the SKOS reference, section by section, and that both ways are written."""
    graph = {"real": real, "hostile": hostile, "village": village_graph()}[which]
    counts = write_skos(graph, tmp_path / "t.ttl")
    found = rdflib.Graph().parse(tmp_path / "t.ttl", format="turtle")
    scheme, concepts = rdflib.URIRef(SCHEME), set(found.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == counts.nodes == graph.counts()["Theme"] and len(found) == counts.lines
    assert set(found.subjects(RDF.type, SKOS.ConceptScheme)) == {scheme} and scheme not in concepts  # S9
    for concept in concepts:
        languages = Counter(label.language for label in found.objects(concept, SKOS.prefLabel))
        assert max(languages.values()) == 1 and set(languages) == {"nl", "en"}  # S14
        assert not set(found.objects(concept, SKOS.prefLabel)) & set(found.objects(concept, SKOS.altLabel))  # S13
        assert (concept, SKOS.inScheme, scheme) in found
        seen, above = {concept}, found.value(concept, SKOS.broader)
        while above is not None:
            assert above in concepts and above not in seen, "broader goes round or leads out of the file"
            seen.add(above)
            above = found.value(above, SKOS.broader)
    for narrow, broad in found.subject_objects(SKOS.broader):
        assert (broad, SKOS.narrower, narrow) in found
    tops = {concept for concept in concepts if found.value(concept, SKOS.broader) is None}
    assert tops == set(found.objects(scheme, SKOS.hasTopConcept)) == set(found.subjects(SKOS.topConceptOf, scheme)) != set()
    assert found.value(scheme, DCTERMS.title) and all(str(o).startswith("http") for o in found.objects(None, SKOS.exactMatch))
    if which == "real":
        labels = Counter((label.language, str(label).lower()) for concept in concepts for label in found.objects(concept, SKOS.prefLabel))
        assert [label for label, count in labels.items() if count > 1] == [], "two themes with one name"


# -- Excel ----------------------------------------------------------------------------------------


def test_openpyxl_and_pandas_read_the_workbook(real: Graph, tmp_path: Path) -> None:
    counts = write_xlsx(real, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    expected = {kind.table.removesuffix(".csv"): sum(map(len, real.batches(kind.name))) for kind in schema().kinds.values()}
    assert {sheet.title: sheet.max_row - 1 for sheet in book.worksheets[1:]} == {name: count for name, count in expected.items() if count}
    assert counts.lines == sum(expected.values()) and counts.notes == ()
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "C2" and sheet.auto_filter.ref.startswith("A1:"), sheet.title
        assert all(8 <= column.width <= 61 for column in sheet.column_dimensions.values()), sheet.title
    claims = pd.read_excel(tmp_path / "r.xlsx", sheet_name="claims", dtype=str, keep_default_na=False)
    assert set(claims["id"]) == {identifier for batch in real.batches("Claim") for identifier in batch.ids}
    assert "Den Haag" in set(claims["subject name"]) and all(claims["document name"])
    places = pd.read_excel(tmp_path / "r.xlsx", sheet_name="municipalities")
    assert places["inhabitants"].max() > 900_000, "a number"
    about = [row for row in book.worksheets[0].values]
    assert {dataset.info.licence for dataset in real.datasets} <= {row[5] for row in about}, "the licence goes along"
    assert about[0][2] == real.as_of


def test_no_cell_of_the_workbook_is_a_formula(hostile: Graph, tmp_path: Path) -> None:
    write_xlsx(hostile, tmp_path / "h.xlsx")
    with zipfile.ZipFile(tmp_path / "h.xlsx") as book:
        sheets = [book.read(name).decode("utf-8") for name in book.namelist() if "/sheet" in name]
        assert 'quotePrefix="1"' in book.read("xl/styles.xml").decode()
    assert sheets and not any("<f>" in sheet or "<f " in sheet or "<hyperlink" in sheet or "<evil" in sheet for sheet in sheets)
    book = openpyxl.load_workbook(tmp_path / "h.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert all(cell.quotePrefix for cell in cells if cell.data_type != "n"), "stays text when somebody edits it"
    shown = {unescape(str(cell.value)).rstrip() for cell in cells}
    assert {clean_for_xml(text).rstrip() for text in texts_of_cells(hostile)} <= shown | {str(cell.value) for cell in cells}


def test_what_excel_cannot_hold_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    graph = village_graph()
    batch = next(batch for batch in graph.batches("Initiative") if len(batch))
    batch.columns["what"][0] = "𝄞" * 20_000
    monkeypatch.setattr(workbook, "MOST_ROWS", 40)
    counts = write_xlsx(graph, tmp_path / "v.xlsx")
    book = openpyxl.load_workbook(tmp_path / "v.xlsx")
    parts = [sheet for sheet in book if sheet.title.startswith("claims")]
    assert len(parts) > 1 and all(sheet.max_row <= 40 for sheet in parts)
    found = [row[0] for sheet in parts for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert sorted(found) == sorted(identifier for batch in graph.batches("Claim") for identifier in batch.ids), "no row is lost"
    said = "\n".join(note.say("nl") for note in counts.notes)
    assert batch.ids[0] in said and "ingekort: 1" in said and "volgend blad" in said
    about = [row for row in book.worksheets[0].values]
    assert any(batch.ids[0] in str(row[3]) for row in about) and any(row[3] == "claims" for row in about)
    cut = next(cell for row in book["initiatives"].values for cell in row if str(cell).startswith("𝄞"))
    assert cut.endswith("[…]") and len(cut.encode("utf-16-le")) // 2 <= 32_767


def test_libreoffice_opens_the_workbook_without_running_anything(hostile: Graph, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is absent; on Debian: sudo apt-get install --no-install-recommends libreoffice-calc-nogui")
    write_xlsx(hostile, tmp_path / "h.xlsx")
    form = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'  # every sheet
    subprocess.run([office, f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless", "--convert-to", form,
                    "--outdir", str(tmp_path / "out"), str(tmp_path / "h.xlsx")], check=True, capture_output=True, timeout=180)
    cells = set()
    for file in (tmp_path / "out").glob("h-*.csv"):
        with file.open(encoding="utf-8", newline="") as handle:
            cells |= {cell.removeprefix("'") for row in csv.reader(handle) for cell in row}
    expected = {text for text in HOSTILE if text.startswith(("=", "+", "-", "@"))}
    assert len(expected) >= 4 and expected <= cells, "the text itself, not what it would come to"


# -- Neo4j (the real one: tests/servers/test_exports_neo4j.py) -------------------------------------


def test_the_neo4j_tables_have_the_headers_of_the_import(real: Graph, tmp_path: Path) -> None:
    counts = write_neo4j(real, tmp_path / "n")
    with (tmp_path / "n" / "nodes-Municipality.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert {"id:ID", "inhabitants:long", "lon:double", "other_names:string[]", "from_latest", ":LABEL"} <= set(rows[0])
    assert rows[0][":LABEL"] == "Node\x1fMunicipality"
    with (tmp_path / "n" / "claims-RUNS.csv").open(encoding="utf-8", newline="") as handle:
        runs = list(csv.DictReader(handle))
    assert {":START_ID", ":END_ID", ":TYPE", "id", "basis"} <= set(runs[0]) and {row[":TYPE"] for row in runs} == {"RUNS"}
    arguments = (tmp_path / "n" / "import.args").read_text().splitlines()
    named = {argument.partition("=")[2] for argument in arguments if argument.startswith(("--nodes", "--relationships"))}
    assert named == {path.name for path in (tmp_path / "n").glob("*.csv")}
    assert "@import.args" in counts.command and str(tmp_path / "n") in counts.command


def test_tables_of_people_from_an_earlier_neo4j_export_are_removed(tmp_path: Path) -> None:
    export(village_graph(), "neo4j", tmp_path / "n", with_people=True)
    assert (tmp_path / "n" / "nodes-Person.csv").exists()
    export(village_graph(), "neo4j", tmp_path / "n")
    assert not (tmp_path / "n" / "nodes-Person.csv").exists()


@pytest.mark.parametrize(("value", "expected"), [
    ("it's", r"'it\'s'"), ("a\\b", r"'a\\b'"), ("\\u0027", r"'\\' + 'u0027'"), ("a\nb", r"'a\nb'"), ("\x07", r"'\u0007'"),
    (True, "true"), (7, "7"), (7.5, "7.5"), (["a", "b'", None], r"['a', 'b\'', null]")])
def test_cypher_literals(value: object, expected: str) -> None:
    assert literal(value) == expected


# -- every form -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_texts_break_no_form(name: str, hostile: Graph, tmp_path: Path) -> None:
    counts = export(hostile, name, tmp_path / "h", with_people=True)
    assert counts.nodes > 0


@pytest.mark.parametrize("name", FORMATS)
def test_every_form_tells_how_far_it_is(name: str, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    export(village_graph(), name, tmp_path / "v", progress=lambda *step: told.append(step))
    assert told and all(what and 0 <= done <= max(total, done) for what, done, total in told)


@pytest.mark.parametrize("name", FORMATS)
def test_a_full_disk_leaves_what_was_there(name: str, tmp_path: Path) -> None:
    """In a process of its own whose files may hold 8 kB: the nearest thing to a full disk."""
    target = tmp_path / "out"
    export(village_graph(), name, target)
    before = _content(target)
    script = ("import resource, signal, sys; from pathlib import Path\n"
              "from graph.exports.formats import export; from graph.problems import StoreError\n"
              "from ingest.catalogue import read_graph\n"
              "graph = read_graph(); signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
              "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
              "try: export(graph, sys.argv[1], Path(sys.argv[2]), with_people=True)\n"
              "except StoreError as error: print(error.say('nl'))\n")
    done = subprocess.run([sys.executable, "-c", script, name, str(target)], cwd=Path(__file__).resolve().parents[2], capture_output=True,
                          text=True, timeout=120, check=False)
    assert "kan hier niet worden geschreven" in done.stdout and done.stderr == "", done.stdout + done.stderr
    assert _content(target) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"], "a draft stayed behind"


def _content(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (sorted(path.iterdir()) if path.is_dir() else [path])}
