"""Which character says each quotation.

lines ─ turns ─ features ─▶ scores of the candidates ─ chain ─▶ beliefs ─▶ speakers
                   ▲                                                │
                   └────────── a second pass sees the first ────────┘
"""

from __future__ import annotations

from audiofic.attribute.attribution import attribute
from audiofic.attribute.guesses import doubt

__all__ = ["attribute", "doubt"]
