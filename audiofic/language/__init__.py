"""What is known of languages: tags, scripts, normal forms, and a folder for each whose words tell who speaks."""

from __future__ import annotations

from audiofic.language.detection import detected
from audiofic.language.scripts import romanized, without_sound
from audiofic.language.tags import language_name, language_tag, primary, three_letters
from audiofic.language.unicode import normalized

__all__ = [
    "detected",
    "language_name",
    "language_tag",
    "normalized",
    "primary",
    "romanized",
    "three_letters",
    "without_sound",
]
