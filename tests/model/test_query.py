from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.model.query import Query, QueryError, parse_query
from newsreader.model.query_terms import Age, Compare, Either, Every, Feeds, Is, Node, Not, Number, Pattern, Published, Text, Within

JANUARY = 1_767_225_600  # 2026-01-01 in UTC
A, B, C = Text("a"), Text("b"), Text("c")


def terms(text: str) -> tuple[Node, ...]:
    """A query's terms, in the order of `Query.parts`."""
    return tuple(parse_query(text).parts())


def test_words_phrases_and_conditions_are_read_together() -> None:
    assert parse_query('is:unread feed:3,4 monsoon "south coast" id:7 folder:News/India is:starred') == Query(
        words=("monsoon",), phrases=("south coast",), ids=(7,), feeds=(3, 4), folder="News/India", unread=True, starred=True
    )


def test_the_empty_query_is_every_entry() -> None:
    assert parse_query("  ") == parse_query("()") == Query()


def test_a_word_with_a_colon_that_is_no_condition_is_a_word() -> None:
    assert parse_query("http://x ratio:3").words == ("http://x", "ratio:3")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mons*", [Text("mons", prefix=True)]),
        ('"south coa"*', [Text("south coa", prefix=True)]),
        ("-a b", [B, Not(A)]),
        ("NOT a", [Not(A)]),
        ("--a", [A]),
        ("a AND b", [A, B]),
        ("a OR b", [Either((A, B))]),
        ("a b OR c", [Either((Every((A, B)), C))]),
        ("a (b OR c)", [A, Either((B, C))]),
        ("-(a OR b)", [Not(Either((A, B)))]),
        ("title:a author:b*", [Text("a", "title"), Text("b", "author", True)]),
        ('title:"a b"', [Text("a b", "title")]),
        ("feed:bbc", [Within("feed", "bbc")]),
        ('feed:"BBC News"', [Within("feed", "BBC News")]),
        ('feed:"12"', [Within("feed", "12")]),
        ("-feed:3", [Not(Feeds((3,)))]),
        ("tag:india lang:HI", [Within("tag", "india"), Within("lang", "hi")]),
        ("url:example.org/a?b=c", [Compare("url", "holds", "example.org/a?b=c")]),
        ("is:read is:unstarred", [Is("read"), Is("unstarred")]),
        ("is:offline is:long is:today", [Is("offline"), Is("long"), Is("today")]),
        ("is:unread is:read", [Is("unread"), Is("read")]),
        ("newer:2d older:3w", [Age(True, 172_800), Age(False, 1_814_400)]),
        ("before:2026-01-01", [Published(before=JANUARY)]),
        ("after:2026", [Published(since=JANUARY)]),
        ("newer:2026-01 older:2026-01", [Published(since=JANUARY), Published(before=JANUARY)]),
        ("words:>1000 words:300..500", [Number("words", ">", 1000), Number("words", ">=", 300), Number("words", "<=", 500)]),
        ("/rain|snow/ title:/^a\\/b/", [Pattern("", "rain|snow"), Pattern("title", "^a/b")]),
        ("f(x)", [Text("f"), Text("x")]),
        ("- * a", [Text("-"), A]),
    ],
)
def test_every_kind_of_term_is_read(text: str, expected: list[Node]) -> None:
    assert list(terms(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('unread = "yes" and age between 0:7', [Is("unread"), Number("age", ">=", 0), Number("age", "<=", 7)]),
        ('unread == "no"', [Is("read")]),
        ('unread != "yes"', [Not(Is("unread"))]),
        ('title =~ "linux|bsd"', [Pattern("title", "linux|bsd")]),
        ('link !~ "\\"x\\""', [Not(Pattern("url", '"x"'))]),
        ('tags # "news" or tags !# "sport"', [Either((Compare("tags", "#", "news"), Not(Compare("tags", "#", "sport"))))]),
        ('author = "Frank"', [Compare("author", "=", "Frank")]),
        ("age > 3", [Number("age", ">", 3)]),
        ('age between "7:0"', [Number("age", ">=", 0), Number("age", "<=", 7)]),
        ("unread_count>=5", [Number("unread_count", ">=", 5)]),
        (
            '( author =~ "Frank" or author =~ "John" ) and ( title =~ "Linux" or title =~ "BSD" )',
            [Either((Pattern("author", "Frank"), Pattern("author", "John"))), Either((Pattern("title", "Linux"), Pattern("title", "BSD")))],
        ),
        (
            'title = "a" and title = "b" or title = "c"',  # newsboat has no precedence: the last one binds first
            [Compare("title", "=", "a"), Either((Compare("title", "=", "b"), Compare("title", "=", "c")))],
        ),
        ('title =~ "x" kerala -sport', [Text("kerala"), Pattern("title", "x"), Not(Text("sport"))]),
        ("unread and cheese", [Text("unread"), Text("and"), Text("cheese")]),
    ],
)
def test_newsboat_filters_are_read_as_they_are(text: str, expected: list[Node]) -> None:
    flat: list[Node] = []
    for part in terms(text):
        flat += part.parts if isinstance(part, Every) else [part]
    assert flat == expected


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("a id:x", 2, "number"),
        ('a b "open', 4, "not closed"),
        ("is:tired", 0, "is:unread.*and is:today"),
        ("rain is:", 5, "is: wants a state, as in is:unread"),
        ("rain titel:monsoon", 5, "titel: is not known, title: is; in quotes"),
        ("tags:news", 0, "tag: is"),
        ("-foldr:News", 1, "folder: is"),
        ('rain titel =~ "x"', 5, "titel is nothing .* title is"),
        ('colour = "red"', 0, "colour is nothing .* title, link, author"),
        ('title ~ "x"', 6, "title can be compared by =, !=, =~"),
        ("age ~ 7", 4, "age can be compared by =, !=, <"),
        ("unread = yes", 9, 'unread = "yes"'),
        ('unread = "yes" and', 15, "another expression"),
        ('unread_count =~ "x"', 16, "a number: it can be compared by"),
        ("feed:", 0, "number or part of its title"),
        ("folder:", 0, "folder"),
        ("a (b", 2, "not closed"),
        ("a) b", 1, "closes nothing"),
        ("a OR", 2, "between two terms"),
        ("OR a", 0, "between two terms"),
        ("a AND OR b", 2, "between two terms"),
        ("x -OR", 2, "left out"),
        ("NOT", 0, "left out"),
        ("a /b", 2, "second /"),
        ("title:/a(/", 8, "missing \\)"),
        ("newer:soon", 0, "newer:2d"),
        ("newer:5m", 0, "5min or 5mo"),
        ("before:2d", 0, "before:2026-01-31"),
        ("before:2026-13", 0, "no date"),
        ("words:many", 0, "words:>1000"),
        ("text:rain", 0, "/pattern/"),
        ("title:", 0, "title:rain"),
        ("title = rain", 8, "quotes"),
        ("age between 7", 12, "0:7"),
        ('age =~ "x"', 7, "number"),
        ('title < "x"', 0, "=, !=, =~"),
        ("articleindex = first", 15, "wants a number"),
        ('unread = "yes" and cheese', 19, "another expression"),
        ('unread = "yes" and ', 15, "another expression"),
        ('title =~ "(a"', 10, "missing \\)"),
        ("(" * 60 + "a", 21, "20 deep"),
        ("a " * 301, 600, "300 terms"),
        ("age = 1 or " * 51 + "age = 1", 558, "50 parts"),
        ("/" + "a" * 1001 + "/", 1, "1,000"),
    ],
)
def test_an_error_points_at_its_place_and_says_what_would_fit(text: str, position: int, says: str) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        parse_query(text)
    assert caught.value.position == position


@pytest.mark.parametrize(
    "text", ["http://example.org/x", "std::vector", "re:publica", "3:0", "world:cup", "need: help", "c:", "rain and snow", "a = b", "c # 1", "titel: rain", '"titel:x"']
)
def test_what_only_looks_like_a_term_is_looked_for_as_words(text: str) -> None:
    assert all(isinstance(part, Text) for part in parse_query(text).parts())


@settings(max_examples=400, deadline=None)
@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(
            ["a", "-", "(", ")", "OR", "AND", "NOT", '"', "/", "is:unread", "feed:", "title:", "unread", "=", "=~", '"yes"', "and", "or", " ", "*", "age", "between", "0:7"]
        ),
        max_size=14,
    ).map(" ".join)
)
def test_whatever_is_typed_is_a_query_or_an_error_with_its_place(text: str) -> None:
    position, message = -1, ""
    try:
        parse_query(text)
    except QueryError as error:
        position, message = error.position, str(error)
    assert (position == -1) == (message == "")
    assert position <= len(text)


def test_a_query_within_another_wants_both() -> None:
    both = parse_query("rain feed:3").within(parse_query("is:unread newer:1d (a OR b)"))
    assert set(both.parts()) == {Text("rain"), Feeds((3,)), Is("unread"), Age(True, 86_400), Either((A, B))}


@pytest.mark.parametrize(
    ("text", "needed"), [("a", True), ("a OR b", True), ("a OR is:unread", False), ("-a", False), ("title:a is:read", True), ("/a/", False)]
)
def test_only_what_holds_words_can_be_ranked(text: str, needed: bool) -> None:
    assert parse_query(text).needs_text is needed


def test_words_that_must_not_be_there_are_not_sought() -> None:
    assert parse_query("a -b (title:c OR is:read)").sought() == (A, Text("c", "title"))
