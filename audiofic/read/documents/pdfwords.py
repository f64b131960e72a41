"""The child that takes the words out of a PDF: from standard input to JSON on standard output. Only it loads
pdfminer."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

from audiofic.read import limits
from audiofic.read.documents.program import FAILED, bound_memory


def main() -> int:
    bound_memory()
    try:
        told = _told(sys.stdin.buffer.read())
    except _WrongError as error:
        print(error, file=sys.stderr)  # noqa: T201 - to the parent, which makes an error of it
        return FAILED
    json.dump(told, sys.stdout, ensure_ascii=True)
    return 0


class _WrongError(Exception):
    """The message is for the user."""


def _told(data: bytes) -> dict[str, Any]:
    """The title, the author, and for each page its size and its lines: where each is, and its runs of like letters."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.psparser import PSException

    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        manager = PDFResourceManager()
        device = PDFPageAggregator(manager, laparams=LAParams(char_margin=1.5, boxes_flow=None))
        interpreter = PDFPageInterpreter(manager, device)
        pages: list[dict[str, Any]] = []
        for page in PDFPage.create_pages(document):
            if len(pages) == limits.PAGES:
                raise _WrongError(f"this PDF has more than {limits.PAGES:,} pages, which no story has, and is not read")
            interpreter.process_page(page)
            layout = device.get_result()
            pages.append({"width": layout.width, "height": layout.height, "lines": list(_lines(layout))})
    except (PDFEncryptionError, PDFPasswordIncorrect) as error:
        raise _WrongError("this PDF is locked with a password: save it without one") from error
    except (PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError) as error:
        raise _WrongError(f"this PDF is damaged and cannot be read ({error})") from error
    except (MemoryError, RecursionError) as error:
        raise _WrongError("this PDF takes more memory than any story, and is not read") from error
    info = document.info[0] if document.info else {}
    return {"title": _text(info.get("Title")), "author": _text(info.get("Author")), "pages": pages}


def _lines(layout: Any) -> Any:
    from pdfminer.layout import LTTextContainer, LTTextLine

    todo = [layout]
    while todo:
        item = todo.pop()
        if isinstance(item, LTTextLine):
            if runs := _runs(item):
                yield [*(round(edge, 1) for edge in item.bbox), runs]
        elif isinstance(item, LTTextContainer) or item is layout or hasattr(item, "_objs"):
            todo.extend(reversed(list(item)))


def _runs(line: Any) -> list[list[Any]]:
    """[text, size, font, height above the line's foot], one for each run of like letters."""
    from pdfminer.layout import LTChar

    runs: list[list[Any]] = []
    for item in line:
        if isinstance(item, LTChar):
            look = [round(item.size, 1), item.fontname, round(item.y0 - line.y0, 1)]
            if runs and runs[-1][1:] == look:
                runs[-1][0] += item.get_text()
            else:
                runs.append([item.get_text(), *look])
        elif runs:
            runs[-1][0] += item.get_text()
    return runs if any(run[0].strip() for run in runs) else []


def _text(value: Any) -> str:
    """What the file's own description says, in whichever of two encodings."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    value = resolve1(value)
    return decode_text(value) if isinstance(value, bytes) else ""


if __name__ == "__main__":
    sys.exit(main())
