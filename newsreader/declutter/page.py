"""A page made an article: the whole way from bytes to blocks."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsreader.declutter.blocks import Context, make_blocks
from newsreader.declutter.blocktext import text_of_block
from newsreader.declutter.body import choose_body
from newsreader.declutter.clutter import hide_clutter
from newsreader.declutter.decode import decode
from newsreader.declutter.ends import hide_feed_tail
from newsreader.declutter.fallback import template_text, told_in_captions, whole_text, with_witness, words_of
from newsreader.declutter.footnotes import find_footnotes
from newsreader.declutter.hiding import Hiding, Placed
from newsreader.declutter.joined import first_image
from newsreader.declutter.mathml import read_formulas
from newsreader.declutter.metadata import Metadata, direction_of, read_metadata
from newsreader.declutter.notice import notice
from newsreader.declutter.paragraphs import wrap_loose_text
from newsreader.declutter.plaintext import plain_article
from newsreader.declutter.sitemetadata import amended_metadata
from newsreader.declutter.siterules import SILENT, amended, body_by_rules, hide_by_rules, replaced
from newsreader.declutter.tidy import tidy
from newsreader.declutter.tree import LIMIT, PageRefused, looks_like_html, parse, parse_fragment, unlink
from newsreader.declutter.uncollected import uncollected
from newsreader.model.article import Article, Paragraph, Rule, Span
from newsreader.model.sites import SiteRules
from newsreader.text import count
from newsreader.text.clean import clean

__all__ = ["PageRefused", "declutter", "feed_article", "read_page", "whole_page"]
_TAG = re.compile(r"<[^<>]*>")
_CONTROL = re.compile("[\x00-\x07\x0e-\x1a\x1c-\x1f]")
"""What no text has, whatever its encoding; a backspace (manual pages) and an escape (colours) some have."""
_CONTROLS = bytes({*range(8), *range(14, 27), *range(28, 32)})
_FEED = re.compile(
    r"""\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*
    (?:<(?:rss|(?:\w+:)?feed)[\s>]|<rdf:RDF\s[^>]*purl\.org/rss/|\{\s*"version"\s*:\s*"https?://jsonfeed\.org/)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_HEAD = 4_000


def declutter(
    page: bytes | str,
    url: str | None = None,
    content_type: str | None = None,
    witness: str | None = None,
    rules: SiteRules | None = None,
) -> Article:
    """Make an article of a page: HTML or XHTML in any encoding, or plain text.

    `witness` is the feed's own HTML for the same entry, `rules` are the site's own. Raises PageRefused where a page is too big, too deep
    or no text.
    """
    return read_page(page, url, content_type, witness, rules)[0]


@uncollected()
def read_page(
    page: bytes | str,
    url: str | None = None,
    content_type: str | None = None,
    witness: str | None = None,
    rules: SiteRules | None = None,
    hiding: Hiding | None = None,
) -> tuple[Article, str]:
    """The article of a page as `declutter` makes it, and how its body was chosen, in words; `hiding` is left knowing every place."""
    text = replaced(readable(page, content_type), rules)
    if not looks_like_html(text):
        return plain_article(text, url), "plain text: lines told apart by their form"
    root = parse(text)
    read_formulas(root, text)
    metadata = read_metadata(root, url)
    metadata = amended_metadata(metadata, root, rules)
    template = template_text(root)
    hiding = Hiding() if hiding is None else hiding
    blocks, how = _body_blocks(root, metadata, hiding, rules)
    for words, least, name in ((metadata.text, None, "the page's metadata (JSON-LD)"), (template, 60, "a template for the page's scripts")):
        if words and (least is None or words_of(blocks) < least):
            longer = whole_text(blocks, words, lambda html: _fragment_blocks(html, metadata.base, Hiding()))
            how = how if longer is blocks else f"{name}, since the page shows far less"
            blocks = longer
    if witness:
        heard = _heard(blocks, witness, metadata, hiding)
        how = how if heard is blocks else "the feed's own text of the entry, since the page doesn't have it"
        blocks = heard
    blocks = _tidied(blocks, hiding, metadata.title, metadata.byline, url)
    if rules is not None:
        blocks = amended(blocks, rules, hiding, text, metadata.base)
    hiding.shown = [place for place, _ in blocks]
    return _article(blocks, hiding, metadata), how


def whole_page(page: bytes | str, url: str | None = None, content_type: str | None = None) -> Article:
    """Everything a page says, in its order: no body is chosen and nothing is hidden, to see what declutter has left out."""
    text = readable(page, content_type)
    if not looks_like_html(text):
        return plain_article(text, url)
    root = parse(text)
    read_formulas(root, text)
    metadata = read_metadata(root, url)
    for silent in list(root.iter(*SILENT)):
        unlink(silent)
    body = root.find("body")
    whole = body if body is not None else root
    wrap_loose_text(whole)
    hiding = Hiding()
    return _article(make_blocks(whole, Context(metadata.base, hiding)), Hiding(), metadata)


def _body_blocks(root: HtmlElement, metadata: Metadata, hiding: Hiding, rules: SiteRules | None) -> tuple[list[Placed], str]:
    if rules is not None:
        hide_by_rules(root, rules, hiding)
        named = body_by_rules(root, rules)
        if named is not None:
            hide_clutter(named[0], hiding)
            wrap_loose_text(named[0])
            context = Context(metadata.base, hiding)
            find_footnotes(named[0], context)
            return make_blocks(named[0], context), named[1]
    hide_clutter(root, hiding)
    context = Context(metadata.base, hiding)
    find_footnotes(root, context)
    body = choose_body(root, hiding, metadata.title)
    return told_in_captions(make_blocks(body.element, context)), body.how


def _fragment_blocks(html: str, base: str | None, hiding: Hiding) -> list[Placed]:
    root = parse_fragment(html)
    read_formulas(root, html)
    hide_clutter(root, hiding)
    wrap_loose_text(root)
    context = Context(base, hiding)
    find_footnotes(root, context)
    return make_blocks(root, context)


def _heard(blocks: list[Placed], witness: str, metadata: Metadata, hiding: Hiding) -> list[Placed]:
    """The blocks, or the feed's own text of the entry where the page was read wrongly or is cut short."""
    heard, other = with_witness(blocks, _fragment_blocks(witness[:LIMIT], metadata.base, Hiding()))
    if other:
        for place, block in blocks:
            hiding.note(place, "other", "the feed's own text of the entry says more", text_of_block(block))
    return heard


@uncollected()
def feed_article(html: str, url: str | None = None, title: str = "", byline: str | None = None, language: str | None = None) -> Article:
    """Make an article of the HTML that a feed carries for an entry: nothing is chosen, clutter is hidden."""
    hiding = Hiding()
    try:
        blocks = _fragment_blocks(html[:LIMIT], url, hiding)
    except PageRefused:
        blocks = [(0, Paragraph((Span(clean(_TAG.sub(" ", html[:LIMIT]))),)))]
    blocks = _tidied(hide_feed_tail(blocks, hiding), hiding, title, byline, url, is_page=False)
    return _article(blocks, hiding, Metadata(title=clean(title), byline=byline, language=language, url=url))


def readable(page: bytes | str, content_type: str | None = None) -> str:
    """A page as text; raises PageRefused where it is too big or no text at all."""
    if len(page) > LIMIT:
        raise PageRefused(f"the page is bigger than {LIMIT // 1024 // 1024} MB ({len(page) / 1024 / 1024:.0f} MB)")
    if isinstance(page, str):
        return page
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind.startswith(("image/", "audio/", "video/", "font/")) or kind in ("application/pdf", "application/zip"):
        raise PageRefused(f"this is no page but {kind}")
    if page.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"ID3", b"OggS")):
        raise PageRefused("this is no page but a file of another kind (a document, a picture, sound or an archive)")
    text = decode(page, content_type)
    if text.count("\ufffd") + text.count("\0") > max(20, len(text) // 5):
        raise PageRefused("this is no text that can be read")
    most = max(20, len(text) // 20)
    if len(page) - len(page.translate(None, _CONTROLS)) > most and len(_CONTROL.findall(text)) > most:
        raise PageRefused("this is no text that can be read")
    if _FEED.match(text[:_HEAD]):
        raise PageRefused("this is a feed; `newsreader add URL` subscribes to it")
    return text


def _tidied(blocks: list[Placed], hiding: Hiding, title: str, byline: str | None, url: str | None, is_page: bool = True) -> list[Placed]:
    """The blocks without clutter; all of them if nothing would be left to read."""
    before = list(hiding.pieces)
    tidied = tidy(blocks, hiding, title, byline, url, is_page)
    if any(not isinstance(block, Rule) for _, block in tidied) or not words_of(blocks):
        return tidied
    hiding.pieces[:] = before
    return blocks


def _article(blocks: list[Placed], hiding: Hiding, metadata: Metadata) -> Article:
    shown = tuple(block for _, block in blocks)
    hidden = hiding.hidden(blocks)
    texts = [text for block in shown if (text := text_of_block(block))]
    return Article(
        title=metadata.title,
        byline=metadata.byline,
        site=metadata.site,
        published=metadata.published,
        modified=metadata.modified,
        language=metadata.language,
        direction="rtl" if (metadata.direction or direction_of(texts)) == "rtl" else "ltr",
        url=metadata.url,
        lead_image=metadata.lead_image or first_image(blocks),
        words=sum(map(count.count_words, texts)),
        blocks=shown,
        hidden=hidden,
        notice=notice(texts, hidden, len(shown), metadata.free, metadata.text),
    )
