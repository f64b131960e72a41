"""Scripts: the letters that a language's voices have no sounds for, and how they sound in Latin ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from audiofic.language.tags import primary

_SCRIPTS: Final = {
    "Greek": ("\u0370-\u03ff\u1f00-\u1fff", "el grc"),
    "Cyrillic": ("\u0400-\u052f", "ru uk be bg mk sr kk ky tt cv ba mn tg uz"),
    "Armenian": ("\u0530-\u058f", "hy hyw"),
    "Hebrew": ("\u0590-\u05ff", "he yi"),
    "Arabic": ("\u0600-\u06ff\u0750-\u077f", "ar fa ur ug ku sd ps"),
    "Devanagari": ("\u0900-\u097f", "hi mr ne kok sa"),
    "Thai": ("\u0e00-\u0e7f", "th"),
    "Georgian": ("\u10a0-\u10ff", "ka"),
    "Japanese": ("\u3040-\u30ff", "ja"),
    "Chinese": ("\u3400-\u4dbf\u4e00-\u9fff", "zh yue hak ja"),
    "Korean": ("\u1100-\u11ff\uac00-\ud7af", "ko"),
}
"""The letters of each, and the languages whose voices say them."""
_RUNS: Final = {
    name: re.compile(rf"[{letters}]+" if name in ("Chinese", "Japanese", "Korean") else rf"[{letters}]{{2,}}")
    for name, (letters, _) in _SCRIPTS.items()
}
"""Words in them; a single letter of an alphabet is a sign that voices know: the α of a pack."""


def _foreign(language: str) -> list[str]:
    code = primary(language)
    return [name for name, (_, languages) in _SCRIPTS.items() if code not in languages.split()]


def without_sound(texts: Iterable[str], language: str) -> list[str]:
    """The names of the scripts in the texts that voices of the language (BCP 47) have no sounds for."""
    missing = _foreign(language)
    found: set[str] = set()
    for text in texts:
        if not text.isascii():
            found.update(name for name in missing if name not in found and _RUNS[name].search(text))
    return sorted(found)


def romanized(text: str, language: str) -> str:
    """The text with what voices of the language have no sounds for in Latin letters: Марта, Marta."""
    if text.isascii():
        return text
    for name in _foreign(language):
        text = _RUNS[name].sub(_in_latin, text)
    return text


def _in_latin(match: re.Match[str]) -> str:
    from anyascii import anyascii

    latin = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", anyascii(match[0]))
    before, after = match.string[max(0, match.start() - 1) : match.start()], match.string[match.end() : match.end() + 1]
    return " " * before.isalnum() + latin + " " * after.isalnum()
