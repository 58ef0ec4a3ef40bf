"""A password in an address is taken out of it before anything is kept; feeds log in with it, and it is in no export, list or message."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.config.paths import find_paths
from newsreader.config.settings import Settings
from newsreader.fetch.exchange import Fetcher
from newsreader.library.caches import open_caches
from newsreader.library.confirming import confirm_feed, is_confirmed, waiting
from newsreader.library.editing import change_address
from newsreader.library.extracting import Here
from newsreader.library.feedoptions import set_options
from newsreader.library.feedparts import CannotEdit
from newsreader.library.feedsheet import apply_sheet, feed_sheet
from newsreader.library.fetching import open_fetcher
from newsreader.library.logins import has_login, put_away, without_login
from newsreader.library.outbox import later_save, later_subscribe, queue, words_of
from newsreader.library.pictures import get_images
from newsreader.library.prefetch import prefetch
from newsreader.library.reading import NoArticle, fetch_article
from newsreader.library.refresh import refresh
from newsreader.library.replay import replay
from newsreader.library.saved import save_page
from newsreader.library.subscribe import CannotSubscribe, subscribe
from newsreader.library.transfer import export_opml, import_bytes
from newsreader.library.undo import undo
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.files import Files
from newsreader.store.lists import entry_ids
from newsreader.store.options import all_options
from tests.builders import add_feed
from tests.site import Site, serving

PASSWORD = "s3cr3t p@ss"


@pytest.fixture
def site() -> Iterator[Site]:
    """A site whose every answer wants a login."""
    with serving() as site:
        site.login = f"me:{PASSWORD}"
        site.publish("a", "b")
        yield site


@pytest.fixture
def fetcher() -> Fetcher:
    return open_fetcher(Settings(), demo=False, offline=lambda: False)


def typed(site: Site, path: str = "/feed.xml") -> str:
    return f"{site.url.replace('//', '//me:s3cr3t%20p%40ss@')}{path}"


def everything(store: Store) -> bytes:
    """All that lies on the disk of the library."""
    return b"".join(path.read_bytes() for path in store.path.parent.glob("library.db*"))


def test_a_typed_login_is_put_away_and_the_feed_logs_in_with_it(store: Store, site: Site, fetcher: Fetcher) -> None:
    added = subscribe(store, fetcher, typed(site))
    assert added.new_entries == 2
    (feed,) = all_feeds(store)
    assert feed.url == f"{site.url}/feed.xml"
    own = all_options(store).own(f"feed:{feed.id}")
    path = Path(own["password"].removeprefix("file:"))
    assert own["user"] == "me"
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == (PASSWORD + "\n", 0o600)
    assert refresh(store, fetcher).failed == 0
    for kept in (everything(store), export_opml(store), feed_sheet(store).encode()):
        assert b"s3cr3t" not in kept
    assert b"user=" in export_opml(store)


def test_its_pages_and_pictures_get_it_on_the_same_host_alone(store: Store, site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    with serving() as other:
        other.publish("c")
        feed = subscribe(store, fetcher, typed(site)).feed
        files = Files(tmp_path / "pages")
        fetch_article(store, files, fetcher, entry_ids(store, Query())[-1])
        (image,) = list(get_images(store, files, fetcher, feed, [f"{site.url}/a.png"]))
        assert image.error is None
        assert {"/feed.xml", "/b", "/a.png"} <= {path for path, heads in site.heads if "authorization" in heads}
        list(get_images(store, files, fetcher, feed, [f"{other.url}/c.png"], typed=f"{other.url}/c"))
        assert other.heads
        assert not any("authorization" in heads for _, heads in other.heads)


def test_who_has_no_login_is_told_so_and_the_page_of_another_feed_gets_none(store: Store, site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    with pytest.raises(CannotSubscribe, match="wants a name and a password"):
        subscribe(store, fetcher, f"{site.url}/feed.xml")
    subscribe(store, fetcher, typed(site))
    entry = entry_ids(store, Query())[0]
    set_options(store, str(all_feeds(store)[0].id), {"user": "", "password": ""})
    with pytest.raises(NoArticle, match="wants a name and a password"):
        fetch_article(store, Files(tmp_path / "pages"), fetcher, entry)


def test_settings_can_come_with_the_address(store: Store, site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    (tmp_path / "pw").write_text(PASSWORD)
    (tmp_path / "pw").chmod(0o600)
    options = {"user": "me", "password": f"file:{tmp_path}/pw", "every": "2h"}
    added = subscribe(store, fetcher, f"{site.url}/feed.xml", options=options)
    own = all_options(store).own(f"feed:{added.feed}")
    assert {name: own[name] for name in options} == options
    assert refresh(store, fetcher).failed == 0
    with pytest.raises(CannotSubscribe, match="a secret is not kept in the library"):
        subscribe(store, fetcher, f"{site.url}/feed.xml", options={"password": "hunter2"})


def test_offline_the_list_of_what_waits_holds_no_password(store: Store, site: Site, fetcher: Fetcher) -> None:
    later_subscribe(store, typed(site))
    (item,) = queue(store)
    assert words_of(item) == f"subscribe to {site.url}/feed.xml"
    assert "s3cr3t" not in str(item)
    given = item.facts["options"]
    assert isinstance(given, dict)
    assert subscribe(store, fetcher, item.subject, options=given).new_entries == 2


def test_the_same_login_twice_is_one_file_and_another_password_another(store: Store) -> None:
    urls = ["https://me:one@a.example/x", "https://me:one@a.example/y", "https://me:two@a.example/x", "https://you:one@a.example/x"]
    places = [put_away(store, url).options["password"] for url in urls]
    assert places[0] == places[1]
    assert len(set(places)) == 3
    assert put_away(store, "https://token@a.example/x").options == {"user": "token"}
    assert put_away(store, "https://..%2F..%2Fetc:x@a.example/").options["password"].startswith(f"file:{store.path.parent}/secrets/a.example-..-..-etc")


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("https://me:pw@a.example/x?y=z#f", "https://a.example/x?y=z#f"),
        ("https://medium.example/feed/@user", "https://medium.example/feed/@user"),
        ("https://me@a.example/", "https://a.example/"),
        ("exec:mail me@a.example", "exec:mail me@a.example"),
        ("not an address @", "not an address @"),
        ("https://[broken@/", "https://[broken@/"),
    ],
)
def test_addresses_are_told_without_their_login(url: str, bare: str) -> None:
    assert without_login(url) == bare
    assert has_login(url) == (url != bare)


def test_a_login_in_a_new_address_or_on_the_sheet_is_put_away_too(store: Store) -> None:
    feed = add_feed(store, "a")
    change = change_address(store, feed, "https://me:s3cr3t@b.example/feed")
    assert "s3cr3t" not in change.words
    assert "only you can read" in change.words
    assert all_feeds(store)[0].url == "https://b.example/feed"
    apply_sheet(store, feed_sheet(store).replace("address: https://b.example/feed", "address: https://me:s3cr3t@c.example/feed"))
    assert all_feeds(store)[0].url == "https://c.example/feed"
    assert not waiting(store)
    undo(store)
    undo(store)
    assert all_options(store).own(f"feed:{feed}") == {}
    assert b"s3cr3t" not in everything(store)


def test_logins_of_an_earlier_version_are_taken_out_at_the_next_refresh(store: Store, site: Site, fetcher: Fetcher) -> None:
    with store.writing() as db:
        db.execute("INSERT INTO feeds (url, title, typed) VALUES (?, 'x', 1)", (typed(site),))
    result = refresh(store, fetcher)
    assert (result.failed, result.new_entries) == (0, 2)
    assert all_feeds(store)[0].url == f"{site.url}/feed.xml"


def test_a_list_with_a_login_in_an_address_is_taken_over_without_it(store: Store, site: Site, fetcher: Fetcher) -> None:
    imported = import_bytes(store, f"{typed(site)} news\n".encode(), "urls", typed=True)
    assert len(imported.notes) == 1
    assert "only you can read" in imported.notes[0]
    assert refresh(store, fetcher).new_entries == 2


OPML = """<opml xmlns:n="urn:newsreader:settings" version="2.0"><body>
<outline text="Evil" xmlUrl="{url}" n:user="x" n:password="{password}" n:user_agent="me"/></body></opml>"""


def test_a_list_from_somebody_cannot_send_a_secret_of_the_user_or_run_a_command_for_it(store: Store, tmp_path: Path, fetcher: Fetcher) -> None:
    with serving() as evil:
        evil.publish("a")
        document = OPML.format(url=f"{evil.url}/feed.xml", password=f"command:touch {tmp_path}/ran")
        imported = import_bytes(store, document.encode(), "x.opml", typed=True)
        assert re.fullmatch(r"Evil waits for your word: it reaches 127.0.0.1 with user x, password command:touch .*", imported.waiting[0])
        result = refresh(store, fetcher)
        assert (result.skipped, result.failed, evil.asked) == (1, 0, [])
        assert "waits for your word" in (all_feeds(store)[0].error or "")
        set_options(store, "1", {"user": "me"})  # changing one thing is no word for the rest
        assert refresh(store, fetcher).skipped == 1
        assert not (tmp_path / "ran").exists()
        confirm_feed(store, 1)
        assert refresh(store, fetcher).failed == 1  # the command gives nothing
        assert (tmp_path / "ran").exists()
        undo(store)
        assert refresh(store, fetcher).skipped == 1


def test_the_users_word_is_for_one_host_and_its_https(store: Store) -> None:
    feed = add_feed(store, "a")
    set_options(store, str(feed), {"user": "me", "password": "file:~/pw"})
    own = all_options(store).own(f"feed:{feed}")
    assert is_confirmed("https://a.example/other", own)
    assert not is_confirmed("http://a.example/feed.xml", own)
    assert not is_confirmed("https://b.example/feed.xml", own)
    assert not is_confirmed("https://a.example/feed.xml", {**own, "password": "file:~/other"})
    assert not waiting(store)
    with pytest.raises(CannotEdit, match="there is no feed 9"):
        confirm_feed(store, 9)
    assert confirm_feed(store, feed).count == 0


def test_a_moved_feed_does_not_take_its_password_along(store: Store, site: Site, fetcher: Fetcher) -> None:
    with serving() as elsewhere:
        elsewhere.publish("z")
        feed = subscribe(store, fetcher, typed(site)).feed
        with store.writing() as db:  # as `library.moves` leaves it
            db.execute("UPDATE feeds SET url = ? WHERE id = ?", (f"{elsewhere.url}/feed.xml", feed))
        assert refresh(store, fetcher).skipped == 1
        assert elsewhere.asked == []


def test_a_saved_page_is_kept_under_its_address_without_the_login(store: Store, site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    caches = open_caches(find_paths({"NEWSREADER_HOME": str(tmp_path)}), sync=False)
    saved = save_page(store, caches, fetcher, typed(site, "/a"), typed=True)
    assert (saved.title, saved.images, saved.missing) == ("Story a", 1, 0)
    later_save(store, typed(site, "/b"), typed=True)
    assert words_of(queue(store)[0]) == f"save {site.url}/b"
    assert replay(store, caches, fetcher).done == 1
    assert sorted(str(row[0]) for row in store.rows("SELECT url FROM headings")) == [f"{site.url}/a", f"{site.url}/b"]
    assert b"s3cr3t" not in everything(store)


def test_an_edition_fetches_pages_and_pictures_with_the_login(store: Store, site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    subscribe(store, fetcher, typed(site))
    caches = open_caches(find_paths({"NEWSREADER_HOME": str(tmp_path)}), sync=False)
    made = prefetch(store, caches, fetcher, Here(), "", budget=50 << 20)
    assert (made.articles, made.miss_images, made.failed) == (2, 0, ())


def test_a_login_in_the_address_that_a_command_filters_is_put_away(store: Store) -> None:
    line = b"filter:~/bin/shorter:https://me:s3cr3t@news.example/feed"
    import_bytes(store, b'<opml version="2.0"><body><outline xmlUrl="' + line + b'"/></body></opml>', "list", typed=True)
    (feed,) = all_feeds(store)
    assert feed.url == "filter:~/bin/shorter:https://news.example/feed"
    own = all_options(store).own(f"feed:{feed.id}")
    assert (own["user"], Path(own["password"].removeprefix("file:")).read_text()) == ("me", "s3cr3t\n")
    assert not is_confirmed(feed.url, own)
    for kept in (everything(store), export_opml(store), feed_sheet(store).encode()):
        assert b"s3cr3t" not in kept
    assert not has_login("exec:~/bin/mail me@news.example")
    assert without_login("exec:~/bin/mail http://a@b") == "exec:~/bin/mail http://a@b"


def test_a_list_from_somebody_cannot_say_whom_to_trust(store: Store) -> None:
    pin = "sha256//" + "A" * 43 + "="
    document = f"""<opml version="2.0" xmlns:n="urn:newsreader:settings"><body n:ca_file="/tmp/theirs.pem">
        <outline text="News" n:ca_file="/tmp/theirs.pem"><outline xmlUrl="https://a.example/f" n:pin="{pin}"/></outline>
        <outline xmlUrl="https://b.example/f" n:ca_file="/tmp/theirs.pem"/></body></opml>"""
    add_feed(store, "mine", "News")
    done = import_bytes(store, document.encode(), "list", typed=True)
    assert len(done.waiting) == 2
    assert all_options(store).by_scope.keys() == {f"feed:{each}" for each in done.added}
    assert len(waiting(store)) == 2
