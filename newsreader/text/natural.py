"""The order in which people look for names: 2 before 10, whatever the case and the accents."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = re.compile(r"\d+")
_ACCENTS = re.compile("(?<=[\u0000-\u03ff\u1f00-\u1fff])[\u0300-\u036f]+")
"""Marks on Latin and Greek letters. On Cyrillic ones they make other letters (й), in other scripts they are vowels."""
_PLAIN = str.maketrans({"ё": "е", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "’": "'"})


@lru_cache(maxsize=20_000)
def natural_key(name: str) -> str:
    """What a name is sorted by. Names that differ in case or accents alone stand together, always in the same order.

    Costs a microsecond or two, and a tenth where the name was asked for before.
    """
    plain = name.casefold()
    if not plain.isascii():
        plain = _without_accents(plain)
    return f"{_NUMBER.sub(_sized, plain)}\x00{name}"


def _without_accents(text: str) -> str:
    from unicodedata import normalize

    return normalize("NFC", _ACCENTS.sub("", normalize("NFKD", text))).translate(_PLAIN)


def _sized(number: re.Match[str]) -> str:
    """A number behind the count of its digits, which sorts as digits do: 9 for each nine of them, and what is left."""
    digits = number[0] if number[0].isascii() else "".join(str(int(each)) for each in number[0])
    digits = digits.lstrip("0")
    nines, left = divmod(len(digits), 9)
    return f"{'9' * nines}{left}{digits}"
