"""What a pane says over its last rows never takes more of it than a third."""

from __future__ import annotations

from newsreader.tui.panes.note import Note

WORDS = "the site answered that there is nothing at this address any more and that it will not come back"


def test_without_words_there_are_no_rows() -> None:
    assert Note().rows(40, 30) == []


def test_words_are_broken_for_the_width_and_again_for_another() -> None:
    note = Note(WORDS)
    wide, narrow = note.rows(60, 30), note.rows(30, 30)
    assert len(wide) < len(narrow)
    assert " ".join(wide) == " ".join(narrow) == WORDS
    assert max(map(len, narrow)) <= 28
    assert note.rows(60, 30) == wide


def test_they_take_a_third_at_the_most_and_nothing_of_a_pane_that_is_too_low() -> None:
    note = Note(WORDS)
    assert len(note.rows(12, 12)) == 4
    assert len(note.rows(12, 4)) == 1
    assert note.rows(12, 3) == []
