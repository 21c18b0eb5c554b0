"""Takes people out of datasets: their rows, the claims from and to them, and their names in every cell.

Used for exports without people, for a build that honours who was forgotten, and to mend the data files
themselves. The given datasets stay as they are; `changed` counts what was done.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from graph import dates, ids
from graph.build import PRACTICE
from graph.names import NAMING_COLUMNS, NameFinder, fold
from graph.records import LIST_SEPARATOR, Batch, Dataset, split_list
from graph.schema import REFERENCE, TEXT, WEB, Column
from graph.speakers import Person, Speakers, own_words

# Ids of registers: codes and place names, never a person's.
_REGISTERED = frozenset(("gm", "region", "place", "change", "claim", "person"))
_LOWER_CASE_WORD = re.compile(r"(?<!\w)[^\W\d_A-Z]\w*")


class Redaction:
    """Takes `people` out of `datasets`.

    `new_id` gives the new id of a node whose slug spells a name; without it ids stay. `reclaim`: a claim whose
    role or document changed gets the id that its new content gives it, and is dropped when that is there already.
    `others`: people who stay, whose names are left as they are.
    """

    def __init__(self, datasets: Sequence[Dataset], people: Sequence[Person],
                 new_id: Callable[[str], str] | None = None, reclaim: bool = False,
                 others: Sequence[Person] = ()) -> None:
        self.changed: Counter[str] = Counter()
        self.finder = NameFinder((person.name for person in people), ordinary_words(datasets, people),
                                 (person.name for person in others))
        self._ids = {identifier for person in people for identifier in person.ids}
        self._by_surname: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            self._by_surname[fold(person.name).split()[-1]].append(person)
        self._people = {fold(person.name): person for person in people}
        self._speakers = Speakers(datasets)
        self._reclaim = reclaim
        self._said_by: dict[str, str] = {}
        self._organisations = _organisations(datasets, self._ids)
        self._near = self._documents_about(datasets)
        self._renamed = self._new_ids(datasets, new_id) if new_id else {}

    def dataset(self, dataset: Dataset) -> Dataset:
        """A dataset without them; batches without a row left are gone."""
        return Dataset(dataset.info, [batch for batch in map(self.batch, dataset.batches) if len(batch)])

    def batch(self, batch: Batch) -> Batch:
        """A batch without them."""
        kept = [row for row in range(len(batch)) if not self._is_gone(batch, row)]
        self.changed["rows"] += len(batch) - len(kept)
        columns = {name: [cells[row] for row in kept] for name, cells in batch.columns.items()}
        result = Batch(batch.kind, columns, batch.file, [batch.lines[row] for row in kept])
        near = [self._people_near(cells) for cells in self._documents(result)]
        before = self._identities(result)
        for column in batch.kind.columns:
            columns[column.name] = self._cells(column, columns[column.name], near)
        if self._renamed:
            for name in {"id", PRACTICE} & set(columns):
                columns[name] = [self.rename(cell) for cell in columns[name]]
        return self._with_claim_ids(result, before) if before else result

    def _is_gone(self, batch: Batch, row: int) -> bool:
        if batch.kind.name == "Person":
            return batch.ids[row] in self._ids
        return batch.kind.name == "Claim" and (
            batch.columns["subject"][row] in self._ids or batch.columns["object"][row] in self._ids)

    # -- cells ------------------------------------------------------------------------------------

    def _cells(self, column: Column, cells: list[str], near: list[Collection[str]]) -> list[str]:
        if column.type == REFERENCE:
            return [self.rename(cell) for cell in cells] if self._renamed else cells
        if column.name == "said_by":
            changed = [self._speaker(cell, people) for cell, people in zip(cells, near, strict=True)]
        elif column.type == WEB:
            changed = ["" if cell and self.finder.in_address(cell, people) else cell
                       for cell, people in zip(cells, near, strict=True)]
        elif column.type == TEXT:
            naming = column.name in NAMING_COLUMNS
            changed = [self.finder.replace(cell, people, naming) if cell else cell
                       for cell, people in zip(cells, near, strict=True)]
        else:
            return cells
        sort = "said_by" if column.name == "said_by" else "addresses" if column.type == WEB else "texts"
        self.changed[sort] += sum(old != new for old, new in zip(cells, changed, strict=True))
        return changed

    def _speaker(self, said_by: str, near: Collection[str]) -> str:
        """`said_by` with each of the people replaced by the organisation that the person spoke for, if known."""
        if not said_by:
            return ""
        if said_by not in self._said_by:
            names = self._speakers.persons(said_by)
            people = [self._who(name) for name in names]
            parts = [self._organisation_of(found[0]) if found else name for name, found in zip(names, people, strict=True)]
            self._said_by[said_by] = " en ".join(dict.fromkeys(filter(None, parts))) if any(people) else said_by
        return self.finder.replace(self._said_by[said_by], near)

    def _who(self, name: str) -> list[Person]:
        """The people that a speaker's name can mean: by full name, else by surname alone."""
        if person := self._people.get(fold(name)):
            return [person]
        own = own_words(name)
        return self._by_surname.get(own[-1], []) if len(own) == 1 else []

    def _organisation_of(self, person: Person) -> str:
        found = [self._organisations[identifier] for identifier in person.ids if identifier in self._organisations]
        return f"namens {found[0]}" if found else ""

    # -- where somebody is spoken of --------------------------------------------------------------

    def _documents(self, batch: Batch) -> list[str]:
        if batch.kind.name == "Document":
            return batch.ids
        return batch.columns.get("document", [""] * len(batch))

    def _people_near(self, documents: str) -> Collection[str]:
        if not documents:
            return ()
        return frozenset().union(*(self._near.get(document, frozenset()) for document in split_list(documents)))

    def _documents_about(self, datasets: Sequence[Dataset]) -> Mapping[str, set[str]]:
        """Document id -> the folded names of those whom it speaks of."""
        names = {identifier: full for full, person in self._people.items() for identifier in person.ids}
        near: dict[str, set[str]] = defaultdict(set)
        for batch in _batches(datasets, "Person"):
            for identifier, document in zip(batch.ids, batch.columns["document"], strict=True):
                if identifier in names:
                    near[document].add(names[identifier])
        for batch in _batches(datasets, "Claim"):
            columns = batch.columns
            for subject, object_, said_by, document in zip(
                    columns["subject"], columns["object"], columns["said_by"], columns["document"], strict=True):
                near[document].update(names[end] for end in (subject, object_) if end in names)
                if said_by:
                    near[document].update(fold(person.name) for name in self._speakers.persons(said_by)
                                          for person in self._who(name))
        return near

    # -- ids --------------------------------------------------------------------------------------

    def _new_ids(self, datasets: Sequence[Dataset], new_id: Callable[[str], str]) -> dict[str, str]:
        """Ids whose slug spells a name -> their new ids. References count too: a table may be half mended."""
        found: set[str] = set()
        for batch in _batches(datasets):
            for column in batch.kind.columns:
                if column.type == REFERENCE:
                    for cell in set(batch.columns[column.name]):
                        found.update(split_list(cell))
            found.update(batch.ids)
        spelling = {identifier for identifier in found if ids.prefix_of(identifier) not in _REGISTERED
                    and self.finder.in_address(identifier.partition(":")[2], self._near.get(identifier, ()))}
        self.changed["ids"] = len(spelling)
        return {identifier: new_id(identifier) for identifier in sorted(spelling)}

    def rename(self, cell: str) -> str:
        """A reference, or several, with their new ids."""
        if LIST_SEPARATOR in cell:
            return LIST_SEPARATOR.join(self._renamed.get(value, value) for value in split_list(cell))
        return self._renamed.get(cell, cell)

    def _identities(self, batch: Batch) -> list[tuple[str, ...]]:
        if not self._reclaim or batch.kind.name != "Claim":
            return []
        return list(zip(*(batch.columns[name] for name in ids.CLAIM_IDENTITY), strict=True))

    def _with_claim_ids(self, batch: Batch, before: list[tuple[str, ...]]) -> Batch:
        """Claims whose identity changed get the id that goes with it; of two that became equal one stays."""
        after = self._identities(batch)
        fresh = [ids.claim_id(new) if new != old else identifier
                 for identifier, old, new in zip(batch.ids, before, after, strict=True)]
        first = {identifier: row for row, identifier in reversed(list(enumerate(fresh)))}
        self.changed["claim_ids"] += sum(old != new for old, new in zip(batch.ids, fresh, strict=True))
        batch.columns["id"] = fresh
        kept = sorted(first.values())
        columns = {name: [cells[row] for row in kept] for name, cells in batch.columns.items()}
        return Batch(batch.kind, columns, batch.file, [batch.lines[row] for row in kept])


def _batches(datasets: Sequence[Dataset], kind: str = "") -> Iterator[Batch]:
    return (batch for dataset in datasets for batch in dataset.batches if not kind or batch.kind.name == kind)


def ordinary_words(datasets: Sequence[Dataset], people: Sequence[Person]) -> set[str]:
    """Words that are more than a surname: they stand in lower case somewhere, or in the name of a thing."""
    full_names = {fold(person.name) for person in people}
    surnames = {name.split()[-1] for name in full_names if name}
    found: set[str] = set()
    for batch in _batches(datasets):
        for column in batch.kind.columns:
            if column.type != TEXT:
                continue
            for cell in set(batch.columns[column.name]):
                if column.name not in NAMING_COLUMNS:
                    found.update(map(fold, _LOWER_CASE_WORD.findall(cell)))
                else:  # the name of somebody who stays is a name in the world as well
                    words = fold(cell).split()
                    if surnames.isdisjoint(words) or not any(f" {name} " in f" {' '.join(words)} " for name in full_names):
                        found.update(words)
    return found


def _organisations(datasets: Sequence[Dataset], people: Collection[str]) -> dict[str, str]:
    """Person id -> the name of the organisation of the latest role; of several as late, the first claim's."""
    published = {identifier: cell for batch in _batches(datasets, "Document")
                 for identifier, cell in zip(batch.ids, batch.columns["published"], strict=True)}
    latest: dict[str, tuple[str, str, str]] = {}
    for batch in _batches(datasets, "Claim"):
        columns = batch.columns
        for identifier, subject, relation, object_, start, document in zip(
                batch.ids, columns["subject"], columns["relation"], columns["object"], columns["from"],
                columns["document"], strict=True):
            if relation != "role_at" or subject not in people:
                continue
            bounds = dates.interval(start or published.get(document, ""))
            since = bounds.latest if bounds else ""
            known = latest.get(subject)
            if known is None or since > known[0] or since == known[0] and identifier < known[1]:
                latest[subject] = (since, identifier, object_)
    names = {identifier: name for kind in ("Organisation", "Network", "Municipality") for batch in _batches(datasets, kind)
             for identifier, name in zip(batch.ids, batch.columns["name"], strict=True) if name}
    return {person: f"gemeente {names[where]}" if where.startswith("gm:") else names[where]
            for person, (_, _, where) in latest.items() if where in names}
