"""Plain text made an article."""

from __future__ import annotations

from pathlib import Path

from newsreader.declutter.page import declutter
from newsreader.model.article import Figure, Paragraph
from newsreader.render.plain import to_text

PAGE = """MENU
Home News Sports Weather
Publicité

Council opens the new river path

The council opened the new river path on Monday after two years of work, and hundreds of people walked it before...
  • facebook
  • twitter
  • e-mail
lead-image lead-image
Walkers on the path. Photo: Ana Ruiz
Publicité

The council opened the new river path on Monday after two years of work, and hundreds of people walked it before noon.

It runs for four kilometres along the eastern bank.

Publicité

“We waited long for this,” said a resident who came with her two children to see the opening.

Publicité
Publicité
nav_img1 Home nav_img2 Videos
"""


def test_the_paragraphs_are_shown_in_order_and_nothing_else() -> None:
    assert to_text(declutter(PAGE)).split("\n\n") == [
        "The council opened the new river path on Monday after two years of work, and hundreds of people walked it before noon.",
        "It runs for four kilometres along the eastern bank.",
        "“We waited long for this,” said a resident who came with her two children to see the opening.",
    ]


def test_the_line_alone_before_the_text_is_the_title() -> None:
    assert declutter(PAGE).title == "Council opens the new river path"


def test_the_line_after_an_image_name_is_a_caption() -> None:
    figures = [block for block in declutter(PAGE).blocks if isinstance(block, Figure)]
    assert [figure.caption[0].text for figure in figures] == ["Walkers on the path. Photo: Ana Ruiz"]


def test_each_hidden_line_has_its_kind_and_its_place() -> None:
    hidden = declutter(PAGE).hidden
    assert [piece.text for piece in hidden if piece.kind == "ad"] == ["Publicité"] * 5
    assert [piece.text for piece in hidden if piece.kind == "share"] == ["facebook", "twitter", "e-mail"]
    assert [piece.kind for piece in hidden if piece.text.startswith("The council")] == ["repeat"]
    assert [piece.kind for piece in hidden if "_img" in piece.text or "-image" in piece.text] == ["icon", "navigation"]
    assert [piece.after for piece in hidden if piece.kind == "ad"] == [-1, 0, 2, 3, 3]
    assert all(piece.reason for piece in hidden)


def test_a_plain_story_is_kept_whole() -> None:
    story = "One day it rained.\n\nThen it stopped, and everybody went out to look at the flooded square.\n\n- bread\n- salt\n\nThe end."
    article = declutter(story)
    assert to_text(article).replace("\n\n", "\n") == story.replace("\n\n", "\n").replace("- ", "")
    assert article.hidden == ()


def test_lines_broken_at_a_width_are_joined() -> None:
    text = (
        "When the train stopped between two stations nobody said a word, because\n"
        "it had done so every evening since the autumn, and everybody knew that\n"
        "it would go on in a minute or two."
    )
    blocks = declutter(text).blocks
    assert len(blocks) == 1
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].spans[0].text == text.replace("\n", " ")


def test_the_seed_is_its_nine_paragraphs(shared: Path) -> None:
    article = declutter((shared / "seed" / "000_cc3ee62c9071b4df.txt").read_bytes())
    paragraphs = to_text(article).split("\n\n")
    assert len(paragraphs) == 9
    assert paragraphs[0].startswith("In the backdrop of India and Japan")
    assert paragraphs[0].endswith("in New Delhi on Monday.")
    assert paragraphs[8].startswith("Defence exchanges between India and Japan")
    assert article.title == "Rajnath to hold bilateral meet with Japanese counterpart"
    assert [block.caption[0].text for block in article.blocks if isinstance(block, Figure)] == ["Rajnath Singh. File photo"]
    assert sum(piece.kind == "ad" for piece in article.hidden) == 8
    assert {piece.kind for piece in article.hidden} == {"ad", "share", "repeat", "navigation", "icon"}
