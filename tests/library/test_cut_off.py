"""A prefetch that is killed at any moment, and a disk that is full half-way: the cache stays valid, and the next run goes on there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.config.paths import find_paths
from newsreader.fetch.client import Client
from newsreader.library.caches import open_caches
from newsreader.library.extracting import Here
from newsreader.library.prefetch import prefetch
from newsreader.store.cache import references
from newsreader.store.connection import Store
from newsreader.store.errors import StoreError
from tests.site import Site, serving

STORIES = "abcdefgh"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def newsreader(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NEWSREADER_HOME": str(home)}
    return subprocess.run([sys.executable, "-m", "newsreader", *arguments], env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("held", ["/e", "/h.png"])
def test_a_run_that_is_killed_leaves_a_valid_cache_and_the_next_fetches_what_is_missing(site: Site, tmp_path: Path, held: str) -> None:
    feed = site.publish(*STORIES)
    cut, whole = tmp_path / "cut", tmp_path / "whole"
    for home in (cut, whole):
        assert newsreader(home, "add", feed).returncode == 0
    site.held = held
    with subprocess.Popen([sys.executable, "-m", "newsreader", "prefetch"], env={**os.environ, "NEWSREADER_HOME": str(cut)}) as process:
        assert site.reached.wait(20)
        process.kill()
    site.let_go.set()
    store = Store(find_paths({"NEWSREADER_HOME": str(cut)}).library)
    kept = {each.url.removeprefix(site.url) for each in references(store)}
    store.close()
    told = newsreader(cut, "cache").stderr
    assert not told or "0 files are missing" in told
    site.asked.clear()
    resumed = newsreader(cut, "prefetch")
    assert resumed.stdout.startswith("ready for the train: 8 articles")
    assert set(site.asked).isdisjoint(kept)
    assert len(site.asked) == 16 - len(kept)
    assert newsreader(cut, "prefetch").stdout == resumed.stdout == newsreader(whole, "prefetch").stdout
    assert newsreader(cut, "cache", "--clean").stdout.startswith("nothing to clean")


def test_a_disk_that_is_full_half_way_is_told_and_leaves_the_reader_usable(site: Site, tmp_path: Path) -> None:
    """On a real file system of 1.5 MB, in a mount namespace of its own."""
    feed = site.publish(*STORIES)
    for name in STORIES:
        kind, body = site.answers[f"/{name}.png"]
        site.answers[f"/{name}.png"] = (kind, body + bytes(os.urandom(300_000)))
    script = f"""
        set -e
        mount -t tmpfs -o size=1500k tmpfs {tmp_path}
        export NEWSREADER_HOME={tmp_path} PYTHONDONTWRITEBYTECODE=1
        n() {{ {sys.executable} -m newsreader "$@"; }}
        n add {feed}
        {sys.executable} -m tests.library.test_cut_off || echo "exit $?"
        n list --limit 1
        n show 1
        mount -o remount,size=200m {tmp_path}
        n prefetch
        n cache --clean
    """
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode != 0:
        pytest.skip("no mount namespaces here")
    told = subprocess.run(["unshare", "-rm", "bash", "-c", script], capture_output=True, text=True)
    lines = told.stdout.splitlines()
    assert told.returncode == 0, told.stderr
    assert any(line.startswith("told: ") and ("No space left" in line or "disk is full" in line) for line in lines)
    assert "exit 1" in lines
    assert "Story h" in lines
    assert any(line.startswith("ready for the train: 8 articles, ") and ";" not in line for line in lines)
    assert "nothing to clean" in lines


def fill() -> int:
    """A prefetch that believes in endless room, as if it were somebody else who fills the disk meanwhile."""
    paths = find_paths(os.environ)
    store, caches = Store(paths.library), open_caches(paths)
    try:
        prefetch(store, caches, Client(), Here(), "", budget=1 << 30, spare=-(1 << 40))
    except StoreError as error:
        print("told:", error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(fill())
