"""Key press to the end of its frame in the reader, in a pty: a long article without pictures and with them (half blocks, kitty's graphics,
sixels), and a bare Textual app that changes one word, by turns in one run. Pictures have more detail than most photos.

    python -m tests.bench.scrolling [--keys 150]
"""

from __future__ import annotations

import argparse
import os
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image as Pillow
from textual.app import App, ComposeResult
from textual.widgets import Static

from newsreader.config.paths import ensure, find_paths
from newsreader.model.article import Article, Block, Figure, Image, Paragraph, Span
from newsreader.render.kept import packed
from newsreader.store.articles import keep_article
from newsreader.store.connection import Store
from newsreader.store.files import Files
from newsreader.store.images import KeptImage, keep_image
from tests.bench.terminal import Terminal
from tests.builders import NOW, add_entries, add_feed, entry
from tests.images.drawing import saved

SENTENCE = "The Ministry of Defence on Sunday said both sides will exchange views and ideas on the current regional and security situation. "
PARAGRAPHS, PICTURES = 96, 12
OVER = 0.01  # seconds without a byte after which a frame is over
CALM = 0.04  # seconds without a byte after which the next key is pressed; what is drawn by itself meanwhile is no part of a key's frame
SIZE = {"columns": 120, "rows": 40}


class Bare(App[None]):
    """A word that changes with every key."""

    count = 0

    def compose(self) -> ComposeResult:
        """One widget."""
        yield Static("newest first")

    def on_key(self) -> None:
        """Change it."""
        self.count += 1
        self.query_one(Static).update(f"key {self.count}")


def main() -> None:
    """Measure and print medians, the 95th percentile, CPU and bytes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=150)
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare:
        Bare().run()
        return
    print(f"{'':34} {'median':>9} {'p95':>9} {'CPU':>9} {'bytes':>9}   a key")
    with Terminal([sys.executable, "-m", "tests.bench.scrolling", "--bare"], {}, **SIZE) as terminal:
        terminal.until(rb"newest first")
        terminal.quiet(0.5)
        _measure(terminal, "bare Textual app, a word changes", b"j", options.keys)
    for images in ("off", "halfblock", "kitty", "sixel"):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            build(Path(folder), images)
            with Terminal([sys.executable, "-m", "newsreader", "--offline"], {"NEWSREADER_HOME": folder}, **SIZE) as terminal:
                terminal.until(rb"newest first")
                terminal.quiet(1.0)
                terminal.press(b"\r")
                made = find_paths({"NEWSREADER_HOME": folder}).pictures_dir
                wanted = {"off": 0, "sixel": 2}.get(images, 1)
                while len([file for file in made.glob("*/*") if not file.name.startswith(".")]) < PICTURES * wanted:
                    terminal.quiet(0.5)
                terminal.quiet(1.0)
                name = "no pictures" if images == "off" else f"{PICTURES} pictures, {images}"
                _measure(terminal, f"{name}: a line (j)", b"j", options.keys)
                _measure(terminal, f"{name}: a page (^F, ^B)", b"\x06\x06\x06\x02\x02\x02", options.keys // 2)


def build(home: Path, images: str) -> None:
    """A library with one long article, its pictures in the cache."""
    paths = find_paths({"NEWSREADER_HOME": str(home)})
    ensure(paths)
    paths.config_file.write_text(f'refresh_at_start = false\nrefresh_minutes = 0\nfetch_page = "hand"\nimages = "{images}"\n')
    store, files = Store(paths.library), Files(paths.images_dir, sync=False)
    (entry_id,) = add_entries(store, add_feed(store), entry("long"))
    blocks: list[Block] = []
    for number in range(PARAGRAPHS):
        blocks.append(Paragraph((Span(f"{number}: {SENTENCE * 2}"), Span("more", link=f"https://example.org/{number}"))))
        if images != "off" and number % (PARAGRAPHS // PICTURES) == 0:
            url = f"https://example.org/{number}.jpg"
            body = saved(grainy(800, 450), "JPEG")
            keep_image(store, KeptImage(url, files.put(body), len(body), 800, 450, None, NOW))
            blocks.append(Figure((Image(url, "noise", 800, 450),), (Span("Noise."),)))
    keep_article(store, entry_id, "page", packed(Article("A long read", words=5_000, blocks=tuple(blocks))), 5_000, NOW)
    store.close()


def grainy(width: int, height: int) -> Pillow.Image:
    """A picture with more detail than most photos have."""
    noise = Pillow.effect_noise((width, height), 24)
    return Pillow.merge("RGB", [Pillow.radial_gradient("L").resize((width, height)), noise, Pillow.linear_gradient("L").resize((width, height))])


def _measure(terminal: Terminal, name: str, keys: bytes, times: int) -> None:
    taken, size, before = [], 0, terminal.cpu()
    for at in range(times):
        pressed = terminal.press(keys[at % len(keys) :][:1])
        last = over = 0.0
        while select.select([terminal.fd], [], [], CALM if last else 1.0)[0]:
            now = time.perf_counter()
            over = over or (last if last and now - last > OVER else 0.0)
            size, last = size + len(os.read(terminal.fd, 1 << 16)), now
        if last:  # at the article's end a key draws nothing
            taken.append(((over or last) - pressed) * 1000)
    spent, ordered = (terminal.cpu() - before) / times, sorted(taken)
    p95 = ordered[int(0.95 * len(ordered))]
    print(f"{name:<34} {statistics.median(taken):6.1f} ms {p95:6.1f} ms {spent:6.1f} ms {size // times:9,}", flush=True)


if __name__ == "__main__":
    main()
