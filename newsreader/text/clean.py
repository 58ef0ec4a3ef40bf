"""Remote text made safe to show: no escape sequences, no control characters, no direction overrides.

Used at ingest for plain fields, where blocks are made for HTML, and once more where segments are made for the terminal.
Joiners (ZWJ, ZWNJ) stay, since Indic scripts and emoji need them; so do LRM, RLM and ALM. `reference/threats.md`, S1 and S3.
"""

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
_SPACES = re.compile(" {2,}")
SOFT_HYPHEN = "\u00ad"
"""A place where a word may be broken: kept in running text, which is laid out, and left out of every text that is searched or copied."""
_NEWLINES = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{1,6}\U000e007f")


def clean(text: str) -> str:
    """Make one line of text safe to show: breaks become spaces, runs of spaces one, ends are trimmed; soft hyphens go."""
    if not text.isprintable():
        text = _strip(_BREAKS.sub(" ", text)).replace(SOFT_HYPHEN, "")
    return _SPACES.sub(" ", text).strip() if "  " in text or text[:1] == " " or text[-1:] == " " else text


def clean_block(text: str) -> str:
    """Make text of several lines safe to show: newlines and tabs stay, spaces are as given."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
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
