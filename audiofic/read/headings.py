"""Which headings begin a chapter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from audiofic.model import BlockKind
from audiofic.read.flow import Draft, Paragraph, Piece, folded

_NUMBER = (
    r"(?:\d{1,5}|[IVXLC]{1,8}|[ivxlc]{1,8}|(?i:(?:the )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[- ](?:one|two|"
    r"three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?|first|second|"
    r"third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)))"
)
_CHAPTER = re.compile(
    # "Chapter 3", "PART ONE: The Lake", "Chapter 12 The Lake", but not "Part one of the plan was simple."
    rf"(?i:chapter|part|book|volume|act)\s+{_NUMBER}(?:\s*[.:–—-].{{0,100}}|\s+[A-Z\"'“‘].{{0,80}}(?<![.,;?!]))?"
    r"|(?i:prologue|epilogue|interlude|intermission|prelude|coda|foreword|afterword)(?:\s*[.:–—-].{0,100})?"
)

_BARE_NUMBER = re.compile(r"[-–—~*#.()\[\]\s]{0,4}(\d{1,3}|[IVXLC]{1,8}|[ivxlc]{1,8})[-–—~*#.)\]\s]{0,4}", re.ASCII)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def is_chapter(text: str) -> bool:
    """Whether a line is the heading of a chapter by its words: "CHAPTER IV", "Part One: The Lake", "Epilogue"."""
    return len(text) <= 150 and _CHAPTER.fullmatch(folded(text)) is not None


def chapters(pieces: Sequence[Piece]) -> list[Draft]:
    """Divide a story at its chapter headings: those of the level that says "Chapter 1"; else of the highest level
    that occurs more than once. What stands before the first of them is a chapter without a title.
    """
    pieces = with_numerals(pieces)
    level = _chapter_level(pieces)
    drafts = [Draft()]
    for piece in pieces:
        if isinstance(piece, Paragraph) and 0 < piece.level <= level:
            drafts.append(Draft(folded(piece.block.text)))
        drafts[-1].pieces.append(piece)
    return drafts


def with_numerals(pieces: Sequence[Piece]) -> list[Piece]:
    """Make headings of the paragraphs that are bare numbers, "1.", "II", "~ iii ~", where these count up from one.

    They are chapters of their own (level 1), or sections (level 2) in a story whose headings say "Chapter".
    """
    numerals: list[int] = []
    last = 0
    for index, piece in enumerate(pieces):
        number = _bare_number(piece) if isinstance(piece, Paragraph) else 0
        if number and number in {1, last + 1}:
            numerals.append(index)
            last = number
    if last < 2:
        return list(pieces)
    headings = (piece.block.text for piece in pieces if isinstance(piece, Paragraph) and piece.level)
    level = 2 if any(text.lower().startswith("chapter") for text in headings) else 1
    done = list(pieces)
    for index in numerals:
        numeral = done[index]
        if isinstance(numeral, Paragraph):
            done[index] = replace(numeral, block=replace(numeral.block, kind=BlockKind.HEADING), level=level)
    return done


def _bare_number(paragraph: Paragraph) -> int:
    """The number that is all of a paragraph; 0 where it isn't one."""
    text = paragraph.block.text
    match = _BARE_NUMBER.fullmatch(text) if len(text) < 20 else None
    if match is None:
        return 0
    if match[1].isdigit():
        return int(match[1])
    values = [_ROMAN[digit] for digit in match[1].upper()]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _chapter_level(pieces: Sequence[Piece]) -> int:
    """The heading level that chapters have; 0 where the story has no chapters. Higher headings are parts."""
    headings = [piece for piece in pieces if isinstance(piece, Paragraph) and piece.level]
    named = Counter(piece.level for piece in headings if is_chapter(piece.block.text))
    if named:
        return named.most_common(1)[0][0]
    counts = Counter(piece.level for piece in headings)
    return min((level for level, count in counts.items() if count > 1 and level <= 3), default=0)
