"""A chapter's title is said once, in however many words and places a book has it: "Chapter 3: Home", "3. Home"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from audiofic.model import BlockKind, Metadata, Reason
from audiofic.read.flow import Gap, Omission, Paragraph, Piece, folded, heading, omitted

_LONGEST = 150
_MOST_LINES = 6
"""Of a title, each in a block of its own."""
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {word: number for number, word in enumerate([*_UNITS, *_TEENS])}
_NUMBERS |= {word: 10 * number for number, word in enumerate(_TENS, start=2)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
_ROMAN = re.compile(r"(?=[ivxlc])(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_KINDS = frozenset("chapter part book section act scene kapitel capítulo capitulo chapitre capitolo глава".split())
_SENTENCE_ENDS = frozenset('.!?…,;:"”’»')


def headed(title: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a chapter with its title at their head, once: as the book's contents have it, or as the chapter
    itself has it, if that says as much or more."""
    wanted = words(title)
    if not wanted:
        return list(pieces)
    opening = _opening(pieces, wanted)
    lines = {at: words(piece.block.text) for at, piece in opening.items()}
    said = frozenset[str]().union(*lines.values())
    done = list(pieces)
    if wanted <= said:
        fullest = next((at for at, line in lines.items() if said <= line), None)
        for at, piece in opening.items():
            repeats = at != fullest if fullest is not None else _is_said(at, lines)
            done[at] = omitted(piece, Reason.TITLE) if repeats else _as_heading(piece)
        return done
    for at, piece in opening.items():
        done[at] = omitted(piece, Reason.TITLE) if lines[at] <= wanted else piece
    return [heading(title), *done]


_MOST_DIGITS = 9
"""Of a chapter's number."""


def words(title: str) -> frozenset[str]:
    """What a title says: its words in small letters, numbers in figures, and no word for "chapter" beside a number."""
    found: list[str] = []
    tens = 0
    for match in _WORD.finditer(folded(title).casefold()):
        word = match[0].replace("’", "'")
        number = _number(word, alone=not found or found[-1] in _KINDS)
        if tens and number is not None and 0 < number < 10:
            found[-1] = str(tens + number)
            tens = 0
            continue
        tens = number if number is not None and number >= 20 and word in _NUMBERS else 0
        found.append(word if number is None else str(number))
    numbered = any(word.isdigit() for word in found)
    return frozenset(word for word in found if not (numbered and word in _KINDS))


def once(title: str) -> str:
    """A title without the part that says what the other says already: "Chapter 2: Chapter Two"."""
    first, colon, rest = title.partition(":")
    if not colon or not words(rest):
        return title
    return title if words(rest) - words(first) else first.strip()


def says_title(text: str, metadata: Metadata) -> bool:
    """Whether a heading is the work's title, or the title and its authors: "Low Water, by Quill and Ada."; the package
    of a part of it adds to the title: "Low Water (chapter 2)"."""
    title, said = bare(metadata.title), bare(text)
    *others, last = metadata.authors or ("",)
    alone = said.removesuffix(bare(f"by {' '.join(others)}{' and ' * bool(others)}{last}")) if last else said
    return bool(alone) and (title == alone or (alone != said and title.startswith(alone)))


def bare(text: str) -> str:
    """The letters and digits alone, for comparing titles."""
    return "".join(filter(str.isalnum, text)).casefold()


def _opening(pieces: Sequence[Piece], wanted: frozenset[str]) -> dict[int, Paragraph]:
    """The headings that a chapter begins with, and the lines right there that repeat its title, by their places."""
    found: dict[int, Paragraph] = {}
    known = wanted
    for at, piece in enumerate(pieces):
        if isinstance(piece, Gap | Omission):
            continue
        text = piece.block.text
        line = words(text) if len(text) <= _LONGEST else frozenset()
        repeats = bool(line) and line <= known and text[-1] not in _SENTENCE_ENDS
        if len(found) == _MOST_LINES or not (piece.level or repeats):
            break
        found[at] = piece
        known |= line
    return found


def _is_said(at: int, lines: dict[int, frozenset[str]]) -> bool:
    """Whether a line of a title adds nothing to the lines before it, or is only a part of a later one."""
    before = frozenset[str]().union(*(line for other, line in lines.items() if other < at))
    return lines[at] <= before or any(lines[at] < line for other, line in lines.items() if other > at)


def _as_heading(piece: Paragraph) -> Paragraph:
    if piece.level:
        return piece
    return replace(piece, block=replace(piece.block, kind=BlockKind.HEADING), level=1)


def _number(word: str, *, alone: bool) -> int | None:
    """The number that a word is; Roman ones only where a title begins with them or names a chapter by them."""
    if word.isdecimal():
        return int(word[:_MOST_DIGITS])
    if word in _NUMBERS:
        return _NUMBERS[word]
    stem = word.removesuffix("th")
    if word in _ORDINALS or stem in _NUMBERS:
        return _ORDINALS.get(word, _NUMBERS.get(stem))
    if alone and word != "c" and _ROMAN.fullmatch(word):
        values = [_ROMAN_DIGITS[digit] for digit in word]
        return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return None
