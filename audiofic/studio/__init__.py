"""The studio: a local web page on which a reader hears, corrects, casts and builds a story.

    files ─ project ─▶ Show ─ pages ─▶ browser
      ▲        ▲         └─ sound, builds ─▶
      └────────┴── edits ◀── what the reader changes

What the page changes is what voices.yaml and the corrections file say; nothing is kept anywhere else.
"""

from __future__ import annotations

from audiofic.studio.doorway import door
from audiofic.studio.server import Studio

__all__ = ["Studio", "door"]
