"""An article on stdout, in the form that was asked for. The forms' modules are imported when one is wanted."""

from __future__ import annotations

import shutil

from newsreader.cli.output import print_json, say, say_styled, say_wrapped
from newsreader.model.article import Article

FORMATS = ("text", "linear", "ansi", "markdown", "html", "json")
SUFFIXES = {"text": ".txt", "linear": ".txt", "ansi": ".txt", "markdown": ".md", "html": ".html", "json": ".json"}
_WIDEST = 80


def print_article(article: Article, form: str, captions: bool, heading: bool) -> None:
    """Print an article; `heading`: plain text starts with title and byline (the other forms always do)."""
    if form == "json":
        from newsreader.render.json import to_json

        print_json(to_json(article))
    elif form == "ansi":
        from newsreader.render.ansi import to_ansi

        say_styled(to_ansi(article, min(_WIDEST, shutil.get_terminal_size().columns)))
    elif form in ("text", "linear"):
        say_wrapped(article_text(article, form, captions, heading))
    else:
        say(article_text(article, form, captions, heading))


def article_text(article: Article, form: str, captions: bool, heading: bool = False) -> str:
    """An article in a form that is text."""
    if form == "markdown":
        from newsreader.render.markdown import to_markdown

        return to_markdown(article)
    if form == "html":
        from newsreader.render.html import to_html

        return to_html(article)
    if form == "linear":
        from newsreader.render.linear import to_linear

        return to_linear(article)
    from newsreader.render.header import when
    from newsreader.render.plain import to_text

    body = to_text(article, captions=captions, addresses=heading)
    if not heading:
        return body
    above = [article.title, " · ".join(part for part in (article.byline, article.site, when(article.published)) if part)]
    return "\n\n".join(part for part in ("\n".join(line for line in above if line), article.notice or "", body) if part)
