"""The lines as the search for people and speakers reads them: names have capitals, senders' labels are out of the way.

Whole works are written without capitals, and in any work "mom" is a name where no article goes before it. A name shows
in its place: it has no article, it says and does things, people call it, things are its own. Such words get the
capital that all later steps look for. Places in the text stay the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from audiofic.language.en.firstnames import FEMALE_NAMES, MALE_NAMES
from audiofic.language.en.lexicon import (
    AUXILIARIES,
    COMMON_VERBS,
    COMMON_WORDS,
    CONJUNCTIONS,
    DETERMINERS,
    KIN_NAMES,
    NOT_NAMES,
    NUMBERS,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    SPEECH_VERBS,
)
from audiofic.language.en.nicknames import NICKNAMES
from audiofic.model import Kind, Line

_SMALL: Final = 0.7
"""Of the paragraphs, those that begin with a small letter, in a work without capitals."""
_FEWEST: Final = 3
_NAMED_SO: Final = KIN_NAMES | frozenset("boss chief coach chef skipper".split())
"""What somebody may be called in place of a name, where no article goes before it."""
_TITLES: Final = frozenset("mr mrs ms mx miss dr prof".split())
_ARTICLES: Final = DETERMINERS | frozenset("some any every no each which what these those such its".split())
_OPENERS: Final = frozenset("hey hi hello oh ah yes no okay ok thanks sorry please well and but dear my".split())
_ADVERBS: Final = frozenset(
    """
    aloud again instead anyway too back up out off down first next last besides together once twice flat straight
    either though still just only almost even never always soon ahead alone away home here there now then yet
    """.split()
)
_FIRST_NAMES: Final = MALE_NAMES | FEMALE_NAMES | NICKNAMES.keys()
_CLOSED: Final = (
    (NOT_NAMES - _FIRST_NAMES - NUMBERS)
    | (PRONOUNS.keys() | AUXILIARIES | PREPOSITIONS | CONJUNCTIONS | _ADVERBS | _ARTICLES | _OPENERS)
) - KIN_NAMES
"""Words that are never names."""
_COMMON: Final = _CLOSED | COMMON_WORDS
"""Names that are words, too, "will", "rose", are names only where they stand as names do."""
_SAYING: Final = frozenset(verb for verb in SPEECH_VERBS if verb.endswith(("ed", "id", "s", "ke", "t")))
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"(?<![\w’'-])[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SELF = re.compile(r"(?<![\w’'-])i(?=[’' ,.;:!?—–…-]|$)")
_STRAIGHT = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_KIN = re.compile(rf"\b(?:{'|'.join(sorted(_NAMED_SO))})\b")

Role = Literal["", "says", "acts", "owns", "called", "titled", "after_article"]


def readable(lines: Sequence[Line]) -> list[Line]:
    """The lines with capitals where names are, one kind of apostrophe, and nothing in place of senders' labels."""
    found = [replace(line, text="") if line.kind is Kind.LABEL else line for line in lines]
    if any("’" in line.text for line in found):
        found = [replace(line, text=_STRAIGHT.sub("’", line.text)) if "'" in line.text else line for line in found]
    small = _is_small(found)
    starts = _names(found, small=small)
    return [
        _capitalised(line, starts.get(index, ()), small=small) if small or index in starts else line
        for index, line in enumerate(found)
    ]


def _is_small(lines: Sequence[Line]) -> bool:
    """Whether the work is written without capitals."""
    small = large = 0
    paragraph = -1
    for line in lines:
        if line.paragraph != paragraph and line.kind is not Kind.HEADING and not line.sender:
            paragraph = line.paragraph
            first = _LETTER.search(line.text)
            if first is not None:
                small += first[0].islower()
                large += first[0].isupper()
    return small >= _FEWEST and small > _SMALL * (small + large)


@dataclass(slots=True)
class _Use:
    """How a word is used, in mentions."""

    total: int = 0
    says: int = 0
    acts: int = 0
    owns: int = 0
    called: int = 0
    titled: int = 0
    after_article: int = 0

    def is_name(self, word: str) -> bool:
        told = self.says + self.acts + self.owns
        if self.titled:
            return True
        if word in _NAMED_SO:
            return self.says > 0
        if self.after_article * 5 > self.total or (word.endswith("ly") and told + self.called < 3):
            return False
        if word in _FIRST_NAMES and word not in _COMMON:
            return told + self.called > 0
        return (self.says > 0 and told + self.called > 1) or (self.called > 0 < self.acts + self.owns)


def _names(lines: Sequence[Line], *, small: bool) -> dict[int, list[int]]:
    """Index of a line → where words begin in it that are names, without a capital as yet."""
    uses: dict[str, _Use] = {}
    places: list[tuple[int, _Seen]] = []
    for index, line in enumerate(lines):
        if line.kind is Kind.HEADING or not (small or (line.kind is Kind.NARRATION and _KIN.search(line.text))):
            continue
        before = lines[index - 1] if index else line
        beside = before.kind is not Kind.NARRATION and before.paragraph == line.paragraph
        for seen in _words(line, beside_speech=beside):
            if small or seen.word in _NAMED_SO:
                use = uses.setdefault(seen.word, _Use())
                use.total += 1
                if seen.role:
                    setattr(use, seen.role, getattr(use, seen.role) + 1)
                if seen.role != "after_article":
                    places.append((index, seen))
    names = {word for word, use in uses.items() if use.is_name(word)}
    starts: dict[int, list[int]] = {}
    for index, seen in places:
        if seen.word in names and (seen.role or (small and seen.word not in _COMMON)):
            starts.setdefault(index, []).append(seen.start)
            if seen.role == "titled":
                starts[index].append(seen.before)
    return starts


class _Seen(NamedTuple):
    """A word in its place."""

    start: int
    word: str
    role: Role
    before: int
    """Where the word before it begins."""


def _words(line: Line, *, beside_speech: bool) -> Iterator[_Seen]:
    """The words of a line in small letters; `beside_speech`: it goes on behind a quotation."""
    text = line.text
    spoken = line.kind in (Kind.DIALOGUE, Kind.MESSAGE)
    end, last, begins = 0, "", True
    for n, match in enumerate(_WORD.finditer(text)):
        gap = text[end : match.start()]
        before = last if gap in (" ", ". ") else ""
        begins = n == 0 or not gap.isspace()
        word = match[0].removesuffix("’s").removesuffix("'s")
        following = _WORD.match(text, match.end() + 1) if text[match.end() : match.end() + 1] == " " else None
        after = following[0] if following else ""
        role: Role = ""
        if len(word) < 2 or word in _CLOSED or not word.isalpha() or not word.islower():
            pass
        elif before in _TITLES:
            role = "titled" if word not in _COMMON - PERSON_NOUNS else ""
        elif gap == " " and before in _ARTICLES and not (spoken and before == "my"):
            role = "after_article"
        elif word != match[0]:
            role = "owns"
        elif spoken:
            closes = text[match.end() : match.end() + 1] in ("", *",.!?;…—–”\"’'»")
            role = "called" if closes and (begins or before in _OPENERS) else ""
        elif before in _SAYING and beside_speech and n < 3:
            role = "says" if not word.endswith("ly") else ""
        elif begins or before in CONJUNCTIONS:
            if after in _SAYING:
                role = "says"
            elif after in COMMON_VERBS or (after.endswith("ed") and len(after) > 3):
                role = "acts"
        yield _Seen(match.start(), word, role, end - len(last))
        end, last = match.end(), match[0].lower()


def _capitalised(line: Line, starts: Iterable[int], *, small: bool) -> Line:
    letters = list(line.text)
    for start in starts:
        letters[start] = letters[start].upper()
    text = "".join(letters)
    return replace(line, text=_SELF.sub("I", text) if small else text)
