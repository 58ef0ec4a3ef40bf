"""The words by which a summary names why pages are missing. Light: the TUI's process reads them, too."""

from __future__ import annotations

FEED_TEXT = "feed text"
"""No failure to speak of: the feed's own text is the better one."""
NO_ARTICLE = "no article"
REST_LEFT = "The article goes on over more pages, which were not fetched yet."
"""The notice of an article whose further pages the next run of an edition fetches."""
PASSING = frozenset(
    ("", "timeout", "no such site", "no connection", "broken off", "stopped", "offline", "too many requests", "server error")
)
"""Words of failures that another try may mend at once; with the others a day goes by first."""
