"""The user's editor on a text."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from newsreader.programs.editor import edit_text
from newsreader.programs.run import ProgramError


def editor(tmp_path: Path, script: str) -> dict[str, str]:
    path = tmp_path / "editor.py"
    path.write_text("import sys\npath = sys.argv[1]\n" + script)
    return {"EDITOR": f"{sys.executable} {path}"}


def test_what_the_editor_leaves_is_given(tmp_path: Path) -> None:
    environ = editor(tmp_path, "open(path, 'a').write(' and fish')")
    assert edit_text("water", environ) == "water and fish"


def test_an_editor_that_fails_changes_nothing_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match="exit code 3: nothing was changed"):
        edit_text("water", editor(tmp_path, "open(path, 'w').write('x'); sys.exit(3)"))
    with pytest.raises(ProgramError, match="can't be started"):
        edit_text("water", {"EDITOR": "no-such-editor-here"})
    with pytest.raises(ProgramError, match="quotation mark"):
        edit_text("water", {"VISUAL": "'vi"})


def test_a_text_that_the_editor_took_away_or_made_huge_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match="can't be read: No such file or directory; nothing was changed"):
        edit_text("water", editor(tmp_path, "import os; os.unlink(path)"))
    with pytest.raises(ProgramError, match="larger than 16 MB: nothing was changed"):
        edit_text("water", editor(tmp_path, "open(path, 'w').truncate((16 << 20) + 1)"))


def test_a_disk_that_takes_no_text_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(ProgramError, match="can't be put into a file for the editor: No such file"):
        edit_text("water", {"EDITOR": "true"})
