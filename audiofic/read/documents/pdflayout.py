"""From the lines on the pages of a PDF to paragraphs, headings and notes, by how they look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from typing import Any

from audiofic.read.documents.rendered import Page
from audiofic.read.hyphens import Hyphens
from audiofic.read.titles import is_chapter

_MARGIN = 0.13
"""The part of a page's height, at the top and at the bottom, in which running heads and page numbers stand."""
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:[^\W\d_]{1,8}\.?\s)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|[a-z]{2,4})\s*\d{1,4})?\W{0,3}"
)
"""A number, perhaps after one word and with the count of all: "12", "– xii –", "Page 3 of 90"."""
_ENDS = frozenset(".!?…:\"'”’»)]*—–")
_NOTE = re.compile(r"\s*[\[(]?(\d{1,3}|[*†‡§]{1,3})[\])]?[.\s]?\s*")
_ITALIC = re.compile(r"italic|oblique|slanted", re.IGNORECASE)
_BOLD = re.compile(r"bold|black|heavy|semibold", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look."""

    text: str
    size: float
    """In points."""
    font: str
    foot: float
    """Above the foot of its line, in points."""
    mark: str = ""
    """What is written in its place, as HTML, if it is the mark of a note."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a piece of one; x goes right and y up, in points."""

    x0: float
    y0: float
    x1: float
    y1: float
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs).strip()

    @property
    def size(self) -> float:
        """That of most of its letters."""
        counts: Counter[float] = Counter()
        for run in self.runs:
            counts[run.size] += len(run.text.strip())
        return counts.most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        return all(_BOLD.search(run.font) for run in self.runs if run.text.strip())


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the PDF."""

    width: float
    height: float
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, told: dict[str, Any]) -> Sheet:
        """A page as `pdfwords` tells it."""
        lines = (Line(x0, y0, x1, y1, tuple(Run(*run) for run in runs)) for x0, y0, x1, y1, runs in told["lines"])
        return cls(told["width"], told["height"], tuple(lines))


def page(sheets: Sequence[Sheet]) -> Page:
    """The document as a page of HTML."""
    running = _running(sheets)
    columns = [column for sheet in sheets for column in _columns(_rows(sheet, running))]
    look = _Look(columns)
    written = Page()
    writer = _Writer(written, look)
    for column in columns:
        writer.column(column)
    writer.end()
    return written


# --- what is on every page


def _margins(sheet: Sheet) -> Iterator[tuple[Line, ...]]:
    """The rows in the margins at the top and bottom, each as its pieces, the outermost first."""
    rows = _by_height(sheet.lines)
    yield from (row for row in rows[:2] if row[0].y0 > sheet.height * (1 - _MARGIN))
    yield from (row for row in rows[-2:] if row[0].y1 < sheet.height * _MARGIN)


def _by_height(lines: Iterable[Line]) -> list[tuple[Line, ...]]:
    """The pieces of lines by the rows that they stand in, from the top."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.y1, line.x0)):
        if rows and min(rows[-1][0].y1, line.y1) - max(rows[-1][0].y0, line.y0) > 0.5 * min(
            rows[-1][0].y1 - rows[-1][0].y0, line.y1 - line.y0
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [tuple(sorted(row, key=lambda line: line.x0)) for row in rows]


def _running(sheets: Sequence[Sheet]) -> set[Line]:
    """Running heads and page numbers: what stands in the margins of several pages at the same height, its numbers
    aside, and numbers that count the pages."""
    seen: dict[tuple[str, int], list[Line]] = {}
    numbers: list[Line] = []
    for sheet in sheets:
        for row in _margins(sheet):
            text = " ".join(line.text for line in row)
            if _PAGE_NUMBER.fullmatch(text):
                numbers += row
            seen.setdefault((re.sub(r"\d+", "#", text).casefold(), round(row[0].y0 / 6)), []).extend(row)
    running: set[Line] = set(numbers if len(numbers) * 2 >= len(sheets) else ())
    for (text, _), lines in seen.items():
        if len(lines) > 2 or (len(lines) > 1 and "#" in text):
            running.update(lines)
    return running


# --- columns


def _rows(sheet: Sheet, running: set[Line]) -> list[Line]:
    return [line for line in sheet.lines if line not in running]


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of a page in reading order, by columns; what goes across all of them parts those above from those
    below."""
    gutter = _gutter(lines)
    if gutter is None:
        yield [_joined(row) for row in _by_height(lines)]
        return
    band: list[Line] = []
    for line in [*sorted(lines, key=lambda line: -line.y1), None]:
        if line is not None and not line.x0 < gutter < line.x1:
            band.append(line)
            continue
        for side in ([each for each in band if each.x1 <= gutter], [each for each in band if each.x0 >= gutter]):
            if side:
                yield from _columns(side)
        band = []
        if line is not None:
            yield [line]


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the page is parted from top to bottom, if it is: hardly any line goes across, and many stand on each
    side."""
    if len(lines) < 10:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    best: tuple[int, float] | None = None
    for line in lines:  # a column begins where its lines do
        x = line.x0 - 1
        if not left + 0.25 * (right - left) < x < left + 0.75 * (right - left):
            continue
        across = sum(each.x0 < x < each.x1 for each in lines)
        before, after = sum(each.x1 <= x for each in lines), sum(each.x0 >= x for each in lines)
        if across * 8 <= len(lines) and min(before, after) * 4 >= len(lines) and (best is None or across < best[0]):
            best = across, x
    return None if best is None else best[1]


def _joined(row: Sequence[Line]) -> Line:
    """The pieces of one line as a line."""
    if len(row) == 1:
        return row[0]
    runs: list[Run] = []
    for line in row:
        if runs and not runs[-1].text.endswith(" "):
            runs[-1] = replace(runs[-1], text=f"{runs[-1].text} ")
        runs += line.runs
    y0, x1, y1 = min(line.y0 for line in row), max(line.x1 for line in row), max(line.y1 for line in row)
    return Line(row[0].x0, y0, x1, y1, tuple(runs))


# --- paragraphs


class _Look:
    """How the document sets its text."""

    def __init__(self, columns: Sequence[Sequence[Line]]) -> None:
        self.hyphens = Hyphens(line.text for column in columns for line in column)
        sizes: Counter[float] = Counter()
        steps: Counter[float] = Counter()
        for column in columns:
            for line in column:
                sizes[line.size] += len(line.text)
            for above, below in pairwise(column):
                steps[round((above.y1 - below.y1) * 2) / 2] += 1
        self.size = sizes.most_common(1)[0][0] if sizes else 1.0
        enough = sum(steps.values()) * 0.08
        usual = sorted(step for step, count in steps.items() if count >= enough and step > 0.5 * self.size)
        self.step = usual[0] if usual else self.size * 1.2
        """From line to line within a paragraph."""
        wider = [step for step in usual if step > self.step * 1.2]
        self.apart = wider[0] if wider else self.step
        """From a paragraph's last line to the next one's first."""
        large = sorted((size for size in sizes if size > self.size * 1.14), reverse=True)
        self.levels = {size: min(level, 5) for level, size in enumerate(large, start=1)}

    def level(self, lines: Sequence[Line]) -> int:
        """The level of a heading that these lines are; 0 where they are none."""
        text = " ".join(line.text for line in lines)
        if len(text) > 150 or not any(map(str.isalnum, text)):
            return 0
        if all(line.size in self.levels for line in lines):
            return self.levels[lines[0].size]
        if len(lines) == 1 and is_chapter(text):
            return min(len(self.levels) + 1, 6)
        if all(line.bold for line in lines) and len(lines) < 3 and text[-1] not in '.,;"”':
            return min(len(self.levels) + 1, 6)
        return 0


class _Writer:
    """Gathers lines to paragraphs and writes them."""

    def __init__(self, page: Page, look: _Look) -> None:
        self._page = page
        self._look = look
        self._lines: list[Line] = []
        self._left = self._right = 0.0

    def column(self, column: Sequence[Line]) -> None:
        body, notes = self._without_notes(column)
        marks = {mark: self._page.note(f"<p>{_NOTE.sub('', text, count=1)}</p>") for mark, text in notes}
        starts = Counter(round(line.x0) for line in body)
        often = [x for x, count in starts.items() if count * 10 >= len(body)]
        left, right = min(often, default=0), max((line.x1 for line in body), default=0)
        above: Line | None = None
        for line in body:
            if self._begins(line, above, left):
                self.end()
                if above is not None and above.y1 - line.y1 > 1.35 * max(self._look.apart, self._look.step):
                    self._page.add("<p>\xa0</p>")
            self._left, self._right = left, right
            self._lines.append(_marked(line, marks))
            above = line

    def _begins(self, line: Line, above: Line | None, left: float) -> bool:
        if not self._lines:
            return True
        last = self._lines[-1]
        same = abs(last.size - line.size) < 0.1 * self._look.size and last.bold == line.bold
        indented = line.x0 > left + 0.7 * line.size
        if above is None:  # on a new page, or in a new column
            return not same or indented or last.text[-1:] in _ENDS
        if not same or above.y1 - line.y1 > self._look.step * 1.25 + 0.1 * self._look.size or line.y1 > above.y1:
            return not (same and above.size > self._look.size * 1.14 and above.y1 - line.y1 < 1.6 * above.size)
        was_indented = last.x0 > left + 0.7 * last.size
        if indented and not (was_indented and len(self._lines) > 1):
            return True
        short = last.x1 < self._right - 0.2 * (self._right - left)
        return short and last.text[-1:] in _ENDS

    def end(self) -> None:
        """The paragraph is whole."""
        lines, self._lines = self._lines, []
        if lines:
            level = self._look.level(lines)
            tag = f"h{level}" if level else "p"
            self._page.add(f"<{tag}>", self._flowing(lines, plain=bool(level)), f"</{tag}>")

    def _without_notes(self, column: Sequence[Line]) -> tuple[list[Line], list[tuple[str, str]]]:
        """The column, and the footnotes at its foot, each with its mark: in small letters, or each after a raised mark
        that a line above has, too."""
        seen: set[str] = set()
        cut = len(column)
        for at, line in enumerate(column):
            first = line.runs[0]
            small = all(each.size < 0.93 * self._look.size for each in column[at:])
            if at and ((small and _NOTE.match(line.text)) or (_is_raised(first, line) and first.text.strip() in seen)):
                cut = at
                break
            seen.update(run.text.strip() for run in line.runs if _is_raised(run, line))
        notes: list[tuple[str, list[Line]]] = []
        for line in column[cut:]:
            if match := _NOTE.match(line.text):
                notes.append((match[1], [line]))
            elif notes:
                notes[-1][1].append(line)
        return list(column[:cut]), [(mark, self._flowing(lines, plain=True)) for mark, lines in notes]

    def _flowing(self, lines: Sequence[Line], *, plain: bool = False) -> str:
        """The lines as HTML, with words that are broken at their ends whole; `plain` leaves emphasis out."""
        runs: list[Run] = []
        for line in lines:
            ours = [run for run in line.runs if run.text]
            ours[-1] = replace(ours[-1], text=ours[-1].text.rstrip())
            ours[0] = replace(ours[0], text=ours[0].text.lstrip())
            if runs:
                joint = self._look.hyphens.joint(runs[-1].text, ours[0].text)
                ending = f"{runs[-1].text} " if joint is None else runs[-1].text[:-1] + joint
                runs[-1] = replace(runs[-1], text=ending)
            runs += ours
        return "".join(run.mark or _shown(run, lines[0], plain=plain) for run in runs)


def _shown(run: Run, line: Line, *, plain: bool) -> str:
    text = escape(run.text)
    if plain or not run.text.strip():
        return text
    if _is_raised(run, line) and run.text.strip().isdecimal():
        return f"<sup>{text}</sup>"
    marks = [tag for tag, look in (("em", _ITALIC), ("strong", _BOLD)) if look.search(run.font)]
    return "".join((*(f"<{tag}>" for tag in marks), text, *(f"</{tag}>" for tag in reversed(marks))))


def _marked(line: Line, marks: dict[str, str]) -> Line:
    """The line, with the marks of notes on its page made links to them."""
    if not marks:
        return line
    return replace(
        line,
        runs=tuple(
            replace(run, mark=marks.get(run.text.strip(), "")) if _is_raised(run, line) else run for run in line.runs
        ),
    )


def _is_raised(run: Run, line: Line) -> bool:
    """Whether it is a superscript."""
    return run.size < 0.95 * line.size and run.foot > 0.15 * line.size
