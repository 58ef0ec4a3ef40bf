"""Articles as one HTML file that needs nothing else: contents at the top, the pictures inside it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape

from newsreader.render.chapters import Chapter, Picture, chapter_html, language_of
from newsreader.render.html import html_head
from newsreader.text.clean import clean


def long_page(title: str, contents: Iterable[str], chapters: Iterable[Chapter]) -> Iterator[str]:
    """The file piece by piece; `contents` are the chapters' titles, known before the chapters are made."""
    rows = "\n".join(f'<li><a href="#a{at}">{_text(text)}</a></li>' for at, text in enumerate(contents, 1))
    yield f'<!DOCTYPE html>\n<html>\n<head>\n{html_head(title, "data:")}\n</head>\n<body>\n<h1>{_text(title)}</h1>\n<ol>\n{rows}\n</ol>\n'
    for at, chapter in enumerate(chapters, 1):
        language = language_of(chapter.article)
        spoken = f' lang="{language}"' if language else ""
        inner = chapter_html(chapter, f"a{at}-", _inline)
        yield f'<hr>\n<article id="a{at}"{spoken} dir="{chapter.article.direction}">\n{inner}\n</article>\n'
    yield "</body>\n</html>\n"


def _inline(picture: Picture) -> str:
    return f"data:{picture.media_type};base64,{b64encode(picture.data).decode()}"


def _text(text: str) -> str:
    return escape(clean(text), quote=True) or "(no title)"
