"""One refresh at a time: a lock that others see, and that nothing is left of when its holder dies."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from newsreader.store.errors import StoreError
from newsreader.store.lock import Lock

HOLD = "import sys; from pathlib import Path; from newsreader.store.lock import Lock; print(Lock(Path(sys.argv[1])).take(), flush=True); sys.stdin.read()"


def test_only_one_has_it(tmp_path: Path) -> None:
    one, two = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    assert one.take()
    assert one.take()
    assert not two.take()
    one.give_back()
    assert two.take()


def test_it_dies_with_its_holder(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"True\n"
    assert not Lock(tmp_path / "lock").take()
    holder.kill()
    holder.communicate()
    assert Lock(tmp_path / "lock").take()


def test_a_lock_that_can_not_be_made_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"refresh\.lock can't be written"):
        Lock(tmp_path / "gone" / "refresh.lock").take()
