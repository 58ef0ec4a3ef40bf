"""Each rule on a small page: what it hides, with which kind, and the lookalike that it leaves alone."""

from __future__ import annotations

import pytest

from newsreader.declutter.page import declutter, feed_article
from tests.declutter.pages import FIRST, SECOND, STORY, THIRD, URL, kinds, page, paragraphs, shown

MORE = (
    "Two years ago the bridge was looked at for the last time, by a firm that no longer exists, and nobody can say where its report has gone. "
    "The council wants to know why, and has asked the office that keeps the town's papers to search its cellar once more."
)


@pytest.mark.parametrize(
    ("clutter", "kind"),
    [
        ("<div class='share-buttons'><span>Pass it on</span></div>", "share"),
        ("<p><a href='https://www.facebook.com/sharer.php?u=x'>Facebook</a> <a href='https://wa.me/?text=x'>WhatsApp</a></p>", "share"),
        ("<ul><li><a href='https://twitter.com/intent/tweet?url=x'>T</a></li><li><a href='mailto:?subject=x'>M</a></li></ul>", "share"),
        ("<p>Teilen</p><p>Drucken</p>", "share"),
        ("<p>Advertisement</p>", "ad"),
        ("<p>विज्ञापन</p>", "ad"),
        ("<p>広告</p>", "ad"),
        ("<div class='ad-slot'>Buy three socks, pay two</div>", "ad"),
        ("<p>Story continues below</p>", "ad"),
        ("<p>- Advertisement -</p>", "ad"),
        ("<ul><li>25. November 2021 16:11 Uhr</li><li>› Versenden</li><li>› Drucken</li></ul>", "share"),
        ("<p>Read more: <a href='/2024/tunnel'>The tunnel is closed too</a></p>", "related"),
        ("<p><a href='/2024/tunnel'>The tunnel is closed too</a></p>", "related"),
        ("<p>Читайте также: <a href='/2024/tunnel'>тоннель тоже закрыт</a></p>", "related"),
        ("<div id='related-posts'><p>The tunnel is closed too, says the city.</p></div>", "related"),
        ("<ul><li><a href='/a'>One more story</a></li><li><a href='/b'>Yet another story</a></li></ul>", "related"),
        ("<div class='newsletter-signup'>All the news, every day</div>", "newsletter"),
        ("<div><p>The news in your inbox</p><form><input type='email' name='m'></form></div>", "newsletter"),
        ("<p><a href='/letter'>Sign up for our newsletter</a> and miss nothing</p>", "newsletter"),
        ("<div class='breadcrumbs'>Home / City / Bridges</div>", "navigation"),
        ("<nav>City Sports Weather</nav>", "navigation"),
        ("<p>3 / 17</p>", "navigation"),
        ("<p>Skip to content</p>", "navigation"),
        ("<div style='display:none'>Only for robots</div>", "other"),
    ],
)
def test_clutter_between_paragraphs_is_hidden_with_its_kind(clutter: str, kind: str) -> None:
    article = declutter(page(into=clutter), URL)
    assert paragraphs(article) == list(STORY)
    assert kind in [piece.kind for piece in article.hidden]
    assert all(piece.reason for piece in article.hidden)


@pytest.mark.parametrize(
    "text",
    [
        "<p>“Share this information, please,” he begged the reporters who had come to the river.</p>",
        "<ul><li>Print</li><li>Radio</li><li>Television</li></ul>",
        "<p>Sign up for the cheaper plan before the first of May, the company advises.</p>",
        "<p>“Yes.”</p>",
        "<p>The tunnel is closed, too: read more in <a href='/2024/tunnel'>our report</a> on the tunnel and its builders.</p>",
        "<p>Advertisement pays for most of it, the operator of the bridge explained.</p>",
        "<table><tr><th>Player</th><th>Goals</th></tr><tr class='player-2020'><td>Ana</td><td>4</td></tr></table>",
        "<div class='share-price'>Shares of the builder fell by four percent on Monday.</div>",
        "<p>Related work began in 2019.</p>",
        "<ul><li><a href='https://other.example/report.pdf'>The report of the engineers</a></li></ul>",
    ],
)
def test_lookalikes_are_kept(text: str) -> None:
    assert len(shown(page(into=text))) == 4


def test_the_place_of_a_hidden_piece_is_the_block_before_it() -> None:
    article = declutter(page(into="<p>Advertisement</p>", before="<div class='ad'>Buy socks</div>"), URL)
    assert {piece.text: piece.after for piece in article.hidden if piece.kind == "ad"} == {"Buy socks": -1, "Advertisement": 0}


def test_share_links_tell_how_many_lead_to_share_pages() -> None:
    row = "<div><a href='https://x.com/share?u=1'>a</a><a href='https://t.me/share/url?u=1'>b</a></div>"
    reasons = [piece.reason for piece in declutter(page(into=row), URL).hidden if piece.kind == "share"]
    assert reasons == ["share links: 2 of 2 lead to share pages"]


def test_a_link_to_a_post_inside_a_sentence_stays() -> None:
    link = "<p>She <a href='https://twitter.com/intent/tweet?in_reply_to=1'>answered him</a> within the hour, and he was not amused at all.</p>"
    assert "She answered him within the hour, and he was not amused at all." in shown(page(into=link))


def test_a_standfirst_that_repeats_the_first_paragraph_is_hidden() -> None:
    article = declutter(page(before="").replace("</h1>", f"</h1><p><b>{STORY[0]}</b></p>"), URL)
    assert paragraphs(article) == list(STORY)
    assert kinds(article, STORY[0]) == ["repeat"]


def test_a_standfirst_of_its_own_is_kept_even_outside_the_body() -> None:
    lead = "Cracks in two pillars have closed the oldest bridge of the city for months, and nobody knows what the repair will cost."
    html = (
        f"<html><head><title>Bridge closed</title></head><body><main><header><h1>Bridge closed</h1><p class='x1'>{lead}</p></header>"
        f"<div class='x2'>{''.join(f'<p>{text}</p>' for text in STORY)}</div></main></body></html>"
    )
    assert shown(html) == [lead, *STORY]


def test_the_repeated_headline_and_the_byline_are_hidden() -> None:
    head = "<meta name='author' content='Ana Ruiz'>"
    article = declutter(page(head=head).replace("</h1>", "</h1><p>By Ana Ruiz</p><p>Published: 3 May 2024</p>"), URL)
    assert paragraphs(article) == list(STORY)
    assert kinds(article, "Bridge closed after cracks") == ["repeat"]
    assert article.byline == "Ana Ruiz"


def test_what_comes_after_the_end_is_hidden() -> None:
    tail = "<p>Follow us on every network, and never miss a story again.</p><h3>More stories</h3><p>© 2024 The Example</p>"
    assert shown(page(inside_after=tail)) == list(STORY)


def test_a_heading_goes_with_what_it_heads() -> None:
    box = "<h3>Elsewhere in the city</h3><ul><li><a href='/a'>One story</a></li><li><a href='/b'>Another story</a></li></ul><h3>The repair</h3>"
    assert shown(page(into=box)) == [STORY[0], "The repair", *STORY[1:]]


def test_long_comments_are_hidden_and_a_short_page_of_talk_is_not() -> None:
    talk = "".join(
        f"<p>I drove there number {n} and it was not closed at all, believe me, it was just very slow today.</p>" for n in range(20)
    )
    story = "".join(f"<p>{text} ({n})</p>" for n in range(3) for text in STORY)
    html = f"<html><body><div class='story'>{story}</div><div class='comments'>{talk}</div></body></html>"
    assert not any("believe me" in text for text in shown(html))
    assert any("believe me" in text for text in shown(f"<html><body><div class='comments'>{talk}</div></body></html>"))


def test_a_name_never_hides_most_of_a_page() -> None:
    assert shown(page().replace("class='story'", "class='sidebar'")) == list(STORY)


def test_links_that_open_over_a_word_are_hidden() -> None:
    popup = (
        "<p>The mayor <span class='x'><a href='/p'>Ana Ruiz</a><span><a href='/1'>Ruiz opens school</a> <a href='/2'>Ruiz on water</a> "
        "<a href='/3'>More</a></span></span> was not there when the engineers came to the bridge.</p>"
    )
    assert shown(page(into=popup))[1] == "The mayor Ana Ruiz was not there when the engineers came to the bridge."


def test_pages_whose_names_say_nothing_are_read_too() -> None:
    links = "".join(f"<a class='q{n}' href='/{n}'>Section {n}</a> " for n in range(30))
    story = "".join(f"<div class='z'>{text}</div>" for text in STORY)
    assert shown(
        f"<html><body><div class='a1'>{links}</div><div class='b2'>{story}</div><div class='c3'>{links}</div></body></html>"
    ) == list(STORY)


def test_what_stands_outside_the_article_is_among_the_hidden_pieces() -> None:
    after = "<div>" + "".join(f"<a href='/{n}'>Section {n}</a> " for n in range(30)) + "</div>"
    article = declutter(page(after=after), URL)
    assert paragraphs(article) == list(STORY)
    assert kinds(article, "Section 29") == ["navigation"]


def test_a_label_above_the_text_is_hidden_and_a_salutation_is_not() -> None:
    article = declutter(page(before="").replace(f"<p>{FIRST}</p>", f"<p>生物</p><p>City life</p><p>{FIRST}</p>"), URL)
    assert paragraphs(article) == [FIRST, SECOND, THIRD]
    assert kinds(article, "生物") == ["navigation"]
    assert shown(page().replace(f"<p>{FIRST}</p>", f"<p>Dear readers,</p><p>{FIRST}</p>"))[0] == "Dear readers,"


def test_the_time_of_publication_under_a_standfirst_is_hidden() -> None:
    assert shown(page(into="<p>April 27, 2025</p>")) == list(STORY)


def test_one_weak_word_said_again_and_again_is_no_share_row() -> None:
    row = "<p><a href='https://one.example/a'>link</a></p><p><a href='https://one.example/b'>link</a></p>"
    assert shown(page(into=row)) == [FIRST, "link", "link", SECOND, THIRD]
    assert shown(page(into="<p>Print</p><p>Email</p><p>WhatsApp</p><p>WhatsApp</p>")) == list(STORY)


@pytest.mark.parametrize(
    ("clutter", "kind"),
    [
        ("<p>Empfohlener redaktioneller Inhalt</p>", "other"),
        ("<p>[button link=”/x” type=”big”] Send us yours[/button]</p>", "other"),
        ("<p>Dieser Beitrag wurde veröffentlicht in <a href='/a'>Stadt</a>, <a href='/b'>Verkehr</a></p>", "related"),
        ("<p>This article contains affiliate links, by which we earn a commission.</p>", "ad"),
        ("<p>ਸ਼ੇਅਰ ਕਰੋ</p>", "share"),
        ("<p>اشتہار کے بعد خبر جاری ہے</p>", "ad"),
    ],
)
def test_what_sites_put_between_paragraphs_in_many_languages_is_hidden(clutter: str, kind: str) -> None:
    article = declutter(page(into=clutter), URL)
    assert paragraphs(article) == list(STORY)
    assert [piece.kind for piece in article.hidden if piece.reason != "repeats the title"] == [kind]


def test_an_article_about_affiliate_links_keeps_what_it_says_of_them() -> None:
    said = "".join(f"<p>An affiliate link pays {number} cents for each click.</p>" for number in ("two", "three", "four"))
    assert len(shown(page(into=said))) == 6


def test_who_the_author_is_under_a_heading_that_says_so_is_hidden() -> None:
    assert shown(page(inside_after="<p>筆者紹介</p><p>水城 遥 自然と暮らしを取材している。</p>")) == list(STORY)
    assert shown(page(inside_after="<h3>Sobre el autor</h3><p>Escribe de ríos y de puentes.</p>")) == list(STORY)


@pytest.mark.parametrize("line", ["Weitere Themen aus der Arbeitswelt", "Mehr Themen:", "¡Mira nuestro canal de YouTube!"])
def test_a_line_that_leads_nowhere_at_the_end_is_hidden(line: str) -> None:
    tail = f"<p>{line}</p>" if not line.endswith("!") else f"<h3>{line}</h3>"
    assert shown(page(into=f"<p>{MORE}</p>", inside_after=tail)) == [FIRST, MORE, SECOND, THIRD]


def test_verses_and_the_end_of_a_short_text_are_kept() -> None:
    verses = "<p>The river</p><p>goes on</p><p>under the bridge</p><p>without us</p>"
    assert shown(page(into=f"<p>{MORE}</p>", inside_after=verses))[-1] == "without us"
    assert shown("<html><body><article><p>Rain all day.</p><p>Back tomorrow</p></article></body></html>")[-1] == "Back tomorrow"


def test_what_a_feed_carries_keeps_its_first_and_last_lines() -> None:
    html = f"<p>PDF</p><p>{FIRST}</p><p>{MORE}</p><p>Published by Plane and Vertical, 2025 in English and Korean</p><p>For Ada</p>"
    assert paragraphs(feed_article(html, URL)) == [
        "PDF",
        FIRST,
        MORE,
        "Published by Plane and Vertical, 2025 in English and Korean",
        "For Ada",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "He was a <a class='popup' href='javascript:void(0)'>rather elderly</a> man when the river froze over and the ferry stopped.",
        "What they called him were <span class='promo'>nicknames</span>, given by three clerks who had nothing else to do that winter.",
        "She knew more law-copyists than <a class='popup' href='#n'>scriveners</a>.",
    ],
)
def test_a_word_of_a_sentence_stays_whatever_it_is_named(sentence: str) -> None:
    html = page(into=f"<p>{sentence}</p>")
    words = sentence.split(">")[1].split("<")[0]
    assert any(words in text for text in shown(html))


def test_a_label_beside_a_sentence_goes() -> None:
    html = page(into="<p>The bridge is closed until the summer. <span class='promo'>Join our club</span></p>")
    assert "The bridge is closed until the summer." in shown(html)
