"""An article opens where it was left: another session, another width, a page that was fetched again."""

from __future__ import annotations

from newsreader.config.paths import Paths
from newsreader.library.positions import position_of
from newsreader.model.article import Article
from newsreader.store.articles import keep_article
from tests.builders import NOW
from tests.tui.driving import driven, make_app, press, screen_text
from tests.tui.reading import library_with, long_blocks, paragraph, text_of

SIZE = (130, 30)


def first_paragraph(text: str) -> int:
    """The number of the first paragraph that is seen whole."""
    numbers = [int(part.split(".")[0]) for part in text.split("Paragraph ")[1:]]
    return numbers[0]


async def left_at(paths: Paths, *keys: str, size: tuple[int, int] = SIZE) -> int:
    """Open the first headline, press keys, quit; gives the paragraph that was seen first."""
    app = make_app(paths)
    async with driven(app, size) as pilot:
        await press(pilot, app, "1", "enter", *keys)
        return first_paragraph(screen_text(app))


async def test_it_opens_where_it_was_left_in_any_width(paths: Paths) -> None:
    store, entry_id = library_with(paths, *long_blocks())
    seen = await left_at(paths, "space", "space", "j")
    kept = position_of(store, entry_id)
    assert kept is not None
    assert 0 < kept.progress < 1
    assert await left_at(paths) == seen
    assert await left_at(paths, size=(200, 50)) in (seen, seen + 1)
    assert await left_at(paths, size=(64, 20)) in (seen, seen + 1)
    assert position_of(store, entry_id) == kept


async def test_a_page_that_was_fetched_again_opens_at_the_same_words(paths: Paths) -> None:
    store, entry_id = library_with(paths, *long_blocks())
    seen = await left_at(paths, "space", "space")
    blocks = (*[paragraph(f"New text {n}.") for n in range(9)], *long_blocks())
    keep_article(store, entry_id, "page", text_of(Article(title="A story", words=600, blocks=blocks)), 600, NOW)
    assert await left_at(paths) == seen


async def test_words_that_are_gone_open_near_where_they_were(paths: Paths) -> None:
    store, entry_id = library_with(paths, *long_blocks())
    seen = await left_at(paths, "space", "space")
    blocks = tuple(paragraph(f"Paragraph {n}. Every word of this was written anew by somebody else.") for n in range(60))
    keep_article(store, entry_id, "page", text_of(Article(title="A story", words=600, blocks=blocks)), 600, NOW)
    assert abs(await left_at(paths) - seen) <= 2


async def test_an_article_that_was_read_to_its_end_opens_at_its_top(paths: Paths) -> None:
    store, entry_id = library_with(paths, *long_blocks())
    await left_at(paths, "G")
    kept = position_of(store, entry_id)
    assert kept is not None
    assert kept.progress == 1
    assert await left_at(paths) == 0


async def test_the_place_is_on_the_disk_when_another_article_is_read(paths: Paths) -> None:
    store, entry_id = library_with(paths, *long_blocks())
    app = make_app(paths)
    async with driven(app, SIZE) as pilot:
        await press(pilot, app, "1", "enter", "space", "space", "J")
        kept = position_of(store, entry_id)
        assert kept is not None
        assert kept.anchor
        await press(pilot, app, "K")
        assert "% · 2 min left" in screen_text(app)


async def test_nothing_is_kept_of_what_was_only_looked_at(paths: Paths) -> None:
    store, entry_id = library_with(paths, *long_blocks())
    await left_at(paths)
    assert position_of(store, entry_id) is None
