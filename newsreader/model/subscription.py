"""What somebody wants to follow, before it is a feed of the library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed to subscribe to, as OPML or a `urls` file names it; `folder` is `A/B`, `options` are settings by name (`model.options`)."""

    url: str
    title: str | None = None
    site_url: str | None = None
    folder: str | None = None
    tags: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
