"""An article on stdout, in the form that was asked for. The forms' modules are imported when one is wanted."""

from __future__ import annotations

import shutil

from newsreader.cli.output import print_json, say, say_styled, say_wrapped
from newsreader.model.article import Article

FORMATS = ("text", "linear", "ansi", "markdown", "html", "json")
SUFFIXES = {"text": ".txt", "linear": ".txt", "ansi": ".txt", "markdown": ".md", "html": ".html", "json": ".json"}
_WIDEST = 80


def print_article(article: Article, form: str, captions: bool, heading: bool, note: str | None = None) -> None:
    """Print an article; `heading`: plain text starts with title and byline (the other forms always do). `note` is what the user wrote on
    it, empty for nothing; None where there can't be any."""
    if form == "json":
        from newsreader.render.json import to_json

        print_json(to_json(article) if note is None else {**to_json(article), "note": note or None})
    elif form == "ansi":
        from newsreader.render.ansi import to_ansi

        say_styled(to_ansi(article, min(_WIDEST, shutil.get_terminal_size().columns), own=note or ""))
    elif form in ("text", "linear"):
        say_wrapped(article_text(article, form, captions, heading, note or ""))
    else:
        say(article_text(article, form, captions, heading, note or ""))


def article_text(article: Article, form: str, captions: bool, heading: bool = False, note: str = "") -> str:
    """An article in a form that is text, with the user's note above it."""
    if note and form in ("markdown", "html"):
        from newsreader.render.own import with_own

        article = with_own(article, note)
    if form == "markdown":
        from newsreader.render.markdown import to_markdown

        return to_markdown(article)
    if form == "html":
        from newsreader.render.html import to_html

        return to_html(article)
    if form == "linear":
        from newsreader.render.linear import to_linear

        return to_linear(article, note)
    from newsreader.render.header import when
    from newsreader.render.own import own_text
    from newsreader.render.plain import to_text

    body = to_text(article, captions=captions, addresses=heading)
    if not heading:
        return body
    above = [article.title, " · ".join(part for part in (article.byline, article.site, when(article.published)) if part)]
    parts = ("\n".join(line for line in above if line), article.notice or "", own_text(note), body)
    return "\n\n".join(part for part in parts if part)
