"""Feeds made at random from a seed: ordinary ones with extraordinary orders, nestings, types and bases of elements."""

from __future__ import annotations

from random import Random

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:thr="http://purl.org/syndication/thread/1.0"'
    ' xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)
TEXTS = (
    "", " ", "Plain", "Café &amp; crème", "AT&amp;amp;T", "&lt;b&gt;Bold&lt;/b&gt; title", "a &lt; b", "1 &lt;b&gt; 2", "東京の空", "CafÃ©", "\u0093quoted\u0094",
    "<![CDATA[<p>One &amp; two</p>]]>", "<![CDATA[<p>One</p><p>Two &nbsp;</p>]]> tail", "line\none", "  spaced  ", "&#8217;s", "&amp;#8217;s", "x &amp;foo; y",
    "Zürich\u2014Bern", "jane@example.org (Jane Doe)", "Jane &lt;jane@example.org&gt;", "jane@example.org", "(Jane)", "<!-- a comment -->after",
)  # fmt: skip
LINKS = (
    "https://example.org/a?b=1&amp;c=2", "http://example.org/?x=1&amp;amp;y=2", "/relative", "relative/path", "//other.example/x", "javascript:alert(1)",
    "https:////example.org/x", "", " https://example.org/space ", "https://example.org/ü", "mailto:jane@example.org", "https://[bad", "#here", "?q",
)  # fmt: skip
DATES = (
    "Fri, 10 Oct 2025 08:00:00 GMT", "Fri, 10 Oct 2025 08:00:00 +0530", "10 Oct 2025 08:00 EST", "2025-10-10T08:00:00Z", "2025-10-10T08:00:00.123-03:30",
    "2025-10-10", "2025-02-30T00:00:00Z", "yesterday", "", "Fri, 10 Oct 25 08:00:00 -0000", "20251010", "1960-01-01T00:00:00Z", "Oct 10 2025 08:00:00 GMT",
    "2025-10-10 08:00:00", "Fri,  10 Oct 2025  08:00:00  UTC", "2025-10-10t08:00:00z", "2025-10-10T24:00:00Z", "9999-12-31T23:59:59-12:00", "٢٠٢٥-10-10T08:00:00Z",
)  # fmt: skip
TYPES = ('type="text"', 'type="html"', 'type="xhtml"', 'type="text/html"', 'type="TEXT"', 'type="plain"', 'type="image/png"', 'mode="escaped"', "")
XHTML = (
    '<div xmlns="http://www.w3.org/1999/xhtml"><p class="a&quot;b">One <em>two</em> &amp; three &lt;</p><br/></div>',
    ' <div xmlns="http://www.w3.org/1999/xhtml">One</div><div xmlns="http://www.w3.org/1999/xhtml">Two</div> ',
    '<div xmlns="http://www.w3.org/1999/xhtml"><div>In</div></div>\n',
    '<div xmlns="http://www.w3.org/1999/xhtml"><svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg></div>',
    "<p>No namespace</p>",
    '<x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:a href="/y" rel="NoFollow">link</x:a></x:div>',
    "only text",
)
EXTRAS = ("", "", "", "", "", ' xml:lang="de"', ' xml:lang=""', ' xml:base="https://base.example/dir/"', ' xml:base="/other/"', ' lang="fr_CA"', ' foo="bar"')
TEXTUAL = (
    "title", "dc:title", "media:title", "description", "dc:description", "media:description", "summary", "itunes:summary", "itunes:subtitle", "subtitle",
    "content:encoded", "rights", "copyright", "feedburner:browserFriendly",
)  # fmt: skip
PERSONAL = ("author", "dc:creator", "itunes:author", "managingEditor", "dc:author", "webMaster", "contributor", "dc:contributor", "dc:publisher")
DATED = ("pubDate", "published", "updated", "dc:date", "dcterms:modified", "dcterms:issued", "modified", "issued", "created", "lastBuildDate")
WORDED = ("category", "dc:subject", "itunes:keywords", "media:keywords", "keywords", "media:category", "language", "dc:language", "ttl", "generator")
LINKED = ("link", "guid", "id", "comments", "url", "feedburner:origLink", "slash:comments", "podcast:transcript", "homepage", "docs")


class FeedMaker:
    """Makes one feed; the same seed makes the same feed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def feed(self) -> bytes:
        """The feed as a document."""
        kind = self.random.choice(("rss", "rss", "atom", "atom", "rdf"))
        entries = [self.element("entry" if kind == "atom" else "item", self.children(kind, 8)) for _ in range(self.random.randint(1, 4))]
        head = self.children(kind, 5, top=True)
        base = self.random.choice(("", "", ' xml:base="https://feed.example/x/"', ' xml:lang="en_GB"'))
        if kind == "atom":
            text = f'<feed xmlns="http://www.w3.org/2005/Atom" {NAMESPACES}{base}>{head}{"".join(entries)}</feed>'
        elif kind == "rss":
            text = f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" {NAMESPACES}{base}><channel>{head}{"".join(entries)}</channel></rss>'
        else:
            rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
            text = f'<rdf:RDF {rdf} {NAMESPACES}{base}><channel rdf:about="https://example.org/">{head}</channel>{"".join(entries)}</rdf:RDF>'
        return ('<?xml version="1.0" encoding="UTF-8"?>\n' + text).encode()

    def children(self, kind: str, most: int, top: bool = False) -> str:
        """A few elements of a feed or an entry."""
        return "\n".join(self.child(kind, top) for _ in range(self.random.randint(1, most)))

    def child(self, kind: str, top: bool) -> str:
        """One element."""
        pick = self.random.choice
        chance = self.random.random()
        if chance < 0.28:
            return self.textual(kind)
        if chance < 0.48:
            name = pick(LINKED)
            if name == "link" and pick((True, False)):
                rel = pick(("", 'rel="alternate"', 'rel="self"', 'rel="Enclosure"', 'rel="replies"', 'rel="alternate" type="text/plain"'))
                tag = "atom:link" if kind == "rss" and pick((True, False)) else "link"
                return f'<{tag} {rel} href="{pick(LINKS)}"/>'
            return self.element(name, pick(LINKS), pick(("", ' isPermaLink="false"', ' isPermaLink="true"')) if name == "guid" else "")
        if chance < 0.60:
            return self.element(pick(DATED), pick(DATES))
        if chance < 0.74:
            return self.person()
        if chance < 0.84:
            name = pick(WORDED)
            extra = pick(("", ' term="t" label="L"', ' domain="d"', ' term="t"')) if name in ("category", "media:category") else ""
            return self.element(name, pick(("News", "a, b,,c", "", "60", "en", "x &amp; y")), extra)
        if chance < 0.90:
            length = pick(("", ' length="123"', ' length="x"'))
            return pick((
                f'<enclosure url="{pick(LINKS)}" type="Audio/MPEG"{length}/>',
                f'<media:content url="{pick(LINKS)}" type="image/png" fileSize="5">{self.textual(kind)}</media:content>',
                f'<media:group><media:content url="{pick(LINKS)}"/>{self.textual(kind)}</media:group>',
                '<media:thumbnail url="https://example.org/t.png"/>',
            ))  # fmt: skip
        if chance < 0.95:
            return pick((
                f"<image><url>https://example.org/i.png</url>{self.textual(kind)}<link>{pick(LINKS)}</link></image>",
                '<itunes:image href="https://example.org/i.png"/>',
                f'<source url="https://example.org/s">{self.textual(kind)}{self.element("id", "urn:x")}{self.person()}</source>',
                "<source>Elsewhere</source>",
                "<itunes:owner><itunes:name>Owner</itunes:name><itunes:email>o@example.org</itunes:email></itunes:owner>",
                '<itunes:category text="Arts"><itunes:category text="Books"/></itunes:category>',
                "<media:credit>C</media:credit>",
                '<unknown a="1">text<title>inner</title></unknown>',
                "<unknown>text<link>https://example.org/inner</link></unknown>",
                '<thr:in-reply-to ref="x"/>',
                '<site xmlns="com-wordpress:feed-additions:1">1</site>',
            ))  # fmt: skip
        return self.element(pick(("textInput", "links", "tags", "body", "where", "cloud", "podcast:person")), pick(TEXTS), pick(EXTRAS)) if top else ""

    def textual(self, kind: str) -> str:
        """An element of text, of whatever type."""
        pick = self.random.choice
        name = pick((*TEXTUAL, "content") if kind == "atom" else TEXTUAL)
        given = pick(TYPES) if kind == "atom" or self.random.random() < 0.1 else ""
        text = pick(XHTML) if "xhtml" in given or self.random.random() < 0.03 else pick(TEXTS)
        return self.element(name, text, " " + given if given else "")

    def person(self) -> str:
        """Somebody, as text or in parts."""
        pick = self.random.choice
        parts = "".join(self.element(part, pick(("Jane Doe", "", "jane@example.org"))) for part in ("name", "email", "uri") if pick((True, False)))
        return self.element(pick(PERSONAL), parts if pick((True, False)) else pick(TEXTS))

    def element(self, name: str, inside: str, extra: str = "") -> str:
        """An element, seldom with an attribute that nobody expects."""
        return f"<{name}{extra}{self.random.choice(EXTRAS) if 'xml:' not in extra else ''}>{inside}</{name}>"
