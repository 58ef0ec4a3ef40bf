"""A word that is broken at a line's end is whole for everything that looks for it or takes it along."""

from __future__ import annotations

from textual.pilot import Pilot

from newsreader.model.article import Paragraph, Span
from newsreader.tui.panes.reader import ReaderPane
from tests.tui.test_reader import Harness, drive, opened, screen

WORD = "Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschaft"
WHOLE = WORD.replace("\u00ad", "")


async def test_a_broken_word_shows_a_hyphen_and_is_found_and_copied_whole() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(opened(Paragraph((Span("Seit langem fährt die "), Span(WORD, link="https://x.test/"), Span(" hier entlang.")))))
        rows = [row.strip() for row in screen(pane)]
        assert "Seit langem fährt die Donaudampf-" in rows
        assert pane.find(WHOLE) == 1
        assert len([at for at in pane.seen if pane.marks(at)]) == 2
        assert pane.find("die donaudampfschifffahrt") == 1
        assert pane.find("Donaudampf-schiff") == 0
        pane.find("")
        assert pane.link_words() == {1: WHOLE}
        pane.choose()
        pane.to_bottom()
        assert f"Seit langem fährt die {WHOLE} hier entlang." in pane.chosen()
        assert WHOLE in pane.chosen(markdown=True)
        position = pane.position
        assert position is not None
        assert "-" not in position.anchor

    await drive(act, size=(40, 20))


async def test_words_of_a_script_without_spaces_are_found_over_line_ends() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(opened(Paragraph((Span("防衛相は月曜日、ニューデリーで「二国間」の会談を行う。両国は、地域情勢について意見を交わす。"),))))
        for words in ("両国は、地域情勢について意見", "会談を行う。両国", "二国間"):
            assert pane.find(words) == 1
        assert pane.find("会談を行わない") == 0

    await drive(act, size=(40, 20))
