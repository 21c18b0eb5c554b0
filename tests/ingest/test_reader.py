"""Damage to real files: every table of every dataset, every kind of damage; and bytes that mean nothing.

The shipped data is copied once; a test damages one file of the copy and puts it back.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.problems import DataError, Problem
from graph.records import Dataset
from graph.schema import DATE, REFERENCE, TEXT, Kind, schema
from graph.validate import AliasTable, check
from ingest import aliases as alias_table
from ingest.catalogue import DATA, DECLARATIONS, read_data
from ingest.dataset import read_dataset, read_front
from ingest.reader import LONGEST_LINE, read_table, rows

BY_NAME = {declaration.name: declaration for declaration in DECLARATIONS}
ALIASES = alias_table.FILE
TABLES = sorted(f"{folder.name}/{path.name}" for folder in DATA.iterdir() if folder.name in BY_NAME
                for path in folder.glob("*.csv")) + [ALIASES]


def _kind(table: str) -> Kind | None:
    return None if table == ALIASES else schema().by_table[Path(table).name]


# ------------------------------------------------------- damage that the reader or the counts see

def _line_lost(content: bytes) -> bytes:
    lines = content.split(b"\n")
    return b"\n".join(lines[:len(lines) // 2] + lines[len(lines) // 2 + 1:])


def _columns_swapped(content: bytes) -> bytes:
    table = [row for row in csv.reader(io.StringIO(content.decode()))]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([row[1], row[0], *row[2:]] for row in table)
    return out.getvalue().encode()


def _on_last_line(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def damage(content: bytes) -> bytes:
        lines = content.split(b"\n")
        return b"\n".join([*lines[:-2], change(lines[-2]), b""])
    return damage


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], set[str], str]] = {
    # what happened: (damage, problem keys that tell it, the line they must name: first, last or any)
    "line lost": (_line_lost, {"row-count"}, "any"),
    "columns swapped": (_columns_swapped, {"header"}, "first"),
    "byte order mark": (lambda content: b"\xef\xbb\xbf" + content, {"bom"}, "first"),
    "Latin-1": (_on_last_line(lambda line: line + b"\xe9"), {"encoding"}, "last"),
    "NUL": (_on_last_line(lambda line: line[:5] + b"\0" + line[5:]), {"nul"}, "last"),
    "empty file": (lambda content: b"", {"no-header"}, "first"),
    "Windows line ends": (lambda content: content.replace(b"\n", b"\r\n"), {"carriage-return"}, "first"),
    "unclosed quote": (_on_last_line(lambda line: line[:line.index(b",") + 1] + b'"' + line[line.index(b",") + 1:].replace(b'"', b"")),
                       {"csv"}, "last"),
    "quote inside": (_on_last_line(lambda line: line + b',"a" b'), {"csv"}, "last"),
    "cell too many": (_on_last_line(lambda line: line + b","), {"cell-count"}, "last"),
    "cut off": (lambda content: content[:-1], {"no-line-end"}, "last"),
    "endless line": (_on_last_line(lambda line: line + b"x" * (LONGEST_LINE + 1)), {"line-too-long"}, "last"),
    "blank line": (_on_last_line(lambda line: b"\n" + line), {"cell-count"}, "any"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped data."""
    folder = tmp_path_factory.mktemp("damaged") / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("build"))
    return folder


@pytest.fixture
def damaged(copy: Path) -> Iterator[Callable[[str, bytes], None]]:
    """Overwrite a table of the copy; it is put back afterwards."""
    changed: list[str] = []

    def write(table: str, content: bytes) -> None:
        changed.append(table)
        (copy / table).write_bytes(content)

    yield write
    for table in changed:
        shutil.copyfile(DATA / table, copy / table)


def faults_of(copy: Path, table: str) -> tuple[Dataset | None, AliasTable | None, list[Problem]]:
    """The faults of the dataset (or alias table) that a table belongs to."""
    if table == ALIASES:
        aliases, problems = alias_table.read_aliases(copy)
        return None, aliases, problems
    name = table.split("/")[0]
    dataset, problems = read_dataset(copy / name, BY_NAME[name])
    return dataset, None, problems


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_names_file_and_line(damage: str, table: str, copy: Path, damaged: Callable[[str, bytes], None]) -> None:
    change, keys, where = DAMAGE[damage]
    content = (DATA / table).read_bytes()
    damaged(table, change(content))
    _, _, problems = faults_of(copy, table)
    found = [problem for problem in problems if problem.key in keys and problem.file == table]
    assert found, f"{damage} in {table} gave only {problems}"
    assert found[0].line > 0
    if where != "any":
        assert found[0].line == (1 if where == "first" else content.count(b"\n"))
    assert table in found[0].say("nl") and table in found[0].say("en")


# ------------------------------------------------------------------ damage that only the rules see

@pytest.fixture(scope="module")
def sound() -> tuple[dict[str, Dataset], AliasTable]:
    """The shipped records, read once."""
    datasets, aliases, problems = read_data(DATA)
    assert not problems, DataError(*problems).say("en")
    assert isinstance(aliases, AliasTable)
    return {dataset.name: dataset for dataset in datasets}, aliases


def _cells(table: str, column_type: str, prefix: str = "") -> tuple[int, int, str] | None:
    """Row (0 = header), position and text of the last filled cell of a type, or None when there is none."""
    kind = _kind(table)
    if kind is None:
        return (1, {REFERENCE: 1, DATE: 2, TEXT: 3}[column_type], "")
    with (DATA / table).open(encoding="utf-8", newline="") as handle:
        found = list(csv.reader(handle))
    for position, column in enumerate(kind.columns, 1):
        if column.type == column_type:
            for row in range(len(found) - 1, 0, -1):
                if (cell := found[row][position]).startswith(prefix) and cell:
                    return row, position, cell
    return None


BAD_CELLS: dict[str, tuple[str, str, str, set[str]]] = {
    # what is wrong: (cell type, prefix of the cell to hit, what it becomes, problem keys)
    "a wrong code": (REFERENCE, "", "doc:bestaat-niet", {"reference-unknown", "reference-kind", "alias-unknown"}),
    "an unknown theme": (REFERENCE, "theme:", "theme:bestaat-niet", {"reference-unknown", "reference-kind", "alias-unknown"}),
    "no id": (REFERENCE, "", "Den Haag", {"reference-form"}),
    "a month that is none": (DATE, "", "2018-13", {"date"}),
    "a formula": (TEXT, "", '=HYPERLINK("https://x.example")', {"formula"}),
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("fault", BAD_CELLS)
def test_a_bad_cell_names_file_and_line(fault: str, table: str, copy: Path, damaged: Callable[[str, bytes], None],
                                        sound: tuple[dict[str, Dataset], AliasTable]) -> None:
    column_type, prefix, value, keys = BAD_CELLS[fault]
    place = _cells(table, column_type, prefix)
    if place is None:
        return  # the table has no such cell: nothing can be wrong with it
    row, position, _ = place
    with (DATA / table).open(encoding="utf-8", newline="") as handle:
        content = list(csv.reader(handle))
    content[row][position] = value
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(content)
    damaged(table, out.getvalue().encode())
    dataset, aliases, problems = faults_of(copy, table)
    datasets, sound_aliases = sound
    if not problems:
        others = dict(datasets) | ({dataset.name: dataset} if dataset else {})
        problems = list(check(list(others.values()), aliases if aliases is not None else sound_aliases))
    found = [problem for problem in problems if problem.key in keys and problem.file == table]
    assert found, f"{fault} in {table} gave only {problems[:5]}"
    assert found[0].line == row + 1
    assert f"{table}:{row + 1}" in found[0].say("nl")


@pytest.mark.parametrize("folder", sorted({*BY_NAME, "aliases"}))
def test_a_broken_source_file_is_named(folder: str, copy: Path, damaged: Callable[[str, bytes], None]) -> None:
    file = f"{folder}/SOURCE.md"
    for content in (b"", b"\xff\xfe", b"+++\ntitle_nl = \n+++\n", b"+++\ntitle_nl = 1\n[rows]\n+++\n", b"+++\na = " + b"[" * 5000 + b"\n+++\n",
                    (DATA / file).read_bytes().replace(b"[rows]", b"[rows]\nx = []"),
                    (DATA / file).read_bytes().replace(b"[rows]", b"[rows]\nx = inf")):
        damaged(file, content)
        try:
            _, _, problems = faults_of(copy, ALIASES if folder == "aliases" else f"{folder}/x.csv")
        except DataError as error:
            problems = list(error.problems)
        assert {problem.key for problem in problems} & {"source-file", "unreadable"}, f"{content[:40]!r}: {problems}"
        assert all(problem.file.startswith(folder) for problem in problems)


# ---------------------------------------------------------------------------------- size and bytes

_READ_ONE = """
import sys
from pathlib import Path
from graph.problems import DataError
from graph.schema import schema
from ingest.reader import read_table
try:
    sum(map(len, read_table(Path(sys.argv[1]), "field/themes.csv", schema().kinds["Theme"])))
    print("read")
except DataError as error:
    # Not ru_maxrss: that keeps the peak of the process which started this one, and a long test run holds 345 MB.
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
    print(error.problems[0].key, error.problems[0].line, peak)
"""


@pytest.mark.parametrize("header", [b"", ",".join(schema().kinds["Theme"].header).encode() + b"\n"], ids=["no header", "header"])
def test_a_line_of_200_mb_costs_a_buffer(header: bytes, tmp_path: Path) -> None:
    file = tmp_path / "themes.csv"
    with file.open("wb") as handle:
        handle.write(header)
        for _ in range(200):
            handle.write(b"x" * 1_000_000)
    run = subprocess.run([sys.executable, "-c", _READ_ONE, str(file)], cwd=DATA.parent, capture_output=True, text=True, timeout=60, check=True)
    file.unlink()
    key, line, kilobytes = run.stdout.split()
    assert (key, int(line)) == ("line-too-long", header.count(b"\n") + 1)
    assert int(kilobytes) < 300_000, f"reading it took {int(kilobytes) // 1000} MB"


THEME = schema().kinds["Theme"]
_HEAD = ",".join(THEME.header).encode() + b"\n"


@settings(max_examples=400, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(with_header=st.booleans(), content=st.one_of(st.binary(max_size=300), st.text('",;\na=\r\0é\u2028 ', max_size=60).map(lambda text: text.encode())))
def test_any_bytes_are_read_or_refused(with_header: bool, content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "any.csv"
    file.write_bytes((_HEAD if with_header else b"") + content)
    try:
        for batch in read_table(file, "any.csv", THEME):
            assert all(len(cells) == len(batch) == len(batch.lines) for cells in batch.columns.values())
    except DataError as error:
        assert all(problem.file == "any.csv" and problem.line >= 1 for problem in error.problems)
        assert error.say("nl") and error.say("en")


@settings(max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=200), with_header=st.booleans())
def test_any_bytes_are_no_alias_table_or_one(content: bytes, with_header: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / "anything"
    (folder / "aliases").mkdir(parents=True, exist_ok=True)
    (folder / ALIASES).write_bytes((b"id,canonical,reviewed,reason\n" if with_header else b"") + content)
    aliases, problems = alias_table.read_aliases(folder)
    assert all(problem.file == ALIASES and problem.line for problem in problems)
    assert with_header or problems or not aliases


@settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(content=st.one_of(st.binary(max_size=100), st.text('+[]="\na1.{}', max_size=60).map(
    lambda text: b'+++\ntitle_nl = "a"\ntitle_en = "a"\npublisher = 1\nlicence = [2]\nread_on = 3\n[rows]\n' + text.encode() + b"\n+++\n")))
def test_any_bytes_are_a_source_file_or_refused(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "SOURCE.md").write_bytes(content)
    try:
        front = read_front(folder)
    except DataError as error:
        assert {problem.key for problem in error.problems} <= {"source-file", "unreadable"}
    else:
        assert all(isinstance(count, int) for count in front.rows.values())


_CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=20)


@settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(table=st.lists(st.lists(_CELL, min_size=len(THEME.header), max_size=len(THEME.header)), max_size=5))
def test_what_is_written_is_read_back(table: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "round.csv"
    with file.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([THEME.header, *table])
    found = [row for batch in read_table(file, "round.csv", THEME) for row in batch.rows()]
    assert found == [tuple(row) for row in table]
    assert [line for line, _ in rows(file, "round.csv")] == list(range(1, len(table) + 2))


def test_what_is_not_there_is_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(DataError) as caught:
            list(read_table(path, "none.csv", THEME))
        assert caught.value.problems[0].key == "unreadable"
