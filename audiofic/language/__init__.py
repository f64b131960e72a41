"""What is known of languages: tags, normal forms, and a folder for each language whose words tell who speaks."""

from __future__ import annotations

from audiofic.language.tags import language_tag, three_letters
from audiofic.language.unicode import normalized

__all__ = [
    "language_tag",
    "normalized",
    "three_letters",
]
