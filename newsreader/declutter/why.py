"""Why an article came out as it did: how its body was chosen, and what each rule hid. For bug reports."""

from __future__ import annotations

from collections.abc import Iterator

from newsreader.declutter.page import read_page
from newsreader.declutter.pages import OtherPages, other_pages
from newsreader.model.sites import SELECTORS, SiteRules, shown_host

_SHOWN = 70


def why(
    page: bytes | str,
    url: str | None = None,
    content_type: str | None = None,
    witness: str | None = None,
    rules: SiteRules | None = None,
) -> Iterator[str]:
    """Lines that tell it: the body, the metadata, then each hidden piece by rule; raises PageRefused as `declutter` does."""
    article, how = read_page(page, url, content_type, witness, rules)
    yield f"body: {how}"
    if rules is not None:
        counts = [(len(getattr(rules, name)), name) for name in ("hide", "show", *SELECTORS, "replace")]
        unheeded = f"; not followed: {', '.join(rules.unheeded)}" if rules.unheeded else ""
        counted = ", ".join(f"{count} {name}" for count, name in counts if count) or "none that count"
        yield f"site rules, {shown_host(rules.host)}: {counted}{unheeded}"
    yield f"shown: {len(article.blocks)} blocks, {article.words} words"
    others = other_pages(page, url, content_type, rules) if url else OtherPages()
    yield f"next page: {others.following or '–'}" + (f"; all of it on one page: {others.single}" if others.single else "")
    for name in ("title", "byline", "site", "published", "modified", "language", "url", "notice"):
        yield f"{name}: {getattr(article, name) or '–'}"
    hidden: dict[tuple[str, str], list[str]] = {}
    for piece in article.hidden:
        hidden.setdefault((piece.kind, piece.reason), []).append(piece.text)
    for (kind, reason), texts in sorted(hidden.items(), key=lambda rule: -len(rule[1])):
        yield f"hidden, {kind}: {reason} ({len(texts)})"
        for text in texts[:5]:
            yield f"    {text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}"
        if len(texts) > 5:
            yield f"    … and {len(texts) - 5} more"
