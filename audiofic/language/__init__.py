"""What is known of languages: tags, scripts, normal forms, and a folder for each whose words tell who speaks."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from audiofic.language.detection import detected
from audiofic.language.grammar import Grammar
from audiofic.language.scripts import romanized, without_sound
from audiofic.language.tags import language_name, language_tag, primary, three_letters
from audiofic.language.unicode import normalized

__all__ = [
    "Grammar",
    "detected",
    "grammar",
    "language_name",
    "language_tag",
    "normalized",
    "primary",
    "romanized",
    "three_letters",
    "without_sound",
]


@cache
def grammar(tag: str) -> Grammar | None:
    """What is known of a language, by its BCP 47 tag; None for English, whose words stand in the rooms that read them,
    and for those that have no folder here."""
    code = primary(tag)
    if code == "en" or not (code.isascii() and code.isalpha()) or find_spec(f"{__name__}.{code}") is None:
        return None
    found = getattr(import_module(f"{__name__}.{code}"), "GRAMMAR", None)
    return found if isinstance(found, Grammar) else None
