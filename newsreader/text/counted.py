"""Numbers with what they are of, as people say them."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """`1 feed`, `2 feeds`, `1,200 entries`; the noun is given as of one."""
    if number == 1:
        return f"1 {noun}"
    ends_in_y = noun.endswith("y") and noun[-2:-1] not in "aeiou"
    return f"{number:,} {noun[:-1] + 'ies' if ends_in_y else noun + 's'}"
