"""Who wrote an article and when, and whether it is all there, in the languages that people read."""

from __future__ import annotations

import pytest

from newsreader.declutter.page import declutter
from newsreader.model.article import Article
from newsreader.text.dates import best_time, time_of
from tests.declutter.pages import STORY, URL

MAY = "2024-05-03"
# A byline as it stands under a title, the name in it, and a date in words.
LINES = [
    ("en", "By Ana Ruiz", "Ana Ruiz", "May 3, 2024"),
    ("hi", "लेखक: अमित शर्मा", "अमित शर्मा", "3 मई 2024"),
    ("pa", "ਲੇਖਕ: ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "3 ਮਈ 2024"),
    ("ur", "تحریر: احمد خان", "احمد خان", "3 مئی 2024"),
    ("bn", "লেখক: রহিম উদ্দিন", "রহিম উদ্দিন", "৩ মে ২০২৪"),
    ("ta", "எழுதியவர்: முத்து குமார்", "முத்து குமார்", "3 மே 2024"),
    ("te", "రచన: రవి కుమార్", "రవి కుమార్", "3 మే 2024"),
    ("es", "Por Ana Ruiz y José de la Cruz", "Ana Ruiz y José de la Cruz", "3 de mayo de 2024"),
    ("pt", "Por João da Silva", "João da Silva", "3 de maio de 2024"),
    ("fr", "Par Zoé d'Arcy", "Zoé d'Arcy", "le 3 mai 2024"),
    ("de", "Von Jan von der Heide", "Jan von der Heide", "3. Mai 2024"),
    ("it", "di Anna Rossi", "Anna Rossi", "3 maggio 2024"),
    ("nl", "Door Piet van den Berg", "Piet van den Berg", "3 mei 2024"),
    ("pl", "Autor: Łukasz Nowak", "Łukasz Nowak", "3 maja 2024"),
    ("ru", "Автор: Иван Петров", "Иван Петров", "3 мая 2024 г."),
    ("uk", "Автор: Олена Коваль", "Олена Коваль", "3 травня 2024"),
    ("tr", "Yazan: Ayşe Yılmaz", "Ayşe Yılmaz", "3 Mayıs 2024"),
    ("ar", "بقلم: أحمد علي", "أحمد علي", "3 مايو 2024"),
    ("fa", "نویسنده: رضا کریمی", "رضا کریمی", "۱۴ اردیبهشت ۱۴۰۳"),
    ("id", "Oleh Budi Santoso", "Budi Santoso", "3 Mei 2024"),
    ("zh", "作者：王小明", "王小明", "2024年5月3日"),
    ("ja", "山田太郎 記者", "山田太郎", "2024年5月3日"),
    ("ko", "김철수 기자", "김철수", "2024년 5월 3일"),
]


def titled(lines: str, language: str = "en", head: str = "", after: str = "", story: tuple[str, ...] | list[str] = STORY) -> Article:
    """A page with lines between its title and its story."""
    text = "".join(f"<p>{part}</p>" for part in story)
    html = f"<html lang='{language}'><head>{head}</head><body><article><h1>Bridge closed</h1>{lines}{text}{after}</article></body></html>"
    return declutter(html, URL)


@pytest.mark.parametrize(("language", "line", "name", "date"), LINES, ids=[line[0] for line in LINES])
def test_a_line_under_the_title_says_who_and_when(language: str, line: str, name: str, date: str) -> None:
    article = titled(f"<p>{line}</p><div class='post-date'>{date}</div>", language)
    assert article.byline == name
    assert article.published == MAY


@pytest.mark.parametrize(
    "line",
    ["By the time it was built, nobody came.", "Por fin", "Von der Brücke", "By 2024", "Di notte", "By", "Autor:", "Oleh karena itu, jembatan ditutup"],
)
def test_a_line_that_only_begins_so_is_no_byline(line: str) -> None:
    assert titled(f"<p>{line}</p>").byline is None


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<div class='byline'>By <a rel=author href=/ana>Ana Ruiz</a> | 3 May 2024</div>", "Ana Ruiz"),
        ("<span class='c-author__name'>Ana Ruiz</span>", "Ana Ruiz"),
        ("<p class='meta'><span class='post-author'>Written by: Ana Ruiz and Bo Lind, May 3, 2024 12:01 PM</span></p>", "Ana Ruiz and Bo Lind"),
        ("<div itemprop=author itemscope itemtype='https://schema.org/Person'><b itemprop=name>Ana Ruiz</b><i>Editor</i></div>", "Ana Ruiz"),
        ("<p><span rel='schema:author' typeof='schema:Person'><span property='schema:name'>Ana Ruiz</span></span></p>", "Ana Ruiz"),
        ("<form class=comments><label class='comment-author'>Name *</label></form>", None),
        ("<div class=comments><span class=author>Troll</span></div>", None),
        ("<aside><a rel=author href=/x>Somebody Else</a></aside>", None),
        ("<span class=author>admin</span>", None),
        ("<p class=byline>By Unknown</p>", None),
    ],
)
def test_bylines_in_many_forms(html: str, name: str | None) -> None:
    assert titled(html).byline == name


@pytest.mark.parametrize(
    ("html", "published", "modified"),
    [
        ("<time datetime='2024-05-03T08:00:00+02:00'>this morning</time>", "2024-05-03T08:00:00+02:00", None),
        ("<p>Updated <time datetime='2024-05-04T08:00Z'>now</time></p>", None, "2024-05-04T08:00Z"),
        ("<p class=dateline>Published: 3 May 2024, 14:05 | Updated: 4 May 2024, 9:10 GMT</p>", "2024-05-03T14:05", "2024-05-04T09:10Z"),
        ("<p class=date>Veröffentlicht am 3. Mai 2024, aktualisiert am 4. Mai 2024</p>", "2024-05-03", "2024-05-04"),
        ("<span class=date>公開日 2024年5月3日 更新日 2024年5月4日</span>", "2024-05-03", "2024-05-04"),
        ("<abbr class=published title='2024-05-03T08:00:00Z'>Friday</abbr>", "2024-05-03T08:00:00Z", None),
        ("<meta itemprop=datePublished content='2024-05-03'><meta itemprop=dateModified content='2024-05-04'>", "2024-05-03", "2024-05-04"),
        ("<span property='schema:dateCreated' content='2024-05-03T08:00:00+00:00'></span>", "2024-05-03T08:00:00+00:00", None),
        ("<aside><time datetime='2020-01-01'>old</time></aside><p class=date>3/4/2024</p>", None, None),
    ],
)
def test_times_in_many_forms(html: str, published: str | None, modified: str | None) -> None:
    article = titled(html)
    assert (article.published, article.modified) == (published, modified)


@pytest.mark.parametrize(
    ("text", "language", "time"),
    [
        ("2019-11-18 20:58:46", None, "2019-11-18T20:58:46"),
        ("2024-05-03T08:00:00.123+0200", None, "2024-05-03T08:00:00+02:00"),
        ("Fri, 03 May 2024 08:00:00 +0200", None, "2024-05-03T08:00:00+02:00"),
        ("1714723200", None, "2024-05-03T08:00:00Z"),
        ("May 04, 2025 2:20 PM IST", "en-IN", "2025-05-04T14:20+05:30"),
        ("May 04, 2025 2:20 PM IST", "he", "2025-05-04T14:20"),
        ("04 Mei 2025, 14:20 WIB", "id", "2025-05-04T14:20+07:00"),
        ("2024년 5월 3일 오후 2:05", "ko", "2024-05-03T14:05"),
        ("13/4/2024", None, "2024-04-13"),
        ("3/4/2024", None, None),
        ("1 listopada 2024", "pl", "2024-11-01"),
        ("31 February 2024", None, None),
        ("0001-01-01T00:00:00Z", None, None),
        ("yesterday", None, None),
        ("۱ فروردین ۱۴۰۳", "fa", "2024-03-20"),
        ("30 اسفند 1403", "fa", "2025-03-20"),
        ("x" * 10_000, None, None),
    ],
)
def test_a_time_is_what_it_can_only_be(text: str, language: str | None, time: str | None) -> None:
    assert time_of(text, language) == time


def test_a_time_with_its_zone_goes_before_one_without_that_tells_the_same_day() -> None:
    assert best_time(["2019-11-18 20:58:46", "2019-11-19T04:58:46Z"]) == "2019-11-19T04:58:46Z"
    assert best_time(["2019-11-18", "2020-01-01T00:00:00Z"]) == "2019-11-18"
    assert best_time(["nonsense", None, "2019-11-18", "2019-11-18T10:00"]) == "2019-11-18T10:00"


# The sentence with which a page keeps the rest of its article.
WALLS = {
    "en": "Subscribe to continue reading this story.", "hi": "पूरी खबर पढ़ने के लिए सब्सक्राइब करें।", "pa": "ਅੱਗੇ ਪੜ੍ਹਨ ਲਈ ਸਬਸਕ੍ਰਾਈਬ ਕਰੋ।",
    "ur": "مکمل مضمون پڑھنے کے لیے سبسکرائب کریں۔", "bn": "পড়া চালিয়ে যেতে সাবস্ক্রাইব করুন।", "ta": "தொடர்ந்து வாசிக்க சந்தா செலுத்தவும்.",
    "te": "పూర్తిగా చదవడానికి సబ్‌స్క్రైబ్ చేయండి.", "es": "Suscríbete para seguir leyendo.", "pt": "Assine para continuar lendo.",
    "fr": "La suite est réservée aux abonnés.", "de": "Um weiterzulesen, brauchen Sie ein Abo.", "it": "Abbonati per continuare a leggere.",
    "nl": "Om verder te lezen heb je een abonnement nodig.", "pl": "Aby czytać dalej, wykup dostęp.", "ru": "Чтобы читать дальше, оформите подписку.",
    "uk": "Щоб читати далі, оформіть передплату.", "tr": "Okumaya devam etmek için abone olun.", "ar": "اشترك لمتابعة القراءة.",
    "fa": "برای ادامه مطالعه اشتراک بخرید.", "id": "Berlangganan untuk melanjutkan membaca.", "zh": "订阅后继续阅读全文。",
    "ja": "この記事は有料会員限定です。", "ko": "계속 읽으려면 구독하세요.",
}  # fmt: skip


@pytest.mark.parametrize("language", WALLS)
def test_a_page_that_keeps_the_rest_says_so_in_every_language(language: str) -> None:
    notice = titled("", language, after=f"<p>{WALLS[language]}</p>", story=STORY[:1]).notice
    assert notice is not None
    assert "subscribers" in notice


@pytest.mark.parametrize(
    "head",
    [
        "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"isAccessibleForFree\": \"False\"}</script>",
        "<script type='application/ld+json'>[{\"@graph\": [{\"@type\": [\"Article\"], \"hasPart\": {\"isAccessibleForFree\": false}}]}]</script>",
        "<meta property='article:content_tier' content='locked'>",
        "<meta itemprop='isAccessibleForFree' content='false'>",
    ],
)
def test_a_page_may_say_in_its_head_that_it_is_for_subscribers(head: str) -> None:
    notice = titled("", head=head, story=STORY[:1]).notice
    assert notice is not None
    assert "for subscribers" in notice


@pytest.mark.parametrize("words", ["Continue reading", "Weiterlesen", "Lire la suite", "Читать далее", "续", "続きを読む", "…"])
def test_a_page_that_breaks_off_says_so(words: str) -> None:
    cut = titled("", after=f"<p><a href='/all'>{words}</a></p>", story=[STORY[0].rstrip(".") + ("…" if words in "…续" else ".")])
    assert cut.notice == "This article breaks off on the page itself."


@pytest.mark.parametrize(
    "html",
    [
        "<nav><a href='/p'>Premium content</a> <a href='/l'>Already a subscriber? Sign in</a></nav>",
        "<div class=promo>Start your free trial today.</div>",
        "<p>The paper says that it has a million subscribers, and that most became members only last year.</p>",
    ],
)
def test_a_page_that_only_mentions_subscriptions_is_whole(html: str) -> None:
    assert titled(html).notice is None
    assert titled("", after=f"<footer>{html}</footer>").notice is None


def test_a_long_text_about_paywalls_is_whole() -> None:
    story = [f"{part} ({n})" for n in range(12) for part in STORY]
    assert titled("", story=story, after="<p>“Subscribe to continue reading” was all that the page said.</p>").notice is None


@pytest.mark.parametrize(
    ("title", "site", "wanted"),
    [
        ("Bridge closed | The Example", "The Example", "Bridge closed"),
        ("The Example: Bridge closed after cracks", None, "The Example: Bridge closed after cracks"),
        ("桥梁关闭_示例新闻", "示例新闻", "桥梁关闭"),
        ("橋が閉鎖｜例新聞", "例新聞", "橋が閉鎖"),
        ("다리 폐쇄 - 예시일보", "예시일보", "다리 폐쇄"),
        ("Мост закрыт — Пример", "Пример", "Мост закрыт"),
        ("الجسر مغلق | المثال", "المثال", "الجسر مغلق"),
        ("Bridge closed - news.example", None, "Bridge closed"),
        ("Brücke - gesperrt - Beispiel", "Beispiel", "Brücke - gesperrt"),
        ("2024-05-03", None, "2024-05-03"),
    ],
)
def test_a_title_without_its_site(title: str, site: str | None, wanted: str) -> None:
    name = f"<meta property='og:site_name' content='{site}'>" if site else ""
    assert declutter(f"<head><title>{title}</title>{name}</head><p>{STORY[0]}</p>", URL).title == wanted


def test_a_heading_that_is_the_sites_name_is_no_title() -> None:
    head = "<title>The Example | Bridge closed after cracks</title><meta property='og:site_name' content='The Example'>"
    assert declutter(f"<head>{head}</head><body><h1>The Example</h1><p>{STORY[0]}</p>", URL).title == "Bridge closed after cracks"


def test_scripts_in_a_heading_or_a_byline_are_none_of_its_words() -> None:
    html = f"<h1>Bridge<script>var x=1</script> closed</h1><p class=byline>By <script>track()</script>Ana Ruiz</p><p>{STORY[0]}</p>"
    article = declutter(f"<html><body>{html}</body></html>", URL)
    assert (article.title, article.byline) == ("Bridge closed", "Ana Ruiz")


def test_what_json_ld_only_names_is_looked_up_in_its_graph() -> None:
    graph = """<script type='application/ld+json'><!--
    {"@graph": [
      {"@type": "NewsArticle", "headline": "Another story", "url": "https://news.example/other", "articleBody": "x", "author": {"name": "No One"}},
      {"@type": "NewsArticle", "headline": "Bridge closed", "mainEntityOfPage": {"@id": "%s"}, "author": [{"@id": "#ana"}, {"@id": "#bo"}],
       "publisher": {"@id": "#us"}, "image": {"@id": "#picture"}, "datePublished": "2024-05-03T08:00:00Z", "inLanguage": "en-GB"},
      {"@type": "Person", "@id": "#ana", "name": "Ana Ruiz"}, {"@type": "Person", "@id": "#bo", "name": "Bo Lind"},
      {"@type": "Organization", "@id": "#us", "name": "The Example"},
      {"@type": "ImageObject", "@id": "#picture", "url": "https://news.example/b.jpg", "caption": "The bridge"}]}
    --></script>""".replace("%s", URL)
    article = declutter(f"<html><head>{graph}</head><body><h1>Bridge closed</h1><p>{STORY[0]}</p></body></html>", URL)
    assert (article.title, article.byline, article.site) == ("Bridge closed", "Ana Ruiz, Bo Lind", "The Example")
    assert (article.published, article.language) == ("2024-05-03T08:00:00Z", "en-GB")
    assert article.lead_image is not None
    assert (article.lead_image.url, article.lead_image.alt) == ("https://news.example/b.jpg", "The bridge")


def test_the_lead_image_has_the_words_that_the_page_has_for_it() -> None:
    head = "<meta property='og:image' content='https://cdn.example/big/bridge.jpg'>"
    article = titled("<img src='/small/bridge.jpg' alt='The bridge at dawn'>", head=head)
    assert article.lead_image is not None
    assert article.lead_image.alt == "The bridge at dawn"


def test_the_front_page_is_no_storys_address() -> None:
    assert titled("", head="<link rel=canonical href='/'><meta property='og:url' content='/bridge'>").url == "https://news.example/bridge"
    assert titled("", head="<link rel=canonical href='https://news.example/'>").url == URL


def test_a_page_that_says_nothing_of_its_direction_has_that_of_its_letters() -> None:
    assert declutter("<body><p>أغلق الجسر القديم بعد ظهور شقوق في أعمدته</p></body>").direction == "rtl"
    assert declutter("<body><p>The old bridge, الجسر, was closed.</p></body>").direction == "ltr"
    assert declutter("<html dir=ltr><body><p>أغلق الجسر القديم</p></body></html>").direction == "ltr"
