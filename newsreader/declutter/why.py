"""Why an article came out as it did: how its body was chosen, and what each rule hid. For bug reports."""

from __future__ import annotations

from collections.abc import Iterator

from newsreader.declutter.page import read_page

_SHOWN = 70


def why(page: bytes | str, url: str | None = None, content_type: str | None = None, witness: str | None = None) -> Iterator[str]:
    """Lines that tell it: the body, the metadata, then each hidden piece by rule; raises PageRefused as `declutter` does."""
    article, how = read_page(page, url, content_type, witness)
    yield f"body: {how}"
    yield f"shown: {len(article.blocks)} blocks, {article.words} words"
    for name in ("title", "byline", "site", "published", "modified", "language", "url", "notice"):
        yield f"{name}: {getattr(article, name) or '–'}"
    rules: dict[tuple[str, str], list[str]] = {}
    for piece in article.hidden:
        rules.setdefault((piece.kind, piece.reason), []).append(piece.text)
    for (kind, reason), texts in sorted(rules.items(), key=lambda rule: -len(rule[1])):
        yield f"hidden, {kind}: {reason} ({len(texts)})"
        for text in texts[:5]:
            yield f"    {text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}"
        if len(texts) > 5:
            yield f"    … and {len(texts) - 5} more"
