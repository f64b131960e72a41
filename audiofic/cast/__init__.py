"""A voice for every line: who is young or old, who talks to whom, and which voices are far enough apart."""

from __future__ import annotations

from audiofic.cast.castfile import write_cast
from audiofic.cast.casting import NOTHING, Cast, candidates, cast, known_names, speakers
from audiofic.cast.choice import BEST_FIRST, with_engine
from audiofic.cast.fandomcasts import castbook, keep, lent, read_castbook
from audiofic.cast.fandompacks import known_characters, picked, save_pack, with_fandom
from audiofic.cast.manner import Role
from audiofic.cast.memory import Memory, forget, load_memory, save_memory
from audiofic.cast.repertoire import lacking
from audiofic.cast.tongues import in_language, of_language

__all__ = [
    "BEST_FIRST",
    "NOTHING",
    "Cast",
    "Memory",
    "Role",
    "candidates",
    "cast",
    "castbook",
    "forget",
    "in_language",
    "keep",
    "known_characters",
    "known_names",
    "lacking",
    "lent",
    "load_memory",
    "of_language",
    "picked",
    "read_castbook",
    "save_memory",
    "save_pack",
    "speakers",
    "with_engine",
    "with_fandom",
    "write_cast",
]
