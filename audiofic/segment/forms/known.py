"""Names that a work has, as far as its tags and its sentences show them: whom a line may come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from audiofic.language.en.firstnames import FEMALE_NAMES, MALE_NAMES
from audiofic.language.en.lexicon import KIN_NAMES, NOT_NAMES, PRONOUNS, SPEECH_VERBS, STRONG_SPEECH_VERBS
from audiofic.model import Work

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_CAPITALISED: Final = re.compile(
    r"(?:\b([a-z]+)[ ,])?\b([A-Z][\w’'-]*[a-z])((?: [A-Z][\w’'-]*[a-z]){0,2})(?:[’']s)?(?: ([a-z]+))?"
)
_SMALL: Final = re.compile(rf"\b(?:{'|'.join(sorted(STRONG_SPEECH_VERBS))}) ([a-z][\w’'-]+)")
_CHANGES: Final = re.compile(r"\bchanged (?:their|his|her) (?:nick|user|screen)?name to ([^\n]{1,40})")
_ACTS: Final = frozenset(
    "was had sat put stood went came took got made felt knew saw ran kept held let shook gave".split()
)


class Names:
    """Who may be a sender, found when it is first asked for: most works have no chat."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def knows(self, sender: str) -> bool:
        """Whether a word of it is somebody's name in this work, in whatever letters."""
        words = {word.casefold() for word in _WORD.findall(sender)}
        return not words.isdisjoint(self._words) or sender.strip().casefold() in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(name.casefold() for name in self._found()) - NOT_NAMES - PRONOUNS.keys()

    def _found(self) -> Iterator[str]:
        metadata = self._work.metadata
        for tag in (*metadata.characters, *metadata.relationships):
            yield from (word for word in _WORD.findall(tag) if word[0].isupper())
        text = self._work.text
        for change in _CHANGES.finditer(text):
            yield change[1].strip(" *_.")
        for verb, first, more, following in _CAPITALISED.findall(text):
            acts = following in SPEECH_VERBS or following in _ACTS or following.endswith("ed")
            given = first.casefold() in MALE_NAMES or first.casefold() in FEMALE_NAMES
            if verb in SPEECH_VERBS or acts or given or first.casefold() in KIN_NAMES:
                yield from (first, *more.split())
        if not re.search(r"[a-z] [A-Z][a-z]", text):  # a work without capitals
            yield from _SMALL.findall(text)
