"""Remote text made safe to show: no escape sequences, no control characters, no direction overrides.

Used at ingest for plain fields, where blocks are made for HTML, and once more where segments are made for the terminal.
Joiners (ZWJ, ZWNJ) stay, since Indic scripts and emoji need them; so do LRM, RLM and ALM.
"""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"
"""A place where a word may be broken: kept in running text, which is laid out, and left out of every text that is searched or copied."""


def clean(text: str) -> str:
    """Make one line of text safe to show: breaks become spaces, runs of spaces one, ends are trimmed; soft hyphens go."""
    if not text.isprintable():
        from newsreader.text.unsafe import one_line  # hardly any text needs it, and its patterns take a millisecond to make

        text = one_line(text).replace(SOFT_HYPHEN, "")
    return re.sub(" {2,}", " ", text).strip() if "  " in text or text[:1] == " " or text[-1:] == " " else text


def clean_block(text: str) -> str:
    """Make text of several lines safe to show: newlines and tabs stay, spaces are as given."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    from newsreader.text.unsafe import lines

    return lines(text)
