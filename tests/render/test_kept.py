"""What the store keeps of an article is the whole of it, and a long one is read as far as it is looked at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from newsreader.model.article import Article
from newsreader.render.json import from_json, to_json
from newsreader.render.kept import packed, read_slices
from newsreader.render.lines import to_lines
from newsreader.render.outline import outline_of
from newsreader.store.packing import Slices, pack_slices
from tests.render.articles import articles, paragraph

FILLER = tuple(paragraph(f"{number}: {'some words ' * 30}", link=f"https://example.org/{number % 50}") for number in range(300))


class Watched(Slices):
    """Slices that know which of them were looked at."""

    def __init__(self, blob: bytes) -> None:
        super().__init__(blob)
        self.seen: list[int] = []

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        self.seen.append(at)
        return super().__getitem__(at)


def kept(article: Article) -> Watched:
    return Watched(pack_slices(packed(article)))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25, deadline=None)
@given(articles)
def test_an_article_comes_back_as_it_was_short_or_long(article: Article) -> None:
    assert read_slices(kept(article)) == article
    long = replace(article, blocks=(*article.blocks, *FILLER, *article.blocks))
    slices = kept(long)
    assert len(slices) > 3
    assert read_slices(slices) == long
    assert from_json(json.loads(packed(long))) == long


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=100, deadline=None)
@given(articles)
def test_the_outline_names_the_links_as_they_are_numbered(article: Article) -> None:
    lines = to_lines(article, 40)
    lines.finish()
    assert lines.links == outline_of(article.blocks).links


def test_a_long_article_is_read_slice_by_slice() -> None:
    slices = kept(Article("Title", blocks=FILLER))
    article = read_slices(slices)
    assert (article.title, len(article.blocks)) == ("Title", len(FILLER))
    assert outline_of(article.blocks).links[:2] == ("https://example.org/0", "https://example.org/1")
    assert slices.seen == [0]
    assert article.blocks[0] == FILLER[0]
    assert slices.seen == [0, 1]
    assert article.blocks[-1] == FILLER[-1]
    assert slices.seen == [0, 1, len(slices) - 1]
    assert article.blocks[5:9] == FILLER[5:9]
    assert article.blocks.index(FILLER[250]) == 250
    assert [at for at in slices.seen if slices.seen.count(at) > 1] == []


def test_only_what_was_looked_at_is_read_for_the_first_screen() -> None:
    slices = kept(Article("Title", blocks=FILLER))
    to_lines(read_slices(slices), 72).reach(60)
    assert slices.seen == [0, 1]


def test_articles_are_equal_by_their_words_in_slices_or_not() -> None:
    article = Article("Title", blocks=FILLER)
    whole: Sequence[object] = read_slices(kept(article)).blocks
    assert whole == FILLER
    assert tuple.__eq__(FILLER, whole) is NotImplemented
    assert whole != FILLER[1:]
    assert hash(whole) == hash(FILLER)


def test_the_same_kept_text_is_equal_without_being_read() -> None:
    one, other = kept(Article("Title", blocks=FILLER)), kept(Article("Title", blocks=FILLER))
    assert read_slices(one) == read_slices(other)
    assert one.seen == other.seen == [0]


def test_json_that_somebody_else_wrote_in_lines_is_read_too() -> None:
    article = Article("Title", blocks=FILLER[:3])
    assert read_slices(Slices(pack_slices(json.dumps(to_json(article), indent=1)))) == article
