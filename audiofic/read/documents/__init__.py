"""Files of word processors and e-readers. Each module makes a page of its format, which `rendered` reads."""

from __future__ import annotations

from audiofic.read.documents import calibrezip, docx, fb2, kindle, odt, pandoc, pdf, rtf, unread
from audiofic.read.source import Format

FORMATS: tuple[Format, ...] = (fb2, docx, odt, calibrezip, rtf, kindle, pdf, pandoc, unread)
"""In the order in which they are asked whether a file is theirs."""

__all__ = ["FORMATS"]
