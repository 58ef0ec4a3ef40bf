"""How well the same story is found: `python -m tests.bench.stories` prints precision and recall over the labelled pairs."""

from __future__ import annotations

import sys

from newsreader.library.alike import Likeness, likeness, same_story
from tests.library.story_pairs import Pair, Story, pairs

PARTS = ("tuned", "held", "fresh", "wide")


def judged(found: list[Pair]) -> tuple[list[Pair], list[Pair], list[Pair]]:
    """The pairs that were rightly and wrongly taken for one story, and those that were missed."""
    right: list[Pair] = []
    wrong: list[Pair] = []
    missed: list[Pair] = []
    for pair in found:
        same = same_story(_likeness(pair.one), _likeness(pair.other))
        if same:
            (right if pair.same else wrong).append(pair)
        elif pair.same:
            missed.append(pair)
    return right, wrong, missed


def _likeness(story: Story) -> Likeness:
    return likeness(story.title, story.text, story.published)


def main() -> None:
    for part in sys.argv[1:] or PARTS:
        found = pairs(part)
        right, wrong, missed = judged(found)
        precision = len(right) / max(1, len(right) + len(wrong))
        recall = len(right) / max(1, len(right) + len(missed))
        print(f"{part}: {len(found)} pairs, {len(right) + len(missed)} the same; precision {precision:.3f}, recall {recall:.3f}")
        for word, several in (("wrong", wrong), ("missed", missed)):
            for pair in several:
                print(f"  {word}: {pair.one.group}: {pair.one.title}  |  {pair.other.title}")



if __name__ == "__main__":
    main()
