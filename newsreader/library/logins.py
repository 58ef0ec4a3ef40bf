"""A name and a password in a typed address: taken out of it, the password put into a file that only its owner can read."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from newsreader.library.confirming import CONFIRMED, seal
from newsreader.model.sources import command_of
from newsreader.programs.secrets import SecretError, keep_in_file, look_up
from newsreader.store.connection import Store
from newsreader.store.errors import StoreError

_MOST_FILES = 100


@dataclass(frozen=True, slots=True)
class PutAway:
    """An address without its login, the settings that stand for that, and what was done, in words."""

    url: str
    options: Mapping[str, str] = field(default_factory=dict)
    words: str = ""


def has_login(url: str) -> bool:
    """Whether an address, or the one that a command filters, holds a name or a password."""
    url = _parted(url)[1] if "@" in url else ""
    try:
        return url.lower().startswith(("http://", "https://")) and "@" in urlsplit(url).netloc
    except ValueError:
        return False


def without_login(url: str) -> str:
    """An address as it may be shown and given away."""
    if not has_login(url):
        return url
    filtering, url = _parted(url)
    parts = urlsplit(url)
    return filtering + urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _parted(url: str) -> tuple[str, str]:
    """What stands before the address that a command filters, and that address; a command without one has none."""
    command = command_of(url)
    return ("", url) if command is None else (f"filter:{command.line}:", command.url) if command.url else (url, "")


def put_away(store: Store, url: str) -> PutAway:
    """Take the login out of an address; the same one twice ends in the same file. Raises StoreError where the file can't be written."""
    if not has_login(url):
        return PutAway(url)
    whole, url = without_login(url), _parted(url)[1]
    bare = without_login(url)
    name, colon, password = urlsplit(url).netloc.rpartition("@")[0].partition(":")
    user = unquote(name)
    given = {"user": user} if user and user.isascii() and user.isprintable() else {}
    if not colon or not password:
        return PutAway(whole, given)
    host = re.sub(r"[^A-Za-z0-9.-]", "-", f"{urlsplit(bare).netloc}-{user}")[:80].strip(".-") or "login"
    reference = keep_secret(store, host, unquote(password) if unquote(password).isprintable() else password)
    words = f"the password of {urlsplit(bare).hostname} is in {reference[5:]}, which only you can read, and not in the library"
    return PutAway(whole, {**given, "password": reference}, words)


def keep_secret(store: Store, name: str, secret: str) -> str:
    """Put a secret into a file beside the library that only its owner can read; gives its reference. Raises StoreError."""
    return f"file:{_kept(store.path.with_name('secrets'), name, secret)}"


def take_out_logins(store: Store) -> int:
    """Take the logins out of the addresses of feeds that were subscribed to before that was done at once; gives how many."""
    done = 0
    rows = store.rows("SELECT id, url FROM feeds WHERE url LIKE 'http%://%@%'")
    for feed_id, url in rows:
        if has_login(url) and store.value("SELECT 1 FROM feeds WHERE url = ?", (without_login(url),)) is None:
            away = put_away(store, url)
            given = {**away.options, CONFIRMED: seal(away.url, away.options)} if away.options else {}
            with store.writing() as db:
                db.execute("UPDATE feeds SET url = ? WHERE id = ?", (away.url, feed_id))
                db.executemany("INSERT OR IGNORE INTO options VALUES (?, ?, ?)", [(f"feed:{feed_id}", *each) for each in given.items()])
            done += 1
    return done


def _kept(folder: Path, name: str, password: str) -> str:
    for number in range(_MOST_FILES):
        path = str(folder / (f"{name}-{number + 1}" if number else name))
        try:
            if look_up(f"file:{path}") == password:
                return path
        except SecretError:
            pass
        if os.path.lexists(path):
            continue
        try:
            keep_in_file(path, password)
        except OSError as error:
            raise StoreError(f"the password can't be put into {path}: {error.strerror or error}") from error
        return path
    raise StoreError(f"there are too many passwords of {name} in {folder}")
