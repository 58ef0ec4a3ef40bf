"""What the worker is asked to do: small frozen values, sent as JSON lines (`worker.protocol`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refresh:
    """Refresh feeds: those named, else all; `due`: only those that are due; `force`: without validators."""

    feeds: tuple[int, ...] = ()
    due: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """Make the article of an entry from the feed's own text, if the store has none yet."""

    entry: int


@dataclass(frozen=True, slots=True)
class FetchPage:
    """Fetch an entry's page, declutter it and keep the article; `again`: even if it is there."""

    entry: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class OpenWhole:
    """Make an article of everything that an entry's page says, from the cache or else fetched."""

    entry: int


@dataclass(frozen=True, slots=True)
class TryRule:
    """Find the rule that hides blocks like one of an entry's page (`key` is `hide`; its `index`), or brings a hidden piece back
    (`show`; its kind, reason and words), and try it on the last pages of the site."""

    entry: int
    key: str
    text: str = ""
    index: int = -1
    kind: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RemakeSite:
    """Make the kept articles of a site again, after its rules were changed."""

    host: str


@dataclass(frozen=True, slots=True)
class FetchLink:
    """Fetch a page that the article of an entry links, declutter it and keep it under `url`, unless it is there."""

    url: str
    entry: int


@dataclass(frozen=True, slots=True)
class FetchImages:
    """Get pictures of the entry that is open and make them small: each for its own number of `columns` and `rows` of cells at the most.

    `form` is `rgb` (half blocks), `png`, or `sixel` (those and half blocks); a cell's width and height are in pixels. `fetch`: those that
    aren't kept may be asked for.
    """

    entry: int
    urls: tuple[str, ...]
    columns: tuple[int, ...]
    rows: tuple[int, ...]
    form: str = "rgb"
    cell_width: int = 10
    cell_height: int = 20
    fetch: bool = True


@dataclass(frozen=True, slots=True)
class FindFeeds:
    """Look what feeds there are at an address that somebody typed; offline it is put on the list, to be subscribed to in `folder`.

    `confirmed`: the address is a command, and the user said that it may run.
    """

    url: str
    folder: str | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Subscribe to a feed, or to the main feed that a page links, and fetch it at once; `found_at` is the typed address where it was
    found (`FindFeeds`)."""

    url: str
    folder: str | None = None
    tags: tuple[str, ...] = ()
    found_at: str = ""
    page: str = ""
    """For a page without a feed: where its entries are (`model.pageselectors`)."""


@dataclass(frozen=True, slots=True)
class TryPage:
    """See what entries a page that was looked at (`FindFeeds`) would give with these selectors; without any they are guessed."""

    url: str
    selectors: str = ""


@dataclass(frozen=True, slots=True)
class ShowCertificate:
    """See which certificate a feed's server shows, for which nobody vouches."""

    feed: int


@dataclass(frozen=True, slots=True)
class ImportFile:
    """Import subscriptions from OPML or from newsboat's `urls` file, and refresh what was added."""

    path: str


@dataclass(frozen=True, slots=True)
class Prefetch:
    """Make an edition ready for reading offline: the entries of a query (a default choice for the empty one), within so many bytes on
    the disk and seconds (None: as long as it takes)."""

    query: str = ""
    budget: int = 200 << 20
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class ReadAhead:
    """After a refresh: get ready what rules and feeds want whole, and the standing edition, if there is any."""


@dataclass(frozen=True, slots=True)
class Export:
    """Write the articles of a query to a file; `form` is epub, html, markdown or text."""

    query: str
    path: str
    form: str


@dataclass(frozen=True, slots=True)
class Save:
    """Keep a page as an entry of "Saved"; offline it is queued. `typed`: the user gave this very address, no page linked it."""

    url: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Replay:
    """Do what was asked for offline."""


@dataclass(frozen=True, slots=True)
class SetOffline:
    """Open no socket from now on (or do again)."""

    offline: bool


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop a running job; what it has done so far stays done."""

    job: int


Job = (
    Refresh | OpenEntry | OpenWhole | FetchPage | FetchLink | FetchImages | TryRule | RemakeSite | FindFeeds | TryPage | Subscribe
    | ShowCertificate | ImportFile | Prefetch | ReadAhead | Export | Save | Replay | SetOffline | Cancel
)  # fmt: skip
