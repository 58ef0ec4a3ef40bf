"""What the worker tells while it works: small frozen values, sent as JSON lines (`worker.protocol`).

`job` is the number that the asker gave the job.
"""

from __future__ import annotations

from dataclasses import dataclass

from newsreader.model.choices import FeedChoice
from newsreader.model.refreshing import FeedRefreshed as FeedRefreshed
from newsreader.model.refreshing import Progress as Progress
from newsreader.model.refreshing import Unreached as Unreached


@dataclass(frozen=True, slots=True)
class EditionProgress:
    """How far an edition is: pages and images that are there or were given up, of how many, and the bytes that it takes."""

    job: int
    done: int
    total: int
    bytes: int
    failed: int


@dataclass(frozen=True, slots=True)
class ArticleReady:
    """An article of an entry is in the store (`source` is `feed`, `page` or `full`), or could not be made (`error`, in words)."""

    job: int
    entry: int
    source: str
    error: str | None = None


@dataclass(frozen=True, slots=True)
class LinkReady:
    """The article of a linked page is in the store under `url`, or could not be made (`error`, in words); `entry` is whose link it was."""

    job: int
    url: str
    entry: int
    error: str | None = None


@dataclass(frozen=True, slots=True)
class RuleTried:
    """The rule for what was pointed at in an entry's page, and what it would do on the last `pages` of the site: how many other blocks it
    would change (`elsewhere`, `samples` are some), and on how many pages half of the article would go (`halved`). `error`: there is none.
    """

    job: int
    entry: int
    key: str
    host: str = ""
    match: str = ""
    text: str = ""
    kind: str = ""
    reason: str = ""
    pages: int = 0
    elsewhere: int = 0
    samples: tuple[str, ...] = ()
    halved: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class ImageReady:
    """A picture of an entry is in the cache, its original of `width` by `height` pixels under `digest`; or it isn't (`error`, in words)."""

    job: int
    entry: int
    url: str
    digest: str = ""
    width: int = 0
    height: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class FeedsFound:
    """What feeds there are at an address, the main one first; without any, `why` says so in words. `note`: what the site doesn't offer."""

    job: int
    url: str
    choices: tuple[FeedChoice, ...] = ()
    why: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PageTried:
    """What a page without a feed would give with these selectors: how many entries, and the first ones' titles, addresses and dates
    (0: none); `guesses` are other selectors that are likely. `error`: nothing, in words."""

    job: int
    url: str
    selectors: str
    count: int = 0
    titles: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    dates: tuple[int, ...] = ()
    guesses: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class CertificateShown:
    """What a feed's server shows: its certificate's fingerprint, and the pin of its key (the setting `pin`)."""

    job: int
    feed: int
    host: str
    fingerprint: str
    pin: str


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A feed was added."""

    job: int
    feed: int
    title: str
    new_entries: int


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something arrived that the reader wants to be told of, all of a refresh in one sentence."""

    job: int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A job is over; `summary` says in words what came of it, `error` what went wrong (None: nothing)."""

    job: int
    summary: str = ""
    error: str | None = None


Event = (
    Progress | EditionProgress | FeedRefreshed | Unreached | ArticleReady | LinkReady | RuleTried | ImageReady | FeedsFound | PageTried
    | CertificateShown | Subscribed | Noticed | Finished
)  # fmt: skip
