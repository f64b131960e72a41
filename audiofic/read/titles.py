"""Lines that are the titles of chapters by their words, in any language, and the numbers that they have."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audiofic.read.flow import folded

_LONGEST = 150  # characters
_ENGLISH_NUMBER = (
    r"(?:\d{1,5}|[IVXLC]{1,8}|[ivxlc]{1,8}|(?i:(?:the )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[- ](?:one|two|"
    r"three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?|first|second|"
    r"third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)))"
)
_OF_ALL = r"(?:\s*/\s*(?:\d{1,5}|\?)|\s+(?:of|von|de|sur|di|из)\s+(?:\d{1,5}|\?))?"
"""How many there are: "1/3", "2 of 3"."""
_TITLE = r"(?:\s*[.:–—-].{0,100}|\s+[A-Z\"'“‘].{0,80}(?<![.,;?!]))?"
_WORDS = (
    r"kapitel|kapittel|kapitola|kapitulli|capítulo|capitulo|capítol|chapitre|capitolo|capitolul|hoofdstuk|rozdział|"
    r"rozdzial|fejezet|luku|bölüm|глава|розділ|раздел|часть|частина|глава|κεφάλαιο|partie|parte|teil|deel|część|del|osa|"
    r"ch\.?|chap\.?|chpt\.?"
)
"""What a chapter or part is called in other languages; and in a hurry."""
_OPENINGS = (
    r"prologue|epilogue|interlude|intermission|prelude|coda|foreword|afterword|prolog|epilog|prólogo|epílogo|prologo|"
    r"epilogo|épilogue|пролог|эпилог|епілог|proloog|epiloog|zwischenspiel|intermezzo|序章|序|楔子|尾声|尾聲|终章|終章|番外|プロローグ|"
    r"エピローグ|프롤로그|에필로그"
)
_CHAPTER = re.compile(
    # "Chapter 3", "PART ONE: The Lake", "Chapter 12 The Lake", but not "Part one of the plan was simple."
    rf"(?i:chapter|part|book|volume|act)\s+{_ENGLISH_NUMBER}{_OF_ALL}{_TITLE}"
    # "Kapitel 3", "Глава первая", "Capítulo 2: La luz"; a word for the number only if nothing but a title follows
    rf"|(?i:{_WORDS})\s*(?:(?:\d{{1,5}}|[IVXLC]{{1,8}}|[ivxlc]{{1,8}}){_OF_ALL}(?:\s*[.:–—-].{{0,100}}|\s+\w.{{0,80}}(?<![.,;?!]))?"
    r"|\s[^\W\d_]{2,15}(?:\s*[.:–—].{0,100})?)"
    r"|第\s?[\d一二三四五六七八九十百千零〇两兩０-９]{1,8}\s?[章回节節话話部卷幕篇](?:[\s:：、.・-].{0,60})?"
    r"|제\s?\d{1,4}\s?[장화부](?:[\s:.-].{0,60})?"
    rf"|(?i:{_OPENINGS})(?:\s*[.:：–—-].{{0,100}}|\s\d{{1,3}})?"
)
_NUMBERED = re.compile(
    r"(?P<number>\d{1,3}|[IVXLC]{1,8}|[ivxlc]{1,8})(?P<mark>[.):]|\s?[–—-])\s{1,3}(?P<title>\S.{0,80})", re.ASCII
)
_PLUS = re.compile(
    r"(?:\+\s?|plus\s)(?:\d|one)\b.{0,100}|and\s(?:one|once|the one) (?:time|more)?.{0,100}", re.IGNORECASE
)
_BARE = re.compile(r"[-–—~*#.()\[\]\s]{0,4}(\d{1,3}|[IVXLC]{1,8}|[ivxlc]{1,8})[-–—~*#.)\]\s]{0,4}", re.ASCII)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_SENTENCE_ENDS = frozenset('.,;…"”’»')


@dataclass(frozen=True, slots=True)
class Numbered:
    """A title that begins with a number, or is one."""

    number: int
    shape: str
    """What all titles of one row have alike: "1" or "i" or "I", and the mark behind it."""

    @property
    def bare(self) -> bool:
        """Whether it is a number alone."""
        return not self.shape


def is_chapter(text: str) -> bool:
    """Whether a line is the heading of a chapter by its words: "CHAPTER IV", "Part One: The Lake", "第一章"."""
    return len(text) <= _LONGEST and _CHAPTER.fullmatch(folded(text).lstrip("#").strip()) is not None


def is_plus(text: str) -> bool:
    """Whether a line heads the last of "five times … and one": "+1", "And one time she did"."""
    return len(text) <= _LONGEST and _PLUS.fullmatch(text.strip("*_ ")) is not None and not ends_a_sentence(text)


def numbered(text: str) -> Numbered | None:
    """The number that a title has: "1. The first time", "ii – oil", or is: "III", "~ 4 ~"."""
    if len(text) > _LONGEST:
        return None
    text = text.strip()
    if len(text) < 20 and not text.startswith("+") and (bare := _BARE.fullmatch(text)):
        return Numbered(_value(bare[1]), "")
    match = _NUMBERED.fullmatch(text.strip("*_ "))
    if match is None or ends_a_sentence(match["title"]):
        return None
    digits = match["number"]
    shape = "1" if digits.isdigit() else "I" if digits.isupper() else "i"
    return Numbered(_value(digits), shape + match["mark"].strip())


def ends_a_sentence(text: str) -> bool:
    """Whether it ends like what somebody says or tells, and not like a title."""
    return text.rstrip("*_ ")[-1:] in _SENTENCE_ENDS


def _value(digits: str) -> int:
    if digits.isdigit():
        return int(digits)
    values = [_ROMAN[digit] for digit in digits.upper()]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
