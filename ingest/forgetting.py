"""Removes somebody from the data files themselves: `wieweetwat forget`.

Everything that will be written is made first; then each file takes the place of the old one in one step, and
people.csv goes last: after a crash the name is still known, and doing it again finishes the work.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import os
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import process

from graph.names import fold
from graph.problems import DataError, Problem, UnknownError
from graph.records import Batch, Dataset, DatasetInfo, split_list
from graph.redaction import Redaction
from graph.schema import Kind, schema
from graph.speakers import Person, people_of
from ingest.dataset import FORGOTTEN_TABLE
from ingest.forgotten import FILE, HEADER, name_hash, read_forgotten, read_salt
from ingest.reader import read_table, rows

_LAST = "people/people.csv"
_DECLARED = '^("|- )({})("? ?[=:] )[0-9]+'  # a table's number of rows in SOURCE.md: in the front block, in the text
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What `forget` did: per file the lines that are gone or changed; and what was done, by sort.

    `done_already`: the name was on the list and nowhere in the data, so nothing was done.
    """

    lines: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    done_already: bool = False


def forget(data: Path, name_or_id: str, on: str = "") -> Forgotten:
    """Remove a person from every file of a data folder and put the hash of the name on the list.

    `on`: the day to note, today when empty. UnknownError names the nearest people. DataError when a file
    cannot be read, with nothing changed, or cannot be written; then doing it again finishes the work.
    """
    datasets = _read(data)
    everybody = people_of(datasets)
    hashes = read_forgotten(data)
    person = _find(everybody, datasets, data, name_or_id)
    if person is None:
        if hashes and name_hash(_folded(name_or_id), read_salt(data)) in hashes:
            return Forgotten(done_already=True)
        nearest = process.extract(_folded(name_or_id), {other.name: fold(other.name) for other in everybody}, limit=_NEAREST)
        raise UnknownError(Problem("person-unknown", expected=" | ".join(name for _, _, name in nearest), got=name_or_id))
    salt = read_salt(data, make=True)
    redaction = Redaction(datasets, [person], new_id=_opaque(salt), reclaim=True,
                          others=[other for other in everybody if other != person])
    contents = _tables(datasets, redaction) | _other_tables(data, redaction, person)
    contents |= _documentation(data, contents, redaction)
    contents = {file: text for file, text in contents.items() if text != _text(data, file)}
    lines = {file: _lines_changed(_text(data, file), text) for file, text in sorted(contents.items())}
    contents[FILE] = _list_with(hashes, person, salt, on or datetime.date.today().isoformat())
    _write(data, contents)
    return Forgotten(lines, {name: count for name, count in sorted(redaction.changed.items()) if count})


# -- who --------------------------------------------------------------------------------------------


def _folded(name_or_id: str) -> str:
    return fold(name_or_id.removeprefix("person:"))


def _find(everybody: Sequence[Person], datasets: Sequence[Dataset], data: Path, name_or_id: str) -> Person | None:
    """The person of a name or an id; also one without a row who is named in full in some cell or text."""
    wanted = _folded(name_or_id)
    for person in everybody:
        if name_or_id in person.ids or wanted == fold(person.name):
            return person
    if " " not in wanted:
        return None
    cells = (cell for dataset in datasets for batch in dataset.batches
             for column in batch.columns.values() for cell in set(column))
    texts = (path.read_text(encoding="utf-8") for path in _texts(data))
    core = wanted.rpartition(" ")[2]
    for text in (*cells, *texts):
        if core in (folded := fold(text)) and f" {wanted} " in f" {folded} ":
            return Person(name_or_id.removeprefix("person:"))
    return None


def _list_with(hashes: Mapping[str, str], person: Person, salt: bytes, on: str) -> str:
    """The list with this person's name as written and as the id spells it, sorted so that it tells no order."""
    names = {fold(person.name), *(_folded(identifier) for identifier in person.ids)}
    known = {name_hash(name, salt): on for name in names} | dict(hashes)
    return "".join(f"{digest},{day}\n" for digest, day in [tuple(HEADER), *sorted(known.items())])


def _opaque(salt: bytes) -> Callable[[str], str]:
    """New ids that do not tell the old one, and are the same when the work is done again after a crash."""
    return lambda identifier: "{}:{}".format(
        identifier.partition(":")[0], hashlib.sha256(salt + identifier.encode("utf-8")).hexdigest()[:12])


# -- the new contents -------------------------------------------------------------------------------


def _read(data: Path) -> list[Dataset]:
    """Every table of every folder, forgotten people included: also what no build would show is mended."""
    datasets = []
    for folder in sorted(path for path in data.iterdir() if path.is_dir()):
        batches = [batch for path in sorted(folder.glob("*.csv")) if path.name in schema().by_table
                   for batch in read_table(path, f"{folder.name}/{path.name}", schema().by_table[path.name])]
        datasets.append(Dataset(DatasetInfo(folder.name, {}, "", "", ""), batches))
    return datasets


def _tables(datasets: Sequence[Dataset], redaction: Redaction) -> dict[str, str]:
    """File -> new content of each table, sorted by id as it was."""
    found: dict[str, tuple[Kind, list[Batch]]] = {}
    for dataset in datasets:
        for batch in dataset.batches:
            found.setdefault(batch.file, (batch.kind, []))[1].append(redaction.batch(batch))
    return {file: _csv(kind.header, sorted(row for batch in batches for row in batch.rows()))
            for file, (kind, batches) in found.items()}


def _other_tables(data: Path, redaction: Redaction, person: Person) -> dict[str, str]:
    """The same for tables that are no dataset's, such as the aliases: no row that refers to the person."""
    contents = {}
    for path in sorted(data.glob("*/*.csv")):
        if path.name in schema().by_table or path.name == FORGOTTEN_TABLE:
            continue
        file = f"{path.parent.name}/{path.name}"
        header, *others = [cells for _, cells in rows(path, file)]
        kept = [[redaction.rename(redaction.finder.replace(cell)) for cell in cells] for cells in others
                if not set(person.ids).intersection(value for cell in cells for value in split_list(cell))]
        contents[file] = _csv(header, kept)
    return contents


def _texts(data: Path) -> list[Path]:
    return sorted([*data.glob("*.md"), *data.glob("*/*.md")])


def _documentation(data: Path, tables: Mapping[str, str], redaction: Redaction) -> dict[str, str]:
    """The texts beside the tables without the name, and with the numbers of rows that there are now."""
    counts = {file: content.count("\n") - 1 for file, content in tables.items()}
    contents = {}
    for path in _texts(data):
        lines = [redaction.finder.replace(line) for line in path.read_text(encoding="utf-8").split("\n")]
        numbers = _source_numbers if path.name == "SOURCE.md" else _readme_numbers
        contents[path.relative_to(data).as_posix()] = numbers("\n".join(lines), path.parent.name, counts)
    return contents


def _source_numbers(text: str, folder: str, counts: Mapping[str, int]) -> str:
    """`"claims.csv" = 351` in the front block and `- claims.csv: 351 rows` below it."""
    for file, count in counts.items():
        if file.startswith(f"{folder}/"):
            pattern = _DECLARED.format(re.escape(file.partition("/")[2]))
            text = re.sub(pattern, rf"\g<1>\g<2>\g<3>{count}", text, flags=re.MULTILINE)
    return text


def _readme_numbers(text: str, _: str, counts: Mapping[str, int]) -> str:
    """`claims 351` in the line of a dataset, and `14108 claims` in the line that adds them up."""
    totals: Counter[str] = Counter()
    for file, count in counts.items():
        folder, _, table = file.partition("/")
        word = table.removesuffix(".csv")
        totals[word] += count
        text = re.sub(rf"^(.*\({folder}/SOURCE\.md\).*\b{word} )[0-9]+", rf"\g<1>{count}", text, flags=re.MULTILINE)
    for word, count in totals.items():
        text = re.sub(rf"^(Together .*?\b)[0-9]+( {word}\b)", rf"\g<1>{count}\g<2>", text, flags=re.MULTILINE)
    return text


def _csv(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([header, *lines])
    return buffer.getvalue()


# -- writing ----------------------------------------------------------------------------------------


def _text(data: Path, file: str) -> str:
    return (data / file).read_text(encoding="utf-8")


def _lines_changed(before: str, after: str) -> int:
    return sum((Counter(before.split("\n")) - Counter(after.split("\n"))).values())


def _write(data: Path, contents: Mapping[str, str]) -> None:
    """All new contents beside the old, then each in its place: the list first, people.csv last."""
    order = sorted(contents, key=lambda file: (file != FILE, file == _LAST, file))
    drafts = {file: (data / file).with_name(f".{Path(file).name}.{os.getpid()}.part") for file in order}
    try:
        for file in order:
            with drafts[file].open("w", encoding="utf-8", newline="") as handle:
                handle.write(contents[file])
                handle.flush()
                os.fsync(handle.fileno())
        for file in order:
            drafts[file].replace(data / file)
    except OSError as error:
        raise DataError(Problem("data-unwritable", str(data), got=error.strerror or str(error))) from None
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)
