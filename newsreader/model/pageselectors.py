"""Where a page has its entries, as CSS selectors: what makes a feed of a page that has none."""

from __future__ import annotations

import re
from dataclasses import dataclass

PARTS = ("item", "link", "title", "date", "summary")
LONGEST = 300
_PART = re.compile(rf"\s*;\s*(?=(?:{'|'.join(PARTS)})\s*=)")


class BadSelectors(ValueError):
    """A text that says nothing of where entries are; the message says what would."""


@dataclass(frozen=True, slots=True)
class PageSelectors:
    """`item` finds the entries on the page, the others what is in each.

    Empty: the link is the item itself or the first link of a heading in it, the title the heading or the link's text, the date a
    `<time>`, the summary none.
    """

    item: str
    link: str = ""
    title: str = ""
    date: str = ""
    summary: str = ""

    @property
    def text(self) -> str:
        """As it is kept with the feed's settings: `item=li.post; title=h2`."""
        return "; ".join(f"{name}={value}" for name in PARTS if (value := getattr(self, name)))


def read_selectors(text: str) -> PageSelectors:
    """The selectors of a text such as `item=li.post; title=h2`; raises BadSelectors."""
    given: dict[str, str] = {}
    for part in _PART.split(text.strip().rstrip(";")):
        name, equals, value = part.partition("=")
        if not equals or name.strip() not in PARTS:
            raise BadSelectors(f"{part[:40]!r} is none of {', '.join(f'{each}=…' for each in PARTS)}, with ; between them")
        given[name.strip()] = " ".join(value.split())
    if not given.get("item"):
        raise BadSelectors("item= is wanted: the CSS selector that finds the entries, as in item=li.post")
    if long := [name for name, value in given.items() if len(value) > LONGEST]:
        raise BadSelectors(f"{long[0]} is longer than {LONGEST} characters")
    return PageSelectors(**given)
