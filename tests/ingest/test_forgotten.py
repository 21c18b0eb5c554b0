"""Somebody asks to be removed: gone from every file and from every later build, and nothing else breaks."""

from __future__ import annotations

import csv
import re
import shutil
import time
from pathlib import Path

import pytest

from graph import ids
from graph.problems import DataError, UnknownError
from graph.stores.oxigraph import OxigraphStore
from ingest.catalogue import DATA, read_data, read_graph
from ingest.forgetting import forget
from ingest.forgotten import FILE, SALT_FILE, leave_out, read_forgotten

DAY = "2026-05-19"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("build", "forgotten.*"))
    return copy


def _grep(data: Path, name: str) -> list[str]:
    """`grep -ri` for a name, however its words are joined."""
    pattern = re.compile("[^a-z]{1,3}".join(map(re.escape, name.lower().split())))
    texts = {path: path.read_text(encoding="utf-8").lower() for path in sorted(data.rglob("*"))
             if path.is_file() and "store" not in path.parts}
    last = name.lower().split()[-1]
    return [f"{path.relative_to(data)}: {line}" for path, text in texts.items() if last in text
            for line in text.splitlines() if last in line and pattern.search(line)]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize(("asked", "name"), [
    ("Jantine Kriens", "Jantine Kriens"),                          # speaks in claims of field
    ("person:rutger-groot-wassink", "Rutger Groot Wassink"),       # a document's id, title and address
    ("Thijs van Kessel", "Thijs van Kessel"),                      # a slug without the particle
    ("Theo Roes", "Theo Roes"),                                    # named in SOURCE.md
    ("Mariënne van Dongen", "Marienne van Dongen")])               # two spellings
def test_after_forget_the_name_is_nowhere_and_the_data_loads(data: Path, asked: str, name: str) -> None:
    people, field = len(_rows(data / "people/people.csv")), len(_rows(data / "field/claims.csv"))
    assert _grep(data, name)
    done = forget(data, asked, on=DAY)
    assert not done.done_already and done.lines["people/people.csv"] == 1
    assert _grep(data, name) == []
    assert len(_rows(data / "people/people.csv")) == people - 1
    assert len(_rows(data / "field/claims.csv")) == field, "claims that only named the speaker stay"
    for table in (data / "field/claims.csv", data / "people/claims.csv"):
        rows = _rows(table)
        assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert read_graph(data).counts()["Person"] == people - 1
    assert forget(data, asked).done_already


def test_the_speaker_becomes_the_organisation(data: Path) -> None:
    before = {row["id"]: row for row in _rows(data / "field/claims.csv") if row["said_by"] == "Jantine Kriens"}
    forget(data, "Jantine Kriens", on=DAY)
    after = {row["id"]: row for row in _rows(data / "field/claims.csv")}
    assert before
    assert {after[identifier]["said_by"] for identifier in before} == {"namens Vereniging van Nederlandse Gemeenten"}
    assert not [row for row in after.values() if "Kriens" in row["note"]]


def test_everybody_else_stays_as_they_were(data: Path) -> None:
    """Two share the surname Bouwman, two Van Engelshoven: only the one who asked is gone."""
    for name in ("Dennis Bouwman", "Esther van Engelshoven"):
        others = [row for row in _rows(data / "people/people.csv") if row["name"] != name]
        forget(data, name, on=DAY)
        assert _rows(data / "people/people.csv") == others


def test_only_files_with_the_name_are_written(data: Path) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    done = forget(data, "Theo Berben", on=DAY)
    changed = {path.relative_to(data).as_posix() for path, content in before.items() if path.read_bytes() != content}
    assert changed == set(done.lines)
    assert {"people/people.csv", "people/claims.csv", "people/SOURCE.md"} <= changed
    assert not any(file.startswith(("municipalities", "government", "places")) for file in changed)
    assert not [path for path in data.rglob("*.part")]


def test_a_later_build_honours_the_list(data: Path) -> None:
    """The row comes back with the next delivery, in another spelling; no build shows it."""
    removed = [row for row in _rows(data / "people/claims.csv") if row["subject"] == "person:jantine-kriens"]
    forget(data, "Jantine Kriens", on=DAY)
    people = len(read_graph(data).datasets)
    document = removed[0]["document"]
    _append(data, "people/people.csv", f"person:kriens-j,JANTINE  KRIENS,{document},")
    identity = ["person:kriens-j", "role_at", "org:vng", "", "directeur", "", "", document]
    claim = [ids.claim_id(identity), *identity[:5], "director", *[""] * 7, "stated", "Jantine Kriens", document, "Kriens"]
    _append(data, "people/claims.csv", ",".join(claim))
    identity = ["org:vng", "knows_about", "theme:dementie", "", "aldus Jantine Kriens", "", "", document]
    claim = [ids.claim_id(identity), *identity[:5], *[""] * 8, "attributed", "Jantine Kriens", document, "J. Kriens"]
    _append(data, "field/claims.csv", ",".join(claim))
    graph = read_graph(data)
    cells = {cell for batch in graph.batches() for cells in batch.columns.values() for cell in cells}
    assert not [cell for cell in cells if "kriens" in cell.lower()]
    assert "aldus [naam]" in cells
    assert len(graph.datasets) == people


def test_a_speaker_without_a_row_can_be_forgotten(data: Path) -> None:
    identity = ["org:vng", "knows_about", "theme:dementie", "", "", "", "", "doc:movisie-gezond-verstand-2019"]
    claim = [ids.claim_id(identity), *identity[:5], *[""] * 8, "attributed", "Fenna Nieuweling", identity[-1], ""]
    _append(data, "field/claims.csv", ",".join(claim))
    read_graph(data)
    assert forget(data, "fenna nieuweling", on=DAY).counts == {"said_by": 1}
    assert _grep(data, "Nieuweling") == []


def test_nobody_forgotten_costs_nothing(data: Path) -> None:
    datasets, *_ = read_data(data)
    start = time.perf_counter()
    assert leave_out(datasets, data) is datasets
    assert time.perf_counter() - start < 0.05


def test_the_list_tells_no_names(data: Path) -> None:
    forget(data, "Jantine Kriens", on=DAY)
    lines = (data / FILE).read_text(encoding="utf-8").splitlines()
    assert lines[0] == "hash,on"
    assert re.fullmatch(r"[0-9a-f]{64},2026-05-19", lines[1])
    other = data.parent / "other"
    shutil.copytree(DATA, other, ignore=shutil.ignore_patterns("build", "forgotten.*"))
    forget(other, "Jantine Kriens", on=DAY)
    assert (other / FILE).read_text() != (data / FILE).read_text(), "another salt, another hash"


def test_without_the_salt_nothing_is_built(data: Path) -> None:
    forget(data, "Jantine Kriens", on=DAY)
    (data / SALT_FILE).unlink()
    with pytest.raises(DataError) as caught:
        read_graph(data)
    assert "forgotten.salt" in caught.value.say("nl")


@pytest.mark.parametrize("line", ["abc,2026-05-19", "0" * 64 + ",gisteren", "0" * 64])
def test_a_damaged_list_stops_the_build(data: Path, line: str) -> None:
    forget(data, "Jantine Kriens", on=DAY)
    _append(data, FILE, line)
    with pytest.raises(DataError) as caught:
        read_forgotten(data)
    assert f"{FILE}:3" in caught.value.say("en")


def test_an_unknown_name_gets_the_nearest_ones(data: Path) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    with pytest.raises(UnknownError) as caught:
        forget(data, "Jantien Krins")
    assert "Jantine Kriens" in caught.value.say("nl")
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_an_interrupted_forget_can_be_finished(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fails half-way: what was begun is finished by doing it again."""
    replace, done = Path.replace, []

    def failing(self: Path, target: Path) -> Path:
        if len(done) == 3:
            raise OSError(28, "No space left on device")
        done.append(target)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(DataError) as caught:
        forget(data, "Rutger Groot Wassink", on=DAY)
    assert "No space left" in caught.value.say("nl")
    monkeypatch.undo()
    assert not forget(data, "Rutger Groot Wassink", on=DAY).done_already
    assert _grep(data, "Rutger Groot Wassink") == []
    read_graph(data)


def test_the_store_lets_go_of_the_version_before(data: Path, tmp_path: Path) -> None:
    store = OxigraphStore(tmp_path / "graph")
    store.load(read_graph(data))
    forget(data, "Jantine Kriens", on=DAY)
    store.load(read_graph(data))
    assert _grep(tmp_path / "graph", "Jantine Kriens"), "the version before is kept for undo"
    assert store.drop_previous()
    assert _grep(tmp_path / "graph", "Jantine Kriens") == []
    assert not any(b"Jantine" in path.read_bytes() for path in (tmp_path / "graph").rglob("*") if path.is_file())
    assert not store.drop_previous()
    assert store.state().ready


def _append(data: Path, file: str, line: str) -> None:
    """Add a row and count it in SOURCE.md."""
    path = data / file
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    source, table = path.parent / "SOURCE.md", path.name
    text = source.read_text(encoding="utf-8")
    count = len(path.read_text(encoding="utf-8").splitlines()) - 1
    source.write_text(re.sub(rf'^"{table}" = \d+', f'"{table}" = {count}', text, flags=re.MULTILINE), encoding="utf-8")
