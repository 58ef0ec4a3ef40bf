"""Articles for tests: small builders, and hypothesis strategies for everything a block can be."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from newsreader.model.article import (
    Article,
    Block,
    Cell,
    Code,
    Definition,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Formula,
    Heading,
    Hidden,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from newsreader.text.clean import clean_block


def paragraph(text: str, **look: Any) -> Paragraph:
    """A paragraph of one span."""
    return Paragraph((Span(text, **look),))


def bullets(*items: str) -> ListBlock:
    """A list whose items are one paragraph each."""
    return ListBlock(tuple((paragraph(item),) for item in items))


words = st.text(st.one_of(st.sampled_from("abc de*_[]()`#>|&\\\n-1.!<~日本語。न्भ\u0645\u05d0👩\u200d👧é"), st.characters()), max_size=24).map(clean_block)
urls = st.one_of(st.none(), st.sampled_from(["https://example.org/a?b=1&c=(2)", "http://x.test/ü b", "javascript:alert(1)", "mailto:a@b.c", "data:x"]))
spans = st.lists(
    st.builds(
        Span, words, st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans(), urls, st.sampled_from([None, "1", "n]"])
    ),
    max_size=4,
).map(tuple)
images = st.builds(Image, st.sampled_from(["https://example.org/a.jpg", "javascript:x"]), words, st.none() | st.integers(1, 4000), st.none())
_leaves = st.one_of(
    st.builds(Paragraph, spans),
    st.builds(Heading, st.integers(2, 6), spans),
    st.builds(Code, words, st.sampled_from([None, "python", "a b`"])),
    st.builds(
        Table, st.lists(st.lists(st.builds(Cell, spans, st.booleans(), st.integers(1, 3)), max_size=4).map(tuple), max_size=4).map(tuple), spans
    ),
    st.builds(Figure, st.lists(images, max_size=3).map(tuple), spans, words),
    st.builds(Formula, words),
    st.just(Rule()),
)


def _nest(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        st.builds(ListBlock, st.lists(some, max_size=3).map(tuple), st.booleans(), st.integers(0, 120)),
        st.builds(Definitions, st.lists(st.builds(Definition, spans, some), max_size=3).map(tuple)),
        st.builds(Quote, some, st.booleans()),
        st.builds(Embed, urls, words, some),
        st.builds(Footnote, st.sampled_from(["1", "a", "n]"]), some),
    )


blocks: st.SearchStrategy[Block] = st.recursive(_leaves, _nest, max_leaves=8)
_maybe = st.none() | words
articles = st.builds(
    Article,
    title=words,
    byline=_maybe,
    site=_maybe,
    published=st.sampled_from([None, "2025-05-04T14:20:00+05:30", "2025-05-04", "yesterday"]),
    modified=_maybe,
    language=st.sampled_from([None, "en", "ar", "ja"]),
    direction=st.sampled_from(["ltr", "rtl"]),
    url=urls,
    lead_image=st.none() | images,
    words=st.integers(0, 10_000),
    blocks=st.lists(blocks, max_size=5).map(tuple),
    hidden=st.lists(st.builds(Hidden, st.sampled_from(["ad", "share", "other"]), words, words, st.integers(-1, 6)), max_size=3).map(tuple),
    notice=_maybe,
)
