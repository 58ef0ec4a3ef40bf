"""What a page says of itself where its site's rules say that it stands: title, byline, time."""

from __future__ import annotations

from dataclasses import replace

from lxml.html import HtmlElement

from newsreader.declutter.metadata import Metadata
from newsreader.declutter.siterules import found, told
from newsreader.model.sites import SiteRules
from newsreader.text.dates import time_of


def amended_metadata(metadata: Metadata, root: HtmlElement, rules: SiteRules | None) -> Metadata:
    """The metadata with what the rules find; a rule that finds nothing, or a time that can't be read, changes nothing."""
    if rules is None:
        return metadata
    given = [element.get("datetime") for selector in rules.date for element in found(root, selector)]
    times = [time for text in (*given, told(root, rules.date)) if text and (time := time_of(text, metadata.language))]
    return replace(
        metadata,
        title=told(root, rules.title) or metadata.title,
        byline=told(root, rules.author) or metadata.byline,
        published=times[0] if times else metadata.published,
    )
