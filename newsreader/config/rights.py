"""What this user may not do with the folders and files of a profile, and the command that mends it; nothing is written to find out."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from shlex import quote

from newsreader.config.paths import Paths
from newsreader.config.problems import Problem

May = Callable[[Path, int], bool]
"""Whether a path may be read, written or entered (`os.R_OK`, `W_OK`, `X_OK`)."""
_WORDS = ((os.R_OK, "read"), (os.W_OK, "written"), (os.X_OK, "entered"))
_ELSEWHERE = "`export NEWSREADER_HOME=FOLDER` has everything in a folder that is yours"


def wrong_rights(paths: Paths, may: May = os.access) -> tuple[Problem, ...]:
    """The first thing that is in the way of each folder, then of the files in them."""
    found = [_folder(paths.config, os.R_OK | os.X_OK, may)]
    found += [_folder(folder, os.R_OK | os.W_OK | os.X_OK, may) for folder in (paths.data, paths.cache)]
    found += _files(paths, may)
    return tuple(dict.fromkeys(problem for problem in found if problem is not None))


def _folder(folder: Path, wanted: int, may: May) -> Problem | None:
    above = folder.root
    for step in (*reversed(folder.parents), folder):
        try:
            mode = step.stat().st_mode
        except FileNotFoundError:
            if step.is_symlink():
                return Problem(step, f"is a link that leads nowhere: `rm {quote(str(step))}` takes it away")
            return _missing(Path(above), os.W_OK, may, ", and a folder has to be made in it")
        except OSError as error:
            return Problem(step, f"can't be looked at: {error.strerror or error}")
        if not stat.S_ISDIR(mode):
            name = quote(str(step))
            return Problem(step, f"is a file where a folder has to be: `mv {name} {quote(f'{step}.old')}` makes room for it")
        if step != folder and not may(step, os.X_OK):
            return _missing(step, os.X_OK, may)
        above = str(step)
    return _missing(folder, wanted, may)


def _files(paths: Paths, may: May) -> Iterator[Problem | None]:
    library = [paths.library, *(paths.library.with_name(f"{paths.library.name}-{part}") for part in ("wal", "shm"))]
    for path in (paths.config_file, paths.keys_file, *library):
        if os.path.isfile(path):  # which answers no where it may not look
            yield _missing(path, os.R_OK | os.W_OK if path in library else os.R_OK, may)


def _missing(path: Path, wanted: int, may: May, why: str = "") -> Problem | None:
    """The rights that are missing at a path that is there."""
    name = quote(str(path))
    lacks = [word for right, word in _WORDS if wanted & right and not may(path, right)]
    if not lacks:
        return None
    about = path.stat()
    cause = f"can't be {' or '.join([*filter(None, [', '.join(lacks[:-1])]), lacks[-1]])} by you{why}"
    if "written" in lacks and os.statvfs(path).f_flag & os.ST_RDONLY:
        mount = next((each for each in (path, *path.parents) if os.path.ismount(each)), path)
        cause += f", since {mount} is mounted read-only"
        return Problem(path, f"{cause}: `sudo mount -o remount,rw {quote(str(mount))}` mends it, or {_ELSEWHERE}")
    cause += f" ({stat.filemode(about.st_mode)}, {_owner(about.st_uid)}'s)"
    if about.st_uid == os.geteuid():
        return Problem(path, f"{cause}: `chmod u+rw{'x' * stat.S_ISDIR(about.st_mode)} {name}` mends it")
    if path.is_relative_to(os.path.expanduser("~")):
        return Problem(path, f'{cause}: `sudo chown -R "$USER" {name}` mends it')
    return Problem(path, f"{cause}: {_ELSEWHERE}")


def _owner(number: int) -> str:
    from pwd import getpwuid  # where something is wrong

    try:
        return getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"
