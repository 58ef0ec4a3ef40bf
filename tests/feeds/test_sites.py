"""Feeds of known sites, by the forms of their addresses."""

from __future__ import annotations

import pytest

from newsreader.feeds.knownsites import SHAPES, SITES
from newsreader.feeds.sites import known_site, usual_shape

CHANNEL = "UCBR8-60-B28hp2BmDPdntcQ"
VIDEOS = f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}"

FORMS = {
    f"https://www.youtube.com/channel/{CHANNEL}": [VIDEOS],
    f"https://m.youtube.com/channel/{CHANNEL}/videos?view=0": [VIDEOS],
    "https://www.youtube.com/user/hills": ["https://www.youtube.com/feeds/videos.xml?user=hills"],
    "https://youtube.com/playlist?list=PL3A5849BDE0581B19": ["https://www.youtube.com/feeds/videos.xml?playlist_id=PL3A5849BDE0581B19"],
    "https://www.youtube.com/watch?v=abcdefghijk&list=PL3A5849BDE0581B19&index=2": ["https://www.youtube.com/feeds/videos.xml?playlist_id=PL3A5849BDE0581B19"],
    "https://www.reddit.com": ["https://www.reddit.com/.rss"],
    "https://www.reddit.com/r/hiking/": ["https://www.reddit.com/r/hiking/.rss"],
    "https://old.reddit.com/r/hiking+trail/new": ["https://www.reddit.com/r/hiking+trail/new/.rss"],
    "https://www.reddit.com/r/hiking/comments/1htqdek/a_title/": ["https://www.reddit.com/r/hiking/comments/1htqdek/.rss"],
    "https://www.reddit.com/user/walker/submitted": ["https://www.reddit.com/user/walker/.rss"],
    "https://reddit.com/u/walker": ["https://www.reddit.com/user/walker/.rss"],
    "https://www.reddit.com/user/walker/m/outdoors/": ["https://www.reddit.com/user/walker/m/outdoors/.rss"],
    "https://github.com/3b1b/manim": [f"https://github.com/3b1b/manim/{kind}.atom" for kind in ("releases", "tags", "commits")],
    "https://github.com/3b1b/manim/releases/tag/v1": ["https://github.com/3b1b/manim/releases.atom"],
    "https://github.com/3b1b/manim/tags": ["https://github.com/3b1b/manim/tags.atom"],
    "https://github.com/3b1b/manim/commits": ["https://github.com/3b1b/manim/commits.atom"],
    "https://github.com/3b1b/manim/tree/main/docs": ["https://github.com/3b1b/manim/commits/main/docs.atom"],
    "https://github.com/3b1b/manim/wiki/Home": ["https://github.com/3b1b/manim/wiki.atom"],
    "https://github.com/3b1b/manim/issues/12": [f"https://github.com/3b1b/manim/{kind}.atom" for kind in ("releases", "tags", "commits")],
    "https://github.com/3b1b": ["https://github.com/3b1b.atom"],
    "https://gitlab.com/inkscape/inkscape": [
        "https://gitlab.com/inkscape/inkscape/-/releases.atom",
        "https://gitlab.com/inkscape/inkscape/-/tags?format=atom",
        "https://gitlab.com/inkscape/inkscape.atom",
        "https://gitlab.com/inkscape/inkscape/-/issues.atom?state=opened",
    ],
    "https://gitlab.gnome.org/GNOME/group/gtk/-/commits/main": ["https://gitlab.gnome.org/GNOME/group/gtk/-/commits/main?format=atom"],
    "https://gitlab.com/inkscape/inkscape/-/tags": ["https://gitlab.com/inkscape/inkscape/-/tags?format=atom"],
    "https://gitlab.com/inkscape/inkscape/-/releases": ["https://gitlab.com/inkscape/inkscape/-/releases.atom"],
    "https://gitlab.com/inkscape/inkscape/-/issues/3": ["https://gitlab.com/inkscape/inkscape/-/issues.atom?state=opened"],
    "https://gitlab.com/inkscape": ["https://gitlab.com/inkscape.atom"],
    "https://codeberg.org/forgejo/forgejo": [f"https://codeberg.org/forgejo/forgejo{end}" for end in ("/releases.atom", "/tags.atom", ".atom")],
    "https://codeberg.org/forgejo/forgejo/releases": ["https://codeberg.org/forgejo/forgejo/releases.atom"],
    "https://codeberg.org/forgejo": ["https://codeberg.org/forgejo.atom"],
    "https://git.sr.ht/~walker/hills/tree": ["https://git.sr.ht/~walker/hills/refs/rss.xml", "https://git.sr.ht/~walker/hills/log/rss.xml"],
    "https://bsky.app/profile/hills.bsky.social": ["https://bsky.app/profile/hills.bsky.social/rss"],
    "https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur": ["https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/rss"],
    "https://medium.com/@walker/a-story-1a2b": ["https://medium.com/feed/@walker"],
    "https://medium.com/tag/hiking/latest": ["https://medium.com/feed/tag/hiking"],
    "https://medium.com/hill-notes": ["https://medium.com/feed/hill-notes"],
    "https://medium.com/hill-notes/tagged/maps": ["https://medium.com/feed/hill-notes/tagged/maps"],
    "https://walker.medium.com/": ["https://walker.medium.com/feed"],
    "https://hills.substack.com/p/a-post": ["https://hills.substack.com/feed"],
    "https://lemmy.world/": ["https://lemmy.world/feeds/all.xml?sort=New", "https://lemmy.world/feeds/local.xml?sort=New"],
    "https://news.ycombinator.com/": ["https://news.ycombinator.com/rss"],
    "https://news.ycombinator.com/show": ["https://news.ycombinator.com/showrss"],
    "https://news.ycombinator.com/newest": ["https://news.ycombinator.com/rss", "https://news.ycombinator.com/showrss"],
    "https://lobste.rs": ["https://lobste.rs/rss"],
    "https://lobste.rs/t/python": ["https://lobste.rs/t/python.rss"],
    "https://www.buzzsprout.com/123456": ["https://feeds.buzzsprout.com/123456.rss"],
    "https://hills.podbean.com/e/one": ["https://feed.podbean.com/hills/feed.xml"],
    "https://hills.libsyn.com/one": ["https://hills.libsyn.com/rss"],
    "https://shows.acast.com/hills/episodes/one": ["https://feeds.acast.com/public/shows/hills"],
    "https://www.spreaker.com/podcast/hills--12345": ["https://www.spreaker.com/show/12345/episodes/feed"],
    "https://hills.blogspot.com/2025/01/a-post.html": ["https://hills.blogspot.com/feeds/posts/default"],
    "https://hills.blogspot.co.uk/search/label/Walks": ["https://hills.blogspot.co.uk/feeds/posts/default/-/Walks"],
    "https://hills.wordpress.com/2025/01/02/a-post/": ["https://hills.wordpress.com/feed/"],
    "https://hills.wordpress.com/category/walks/": ["https://hills.wordpress.com/category/walks/feed/"],
    "https://www.tumblr.com/hills": ["https://hills.tumblr.com/rss"],
    "https://hills.tumblr.com/post/12": ["https://hills.tumblr.com/rss"],
    "https://hills.tumblr.com/tagged/maps": ["https://hills.tumblr.com/tagged/maps/rss"],
    "https://hills.ghost.io/about/": ["https://hills.ghost.io/rss/"],
    "https://hills.bearblog.dev/blog/": ["https://hills.bearblog.dev/feed/"],
    "https://hills.dreamwidth.org/123.html": ["https://hills.dreamwidth.org/data/rss"],
    "https://dev.to/walker/a-post-12": ["https://dev.to/feed/walker"],
    "https://dev.to/t/python": ["https://dev.to/feed/tag/python"],
    "https://stackoverflow.com/questions/tagged/haskell?sort=newest": ["https://stackoverflow.com/feeds/tag/haskell"],
    "https://unix.stackexchange.com/questions/12/a-question": ["https://unix.stackexchange.com/feeds/question/12"],
    "https://superuser.com/users/12/walker": ["https://superuser.com/feeds/user/12"],
    "https://stackoverflow.com/questions": ["https://stackoverflow.com/feeds"],
    "https://en.wikipedia.org/wiki/Hill": ["https://en.wikipedia.org/w/index.php?title=Hill&action=history&feed=atom"],
    "https://vimeo.com/walker": ["https://vimeo.com/walker/videos/rss"],
    "https://vimeo.com/channels/hills": ["https://vimeo.com/channels/hills/videos/rss"],
    "https://arxiv.org/list/cs.AI/recent": ["https://rss.arxiv.org/rss/cs.AI"],
    "https://pypi.org/project/newsreader/": ["https://pypi.org/rss/project/newsreader/releases.xml"],
    "https://letterboxd.com/walker/films/": ["https://letterboxd.com/walker/rss/"],
    "https://store.steampowered.com/app/440/Hills/": ["https://store.steampowered.com/feeds/news/app/440/"],
}

PAGES = {
    "https://www.youtube.com/@hills": (f'<script>var d = {{"metadata":{{"externalId":"{CHANNEL}"}}}}</script>', VIDEOS),
    "https://www.youtube.com/@hills/videos": (f'<link rel="alternate" type="application/rss+xml" title="RSS" href="{VIDEOS}">', VIDEOS),
    "https://www.youtube.com/c/Hills": (f'<meta itemprop="identifier" content="{CHANNEL}">', VIDEOS),
    "https://www.youtube.com/watch?v=abcdefghijk": (f'{{"videoDetails":{{"videoId":"abcdefghijk","channelId":"{CHANNEL}"}}}}', VIDEOS),
    "https://youtu.be/abcdefghijk": (f'<meta itemprop="channelId" content="{CHANNEL}">', VIDEOS),
    "https://substack.com/@walker": (r'<script>{"primaryPublication\":{\"subdomain\":\"hills\"}}</script>', "https://hills.substack.com/feed"),
    "https://podcasts.apple.com/us/podcast/hills/id1648228034?i=1000746918090": (
        r'{"resultCount":1,"results":[{"feedUrl":"https:\/\/pod.example\/feed?a=1\u0026b=2"}]}', "https://pod.example/feed?a=1&b=2"
    ),
    "https://overcast.fm/itunes1648228034/hills": ('{"feedUrl": "https://pod.example/feed"}', "https://pod.example/feed"),
    "https://soundcloud.com/hills": ('<meta content="soundcloud://users:4242">', "https://feeds.soundcloud.com/users/soundcloud:users:4242/sounds.rss"),
}

SHAPED = {
    "https://hill.social/@walker": "https://hill.social/@walker.rss",
    "https://hill.social/@walker/114000000000": "https://hill.social/@walker.rss",
    "https://hill.social/@walker@other.example": "https://other.example/@walker.rss",
    "https://hill.social/users/walker": "https://hill.social/users/walker.rss",
    "https://hill.social/tags/maps": "https://hill.social/tags/maps.rss",
    "https://links.example/c/walks": "https://links.example/feeds/c/walks.xml?sort=New",
    "https://links.example/u/walker": "https://links.example/feeds/u/walker.xml?sort=New",
    "https://links.example/c/walks@lemmy.ml": "https://lemmy.ml/feeds/c/walks.xml?sort=New",
    "https://forum.example/c/maps/12": "https://forum.example/c/maps/12.rss",
    "https://forum.example/latest": "https://forum.example/latest.rss",
    "https://hills.example/blog/category/walks/": "https://hills.example/blog/category/walks/feed/",
}

FEEDLESS = ["https://x.com/walker", "https://www.instagram.com/walker/", "https://www.facebook.com/walker", "https://www.tiktok.com/@walker", "https://open.spotify.com/show/4rOoJ6Egrf8K2IrywzwOMk"]


@pytest.mark.parametrize(("url", "feeds"), FORMS.items(), ids=str)
def test_an_address_tells_where_the_feed_is(url: str, feeds: list[str]) -> None:
    found = known_site(url)
    assert found is not None
    assert [address for _, address in found.feeds] == feeds
    assert all(title.startswith(found.site) and "{" not in title for title, _ in found.feeds)
    assert not found.look_at


@pytest.mark.parametrize(("url", "page", "feed"), [(url, *rest) for url, rest in PAGES.items()], ids=str)
def test_a_page_tells_where_the_feed_is(url: str, page: str, feed: str) -> None:
    found = known_site(url)
    assert found is not None
    assert found.look_at[-1] == url
    assert [address for _, address in found.in_page(page)] == [feed]
    assert found.in_page("<html><body>Before you continue</body></html>") == ()


def test_a_podcasts_number_is_looked_up_before_its_page_is() -> None:
    found = known_site("https://podcasts.apple.com/us/podcast/hills/id1648228034")
    assert found is not None
    assert found.look_at[0] == "https://itunes.apple.com/lookup?id=1648228034&entity=podcast"


@pytest.mark.parametrize(("url", "feed"), SHAPED.items(), ids=str)
def test_programs_of_many_hosts_are_guessed_by_the_shape_of_the_address(url: str, feed: str) -> None:
    assert known_site(url) is None
    found = usual_shape(url)
    assert found is not None
    assert [address for _, address in found.feeds] == [feed]


@pytest.mark.parametrize("url", FEEDLESS)
def test_sites_without_feeds_are_named(url: str) -> None:
    found = known_site(url)
    assert found is not None
    assert found.note
    assert not found.feeds


@pytest.mark.parametrize("url", ["https://hills.example/", "file:///tmp/x", "https://[x", "", "https://github.com/", "https://github.com/topics/python", "https://vimeo.com/12345", "https://medium.com/", "https://hills.wordpress.com/feed/", "https://news.ycombinator.com/rss", "https://gitlab.com/a/b.atom", "https://gitlab.com/a/b/-/tags?format=atom", "https://codeberg.org/a/b.rss", "https://www.reddit.com/r/hiking/.rss"])
def test_the_table_says_nothing_of_other_addresses(url: str) -> None:
    assert known_site(url) is None


def test_every_rule_of_the_table_has_an_address_here() -> None:
    tried = {id(rule) for url in [*FORMS, *PAGES, *FEEDLESS] for rule in [_rule_of(url, SITES)]}
    assert [rule for rule in SITES if id(rule) not in tried] == []
    assert {_rule_of(url, SHAPES) for url in SHAPED} == set(SHAPES)


def _rule_of(url: str, rules: tuple[object, ...]) -> object:
    """The rule that decides on an address: without it, another answer comes."""
    import newsreader.feeds.sites as sites

    for rule in rules:
        if sites._first((rule,), url) is not None:  # type: ignore[arg-type]
            return rule
    raise AssertionError(url)


@pytest.mark.parametrize("page", ["", '"feedUrl": "javascript:x"', '"feedUrl": "https:' + "\\" * 5000, "soundcloud:users:" * 100_000], ids=range(4))
def test_hostile_pages_give_no_feed(page: str) -> None:
    found = known_site("https://podcasts.apple.com/us/podcast/hills/id1648228034")
    assert found is not None
    assert found.in_page(page) == ()
