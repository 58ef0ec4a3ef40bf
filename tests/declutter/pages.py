"""Small pages to declutter: a story with whatever a test puts around and into it."""

from __future__ import annotations

from newsreader.declutter.page import declutter
from newsreader.model.article import Article, HiddenKind
from newsreader.render.plain import to_text

URL = "https://news.example/2024/bridge"
FIRST = "The old bridge over the river was closed on Monday after engineers found cracks in two of its pillars, the city said."
SECOND = "Traffic is being led over the northern bridge, where drivers waited for up to forty minutes during the morning hours."
THIRD = "“We would rather be careful than sorry,” said the mayor, who expects the work to last until the end of the summer."
STORY = (FIRST, SECOND, THIRD)


def page(
    *, before: str = "", into: str = "", after: str = "", inside_after: str = "", head: str = "", title: str = "Bridge closed after cracks"
) -> str:
    """A page with three paragraphs; `into` stands between the first and the second, `inside_after` still in the article's container."""
    return (
        f"<html lang='en'><head><title>{title}</title>{head}</head><body>{before}<div class='story'><h1>{title}</h1>"
        f"<p>{FIRST}</p>{into}<p>{SECOND}</p><p>{THIRD}</p>{inside_after}</div>{after}</body></html>"
    )


def paragraphs(article: Article) -> list[str]:
    """What is shown, block by block."""
    return to_text(article).split("\n\n")


def shown(html: str, url: str | None = URL) -> list[str]:
    """What is shown of a page, block by block."""
    return paragraphs(declutter(html, url))


def kinds(article: Article, text: str) -> list[HiddenKind]:
    """The kinds of the hidden pieces that contain a text."""
    return [piece.kind for piece in article.hidden if text in piece.text]
