"""The rules of the house (docs/decisions and CONTRIBUTING.md), held by reading the code. Each message says how to mend."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("graph", "ingest", "queries", "pages")
TOP = ("app", "cli")
COMMANDS = "commands"  # the parts of cli.py
# A layer may import itself and these. pages imports ingest only for uploads.
MAY_IMPORT = {"graph": set(), "ingest": {"graph"}, "queries": {"graph"}, "pages": {"graph", "queries", "ingest"},
              "app": {*LAYERS}, COMMANDS: {*LAYERS}, "cli": {*LAYERS, COMMANDS}}
LONGEST_FILE, LONGEST_FUNCTION = 300, 60
# Names whose outcome differs from run to run. Allowed: file -> name -> reason.
CLOCK_AND_CHANCE = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time", "time.time_ns", "random",
                    "uuid", "secrets", "os.urandom"}
CLOCK_ALLOWED: dict[str, dict[str, str]] = {
    "ingest/forgotten.py": {"secrets": "the salt of forgotten names must not be guessable; it is made once and kept in a file"},
    "ingest/forgetting.py": {"date.today": "the day on which a request was met, noted once; a test hands it in"},
}
# Query text made by an f-string: only from constants and terms escaped by graph/rdf.py. File -> reason.
QUERY_TEXT_ALLOWED = {
    "graph/cypher_lookups.py": "names of kinds, relations and properties of the schema; what is looked for is a parameter",
    "graph/sparql_lookups.py": "terms of ids that were checked by their pattern, and of kinds and relations of the schema",
    "graph/stores/sparql_endpoint.py": "the vocabulary's own address, a constant",
    "graph/rdf_read.py": "constants with the vocabulary's prefix in front",
    "graph/exports/cypher_script.py": "a script cannot have parameters: names of the schema, and values through its one escaping function",
    "graph/neo4j_texts.py": "labels, types and columns of the schema; every value is a parameter",
    "queries/binding.py": "the binder itself: it escapes every term it puts in",
    "graph/stores/oxigraph.py": "fixed patterns over vocabulary constants and ids that have the form of an id",
}
_QUERY_WORDS = re.compile(r"\b(SELECT|CONSTRUCT|ASK|INSERT|DELETE|MATCH|WHERE|VALUES|UNWIND|MERGE)\b.*[{(]|[{)]\s*(WHERE|RETURN)\b")


def _files(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return found + [ROOT / f"{name}.py" for name in TOP if name in folders and (ROOT / f"{name}.py").exists()]


CODE = _files(*LAYERS, COMMANDS, *TOP)
ALL = CODE + _files("tests", "benchmarks")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _module(path: Path) -> str:
    return _name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every module that is imported, with its line; `from a import b` counts as both a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions of the module and methods of its classes whose names do not start with an underscore."""
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name[0] != "_")]
    for body in bodies:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                yield node


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_imports_go_one_way(path: Path) -> None:
    layer = _name(path).removesuffix(".py").split("/")[0]
    wrong = [f"{_name(path)}:{line} imports {module}" for module, line in _imports(_tree(path))
             if (top := module.split(".")[0]) in MAY_IMPORT and top != layer and top not in MAY_IMPORT[layer]]
    assert not wrong, f"{wrong[0]}; {layer} may import {sorted(MAY_IMPORT[layer]) or 'nothing of ours'}: move what is shared down to graph/"


@pytest.mark.parametrize("engine", _files("graph/stores"), ids=_name)
def test_no_store_imports_another(engine: Path) -> None:
    wrong = [f"{_name(engine)}:{line}" for module, line in _imports(_tree(engine))
             if module.startswith("graph.stores.") and not _module(engine) == module and (ROOT / (module.replace(".", "/") + ".py")).exists()]
    assert not wrong, f"{wrong[0]} imports another engine; move what both need to graph/store.py or graph/rdf.py"


def test_no_import_cycle() -> None:
    modules = {_module(path): path for path in CODE}
    edges = {name: {module for module, _ in _imports(_tree(path)) if module in modules and module != name}
             for name, path in modules.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"import cycle {' -> '.join((*trail[trail.index(name):], name))}: move what both need to a third module"
        if name not in done:
            for other in sorted(edges[name]):
                visit(other, (*trail, name))
            done.add(name)

    for name in sorted(edges):
        visit(name, ())


@pytest.mark.parametrize("path", ALL, ids=_name)
def test_files_and_functions_are_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE, f"{_name(path)} has {lines} lines, at most {LONGEST_FILE}: split it by what changes together"
    for function in _functions(_tree(path)):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= LONGEST_FUNCTION, f"{_name(path)}:{function.lineno} {function.name} has {length} lines, at most {LONGEST_FUNCTION}: take a step out of it"


@pytest.mark.parametrize("path", ALL, ids=_name)
def test_own_imports_stand_at_the_top(path: Path) -> None:
    for function in _functions(_tree(path)):
        wrong = [f"{_name(path)}:{line}" for module, line in _imports(function) if module.split(".")[0] in {*MAY_IMPORT, "tests"}]
        assert not wrong, f"{wrong[0]} imports inside a function: move it to the top; if that makes a cycle, split the module"


@pytest.mark.parametrize("path", ALL, ids=_name)
def test_no_error_is_caught_blindly(path: Path) -> None:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ExceptHandler):
            names = [_dotted(item) for item in (node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]) if item]
            assert names and not {"Exception", "BaseException"} & set(names), (
                f"{_name(path)}:{node.lineno} catches everything: name the errors that you can do something about")


@pytest.mark.parametrize("path", _files("graph", "ingest", "queries"), ids=_name)
def test_no_clock_and_no_chance_in_outputs(path: Path) -> None:
    tree, allowed = _tree(path), CLOCK_ALLOWED.get(_name(path), {})
    used = [(module, line) for module, line in _imports(tree)]
    used += [(_dotted(node), node.lineno) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    for name, line in used:
        for banned in CLOCK_AND_CHANCE:
            hit = name == banned or name.endswith("." + banned) or ("." not in banned and name.split(".")[0] == banned)
            assert not hit or banned in allowed, (
                f"{_name(path)}:{line} uses {name}: hand the value in (the data date, a seed), or add it to CLOCK_ALLOWED with a reason")


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_what_is_public_is_annotated_and_explained(path: Path) -> None:
    tree = _tree(path)
    assert ast.get_docstring(tree) or not tree.body, f"{_name(path)} has no docstring: say what it is and why"
    for function in _public(tree):
        place = f"{_name(path)}:{function.lineno} {function.name}"
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        bare = [argument.arg for argument in arguments if argument.annotation is None and argument.arg not in ("self", "cls")]
        assert function.returns is not None and not bare, f"{place}: annotate {', '.join(bare) or 'what it returns'}"
        assert ast.get_docstring(function), f"{place} has no docstring: say what it gives, in which unit, what it does not promise"


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("file", sorted(ROOT.glob("*/texts*.toml")) + sorted(ROOT.glob("*/texts/*.toml")), ids=_name)
def test_every_text_is_there_in_both_languages(file: Path) -> None:
    for key, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
        assert {"nl", "en"} <= set(entry), f"{_name(file)} [{key}]: give it both nl and en"
        assert entry["nl"] and entry["en"], f"{_name(file)} [{key}]: a text is empty"
        assert _fields(entry["nl"]) == _fields(entry["en"]), f"{_name(file)} [{key}]: nl and en name other {{fields}}; make them the same"


def test_every_problem_has_words() -> None:
    known: set[str] = set()
    for file in (*ROOT.glob("*/texts*.toml"), *ROOT.glob("*/texts/*.toml")):
        known |= set(tomllib.loads(file.read_text(encoding="utf-8")))
    used = re.compile(r'(?:\bProblem|\b_fault|why_not=)\(?\s*"([a-z-]+)"')
    for path in CODE:
        for key in used.findall(path.read_text(encoding="utf-8")):
            assert f"problem.{key}" in known, f'{_name(path)} uses Problem("{key}"): add ["problem.{key}"] and ["mend.{key}"] to graph/texts.toml'


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_query_text_is_not_put_together_from_values(path: Path) -> None:
    if _name(path) in QUERY_TEXT_ALLOWED:
        return
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
            assert not _QUERY_WORDS.search(text), (
                f"{_name(path)}:{node.lineno} formats query text: use VALUES or $parameters through the binder, or add the file to QUERY_TEXT_ALLOWED with a reason")


def test_every_exception_to_a_rule_is_still_needed() -> None:
    gone = [name for name in (*CLOCK_ALLOWED, *QUERY_TEXT_ALLOWED) if not (ROOT / name).exists()]
    assert not gone, f"{gone[0]} is gone: take it off the allow-list in tests/test_house.py"
