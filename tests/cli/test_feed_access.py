"""Feeds behind a login and feeds that commands make, from the shell."""

from __future__ import annotations

import io
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.fetch.conftest import certificates, serving_tls
from tests.fetch.relays import HttpRelay, relaying
from tests.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        site.login = "me:s3cr3t"
        site.publish("a", "b")
        yield site


def test_a_typed_password_is_in_a_file_and_nowhere_else(shell: Shell, site: Site, home: Path) -> None:
    address = f"{site.url.replace('//', '//me:s3cr3t@')}/feed.xml"
    added = shell("add", address)
    assert (added.code, added.out) == (0, "1\n")
    assert "only you can read" in added.err
    everything = "".join(
        str(shell(*words)) for words in (["feeds", "--json"], ["feed", "show", "1"], ["feed", "sheet"], ["export"], ["doctor"], ["refresh", "--json"])
    )
    assert "s3cr3t" not in everything + added.err
    holding = [path for path in home.rglob("*") if path.is_file() and b"s3cr3t" in path.read_bytes()]
    assert [path.parent.name for path in holding] == ["secrets"]


def test_settings_come_with_the_address_and_a_secret_is_asked_for(shell: Shell, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shell("add", f"{site.url}/feed.xml", "--set", "user=me", "--set", "password=command:echo s3cr3t", "--set", "every=2h").code == 0
    shown = shell("feed", "show", "1", "--json").json["settings"]
    assert (shown["every"]["value"], shown["password"]) == ("2h", {"value": "command:echo s3cr3t", "from": "feed"})
    monkeypatch.setattr("sys.stdin", io.StringIO("wrong\n"))
    assert "which only you can read" in shell("feed", "secret", "1").out
    refreshed = shell("refresh")
    assert refreshed.code == 1
    assert "doesn't accept the password" in refreshed.err
    shell("undo")
    assert shell("refresh").code == 0
    refused = shell("feed", "set", "1", "password=s3cr3t")
    assert refused.code == 1
    assert "s3cr3t" not in refused.err
    assert shell("feed", "set", "1", "evry=2h").err.startswith("newsreader: there is no setting 'evry' of a feed")


def test_offline_a_typed_password_waits_in_its_file(shell: Shell, site: Site, home: Path) -> None:
    added = shell("--offline", "add", f"{site.url.replace('//', '//me:s3cr3t@')}/feed.xml")
    assert f"offline: {site.url}/feed.xml is on the list" in added.err
    assert "s3cr3t" not in added.err + shell("outbox").out
    assert b"s3cr3t" not in (home / "newsreader/data/library.db").read_bytes()
    assert shell("refresh").code == 0
    assert [feed["unread"] for feed in shell("feeds", "--json").json] == [2]


def test_commands_want_a_yes_or_each_its_confirmation(shell: Shell, tmp_path: Path) -> None:
    feed = "<rss version='2.0'><channel><title>Made</title><item><title>One</title></item></channel></rss>"
    refused = shell("add", f'exec:echo "{feed}"')
    assert (refused.code, "say --yes" in refused.err) == (1, True)
    assert shell("add", "--yes", f'exec:echo "{feed}"').out == "1\n"
    (tmp_path / "urls").write_text(f'"exec:echo \\"{feed.replace("One", "Two")}\\""\n')
    imported = shell("import", str(tmp_path / "urls"))
    assert "1 waits for your word" in imported.out
    assert "newsreader feed confirm 2" in imported.err
    assert shell("refresh").code == 0
    (finding,) = (each for each in shell("doctor", "--json").json["feeds"] if each["feed"] == 2)
    assert (finding["kind"], finding["remedy"]) == ("waiting", "newsreader feed confirm 2")
    assert shell("feed", "confirm", "2").code == 0
    assert shell("refresh", "2", "--json").json["new_entries"] == 1
    offline = shell("--offline", "refresh", "2")
    assert (offline.code, "its command was not run" in offline.err) == (1, True)


def test_what_cannot_be_trusted_is_said(shell: Shell, site: Site) -> None:
    shell("add", f"{site.url.replace('//', '//me:s3cr3t@')}/feed.xml")
    assert shell("feed", "trust", "1").err == "newsreader: 127.0.0.1 is asked without encryption, so that there is no certificate\n"
    assert shell("--offline", "feed", "trust", "1").code == 1
    assert shell("feed", "trust", "9").code == 1


def test_behind_a_proxy_no_server_is_asked_for_its_certificate_without_it(shell: Shell, site: Site) -> None:
    shell("add", f"{site.url.replace('//', '//me:s3cr3t@')}/feed.xml")
    shell("feed", "set", "all", "proxy=socks5h://localhost:9050")
    asked = len(site.asked)
    for whom in ("1", f"{site.url}/other.xml"):
        refused = shell("feed", "trust", whom)
        assert refused.code == 1
        assert "is reached over socks5h://localhost:9050" in refused.err
    assert len(site.asked) == asked


def test_a_certificate_signed_by_itself_is_shown_and_trusted(shell: Shell, tmp_path: Path) -> None:
    certificates(tmp_path, "server")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    with serving_tls(context) as server:
        url = f"https://127.0.0.1:{server.server_address[1]}/feed"
        refused = shell("add", url)
        assert f"its certificate is signed by itself; `newsreader feed trust {url}` shows it" in refused.err
        shown = shell("feed", "trust", url)
        assert "SHA-256 fingerprint" in shown.out
        pin = shown.err.strip().rpartition(" ")[2]
        assert shell("add", url, "--set", pin).out == "1\n"
        shell("feed", "set", "1", "pin=")
        assert shell("refresh").code == 1
        (finding,) = (each for each in shell("doctor", "--json").json["feeds"] if each["kind"] == "failing")
        assert finding["remedy"] == "newsreader feed trust 1"
        assert shell("feed", "trust", "1").code == 0
        assert shell("refresh", "--force").code == 1
        assert shell("feed", "trust", "1", "--yes").code == 0
        assert shell("refresh", "--force").code == 0
        shell("undo")
        assert shell("refresh", "--force").code == 1


def test_a_folders_proxy_stands_before_its_feeds_and_their_own_settings_over_it(shell: Shell, site: Site) -> None:
    address = site.url.replace("127.0.0.1", "hills.example")
    with relaying(HttpRelay) as relay, relaying(HttpRelay) as other:
        added = shell("add", f"{address.replace('//', '//me:s3cr3t@')}/feed.xml", "--folder", "Far", "--set", f"proxy=http://{relay.place}")
        assert added.code == 0, added.err
        assert {host for host, _ in relay.sent_to} == {"hills.example"}
        shell("feed", "set", "1", "proxy=", "user_agent=Someone/1")
        shell("feed", "set", "folder:Far", f"proxy=http://{other.place}", "user_agent=Nobody/1")
        assert shell("refresh").code == 0
        assert other.sent_to
        assert site.heads[-1][1]["user-agent"] == "Someone/1"
        shell("feed", "set", "1", "proxy=none")
        assert shell("refresh").code == 1  # nobody knows the name
        shell("feed", "set", "folder:Far", "proxy=")
        shell("feed", "set", "all", f"proxy=http://{relay.place}")
        before = len(relay.sent_to)
        shell("add", f"{address.replace('//', '//me:s3cr3t@')}/other")
        assert len(relay.sent_to) > before
        assert "from all feeds" in shell("feed", "show", "folder:Far").out


def handed(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    items = "".join(f"<item><title>{name}</title><guid>{name}</guid></item>" for name in names)
    body = f"<rss version='2.0'><channel><title>Weather</title>{items}</channel></rss>"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(body.encode() if names else b"no feed")))


def test_what_is_piped_in_is_a_feed_and_is_fed_again(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    handed(monkeypatch, "one", "two")
    added = shell("add", "stdin:weather", "--folder", "Here", "--tag", "sky")
    assert (added.out, added.err) == ("1\n", "newsreader: Weather: 2 new\n")
    handed(monkeypatch, "three", "two", "one")
    added = shell("add", "stdin:weather")
    assert (added.out, added.err) == ("1\n", "newsreader: Weather: 1 new\n")
    (feed,) = shell("feeds", "--json").json
    assert (feed["url"], feed["folder"], feed["tags"], feed["unread"]) == ("stdin:weather", "Here", ["sky"], 3)
    assert shell("refresh", "--json").json["skipped"] == 1
    assert "stdin:weather" in shell("export").out


def test_what_is_piped_in_and_is_no_feed_changes_nothing(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    handed(monkeypatch)
    refused = shell("add", "stdin:weather")
    assert (refused.code, "can't be read" in refused.err) == (1, True)
    assert shell("feeds", "--json").json == []
    handed(monkeypatch, "one")
    assert "needs a name" in shell("add", "-").err
    assert "needs a name" in shell("add", "stdin:").err
