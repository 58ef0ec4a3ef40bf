"""What can be set of a feed, or of a folder for all feeds in it: one table (`OPTIONS`) drives the shell, the form, the sheet and OPML.

A value is kept as the text that `read` makes of what somebody wrote. A feed's own value stands over its folder's, the nearest folder's
over those around it, and where none says anything the default holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from newsreader.model.pageselectors import BadSelectors, read_selectors

# Patterns as they stand: the reader starts with this module, and seldom needs them.
_SPAN = r"(\d{1,6}) ?(m|min|minutes?|h|hours?|d|days?|w|weeks?)?"
_UNITS = {"w": 7 * 86_400, "d": 86_400, "h": 3_600, "m": 60}
REFERENCES = ("command", "keyring", "file")
"""How the place of a secret begins."""
_PLACES = "command:…, keyring:SERVICE/USER or file:PATH"
_NAME = r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}"
_OURS = ("host", "content-length", "transfer-encoding", "connection", "accept-encoding", "te", "upgrade", "if-none-match")
_TELLING = r"auth|token|key|secret|cookie|passw|session|credential"
_PROXY = r"(?:https?|socks(?:4a?|5h?))://(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]+\]):\d{1,5}/?"
_PIN = r"sha256//[A-Za-z0-9+/]{43}="
_YES, _NO = ("yes", "y", "true", "on", "1"), ("no", "n", "false", "off", "0")


class BadOption(ValueError):
    """A setting of a feed that there isn't, or a value that doesn't fit; the message says what would."""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: its name, what it is for, what may stand there, and what holds where nothing does. `read` raises BadOption."""

    name: str
    words: str
    allowed: str
    default: str
    read: Callable[[str], str]
    of_folders: bool = True
    """Whether a folder can have it for its feeds."""
    sealed: bool = False
    """Whether it proves who asks, leads over another machine or says whom to trust, and so wants the user's word where it came with a
    list (`library.confirming`)."""


def seconds(span: str) -> int:
    """The seconds of a span as it is kept (`90m`)."""
    return int(span[:-1]) * _UNITS[span[-1]]


def _span(text: str) -> str:
    found = re.fullmatch(_SPAN, text.strip().lower())
    if found is None or not 600 <= (length := int(found[1]) * _UNITS[(found[2] or "m")[0]]) <= 366 * 86_400:
        raise BadOption(f"{text[:40]!r} is no time from 10 minutes to a year, as in 30m, 2h or 1d")
    unit = next(unit for unit, size in _UNITS.items() if length % size == 0)
    return f"{length // _UNITS[unit]}{unit}"


def _selectors(text: str) -> str:
    try:
        return read_selectors(text).text
    except BadSelectors as error:
        raise BadOption(str(error)) from None


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.strip().lower() not in choices:
            raise BadOption(f"{text[:40]!r} is not {' or '.join((', '.join(choices[:-1]), choices[-1]))}")
        return text.strip().lower()

    return read


def _switch(on: str, off: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.strip().lower() not in (*_YES, *_NO):
            raise BadOption(f"{text[:40]!r} is neither {on} nor {off}")
        return on if text.strip().lower() in _YES else off

    return read


def _plain(text: str) -> str:
    text = text.strip()
    if not text.isascii() or not text.isprintable() or len(text) > 1_000:
        raise BadOption("more than plain letters, or too many of them")
    return text


def _secret(text: str) -> str:
    """Where a secret is found; the secret itself never stands here."""
    kind, _, rest = text.strip().partition(":")
    if kind not in REFERENCES or not rest.strip() or not text.isprintable() or len(text) > 1_000:
        raise BadOption("a secret is not kept in the library; say where it is: command:pass show site, keyring:SERVICE/USER or file:PATH")
    if kind == "keyring" and not all(rest.partition("/")[::2]):
        raise BadOption("a secret of the keyring is named by service and user, as in keyring:example.org/me")
    if kind == "file" and not rest.strip().startswith(("/", "~/")):
        raise BadOption(f"{rest.strip()[:40]!r} is no whole path of a file, as in file:~/secrets/site")
    return f"{kind}:{rest.strip()}"


def is_reference(value: str) -> bool:
    """Whether a value says where a secret is, and isn't one."""
    return value.partition(":")[0] in REFERENCES and ":" in value


def _headers(text: str) -> str:
    found = []
    for each in text.split(" | "):
        name, colon, value = (part.strip() for part in each.partition(":"))
        if not colon or not re.fullmatch(_NAME, name) or not value:
            raise BadOption(f"{each[:40]!r} is no header, as in X-Client: me (several are parted by ' | ')")
        if name.lower() in _OURS:
            raise BadOption(f"the header {name} is this program's own to send")
        if re.search(_TELLING, name, re.IGNORECASE) and not is_reference(value):
            raise BadOption(f"the header {name} looks like a secret, which is not kept in the library; {name}: file:PATH says where it is")
        found.append(f"{name}: {_secret(value) if is_reference(value) else _plain(value)}")
    return " | ".join(found)


def _path(text: str) -> str:
    if not text.strip().startswith(("/", "~/")) or not text.isprintable() or len(text) > 4_000:
        raise BadOption(f"{text[:40]!r} is no whole path of a file, as in ~/certs/me.pem")
    return text.strip()


def _proxy(text: str) -> str:
    text = text.strip()
    if text.lower() == "none":
        return "none"
    if not re.fullmatch(_PROXY, text):
        raise BadOption(f"{text[:40]!r} is no proxy, as in http://proxy.example:3128 or socks5h://localhost:9050; a name is proxy_user's")
    return text


def _pin(text: str) -> str:
    if not re.fullmatch(_PIN, text.strip()):
        raise BadOption("a pin is sha256// and 44 letters, as `newsreader feed trust FEED` finds it")
    return text.strip()


OPTIONS = {
    option.name: option
    for option in (
        Option("paused", "refreshed only when it is named", "yes or no", "no", _switch("yes", "no"), of_folders=False),
        Option("every", "how often it is asked", "a time, as in 30m, 2h or 1d", "as often as it posts", _span),
        Option(
            "full_text", "when its entries' pages are fetched: after each refresh, on opening one, or by hand", "always, opening or never",
            "as fetch_page says", _one_of("always", "opening", "never"),
        ),
        Option(
            "page", "for a page that has no feed: where its entries are, as CSS selectors",
            "selectors, as in item=li.post; link=a; title=h2; date=time; summary=p (all but item may be left out)", "it is a feed",
            _selectors, of_folders=False,
        ),
        Option("images", "whether its pictures are shown", "on or off", "as everywhere", _switch("on", "off")),
        Option("user", "the name to log in with", "a name", "none", _plain, of_folders=False, sealed=True),
        Option("password", "where the password is", _PLACES, "none", _secret, of_folders=False, sealed=True),
        Option("auth", "how name and password are given", "any, basic or digest", "any", _one_of("any", "basic", "digest")),
        Option("bearer", "where the token is", _PLACES, "none", _secret, of_folders=False, sealed=True),
        Option("cookie", "where the cookies are (name=value; …)", _PLACES, "none", _secret, of_folders=False, sealed=True),
        Option(
            "headers", "headers to send along", "Name: value | Name: value; a value may be the place of a secret", "none", _headers,
            of_folders=False, sealed=True,
        ),
        Option("certificate", "your certificate, with which you log in (PEM)", "a file", "none", _path, of_folders=False, sealed=True),
        Option("key", "its key, if that lies apart", "a file", "none", _path, of_folders=False, sealed=True),
        Option("key_password", "where the key's password is", _PLACES, "none", _secret, of_folders=False, sealed=True),
        Option(
            "proxy", "what stands between: it is asked for the feed, its pages and pictures",
            "http://…, https://…, socks4a://… or socks5h://HOST:PORT, or none", "none", _proxy,
            sealed=True,
        ),
        Option("proxy_user", "the name for the proxy", "a name", "none", _plain),
        Option("proxy_password", "where the proxy's password is", _PLACES, "none", _secret, of_folders=False, sealed=True),
        Option("user_agent", "what its server is told who asks", "text", "as everywhere", _plain),
        Option("ca_file", "who vouches for its server's certificate (PEM)", "a file", "whom this machine trusts", _path, sealed=True),
        Option("pin", "the key that its server has to have, by whomever it is signed", "sha256//…: feed trust", "none", _pin, False, True),
        Option("ip", "only addresses of this kind", "4 or 6", "both", _one_of("4", "6")),
    )
}  # fmt: skip


def option(name: str) -> Option:
    """A setting by its name; raises BadOption where there is none."""
    key = name.strip().lower().replace("-", "_")
    if key not in OPTIONS:
        raise BadOption(f"there is no setting {name[:40]!r} of a feed; there are {', '.join(OPTIONS)}")
    return OPTIONS[key]


def checked(given: Mapping[str, str], of_folder: bool = False) -> dict[str, str]:
    """Settings by name as they are kept; an empty value takes one away. Raises BadOption."""
    found: dict[str, str] = {}
    for name, text in given.items():
        known = option(name)
        if of_folder and not known.of_folders:
            raise BadOption(f"{known.name} is set feed by feed")
        try:
            found[known.name] = known.read(text) if text.strip() else ""
        except BadOption as error:
            raise BadOption(f"{known.name}: {error}") from None
    return found
