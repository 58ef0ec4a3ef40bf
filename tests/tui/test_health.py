"""The feed doctor on the screen: every finding has a cause and a key that mends it, and the mending is undone by `u`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader.config.paths import Paths
from newsreader.library.doctor import DAY
from newsreader.model.events import CertificateShown, PageTried
from newsreader.model.jobs import Refresh, ShowCertificate, TryPage
from newsreader.store.connection import Store
from newsreader.store.contacts import note_contacts
from newsreader.store.feeds import all_feeds
from newsreader.store.options import all_options, keep_option
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.panes.failures import failure_word
from newsreader.tui.screens.sheet import LookingSheet
from tests.builders import NOW, add_entries, add_feed, entry
from tests.tui.driving import driven, make_app, press, screen_text, settled, worker_of

DUE = f"last_refresh = {NOW - 60}"


def well(store: Store, *names: str) -> list[int]:
    """Feeds with which nothing is wrong."""
    feeds = [add_feed(store, name) for name in names]
    for feed, name in zip(feeds, names, strict=True):
        add_entries(store, feed, entry(name, published=NOW - DAY), now=NOW - 1)
    with store.writing() as db:
        db.execute(f"UPDATE feeds SET {DUE}, posted_at = {NOW - DAY}")
    return feeds


def ailing(store: Store, what: str) -> None:
    """Make something be wrong with the first feed."""
    with store.writing() as db:
        db.execute(f"UPDATE feeds SET {what} WHERE id = 1")


def feeds_left(store: Store) -> list[str]:
    return sorted(feed.title for feed in all_feeds(store))


def url_of(store: Store) -> str:
    return next(feed.url for feed in all_feeds(store) if feed.id == 1)


MENDED: list[tuple[str, str, str, Callable[[Store], object], object]] = [
    (f"error = 'x has nothing at this address (404)', failures = 40, failing_since = {NOW - 90 * DAY}", "(404) (40 times in a row, for 3 months)", "ask it no more", lambda store: all_feeds(store)[0].paused, True),
    (f"retired_at = {NOW - 3 * DAY}", "gone for good", "unsubscribe", feeds_left, ["lakes"]),
    ("moved_to = 'https://new.example/feed', moved_times = -1", "sends on to https://new.example/feed", "take the new address", url_of, "https://new.example/feed"),
    ("moved_to = 'https://lakes.example/feed.xml', moved_times = 3", "which is feed 2 already", "put it into the other", feeds_left, ["lakes"]),
    ("url = 'http://www.lakes.example/feed.xml/'", "has the same address as", "put it into the other", lambda store: len(all_feeds(store)), 1),
    (f"posted_at = {NOW - 900 * DAY}", "it last posted", "ask it no more", lambda store: all_feeds(store)[0].paused, True),
    ("took = 9000", "took 9.0 s to answer", "ask it once a day", lambda store: dict(all_options(store).own("feed:1")), {"every": "1d"}),
]  # fmt: skip


async def opened(app: NewsreaderApp, pilot: object) -> None:
    """Open the doctor, and wait until it has looked."""
    await press(pilot, app, "g", "h")  # type: ignore[arg-type]
    sheet = app.screen
    assert isinstance(sheet, LookingSheet)
    while sheet.found is None:
        await pilot.pause(0.02)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("what", "cause", "key", "see", "mended"), MENDED, ids=[each[0].split(" =")[0] + str(n) for n, each in enumerate(MENDED)])
async def test_enter_mends_it_and_u_takes_it_back(paths: Paths, what: str, cause: str, key: str, see: Callable[[Store], object], mended: object) -> None:
    store = Store(paths.library)
    well(store, "hills", "lakes")
    ailing(store, what)
    if "posted_at" in what:
        with store.writing() as db:
            db.execute("UPDATE entries SET published = 1000 WHERE feed_id = 1")
    before = see(store)
    app = make_app(paths)
    async with driven(app, (130, 30)) as pilot:
        await opened(app, pilot)
        text = screen_text(app)
        assert cause in text
        assert key in text
        await press(pilot, app, "enter")
        await settled(pilot, app)
        if key == "unsubscribe":
            assert "Unsubscribe from hills? Its 1 entry goes too" in screen_text(app)
            assert see(store) == before
            await press(pilot, app, "y")
        assert see(store) == mended
        await press(pilot, app, "escape", "u")
        await settled(pilot, app)
        assert see(store) == before
    store.close()


async def test_failing_feeds_are_asked_again_and_noisy_ones_read(paths: Paths) -> None:
    store = Store(paths.library)
    well(store, "hills", "lakes")
    ailing(store, "error = 'hills.example did not answer within 10 s', failures = 2")
    add_entries(store, 2, *(entry(f"n{n}", published=NOW - n) for n in range(400)), now=NOW)
    app = make_app(paths)
    async with driven(app, (130, 30)) as pilot:
        assert "too slow" in screen_text(app)  # in the feeds pane
        await opened(app, pilot)
        assert "did not answer within 10 s (2 times in a row)" in screen_text(app)
        await press(pilot, app, "enter")
        assert worker_of(app).jobs == [Refresh((1,))]
        assert "401 entries in the last week" in screen_text(app)
        await press(pilot, app, "j", "enter")
        assert store.value("SELECT count(*) FROM entries WHERE feed_id = 2 AND read = 0") == 0
    store.close()


@pytest.mark.parametrize(
    ("error", "key", "said"),
    [
        ("this is a web page, not a feed", "look for its feed", "add feed: https://hills.example/feed.xml"),
    ],
)
async def test_what_another_try_does_not_mend_has_a_key_of_its_own(paths: Paths, error: str, key: str, said: str) -> None:
    store = Store(paths.library)
    well(store, "hills")
    ailing(store, f"error = '{error}', failures = 2")
    store.close()
    app = make_app(paths)
    async with driven(app, (130, 30)) as pilot:
        await opened(app, pilot)
        assert key in screen_text(app)
        await press(pilot, app, "enter")
        await press(pilot, app, *([] if "add feed" in said else ["escape"]))
        assert said in screen_text(app)


async def test_a_login_is_asked_for_kept_in_a_file_and_tried(paths: Paths) -> None:
    store = Store(paths.library)
    well(store, "hills")
    ailing(store, "error = 'hills.example wants a name and a password (401)', failures = 2")
    app = make_app(paths)
    async with driven(app, (130, 30)) as pilot:
        await opened(app, pilot)
        assert "give it a login" in screen_text(app)
        await press(pilot, app, "enter", "enter")
        assert "a name and a password are wanted" in screen_text(app)
        await press(pilot, app, *"me", "tab", *"s3cret")
        assert "s3cret" not in screen_text(app)
        await press(pilot, app, "enter")
        await settled(pilot, app)
        assert worker_of(app).jobs == [Refresh((1,))]
        given = dict(all_options(store).own("feed:1"))
        assert given["user"] == "me"
        assert Path(given["password"].removeprefix("file:")).read_text().strip() == "s3cret"
        await press(pilot, app, "escape", "u")
        await settled(pilot, app)
        assert dict(all_options(store).own("feed:1")) == {}
    store.close()


async def test_a_certificate_is_shown_and_trusted_on_the_users_word(paths: Paths) -> None:
    store = Store(paths.library)
    well(store, "hills")
    ailing(store, "error = 'hills.example could not prove who it is: its certificate is signed by itself', failures = 2")
    app = make_app(paths)
    async with driven(app, (130, 30)) as pilot:
        await opened(app, pilot)
        await press(pilot, app, "enter")
        worker = worker_of(app)
        assert worker.jobs == [ShowCertificate(1)]
        shown = CertificateShown(1, 1, "hills.example", ":".join(["AB"] * 32), "sha256//" + "A" * 43 + "=")
        for key, pinned in (("enter", {}), ("y", {"pin": shown.pin})):
            worker.tell(shown)
            await pilot.pause()
            assert "AB:AB:AB" in screen_text(app)
            await press(pilot, app, key)
            await settled(pilot, app)
            assert {name: value for name, value in all_options(store).own("feed:1").items() if name == "pin"} == pinned
        assert worker.jobs[-1] == Refresh((1,))
        await press(pilot, app, "escape")
        worker.tell(shown)
        await pilot.pause()
        assert "AB:AB:AB" not in screen_text(app)
    store.close()


async def test_a_new_address_is_looked_for_on_the_feeds_site(paths: Paths) -> None:
    store = Store(paths.library)
    well(store, "hills")
    ailing(store, "error = 'hills.example has nothing at this address (404)', failures = 3, site_url = 'https://hills.example/news'")
    store.close()
    app = make_app(paths)
    async with driven(app, (130, 30)) as pilot:
        await opened(app, pilot)
        await press(pilot, app, "n")
        assert "add feed: https://hills.example/news" in screen_text(app)


async def test_the_hosts_that_were_asked_are_shown(paths: Paths) -> None:
    store = Store(paths.library)
    well(store, "hills")
    note_contacts(store, {("hills.example", "feed"): 3}, NOW - 60)
    note_contacts(store, {("cdn.example", "picture, sent on by hills.example"): 1}, NOW - 3 * DAY)
    store.close()
    app = make_app(paths)
    async with driven(app, (130, 30)) as pilot:
        await press(pilot, app, "g", "H")
        sheet = app.screen
        assert isinstance(sheet, LookingSheet)
        while sheet.found is None:
            await pilot.pause(0.02)
        text = screen_text(app)
        assert "feed, 3 times, 1m" in text
        assert "picture, sent on by hills.example, once, 3d" in text
        assert "3 days ago" in text


@pytest.mark.parametrize(
    ("error", "word"),
    [
        ("x.example has nothing at this address (404)", "not there"),
        ("the name x.example could not be found (no such site, or no network)", "no such host"),
        ("x.example could not prove who it is: its certificate has expired", "certificate"),
        ("x.example asks for fewer requests (429); again in 3 hours", "told to wait"),
        ("x.example has a fault of its own (502)", "server fault"),
        ("this is a web page, not a feed", "a web page"),
        ("the selectors find nothing any more: the page looks different now", "page changed"),
        ("the JSON breaks off at line 3", "broken"),
        ("waits for your word: it runs the command 'x' (newsreader feed confirm 3)", "to confirm"),
        ("something nobody thought of", "failing"),
    ],
)
def test_a_failure_has_a_word_for_the_narrow_pane(error: str, word: str) -> None:
    assert failure_word(error) == word
    assert len(word) <= 12


async def test_a_page_that_looks_different_is_said_anew_where_its_entries_are(paths: Paths) -> None:
    store = Store(paths.library)
    well(store, "hills")
    keep_option(store, "feed:1", "page", "item=li.old")
    ailing(store, "error = 'the selectors find nothing any more: the page looks different now', failures = 3, etag = 'x'")
    app = make_app(paths)
    async with driven(app, (130, 30)) as pilot:
        assert "page changed" in screen_text(app)
        await opened(app, pilot)
        assert "say anew where its entries are" in screen_text(app)
        await press(pilot, app, "enter")
        url = "https://hills.example/feed.xml"
        assert worker_of(app).jobs == [TryPage(url, "item=li.old")]
        await press(pilot, app, "ctrl+n")
        assert worker_of(app).jobs[-1] == TryPage(url, "")
        worker_of(app).tell(PageTried(2, url, "item=li.new", 1, ("Rain",), (f"{url}/rain",), (NOW,), ("item=li.new",)))
        await settled(pilot, app)
        await press(pilot, app, "enter")
        assert all_options(store).own("feed:1")["page"] == "item=li.new"
        assert store.value("SELECT etag FROM feeds") is None
        assert worker_of(app).jobs[-1:] == [Refresh((1,))]
        await press(pilot, app, "u")
        assert all_options(store).own("feed:1")["page"] == "item=li.old"
    store.close()


async def test_a_double_that_brings_nothing_of_its_own_is_merged_and_taken_apart_again(paths: Paths) -> None:
    store = Store(paths.library)
    well(store, "hills", "lakes")
    ailing(store, "url = 'http://www.lakes.example/feed.xml/'")
    with store.writing() as db:
        db.execute("DELETE FROM entries WHERE feed_id = 2")
    app = make_app(paths)
    async with driven(app, (130, 30)) as pilot:
        await opened(app, pilot)
        await press(pilot, app, "enter", "escape")
        assert len(all_feeds(store)) == 1
        await press(pilot, app, "u")
        assert len(all_feeds(store)) == 2
        assert "undone: " in screen_text(app)
    store.close()
