"""The HTML page is whole, standalone and safe to open."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings

from newsreader.model.article import Article, Cell, Code, Figure, Footnote, Heading, Image, ListBlock, Paragraph, Quote, Rule, Span, Table
from newsreader.render.html import to_html
from tests.render.articles import articles, bullets, paragraph

VOID = {"meta", "link", "img", "br", "hr"}


class Reader(HTMLParser):
    """Collects tags, addresses and text, and checks that every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(article: Article) -> Reader:
    reader = Reader()
    reader.feed(to_html(article))
    reader.close()
    assert not reader.open
    return reader


def test_every_part_has_its_element() -> None:
    article = Article(
        title="T",
        byline="B",
        url="https://example.org/a",
        direction="rtl",
        language="ar",
        blocks=(
            Heading(2, (Span("Part"),)),
            Paragraph((Span("a", strong=True), Span("b", link="https://x.test/?a=1&b=2"), Span("1", note="1"))),
            ListBlock(((paragraph("one"), bullets("in")),), ordered=True, start=3),
            Quote((paragraph("q"),)),
            Code("<b>", "python"),
            Table(((Cell((Span("h"),), header=True, columns=2),),), (Span("cap"),)),
            Figure((Image("https://x.test/a.jpg", 'al"t', 4, 3),), (Span("caption"),), "AP"),
            Rule(),
            Footnote("1", (paragraph("note"),)),
        ),
    )
    page = to_html(article)
    for part in (
        '<html lang="ar" dir="rtl">', "<title>T</title>", "<h1>T</h1>", '<p class="by">B</p>', "<h2>Part</h2>", "<strong>a</strong>",
        '<a href="https://x.test/?a=1&amp;b=2" rel="noopener noreferrer">b</a>', '<a href="#note-1">1</a>', '<ol start="3">',
        "<blockquote>\n<p>q</p>", '<pre><code class="language-python">&lt;b&gt;</code></pre>', '<th colspan="2">h</th>', "<caption>cap</caption>",
        'src="https://x.test/a.jpg" alt="al&quot;t" width="4" height="3"', '<figcaption>caption<span class="credit"> — AP</span></figcaption>', "<hr>", '<div id="note-1" class="note">',
    ):  # fmt: skip
        assert part in page
    read(article)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(articles)
def test_any_article_is_well_formed_and_links_nowhere_dangerous(article: Article) -> None:
    reader = read(article)
    assert all(address.startswith(("https://", "http://", "mailto:", "#")) for address in reader.addresses)
    assert not {"script", "iframe", "object", "embed", "form", "svg", "base"} & set(reader.tags)


def test_markup_in_words_stays_words() -> None:
    reader = read(Article(title="</title><script>x</script>", blocks=(paragraph("<img src=x onerror=y>\x1b[31m"),)))
    assert "<img src=x onerror=y>" in reader.text
    assert "script" not in reader.tags
    assert "\x1b" not in reader.text
