"""Which character says each quotation.

lines ─ turns ─ features ─▶ scores of the candidates ─ chain ─▶ beliefs ─▶ speakers
                   ▲                                                │
                   └────────── a second pass sees the first ────────┘

`secondopinion` asks somebody about the doubtful turns, if there is somebody to be asked: `languagemodel`, say.
"""

from __future__ import annotations

from audiofic.attribute.attribution import attribute
from audiofic.attribute.guesses import doubt
from audiofic.attribute.languagemodel import Consent, LanguageModel

__all__ = ["Consent", "LanguageModel", "attribute", "doubt"]
