"""Blanks that a story leaves for its reader: (Y/N), (h/c), [Name]; filled in where it is known with what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

_WORDS: Final = {
    "y/n": "name",
    "yn": "name",
    "name": "name",
    "your name": "name",
    "reader": "name",
    "reader's name": "name",
    "f/n": "first name",
    "first name": "first name",
    "l/n": "last name",
    "last name": "last name",
    "surname": "last name",
    "your last name": "last name",
    "y/l/n": "last name",
    "y/f/n": "first name",
    "n/n": "nickname",
    "nickname": "nickname",
    "p/n": "pet name",
    "h/c": "hair colour",
    "hair colour": "hair colour",
    "hair color": "hair colour",
    "h/l": "hair length",
    "hair length": "hair length",
    "h/t": "hair type",
    "e/c": "eye colour",
    "eye colour": "eye colour",
    "eye color": "eye colour",
    "s/c": "skin colour",
    "skin colour": "skin colour",
    "skin color": "skin colour",
    "s/t": "skin tone",
    "skin tone": "skin tone",
    "f/c": "favourite colour",
    "fav/c": "favourite colour",
    "favourite colour": "favourite colour",
    "favorite color": "favourite colour",
}
"""What a blank is for, by what stands in it."""
_NAMES: Final = {"name", "first name", "last name", "nickname", "pet name"}
_BLANK: Final = re.compile(
    rf"[(\[](?P<in>{'|'.join(sorted(_WORDS, key=len, reverse=True))})[)\]]"
    r"|(?<![\w/])(?P<bare>[yY]/[nN]|[lL]/[nN])(?![\w/])"
    r"|[(\[](?P<pronoun>(?:s?he|him|his|hers?|they|them|theirs?)(?:/(?:s?he|him|his|hers?|they|them|theirs?)){1,2})[)\]]",
    re.IGNORECASE,
)
_OWNED: Final = re.compile(
    r"(?:\b(?:your|my|his|her|their|our|its|the|an?|this|that|some|no|of)|['’]s)\s+$", re.IGNORECASE
)
_FORMS: Final = ({"he", "she", "they", "s/he"}, {"him", "them"}, {"his", "her", "their"}, {"hers", "theirs"})
_PRONOUNS: Final = {
    "she": ("she", "her", "her", "hers"),
    "he": ("he", "him", "his", "his"),
    "they": ("they", "them", "their", "theirs"),
}


def fill(
    text: str, reader: Mapping[str, str], stressed: Sequence[tuple[int, int]] = ()
) -> tuple[str, list[tuple[int, int]]]:
    """The text with its blanks filled in, and where the offsets in `stressed` are in it.

    `reader` has what is known by what it is: "name", "hair colour", "pronouns" ("she/her")… Of what is not known, a
    colour before its noun is left out, your (h/c) hair, and of all else its own name is said: your name.
    """
    parts: list[str] = []
    moved: list[tuple[int, int]] = []  # where a blank ends, and how much longer the text is from there on
    at = longer = 0
    for blank in _BLANK.finditer(text) if "/" in text or "[" in text or "(" in text else ():
        said, end = _said(text, blank, reader)
        parts += (text[at : blank.start()], said)
        longer += len(said) - (end - blank.start())
        moved.append((end, longer))
        at = end
    if not parts:
        return text, list(stressed)

    def place(offset: int) -> int:
        return offset + next((by for end, by in reversed(moved) if offset >= end), 0)

    return "".join((*parts, text[at:])), [(place(start), place(end)) for start, end in stressed]


def _said(text: str, blank: re.Match[str], reader: Mapping[str, str]) -> tuple[str, int]:
    """What stands in place of a blank, and where the text goes on."""
    end = blank.end()
    if blank["pronoun"]:
        return _pronoun(blank["pronoun"].lower(), reader.get("pronouns", "")), end
    what = _WORDS[(blank["in"] or blank["bare"]).lower()]
    known = reader.get(what) or (reader.get("name", "").split(" ")[0] if what == "first name" else "")
    if known:
        return known, end
    if what not in _NAMES and text[end : end + 1] == " " and text[end + 1 : end + 2].isalpha():
        return "", end + 1
    return what if _OWNED.search(text, 0, blank.start()) else f"your {what}", end


def _pronoun(choice: str, pronouns: str) -> str:
    """(he/she) → the reader's."""
    first = choice.split("/", maxsplit=1)[0]
    form = next(n for n, forms in enumerate(_FORMS) if first in forms)
    return _PRONOUNS.get(pronouns.split("/", maxsplit=1)[0], _PRONOUNS["they"])[form]
