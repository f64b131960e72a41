"""PDF files that hold text. They tell where letters are and nothing else: paragraphs, headings, running heads, columns
and footnotes are found by how the page looks."""

from __future__ import annotations

import importlib.util
import json
import sys

from audiofic.model import Metadata, Work
from audiofic.read.documents import pdflayout, program, rendered
from audiofic.read.source import Source

KIND = "PDF"


def recognises(source: Source) -> bool:
    return b"%PDF-" in source.data[:1024]


def read(source: Source) -> Work:
    if importlib.util.find_spec("pdfminer") is None:
        raise source.error(
            "this is a PDF, and what reads those is not installed: pip install 'audiofic[pdf]'; the same story as an "
            "EPUB or HTML file is read better"
        )
    # -P: nothing in the current folder is taken for one of our modules.
    told = json.loads(program.run([sys.executable, "-P", "-m", f"{__package__}.pdfwords"], source, KIND))
    pages = [pdflayout.Sheet.of(page) for page in told["pages"]]
    if not any(sheet.lines for sheet in pages):
        raise source.error("this PDF holds pictures of pages and no text: put it through a text recognition first")
    author = told["author"].strip()
    metadata = Metadata(title=told["title"].strip(), authors=(author,) if author else ())
    return rendered.read(source, KIND, pdflayout.page(pages).html(metadata), metadata)
