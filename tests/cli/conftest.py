"""Runs a command as the shell does, in this process: exit code, stdout and stderr come back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from newsreader.cli.main import run


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Shell:
    def __init__(self, capture: pytest.CaptureFixture[bytes]) -> None:
        self._capture = capture

    def __call__(self, *arguments: str) -> Ran:
        code = run(list(arguments))
        out, err = self._capture.readouterr()
        return Ran(code, out.decode(), err.decode())


@pytest.fixture
def shell(capfdbinary: pytest.CaptureFixture[bytes]) -> Shell:
    return Shell(capfdbinary)
