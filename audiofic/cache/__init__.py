"""What was made once and for all, as files on this machine's disk that are named after what was asked for.

    clips/       what was spoken, by all stories together
    chapters/    chapters as they were encoded
    texts/       chapters' text for the ear
    works/       what a work was like at its last build
    books/       which audiobooks were made of what
    opinions/    who a language model thinks says a doubtful line
    builds/      a folder for each build that runs, where files grow until they are whole

Several builds may use one folder at once, since a file appears under its name whole or not at all; and what a power cut
or a broken disk leaves is found out when it is read, by its length and its digest.
"""

from __future__ import annotations

from audiofic.cache.chapters import ChapterCache, KeptChapter
from audiofic.cache.clips import ClipCache
from audiofic.cache.code import code_key
from audiofic.cache.notes import OPINIONS, NoteCache
from audiofic.cache.session import Session, session
from audiofic.cache.store import FOLDER_VARIABLE, Store, default_folder
from audiofic.cache.upkeep import LIMIT_VARIABLE, Contents, contents, limit, prune, size_of, verify

__all__ = [
    "FOLDER_VARIABLE",
    "LIMIT_VARIABLE",
    "OPINIONS",
    "ChapterCache",
    "ClipCache",
    "Contents",
    "KeptChapter",
    "NoteCache",
    "Session",
    "Store",
    "code_key",
    "contents",
    "default_folder",
    "limit",
    "prune",
    "session",
    "size_of",
    "verify",
]
