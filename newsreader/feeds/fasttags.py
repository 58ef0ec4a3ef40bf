"""What each element of a feed means to feedparser (6.0), kept rule by rule for the fast path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from newsreader.feeds.dates import read_date
from newsreader.feeds.fastframes import TYPES, XHTML, Attrs, Frames, Unsure
from newsreader.feeds.mailbox import split_mailbox

LONGEST_NAME = 500
MOST_TAGS = 200


class Tags(Frames):
    """The rules of the elements that have one."""

    def start_channel(self, attrs: Attrs) -> None:
        if "lastmod" in attrs or "href" in attrs or self._inentry:
            raise Unsure("a channel of another kind")
        self._infeed = True

    def end_channel(self) -> None:
        self._infeed = False

    def start_item(self, attrs: Attrs) -> None:
        if self._inentry or self._insource or "lastmod" in attrs or "href" in attrs:
            raise Unsure("an entry of another kind")
        about = attrs.get("rdf:about")
        self.entries.append({"id": about} if about else {})
        self._depths = {}
        self.push("item", False)
        self._inentry, self._guid_is_link, self._title_depth = True, False, -1

    def end_item(self) -> None:
        self.pop("item")
        self._inentry = self._has_content = False

    def start_image(self, attrs: Attrs) -> None:
        if self._insource:
            raise Unsure("an image in a source")
        if not self._inentry:
            self.context().setdefault("image", {})
        self.inimage, self._title_depth = True, -1
        self.push("image", False)

    def start_itunes_image(self, attrs: Attrs) -> None:
        self.push("itunes_image", False)
        if href := attrs.get("href") or attrs.get("url"):
            self.context()["image"] = {"href": href}

    def end_image(self) -> None:
        self.pop("image")
        self.inimage = False

    def start_source(self, attrs: Attrs) -> None:
        self.push("source", True)
        self._insource, self._title_depth = True, -1

    def end_source(self) -> None:
        self._insource = False
        self.pop("source")
        self._source = {}

    def start_title(self, attrs: Attrs) -> None:
        self.push_content("title", attrs, "text/plain")

    def end_title(self) -> None:
        if self.pop_content("title"):
            self._title_depth = self.depth

    def end_media_title(self) -> None:
        before = self._title_depth
        self.end_title()
        self._title_depth = before

    def start_description(self, attrs: Attrs) -> None:
        if "summary" in self.context() and not self._has_content:
            self._summary_key = "content"
            self.start_content(attrs)
        else:
            self.push_content("description", attrs, "text/html")

    def end_description(self) -> None:
        if self._summary_key == "content":
            self.end_content()
        else:
            self.pop_content("description")
        self._summary_key = None

    def start_summary(self, attrs: Attrs) -> None:
        if "summary" in self.context() and not self._has_content:
            self._summary_key = "content"
            self.start_content(attrs)
        else:
            self._summary_key = "summary"
            self.push_content("summary", attrs, "text/plain")

    def end_summary(self) -> None:
        if self._summary_key == "content":
            self.end_content()
        else:
            self.pop_content(self._summary_key or "summary")
        self._summary_key = None

    def start_content(self, attrs: Attrs) -> None:
        self._has_content = True
        self.push_content("content", attrs, "text/plain")
        self.push("content", True)

    def start_content_encoded(self, attrs: Attrs) -> None:
        self._has_content = True
        self.push_content("content", attrs, "text/html")

    def end_content(self) -> None:
        value = self.pop_content("content")
        self.context().setdefault("summary", value)

    def start_guid(self, attrs: Attrs) -> None:
        self._guid_is_link = attrs.get("ispermalink", "true") == "true"
        self.push("id", True)

    def end_guid(self) -> None:
        value = self.pop("id")
        if self._guid_is_link:
            self.context().setdefault("link", value)

    def start_link(self, attrs: Attrs) -> None:
        attrs.setdefault("rel", "alternate")
        attrs.setdefault("type", "application/atom+xml" if attrs["rel"] == "self" else "text/html")
        _enforce_href(attrs)
        if "href" in attrs:
            attrs["href"] = self.resolve(attrs["href"])
        context = self.context()
        links = context.setdefault("links", [])
        if not (self._inentry and self.inimage):
            links.append(attrs)
        if "href" not in attrs:
            self.push("link", self._infeed or self._inentry or self._insource)
        elif attrs["rel"] == "alternate" and TYPES.get(attrs["type"], attrs["type"]) in ("text/html", XHTML):
            context["link"] = attrs["href"]

    def start_enclosure(self, attrs: Attrs) -> None:
        _enforce_href(attrs)
        attrs["rel"] = "enclosure"
        self.context().setdefault("links", []).append(attrs)

    def start_media_content(self, attrs: Attrs) -> None:
        self.context().setdefault("media_content", []).append(attrs)

    def start_author(self, attrs: Attrs) -> None:
        self._inauthor = True
        self.push("author", True)
        self.context().setdefault("authors", []).append({})

    def end_author(self) -> None:
        self.pop("author")
        self._inauthor = False
        self._sync_author()

    def start_owner(self, attrs: Attrs) -> None:
        self._inpublisher = True
        self.push("publisher", False)

    def end_owner(self) -> None:
        self.pop("publisher")
        self._inpublisher = False

    def end_name(self) -> None:
        self._end_part("name", "name")

    def end_email(self) -> None:
        self._end_part("email", "email")

    def end_url(self) -> None:
        value = self.pop("href")
        if self._inauthor:
            self._save_author("href", value)

    def _end_part(self, element: str, key: str) -> None:
        value = self.pop(element)
        if self._inpublisher or self._inauthor:
            self._save_author(key, value)

    def _save_author(self, key: str, value: str | None) -> None:
        if not self._inpublisher:  # feedparser's detail is its first author's own dictionary, or none's
            self.context().setdefault("author_detail", {})[key] = value
        self._sync_author()
        self.context().setdefault("authors", [{}])[-1][key] = value

    def _sync_author(self) -> None:
        context = self.context()
        detail: dict[str, Any] = context.get("authors", [{}])[-1]
        if detail:
            name, email = detail.get("name"), detail.get("email")
            if name or email:
                context["author"] = f"{name} ({email})" if name and email else name or email
            return
        author = context.get("author")
        if not author or len(author) > LONGEST_NAME:
            return
        name, email = split_mailbox(author)
        context.setdefault("author_detail", detail)
        if email:
            detail["email"] = email
        if name:
            detail["name"] = name

    def start_category(self, attrs: Attrs) -> None:
        self._add_tag(attrs.get("term"), attrs.get("scheme", attrs.get("domain")), attrs.get("label"))
        self.push("category", True)

    def start_media_category(self, attrs: Attrs) -> None:
        attrs.setdefault("scheme", "http://search.yahoo.com/mrss/category_schema")
        self.start_category(attrs)

    def start_itunes_category(self, attrs: Attrs) -> None:
        self._add_tag(attrs.get("text"), "http://www.itunes.com/", None)
        self.push("category", True)

    def end_category(self) -> None:
        if value := self.pop("category"):
            tags = self.context()["tags"]
            if tags and not tags[-1]["term"]:
                tags[-1]["term"] = value
            else:
                self._add_tag(value, None, None)

    def start_keywords(self, attrs: Attrs, element: str = "itunes_keywords") -> None:
        if attrs:
            self.context()[element] = None
        else:
            self.push(element, True)

    def end_itunes_keywords(self) -> None:
        self._add_words(self.pop("itunes_keywords"), "http://www.itunes.com/")

    def end_media_keywords(self) -> None:
        self._add_words(self.pop("media_keywords"), None)

    def _add_words(self, words: str | None, scheme: str | None) -> None:
        for word in (words or "").split(","):
            if word.strip():
                self._add_tag(word.strip(), scheme, None)

    def _add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        tags = self.context().setdefault("tags", [])
        tag = {"term": term, "scheme": scheme, "label": label}
        if len(tags) > MOST_TAGS:
            raise Unsure("too many categories")
        if (term or scheme or label) and tag not in tags:
            tags.append(tag)


def _enforce_href(attrs: Attrs) -> None:
    href = attrs.get("url", attrs.get("uri", attrs.get("href")))
    if href:
        attrs.pop("url", None)
        attrs.pop("uri", None)
        attrs["href"] = href


def _pushing(element: str, expecting: bool = True) -> Callable[[Tags, Attrs], None]:
    def start(tags: Tags, attrs: Attrs) -> None:
        tags.push(element, expecting)

    return start


def _pushing_content(element: str) -> Callable[[Tags, Attrs], None]:
    def start(tags: Tags, attrs: Attrs) -> None:
        tags.push_content(element, attrs, "text/plain")

    return start


def _popping(element: str) -> Callable[[Tags], None]:
    def end(tags: Tags) -> None:
        tags.pop(element)

    return end


def _popping_content(element: str) -> Callable[[Tags], None]:
    def end(tags: Tags) -> None:
        tags.pop_content(element)

    return end


def _popping_date(element: str) -> Callable[[Tags], None]:
    def end(tags: Tags) -> None:
        value = tags.pop(element)
        tags.context()[element + "_parsed"] = read_date(value)

    return end


def _unsure(tags: Tags, attrs: Attrs) -> None:
    raise Unsure("an element that is left to feedparser")


def _nothing(tags: Tags, attrs: Attrs) -> None:
    """An element that has a rule, and the rule is to do nothing."""


STARTS: dict[str, Callable[[Tags, Attrs], None]] = {
    "rss": _nothing, "media_group": _nothing, "channel": Tags.start_channel, "feed": Tags.start_channel,
    "item": Tags.start_item, "entry": Tags.start_item, "image": Tags.start_image, "source": Tags.start_source,
    "title": Tags.start_title, "dc_title": Tags.start_title, "media_title": Tags.start_title,
    "description": Tags.start_description, "dc_description": Tags.start_description, "media_description": Tags.start_description,
    "summary": Tags.start_summary, "itunes_summary": Tags.start_summary,
    "content": Tags.start_content, "content_encoded": Tags.start_content_encoded,
    "guid": Tags.start_guid, "id": Tags.start_guid, "link": Tags.start_link, "enclosure": Tags.start_enclosure,
    "media_content": Tags.start_media_content,
    "author": Tags.start_author, "managingeditor": Tags.start_author, "dc_author": Tags.start_author,
    "dc_creator": Tags.start_author, "itunes_author": Tags.start_author, "contributor": _pushing("contributor", False),
    "dc_contributor": _pushing("name", False), "itunes_owner": Tags.start_owner,
    "name": _pushing("name", False), "itunes_name": _pushing("name", False),
    "email": _pushing("email", False), "itunes_email": _pushing("email", False),
    "url": _pushing("href"), "homepage": _pushing("href"), "uri": _pushing("href"),
    "webmaster": _pushing("publisher"), "dc_publisher": _pushing("publisher"),
    "category": Tags.start_category, "keywords": Tags.start_category, "dc_subject": Tags.start_category,
    "media_category": Tags.start_media_category, "itunes_category": Tags.start_itunes_category,
    "itunes_keywords": Tags.start_keywords, "media_keywords": lambda tags, attrs: tags.start_keywords(attrs, "media_keywords"),
    "published": _pushing("published"), "issued": _pushing("published"), "pubdate": _pushing("published"),
    "dcterms_issued": _pushing("published"), "updated": _pushing("updated"), "modified": _pushing("updated"),
    "lastbuilddate": _pushing("updated"), "dc_date": _pushing("updated"), "dcterms_modified": _pushing("updated"),
    "created": _pushing("created"), "dcterms_created": _pushing("created"),
    "language": _pushing("language"), "dc_language": _pushing("language"),
    "subtitle": _pushing_content("subtitle"), "tagline": _pushing_content("subtitle"), "itunes_subtitle": _pushing_content("subtitle"),
    "rights": _pushing_content("rights"), "copyright": _pushing_content("rights"), "dc_rights": _pushing_content("rights"),
    "info": _pushing_content("info"), "feedburner_browserfriendly": _pushing_content("info"),
    "generator": _pushing("generator"), "cloud": _nothing, "expirationdate": _pushing("expired"),
    "width": _pushing("width", False), "height": _pushing("height", False),
    "itunes_image": Tags.start_itunes_image, "itunes_link": Tags.start_itunes_image,
    "media_thumbnail": _pushing("url"), "media_credit": _pushing("credit"), "media_rating": _pushing("rating"),
    "media_restriction": _pushing("restriction"), "media_license": _pushing("license"), "media_player": _pushing("media_player", False),
    "textinput": _unsure, "abstract": _unsure, "body": _unsure, "xhtml_body": _unsure, "fullitem": _unsure, "newlocation": _unsure,
    "tags": _unsure, "where": _unsure, "georss_where": _unsure, "dcterms_valid": _unsure,
}  # fmt: skip

ENDS: dict[str, Callable[[Tags], None]] = {
    "channel": Tags.end_channel, "feed": Tags.end_channel, "item": Tags.end_item, "entry": Tags.end_item, "image": Tags.end_image,
    "source": Tags.end_source, "title": Tags.end_title, "dc_title": Tags.end_title, "media_title": Tags.end_media_title,
    "description": Tags.end_description, "dc_description": Tags.end_description, "media_description": Tags.end_description,
    "summary": Tags.end_summary, "itunes_summary": Tags.end_summary, "content": Tags.end_content, "content_encoded": Tags.end_content,
    "guid": Tags.end_guid, "id": Tags.end_guid, "link": _popping("link"),
    "author": Tags.end_author, "managingeditor": Tags.end_author, "dc_author": Tags.end_author, "dc_creator": Tags.end_author,
    "itunes_author": Tags.end_author, "contributor": _popping("contributor"), "dc_contributor": Tags.end_name,
    "itunes_owner": Tags.end_owner, "name": Tags.end_name, "itunes_name": Tags.end_name, "email": Tags.end_email,
    "itunes_email": Tags.end_email, "url": Tags.end_url, "homepage": Tags.end_url, "uri": Tags.end_url,
    "webmaster": _popping("publisher"), "dc_publisher": _popping("publisher"),
    "category": Tags.end_category, "keywords": Tags.end_category, "dc_subject": Tags.end_category, "media_category": Tags.end_category,
    "itunes_category": Tags.end_category, "itunes_keywords": Tags.end_itunes_keywords, "media_keywords": Tags.end_media_keywords,
    "published": _popping_date("published"), "issued": _popping_date("published"), "pubdate": _popping_date("published"),
    "dcterms_issued": _popping_date("published"), "updated": _popping_date("updated"), "modified": _popping_date("updated"),
    "lastbuilddate": _popping_date("updated"), "dc_date": _popping_date("updated"), "dcterms_modified": _popping_date("updated"),
    "created": _popping_date("created"), "dcterms_created": _popping_date("created"),
    "language": _popping("language"), "dc_language": _popping("language"),
    "subtitle": _popping_content("subtitle"), "tagline": _popping_content("subtitle"), "itunes_subtitle": _popping_content("subtitle"),
    "rights": _popping_content("rights"), "copyright": _popping_content("rights"), "dc_rights": _popping_content("rights"),
    "info": _popping_content("info"), "feedburner_browserfriendly": _popping_content("info"),
    "media_thumbnail": _popping("url"), "media_credit": _popping("credit"), "media_rating": _popping("rating"),
    "media_restriction": _popping("restriction"), "media_license": _popping("license"), "expirationdate": _popping("expired"),
}  # fmt: skip
