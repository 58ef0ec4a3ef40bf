"""The README tells what the program is, so its tables and pictures are compared with it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib

from tests.readme import README, filled


def test_its_tables_are_those_of_the_program() -> None:
    text = README.read_text()
    assert filled(text) == text, "python -m tests.readme writes them anew"


def test_every_picture_and_file_that_it_names_is_there() -> None:
    named = re.findall(r"\]\((?!https?:)([^)#]+)\)", README.read_text())
    assert [path for path in named if not (README.parent / path).is_file()] == []


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((README.parent / "pyproject.toml").read_text())["project"]
    wanted = {re.split("[<>=~! \\[]", each)[0] for each in (*project["dependencies"], *project["optional-dependencies"]["dev"])}
    table = README.read_text().split("## What it stands on")[1].split("\n## ")[0]
    told = {name for row in re.findall(r"^\| ([^|]*) \| [^|]+ \|$", table, re.MULTILINE) for name in row.split(", ")}
    assert wanted - told == set()


def test_what_is_imported_is_a_dependency_of_its_own() -> None:
    project = tomllib.loads((README.parent / "pyproject.toml").read_text())["project"]
    extras = (name for names in project["optional-dependencies"].values() for name in names)
    declared = {re.split("[<>=~! \\[]", each)[0] for each in (*project["dependencies"], *extras)}
    called = {"PIL": "pillow", "bidi": "python-bidi", "readability": "readability-lxml"}
    imported: set[str] = set()
    for path in (README.parent / "newsreader").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            imported |= {name.partition(".")[0] for name in names}
    strange = imported - set(sys.stdlib_module_names) - {"newsreader"}
    assert {called.get(name, name) for name in strange} - declared == set()
