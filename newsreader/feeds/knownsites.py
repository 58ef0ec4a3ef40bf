"""Where known sites have their feeds: a table of addresses and what becomes of them. `feeds.sites` reads it.

A rule is for the hosts and the paths that its patterns match whole (`www.` and a slash at the end are taken off; the path is with its
query where the pattern has a `?`). The names in them, `{host}` and `{base}` (scheme and host) fill the addresses. Where an address alone
doesn't tell, `page` is what to look for in a page: the one given, or the one at `lookup`. `note` says what a site doesn't offer.
Sources are the sites' own pages and documentation; forms that nobody documents are left out.
"""

# ruff: noqa: E501 - a table, a rule a line

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """One form of address of a site; `feeds` are titles and addresses, the main one first."""

    site: str
    hosts: str
    path: str
    feeds: tuple[tuple[str, str], ...] = ()
    page: str = ""
    lookup: str = ""
    note: str = ""


_YOUTUBE = r"(?:m\.|music\.)?youtube\.com"
_CHANNEL = r"(?:videos\.xml\?channel_id=|\"externalId\":\"|itemprop=\"(?:channelId|identifier)\" content=\"|\"channelId\":\")(?P<id>UC[\w-]{22})"
_UPLOADS = (("Videos", "https://www.youtube.com/feeds/videos.xml?channel_id={id}"),)
_REDDIT = r"(?:old\.|new\.|np\.|sh\.)?reddit\.com"
_REPOSITORY = r"(?P<repo>[\w-]+/[\w.-]+)"
_REPO_FEEDS = (
    ("Releases", "https://github.com/{repo}/releases.atom"),
    ("Tags", "https://github.com/{repo}/tags.atom"),
    ("Commits", "https://github.com/{repo}/commits.atom"),
)
_GITLAB = r"gitlab\.com|gitlab\.[\w.-]+|salsa\.debian\.org|invent\.kde\.org|framagit\.org|0xacab\.org"
_PROJECT = r"(?P<project>[\w.-]+(?:/(?!-(?:/|$))[\w.-]+)+)"
_FORGEJO = r"codeberg\.org|gitea\.com|git\.disroot\.org|notabug\.org|code\.forgejo\.org"
_LEMMY = r"(?P<there>lemmy\.[\w.-]+|lemm\.ee|beehaw\.org|programming\.dev|sh\.itjust\.works|feddit\.\w+|slrpnk\.net|sopuli\.xyz|midwest\.social|discuss\.tchncs\.de)"
_STACK = r"(?:\w+\.)?stackoverflow\.com|superuser\.com|serverfault\.com|askubuntu\.com|stackapps\.com|mathoverflow\.net|[\w.-]+\.stackexchange\.com"
_APPLE = r"\"feedUrl\"\s*:\s*(?P<address>\"https?:(?:[^\"\\]|\\.){1,1000}\")"
_APPLE_LOOKUP = "https://itunes.apple.com/lookup?id={id}&entity=podcast"
_HN = (("Front page", "https://news.ycombinator.com/rss"), ("Show HN", "https://news.ycombinator.com/showrss"))

SITES = (
    Rule("YouTube", _YOUTUBE, r"/channel/(?P<id>UC[\w-]{22})(?:/.*)?", _UPLOADS),
    Rule("YouTube", _YOUTUBE, r"/user/(?P<user>[\w.-]+)(?:/.*)?", (("Videos", "https://www.youtube.com/feeds/videos.xml?user={user}"),)),
    Rule(
        "YouTube", _YOUTUBE, r"/(?:playlist|watch)\?(?:.*&)?list=(?P<list>(?:PL|UU|FL|OL)[\w-]+)(?:&.*)?",
        (("Playlist", "https://www.youtube.com/feeds/videos.xml?playlist_id={list}"),),
    ),
    Rule("YouTube", _YOUTUBE, r"/(?:@[^/]+|c/[^/]+|watch\?.*|shorts/.*|live/.*)(?:/.*)?", _UPLOADS, page=_CHANNEL),
    Rule("YouTube", r"youtu\.be", r"/[\w-]{11}", _UPLOADS, page=_CHANNEL),
    Rule("Reddit", _REDDIT, r"", (("Front page", "https://www.reddit.com/.rss"),)),
    Rule("Reddit", _REDDIT, r"/(?P<at>r/[\w+]+(?:/(?:hot|new|rising|controversial|top|comments|wiki/\w+))?)", (("{at}", "https://www.reddit.com/{at}/.rss"),)),
    Rule("Reddit", _REDDIT, r"/(?P<at>r/\w+/comments/\w+)(?:/.*)?", (("Comments", "https://www.reddit.com/{at}/.rss"),)),
    Rule("Reddit", _REDDIT, r"/u(?:ser)?/(?P<user>[\w-]+/m/\w+)", (("Multireddit", "https://www.reddit.com/user/{user}/.rss"),)),
    Rule("Reddit", _REDDIT, r"/u(?:ser)?/(?P<user>[\w-]+)(?:/\w+)?", (("User", "https://www.reddit.com/user/{user}/.rss"),)),
    Rule("GitHub", r"github\.com", rf"/{_REPOSITORY}/releases(?:/.*)?", (_REPO_FEEDS[0],)),
    Rule("GitHub", r"github\.com", rf"/{_REPOSITORY}/tags", (_REPO_FEEDS[1],)),
    Rule("GitHub", r"github\.com", rf"/{_REPOSITORY}/commits", (_REPO_FEEDS[2],)),
    Rule("GitHub", r"github\.com", rf"/{_REPOSITORY}/(?:commits|tree|blob)/(?P<at>[^?#]+)", (("Commits", "https://github.com/{repo}/commits/{at}.atom"),)),
    Rule("GitHub", r"github\.com", rf"/{_REPOSITORY}/wiki(?:/.*)?", (("Wiki", "https://github.com/{repo}/wiki.atom"),)),
    Rule("GitHub", r"github\.com", rf"/{_REPOSITORY}/(?:issues|pulls?|actions)(?:/.*)?", _REPO_FEEDS, note="GitHub has no feed of issues or pull requests"),
    Rule("GitHub", r"github\.com", rf"/(?!(?:orgs|topics|features|sponsors|settings|marketplace|collections|apps|search)/){_REPOSITORY}", _REPO_FEEDS),
    Rule(
        "GitHub", r"github\.com", r"/(?!(?:explore|topics|trending|features|pricing|about|search|login|settings|marketplace|events)$)(?:orgs/)?(?P<user>[\w-]+)",
        (("Activity", "https://github.com/{user}.atom"),),
    ),
    Rule("GitLab", _GITLAB, rf"/{_PROJECT}/-/(?:commits|tree|blob)/(?P<at>[^?#]+)", (("Commits", "{base}/{project}/-/commits/{at}?format=atom"),)),
    Rule("GitLab", _GITLAB, rf"/{_PROJECT}/-/tags(?:/.*)?", (("Tags", "{base}/{project}/-/tags?format=atom"),)),
    Rule("GitLab", _GITLAB, rf"/{_PROJECT}/-/releases(?:/.*)?", (("Releases", "{base}/{project}/-/releases.atom"),)),
    Rule("GitLab", _GITLAB, rf"/{_PROJECT}/-/(?:issues|work_items)(?:/.*)?", (("Issues", "{base}/{project}/-/issues.atom?state=opened"),)),
    Rule(
        "GitLab", _GITLAB, rf"/{_PROJECT}(?:/-)?",
        (
            ("Releases", "{base}/{project}/-/releases.atom"), ("Tags", "{base}/{project}/-/tags?format=atom"),
            ("Activity", "{base}/{project}.atom"), ("Issues", "{base}/{project}/-/issues.atom?state=opened"),
        ),
    ),
    Rule("GitLab", _GITLAB, r"/(?!explore|help|users)(?P<user>[\w.-]+)", (("Activity", "{base}/{user}.atom"),)),
    Rule("Forgejo", _FORGEJO, r"/(?P<repo>[\w.-]+/[\w.-]+)/(?P<kind>releases|tags)(?:/.*)?", (("Releases", "{base}/{repo}/{kind}.atom"),)),
    Rule("Forgejo", _FORGEJO, r"/(?!explore/)(?P<repo>[\w.-]+/[\w.-]+)", (("Releases", "{base}/{repo}/releases.atom"), ("Tags", "{base}/{repo}/tags.atom"), ("Activity", "{base}/{repo}.atom"))),
    Rule("Forgejo", _FORGEJO, r"/(?!explore$|user$)(?P<user>[\w.-]+)", (("Activity", "{base}/{user}.atom"),)),
    Rule("sourcehut", r"git\.sr\.ht", r"/(?P<repo>~[\w.-]+/[\w.-]+)(?:/.*)?", (("Releases", "{base}/{repo}/refs/rss.xml"), ("Commits", "{base}/{repo}/log/rss.xml"))),
    Rule("Bluesky", r"bsky\.app", r"/profile/(?P<who>[\w.:-]+)(?:/.*)?", (("Posts", "https://bsky.app/profile/{who}/rss"),)),
    Rule("Medium", r"medium\.com", r"/(?P<user>@[\w.-]+)(?:/.*)?", (("Stories", "https://medium.com/feed/{user}"),)),
    Rule("Medium", r"medium\.com", r"/tag/(?P<tag>[\w-]+)(?:/.*)?", (("Tag", "https://medium.com/feed/tag/{tag}"),)),
    Rule("Medium", r"medium\.com", r"/(?P<name>[\w-]+)/tagged/(?P<tag>[\w-]+)", (("Tag", "https://medium.com/feed/{name}/tagged/{tag}"),)),
    Rule("Medium", r"medium\.com", r"/(?!(?:m|p|me|feed|search|about|membership)(?:/|$))(?P<name>[\w-]+)(?:/.*)?", (("Stories", "https://medium.com/feed/{name}"),)),
    Rule("Medium", r"(?P<user>[\w-]+)\.medium\.com", r"(?:/.*)?", (("Stories", "https://{user}.medium.com/feed"),)),
    Rule("Substack", r"substack\.com", r"/@[\w-]+(?:/.*)?", (("Posts", "https://{name}.substack.com/feed"),), page=r"\\?\"subdomain\\?\":\s*\\?\"(?P<name>[\w-]+)"),
    Rule("Substack", r"(?!open\.)(?P<name>[\w-]+)\.substack\.com", r"(?:/.*)?", (("Posts", "https://{name}.substack.com/feed"),)),
    Rule("Lemmy", _LEMMY, r"(?:/home|/\?.*)?", (("All", "https://{there}/feeds/all.xml?sort=New"), ("Local", "https://{there}/feeds/local.xml?sort=New"))),
    Rule("Hacker News", r"news\.ycombinator\.com", r"(?:/news)?", _HN[:1]),
    Rule("Hacker News", r"news\.ycombinator\.com", r"/show(?:new)?", _HN[1:]),
    Rule("Hacker News", r"news\.ycombinator\.com", r"/(?!rss|showrss).+", _HN, note="Hacker News itself has feeds of its front page and of Show HN only"),
    Rule("Lobsters", r"lobste\.rs", r"", (("Stories", "https://lobste.rs/rss"),)),
    Rule("Lobsters", r"lobste\.rs", r"/t/(?P<tag>[\w,+-]+)", (("Tag", "https://lobste.rs/t/{tag}.rss"),)),
    Rule("Apple Podcasts", r"podcasts\.apple\.com", r"/.*\bid(?P<id>\d{4,15})(?:/.*|\?.*)?", (("Episodes", "{address}"),), page=_APPLE, lookup=_APPLE_LOOKUP),
    Rule("Overcast", r"overcast\.fm", r"/itunes(?P<id>\d{4,15})(?:/.*)?", (("Episodes", "{address}"),), page=_APPLE, lookup=_APPLE_LOOKUP),
    Rule("Buzzsprout", r"buzzsprout\.com", r"/(?P<id>\d+)(?:/.*)?", (("Episodes", "https://feeds.buzzsprout.com/{id}.rss"),)),
    Rule("Podbean", r"(?!feed\.)(?P<name>[\w-]+)\.podbean\.com", r"(?:/.*)?", (("Episodes", "https://feed.podbean.com/{name}/feed.xml"),)),
    Rule("Libsyn", r"(?P<name>[\w-]+)\.libsyn\.com", r"(?!/rss).*", (("Episodes", "https://{name}.libsyn.com/rss"),)),
    Rule("Acast", r"(?:shows|play)\.acast\.com", r"/(?:s/)?(?P<name>[\w-]+)(?:/.*)?", (("Episodes", "https://feeds.acast.com/public/shows/{name}"),)),
    Rule("Spreaker", r"spreaker\.com", r"/(?:show|podcast)/(?:[\w-]+--)?(?P<id>\d+)", (("Episodes", "https://www.spreaker.com/show/{id}/episodes/feed"),)),
    Rule(
        "SoundCloud", r"(?:m\.)?soundcloud\.com", r"/(?!(?:discover|search|charts|upload)$)[\w-]+(?:/.*)?",
        (("Sounds", "https://feeds.soundcloud.com/users/soundcloud:users:{id}/sounds.rss"),), page=r"soundcloud(?:://|:)users:(?P<id>\d{1,15})",
    ),
    Rule("Blogger", r"[\w-]+\.blogspot\.[\w.]+", r"/search/label/(?P<label>[^/?]+).*", (("Label", "{base}/feeds/posts/default/-/{label}"),)),
    Rule("Blogger", r"[\w-]+\.blogspot\.[\w.]+", r"(?!/feeds/).*", (("Posts", "{base}/feeds/posts/default"),)),
    Rule("WordPress", r"[\w-]+\.wordpress\.com", r"/(?P<at>(?:tag|category|author)/[\w%-]+)(?:/.*)?", (("Posts", "{base}/{at}/feed/"),)),
    Rule("WordPress", r"[\w-]+\.wordpress\.com", r"(?!/(?:.*/)?feed).*", (("Posts", "{base}/feed/"),)),
    Rule("Tumblr", r"tumblr\.com", r"/(?:blog/(?:view/)?)?(?!(?:explore|dashboard|tagged|search|login)(?:/|$))(?P<name>[\w-]+)(?:/.*)?", (("Posts", "https://{name}.tumblr.com/rss"),)),
    Rule("Tumblr", r"(?P<name>[\w-]+)\.tumblr\.com", r"/tagged/(?P<tag>[^/?]+).*", (("Tag", "https://{name}.tumblr.com/tagged/{tag}/rss"),)),
    Rule("Tumblr", r"(?P<name>[\w-]+)\.tumblr\.com", r"(?!/rss).*", (("Posts", "https://{name}.tumblr.com/rss"),)),
    Rule("Ghost", r"[\w-]+\.ghost\.io", r"(?!/(?:.*/)?rss).*", (("Posts", "{base}/rss/"),)),
    Rule("Bear", r"[\w-]+\.bearblog\.dev", r"(?!/(?:feed|rss)).*", (("Posts", "{base}/feed/"),)),
    Rule("Dreamwidth", r"[\w-]+\.(?:dreamwidth\.org|livejournal\.com)", r"(?!/data/).*", (("Entries", "{base}/data/rss"),)),
    Rule("DEV", r"dev\.to", r"/t/(?P<tag>\w+)", (("Tag", "https://dev.to/feed/tag/{tag}"),)),
    Rule("DEV", r"dev\.to", r"/(?!feed(?:/|$)|search$|about$)(?P<user>\w+)(?:/.*)?", (("Posts", "https://dev.to/feed/{user}"),)),
    Rule("Stack Exchange", _STACK, r"/questions/tagged/(?P<tag>[^/?]+).*", (("Questions", "{base}/feeds/tag/{tag}"),)),
    Rule("Stack Exchange", _STACK, r"/(?:questions|q)/(?P<id>\d+).*", (("Answers", "{base}/feeds/question/{id}"),)),
    Rule("Stack Exchange", _STACK, r"/users/(?P<id>\d+).*", (("Posts", "{base}/feeds/user/{id}"),)),
    Rule("Stack Exchange", _STACK, r"(?:/questions)?", (("Questions", "{base}/feeds"),)),
    Rule("Wikipedia", r"[\w-]+(?:\.m)?\.wikipedia\.org", r"/wiki/(?P<title>[^?#]+)", (("Changes of the page", "{base}/w/index.php?title={title}&action=history&feed=atom"),)),
    Rule("Vimeo", r"vimeo\.com", r"/(?P<at>channels/[\w-]+|(?!\d+(?:/|$)|(?:watch|features|search|blog)(?:/|$))\w+)(?:/videos)?", (("Videos", "https://vimeo.com/{at}/videos/rss"),)),
    Rule("arXiv", r"arxiv\.org", r"/list/(?P<group>[\w.-]+)(?:/.*)?", (("Papers", "https://rss.arxiv.org/rss/{group}"),)),
    Rule("PyPI", r"pypi\.org", r"/project/(?P<name>[\w.-]+)(?:/.*)?", (("Releases", "https://pypi.org/rss/project/{name}/releases.xml"),)),
    Rule("Letterboxd", r"letterboxd\.com", r"/(?!film|films|lists|journal)(?P<user>\w+)(?:/.*)?", (("Diary", "https://letterboxd.com/{user}/rss/"),)),
    Rule("Steam", r"store\.steampowered\.com", r"/(?:app|news/app)/(?P<id>\d+)(?:/.*)?", (("News", "https://store.steampowered.com/feeds/news/app/{id}/"),)),
    Rule("X", r"x\.com|twitter\.com|mobile\.twitter\.com", r".*", note="X has no feeds"),
    Rule("Instagram", r"instagram\.com", r".*", note="Instagram has no feeds"),
    Rule("Facebook", r"(?:m\.)?facebook\.com", r".*", note="Facebook has no feeds"),
    Rule("TikTok", r"tiktok\.com", r".*", note="TikTok has no feeds"),
    Rule("Spotify", r"open\.spotify\.com", r"/(?:show|episode)/.*", note="Spotify gives no podcast's feed away; its own site has it, or Apple Podcasts' page"),
)  # fmt: skip

SHAPES = (
    Rule("Mastodon", r".*", r"/@(?P<user>\w[\w.-]*)@(?P<there>[\w.-]+\.\w+)(?:/.*)?", (("Posts", "https://{there}/@{user}.rss"),)),
    Rule("Mastodon", r".*", r"/@(?P<user>\w[\w.-]*)(?:/.*)?", (("Posts", "{base}/@{user}.rss"),)),
    Rule("Mastodon", r".*", r"/users/(?P<user>\w+)(?:/.*)?", (("Posts", "{base}/users/{user}.rss"),)),
    Rule("Mastodon", r".*", r"/tags/(?P<tag>\w+)", (("Tag", "{base}/tags/{tag}.rss"),)),
    Rule("Lemmy", r".*", r"/(?P<kind>[cu])/(?P<name>\w+)@(?P<there>[\w.-]+\.\w+)", (("Posts", "https://{there}/feeds/{kind}/{name}.xml?sort=New"),)),
    Rule("Lemmy", r".*", r"/(?P<kind>[cu])/(?P<name>\w+)", (("Posts", "{base}/feeds/{kind}/{name}.xml?sort=New"),)),
    Rule("Discourse", r".*", r"/c/(?P<at>[\w-]+(?:/[\w-]+)*/\d+)", (("Topics", "{base}/c/{at}.rss"),)),
    Rule("Discourse", r".*", r"/(?P<at>latest|top)", (("Topics", "{base}/{at}.rss"),)),
    Rule("WordPress", r".*", r"/(?P<at>(?:[\w%-]+/)*(?:tag|category|author)/[\w%-]+)", (("Posts", "{base}/{at}/feed/"),)),
)  # fmt: skip
"""Programs that run on anybody's host: asked for only where the page itself names no feed."""
