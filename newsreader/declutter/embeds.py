"""What is foreign in the flow: posts and videos, as a titled link with the text that the page carries."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsreader.declutter.inline import absolute
from newsreader.declutter.tree import tokens
from newsreader.model.article import Block, Embed
from newsreader.text.clean import clean

_POSTS = {
    "twitter-tweet": "Tweet",
    "twitter-video": "Tweet",
    "tweet": "Tweet",
    "embedded-tweet": "Tweet",
    "instagram-media": "Instagram post",
    "tiktok-embed": "TikTok video",
    "fb-post": "Facebook post",
    "fb-video": "Facebook video",
    "reddit-embed-bq": "Reddit post",
    "reddit-card": "Reddit post",
    "bluesky-embed": "Bluesky post",
    "mastodon-embed": "Mastodon post",
    "imgur-embed-pub": "Imgur post",
    "text-post-media": "Threads post",
    "telegram-post": "Telegram post",
}
_PLAYERS = re.compile(
    r"//(?:www\.)?(?:youtube(?:-nocookie)?\.com/(?:embed|v|shorts)/|player\.vimeo\.com/|dailymotion\.com/embed|player\.twitch\.tv/|"
    r"w\.soundcloud\.com/player|open\.spotify\.com/embed|embed\.podcasts\.apple\.com/|embed\.ted\.com/|bandcamp\.com/EmbeddedPlayer|"
    r"archive\.org/embed|rutube\.ru/play/embed|v\.qq\.com/|player\.bilibili\.com/|codepen\.io/\w+/embed|datawrapper\.dwcdn\.net/|"
    r"[\w.-]*/videos/embed/)",
    re.IGNORECASE,
)
_WATCH = re.compile(r"//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})")


def post_named(element: HtmlElement) -> str | None:
    """What a post of another site is called that the page quotes, by the class that the site's own embed code gives it."""
    return next((_POSTS[token] for token in tokens(element) if token in _POSTS), None) if element.get("class") else None


def embed_of(element: HtmlElement, name: str, base: str | None, blocks_of: Callable[[HtmlElement], tuple[Block, ...]]) -> Embed | None:
    """The post of another site that an element holds; None where it holds nothing."""
    links = [absolute(link.get("href"), base) for link in element.iter("a")]
    own = element.get("cite") or element.get("data-instgrm-permalink") or element.get("data-href") or element.get("data-embed-url")
    url = absolute(own, base) or next((link for link in reversed(links) if link and "/status" in link), None)
    url = url or next((link for link in reversed(links) if link), None)
    blocks = blocks_of(element)
    return Embed(url, name, blocks) if url or blocks else None


def video_of(element: HtmlElement, base: str | None) -> Embed | None:
    """A frame or element that plays something; frames of anything else are not read."""
    if element.tag == "amp-youtube":
        key = element.get("data-videoid") or ""
        return Embed(f"https://www.youtube.com/watch?v={key}", "Video on youtube.com") if re.fullmatch(r"[\w-]{6,20}", key) else None
    source = element.get("src") or element.get("data-src") or element.get("data-lazy-src")
    if element.tag in ("video", "audio"):
        source = source or next((inner.get("src") for inner in element.iter("source") if inner.get("src")), None)
        url = absolute(source, base)
        title = clean(element.get("title") or element.get("aria-label") or "")
        return Embed(url, title or _named("Video" if element.tag == "video" else "Audio", url)) if url else None
    url = absolute(source, base or "https:")
    if url is None or not _PLAYERS.search(url):
        return None
    watch = _WATCH.search(url)
    if watch:
        url = f"https://www.youtube.com/watch?v={watch[1]}"
    return Embed(url, clean(element.get("title") or "") or _named("Video", url))


def _named(kind: str, url: str) -> str:
    """A title for what has none: what it is and where it is."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return clean(f"{kind} on {host}" if host else kind)
