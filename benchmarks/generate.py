"""Synthetic data of a given size, as dataset folders like those under data/: `python -m benchmarks.generate`.

The registers (municipalities, places, themes, government, arrangements) are copies of the shipped ones, since
a country has one set of them; the field is cloned (benchmarks/clones.py). One `world` is the field that makes
size S: it lies on the real themes. A bigger size adds worlds, each on its own copy of the theme tree, so that
an answer on a real theme keeps its size while the data grows tenfold. Everything is marked synthetic, copies
too, and the same seed gives the same bytes. A world is written before the next one is made.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clones import Clone, Row, Source, Tables, quads, rows_of
from graph.records import Dataset, split_list
from graph.schema import REFERENCE, schema
from ingest.catalogue import DATA, DECLARATIONS, read_data
from ingest.dataset import Declaration

SEED = 20260519
FIELD = ("field", "people")


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make: quads in all, and the registers that are copied."""

    quads: int
    registers: tuple[str, ...] = ("themes", "municipalities", "places", "government", "arrangements")


SIZES = {"XS": Size(60_000, ("themes", "municipalities")), "S": Size(317_000), "M": Size(3_100_000), "L": Size(12_000_000)}
WORLD_QUADS = 161_000  # the field of size S


def generate(out: Path, size: Size, seed: int = SEED, data: Path = DATA) -> list[Declaration]:
    """Write the dataset folders under `out` (made anew) and return what they must hold."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    chosen = [declaration for declaration in DECLARATIONS if declaration.name in (*size.registers, *FIELD)]
    datasets, _, _ = read_data(data, declarations=chosen)
    (out / "VERSION").write_text((data / "VERSION").read_text(encoding="utf-8"), encoding="utf-8")
    copies = [dataset for dataset in datasets if dataset.name in size.registers]
    known = {identifier for dataset in copies for batch in dataset.batches if batch.kind.name != "Claim"
             for identifier in batch.ids}
    declarations, total = [], 0
    for dataset in copies:
        tables = _resolved(rows_of([dataset]), known)
        total += _count(tables)
        declarations.append(_write(out, dataset.name, tables, f"{dataset.info.title['nl']} (kopie, synthetische set)",
                                   f"{dataset.info.title['en']} (copy, synthetic set)"))
    source = _source(datasets, known)
    number = 0
    while (missing := size.quads - total) > WORLD_QUADS / 10:
        tables = _world(source, number, min(missing, WORLD_QUADS), random.Random(f"{seed}/{number}"))
        total += _count(tables)
        name = f"synthetic-{number:02d}"
        declarations.append(_write(out, name, tables, f"Synthetisch veld {number}", f"Synthetic field {number}"))
        number += 1
    return declarations


def declarations_in(folder: Path) -> list[Declaration]:
    """What the folders of a generated set must hold: the tables that are there."""
    by_table = schema().by_table
    return [Declaration(path.name, {by_table[table.name].name: (0, 10**7) for table in sorted(path.glob("*.csv"))})
            for path in sorted(folder.iterdir()) if (path / "SOURCE.md").exists()]


def _source(datasets: Sequence[Dataset], known: set[str]) -> Source:
    tables = rows_of(datasets)
    present = [row for row in tables["Municipality"] if not row["until"]]
    present.sort(key=lambda row: (-int(row["inhabitants"] or 0), row["id"]))
    return Source(rows_of(dataset for dataset in datasets if dataset.name in FIELD), tables["Theme"], frozenset(known),
                  [row["id"] for row in present])


def _resolved(tables: Tables, known: set[str]) -> Tables:
    """The rows of a register without references to the shipped field, which is not part of the set."""
    result: Tables = {}
    for name, rows in tables.items():
        columns = [column for column in schema().kinds[name].columns if column.type == REFERENCE]
        result[name] = []
        for row in rows:
            for column in columns:
                if any(value not in known for value in split_list(row[column.name])):
                    if column.required or name == "Claim":
                        break
                    row[column.name] = ""
            else:
                result[name].append(row)
    return result


def _world(source: Source, number: int, wanted: float, chance: random.Random) -> Tables:
    """Whole clones and one partial clone that together hold about the wanted quads."""
    themes, own = _theme_tree(source, number)
    tables: Tables = {"Theme": own} if own else {}
    clones = 0
    while (missing := wanted - _count(tables)) > 0:
        seed = chance.random()

        def clone(share: float, nth: int = clones, seed: float = seed) -> Tables:
            name = f"s{number:02d}"
            return Clone(source, name, nth, share, random.Random(seed), themes).tables()

        fresh = clone(1.0)
        last = _count(fresh) >= missing
        if last:
            fresh = _partial(clone, missing, _count(fresh))
        for name, rows in fresh.items():
            tables.setdefault(name, []).extend(rows)
        clones += 1
        if last:
            return tables
    return tables


def _partial(clone: Callable[[float], Tables], wanted: float, whole: float) -> Tables:
    """A clone with the share of documents that comes nearest to the wanted quads (claims need both ends)."""
    low, high, best = 0.0, 1.0, clone(wanted / whole)
    for _ in range(8):
        share = (low + high) / 2
        tried = clone(share)
        if abs(_count(tried) - wanted) < abs(_count(best) - wanted):
            best = tried
        low, high = (share, high) if _count(tried) < wanted else (low, share)
    return best


def _theme_tree(source: Source, number: int) -> tuple[Callable[[str], str], list[Row]]:
    """How a world names themes: as they are in the first one, a copy of the tree in every other."""
    if number == 0:
        return lambda identifier: identifier, []
    name = {row["id"]: f"theme:s{number:02d}-{row['id'].partition(':')[2]}" for row in source.themes}
    mark = f" (synthetisch {number})"
    copies = [{**row, "id": name[row["id"]], "broader": name.get(row["broader"], ""), "exact_match": "", "document": "",
               "label_nl": row["label_nl"] + mark, "label_en": row["label_en"] + mark, "alt_nl": "", "note": ""}
              for row in source.themes]
    return name.__getitem__, copies


def _count(tables: Tables) -> float:
    return sum(quads(schema().kinds[name], row) for name, rows in tables.items() for row in rows)


def _write(out: Path, name: str, tables: Tables, title_nl: str, title_en: str) -> Declaration:
    """One dataset folder: its tables sorted by id and a SOURCE.md that says it is synthetic."""
    folder = out / name
    folder.mkdir()
    counts = {}
    for kind_name, rows in tables.items():
        kind = schema().kinds[kind_name]
        counts[kind.table] = len(rows)
        with (folder / kind.table).open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(kind.header)
            writer.writerows([row[column] for column in kind.header] for row in sorted(rows, key=lambda row: row["id"]))
    (folder / "SOURCE.md").write_text(_front(title_nl, title_en, counts), encoding="utf-8")
    return Declaration(name, {kind_name: (0, 10**7) for kind_name in tables})


def _front(title_nl: str, title_en: str, counts: dict[str, int]) -> str:
    rows: Iterable[str] = (f'"{table}" = {count}' for table, count in sorted(counts.items()))
    return "\n".join(("+++", f'title_nl = "{title_nl}"', f'title_en = "{title_en}"',
                      'publisher = "WieWeetWat benchmarks (synthetic)"', 'licence = "CC0"', "read_on = 2026-05-19",
                      "synthetic = true", "[rows]", *rows, "+++", "", "# Synthetic data",
                      "Made by benchmarks/generate.py to measure speed. It says nothing about anybody.", ""))


def main() -> None:
    """Write one size into a folder and say what it holds."""
    parser = argparse.ArgumentParser(description="Write synthetic data of a given size, to measure speed with.")
    parser.add_argument("--size", choices=sorted(SIZES), default="S")
    parser.add_argument("--out", type=Path, required=True, help="a folder of its own: it is made anew")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    for declaration in generate(given.out, SIZES[given.size], given.seed):
        print(declaration.name)


if __name__ == "__main__":
    main()
