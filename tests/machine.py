"""The same machine for tests and pictures, whoever runs them: no colours, keys, browser or time zone of theirs."""

from __future__ import annotations

import os
import time


def make_plain() -> None:
    """Set the environment; before Textual is imported, since it reads some of it then."""
    for name in list(os.environ):
        if name == "TEXTUAL_SNAPSHOT_TEMPDIR":  # where several processes of one test run leave their pictures
            continue
        if name in ("NO_COLOR", "COLORFGBG", "BROWSER") or name.startswith(("TEXTUAL", "NEWSREADER_")):
            del os.environ[name]
    os.environ.update(TZ="UTC", TEXTUAL_ANIMATIONS="none", LC_ALL="C.UTF-8", COLORTERM="truecolor", TERM="xterm-256color")
    time.tzset()
