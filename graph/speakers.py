"""Who the people in some datasets are: the Person rows, and the speakers of claims (`said_by`) who are persons.

A speaker that no table knows is judged by the form of the name. Where the form does not decide, it counts as a
person: to leave out an organisation's name too many costs less than to publish a person's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from graph.names import NAMING_COLUMNS, PARTICLES, ROLE_WORDS, fold
from graph.records import Dataset, split_list

_SEVERAL = re.compile(r"\s+en\s+|\s*&\s*|\s*[;,]\s+")
_DOMAIN = re.compile(r"\.(nl|org|com|eu|net)\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Z]{3,}")
_SHORT_ABBREVIATION = re.compile(r"[A-Z]{2}")
# Whole words, or words that end so: Zorgdrager, Kamerling and Koenraad are people.
_ORGANISATION = re.compile(
    r"(?:gemeente|provincie|kamer|team|wijkteam|jeugdteam|buurtteam|welzijn|nederland|hogeschool|college|raad)|"
    r"\w*(?:ministerie|stichting|vereniging|bureau|instituut|universiteit|commissie|centrum|bestuur|redactie|krant|"
    r"werkplaats|samenwerking|netwerk|dienst|fonds|onderzoek|platform|coalitie|bibliotheek|corporatie|zorg|groep|federatie|inspectie|"
    r"partners|rapport|notitie|gemeenteraad|adviesraad|programmaraad|clientenraad|jeugdraad)")
_ROLES = frozenset(map(fold, ROLE_WORDS))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody: the name as written, and the ids of Person rows with that name (none for a mere speaker)."""

    name: str
    ids: tuple[str, ...] = ()


class Speakers:
    """Tells persons from organisations in `said_by`, given what the datasets know."""

    def __init__(self, datasets: Iterable[Dataset]) -> None:
        names: set[str] = set()
        people: set[str] = set()
        titles: set[str] = set()
        for batch in (batch for dataset in datasets for batch in dataset.batches):
            if batch.kind.name == "Person":
                people.update(map(fold, batch.columns["name"]))
                continue
            for column in NAMING_COLUMNS:
                for cell in set(batch.columns.get(column, ())):
                    names.update(map(fold, split_list(cell)))
            if batch.kind.name == "Document":  # a paper is cited by its title
                titles.update(word for title in batch.columns["title"] for word in fold(title).split())
        self._people, self._things = people, names - people
        self._words = {word for name in self._things for word in name.split()} | titles
        self._surnames = {name.split()[-1] for name in people if name}

    def persons(self, said_by: str) -> list[str]:
        """The persons that a `said_by` names, as written; none when it names something else."""
        if not said_by or fold(said_by) in self._things:
            return []
        parts = [part.strip() for part in _SEVERAL.split(said_by) if part.strip()]
        if len(parts) > 1 and all(self._is_person(part) for part in parts):
            return parts
        return [said_by] if self._is_person(said_by) else []

    def _is_person(self, speaker: str) -> bool:
        folded = fold(speaker)
        words = folded.split()
        if folded in self._people:
            return True
        if folded in self._things or not words:
            return False
        if words[0] in _ROLES and len(words) > 1:
            return True
        if _DOMAIN.search(speaker) or _ABBREVIATION.search(speaker) or any(char.isdigit() or char == "(" for char in speaker):
            return False
        if words[0] == "namens" or any(map(_ORGANISATION.fullmatch, words)):
            return False
        unlike_a_name = any(word[0].islower() and fold(word) not in PARTICLES for word in speaker.split())
        if unlike_a_name:
            return False
        if len([word for word in words if word not in PARTICLES]) == 1:  # one word: a surname, unless a thing has it
            return words[-1] in self._surnames or words[-1] not in self._words and not _SHORT_ABBREVIATION.search(speaker)
        return True


def people_of(datasets: Sequence[Dataset]) -> list[Person]:
    """Everybody whom the datasets name as a person, by name; equal names (folded) are one entry."""
    ids: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for batch in (batch for dataset in datasets for batch in dataset.of_kind("Person")):
        for identifier, name in zip(batch.ids, batch.columns["name"], strict=True):
            names.setdefault(fold(name), name)
            ids.setdefault(fold(name), []).append(identifier)
    speakers = Speakers(datasets)
    surnames = {name.split()[-1] for name in names if name}
    for said_by in sorted(_said_by(datasets)):
        for name in speakers.persons(said_by):
            if fold(name).split()[-1] in surnames and len(own_words(name)) == 1:
                continue  # the surname of somebody who is here already: "Fokkema en Van Tilburg"
            names.setdefault(fold(name), name)
    return [Person(names[key], tuple(sorted(ids.get(key, ())))) for key in sorted(names) if key]


def own_words(name: str) -> list[str]:
    """The folded words of a name without particles and role words."""
    return [word for word in fold(name).split() if word not in PARTICLES and word not in _ROLES]


def _said_by(datasets: Iterable[Dataset]) -> Collection[str]:
    return {cell for dataset in datasets for batch in dataset.of_kind("Claim") for cell in batch.columns["said_by"] if cell}
