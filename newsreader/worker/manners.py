"""How a process steps back behind the screen: whatever else wants a core has it first."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

BEHIND = 10
"""Niceness of what works beside the screen: it gets a tenth of a core that others want, so that a lock it holds is let go of soon."""
_GROUP = Path("/proc/self/autogroup")


def step_back() -> None:
    """Let this process, its threads and its children come after others.

    Linux weighs sessions against each other where it groups them by session ("autogroup", sched(7)), and then a process's niceness counts
    in its session alone; a process with a session of its own therefore says it for the session too. A batch process doesn't push another
    one off its core when it wakes up.
    """
    with suppress(OSError):
        os.nice(BEHIND)
    with suppress(OSError):
        if os.getsid(0) == os.getpid():
            _GROUP.write_text(str(BEHIND))
    if hasattr(os, "sched_setscheduler"):
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
