"""The words of this story's own speech tags: verbs of saying, and nouns that say something, which no list has.

What stands between a quotation and a name, in the place of a verb, is a verb of saying there, "deadpanned Sam"; what
says something is somebody, "said the ferryman".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from audiofic.language.en.lexicon import (
    AUXILIARIES,
    COMMON_VERBS,
    CONJUNCTIONS,
    DETERMINERS,
    NOT_NAMES,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    SPEECH_VERBS,
    STRONG_SPEECH_VERBS,
    SUBJECT_PRONOUNS,
)
from audiofic.model import Kind, Line


class Wording(NamedTuple):
    """What a story has besides the lists, in small letters."""

    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()


_NAME: Final = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*"
_INVERTED = re.compile(rf"([a-z]+(?:-[a-z]+)?)\s+(?:{_NAME}|(?:{'|'.join(SUBJECT_PRONOUNS)})\b(?=[.,;:!?]|$))")
_STRAIGHT = re.compile(
    rf"(?:{_NAME}(?:\s{_NAME})?|{'|'.join(SUBJECT_PRONOUNS)})\s+(?:[a-z]+ly\s+)?([a-z]+(?:-[a-z]+)?)(?=[.,;:!?—–]|$)",
    re.IGNORECASE,
)
_DETERMINER: Final = r"(?:the|an?|his|her|my|their|our|its)"
_SAID_A_NOUN = re.compile(
    rf"([a-z]+)\s+{_DETERMINER}\s+(?:[a-z-]+,?\s+){{0,3}}?([a-z-]+)(?:[’']s\s([a-z-]+))?"
    r"(?=[.,;:!?—–]|$|\s(?:who|and|as|from|with|in|on|at|to|of|by|after|before|without|when|while|behind|beside|over"
    r"|under|through|again|gravely|[a-z]+ly|[a-z]+ing)\b)"
)
_A_NOUN_SAID = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Mm]y|[Tt]heir|[Oo]ur)\s+(?:[a-z-]+\s+){0,2}?([a-z-]+)\s+([a-z]+)\b"
)
_OPEN: Final = frozenset(",?!—–-…")
"""How a quotation ends that a tag goes on from, less its closing mark."""
_NO_VERB: Final = (
    AUXILIARIES | CONJUNCTIONS | PREPOSITIONS | DETERMINERS | PRONOUNS.keys() | SUBJECT_PRONOUNS.keys() | NOT_NAMES
)
_TWICE: Final = 2
"""How often a noun must say something; "said the door" is whoever is behind it, for once."""
_DOERS: Final = tuple("er or ist man woman smith wright herd ward ess boy girl folk".split())
"""Endings of nouns for who does something."""
_NOBODY: Final = frozenset(
    """
    word words thing things name names truth lie line lines rest first last same question questions answer voice
    voices prayer way time phrase sentence moment opposite least most while minute bit other others one latter former
    door dark wall darkness radio telephone phone receiver
    """.split()
)
"""What is said rather than says, and what speaks for somebody."""


def learn_wording(lines: Sequence[Line]) -> Wording:
    """Verbs and nouns in the places of a speech tag, that are on no list."""
    verbs: set[str] = set()
    nouns: Counter[str] = Counter()
    for before, text in _beside(lines):
        if before[-1:] not in _OPEN:
            continue
        comma = before[-1:] == ","
        for match in (_INVERTED.match(text), _STRAIGHT.match(text) if comma else None):
            if match is not None and _may_be_verb(match[1]):
                verbs.add(match[1])
        nouns.update(_speaking_nouns(text, comma=comma))
    somebody = {noun for noun, count in nouns.items() if count >= _TWICE or noun.endswith(_DOERS)}
    return Wording(frozenset(verbs - SPEECH_VERBS), frozenset(somebody - PERSON_NOUNS))


def _beside(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Each quotation without its closing mark, and the narration after it in the paragraph."""
    for before, line in pairwise(lines):
        if line.kind is Kind.NARRATION and before.kind is Kind.DIALOGUE and before.paragraph == line.paragraph:
            yield before.text.rstrip("”\"’'»«“‘ "), line.text


def _may_be_verb(word: str) -> bool:
    return word not in _NO_VERB and word not in COMMON_VERBS and not word.endswith(("ly", "ing")) and len(word) > 2


def _speaking_nouns(text: str, *, comma: bool) -> Iterator[str]:
    said = _SAID_A_NOUN.match(text)
    if said is not None and said[1] in (SPEECH_VERBS if comma else STRONG_SPEECH_VERBS):
        yield from _nouns(said[3] or said[2])
    saying = _A_NOUN_SAID.match(text)
    if saying is not None and saying[2] in STRONG_SPEECH_VERBS and (comma or text[0].islower()):
        yield from _nouns(saying[1])


def _nouns(word: str) -> Iterator[str]:
    if word not in _NO_VERB and word not in _NOBODY and not word.endswith("ly") and len(word) > 1:
        yield word
