"""Speech that no voice carries, in marks of a work's own: `::Can you hear me?::`, `<<Yes.>>`, bold signs, GOOD EVENING.

Which marks a work has for it is found once: those that some tag says to be speech, or thought. From there on they mean
that in the whole work, where they hold sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from audiofic.model import Block, BlockKind, Kind
from audiofic.segment import italics

_PAIRS: Final = (
    ("::", "::"),
    ("//", "//"),
    ("\\\\", "\\\\"),
    ("<<", ">>"),
    ("<", ">"),
    ("==", "=="),
    ("||", "||"),
    ("~", "~"),
    ("[", "]"),
    ("{", "}"),
    ("|", "|"),
    ("/", "/"),
    ("#", "#"),
)
"""What may enclose it, the longer ones first."""
_ANY: Final = re.compile(r"::|==|[/\\<~\[{|#]")
_BOLD: Final = "bold"
_CAPITALS: Final = "capitals"
_LONGEST: Final = 600
"""In characters."""
_LONGEST_PARAGRAPH: Final = 10_000
"""A longer one is no paragraph of a story, and marks without an end would take time in it."""
_SPOKEN_CAPITALS: Final = re.compile(
    r"(?<![^\s—–])(?=(?:[A-Z’'-]+[ ,;:—–-]*){0,3}[A-Z]{2})[A-Z][A-Z’'.,;:!?… —–-]{4,}[A-Z][.,!?…]?(?=\s|$)"
)
_SENTENCE_END: Final = ".!?…—–,-"
_LETTERS: Final = re.compile(r"\w")

Manners = Mapping[str, Kind]
"""What the marks of a work mean, by the mark that opens."""


def manners(blocks: Iterable[Block]) -> Manners:
    """What a work sets speech without a voice in."""
    counts: dict[str, Counter[Kind]] = {}
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        text = block.text
        for mark, start, end in _stretches(block, text):
            kind = _told(text, mark, start, end)
            if kind is not None:
                counts.setdefault(mark, Counter())[kind] += 1
    return {mark: count.most_common(1)[0][0] for mark, count in counts.items()}


def stretches(block: Block, text: str, manners: Manners) -> Iterator[tuple[Kind, int, int]]:
    """Kind, start and end of what a block has in such marks, these included."""
    if not manners:
        return
    in_capitals = False
    for mark, start, end in _stretches(block, text):
        alone = mark not in {_BOLD, _CAPITALS} and end - start == len(text.strip())
        if mark not in manners and not alone:
            continue
        told = _told(text, mark, start, end)
        if mark == _CAPITALS:
            in_capitals = in_capitals or told is not None
            if not in_capitals:  # they may also be shouted, stressed, or on a sign
                continue
        if told is not None:
            yield told, start, end
        elif _is_whole(text, start, end, _width(mark)):
            yield manners.get(mark, Kind.DIALOGUE), start, end


def _stretches(block: Block, text: str) -> Iterator[tuple[str, int, int]]:
    """The mark, start and end of each, in order; none within another."""
    if len(text) > _LONGEST_PARAGRAPH:
        return
    found: list[tuple[int, int, str]] = []
    if _ANY.search(text):
        for opening, closing in _PAIRS:
            if opening in text and closing in text:
                found += ((match.start(), match.end(), opening) for match in _ENCLOSED[opening].finditer(text))
    if any(span.bold for span in block.spans):
        found += ((start, end, _BOLD) for start, end in italics.stretches(block, text, bold=True))
    found += ((match.start(), match.end(), _CAPITALS) for match in _SPOKEN_CAPITALS.finditer(text))
    at = 0
    for start, end, mark in sorted(found, key=lambda each: (each[0], -each[1])):
        if start >= at and end > start:
            yield mark, start, end
            at = end


def _enclosed(opening: str, closing: str) -> re.Pattern[str]:
    o, c = re.escape(opening), re.escape(closing)
    inner = rf"(?:(?!{c}|{o}).)" if len(closing) > 1 else rf"[^{o}{c}\n]"
    return re.compile(rf"(?<![^\s(—–]){o}(?!{o[:2]})\s?(?=[\w…—“‘\"'.¿¡]){inner}{{1,{_LONGEST}}}{c}(?!\w)")


_ENCLOSED: Final = {opening: _enclosed(opening, closing) for opening, closing in _PAIRS}


def _told(text: str, mark: str, start: int, end: int) -> Kind | None:
    """What a tag says of it."""
    width = _width(mark)
    return italics.told(text[start + width : end - width].strip(), text[:start], text[end:])


def _width(mark: str) -> int:
    return 0 if mark in {_BOLD, _CAPITALS} else len(mark)


def _is_whole(text: str, start: int, end: int, width: int) -> bool:
    """Whether it is whole sentences by itself."""
    before = text[:start].rstrip()[-1:]
    inner = text[start + width : end - width].rstrip()
    return bool(_LETTERS.search(inner)) and inner[-1] in _SENTENCE_END and (not before or not before.isalnum())
