"""What declutter did is corrected from the reader: a piece is pointed at, its rule tried, asked for and kept, and taken back."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

from newsreader.config.paths import Paths
from newsreader.model.article import Article, Hidden
from newsreader.model.events import ArticleReady, RuleTried
from newsreader.model.jobs import FetchPage, Job, OpenEntry, OpenWhole, RemakeSite, TryRule
from newsreader.render.json import to_json
from newsreader.render.lines import to_lines
from newsreader.store.articles import keep_article
from newsreader.tui.panes.pieces import Target, targets
from newsreader.tui.panes.reader import ReaderPane
from newsreader.tui.parts.sites import details
from tests.builders import NOW
from tests.tui.driving import FakeWorker, driven, make_app, press, screen_text, settled, worker_of
from tests.tui.reading import library_with, long_blocks, paragraph

ADVERT = Hidden("ad", "ad label", "Advertisement", 0)
BOX = Hidden("promo", "named “promo” by the page", "Read our magazine, every week, with pictures and crosswords for long evenings", 1)
HIDDEN = (ADVERT, BOX)


def last(worker: FakeWorker, *kinds: type[Job]) -> Job:
    """The last job of some kinds."""
    return [job for job in worker.jobs if isinstance(job, kinds)][-1]


def seen(reader: ReaderPane) -> list[str]:
    """The lines that are in sight."""
    return [reader.lines[at].text for at in reader.seen] if reader.lines is not None else []


def rules_of(paths: Paths) -> Path:
    return paths.sites_dir / "site.example.toml"


def test_blocks_and_hidden_pieces_can_be_pointed_at_in_their_order() -> None:
    article = Article(blocks=(paragraph("One " * 40), paragraph("Two"), paragraph("Three")), hidden=HIDDEN)
    lines = to_lines(article, 40, show_hidden=True)
    lines.finish()
    found = targets(lines, article)
    assert [(each.block, each.hidden) for each in found] == [(0, None), (0, ADVERT), (1, None), (1, BOX), (2, None)]
    assert all(before.last < after.first for before, after in pairwise(found))
    assert "One" in lines[found[0].last].text
    plain = to_lines(article, 40)
    plain.finish()
    assert [(each.block, each.hidden) for each in targets(plain, article)] == [(0, None), (1, None), (2, None)]
    assert isinstance(found[0], Target)


async def test_a_block_is_hidden_on_its_site_after_a_look_and_back_by_undo(paths: Paths) -> None:
    _, entry = library_with(paths, paragraph("One, as it stands"), paragraph("Two, like others"))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "!", "j", "j")
        assert "hide its like on site.example" in screen_text(app)
        await press(pilot, app, "enter")
        worker = worker_of(app)
        assert worker.jobs[-1] == TryRule(entry, "hide", index=2)
        worker.tell(RuleTried(9, entry, "hide", "site.example", "div.box", pages=4, elsewhere=2, samples=("Like this", "And this")))
        await settled(pilot, app)
        text = screen_text(app)
        assert "Hide div.box on site.example" in text
        assert "Like this" in text
        assert not rules_of(paths).exists()
        await press(pilot, app, "y")
        assert '[[hide]]\nmatch = "div.box"\nadded = "' in rules_of(paths).read_text(encoding="utf-8")
        assert last(worker, RemakeSite) == RemakeSite("site.example")
        assert "u undoes" in screen_text(app)
        await press(pilot, app, "u")
        assert "div.box" not in rules_of(paths).read_text(encoding="utf-8")
        assert last(worker, RemakeSite) == RemakeSite("site.example")


async def test_a_rule_that_was_refused_is_not_kept(paths: Paths) -> None:
    _, entry = library_with(paths, paragraph("One"))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "!", "!")
        worker_of(app).tell(RuleTried(9, entry, "hide", "site.example", "div.box", pages=1))
        await settled(pilot, app)
        await press(pilot, app, "n")
        assert not rules_of(paths).exists()
        worker_of(app).tell(RuleTried(10, entry, "hide", error="the page isn't in the cache any more"))
        await settled(pilot, app)
        assert "isn't in the cache" in screen_text(app)


async def test_a_hidden_piece_is_asked_for_by_what_hid_it(paths: Paths) -> None:
    _, entry = library_with(paths, paragraph("One"), paragraph("Two"), hidden=HIDDEN)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "!", "X", "j")
        assert "bring it back on site.example" in screen_text(app)
        await press(pilot, app, "enter")
        assert worker_of(app).jobs[-1] == TryRule(entry, "show", "Advertisement", kind="ad", reason="ad label")


async def test_other_keys_leave_the_pointing_and_do_what_they_do(paths: Paths) -> None:
    library_with(paths, paragraph("One"))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "!", "escape")
        assert not app.main.reader.pointing
        await press(pilot, app, "!", "h")
        assert app.main.active == "headlines"
        assert not any(isinstance(job, TryRule) for job in worker_of(app).jobs)


async def test_pointing_moves_nothing_and_leaving_it_goes_back_to_where_it_began(paths: Paths) -> None:
    library_with(paths, *long_blocks(), hidden=tuple(Hidden("ad", "ad label", f"Buy {number}", number) for number in range(1, 60, 3)))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "X", "ctrl+d", "ctrl+d", "j")
        reader = app.main.reader
        before = seen(reader)
        await press(pilot, app, "!")
        assert reader.pointing
        assert seen(reader) == before
        row = reader.scroll_y
        for keys in (("escape",), ("!", *"jjjjjjjjjjjjjjjjjjjj", "escape"), ("!", "X", "k", "k", "escape"), ("!", "X", "X", "q")):
            await press(pilot, app, *keys)
            assert not reader.pointing
            assert (reader.scroll_y, reader.show_hidden) == (row, True)
            assert seen(reader) == before


async def test_showing_what_is_hidden_says_where_nothing_is(paths: Paths) -> None:
    library_with(paths, paragraph("The clean page"))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "X")
        assert "nothing is hidden in this article" in screen_text(app)


async def test_x_goes_round_page_feed_and_whole_page(paths: Paths) -> None:
    store, entry = library_with(paths, paragraph("The clean page"))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "x")
        worker = worker_of(app)
        assert last(worker, OpenEntry, FetchPage, OpenWhole) == OpenEntry(entry)
        keep_article(store, entry, "feed", json.dumps(to_json(Article(blocks=(paragraph("The feed's words"),)))), 3, NOW)
        worker.tell(ArticleReady(len(worker.jobs), entry, "feed"))
        await settled(pilot, app)
        assert "The feed's words" in screen_text(app)
        await press(pilot, app, "x")
        assert last(worker, OpenEntry, FetchPage, OpenWhole) == OpenWhole(entry)
        keep_article(store, entry, "full", json.dumps(to_json(Article(blocks=(paragraph("Menu and everything"),)))), 3, NOW)
        worker.tell(ArticleReady(len(worker.jobs), entry, "full"))
        await settled(pilot, app)
        assert "Menu and everything" in screen_text(app)
        await press(pilot, app, "x")
        assert "The clean page" in screen_text(app)
        await press(pilot, app, "x", "!")
        assert "only the clean page has rules" in screen_text(app)


def test_what_else_a_rule_does_is_said_in_words() -> None:
    assert details(RuleTried(1, 1, "hide", pages=1)) == ["On this page, the only one of the site that is kept, it would hide nothing else."]
    lines = details(RuleTried(1, 1, "show", pages=10, elsewhere=7, samples=("a" * 200, "b"), halved=3))
    assert lines[0] == "On the last 10 pages of the site it would show 7 other pieces, too:"
    assert lines[1] == f"· {'a' * 89}…"
    assert lines[-1] == "Careful: on 3 of them half of the article would go."
