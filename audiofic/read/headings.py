"""Which paragraphs head a chapter, and which are only the list of those that do."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from audiofic.model import BlockKind, Reason
from audiofic.read.flow import Draft, Paragraph, Piece, folded, omitted
from audiofic.read.titles import Numbered, ends_a_sentence, is_chapter, is_plus, numbered

_LONGEST_TITLE = 100  # characters
CONTENTS = re.compile(
    r"\W*(?:(?:table of )?contents|toc|chapters|inhalt(?:sverzeichnis)?|índice|indice|sommaire|table des matières|"
    r"inhoud|spis treści|содержание|оглавление|зміст|目录|目錄|目次|차례|목차)\W*",
    re.IGNORECASE,
)
_MOST_STEPS = 20
"""A line may be looked at so often on average, as the entry of lists that begin in one line or another."""
_SPEECH = frozenset("\"'“‘«„—–-")
_LEADER = re.compile(r"[\s.…_·-]*\d{0,4}\s*$")
"""The dots and the page number behind an entry."""


def chapters(pieces: Sequence[Piece]) -> list[Draft]:
    """Divide a story at its chapter headings: those of the level that says "Chapter 1"; else of the highest level
    that occurs more than once, or that a contents list names. What stands before the first of them is a chapter without
    a title."""
    pieces = with_numerals(_with_bold_titles(_without_contents(pieces)))
    level = _chapter_level(pieces)
    drafts = [Draft()]
    for piece in pieces:
        if isinstance(piece, Paragraph) and 0 < piece.level <= level:
            drafts.append(Draft(folded(piece.block.text)))
        drafts[-1].pieces.append(piece)
    return drafts


def with_numerals(pieces: Sequence[Piece]) -> list[Piece]:
    """Make headings of the paragraphs that are numbers, "1.", "II", "~ iii ~", or titles that begin with such, "1. The
    first time", where these count up from one, with something to read between them.

    They are chapters of their own (level 1), or sections (level 2) in a story whose headings are called chapters.
    """
    found = _rows(pieces)
    if not found:
        return list(pieces)
    named = any(isinstance(piece, Paragraph) and piece.level and is_chapter(piece.block.text) for piece in pieces)
    done = list(pieces)
    for at in found:
        done[at] = _as_heading(done[at], 2 if named else 1)
    return done


def _rows(pieces: Sequence[Piece]) -> list[int]:
    """Where the numbers are that count up from one, and what is called "+1" after them."""
    paragraphs = [(at, piece) for at, piece in enumerate(pieces) if isinstance(piece, Paragraph)]
    candidates = {at: numbered(paragraph.block.text) for at, paragraph in paragraphs}
    heads: list[int] = []  # those with something to read below them: no entry of a list
    for (at, _), (below, following) in pairwise(paragraphs):
        if candidates[at] and not candidates[below] and not (following.level and following.level <= 1):
            heads.append(at)
    found: list[int] = []
    rows: dict[str, list[int]] = {}
    for at in heads:
        title = candidates[at]
        assert isinstance(title, Numbered)  # noqa: S101 - or it is no head
        row = rows.setdefault(title.shape, [])
        if title.number == len(row) + 1:
            row.append(at)
        elif title.number == 1:
            found += row if len(row) > 1 else []
            rows[title.shape] = [at]
    found += [at for row in rows.values() if len(row) > 1 for at in row]
    if found:
        last = max(found)
        found += [at for at, paragraph in paragraphs if at > last and is_plus(paragraph.block.text)][:1]
    return sorted(found)


def _with_bold_titles(pieces: Sequence[Piece]) -> list[Piece]:
    """Make headings of bold lines that are titles by their words; and of all bold lines, if they look like titles, the
    story begins with one, and nothing else heads anything."""
    bold = [at for at, piece in enumerate(pieces) if isinstance(piece, Paragraph) and _is_bold_line(piece)]
    named: list[int] = []
    for at in bold:  # "Chapter One", "Chapter Two", and then "III. The End"
        text = _text(pieces[at])
        if is_chapter(text) or (named and (title := numbered(text)) and title.number == len(named) + 1):
            named.append(at)
    first = next((at for at, piece in enumerate(pieces) if isinstance(piece, Paragraph)), None)
    headed = any(isinstance(piece, Paragraph) and piece.level for piece in pieces)
    apart = all(below - above > 1 for above, below in pairwise(bold))
    if not named and not headed and len(bold) > 1 and bold[0] == first and apart:
        named = [] if any(numbered(_text(pieces[at])) for at in bold) else bold
    done = list(pieces)
    for at in named:
        done[at] = _as_heading(done[at], 1)
    return done


def _is_bold_line(paragraph: Paragraph) -> bool:
    text = paragraph.block.text
    return (
        not paragraph.level
        and paragraph.block.kind is BlockKind.PARAGRAPH
        and len(text) <= _LONGEST_TITLE
        and all(span.bold for span in paragraph.block.spans if span.text.strip())
        and "\n" not in text
        and not ends_a_sentence(text)
    )


def _without_contents(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without a contents list: lines below each other, two at least, each of which stands again, by itself
    and in this order, below the list. There they head chapters."""
    lines = [(at, piece.block.text) for at, piece in enumerate(pieces) if isinstance(piece, Paragraph)]
    entries = [(at, _entry(text)) for at, text in lines]
    again: dict[str, list[int]] = {}
    for at, entry in entries:
        if entry:
            again.setdefault(entry, []).append(at)
    labelled = begun = False
    steps = _MOST_STEPS * len(entries)
    for start, (_, entry) in enumerate(entries):
        may_begin = (labelled or not begun) and steps > 0
        if may_begin and len(again.get(entry, ())) > 1:
            targets = _targets(entries, start, again)
            steps -= len(targets)
            if len(targets) > 1 and _are_apart(targets) and targets[0] > entries[start + len(targets) - 1][0]:
                listed = [at for at, _ in entries[start : start + len(targets)]]
                if labelled:
                    listed.append(entries[start - 1][0])
                return _contents_left_out(pieces, listed, targets)
        labelled = CONTENTS.fullmatch(lines[start][1]) is not None
        begun = begun or not (labelled or entry)
    return list(pieces)


def _targets(lines: Sequence[tuple[int, str]], start: int, again: dict[str, list[int]]) -> list[int]:
    """Where the entries stand again of the list that may begin at the line of that index."""
    targets: list[int] = []
    for index in range(start, len(lines)):
        at, entry = lines[index]
        if targets and at >= targets[0]:
            break
        places = again.get(entry, ())
        below = bisect_right(places, max(at, targets[-1] if targets else at))
        if below == len(places):
            break
        targets.append(places[below])
    return targets


def _are_apart(targets: Sequence[int]) -> bool:
    return all(below - above > 1 for above, below in pairwise(targets))


def _contents_left_out(pieces: Sequence[Piece], listed: Sequence[int], targets: Sequence[int]) -> list[Piece]:
    done = list(pieces)
    for at in listed:
        piece = pieces[at]
        done[at] = omitted(piece, Reason.CONTENTS) if isinstance(piece, Paragraph) else piece
    for at in targets:
        piece = done[at]
        done[at] = piece if isinstance(piece, Paragraph) and piece.level else _as_heading(piece, 1)
    return done


def _entry(text: str) -> str:
    """What an entry of a contents list and the heading that it stands for have alike; empty where it can't be one."""
    if len(text) > _LONGEST_TITLE or text[:1] in _SPEECH or (ends_a_sentence(text) and not is_chapter(text)):
        return ""
    return "".join(filter(str.isalnum, _LEADER.sub("", text) or text)).casefold()


def _text(piece: Piece) -> str:
    return piece.block.text if isinstance(piece, Paragraph) else ""


def _as_heading(piece: Piece, level: int) -> Piece:
    if not isinstance(piece, Paragraph):
        return piece
    return replace(piece, block=replace(piece.block, kind=BlockKind.HEADING), level=level)


def _chapter_level(pieces: Sequence[Piece]) -> int:
    """The heading level that chapters have; 0 where the story has no chapters. Higher headings are parts."""
    headings = [piece for piece in pieces if isinstance(piece, Paragraph) and piece.level]
    named = Counter(piece.level for piece in headings if is_chapter(piece.block.text))
    if named:
        return named.most_common(1)[0][0]
    counts = Counter(piece.level for piece in headings)
    return min((level for level, count in counts.items() if count > 1 and level <= 3), default=0)
