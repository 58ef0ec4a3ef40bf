"""An article as the store keeps it: JSON, a long one in slices of blocks, of which the first are read before the last are looked at.

A slice ends with a newline, which JSON written without spaces has nowhere else: the whole is one JSON document all the same. The first
slice has everything but the blocks, and what has to be known of these (`outline`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from newsreader.model.article import Article, Block
from newsreader.model.sliced import Outline, Sliced
from newsreader.render.json import block_to_json, from_json, read_block, to_json
from newsreader.render.outline import outline_of

_CUT = ',"blocks":[\n'
"""How the first slice ends."""
_WHOLE = 40_000
"""Characters of blocks up to which an article isn't sliced."""
_FIRST, _FURTHER = 12_000, 30_000
"""Characters of the first slice of blocks, which has to be there at once, and of the others: about a millisecond each."""


def packed(article: Article) -> str:
    """An article as the store keeps it."""
    head = to_json(article, blocks=False)
    texts = [_written(block_to_json(block)) for block in article.blocks]
    if sum(map(len, texts)) <= _WHOLE:
        return f'{_written(head)[:-1]},"blocks":[{",".join(texts)}]}}'
    slices: list[list[str]] = [[]]
    size = 0
    for text in texts:
        if size > (_FIRST if len(slices) == 1 else _FURTHER):
            slices.append([])
            size = 0
        slices[-1].append(text)
        size += len(text)
    outline = outline_of(article.blocks)
    head["outline"] = {"counts": [len(each) for each in slices], "links": outline.links, "images": sorted(outline.images)}
    return _written(head)[:-1] + _CUT + ",\n".join(",".join(each) for each in slices) + "]}"


def read_slices(slices: Sequence[str]) -> Article:
    """The article of a text in slices, of whose blocks none is made before it is looked at; of a text that isn't sliced all are."""
    first = slices[0]
    if len(slices) == 1 or not first.endswith(_CUT):
        return from_json(json.loads("".join(slices)))
    data: dict[str, Any] = json.loads(f"{first}]}}")

    def load(number: int) -> tuple[Block, ...]:
        text = slices[number + 1].rstrip("\n")
        text = text[:-2] if number + 2 == len(slices) else text[:-1]
        return tuple(read_block(block) for block in json.loads(f"[{text}]"))

    known = data["outline"]
    outline = Outline(tuple(known["links"]), frozenset(known["images"]))
    return from_json(data, Sliced(known["counts"], load, outline, slices))


def _written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
