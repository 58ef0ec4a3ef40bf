"""Blocks made of HTML."""

from __future__ import annotations

import pytest

from newsreader.declutter.inline import plain
from newsreader.declutter.page import declutter, feed_article
from newsreader.model.article import (
    Block,
    Code,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Formula,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from newsreader.render.plain import block_text, blocks_text
from tests.declutter.pages import STORY, URL, page, shown


def blocks(html: str) -> tuple[Block, ...]:
    return tuple(feed_article(html, URL).blocks)


def test_bare_divs_and_double_breaks_are_paragraphs() -> None:
    assert [block_text(block) for block in blocks("<div>One.</div><div>Two<br>lines.<br><br>Three.</div>")] == [
        "One.",
        "Two\nlines.",
        "Three.",
    ]


def test_white_space_is_as_a_browser_shows_it() -> None:
    (block,) = blocks("<p>  a <b> b</b>\n\t<i>c </i>&nbsp; d<!-- x -->e </p>")
    assert block_text(block) == "a b c de"


def test_inline_looks_and_links() -> None:
    (block,) = blocks("<p><b>a</b> <a href='/x'>b</a> <code>c</code> <s>d</s> x<sup>2</sup> <a href='javascript:alert(1)'>e</a></p>")
    assert isinstance(block, Paragraph)
    assert Span("a", strong=True) in block.spans
    assert Span("b", link="https://news.example/x") in block.spans
    assert any(span.text == "c" and span.code for span in block.spans)
    assert any(span.text == "2" and span.sup for span in block.spans)
    assert {span.link for span in block.spans} == {None, "https://news.example/x"}


def test_lists_in_lists() -> None:
    (block,) = blocks("<ol start='3'><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ol>")
    assert isinstance(block, ListBlock)
    assert (block.ordered, block.start, len(block.items)) == (True, 3, 2)
    assert isinstance(block.items[0][1], ListBlock)
    assert len(block.items[1]) == 2


def test_definition_lists() -> None:
    (block,) = blocks("<dl><dt>Ink</dt><dd>Black water.</dd><dt>Pen</dt><dd>A stick.</dd></dl>")
    assert isinstance(block, Definitions)
    assert [item.term[0].text for item in block.items] == ["Ink", "Pen"]


def test_a_gallery_that_is_written_as_a_definition_list_is_its_pictures() -> None:
    (block,) = blocks("<dl><dt><a href='/1'><img src='/1.jpg'></a></dt></dl><dl><dt><img src='/2.jpg'></dt><dd></dd></dl>")
    assert isinstance(block, Figure)
    assert len(block.images) == 2
    (block,) = blocks("<dl class='gallery-item'><dt><img src='/1.jpg'></dt><dd>The hills in spring.</dd></dl>")
    assert isinstance(block, Figure)
    assert plain(block.caption) == "The hills in spring."


def test_a_term_in_a_meaning_is_told_there_alone() -> None:
    (block,) = blocks("<dl><dt>Ink</dt><dd>Black.<dl><dt>Soot</dt><dd>Burnt oil.</dd></dl></dd></dl>")
    assert block_text(block).split() == ["Ink", "Black.", "Soot", "Burnt", "oil."]


def test_quotes_code_rules_and_headings() -> None:
    found = blocks("<h2>A</h2><blockquote><p>b</p></blockquote><pre><code class='language-Python'>if x:\n    y</code></pre><hr><p>z</p>")
    assert [type(block) for block in found] == [Heading, Quote, Code, Rule, Paragraph]
    assert found[2] == Code("if x:\n    y", "python")


def test_a_frame_in_code_says_nothing_of_its_own() -> None:
    found = feed_article("<pre>x = 1<iframe src='https://frame.example/'><b class='a'>no frames</b></iframe></pre>", URL).blocks
    assert found[0] == Code("x = 1", None)


def test_tables_of_data_are_tables_and_layout_tables_are_not() -> None:
    (block,) = blocks("<table><caption>Goals</caption><tr><th>Who</th><th>n</th></tr><tr><td colspan='2'>Ana</td></tr></table>")
    assert isinstance(block, Table)
    assert block.caption[0].text == "Goals"
    assert block.rows[1][0].columns == 2
    assert block.rows[0][0].header
    assert shown(f"<html><body><table><tr><td><p>{STORY[0]}</p><p>{STORY[1]}</p></td></tr></table></body></html>") == list(STORY[:2])


def test_a_figure_has_its_caption_and_credit() -> None:
    (block,) = blocks(
        "<figure><img src='/a.jpg' alt='A bridge'><figcaption>The bridge. <span class='credit'>Ana Ruiz</span></figcaption></figure>"
    )
    assert isinstance(block, Figure)
    assert block.images[0].url == "https://news.example/a.jpg"
    assert block.images[0].alt == "A bridge"
    assert "".join(span.text for span in block.caption).startswith("The bridge.")


def test_a_caption_by_name_and_a_credit_by_its_words_join_the_picture_before_them() -> None:
    for html in ("<img src='/a.jpg'><div class='wp-caption-text'>Old bridge</div>", "<p><img src='/a.jpg'></p><p>Photo: Ana Ruiz</p>"):
        (block,) = blocks(html)
        assert isinstance(block, Figure)
        assert (len(block.images), len(block.caption)) == (1, 1)


def test_a_box_named_a_caption_keeps_the_caption_in_it() -> None:
    box = "<div class='wp-caption'><a href='/full.png'><img src='/a.png' alt='A dialog'></a><p class='wp-caption-text'>Users will see it less.</p></div>"
    for around in ("{}", "<ul><li>An item of a list{}</li></ul>"):
        article = declutter(page(into=around.format(box)), URL)
        assert "Users will see it less." in blocks_text(article.blocks, captions=True)
        assert "a.png" in repr(article.blocks)


def test_lazy_images_have_their_real_address() -> None:
    for image in (
        "<img src='data:image/gif;base64,R0' data-src='/a.jpg'>",
        "<img src='/placeholder.gif' data-srcset='/s.jpg 300w, /a.jpg 1200w'>",
        "<picture><source srcset='/a.jpg 2x'><img src='/blank.gif'></picture>",
        "<noscript><img src='/a.jpg'></noscript>",
    ):
        (block,) = blocks(f"<div>{image}</div>")
        assert isinstance(block, Figure)
        assert block.images[0].url == "https://news.example/a.jpg"


def test_tracking_pixels_are_nothing() -> None:
    assert blocks("<p>One.</p><img src='https://t.example/p.gif' width='1' height='1'>") == (Paragraph((Span("One."),)),)


def test_posts_and_videos_are_titled_links() -> None:
    tweet = "<blockquote class='twitter-tweet'><p>It is closed.</p>— Ana <a href='https://twitter.com/a/status/1'>May 3</a></blockquote>"
    first, second = blocks(tweet + "<iframe src='https://www.youtube.com/embed/abcdefghijk' title='The bridge'></iframe>")
    assert isinstance(first, Embed)
    assert (first.url, first.title) == ("https://twitter.com/a/status/1", "Tweet")
    assert "It is closed." in block_text(first)
    assert second == Embed("https://www.youtube.com/watch?v=abcdefghijk", "The bridge")


def test_a_page_of_frames_links_to_its_frames() -> None:
    html = "<html><frameset cols='20%,80%'><frame src='/menu'><frame src='/story' title='The story'></frameset></html>"
    assert declutter(html, URL).blocks[1] == Embed("https://news.example/story", "The story")


def test_frames_of_anything_else_are_nothing() -> None:
    assert blocks("<p>One.</p><iframe src='https://ads.example/x'></iframe>") == (Paragraph((Span("One."),)),)


def test_footnotes_are_joined_to_their_marks() -> None:
    found = blocks("<p>True.<sup><a href='#fn1'>1</a></sup></p><ol><li id='fn1'><p>So they say. <a href='#r1'>↩</a></p></li></ol>")
    assert isinstance(found[0], Paragraph)
    assert [span.note for span in found[0].spans] == [None, "1"]
    assert found[1] == Footnote("1", (Paragraph((Span("So they say."),)),))


def test_formulas_are_readable_text() -> None:
    (block,) = blocks("<math display='block' alttext='E = mc^2'><mi>E</mi></math>")
    assert block == Formula("E = mc^2")


def test_a_live_blog_keeps_its_entries_in_order() -> None:
    entries = "".join(f"<article class='entry'><h3>1{n}:00</h3><p>{text}</p></article>" for n, text in enumerate(STORY))
    assert [text for text in shown(f"<html><body><main>{entries}</main></body></html>") if len(text) > 20] == list(STORY)


def test_hostile_text_is_clean_in_every_block() -> None:
    article = declutter(page(into="<p>a&#27;]52;c;eA==&#7;b\u202ec</p><pre>x&#27;[31my</pre>"), URL)
    assert not any(c in repr(article).encode().decode("unicode_escape", "ignore") for c in "\x1b\x07")


def test_pictures_in_a_row_are_a_gallery() -> None:
    (block,) = blocks(
        "<div><img src='/1.jpg'><img src='/2.jpg'><img src='/1.jpg'></div><figure><img src='/3.jpg'><figcaption>Three.</figcaption></figure>"
    )
    assert isinstance(block, Figure)
    assert [image.url[-5:] for image in block.images] == ["1.jpg", "2.jpg", "3.jpg"]
    assert block.caption[0].text == "Three."


def test_a_story_told_in_captions_is_text() -> None:
    slides = "".join(f"<figure><img src='/{n}.jpg'><figcaption><p>{text}</p></figcaption></figure>" for n, text in enumerate(STORY))
    assert shown(f"<html><body><div class='slides'>{slides}</div></body></html>") == list(STORY)


@pytest.mark.parametrize(
    ("math", "text"),
    [
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a + b)/2"),
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><msqrt><mi>y</mi><mo>-</mo><mn>1</mn></msqrt>", "x² = √(y - 1)"),
        ("<munderover><mo>∑</mo><mrow><mi>k</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>k</mi>", "∑ₖ₌₁ⁿ k"),
        ("<mi>a</mi><mo>≺</mo><mi>b</mi><mo>∖</mo><mi>c</mi>", "a ≺ b ∖ c"),
        ("<mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow>", "(a)"),
    ],
)
def test_a_formula_is_text_that_can_be_read(math: str, text: str) -> None:
    article = declutter(page(into=f"<math display='block'>{math}</math>"))
    assert Formula(text) in article.blocks


def test_a_formula_in_a_sentence_is_read_once() -> None:
    tex = "<annotation encoding='application/x-tex'>{\\displaystyle x^{2}}</annotation>"
    math = f"<math><semantics><msup><mi>x</mi><mn>2</mn></msup>{tex}</semantics></math>"
    drawn = "<span aria-hidden='true'><span>x</span><span>2</span></span>"
    (found,) = blocks(f"<p>Here <span><span>{math}</span>{drawn}</span> is a square, <span aria-hidden='true'>truly</span>.</p>")
    assert isinstance(found, Paragraph)
    assert plain(found.spans) == "Here x² is a square, truly."


def test_a_formula_that_is_left_to_a_script_is_read_but_not_in_code() -> None:
    (first, second) = blocks(r"<p>With \(x_1\), <code>\(x_1\)</code> and <b>this: $$\alpha^2$$</b> at $5.</p><pre>\(x_1\)</pre>")
    assert isinstance(first, Paragraph)
    assert plain(first.spans) == r"With x₁, \(x_1\) and this: α² at $5."
    assert second == Code(r"\(x_1\)", None)


def test_letters_side_by_side_are_factors_and_not_a_name() -> None:
    math = "<mi>a</mi><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mi>sin</mi><mi>x</mi><mi>d</mi><mi>x</mi><mo>=</mo><mo>-</mo><mn>1</mn>"
    (found,) = blocks(f"<p><math>{math}</math></p>")
    assert isinstance(found, Paragraph)
    assert plain(found.spans) == "a x² + sin x dx = -1"
    (found,) = blocks("<p><math><msub><mi>a</mi><mrow><mn>2</mn><mi>i</mi><mi>j</mi></mrow></msub></math></p>")
    assert isinstance(found, Paragraph)
    assert plain(found.spans) == "a₂ᵢⱼ"


def test_a_pull_quote_is_one_where_it_says_the_article_again() -> None:
    again = "<aside class='pullquote'><p>“We would rather be careful than sorry,” said the mayor</p></aside>"
    other = "<div class='story-pull-quote'><blockquote>Nobody has asked the ferryman about any of it.</blockquote></div>"
    quotes = [block for block in declutter(page(into=again + other)).blocks if isinstance(block, Quote)]
    assert [(quote.pull, len(quote.blocks)) for quote in quotes] == [(True, 1), (False, 1)]


def test_a_credit_in_brackets_makes_the_line_under_a_picture_its_caption() -> None:
    line = "Clouds over the river on Wednesday evening. (Photo: Samvad)"
    figures = [block for block in declutter(page(into=f"<img src='/a.jpg'><p>{line}</p>"), URL).blocks if isinstance(block, Figure)]
    assert [plain(figure.caption) for figure in figures] == [line]
    assert line in shown(page(into=f"<p>{line}</p>"))


def test_a_credit_that_the_metadata_marks_stays_with_its_picture() -> None:
    figure = (
        "<figure><img src='https://news.example/a.jpg'><figcaption><span>The bridge in May.</span>"
        "<span itemprop='copyrightHolder'><span class='off-screen'>Credit</span><span>Kim Lee for The Paper</span></span></figcaption></figure>"
    )
    block = next(block for block in declutter(page(into=figure), URL).blocks if isinstance(block, Figure))
    assert plain(block.caption) == "The bridge in May.Kim Lee for The Paper"
