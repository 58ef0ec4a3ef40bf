"""A feed's failure in a word or two, for a narrow column; the whole of it stands above the feed's headlines."""

from __future__ import annotations

import re

_WORDS = (
    (r"waits for your word", "to confirm"),
    (r"\(404\)", "not there"),
    (r"\(410\)|gone for good", "gone"),
    (r"\(401\)|\(407\)", "login"),
    (r"\(403\)|\(451\)", "no access"),
    (r"\(429\)", "told to wait"),
    (r"\(503\)", "unavailable"),
    (r"\(5\d\d\)", "server fault"),
    (r"could not be found", "no such host"),
    (r"did not answer|too slowly|reached within|took longer", "too slow"),
    (r"could not be reached", "unreachable"),
    (r"certificate|prove who it is|encrypted", "certificate"),
    (r"selectors|no CSS selector", "page changed"),
    (r"without its scripts", "scripts only"),
    (r"this is a web page", "a web page"),
    (r"not a feed|no feed|is empty", "no feed"),
    (r"ends in the middle", "cut off"),
    (r"broke|broken|breaks off|decompressed", "broken"),
    (r"sent more than|too large", "too large"),
    (r"private|not allowed", "refused"),
    (r"there is no file|no such file|can't be read", "no file"),
    (r"offline", "offline"),
)


def failure_word(error: str) -> str:
    """At most twelve columns that say what kind of failure it is."""
    return next((word for pattern, word in _WORDS if re.search(pattern, error)), "failing")
