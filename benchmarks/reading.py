"""How much is read a CPU second, in how much memory; and docs/reading.md, the table of what comes out of which file.

python benchmarks/reading.py            words a CPU second of each format, and memory for an EPUB of a million words
python benchmarks/reading.py --table    writes docs/reading.md from tests/golden/reading
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bs4 import BeautifulSoup
from machine import describe

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
    print(describe())
    # First, since a process begins with the most that its parent had.
    empty, short, long = (megabytes(words) for words in (0, 250_000, 1_000_000))
    print(f"EPUB of 250,000 words: {short} MB at most, of a million: {long} MB; of none: {empty} MB")
    pages = [page(5000)] * 20
    whole = page(100_000)
    bare = {
        "html": partial(BeautifulSoup, whole, "lxml"),
        "epub": lambda: [BeautifulSoup(each, "lxml") for each in pages],
    }
    files = {
        "html": whole.encode(),
        "epub": epub(100_000, 20),
        "md": "\n\n".join(["*The tide* is in, said Ines, and nobody on the quay answered her."] * 8000).encode(),
    }
    for kind, data in files.items():
        words = len(read_bytes(data, f"story.{kind}").text.split())
        seconds = least_seconds(partial(read_bytes, data, f"story.{kind}"))
        ratio = f"{seconds / least_seconds(bare[kind]):8.2f} of Beautiful Soup's tree alone" if kind in bare else ""
        print(f"{kind:6}{words / seconds:12,.0f} words a CPU second{ratio}")


def least_seconds(action: Callable[[], object], runs: int = 5) -> float:
    """CPU seconds of the quickest run, which is the least disturbed one."""
    seconds = []
    for _ in range(runs):
        start = time.process_time()
        action()
        seconds.append(time.process_time() - start)
    return min(seconds)


def megabytes(words: int) -> int:
    """The most memory that a process of its own takes to read an EPUB of so many words."""
    program = [sys.executable, __file__, "--words", str(words)]
    return int(subprocess.run(program, capture_output=True, text=True, check=True).stdout)


def read_long(words: int) -> None:
    if words:
        read_bytes(epub(words, words // 5000), "long.epub")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)


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
    if "--table" in sys.argv:
        table()
    elif "--words" in sys.argv:
        read_long(int(sys.argv[-1]))
    else:
        measure()
