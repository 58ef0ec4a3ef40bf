"""What a page says of itself."""

from __future__ import annotations

import json

from newsreader.declutter.page import declutter
from newsreader.model.article import Image
from tests.declutter.pages import STORY, URL, page, paragraphs


def test_metadata_of_the_head() -> None:
    head = (
        "<meta property='og:title' content='Bridge closed after cracks'><meta property='og:site_name' content='The Example'>"
        "<meta name='author' content='By Ana Ruiz'><meta property='article:published_time' content='2024-05-03T08:00:00+02:00'>"
        "<meta property='article:modified_time' content='2024-05-03T09:00:00+02:00'><link rel='canonical' href='/bridge'>"
        "<meta property='og:image' content='/a.jpg'><meta property='og:image:alt' content='A bridge'>"
    )
    article = declutter(page(head=head), URL)
    assert (article.title, article.byline, article.site) == ("Bridge closed after cracks", "Ana Ruiz", "The Example")
    assert (article.published, article.modified) == ("2024-05-03T08:00:00+02:00", "2024-05-03T09:00:00+02:00")
    assert (article.url, article.language, article.direction) == ("https://news.example/bridge", "en", "ltr")
    assert article.lead_image == Image("https://news.example/a.jpg", "A bridge")


def test_metadata_of_json_ld() -> None:
    data = {"@graph": [{"@type": "NewsArticle", "headline": "Bridge &amp; tunnel", "author": [{"name": "A. R."}, {"name": "B. S."}]}]}
    data["@graph"][0]["datePublished"] = "2024-05-03"
    article = declutter(page(head=f"<script type='application/ld+json'>{json.dumps(data)}</script>", title="x"), URL)
    assert (article.title, article.byline, article.published) == ("Bridge & tunnel", "A. R., B. S.", "2024-05-03")


def test_a_title_loses_the_site_and_keeps_its_own_dashes() -> None:
    head = "<meta property='og:site_name' content='The Example'>"
    assert declutter(f"<title>Bridge closed | The Example</title>{head}<p>{STORY[0]}</p>").title == "Bridge closed"
    assert (
        declutter(f"<title>Bridge - closed - for good - The Example</title>{head}<p>{STORY[0]}</p>").title == "Bridge - closed - for good"
    )


def test_direction_follows_the_language() -> None:
    assert declutter("<html lang='ar'><body><p>نص</p></body></html>").direction == "rtl"


def test_words_are_counted_by_script() -> None:
    assert declutter("<p>one two three four</p>").words == 4
    assert declutter("<p>古い橋は閉鎖</p>").words == 3


def test_broken_json_ld_is_no_matter() -> None:
    assert paragraphs(declutter(page(head="<script type='application/ld+json'>{'a': [</script>"), URL)) == list(STORY)


def test_the_metadata_tells_the_article_where_the_page_is_empty() -> None:
    data = json.dumps({"@type": "Article", "articleBody": "\n".join(STORY)})
    html = f"<html><head><script type='application/ld+json'>{data}</script></head><body><div id='app'></div></body></html>"
    assert paragraphs(declutter(html, URL)) == list(STORY)


def test_the_feed_tells_the_article_where_the_page_does_not() -> None:
    witness = "".join(f"<p>{text}</p>" for text in STORY)
    assert paragraphs(
        declutter("<html><body><p>Please accept our cookies, they are sweet.</p></body></html>", URL, witness=witness)
    ) == list(STORY)
    assert paragraphs(declutter(page(), URL, witness="<p>The old bridge was closed…</p>")) == list(STORY)


def test_a_paywall_is_told() -> None:
    html = f"<html><body><article><p>{STORY[0]}</p><p>Subscribe to continue reading this and all other stories.</p></article></body></html>"
    notice = declutter(html, URL).notice
    assert notice is not None
    assert "subscribers" in notice
    assert declutter(page(), URL).notice is None


def test_the_feed_is_heard_where_the_page_has_another_text_or_breaks_off() -> None:
    told = [f"{text} ({n})" for n in range(2) for text in STORY]
    witness = "".join(f"<p>{text}</p>" for text in told)
    cut = f"<html><body><article><p>{told[0]}</p><p>Read on in our app…</p></article></body></html>"
    article = declutter(cut, URL, witness=witness)
    assert paragraphs(article) == told
    assert any("feed's own text" in piece.reason for piece in article.hidden)
    whole = page(inside_after="<p>The council will meet again on Thursday, and then it will be told what the engineers have found.</p>")
    assert paragraphs(declutter(whole, URL, witness="".join(f"<p>{text}</p>" for text in STORY))) == paragraphs(declutter(whole, URL))
