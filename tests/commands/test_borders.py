"""`fetch borders` against a scripted server: pages, broken off, wrong, busy, and none at all. Nothing goes to another host."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from commands import borders
from graph.problems import StoreError
from tests.village.village import village_graph

Answer = tuple[int, bytes, int]  # status, body, length that is announced
Script = Callable[[str, int], Answer]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[Script], list[str]]]:
    """A server that answers as a script says; gives the list of what it was asked."""
    servers = []
    monkeypatch.setattr(borders, "FOLDER", tmp_path / "borders")
    monkeypatch.setattr(borders, "read_graph", village_graph)

    def started(script: Script) -> list[str]:
        paths: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                paths.append(self.path)
                where = urlsplit(self.path)
                status, body, length = script(where.path.split("/")[-2], int(parse_qs(where.query).get("page", ["0"])[0]))
                self.send_response(status)
                self.send_header("Content-Length", str(length))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        monkeypatch.setenv(borders.ADDRESS_VARIABLE, f"http://127.0.0.1:{server.server_port}/ogc/v1/")
        return paths

    yield started
    for server in servers:
        server.shutdown()
        server.server_close()


def whole(collection: str, page: int) -> Answer:
    """A square for every area, two areas a page."""
    layer = next(layer for layer, name in borders.COLLECTIONS.items() if name == collection)
    codes = sorted(borders.areas(village_graph())[layer])
    body = {"type": "FeatureCollection", "features": [square(code, place) for place, code in enumerate(codes)][2 * page:2 * page + 2]}
    if 2 * page + 2 < len(codes):
        body["links"] = [{"rel": "next", "href": f"items?page={page + 1}"}]
    text = json.dumps(body).encode()
    return 200, text, len(text)


def square(code: str, place: int) -> dict[str, object]:
    """Counter-clockwise, as the standard has it."""
    x = 5 + place / 10
    ring = [[x, 52], [x + 0.05, 52.0001], [x + 0.1, 52], [x + 0.1, 52.1], [x, 52.1], [x, 52]]
    return {"type": "Feature", "properties": {"statcode": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def run(*arguments: str) -> tuple[str, BaseException | None]:
    """What the command said, and what ended it."""
    done = CliRunner().invoke(borders.fetch_command, ["borders", *arguments])
    return done.output, done.exception


def kept() -> list[str]:
    """The layers that are there."""
    return sorted(path.name for path in borders.FOLDER.glob("*")) if borders.FOLDER.exists() else []


def problem(ended: BaseException | None) -> str:
    """The key of what went wrong."""
    assert isinstance(ended, StoreError), ended
    assert ended.say("nl") and ended.say("en")
    return ended.problems[0].key


def test_every_layer_is_fetched_page_by_page_thinned_and_wound_for_the_screen(asked: Callable[[Script], list[str]]) -> None:
    paths = asked(whole)
    output, ended = run()
    assert ended is None, ended
    wanted = {layer: known for layer, known in borders.areas(village_graph()).items() if known}
    assert kept() == sorted(f"{layer}.json" for layer in wanted)
    found = json.loads((borders.FOLDER / "gemeente.json").read_text(encoding="utf-8"))
    assert found["credit"] == borders.CREDIT
    assert {feature["id"] for feature in found["features"]} == {area[0] for area in wanted["gemeente"].values()}
    ring = found["features"][0]["geometry"]["coordinates"][0][0]
    assert len(ring) == 5 and ring[0] == ring[-1]  # the point on a straight side is gone
    assert sum(x * b - a * y for (x, y), (a, b) in zip(ring, ring[1:], strict=False)) < 0  # clockwise
    assert sum("gemeente" in path for path in paths) == -(-len(wanted["gemeente"]) // 2) > 1


def test_what_is_there_is_not_fetched_again_unless_asked(asked: Callable[[Script], list[str]]) -> None:
    paths = asked(whole)
    run()
    before = len(paths)
    assert run()[1] is None and len(paths) == before
    assert run("--again")[1] is None and len(paths) == 2 * before


def test_the_schematic_map_comes_back(asked: Callable[[Script], list[str]]) -> None:
    asked(whole)
    run()
    assert run("--remove")[1] is None and kept() == []
    assert run("--remove")[1] is None


@pytest.mark.parametrize(("answer", "key"), [
    ((503, b"busy", 4), "borders-status"), ((302, b"", 0), "borders-status"), ((200, b'{"type": "Feature', 400), "borders-broken"),
    ((200, b"<html>login</html>", 18), "borders-answer"), ((200, b'{"features": 3}', 15), "borders-answer"),
    ((200, b'{"features": []}', 16), "borders-lacking"),
    ((200, b'{"features": [], "links": [{"rel": "next", "href": "http://example.org/items"}]}', 80), "borders-elsewhere"),
    ((200, b'{"features": [], "links": [{"rel": "next", "href": "items?page=1"}]}', 68), "borders-endless")])
def test_a_layer_is_kept_whole_or_not_at_all_and_the_others_stay(asked: Callable[[Script], list[str]], answer: Answer, key: str) -> None:
    asked(lambda collection, page: answer if collection.startswith("provincie") else whole(collection, page))
    assert problem(run()[1]) == key
    assert "gemeente.json" in kept() and "provincie.json" not in kept() and not [name for name in kept() if name.endswith(".new")]
    asked(whole)
    assert run()[1] is None and "provincie.json" in kept()


def test_a_shape_that_is_none_is_refused(asked: Callable[[Script], list[str]]) -> None:
    def in_metres(collection: str, page: int) -> Answer:
        status, body, _ = whole(collection, page)
        text = body.replace(b"52", b"463000")
        return status, text, len(text)

    asked(in_metres)
    assert problem(run()[1]) == "borders-answer" and kept() == []


def test_offline_says_which_host_and_what_still_works(asked: Callable[[Script], list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    asked(whole)
    monkeypatch.setenv(borders.ADDRESS_VARIABLE, "http://127.0.0.1:1/")
    ended = run()[1]
    assert problem(ended) == "borders-offline"
    assert "127.0.0.1:1" in ended.say("en") and "The map works" in ended.say("en")  # type: ignore[union-attr]


def test_an_answer_without_end_is_not_read_on(asked: Callable[[Script], list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(borders, "_MOST_BYTES", 100)
    asked(whole)
    assert problem(run()[1]) == "borders-large"
