"""What the reader has corrected, and the script as text to correct."""

from __future__ import annotations

from audiofic.corrections.corrections import NARRATOR, PLAIN, Corrections, find, load, save

__all__ = [
    "NARRATOR",
    "PLAIN",
    "Corrections",
    "find",
    "load",
    "save",
]
