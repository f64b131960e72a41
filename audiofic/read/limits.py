"""How much a story's file may ask of this machine, and why. Whatever is over is refused in a sentence."""

from __future__ import annotations

from typing import Final

FILE: Final = 256 << 20
"""Bytes of a file; no story is as large, and a device file would never end."""
UNPACKED_FILE: Final = 64 << 20
"""Bytes that one packed file unpacks to: the longest works known have 40 MB of text, and a ZIP can hold a thousand
times its size."""
UNPACKED: Final = 512 << 20
"""Bytes that all of a packed book unpacks to, its pictures among them."""
TEXT: Final = 48 << 20
"""Bytes of all pages of a book: the longest works known, with their markup. A tree takes fifty times their room."""
ENTRIES: Final = 20_000
"""Files in an archive: more are no book, and their names alone fill the memory."""
MARKUP: Final = 128 << 20
"""Characters of the page that a document becomes: styles may repeat, the words are not so many."""
COLUMNS: Final = 4_096
"""Blanks in a row, as OpenDocument counts them instead of writing them."""
PROGRAM_SECONDS: Final = 120
"""How long a program that reads a document for us may take; a thousand pages take a third of it."""
PROGRAM_BYTES: Final = 2 << 30
"""Memory of such a program: a picture in a PDF can unpack to any size."""
PAGES: Final = 5_000
"""Pages of a PDF: the longest works have three thousand."""
WORKS: Final = 2_000
"""Stories that one command takes, from folders and archives."""
