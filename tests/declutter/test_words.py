"""The words of share links and ad labels are there in every language that people read here."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from newsreader.declutter.words import table

LANGUAGES = "en hi pa ur bn ta te es pt fr de it nl pl ru uk tr ar fa id zh ja ko"
WORDS = tomllib.loads(files("newsreader.declutter").joinpath("words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("role", ["ad_label", "ad_lead", "share_label", "share_lead", "related_lead", "related_heading", "author_heading"])
def test_a_role_has_words_in_each_language(role: str) -> None:
    assert [language for language in LANGUAGES.split() if not WORDS[role].get(language)] == []


@pytest.mark.parametrize("role", sorted(WORDS))
def test_each_word_is_found_as_a_line_of_its_own(role: str) -> None:
    words = [word for many in WORDS[role].values() for word in many]
    assert [word for word in words if not table(role).is_line(word)] == []
