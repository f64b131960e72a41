"""A home for stories: the works that a reader has added, each in a folder with its voices, corrections and audiobooks.

Nothing is moved or changed at its first place: a work's file is copied. A newer file of the same work takes the place
of the older one, and what is new is told.
"""

from __future__ import annotations

from audiofic.library.entry import MEDIA, Build, Entry, Place, State
from audiofic.library.library import Added, Library, default_folder

__all__ = ["MEDIA", "Added", "Build", "Entry", "Library", "Place", "State", "default_folder"]
