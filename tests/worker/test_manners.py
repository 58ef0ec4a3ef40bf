"""The worker comes after the screen, in its own session too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsreader.worker.manners import BEHIND

_TELL = """
import os
from pathlib import Path
from newsreader.worker.manners import step_back
step_back()
group = Path("/proc/self/autogroup")
print(os.nice(0), *group.read_text().split()[-1:] if group.exists() else [])
"""


def after_stepping_back(own_session: bool) -> list[str]:
    done = subprocess.run([sys.executable, "-c", _TELL], capture_output=True, text=True, check=True, start_new_session=own_session)
    return done.stdout.split()


def test_it_is_nice() -> None:
    assert int(after_stepping_back(own_session=True)[0]) >= min(19, os.nice(0) + BEHIND)


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="this system doesn't group processes by session")
def test_its_session_is_nice_and_nobody_elses() -> None:
    before = Path("/proc/self/autogroup").read_text().split()[-1:]  # nothing where the session is in no group, as in some containers
    assert after_stepping_back(own_session=True)[1:] == [str(BEHIND)]
    assert after_stepping_back(own_session=False)[1:] == before
