"""How much is read a second, and in how much memory; and docs/reading.md, the table of what comes out of which file.

python benchmarks/reading.py            words a second of each format, and memory for an EPUB of a million words
python benchmarks/reading.py --table    writes docs/reading.md from tests/golden/reading
"""

from __future__ import annotations

import io
import resource
import sys
import time
import zipfile
from pathlib import Path

from audiofic.read import read_bytes

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs" / "reading.md"
PARAGRAPH = "<p>“The tide is in,” said Ines, and <em>nobody</em> on the quay answered her that night.</p>"
WORDS = len(PARAGRAPH.replace("<", " <").split()) - 4
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b.opf"/>'
    "</rootfiles></container>"
)


def page(words: int) -> str:
    return f"<html><body>{PARAGRAPH * (words // WORDS)}</body></html>"


def epub(words: int, chapters: int) -> bytes:
    names = [f"{number}.xhtml" for number in range(chapters)]
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names)
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    opf = f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{spine}</spine></package>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("b.opf", opf)
        for name in names:
            archive.writestr(name, page(words // chapters))
    return buffer.getvalue()


def measure() -> None:
    kinds = {
        "html": page(100_000).encode(),
        "epub": epub(100_000, 20),
        "md": "\n\n".join(["*The tide* is in, said Ines, and nobody on the quay answered her."] * 8000).encode(),
    }
    for kind, data in kinds.items():
        start = time.perf_counter()
        work = read_bytes(data, f"story.{kind}")
        seconds = time.perf_counter() - start
        print(f"{kind:6}{len(work.text.split()) / seconds:12,.0f} words/s")
    read_bytes(epub(1_000_000, 200), "long.epub")
    print(f"an EPUB of a million words: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB at most")


def table() -> None:
    """Each fault of tests/golden/reading with what is read of it."""
    sys.path.insert(0, str(ROOT / "tests"))
    from test_reading_golden import CASES, data_of

    rows = []
    for case in CASES:
        work = read_bytes(*data_of(case))
        reasons = dict.fromkeys(str(part.reason) for part in work.left_out)
        words = sum(len(block.text.split()) for *_, block in work.blocks())
        name = case.name.replace("-", " ")
        rows.append(f"| {name} | {len(work.chapters)} | {words} | {', '.join(reasons) or '–'} |")
    head = DOCS.read_text(encoding="utf-8").split("| shape |")[0]
    body = "\n".join(["| shape | chapters | words read | left out, and told |", "| --- | ---: | ---: | --- |", *rows])
    DOCS.write_text(f"{head}{body}\n", encoding="utf-8")


if __name__ == "__main__":
    table() if "--table" in sys.argv else measure()
