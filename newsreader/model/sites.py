"""What a site needs said of its pages: what to hide, what to show after all, where the body is. Read from `sites/HOST.toml` and others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteRule:
    """Something to hide or to show on a site's pages; every part that is given must hold.

    `match` is a tag with names (`div.promo`, `.teaser`, `p#note`), `text` the words of a block (a `*` at the end: may go on), `kind` and
    `reason` are those of a hidden piece. `note` and `added` are for people.
    """

    match: str = ""
    text: str = ""
    kind: str = ""
    reason: str = ""
    note: str = ""
    added: str = ""

    @property
    def words(self) -> str:
        """What it matches, in words."""
        said = [self.match, f"“{self.text}”" if self.text else "", f"{self.kind}: {self.reason}" if self.reason else self.kind]
        return " · ".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The rules for a host. `hide` and `show` are rules of their own; those named in `SELECTORS` are CSS selectors or XPath, and but for
    `strip`, of which all count, the first that finds something counts.

    `next` finds the link to the article's next page, `single` the one to all of it on one page. `replace` are strings of the page's source
    and what stands for each; `unheeded` names directives of a shared file that aren't followed here.
    """

    host: str = ""
    hide: tuple[SiteRule, ...] = ()
    show: tuple[SiteRule, ...] = ()
    body: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    replace: tuple[tuple[str, str], ...] = ()
    unheeded: tuple[str, ...] = ()


SELECTORS = ("body", "strip", "title", "author", "date", "next", "single")
"""The rules that are lists of selectors."""


def shown_host(name: str) -> str:
    """A host as its file of rules is named (`localhost_8000`), as people write it."""
    host, _, port = name.rpartition("_")
    return f"{host}:{port}" if host and port.isdecimal() else name
