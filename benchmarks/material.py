"""Stories of any length for benchmarks, made from our sample stories."""

from __future__ import annotations

import random
import re
from itertools import count, cycle
from pathlib import Path

from audiofic.read import read

SEEDS = Path(__file__).parents[1] / "seeds"
STORIES_A_CHAPTER = 3
"""About 4,000 words, as authors write them."""
OTHERS = 8
"""Of so many longer words, one becomes another word of the samples: what is said twice would be spoken but once."""

_WORD = re.compile(r"(?<=[a-z] )[a-z]{5,}")


def story(words: int, folder: Path) -> Path:
    """A text file of about so many words in chapters. The same number always gives the same text."""
    samples = [
        path for path in sorted(SEEDS.iterdir()) if path.suffix in (".html", ".md", ".txt") and path.stem != "README"
    ]
    texts = ["\n\n".join(" ".join(block.text.split()) for _, _, block in read(path).blocks()) for path in samples]
    vocabulary = sorted({word for text in texts for word in _WORD.findall(text)})
    chance = random.Random(words)  # noqa: S311 - nothing is secret here

    def other(match: re.Match[str]) -> str:
        return chance.choice(vocabulary) if chance.random() < 1 / OTHERS else match[0]

    parts: list[str] = []
    left = words
    sources = cycle(texts)
    for number in count(1):
        if left <= 0:
            break
        for part in range(STORIES_A_CHAPTER):
            text = next(sources)
            head = f"Chapter {number}\n\n" if part == 0 else "* * *\n\n"
            text = " ".join(text.split(" ")[: max(left, 50)])
            parts.append(head + _WORD.sub(other, text))
            left -= len(text.split())
            if left <= 0:
                break
    path = folder / f"story-{words}.txt"
    path.write_text("\n\n".join(parts), encoding="utf-8")
    return path


def number_of(text: str) -> int:
    """ "100k" → 100,000; "1M" → 1,000,000."""
    units = {"k": 10**3, "m": 10**6}
    return round(float(text[:-1]) * units[text[-1].lower()]) if text[-1].lower() in units else int(text)
