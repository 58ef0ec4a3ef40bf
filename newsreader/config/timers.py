"""What makes a machine refresh by itself: units for systemd, a line for crontab."""

from __future__ import annotations

import shlex
from collections.abc import Sequence


def systemd_units(command: Sequence[str], minutes: int, home: str | None = None) -> str:
    """A service and its timer for the user's own systemd, with the places they go to; `home` is `$NEWSREADER_HOME` where that is set."""
    environment = f"Environment={_quoted(f'NEWSREADER_HOME={home}')}\n" if home else ""
    return f"""# ~/.config/systemd/user/newsreader.service
[Unit]
Description=Refresh the feeds of newsreader that are due

[Service]
Type=oneshot
{environment}ExecStart={" ".join(_quoted(word) for word in command)}
Nice=10
SuccessExitStatus=0 1

# ~/.config/systemd/user/newsreader.timer
[Unit]
Description=Refresh the feeds of newsreader every {minutes} minutes

[Timer]
OnBootSec=2min
OnUnitActiveSec={minutes}min
RandomizedDelaySec=60

[Install]
WantedBy=timers.target

# Then: systemctl --user enable --now newsreader.timer"""


def cron_line(command: Sequence[str], minutes: int, home: str | None = None) -> str:
    """A line for `crontab -e`; from an hour on it is whole hours that count."""
    when = f"*/{minutes} * * * *" if minutes < 60 else f"0 */{minutes // 60} * * *" if minutes < 24 * 60 else "0 6 * * *"
    words = [*(["env", f"NEWSREADER_HOME={home}"] if home else ()), *command]
    escaped = shlex.join(words).replace("%", "\\%")  # a bare % ends the line there
    return f"{when} {escaped} 2>/dev/null"


def _quoted(word: str) -> str:
    """A word as systemd reads it: `%` and `$` mean something to it."""
    word = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{word}"' if any(character in word for character in " \t'\"\\;") else word
