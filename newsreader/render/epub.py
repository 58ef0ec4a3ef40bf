"""Articles as one book: EPUB 3 with contents by feed, pictures, bylines and links."""

from __future__ import annotations

import time
import uuid
import zipfile
from collections import Counter
from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import BinaryIO

from newsreader.render.chapters import Chapter, Picture, chapter_html, language_of
from newsreader.render.html import STYLE
from newsreader.text.clean import clean

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{attributes}>
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
{body}
</body>
</html>
"""


def write_epub(out: BinaryIO, title: str, chapters: Iterable[Chapter], now: int) -> int:
    """Write a book, chapter by chapter as they come (a section's ones in a row); gives how many. One picture is kept once."""
    book = _Book(out, now)
    for chapter in chapters:
        book.add(chapter)
    book.finish(title)
    return len(book.contents)


class _Book:
    """A book that is being written: the archive, and what its lists will name."""

    def __init__(self, out: BinaryIO, now: int) -> None:
        self.contents: list[tuple[str, str, str]] = []
        self._now = time.gmtime(now)
        self._pictures: dict[str, Picture] = {}
        self._languages: Counter[str] = Counter()
        self._zip = zipfile.ZipFile(out, "w")
        self._put("mimetype", b"application/epub+zip", packs=False)
        self._put("META-INF/container.xml", _CONTAINER.encode())
        self._put("book/style.css", STYLE.encode())

    def add(self, chapter: Chapter) -> None:
        """Write a chapter and those of its pictures that are not in the book yet."""
        for picture in chapter.pictures.values():
            if picture.name not in self._pictures:
                self._pictures[picture.name] = Picture(picture.name, picture.media_type, b"")
                self._put(f"book/{picture.name}", picture.data, packs=False)
        language = language_of(chapter.article)
        self._languages[language or "und"] += 1
        attributes = f' lang="{language}" xml:lang="{language}"' if language else ""
        attributes += f' dir="{chapter.article.direction}"'
        name = f"{len(self.contents) + 1:04}.xhtml"
        body = f"<article>\n{chapter_html(chapter, '', lambda picture: picture.name)}\n</article>"
        self._put(f"book/{name}", _PAGE.format(attributes=attributes, title=_text(chapter.title), body=body).encode())
        self.contents.append((chapter.section, chapter.title, name))

    def finish(self, title: str) -> None:
        """Write contents and package, and close the archive."""
        self._put("book/contents.xhtml", _PAGE.format(attributes="", title=_text(title), body=self._navigation(title)).encode())
        self._put("book/book.opf", self._package(title).encode())
        self._zip.close()

    def _navigation(self, title: str) -> str:
        parts = []
        for section, entries in groupby(self.contents, key=lambda entry: entry[0]):
            rows = "\n".join(f'<li><a href="{name}">{_text(text)}</a></li>' for _, text, name in entries)
            parts.append(f"<li><span>{_text(section)}</span>\n<ol>\n{rows}\n</ol></li>")
        listed = "\n".join(parts)
        return f'<h1>{_text(title)}</h1>\n<nav epub:type="toc" id="toc"><h2>Contents</h2>\n<ol>\n{listed}\n</ol>\n</nav>'

    def _package(self, title: str) -> str:
        modified = time.strftime("%Y-%m-%dT%H:%M:%SZ", self._now)
        known = [language for language, _ in self._languages.most_common() if language != "und"]
        names = [name for _, _, name in self.contents]
        identifier = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join([title, modified, *(text for _, text, _ in self.contents)]))
        items = [f'<item id="c{name[:-6]}" href="{name}" media-type="application/xhtml+xml"/>' for name in names]
        items += [f'<item id="i-{p.name}" href="{p.name}" media-type="{p.media_type}"/>' for p in self._pictures.values()]
        spine = "\n".join(f'<itemref idref="c{name[:-6]}"/>' for name in names)
        listed = "\n".join(items)
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>
<dc:title>{_text(title)}</dc:title>
<dc:language>{known[0] if known else "und"}</dc:language>
<dc:creator>newsreader</dc:creator>
<dc:date>{modified}</dc:date>
<meta property="dcterms:modified">{modified}</meta>
</metadata>
<manifest>
<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
{listed}
</manifest>
<spine>
<itemref idref="contents"/>
{spine}
</spine>
</package>
"""

    def _put(self, name: str, data: bytes, packs: bool = True) -> None:
        about = zipfile.ZipInfo(name, self._now[:6] if self._now[0] >= 1980 else (1980, 1, 1, 0, 0, 0))
        about.compress_type = zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED
        self._zip.writestr(about, data)


def _text(text: str) -> str:
    return escape("".join(each for each in clean(text) if each not in "\ufffe\uffff"), quote=True) or "(no title)"
