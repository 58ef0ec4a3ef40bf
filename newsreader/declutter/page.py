"""A page made an article: the whole way from bytes to blocks."""

from __future__ import annotations

from newsreader.declutter.blocks import Context, first_image, make_blocks
from newsreader.declutter.body import choose_body
from newsreader.declutter.clutter import hide_clutter
from newsreader.declutter.decode import decode
from newsreader.declutter.fallback import whole_text
from newsreader.declutter.footnotes import find_footnotes
from newsreader.declutter.hiding import Hiding, Placed
from newsreader.declutter.metadata import Metadata, read_metadata
from newsreader.declutter.plaintext import plain_article
from newsreader.declutter.tidy import text_of_block, tidy
from newsreader.declutter.tree import LIMIT, PageRefused, count_words, looks_like_html, parse, parse_fragment
from newsreader.model.article import Article
from newsreader.text.clean import clean

__all__ = ["PageRefused", "declutter", "feed_article"]


def declutter(page: bytes | str, url: str | None = None, content_type: str | None = None, witness: str | None = None) -> Article:
    """Make an article of a page: HTML or XHTML in any encoding, or plain text.

    `witness` is the feed's own HTML for the same entry. Raises PageRefused where a page is too big, too deep or no text.
    """
    text = readable(page, content_type)
    if not looks_like_html(text):
        return plain_article(text, url)
    root = parse(text)
    metadata = read_metadata(root, url)
    hiding = Hiding()
    hide_clutter(root, hiding)
    context = Context(metadata.base, hiding)
    find_footnotes(root, context)
    body = choose_body(root, hiding, metadata.title)
    blocks = whole_text(make_blocks(body.element, context), metadata.text)
    blocks = tidy(blocks, hiding, metadata.title, metadata.byline, url)
    return _article(blocks, hiding, metadata)


def feed_article(html: str, url: str | None = None, title: str = "", byline: str | None = None, language: str | None = None) -> Article:
    """Make an article of the HTML that a feed carries for an entry: nothing is chosen, clutter is hidden."""
    root = parse_fragment(html[:LIMIT])
    hiding = Hiding()
    hide_clutter(root, hiding)
    context = Context(url, hiding)
    find_footnotes(root, context)
    blocks = tidy(make_blocks(root, context), hiding, title, byline, url)
    direction = "rtl" if language and language.split("-")[0].lower() in ("ar", "fa", "he", "ur") else "ltr"
    return _article(blocks, hiding, Metadata(title=clean(title), byline=byline, language=language, direction=direction, url=url))


def readable(page: bytes | str, content_type: str | None = None) -> str:
    """A page as text; raises PageRefused where it is too big or no text at all."""
    if len(page) > LIMIT:
        raise PageRefused(f"the page is bigger than {LIMIT // 1024 // 1024} MB ({len(page) / 1024 / 1024:.0f} MB)")
    if isinstance(page, str):
        return page
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind.startswith(("image/", "audio/", "video/", "font/")) or kind in (
        "application/pdf",
        "application/zip",
        "application/octet-stream",
    ):
        raise PageRefused(f"this is no page but {kind}")
    if page.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"ID3", b"OggS")):
        raise PageRefused("this is no page but a file of another kind (a document, a picture, sound or an archive)")
    text = decode(page, content_type)
    if text.count("\ufffd") + text.count("\0") > max(20, len(text) // 5):
        raise PageRefused("this is no text that can be read")
    return text


def _article(blocks: list[Placed], hiding: Hiding, metadata: Metadata) -> Article:
    shown = tuple(block for _, block in blocks)
    return Article(
        title=metadata.title,
        byline=metadata.byline,
        site=metadata.site,
        published=metadata.published,
        modified=metadata.modified,
        language=metadata.language,
        direction="rtl" if metadata.direction == "rtl" else "ltr",
        url=metadata.url,
        lead_image=metadata.lead_image or first_image(blocks),
        words=sum(count_words(text_of_block(block)) for block in shown),
        blocks=shown,
        hidden=hiding.hidden(blocks),
    )
