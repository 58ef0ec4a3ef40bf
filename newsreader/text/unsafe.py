"""What is taken out of remote text, for `text.clean`, which looks first whether there is anything."""

from __future__ import annotations

import re

# A string's body ends at the next introducer at the latest, so that the time stays linear on thousands of unterminated ones.
_ESCAPE = re.compile(
    "(?:\x1b\\]|\x9d)[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\\\|\x9c)"  # OSC; one without an end loses only its start, below
    "|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x90\x98\x9c-\x9f]*(?:\x1b\\\\|\x9c)"  # DCS, SOS, PM, APC
    "|\x1b\\[[0-?]*[ -/]*[@-~]?"  # CSI
    "|\x9b[0-?]*[ -/]*[@-~]?"  # CSI, 8 bit
    "|\x1b[ -/]*[0-~]?"  # all other escapes
)
# C0 but tab and newline, DEL, C1, bidi embeddings, overrides and isolates, tag characters, interlinear annotations, surrogates.
_BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufff9-\ufffb\ufeff\U000e0001\U000e0020-\U000e007f\ud800-\udfff]"
)
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_NEWLINES = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{1,6}\U000e007f")


def one_line(text: str) -> str:
    """Take out what is unsafe; breaks of lines become spaces."""
    return _strip(_BREAKS.sub(" ", text))


def lines(text: str) -> str:
    """Take out what is unsafe; every break of a line becomes a newline."""
    return _strip(_NEWLINES.sub("\n", text))


def _strip(text: str) -> str:
    if not _BAD.search(text):
        return text
    text = _ESCAPE.sub("", text)
    if "\U0001f3f4" in text:  # the three flags that are spelled with tag characters (UTS #51)
        kept = _FLAG.findall(text)
        pieces = [_BAD.sub("", piece) for piece in _FLAG.split(text)]
        return "".join(a + b for a, b in zip(pieces, [*kept, ""], strict=True))
    return _BAD.sub("", text)
