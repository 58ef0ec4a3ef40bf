"""The extract command: decluttering from the shell, on files, addresses or stdin."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from urllib.parse import urlsplit

import click

from newsreader.cli.articles import FORMATS, SUFFIXES, article_text, print_article
from newsreader.cli.context import Context
from newsreader.cli.output import CommandFailed, fail, say, warn
from newsreader.model.article import Article
from newsreader.model.sites import SiteRules

_MOST_BYTES = 64 << 20


@click.command("extract")
@click.argument("sources", nargs=-1, required=True, metavar="FILE|URL|- ...")
@click.option("--url", help="The address that the page came from.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--captions", is_flag=True, help="With --format text: captions, too.")
@click.option("--hidden", is_flag=True, help="Print what was hidden instead: kind, reason and text, a line a piece.")
@click.option("--why", is_flag=True, help="Print instead how the body was chosen and what each rule hid: for bug reports.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write each to a file of this directory.")
@click.pass_context
def extract_command(
    ctx: click.Context, sources: tuple[str, ...], url: str | None, form: str, captions: bool, hidden: bool, why: bool, out: Path | None
) -> None:
    """Declutter pages (HTML or plain text) and print the article's running text."""
    if len(sources) > 1 and out is None:
        raise click.UsageError("several pages want --out DIR")
    if url is not None and urlsplit(url).scheme not in ("http", "https"):
        warn(f"--url {url} is ignored: it is no http or https address")
        url = None
    if why and (hidden or out is not None):
        raise click.UsageError("--why prints nothing but why: without --hidden and --out")
    failed = 0
    taken: set[str] = set()
    for source in sources:
        try:
            page = _page(ctx.obj, source, url)
            if why:
                _say_why(page, source)
                continue
            article = _article(page, source)
            if page.fetched:
                article = _whole(ctx.obj, page, article)
            if out is not None:
                _write(out, _free_name(source, taken), article, form, captions, hidden)
            elif hidden:
                say(_hidden(article))
            else:
                print_article(article, form, captions, heading=False)
        except CommandFailed as error:
            warn(str(error))
            failed += 1
    if failed:
        ctx.exit(1)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page to declutter, and its site's rules."""

    body: bytes
    url: str | None
    content_type: str | None
    rules: SiteRules | None
    fetched: bool = False
    """Whether it came from the network: then the pages after it do, too."""


def _page(context: Context, source: str, url: str | None) -> _Page:
    from newsreader.library.sitefiles import open_sites
    from newsreader.library.siterules import read_rules

    content_type = None
    fetched = source.startswith(("http://", "https://"))
    if source.startswith(("http://", "https://")):
        from newsreader.fetch.exchange import FetchError, Request

        try:
            answer = context.fetcher.get(Request(source, typed=True))
        except FetchError as error:
            fail(str(error))
        body, url, content_type = answer.body, url or answer.url, answer.content_type
    else:
        body = _read(source)
    rules, problems = read_rules(open_sites(context.paths), url)
    for problem in problems:
        warn(str(problem))
    return _Page(body, url, content_type, rules, fetched)


def _article(page: _Page, source: str) -> Article:
    from newsreader.declutter.page import PageRefused, declutter

    try:
        return declutter(page.body, page.url, page.content_type, rules=page.rules)
    except PageRefused as error:
        fail(f"{source}: {error}")


def _whole(context: Context, page: _Page, article: Article) -> Article:
    """The article with the pages after its first, or of a better form of its page, all from the same host."""
    from newsreader.declutter.page import declutter
    from newsreader.declutter.pages import OtherPages, other_pages
    from newsreader.fetch.exchange import PAGES, FetchError, Request
    from newsreader.library.following import Page, whole_story

    def get(url: str) -> Page | None:
        same = urlsplit(url).netloc == urlsplit(page.url or "").netloc
        try:
            answer = context.fetcher.get(Request(url, typed=same, accept=PAGES))
        except FetchError:
            return None
        return Page(answer.url, answer.content_type, answer.body) if urlsplit(answer.url).netloc == urlsplit(url).netloc else None

    def read(other: Page) -> Article:
        return declutter(other.body, other.url, other.content_type, rules=page.rules)

    def others(other: Page) -> OtherPages:
        return other_pages(other.body, other.url, other.content_type, page.rules)

    return whole_story(article, Page(page.url or "", page.content_type, page.body), get, read, others) or article


def _say_why(page: _Page, source: str) -> None:
    from newsreader.declutter.page import PageRefused
    from newsreader.declutter.why import why

    try:
        say("\n".join(why(page.body, page.url, page.content_type, rules=page.rules)))
    except PageRefused as error:
        fail(f"{source}: {error}")


def _read(source: str) -> bytes:
    try:
        if source == "-":
            return sys.stdin.buffer.read(_MOST_BYTES + 1)
        with Path(source).open("rb") as file:
            return file.read(_MOST_BYTES + 1)
    except OSError as error:
        fail(f"{source} can't be read: {error.strerror or error}")


def _free_name(source: str, taken: set[str]) -> str:
    """A source's file name without its ending; numbered where an earlier source took it, so that no article is written over another."""
    stem = "stdin" if source == "-" else Path(urlsplit(source).path if "://" in source else source).stem or "index"
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    name = next(each for each in names if each.lower() not in taken)  # some file systems know no case
    taken.add(name.lower())
    return name


def _write(out: Path, name: str, article: Article, form: str, captions: bool, hidden: bool) -> None:
    from newsreader.render.json import to_json

    if hidden:
        text = _hidden(article)
    elif form == "json":
        text = json.dumps(to_json(article), ensure_ascii=False, indent=1)
    else:
        text = article_text(article, "text" if form == "ansi" else form, captions)
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{name}{'.txt' if hidden else SUFFIXES[form]}").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        fail(f"{out} can't be written: {error.strerror or error}")


def _hidden(article: Article) -> str:
    return "\n".join(f"{piece.kind}\t{piece.reason}\t{' '.join(piece.text.split())}" for piece in article.hidden)
