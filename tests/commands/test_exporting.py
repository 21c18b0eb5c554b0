"""`wieweetwat export` as a user meets it: forms, parts, what is left out and what to do next."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from graph.exports.formats import FORMATS

ROOT = Path(__file__).resolve().parents[2]


def _run(*arguments: str, code: int = 0, lang: str = "nl", cwd: Path = ROOT) -> str:
    environment = {**os.environ, "LANG": "C.UTF-8", "COLUMNS": "100", "WIEWEETWAT_MEANING": "off"}
    done = subprocess.run([sys.executable, str(ROOT / "cli.py"), "--lang", lang, *arguments], cwd=cwd, env=environment,
                          capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout if code == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_help_names_every_form_and_its_program(lang: str) -> None:
    said = _run("export", "--help", lang=lang)
    for name in FORMATS:
        assert any(line.split()[0] == name and len(line.split()) > 2 for line in said.splitlines() if line.strip()), name
    assert "Gephi" in said and "Excel" in said and "neo4j-admin" in said


def test_an_answer_goes_along_with_its_evidence(tmp_path: Path) -> None:
    said = _run("export", "gexf", str(tmp_path / "a.gexf"), "--question", "pioneers", "--theme", "burgerparticipatie", "--region", "Limburg")
    assert "Wie zijn voortrekkers" in said and "knopen" in said
    answer = json.loads(_run("ask", "pioneers", "--theme", "burgerparticipatie", "--region", "Limburg", "--top", "0", "--as", "json",
                             "--store", "memory:"))
    found = nx.read_gexf(tmp_path / "a.gexf")
    assert {row["id"] for row in answer["rows"]} <= set(found) and "theme:burgerparticipatie" in found
    claims = {item["claim"] for row in answer["rows"] for item in (*row["evidence"], *row["against"])}
    claims |= {claim for row in answer["rows"] for part in row["parts"] for claim in part["claims"]}
    assert {cells["id"] for *_, cells in found.edges(data=True)} == claims
    assert {item["document"] for row in answer["rows"] for item in row["evidence"]} <= set(found)
    assert found.number_of_nodes() < 200


def test_rows_about_people_are_left_out_and_that_is_said(tmp_path: Path) -> None:
    asked = ("--question", "who_knows", "--theme", "schulden")
    said = _run("export", "turtle", str(tmp_path / "a.ttl"), *asked)
    assert "Rijen over mensen gaan niet mee" in said and "person:" not in (tmp_path / "a.ttl").read_text().replace("@prefix person:", "")
    said = _run("export", "turtle", str(tmp_path / "b.ttl"), *asked, "--with-people")
    assert "gaan niet mee" not in said and "\nperson:" in (tmp_path / "b.ttl").read_text()
    said = _run("export", "turtle", str(tmp_path / "c.ttl"), *asked, "--top", "2")
    assert "--top 0" in said, "fewer rows than there are is said"


def test_around_takes_a_name_or_an_id(tmp_path: Path) -> None:
    _run("export", "gexf", str(tmp_path / "a"), "--around", "gemeente Peel en Maas", "--steps", "1")
    _run("export", "gexf", str(tmp_path / "b"), "--around", "gm:GM1894")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_neo4j_says_how_to_read_it_in(tmp_path: Path) -> None:
    said = _run("export", "neo4j", "my tables", cwd=tmp_path, lang="en")
    assert "To read it in:" in said
    assert "cd 'my tables' && neo4j-admin database import full @import.args --overwrite-destination neo4j" in said


def test_without_a_path_it_is_written_here(tmp_path: Path) -> None:
    assert "wieweetwat-themes.ttl" in _run("export", "skos", cwd=tmp_path)
    assert (tmp_path / "wieweetwat-themes.ttl").exists()


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (("--theme", "schulden"), 2, "--question"),
    (("--around", "Utrecht"), 2, "gm:GM0344"),
    (("--around", "Utrechtt"), 1, "Utrecht"),
    (("--around", "person:nadja-jungmann"), 2, "--with-people"),
    (("--question", "nothing"), 1, "pioneers"),
    (("--question", "pioneers", "--theme", "zzzzqqq"), 1, "zzzzqqq"),
    (("--around", "gm:GM0344", "--steps", "0"), 2, "steps")])
def test_what_is_wrong_is_said(arguments: tuple[str, ...], code: int, words: str, tmp_path: Path) -> None:
    assert words in _run("export", "csv", str(tmp_path / "x"), *arguments, code=code)
    assert not list(tmp_path.iterdir())
