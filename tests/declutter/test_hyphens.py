"""Soft hyphens stay inside words, where the reader breaks them, and are in no text that is searched or scored."""

from __future__ import annotations

from newsreader.declutter.page import feed_article
from newsreader.model.article import Paragraph, Span
from newsreader.render.html import to_html
from newsreader.render.json import to_json
from newsreader.render.markdown import to_markdown
from newsreader.render.plain import to_text
from tests.declutter.pages import URL


def test_they_stay_inside_words_and_nowhere_else() -> None:
    article = feed_article("<p>\u00ad Donau&shy;dampf\u00ad-Schiff \u00ad fährt&shy;</p><p>&shy;</p>", URL)
    assert tuple(article.blocks) == (Paragraph((Span("Donau\u00addampf-Schiff fährt"),)),)
    assert article.words == 2
    assert to_text(article) == "Donaudampf-Schiff fährt"
    assert to_json(article)["blocks"][0]["text"] == "Donaudampf-Schiff fährt"
    assert "\u00ad" not in to_markdown(article)
    assert "Donau\u00addampf" in to_html(article)
