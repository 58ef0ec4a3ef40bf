"""Declutter on generated pages of many forms and sizes: `python -m tests.bench.large` (or `… large 1 5` for 1 and 5 MB alone).

Each page is read in a process of its own, so that the peak of memory is its own; times are CPU seconds a MB. Beside ours stand what lxml.html
takes to parse the same page into a tree, and what readability-lxml takes for all it does; where that takes more than a minute, it says so.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import resource
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial

MB = 1024 * 1024
_TEXT = """
the a of to in and that it was for on with as his they be at one have this from or had by hot but some what there we can out other were
all your when up use word how said an each she which do their time if will way about many then them would write like so these her long
make thing see him two has look more day could go come did my sound no most number who over know water than call first people may down
side been now find any new work part take get place made live where after back little only round man year came show every good me give
our under name very through just form much great think say help low line before turn cause same mean differ move right boy old too does
"""


class Writer:
    """Text that is the same each time, of sentences no two of which are alike."""

    def __init__(self) -> None:
        self.random = random.Random(7)
        self.vocabulary = _TEXT.split()

    def words(self, count: int) -> str:
        """So many words."""
        return " ".join(self.random.choices(self.vocabulary, k=count))

    def sentence(self) -> str:
        """One sentence."""
        return self.words(self.random.randint(8, 22)).capitalize() + "."

    def paragraph(self) -> str:
        """Some sentences."""
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 6)))


def prose(w: Writer) -> Iterator[str]:
    """A book: paragraphs with a link and an emphasis here and there."""
    while True:
        yield f"<p>{w.paragraph()} <a href='/n/{w.random.randint(1, 999)}'>{w.words(2)}</a> <em>{w.words(3)}</em> {w.sentence()}</p>\n"


def plain_divs(w: Writer) -> Iterator[str]:
    """Paragraphs as bare divs."""
    while True:
        yield f"<div>{w.paragraph()}</div>\n"


def breaks(w: Writer) -> Iterator[str]:
    """Paragraphs between pairs of line breaks."""
    while True:
        yield f"{w.paragraph()}<br><br>\n"


def links(w: Writer) -> Iterator[str]:
    """Lists of links."""
    while True:
        rows = "".join(
            f"<li><a href='https://other.example/{w.random.randint(1, 99999)}'>{w.words(6)}</a> {w.words(4)}</li>" for _ in range(40)
        )
        yield f"<h2>{w.words(3)}</h2><p>{w.sentence()}</p><ul>{rows}</ul>\n"


def tables(w: Writer) -> Iterator[str]:
    """Tables of a thousand rows."""
    while True:
        rows = "".join("<tr>" + "".join(f"<td>{w.words(2)}</td>" for _ in range(6)) + "</tr>" for _ in range(1000))
        yield f"<p>{w.paragraph()}</p><table><tr><th>a</th><th>b</th><th>c</th><th>d</th><th>e</th><th>f</th></tr>{rows}</table>\n"


def one_table(w: Writer) -> Iterator[str]:
    """One table, as long as the page."""
    yield f"<p>{w.paragraph()}</p><table><tr><th>name<th>number<th>what it is</tr>"
    while True:
        yield f"<tr><td>{w.words(1)}</td><td>{w.random.randint(1, 9999)}</td><td>{w.words(5)}</td></tr>\n"


def deep_lists(w: Writer) -> Iterator[str]:
    """Lists in lists, eight deep."""
    while True:
        yield "".join(f"<ul><li>{w.sentence()}" for _ in range(8)) + "</li></ul>" * 8 + f"<p>{w.sentence()}</p>\n"


def small_divs(w: Writer) -> Iterator[str]:
    """Many small boxes in boxes, with names."""
    while True:
        yield (
            f"<div class='row r{w.random.randint(1, 9)}'><div class='col-6 cell'><div class='inner'><span class='k'>{w.words(2)}</span></div></div>"
            f"<div class='col-6 cell'><div class='inner'>{w.words(3)}</div></div></div>\n"
        )


def pictures(w: Writer) -> Iterator[str]:
    """Pictures with captions."""
    while True:
        name = w.random.randint(1, 999999)
        yield (
            f"<figure><picture><source srcset='/i/{name}-800.webp 800w, /i/{name}-1600.webp 1600w'><img src='data:image/gif;base64,R0lGOD' "
            f"data-src='/i/{name}.jpg' alt='{w.words(4)}'></picture><figcaption>{w.sentence()} <span class='credit'>{w.words(2)}</span>"
            f"</figcaption></figure><p>{w.sentence()}</p>\n"
        )


def code(w: Writer) -> Iterator[str]:
    """Code, coloured by spans."""
    while True:
        lines = "\n".join(
            f"<span class='line'>  <span class='nf'>{w.words(1)}</span><span class='p'>(</span><span class='s'>'{w.words(2)}'</span>"
            f"<span class='p'>)</span></span>"
            for _ in range(30)
        )
        yield f"<p>{w.sentence()}</p><div class='highlight'><pre><code class='language-python'>{lines}</code></pre></div>\n"


def definitions(w: Writer) -> Iterator[str]:
    """A glossary: one definition list, as long as the page."""
    yield "<dl>"
    while True:
        yield f"<dt>{w.words(2)}</dt><dd>{w.sentence()}</dd>\n"


def live_blog(w: Writer) -> Iterator[str]:
    """A live blog: dated entries with a share row each."""
    while True:
        yield (
            f"<article class='entry'><header><time>{w.random.randint(0, 23)}:{w.random.randint(10, 59)}</time> <h3>{w.words(5)}</h3></header>"
            f"<p>{w.paragraph()}</p><p>{w.sentence()}</p><ul class='actions-x'><li><a href='https://twitter.com/intent/tweet?url=x'>Tweet</a></li>"
            f"<li><a href='https://www.facebook.com/sharer.php?u=x'>Share</a></li></ul></article>\n"
        )


def comments(w: Writer) -> Iterator[str]:
    """A short article under which much is said."""
    for _ in range(12):
        yield f"<p>{w.paragraph()}</p>"
    yield "<div id='comments'>"
    while True:
        yield (
            f"<div class='comment depth-{w.random.randint(1, 4)}'><span class='author'>{w.words(1)}</span><a href='#c1'>link</a>"
            f"<div class='text'><p>{w.sentence()}</p></div><a class='reply' href='#r'>Reply</a></div>\n"
        )


def chinese(w: Writer) -> Iterator[str]:
    """Text in a script without spaces."""
    while True:
        yield "<p>" + "".join(chr(w.random.randint(0x4E00, 0x9FA5)) for _ in range(200)) + "。</p>\n"


def notes(w: Writer) -> Iterator[str]:
    """Paragraphs with footnotes, each after its paragraph."""
    number = 0
    while True:
        number += 1
        yield (
            f"<p>{w.paragraph()}<a href='#n{number}'><sup>{number % 999}</sup></a> {w.sentence()}</p>"
            f"<p class='note' id='n{number}'>{w.sentence()}</p>\n"
        )


SHAPES: tuple[Callable[[Writer], Iterator[str]], ...] = (
    prose, plain_divs, breaks, links, tables, one_table, deep_lists, small_divs, pictures, code, definitions, live_blog, comments, chinese, notes,
)  # fmt: skip


def made(shape: Callable[[Writer], Iterator[str]], size: float) -> bytes:
    """A page of a form, as many MB as wanted."""
    pieces = [
        b"<html><head><meta charset=utf-8><title>A long page - Example</title></head><body><nav><a href=/>Home</a></nav><main><h1>A long page</h1>"
    ]
    left = size * MB - 200
    for piece in shape(Writer()):
        pieces.append(piece.encode())
        left -= len(pieces[-1])
        if left < 0:
            break
    return b"".join(pieces) + b"</main><footer>All of it</footer></body></html>"


def apart(work: Callable[[], object], patience: int) -> tuple[float, float] | None:
    """The CPU seconds and the MB that work adds in a process of its own, or None where it ran out of patience (seconds)."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(patience)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        work()
        seconds = time.process_time() - start
        os.write(writing, f"{seconds} {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024}".encode())
        os._exit(0)
    os.close(writing)
    told = os.read(reading, 200).decode()
    os.close(reading)
    os.waitpid(child, 0)
    if not told:
        return None
    seconds, memory = map(float, told.split())
    return seconds, memory


def summary(page: bytes) -> object:
    """All that readability-lxml does."""
    from readability import Document

    return Document(page).summary()


def main() -> None:
    """Print a line for each form and size."""
    from lxml.html import document_fromstring

    from newsreader.declutter.page import declutter

    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sizes", nargs="*", type=float, default=[1.0, 5.0, 19.5], help="MB")
    arguments.add_argument("--shape", choices=[shape.__name__ for shape in SHAPES], action="append")
    arguments.add_argument("--alone", action="store_true", help="without readability-lxml, which takes minutes on some")
    options = arguments.parse_args()
    logging.disable(logging.CRITICAL)
    for shape in SHAPES:  # word lists are read and compiled once, before the clock runs
        declutter(made(shape, 0.02))
    print(f"{'CPU seconds a MB':16}   MB    ours  memory, MB   lxml's parse   readability-lxml")
    for shape in SHAPES:
        if options.shape and shape.__name__ not in options.shape:
            continue
        for size in options.sizes:
            page = made(shape, size)
            mine = apart(partial(declutter, page, "https://news.example/long"), 120)
            parsed = apart(partial(document_fromstring, page), 60)
            theirs = None if options.alone else apart(partial(summary, page), 60)
            told = f"{theirs[0] / size:.2f}" if theirs else "–" if options.alone else "over a minute"
            ours = f"{mine[0] / size:6.2f} {mine[1]:8.0f}" if mine else "over two minutes"
            floor = f"{parsed[0] / size:.2f}" if parsed else "?"
            print(f"{shape.__name__:16} {size:4.4g} {ours} {floor:>16} {told:>16}", flush=True)


if __name__ == "__main__":
    main()
