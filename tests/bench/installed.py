"""The program as it is where pip has installed it: compiled."""

from __future__ import annotations

import compileall
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def as_installed() -> dict[str, str]:
    """Compile the package where that is missing, as pip does; gives what the environment has to say so that this is used."""
    compileall.compile_dir(CHECKOUT / "newsreader", quiet=1)
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPATH": str(CHECKOUT)}
