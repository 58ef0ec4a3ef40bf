"""An edition of 500 articles and 1,000 images from servers 100 ms away, beside a plain parallel download of the same bytes.

`python -m tests.bench.prefetch [ARTICLES]`: the same concurrency and limit per host for both; what extraction costs is told beside it.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import sys
import tempfile
import time
from multiprocessing.synchronize import Event
from pathlib import Path

from newsreader.config.paths import Paths
from newsreader.fetch.client import Client
from newsreader.fetch.exchange import Request, Response
from newsreader.fetch.limits import Limits
from newsreader.library.caches import Caches, open_caches
from newsreader.library.extracting import Extracted, Extractor, Here, Processes, Task
from newsreader.library.prefetch import prefetch
from newsreader.model.parsed import ParsedEntry
from newsreader.model.subscription import Subscription
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds
from newsreader.store.saving import save_entries
from tests.pages import page, picture

LATENCY = 0.1
HOSTS = 50
IMAGES = 2
LIMITS = Limits(overall=24, per_host=2)
_CLUTTER = b"<aside>" + b'<ul class="menu"><li><a href="/section">A section of the site</a></li></ul>' * 900 + b"</aside><script>" + b"x=1;" * 8000 + b"</script>"


def _body(path: str) -> bytes:
    """A page of about 100 kB, or an image of about 60 kB, each different."""
    name = path.strip("/")
    if name.endswith(".png"):
        return picture(shade=int(name.split("-")[0])) + random.Random(name).randbytes(60_000)
    made = page(f"Story {name}", *(f"/{name}-{at}.png" for at in range(IMAGES)), paragraphs=20)
    return made.replace(b"</nav>", b"</nav>" + _CLUTTER)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while request := (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2):
            body = _body(request[1].decode())
            await asyncio.sleep(LATENCY)
            kind = b"image/png" if request[1].endswith(b".png") else b"text/html"
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def _serve(port: int, ready: Event) -> None:
    server = await asyncio.start_server(_answer, "0.0.0.0", port)  # noqa: S104
    ready.set()
    await server.serve_forever()


def _run_server(port: int, ready: Event) -> None:
    asyncio.run(_serve(port, ready))


class Counting(Processes):
    """Sums what extraction costs, in seconds of CPU, and remembers what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[int, Extracted] = {}

    @property
    def seconds(self) -> float:
        """CPU time of all of it."""
        return sum(each.seconds for each in self.known.values())

    def take(self, wait: float) -> list[Extracted]:
        """Pass on what is done."""
        done = super().take(wait)
        self.known |= {each.entry_id: each for each in done}
        return done


class Known(Here):
    """Knows every article already: what is left is the downloading."""

    def __init__(self, known: dict[int, Extracted]) -> None:
        super().__init__()
        self._known = known

    def submit(self, task: Task) -> None:
        """Have it done."""
        self._done.append(self._known[task.entry.headline.id])


def _library(root: Path, urls: list[str], port: int) -> tuple[Store, Caches]:
    """A library that follows a feed on each host, and an empty cache."""
    store = Store(root / "library.db")
    follow(store, urls, port)
    return store, open_caches(Paths(root, root, root), sync=False)


def follow(store: Store, urls: list[str], port: int) -> None:
    """Have a feed on each host, with an entry for each page."""
    for host in range(1, HOSTS + 1):
        (feed,), _ = add_feeds(store, [Subscription(f"http://127.0.1.{host}:{port}/feed", f"Host {host}")], typed=True)
        mine = [url for url in urls if f"127.0.1.{host}:" in url]
        entries = [(ParsedEntry(url, f"Story {url}", url, None, None, None, "<p>In short.</p>"), 2) for url in mine]
        save_entries(store, feed, entries, int(time.time()))


def _run(name: str, store: Store, caches: Caches, extractor: Extractor, plain_seconds: float) -> None:
    started, cpu = time.monotonic(), time.process_time()
    made = prefetch(store, caches, Client(LIMITS), extractor, "", budget=4 << 30)
    seconds, cpu = time.monotonic() - started, time.process_time() - cpu
    print(f"{name:22} {seconds:6.2f} s   {seconds / plain_seconds:.2f} × plain, {cpu:.1f} s CPU in this process")
    print(f"{'':22} {made.words}")


def started() -> tuple[multiprocessing.Process, int]:
    """A server that runs, and its port."""
    port = 20_000 + random.randrange(20_000)
    ready = multiprocessing.Event()
    server = multiprocessing.Process(target=_run_server, args=(port, ready), daemon=True)
    server.start()
    ready.wait()
    return server, port


def addresses(articles: int, port: int) -> list[str]:
    """The addresses of so many pages, over the hosts in turn."""
    return [f"http://127.0.1.{at % HOSTS + 1}:{port}/{at}" for at in range(articles)]


def main(articles: int) -> None:
    """Measure and print."""
    server, port = started()
    urls = addresses(articles, port)
    images = [f"{url}-{at}.png" for url in urls for at in range(IMAGES)]
    began = time.monotonic()
    plain = sum(
        len(answer.body)
        for _, answer in Client(LIMITS).get_many(Request(url, typed=True) for url in (*urls, *images))
        if isinstance(answer, Response)
    )
    plain_seconds = time.monotonic() - began
    print(f"{'plain download':22} {plain_seconds:6.2f} s   {plain / 1e6:.1f} MB, {len(urls)} pages, {len(images)} images, {HOSTS} hosts")
    with tempfile.TemporaryDirectory() as folder:
        counting = Counting()
        first = _library(Path(folder) / "first", urls, port)
        _run("prefetch, first", *first, counting, plain_seconds)
        print(f"{'':22} extraction {counting.seconds:.1f} s CPU, {1000 * counting.seconds / articles:.0f} ms a page")
        _run("prefetch, again", *first, Processes(), plain_seconds)
        second = _library(Path(folder) / "second", urls, port)
        _run("the downloading alone", *second, Known(counting.known), plain_seconds)
    server.terminate()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
