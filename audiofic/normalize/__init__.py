"""From the text as it is written to the text for the ear: what every speech engine is given.

    written ─ blanks ─ lines ─ pictures ─ clean ─ footnotes, emphasis ─ english ─ pauses ─ pronunciations ─▶ spoken

Numbers, times, money, abbreviations, shouting, stammers and the rest become words here, so that an engine need not
guess, and all engines say the same. What remains are letters, apostrophes, hyphens, and `, . ; : ! ? ( )`. These rules
are for stories in English; of a story in another language, numbers, times, units and abbreviations become words as far
as they are known, and the rest is left to the engine.

For an engine that takes them, IPA stands between ⟦ and ⟧, and stressed words between ⟪ and ⟫: see `phonetic`.
"""

from __future__ import annotations

import functools
from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType

from audiofic.language import primary, romanized
from audiofic.model import Kind
from audiofic.normalize.blanks import fill
from audiofic.normalize.capitals import shouts
from audiofic.normalize.characters import clean
from audiofic.normalize.english import english
from audiofic.normalize.marks import breaths, emphasis, footnotes, pauses, starred, stresses
from audiofic.normalize.numbers import powers
from audiofic.normalize.others import in_language
from audiofic.normalize.pronunciations import respell
from audiofic.normalize.splitter import LONGEST, sentences
from audiofic.normalize.typed import pictures

__all__ = ["LONGEST", "sentences", "spoken"]


def spoken(
    text: str,
    pronunciations: Mapping[str, str],
    *,
    kind: Kind = Kind.NARRATION,
    language: str = "en",
    honours: Container[str] = (),
    stressed: Sequence[tuple[int, int]] = (),
    reader: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The text for the ear, on one line; empty if there is nothing to say: no letter and no digit.

    `pronunciations` are of whole words or phrases, as `phonetic` describes. `kind` tells messages, in which pictures
    are named and shorthand is written out, from the rest; `language` (BCP 47) is the story's. `honours` is what the
    engine does: without "ipa", a word that has no respelling is said as it is written; with "stress", *this* and THIS
    are marked as stressed, and what stands between the offsets in `stressed`. `reader` fills in (Y/N): see `blanks`.
    """
    if primary(language) == "en":
        text, stressed = fill(text, reader, stressed)
    said = _normal(starred(text, stressed), kind, language, stress="stress" in honours)
    return respell(said, pronunciations, ipa="ipa" in honours, normal=_normaliser(language))


def _normal(text: str, kind: Kind, language: str, *, stress: bool = False) -> str:
    base = primary(language)
    text = pictures(breaths(text), kind, base)
    text = romanized(clean(powers(text) if base == "en" else text), base)
    text = footnotes(text)
    text = emphasis(stresses(shouts(text)) if stress else text)
    text = english(text, kind) if base == "en" else in_language(text, base)
    text = pauses(text.strip()).strip()
    return text if any(map(str.isalnum, text)) else ""


@functools.cache
def _normaliser(language: str) -> functools.partial[str]:
    return functools.partial(_normal, kind=Kind.NARRATION, language=language)
