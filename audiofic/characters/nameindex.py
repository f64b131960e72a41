"""Known names in a text: where they stand, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

TOKEN: Final = re.compile(r"[^\W\d_][^\W_]*(?:[’'-][^\W_]+)*\.?|[.!?…]+|[,;:—–-]|\d+")
"""Words, with the full stop of an abbreviation and possessive endings; sentence ends; the marks inside a sentence."""


def bare(token: str) -> str:
    """A token less its full stop and possessive ending."""
    token = token.rstrip(".")
    if token.endswith(("’s", "'s")):
        return token[:-2]
    return token[:-1] if token.endswith(("s’", "s'")) else token


class NameIndex:
    """Finds the known names in a text; a name may belong to several people."""

    def __init__(self, names: Iterable[tuple[tuple[str, ...], int]]) -> None:
        """`names`: words of a name, and whose it is. "The Hatter" and "D’Artagnan" may begin a sentence, too."""
        owners: dict[tuple[str, ...], list[int]] = {}
        for words, owner in names:
            owners.setdefault(words, []).append(owner)
            if words[0][0].islower():
                owners.setdefault((words[0][0].upper() + words[0][1:], *words[1:]), []).append(owner)
        self._owners = {words: tuple(who) for words, who in owners.items()}
        self._lengths: dict[str, list[int]] = {}
        for words in self._owners:
            lengths = self._lengths.setdefault(words[0], [])
            if len(words) not in lengths:
                lengths.append(len(words))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def match(self, words: Sequence[str], i: int) -> tuple[int, tuple[int, ...]] | None:
        """How many of the bare `words` from `i` on are a name, and whose; the longest name wins."""
        for length in self._lengths.get(words[i], ()):
            name = tuple(words[i : i + length])
            if name in self._owners:
                return len(name), self._owners[name]
        return None

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Start, end and owners of each name in a text."""
        tokens = list(TOKEN.finditer(text))
        words = [bare(token[0]) for token in tokens]
        i = 0
        while i < len(tokens):
            found = self.match(words, i)
            if found is None:
                i += 1
                continue
            count, owners = found
            yield tokens[i].start(), tokens[i + count - 1].start() + len(words[i + count - 1]), owners
            i += count
