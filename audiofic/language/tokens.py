"""The words of a sentence in any language, whether blanks part them or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from audiofic.language.grammar import Grammar

_TOKEN: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*[’']?|[.!?…。！？]+|[,;:，；：、—–]|\d+")
_ELIDED: Final = re.compile(
    r"(?<![^\W_])((?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|dell|all|nell|dall|sull|un|quell)[’'])(?=[^\W\d_])",
    re.IGNORECASE,
)
"""l’homme, d’Anne, dell’isola."""
_INVERTED: Final = re.compile(r"(?<=[^\W\d_])-(?:t-)?(?=(?:il|elle|on|ils|elles|je)(?![\w-]))")
"""grogna-t-il"""
STOPS: Final = frozenset(".!?…。！？")
MARKS: Final = frozenset(",;:，；：、—–")


class Tokenizer:
    """Parts texts of one language into words and marks."""

    def __init__(self, grammar: Grammar, names: Iterable[str] = ()) -> None:
        """`names`: those known, where no blanks part words."""
        self._token = _TOKEN
        if grammar.blankless:
            known = sorted({*grammar.small_words, *grammar.particles, *names}, key=lambda word: (-len(word), word))
            self._token = re.compile("|".join([*map(re.escape, known), r"[A-Za-z]+", r"[.!?…。！？]+", r"\d+", r"\S"]))
        self._blankless = grammar.blankless

    def words(self, text: str) -> list[str]:
        """All words and marks of a text."""
        if not self._blankless:
            text = _INVERTED.sub(" ", _ELIDED.sub(r"\1 ", text))
        return self._token.findall(text)

    def sentences(self, text: str) -> Iterator[tuple[list[str], str]]:
        """The words of each sentence, and the mark it ends in: a stop, one that leads over, or none."""
        words: list[str] = []
        for token in self.words(text):
            if token[0] in STOPS:
                if words:
                    yield words, token[0]
                words = []
            else:
                words.append(token)
        if words:
            yield words, words[-1] if words[-1] in MARKS else ""
