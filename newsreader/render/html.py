"""An article as a standalone HTML page: everything escaped, no script, links only to the web and mail.

A plain page for a browser first. What HTML has no element for stands in metas and `data-` attributes, which show and load nothing, so that
`render.from_html` gives back the same article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from newsreader.model.article import (
    Article,
    Block,
    Code,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Formula,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    Table,
)
from newsreader.render.links import safe_link
from newsreader.text.clean import clean, clean_block

_POLICY = "default-src 'none'; img-src {}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = (
    "body{max-width:38em;margin:2em auto;padding:0 1em;font:1.1em/1.5 Georgia,serif}img{max-width:100%;height:auto}"
    "figcaption,.by{color:#666;font-size:.9em}pre{overflow-x:auto}"
    "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.2em .5em}"
)
_TAGS = (("code", "code"), ("strike", "s"), ("emphasis", "em"), ("strong", "strong"), ("sup", "sup"), ("sub", "sub"))
_NOT_ID = re.compile(r"[^\w-]+")
GENERATOR = "newsreader"
"""How a page says that it was made here."""
METAS = {"byline": "author", "site": "og:site_name", "published": "article:published_time", "modified": "article:modified_time"}
"""The names by which a page's head says what the article knows of itself."""


def to_html(article: Article) -> str:
    """The whole article as one page."""
    language = f' lang="{_escape(clean(article.language))}"' if article.language else ""
    head = f"<head>\n{html_head(article.title)}\n{_metas(article)}\n</head>"
    body = f"<body>\n<article>\n{article_html(article)}\n</article>\n</body>"
    return clean_block(f'<!DOCTYPE html>\n<html{language} dir="{article.direction}">\n{head}\n{body}\n</html>\n')


def _metas(article: Article) -> str:
    """What the article knows of itself and what was hidden in it, by the names that the web has for it, else by our own."""
    made = [_meta("generator", GENERATOR)]
    made += [_meta(name, value) for field, name in METAS.items() if (value := getattr(article, field)) is not None]
    canonical = safe_link(article.url)
    if canonical:
        made.append(f'<link rel="canonical" href="{_escape(canonical)}">')
    if article.url is not None and article.url != canonical:
        made.append(_meta("newsreader:url", article.url))
    if article.title != clean(article.title):
        made.append(_meta("newsreader:title", article.title))
    lead = article.lead_image
    if lead is not None:
        made += [_meta("og:image", lead.url), _meta("og:image:alt", lead.alt)]
        sizes = (("width", lead.width), ("height", lead.height))
        made += [_meta(f"og:image:{name}", str(size)) for name, size in sizes if size is not None]
    made.append(_meta("newsreader:words", str(article.words)))
    if article.notice is not None:
        made.append(_meta("newsreader:notice", article.notice))
    for piece in article.hidden:
        about = f' data-kind="{piece.kind}" data-reason="{_escape(piece.reason)}" data-after="{piece.after}"'
        made.append(_meta("newsreader:hidden", piece.text, about))
    return "\n".join(made)


def _meta(name: str, value: str, about: str = "") -> str:
    key = "property" if name.startswith(("og:", "article:")) else "name"
    return f'<meta {key}="{name}" content="{_escape(value)}"{about}>'


def html_head(title: str, pictures: str = "http: https:") -> str:
    """The head of a page, what stands between its tags: no script runs and nothing loads but pictures from `pictures` (a policy)."""
    return (
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_escape(_POLICY.format(pictures))}">\n'
        f'<meta name="referrer" content="no-referrer">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{_escape(clean(title))}</title>\n<style>{STYLE}</style>"
    )


def article_html(article: Article) -> str:
    """An article from its title to the link to its page, as HTML without a page around it."""
    title = _escape(clean(article.title))
    by = " · ".join(_escape(clean(part)) for part in (article.byline, article.site, article.published) if part)
    shown = {image.url for block in article.blocks if isinstance(block, Figure) for image in block.images}
    lead = _image(article.lead_image) if article.lead_image and article.lead_image.url not in shown else ""
    source = safe_link(article.url)
    head = [
        f"<h1>{title}</h1>" if title else "",
        f'<p class="by">{by}</p>' if by else "",
        f"<figure>{lead}</figure>" if lead else "",
    ]
    foot = [
        f'<p class="by">{_escape(clean(article.notice))}</p>' if article.notice else "",
        f'<p class="by">{_link(_escape(source), source)}</p>' if source else "",
    ]
    parts = (_around("header", head), _blocks(article.blocks), _around("footer", foot))
    return clean_block("\n".join(part for part in parts if part))


def _around(tag: str, parts: list[str]) -> str:
    """What stands before or after the article's own blocks."""
    inner = "\n".join(part for part in parts if part)
    return f"<{tag}>\n{inner}\n</{tag}>" if inner else ""


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(text for block in blocks if (text := _block(block)))


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans):
            return f"<p>{_inline(spans)}</p>"
        case Heading(level, spans):
            shown = min(6, max(2, level))
            own = "" if shown == level else f' data-level="{level}"'
            return f"<h{shown}{own}>{_inline(spans)}</h{shown}>"
        case ListBlock(items, ordered, start):
            made = "\n".join(f"<li>{_item(item)}</li>" for item in items)
            own = "" if start == 1 else f' data-start="{start}"'
            return f'<ol start="{start}">\n{made}\n</ol>' if ordered else f"<ul{own}>\n{made}\n</ul>"
        case Definitions(definitions):
            return "<dl>\n" + "\n".join(f"<dt>{_inline(d.term)}</dt><dd>{_item(d.blocks)}</dd>" for d in definitions) + "\n</dl>"
        case Quote(blocks, pull):
            return f"<{'aside' if pull else 'blockquote'}>\n{_blocks(blocks)}\n</{'aside' if pull else 'blockquote'}>"
        case Code(text, language):
            return f"<pre><code{_language(language)}>{_escape(text)}</code></pre>"
        case Table():
            return _table(block)
        case Figure(images, caption, credit):
            return f"<figure>{''.join(map(_image, images))}{_caption(caption, credit)}</figure>"
        case Embed(url, title, blocks):
            source = f'<p class="source{"" if title else " untitled"}">{_link(_escape(title) or "embedded", url)}</p>'
            return f'<blockquote class="embed">\n{_blocks(blocks)}\n{source}\n</blockquote>'
        case Footnote(label, blocks):
            return f'<div id="note-{_id(label)}" class="note"><sup>{_escape(label)}</sup>\n{_blocks(blocks)}\n</div>'
        case Formula(text):
            return f'<p class="formula"><code>{_lines(text)}</code></p>'
        case Rule():
            return "<hr>"


def _item(blocks: tuple[Block, ...]) -> str:
    """An item's content: a lone paragraph that says something needs no `<p>`."""
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and blocks[0].spans:
        return _inline(blocks[0].spans)
    return _blocks(blocks)


def _language(language: str | None) -> str:
    """The class by which highlighters know a language, and its name where that can't be a class."""
    if language is None:
        return ""
    name = _NOT_ID.sub("-", language)
    return f' class="language-{_escape(name)}"' + ("" if name == language else f' data-language="{_escape(language)}"')


def _caption(caption: Spans, credit: str) -> str:
    if not caption and not credit:
        return ""
    told = f'<span class="credit">{" — " if caption else ""}{_escape(credit)}</span>' if credit else ""
    return f"<figcaption>{_inline(caption)}{told}</figcaption>"


def _table(table: Table) -> str:
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            tag = "th" if cell.header else "td"
            columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            cells.append(f"<{tag}{columns}>{_inline(cell.spans)}</{tag}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    caption = f"<caption>{_inline(table.caption)}</caption>\n" if table.caption else ""
    return f"<table>\n{caption}" + "\n".join(rows) + "\n</table>"


def _image(image: Image) -> str:
    url, alt = safe_link(image.url), _escape(image.alt)
    size = "".join(f' {name}="{given}"' for name, given in (("width", image.width), ("height", image.height)) if given is not None)
    own = "" if url == image.url else f' data-src="{_escape(image.url)}"'
    if not url:
        return f'<span class="picture"{own}{size.replace(" ", " data-")}>{alt}</span>'
    return f'<img src="{_escape(url)}" alt="{alt}"{size}{own} loading="lazy" referrerpolicy="no-referrer">'


def _inline(spans: Spans) -> str:
    """Inline text, a span an element or a bare run of text: two runs beside each other would be one."""
    made: list[str] = []
    bare = False
    for span in spans:
        text = _span(span)
        plain = span == Span(span.text)
        if plain and (bare or not text):
            text, plain = f"<span>{text}</span>", False
        made.append(text)
        bare = plain
    return "".join(made)


def _span(span: Span) -> str:
    text = _lines(span.text)
    for flag, tag in _TAGS:
        if getattr(span, flag):
            text = f"<{tag}>{text}</{tag}>"
    if span.note is not None:
        name = _id(span.note)
        own = "" if name == span.note else f' data-note="{_escape(span.note)}"'
        own += "" if span.link is None else f' data-link="{_escape(span.link)}"'
        return f'<sup class="note"><a href="#note-{name}"{own}>{text}</a></sup>'
    return _link(text, span.link)


def _lines(text: str) -> str:
    return _escape(text).replace("\n", "<br>\n")


def _link(text: str, url: str | None) -> str:
    """A link; one that may not be followed keeps its address without leading there."""
    if url is None:
        return text
    safe = safe_link(url)
    own = "" if safe == url else f' data-link="{_escape(url)}"'
    return f'<a href="{_escape(safe)}" rel="noopener noreferrer"{own}>{text}</a>' if safe else f"<a{own}>{text}</a>"


def _id(label: str) -> str:
    return _escape(_NOT_ID.sub("-", clean(label)))


def _escape(text: str) -> str:
    return escape(clean_block(text), quote=True)
