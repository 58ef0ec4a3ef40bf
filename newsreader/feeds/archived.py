"""An entry of newsboat's cache as one of a feed: cleaned in the same places, and known by the same identity as when its feed brings it."""

from __future__ import annotations

from newsreader.feeds.assemble import clean_type
from newsreader.feeds.fields import (
    html_of_plain,
    html_with_lines,
    identity_of,
    looks_like_html,
    plain_field,
    storable,
    usable_time,
    web_address,
)
from newsreader.model.archived import Archived
from newsreader.model.parsed import Enclosure, ParsedEntry


def entry_of(found: Archived) -> ParsedEntry:
    """The entry. newsboat takes the title for the id of what has neither id nor link: for us its text counts, too."""
    content = storable(found.content.strip())
    if found.content_type.startswith("text/plain"):
        content = html_of_plain(content)
    elif "\n" in content and "<" not in content:
        content = html_with_lines(content)
    title = plain_field(found.title, looks_like_html(found.title))
    given = "" if not found.url and found.guid == found.title else found.guid
    enclosure = web_address(found.enclosure_url, None)
    return ParsedEntry(
        identity=identity_of(given, found.url, title, content),
        title=title,
        url=web_address(found.url, None) or web_address(found.guid, None),
        author=plain_field(found.author, looks_like_html(found.author)) or None,
        published=usable_time(found.published) or None,
        updated=None,
        html=content,
        enclosures=(Enclosure(enclosure, clean_type(found.enclosure_type)),) if enclosure else (),
    )
