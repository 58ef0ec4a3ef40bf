"""Who an author is that a feed names with an address, as RSS wants it: "jo@example.org (Jo Writer)"."""

from __future__ import annotations

import re

_EMAIL = re.compile(
    r"[a-zA-Z0-9_.+-]+@(?:\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.|(?:[a-zA-Z0-9-]+\.)+)(?:[a-zA-Z]{2,63}|[0-9]{1,3})\]?(?:\?subject=\S+)?"
)


def split_mailbox(author: str) -> tuple[str, str]:
    """The name and the e-mail address of an author, either of them empty where it isn't said.

    As feedparser has it, but for domains that end in more than four letters: of these it takes four, and leaves the rest to the name.
    """
    match = _EMAIL.search(author)
    if match is None:
        return author, ""
    for gone in (match[0], "()", "<>", "&lt;&gt;"):
        author = author.replace(gone, "")
    return author.strip().removeprefix("(").removesuffix(")").strip(), match[0]
