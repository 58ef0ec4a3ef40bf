"""JSON keeps every article whole, and says what scripts look for."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings

from newsreader.model.article import Article, Cell, Code, Figure, Heading, Hidden, Image, Paragraph, Span, Table
from newsreader.render.json import from_json, to_json
from tests.render.articles import articles, bullets, paragraph


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(articles)
def test_an_article_comes_back_as_it_was(article: Article) -> None:
    assert from_json(json.loads(json.dumps(to_json(article)))) == article


def test_blocks_say_their_kind_and_text() -> None:
    article = Article(
        title="T",
        blocks=(
            Heading(2, (Span("Part"),)),
            Paragraph((Span("See "), Span("this", link="https://example.org/"))),
            bullets("one", "two"),
            Code("x = 1", "python"),
            Table(((Cell((Span("a"),), header=True), Cell((Span("b"),), header=True)),), (Span("Numbers"),)),
            Figure((Image("https://example.org/a.jpg"),), (Span("A photo"),), "AP"),
        ),
        hidden=(Hidden("ad", "an ad label", "Advertisement", -1),),
    )
    data = to_json(article)
    assert [(b["kind"], b["text"]) for b in data["blocks"]] == [
        ("heading", "Part"),
        ("paragraph", "See this"),
        ("list", "one\ntwo"),
        ("code", "x = 1"),
        ("table", "a\tb"),
        ("figure", "A photo\nAP"),
    ]
    heading, link, items, code, table, figure = data["blocks"]
    assert heading["level"] == 2
    assert link["spans"][1] == {"text": "this", "link": "https://example.org/"}
    assert [item["text"] for item in items["items"]] == ["one", "two"]
    assert code["language"] == "python"
    assert [[cell["text"] for cell in row] for row in table["rows"]] == [["a", "b"]]
    assert table["caption"] == "Numbers"
    assert (figure["url"], figure["caption"]) == ("https://example.org/a.jpg", "A photo")
    assert data["hidden"] == [{"kind": "ad", "reason": "an ad label", "text": "Advertisement", "after": -1}]


def test_what_is_unknown_is_null_and_what_is_empty_is_a_list() -> None:
    data = to_json(Article())
    assert (data["byline"], data["lead_image"], data["blocks"], data["hidden"]) == (None, None, [], [])


def test_a_kind_from_a_later_version_is_read_as_text() -> None:
    data = to_json(Article(blocks=(paragraph("words"),)))
    data["blocks"][0]["kind"] = "poll"
    assert from_json(data).blocks == (paragraph("words"),)
