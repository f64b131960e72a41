"""Characters: one form for each sound, and none that nobody hears."""

from __future__ import annotations

import re
import unicodedata

from audiofic.language import normalized

_QUOTES = '"“”„‟«»‹›❝❞〝〞〟＂「」『』″'
_APOSTROPHES = "'’‘‚‛`´ʼ′＇"
_READABLE = {"℃": "°C", "℉": "°F", "№": "No. ", "−": "-", "°": "°"}
_UNHEARD = {"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk"}
"""Controls, soft hyphens and other invisible marks, what is no character, and pictures with their skin tones."""
_OUR_MARKS = "⟦⟧⟪⟫"
"""What only normalisation itself may put into a text: see `phonetic`."""
_MODIFIERS = {*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0x20D0, 0x20F1))}
"""Which form a picture has, and the frames around it."""
_SCRAWL = re.compile("[\u0300-\u036f]{2,}|[\u0334-\u0338]")
"""Heaps of accents, and lines through letters: t̴e̷x̵t̶ that is meant to look broken."""


class _Characters(dict[int, int | str | None]):
    """What becomes of each character, found out when it is first met; for `str.translate`."""

    def __missing__(self, code: int) -> int | str | None:
        self[code] = self._of(chr(code))
        return self[code]

    @staticmethod
    def _of(character: str) -> int | str | None:
        if character.isspace():
            return " "
        if character in _APOSTROPHES:
            return "'"
        if character in _QUOTES:
            return '"'
        if character in _READABLE:
            return _READABLE[character]
        if character in "™℠" or character in _OUR_MARKS or character in _MODIFIERS:
            return None
        plain = unicodedata.normalize("NFKC", character)
        if plain != character and (plain.isalpha() or (plain.isdigit() and character not in SUPERSCRIPTS)):
            return plain  # 𝓼𝓬𝓻𝓲𝓹𝓽, ｆｕｌｌ ｗｉｄｔｈ, ﬁ, Ⅷ, ⓐ, H₂O
        return None if unicodedata.category(character) in _UNHEARD else character


SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_CHARACTERS = _Characters()


def clean(text: str) -> str:
    """The text in NFC, with plain quotation marks, apostrophes, letters and blanks, without pictures and controls."""
    plain = normalized("NFC", text).translate(_CHARACTERS)
    return _SCRAWL.sub("", normalized("NFC", plain))
