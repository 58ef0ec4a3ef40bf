"""Pages, opened in the user's browser: web addresses only, whatever an entry calls its link."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from newsreader.programs.run import ProgramError, detach, fill
from newsreader.text.clean import clean

_HOST = re.compile(r"[^\s/\\@<>\"'`{}|^]+")
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&*+/=_~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


def open_in_browser(url: str, command: str = "") -> None:
    """Open an address in the browser of the settings (`command`, with {url}), else of $BROWSER, else of the system; does not wait.

    Raises ProgramError for what is no http, https or mailto address, and where there is no browser.
    """
    address = web_address(url)
    values = {"url": address}
    detach(fill(command, values) if command.strip() else _system(address, os.environ), values)


def web_address(url: str) -> str:
    """The address as a browser may have it; raises ProgramError, in words, for anything but a web address or a mailbox."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise ProgramError(f"{_short(url)} is no address: {error}") from None
    scheme = parts.scheme.lower()
    if scheme == "mailto":
        return _mailbox(url)
    if scheme not in ("http", "https"):
        what = f"a {clean(scheme)[:20]}: address" if scheme else _short(url)
        raise ProgramError(f"{what} is not opened: only http, https and mailto addresses are")
    if not _HOST.fullmatch(host) or host.startswith("-"):
        raise ProgramError(f"{_short(url)} names no host")
    if url != clean(url):
        raise ProgramError(f"{_short(url)} has characters in it that no address has")
    if not host.isascii():
        url = urlunsplit(parts._replace(netloc=_ascii_host(parts.netloc, url)))
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~")


def _ascii_host(netloc: str, url: str) -> str:
    """The host as names are looked up (punycode), so that a look-alike shows itself."""
    try:
        return netloc.encode("idna").decode("ascii")
    except UnicodeError:
        raise ProgramError(f"{_short(url)} names no host") from None


def _mailbox(url: str) -> str:
    """A mailto address without the fields that make some mail programs attach files."""
    box, _, query = url[len("mailto:") :].partition("?")
    if not _MAILBOX.fullmatch(box) or box.startswith("-"):
        raise ProgramError(f"{_short(url)} names no mailbox")
    fields = [(name, clean(value)) for name, value in parse_qsl(query) if name.lower() in ("subject", "body")]
    return f"mailto:{box}" + (f"?{urlencode(fields, quote_via=quote)}" if fields else "")


def _system(url: str, environ: Mapping[str, str]) -> list[str]:
    """The arguments that open an address here: the first of $BROWSER's programs that exists, else the desktop's opener."""
    for choice in environ.get("BROWSER", "").split(os.pathsep):
        try:
            words = shlex.split(choice)
        except ValueError:
            continue
        if words and shutil.which(words[0]):
            given = [word.replace("%s", url) for word in words[1:]]
            return [words[0], *(given if "%s" in choice else [*given, url])]
    for opener in ("open",) if sys.platform == "darwin" else ("xdg-open", "wslview", "x-www-browser"):
        if shutil.which(opener):
            return [opener, url]
    raise ProgramError('there is no browser: set browser = "PROGRAM {url}" in config.toml, or $BROWSER')


def _short(url: str) -> str:
    shown = clean(url)
    return f'"{shown if len(shown) <= 60 else shown[:59] + "…"}"'
