"""The pictures can be made: the reader opens on the demo edition, in every theme and size, and does what is pressed."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from newsreader.config.paths import Paths, find_paths
from newsreader.config.themes import bundled_dir, load_theme
from tests.screenshots import FOLDER, PICTURES, Picture, prepare, take


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    return prepare(tmp_path_factory.mktemp("edition"))


async def taken(picture: Picture, edition: Paths, home: Path) -> str:
    paths = find_paths({"NEWSREADER_HOME": str(home)}, "demo")
    shutil.copytree(edition.data, paths.data)
    return await take(picture, paths)


def words(svg: str) -> str:
    lines = [unescape(line).replace("\xa0", " ") for line in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]
    return " ".join(" ".join(lines).split())


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
async def test_every_picture_shows_the_demo_edition(picture: Picture, edition: Paths, tmp_path: Path) -> None:
    svg = await taken(picture, edition, tmp_path)
    assert picture.shows.lower() in words(svg).lower()
    theme, _ = load_theme(picture.theme, [bundled_dir()])
    if not theme.ansi:
        assert theme.color("background") in svg or theme.color("surface") in svg
    assert "url(http" not in svg


async def test_a_picture_is_shown_in_the_text(edition: Paths, tmp_path: Path) -> None:
    picture = next(picture for picture in PICTURES if picture.name == "pictures")
    assert (await taken(picture, edition, tmp_path / "shown")).count("▀") > 500


async def test_what_was_hidden_is_shown_with_its_reason(edition: Paths, tmp_path: Path) -> None:
    picture = next(picture for picture in PICTURES if picture.name == "hidden")
    shown = words(await taken(picture, edition, tmp_path / "shown"))
    clean = words(await taken(Picture("clean", tuple(key for key in picture.keys if key != "X"), size=picture.size), edition, tmp_path / "clean"))
    assert "“Advertisement”" in shown
    assert "Advertisement" not in clean


def test_the_pictures_that_are_kept_are_those_that_are_made() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{picture.name}.svg" for picture in PICTURES}
