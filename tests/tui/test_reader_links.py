"""Links by number, letters and list; linked pages in the reader, with a way back; nothing is opened that the reader was not told of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsreader.config.paths import Paths
from newsreader.library.reading import make_feed_article
from newsreader.model.article import Footnote, Heading, Paragraph, Span
from newsreader.model.events import LinkReady
from newsreader.model.jobs import FetchLink, Save
from newsreader.model.parsed import Enclosure
from newsreader.render.layout import Line, Piece
from newsreader.store.connection import Store
from newsreader.tui.panes.hints import labels, with_hints
from tests.builders import add_entries, add_feed, entry
from tests.tui.driving import driven, make_app, press, screen_lines, screen_text, settled, worker_of
from tests.tui.reading import URL, keep_page_of, library_with, long_blocks, paragraph

REPORT = "https://other.example/report"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that would have been opened in a browser."""
    seen: list[str] = []
    monkeypatch.setattr("newsreader.programs.browser.open_in_browser", lambda url, _command="": seen.append(url))
    return seen


def linked(*links: tuple[str, str]) -> Paragraph:
    """A paragraph of links: what each is called, and where it leads."""
    spans = [span for words, url in links for span in (Span(words, link=url), Span(" and "))]
    return Paragraph((Span("See "), *spans[:-1], Span(".")))


async def test_letters_choose_a_link_and_its_host_is_told_before(paths: Paths, opened: list[str]) -> None:
    library_with(paths, linked(("the report", REPORT + "?utm_source=rss"), ("the law", "https://law.example/")))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "f")
        text = screen_text(app)
        assert "ahe report" in text
        assert "a other.example" in text
        assert "s law.example" in text
        await press(pilot, app, "a")
        assert opened == [REPORT]
        assert "the report" in screen_text(app)
        assert "opened other.example" in screen_text(app)


async def test_a_podcast_is_in_the_list_of_links_and_opens_where_there_is_no_page(paths: Paths, opened: list[str]) -> None:
    sound = Enclosure("https://cdn.example/ep2.mp3", "audio/mpeg", 12 << 20)
    store = Store(paths.library)
    (first,) = add_entries(store, add_feed(store), replace(entry("bees"), url=None, enclosures=(sound,)))
    make_feed_article(store, first)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter")
        assert "▸ Audio: ep2.mp3 · 12 MB" in screen_text(app)
        await press(pilot, app, "o")
        assert opened == [sound.url]
        await press(pilot, app, "U")
        assert "Audio: ep2.mp3 · 12 MB" in screen_text(app)
        assert "cdn.example" in screen_text(app)


async def test_letters_choose_a_link_to_copy_without_what_only_watches(paths: Paths, opened: list[str]) -> None:
    library_with(paths, linked(("the report", REPORT + "?utm_source=rss"), ("the law", "https://law.example/")))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", ";", "y")
        assert "a other.example" in screen_text(app)
        await press(pilot, app, "a")
        assert app.main.status.words == f"copied {REPORT} · to the terminal"
        assert opened == []


async def test_a_key_that_is_no_label_leaves_the_letters(paths: Paths, opened: list[str]) -> None:
    library_with(paths, linked(("the report", REPORT)), *long_blocks())
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "f", "escape", "a", "escape", "f", "z", "f", "down")
        assert "ahe report" not in screen_text(app)
        assert app.main.reader.scrolled
        assert opened == []


async def test_a_number_says_where_its_link_leads_before_a_browser_opens(paths: Paths, opened: list[str]) -> None:
    library_with(paths, linked(("the report", REPORT)), *long_blocks(40))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "1")
        assert "link 1: " in screen_text(app)
        assert opened == []
        before = app.main.reader.place
        await press(pilot, app, "j")
        assert (opened, app.main.reader.place != before) == ([], True)
        await press(pilot, app, "1", "escape", "1", "enter")
        assert opened == [REPORT]


async def test_a_text_that_names_another_host_is_asked_about(paths: Paths, opened: list[str]) -> None:
    library_with(paths, linked(("https://bank.example/login", "https://evil.test/x")))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "1", "enter")
        assert opened == []
        assert "the text says bank.example" in screen_text(app)
        assert "evil.test" in screen_text(app)
        await press(pilot, app, "n", "1", "1", "y")
        assert opened == ["https://evil.test/x"]


async def test_a_link_is_read_here_and_the_way_back_leads_to_its_place(paths: Paths, opened: list[str]) -> None:
    store, entry_id = library_with(paths, *long_blocks(40), linked(("the report", REPORT)), *long_blocks(20, "Later"))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "slash", *"report", "enter", "escape")
        before = app.main.reader.place
        await press(pilot, app, "F", "a")
        assert FetchLink(REPORT, entry_id) in worker_of(app).jobs
        keep_page_of(store, REPORT, "The report", paragraph("What was found."))
        worker_of(app).tell(LinkReady(9, REPORT, entry_id))
        await settled(pilot, app)
        text = screen_text(app)
        assert "What was found." in text
        assert "H goes back" in text
        await press(pilot, app, "o", "+", "H")
        assert opened == [REPORT]
        assert Save(REPORT) in worker_of(app).jobs
        assert app.main.reader.place == before
        assert "the report" in screen_text(app)
        await press(pilot, app, "F", "a")  # it is there now, and nobody is asked
        assert "What was found." in screen_text(app)
        assert worker_of(app).jobs.count(FetchLink(REPORT, entry_id)) == 1


async def test_a_link_of_the_page_to_itself_leads_to_its_heading_and_back(paths: Paths) -> None:
    contents = linked(("What was agreed", f"{URL}#What_was-agreed"), ("2. Later", f"{URL}#s2"), ("nowhere", f"{URL}#x"))
    later = (*long_blocks(20), Heading(2, (Span("What was agreed"),)), *long_blocks(20), Heading(2, (Span("2. Later"),)), *long_blocks(20))
    library_with(paths, contents, *later)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter")
        before = app.main.reader.place
        for letter, words in (("a", "What was agreed"), ("s", "2. Later")):
            await press(pilot, app, "F", letter)
            lines, seen = app.main.reader.lines, app.main.reader.seen
            assert lines is not None
            assert next(text for at in seen if (text := lines[at].text.strip())) == words
            await press(pilot, app, "H")
            assert app.main.reader.place == before
        await press(pilot, app, "F", "d")
        assert app.main.status.words == "this leads to a place on this same page"
        assert not any(isinstance(job, FetchLink) for job in worker_of(app).jobs)


async def test_a_page_that_comes_late_replaces_nothing_that_is_read(paths: Paths) -> None:
    store, entry_id = library_with(paths, linked(("the report", REPORT)), *long_blocks())
    keep_page_of(store, REPORT + "?other", "Other", paragraph("Other page."))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "F", "a", "j")
        keep_page_of(store, REPORT, "The report", paragraph("What was found."))
        worker_of(app).tell(LinkReady(9, REPORT, entry_id))
        await settled(pilot, app)
        assert "What was found." not in screen_text(app)
        assert "choose its link once more" in screen_text(app)
        await press(pilot, app, "k", "F", "a", "J")
        worker_of(app).tell(LinkReady(9, REPORT, entry_id))
        await settled(pilot, app)
        assert "What was found." not in screen_text(app)


async def test_offline_it_says_at_once_that_a_page_is_not_here(paths: Paths) -> None:
    library_with(paths, linked(("the report", REPORT)))
    app = make_app(paths, offline=True)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "F", "a")
        assert "offline: this page of other.example was never opened" in screen_text(app)
        assert not any(isinstance(job, FetchLink) for job in worker_of(app).jobs)


async def test_all_links_are_listed_with_where_they_lead(paths: Paths, opened: list[str]) -> None:
    library_with(paths, linked(("the report", REPORT), ("bank.example", "https://evil.test/")))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "U")
        text = screen_text(app)
        assert "the report" in text
        assert "other.example" in text
        assert "⚠ evil.test" in text
        await press(pilot, app, "enter")
        assert opened == [REPORT]
        await press(pilot, app, "U", "down", "ctrl+y")
        assert "copied https://evil.test/" in screen_text(app)


@pytest.mark.parametrize("key", ["f", "F"])
async def test_a_note_that_is_in_sight_already_is_told(paths: Paths, key: str) -> None:
    library_with(paths, Paragraph((Span("It was so"), Span("1", note="1"), Span("."))), Footnote("1", (paragraph("Said in May."),)))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", key, "a")
        assert "Said in May." in app.main.status.words
        await press(pilot, app, "H")
        assert app.main.status.words == "there is nothing to go back to"


async def test_a_mark_without_its_note_is_told(paths: Paths) -> None:
    library_with(paths, Paragraph((Span("It was so"), Span("1", note="1"), Span("."))))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "F", "a")
        assert app.main.status.words == "the note of this mark isn't in the article"


async def test_why_a_page_could_not_be_had_is_told_in_as_many_rows_as_it_takes(paths: Paths) -> None:
    library_with(paths, *long_blocks())
    app = make_app(paths)
    async with driven(app, (100, 30)) as pilot:
        await press(pilot, app, "1", "enter")
        app.main.reader.note("a server somewhere far away answered something that nobody understood · this is the feed's own text")
        await settled(pilot, app)
        assert "nobody understood · this is the feed's own text" in " ".join(" ".join(line[-40:] for line in screen_text(app).split("\n")).split())


async def test_a_note_over_the_text_hides_no_line_from_who_pages_on(paths: Paths) -> None:
    library_with(paths, *long_blocks())
    app = make_app(paths)
    async with driven(app, (100, 30)) as pilot:
        await press(pilot, app, "1", "enter")
        app.main.reader.note("a server somewhere far away answered something that nobody understood · this is the feed's own text " * 2)
        await settled(pilot, app)
        covered = [line for line in screen_lines(app) if "nobody understood" in line or "own text" in line]
        uncovered = app.main.reader.seen[-1] - len(covered)
        await press(pilot, app, "space")
        assert len(covered) > 2
        assert app.main.reader.seen[0] <= uncovered
        assert "nobody understood" not in screen_text(app)


async def test_every_link_in_sight_has_letters_however_many_there_are_and_no_other_has(paths: Paths, opened: list[str]) -> None:
    many = [linked(*((f"w{line}x{number}", f"https://l{line}.example/{number}") for number in range(4))) for line in range(40)]
    library_with(paths, *many)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "space", "f")
        seen = app.main.reader.links_in_view()
        marks = app.main.links._marks
        assert len(seen) > 26
        assert sorted(mark.number for mark in marks.values()) == sorted(number for _, _, number in seen)
        assert {len(label) for label in marks} == {2}
        assert {mark.line for mark in marks.values()} <= set(app.main.reader.seen)
        label, mark = list(marks.items())[-1]
        await press(pilot, app, *label)
        assert opened == [app.main.reader.links[mark.number - 1]]


async def test_a_picture_that_gets_room_meanwhile_is_no_going_on(paths: Paths) -> None:
    store, entry_id = library_with(paths, linked(("the report", REPORT)), *long_blocks())
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "j", "F", "a")
        assert app.main.reader.article is not None
        app.main.reader._complete = replace(app.main.reader.article, blocks=(*app.main.reader.article.blocks, *long_blocks(60, "More")))
        app.main.reader.lay_out_again()
        keep_page_of(store, REPORT, "The report", paragraph("What was found."))
        worker_of(app).tell(LinkReady(9, REPORT, entry_id))
        await settled(pilot, app)
        assert "What was found." in screen_text(app)
        assert "H back" in screen_text(app)
        assert "getting the page" not in screen_text(app)


async def test_a_footnote_and_the_way_back_from_it(paths: Paths) -> None:
    library_with(paths, Paragraph((Span("It was so"), Span("1", note="1"), Span("."))), *long_blocks(), Footnote("1", (paragraph("Said in May."),)))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter")
        assert "Said in May." not in screen_text(app)
        await press(pilot, app, "f", "a")
        assert "Said in May." in screen_text(app)
        await press(pilot, app, "H")
        assert "It was so" in screen_text(app)
        assert "Said in May." not in screen_text(app)


async def test_the_number_of_a_link_can_be_long(paths: Paths, opened: list[str]) -> None:
    library_with(paths, linked(*((f"link {n}", f"https://l{n}.example/") for n in range(1, 15))))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "#", "1", "2", "enter", "enter", "#", "9", "9", "enter")
        assert opened == ["https://l12.example/"]
        assert "there is no link 99" in screen_text(app)


def test_labels_are_as_short_as_can_be_and_none_begins_another() -> None:
    assert labels(3) == ["a", "s", "d"]
    many = labels(30)
    assert len(set(many)) == 30
    assert {len(label) for label in many} == {2}


@pytest.mark.parametrize("text", ["the report", "ab", "報告書を見る", "a", "मौसम बारिश", "👩\u200d👩\u200d👧 x", "ab報"])
def test_letters_over_a_line_leave_its_width_as_it_was(text: str) -> None:
    from newsreader.text.width import width

    line = Line((Piece("See ", "text"), Piece(text, "link", 1), Piece("¹", "number", 1), Piece(" now and then", "text")), 0)
    drawn = with_hints(line, [(4, "df")])
    assert width(drawn.text) == width(line.text)
    assert drawn.text.startswith("See df")
