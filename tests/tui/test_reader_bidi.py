"""With python-bidi the reader draws Hebrew, Arabic and Persian in visual order, and finds, links and copies them as they are read."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from newsreader.model.article import Cell, Figure, Footnote, Image, ListBlock, Paragraph, Quote, Span, Table
from newsreader.tui.panes.reader import ReaderPane
from tests.tui.test_reader import Harness, drive, opened, screen

pytest.importorskip("bidi")
HEBREW = "שר הביטחון ייפגש ביום שני (2025) עם Naka Gen."


def paragraph(*parts: str | Span) -> Paragraph:
    return Paragraph(tuple(part if isinstance(part, Span) else Span(part) for part in parts))


async def test_paragraphs_quotes_lists_and_cells_are_in_order_each_in_its_place() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.bidi = True
        pane.show(
            opened(
                paragraph(HEBREW),
                Quote((paragraph("שלום עולם"),)),
                ListBlock(((paragraph("שלום עולם"),),)),
                paragraph("He said שלום עולם twice."),
                Table(((Cell((Span("אחת שתיים"),)), Cell((Span("שלוש"),)), Cell((Span("end"),))),)),
                Figure((Image("https://x.test/a.jpg"),), (Span("שמש וים"),)),
                Footnote("1", (paragraph("ראו שם"),)),
                direction="rtl",
            )
        )
        rows = [row.strip(" ▐") for row in screen(pane)]
        assert ".Naka Gen םע (2025) ינש םויב שגפיי ןוחטיבה רש" in rows
        assert "םלוע םולש ▎" in rows
        assert "םלוע םולש •" in rows
        assert "He said םלוע םולש twice." in rows
        assert "םייתש תחא  שולש  end" in rows
        assert "םיו שמש ▣" in rows
        assert "םש ואר [1]" in rows
        hebrew = next(row for row in screen(pane) if "Naka" in row)
        assert hebrew.rstrip(" ▐").endswith("רש")

    await drive(act, size=(80, 30))


async def test_what_is_found_and_a_link_are_marked_where_they_are_drawn() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.bidi = True
        pane.show(opened(paragraph("אבגד ", Span("הוזח", link="https://x.test/"), " טיכל")))
        y = next(at for at, row in enumerate(screen(pane)) if "חזוה" in row)
        row = screen(pane)[y]
        assert "לכיט ¹חזוה דגבא" in row
        assert pane.link_at(row.index("ח"), y) == 1
        assert pane.link_at(row.index("ד"), y) is None
        assert pane.link_words() == {1: "הוזח"}
        assert pane.find("אבגד") == 1
        strip = pane.line(y, pane.size.width, pane.rich_style)
        current = [segment.text for segment in strip if segment.style and segment.style.bold and "ד" in segment.text]
        assert current == ["דגבא"]
        pane.find("")
        pane.choose()
        pane.to_bottom()
        assert "אבגד הוזח טיכל" in pane.chosen()

    await drive(act, size=(60, 20))


async def test_the_terminal_gets_the_order_of_reading_unless_it_is_asked_for() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(opened(paragraph(HEBREW)))
        assert any(HEBREW in row for row in screen(pane))
        pane.bidi = True
        pane.forget()
        assert not any(HEBREW in row for row in screen(pane))
        assert all(len(row) == pane.size.width for row in screen(pane))

    await drive(act, size=(80, 20))
