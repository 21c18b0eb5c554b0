"""Who counts as a person, where names are found, and that a graph without people has none left in any cell."""

from __future__ import annotations

import csv
import re

import pytest

from graph.build import Graph
from graph.names import NameFinder, fold
from graph.people import without_people
from graph.records import split_list
from graph.schema import REFERENCE, TEXT, WEB
from graph.speakers import Speakers, people_of
from ingest.catalogue import DATA, read_graph
from tests.village.village import village_graph

# Surnames that stay in texts and addresses because they say something else there; each was looked at.
ALSO_SOMETHING_ELSE = frozenset((
    "alphen", "bergen", "maas", "tilburg",                      # places
    "jonker", "tom", "wal", "zunderdorp",                       # Verwey-Jonker, Tom in de Buurt, Brabantse Wal, the firm
    "breed", "groot", "haar", "houdt", "maat", "boven", "as"))  # everyday words


@pytest.fixture(scope="module")
def real() -> Graph:
    return read_graph()


@pytest.fixture(scope="module")
def without(real: Graph) -> Graph:
    return without_people(real)


@pytest.mark.parametrize("speaker", [
    "Marja Becker", "Jantine Kriens", "Saskia Boeker", "Mariënne van Dongen", "Onbekende Nieuweling",
    "wethouder Nieuweling",
    "J.H. de Vries", "Jan-Willem Rouwendal", "Winnie Zorgdrager", "Koenraad Kamerling"])
def test_a_speaker_who_is_a_person(real: Graph, speaker: str) -> None:
    assert Speakers(real.datasets).persons(speaker) == [speaker]


def test_two_people_cited_by_surname(real: Graph) -> None:
    assert Speakers(real.datasets).persons("Fokkema en Van Tilburg") == ["Fokkema", "Van Tilburg"]


@pytest.mark.parametrize("speaker", [
    "Windesheim", "VNG", "notitie experimenten", "ISD Brabantse Wal", "BD over B en W", "namens Alzheimer Nederland",
    "AWPG Limburg", "Beleidsonderzoek.nl", "G40", "GGD GHOR", "JENN", "Mediator (ZonMw)", "Meerbode", "Volkskrant",
    "Zuyd", "Movisies", "Wijkteam Zuid", "Adviesraad Sociaal Domein",
    "stadsbestuur Rotterdam", "visitatiecommissie", "gemeente Noordoostpolder", ""])
def test_a_speaker_who_is_no_person(real: Graph, speaker: str) -> None:
    assert Speakers(real.datasets).persons(speaker) == []


def test_equal_names_in_other_spelling_are_one(real: Graph) -> None:
    names = [fold(person.name) for person in people_of(real.datasets)]
    assert names.count("marienne van dongen") == 1
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("text", "expected"), [
    ("Afscheid van Marja Becker", "Afscheid van [naam]"),
    ("BECKERS visie en Beckers plan", "[naam] visie en [naam] plan"),
    ("volgens M. Becker (2019)", "volgens [naam] (2019)"),
    ("Desiree te Marvelde en Désirée Te Marvelde", "[naam] en [naam]"),
    ("Jochem Huis in ’t Veld sprak", "[naam] sprak"),
    ("het huis in het veld", "het huis in het veld"),
    ("Wethouder Van Dam opende; daarna Amsterdam en de Dam", "Wethouder [naam] opende; daarna Amsterdam en de Dam"),
    ("Dam en Van Dam", "Dam en Van Dam"),
    ("Beckerswijk blijft", "Beckerswijk blijft")])
def test_names_in_a_text(text: str, expected: str) -> None:
    finder = NameFinder(["Marja Becker", "Désirée te Marvelde", "Jochem Huis in 't Veld", "Mark van Dam"], {"dam", "veld"})
    assert finder.replace(text) == expected


def test_an_ordinary_surname_counts_where_the_document_speaks_of_the_person() -> None:
    finder = NameFinder(["Mark van Dam"], {"dam"})
    assert finder.replace("Van Dam noemt de Dam", near={"mark van dam"}) == "[naam] noemt de Dam"
    assert finder.in_address("van-dam-over-zorg", near={"mark van dam"})
    assert not finder.in_address("van-dam-tot-dam")


@pytest.mark.parametrize(("address", "found"), [
    ("https://x.nl/interview-jochem-huis-in-t-veld", True), ("https://x.nl/JochemHuisintVeld.pdf", True),
    ("https://x.nl/D%C3%A9sir%C3%A9e_te_Marvelde", True), ("https://x.nl/lector-van-dam", True),
    ("https://x.nl/mark-dam", True), ("https://x.nl/dam-tot-damloop", False)])
def test_names_in_an_address(address: str, found: bool) -> None:
    finder = NameFinder(["Désirée te Marvelde", "Jochem Huis in 't Veld", "Mark van Dam"], {"dam", "veld"})
    assert finder.in_address(address) is found


def test_somebody_who_stays_keeps_a_shared_surname() -> None:
    finder = NameFinder(["Dennis Bouwman"], set(), others=["Tamara Bouwman"])
    assert finder.replace("Tamara Bouwman en Bouwman") == "Tamara Bouwman en [naam]"
    assert not finder.in_address("tamara-bouwman-spreekt")


def test_the_village_without_people() -> None:
    village = village_graph()
    before = [list(batch.rows()) for batch in village.batches()]
    counts = village.counts()
    alone = without_people(village)
    assert [list(batch.rows()) for batch in village.batches()] == before, "the given graph changed"
    assert "Person" in counts and "Person" not in alone.counts()
    assert not any(end.startswith("person:") for batch in alone.batches("Claim")
                   for name in ("subject", "object") for end in batch.columns[name])
    assert "Kramer" not in _everything(alone) and "Kramer" in _everything(village)
    assert alone.version != village.version


def test_a_speaker_becomes_the_organisation_of_the_latest_role() -> None:
    village = village_graph()
    batch = next(batch for batch in village.batches("Claim") if len(batch))
    batch.columns["said_by"][0] = "Ada Vos"  # alderman of GM9005 until 2018, of GM9001 from 2019
    name = next(name for municipalities in village.batches("Municipality")
                for identifier, name in zip(municipalities.ids, municipalities.columns["name"], strict=True)
                if identifier == "gm:GM9001")
    said_by = {cell for claims in without_people(village).batches("Claim") for cell in claims.columns["said_by"]}
    assert f"namens gemeente {name}" in said_by
    assert "Ada Vos" not in said_by


def test_no_name_is_left_in_the_real_data(real: Graph, without: Graph) -> None:
    with (DATA / "people" / "people.csv").open(encoding="utf-8", newline="") as handle:
        names = {fold(row["name"]) for row in csv.DictReader(handle)}
    texts = [f" {fold(cell)} " for cell in _cells(without, everywhere=True)]
    by_word = {name.split()[-1]: name for name in names}
    left = {text for text in texts for word in by_word.keys() & set(text.split())
            if any(f" {name} " in text for name in names if name.endswith(word))}
    assert left == set()


def test_no_surname_is_left_but_reviewed_words(without: Graph, real: Graph) -> None:
    surnames = {fold(person.name).split()[-1] for person in people_of(real.datasets)}
    left = {word for cell in _cells(without) for word in re.findall(r"\b[A-ZÀ-Ý]\w+|(?<=[-/_.])[a-z]+(?=[-/_.])", cell)
            if fold(word) in surnames}
    assert {fold(word) for word in left} <= ALSO_SOMETHING_ELSE


def test_every_reference_still_leads_somewhere_and_claims_keep_their_ids(real: Graph, without: Graph) -> None:
    known = {identifier for batch in without.batches() for identifier in batch.ids}
    for batch in without.batches():
        for column in batch.kind.columns:
            if column.type == REFERENCE:
                missing = {value for cell in batch.columns[column.name] for value in split_list(cell)} - known
                assert missing == set(), (batch.file, column.name)
    claims = {identifier for batch in real.batches("Claim") for identifier in batch.ids}
    kept = {identifier for batch in without.batches("Claim") for identifier in batch.ids}
    about_people = {identifier for batch in real.batches("Claim") for identifier, subject, object_ in
                    zip(batch.ids, batch.columns["subject"], batch.columns["object"], strict=True)
                    if "person:" in subject + object_}
    assert kept == claims - about_people


def test_little_else_is_touched(real: Graph, without: Graph) -> None:
    """Leaving people out must not eat the texts: under one cell in a hundred of the collected facts changes."""
    before, after = (set(_cells(graph)) for graph in (real, without))
    assert len(after - before) < len(before) / 100


def _everything(graph: Graph) -> str:
    return "\n".join(_cells(graph, everywhere=True))


def _cells(graph: Graph, everywhere: bool = False) -> list[str]:
    """Distinct cells: all of them, or texts and addresses of the collected facts, where a name is no place."""
    found: set[str] = set()
    for dataset in graph.datasets:
        if not everywhere and dataset.name not in ("field", "people"):
            continue
        for batch in dataset.batches:
            for name in batch.columns:
                types = {column.name: column.type for column in batch.kind.columns}
                naming = name in ("name", "other_names", "publisher", "venue", "place")
                if everywhere or not naming and types.get(name) in (TEXT, WEB):
                    found.update(batch.columns[name])
    return sorted(found)
