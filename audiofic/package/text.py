"""A stranger's text as the text of a tag or a name."""

from __future__ import annotations

import re
from unicodedata import category

_JOINERS = "\u200c\u200d"
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_TAG_CHARACTERS = range(0xE0020, 0xE0080)


def printable(text: str) -> str:
    """The text without control characters (but for line breaks and tabs) and halves of surrogate pairs."""
    text = "\n".join(text.splitlines())
    return "".join(character for character in text if character in "\n\t" or category(character) not in {"Cc", "Cs"})


def one_line(text: str) -> str:
    """The same on one line, white space folded."""
    return " ".join(printable(text).split())


def cut(text: str, size: int) -> str:
    """The text cut to at most `size` bytes of UTF-8, where no accent, flag or family of emoji is divided."""
    end = len(text.encode()[:size].decode(errors="ignore"))
    if end == len(text):
        return text
    whole = end
    while whole and _joined(text, whole):
        whole -= 1
    return text[: whole or end]


def is_glue(character: str) -> bool:
    """Whether it is no letter, but holds an emoji together."""
    return character in _JOINERS or ord(character) in _TAG_CHARACTERS


def _joined(text: str, index: int) -> bool:
    """Whether the characters before and at `index` are seen as one."""
    before, after = text[index - 1], text[index]
    if ord(before) in _FLAG_LETTERS and ord(after) in _FLAG_LETTERS:
        letters = re.search(r"[\U0001F1E6-\U0001F1FF]*\Z", text[:index])
        return letters is not None and len(letters[0]) % 2 == 1
    return before == "\u200d" or is_glue(after) or category(after)[0] == "M" or ord(after) in _SKIN_TONES
