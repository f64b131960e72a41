"""What authors say to their readers in the middle of a story: `(A/N: sorry!)`, warnings, headers, "To be continued"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from audiofic.model import Block, BlockKind, Reason, Span
from audiofic.read.flow import BREAK, Gap, Omission, Paragraph, Piece, omitted
from audiofic.read.header import is_field

_OF: Final = r"(?:author|auth?or|writer|beta|translator|artist)(?:['’]?s['’]?|s['’])?"
_LABEL: Final = (
    rf"(?:a\s?/\s?n|t\s?/\s?n|{_OF}\s{{0,2}}(?:notes?|comments?|rant)|"
    r"(?:chapter|end|start|beginning|opening|closing|story)\s(?:notes?|summary|warnings?|recap)|"
    r"(?:summary|notes?)\sfor\sthe\s(?:chapter|story)|"
    r"[ct]\s?/?\s?w|(?:content|trigger|chapter|story|spoiler) (?:warnings?|notes?)|disclaimers?)"
)
_LABELLED: Final = re.compile(rf"\W{{0,4}}(?:{_LABEL}\W{{0,3}}(?:[:–—-]|$)|(?-i:AN)\W{{0,2}}:)", re.IGNORECASE)
_BRACKETED: Final = re.compile(
    rf"\W{{0,3}}[(\[{{]\W{{0,3}}(?:{_LABEL}\b|(?:summary|warnings?|notes?|(?-i:AN))\s?:)", re.IGNORECASE
)
_INLINE: Final = re.compile(
    rf"\s*(?:\(\W{{0,3}}{_LABEL}\b(?>[^()]|\([^()]*\))*\)|\[\W{{0,3}}{_LABEL}\b(?>[^\[\]]|\[[^\[\]]*\])*\])",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(rf"\W{{0,4}}{_LABEL}(?: for (?:the|this) (?:chapter|story))?\W{{0,4}}", re.IGNORECASE)
_TO_BE_CONTINUED: Final = re.compile(
    r"\W*(?:t\.?\s?b\.?\s?c|to be continued|(?:end|fin) of (?:the )?(?:chapter|part)(?: \w+)?"
    r"|end (?:chapter|part) \w+)\W*",
    re.IGNORECASE,
)
_GLOSSARY: Final = re.compile(
    r"\W{0,4}(?:(?:list of |spell )?translations?(?: notes)?|glossary|vocabulary|foreign words)(?: used)?\W{0,4}",
    re.IGNORECASE,
)
_ENTRY: Final = re.compile(r"\W{0,4}(\S.{0,60}?)\s?(?:\s[–—-]|[:=]|\s=)\s+\S")
_MARKS: Final = "\"'“”‘’*_.,!?() "
_REVIEW: Final = re.compile(
    r"\W*(?:(?:so |and |please |pls |plz )*(?:r\s?(?:&|and|n)\s?r|read (?:and|&|n) review|"
    r"leave (?:a |me )?(?:review|comment|kudos)s?)|"
    r"(?:please|pls|plz|don['’]t forget to|remember to) (?:review|comment)|"
    r"(?:reviews?|comments?),? (?:please|pls|plz))(?:,? (?:please|pls|thanks?(?: you)?|lol))?\W*",
    re.IGNORECASE,
)
_BETA: Final = re.compile(
    r"\W{0,4}(?:(?:un|not )?beta(?:-?read|['’]?e?d)(?: by\b.{0,60})?[.,;!]?\s?)?"
    r"(?:(?:so )?(?:all|any) (?:remaining |other )?(?:mistakes|errors|typos) (?:are|is) (?:all )?"
    r"(?:mine|my own)\b.{0,30})?\W{0,3}",
    re.IGNORECASE,
)
"""Who looked the text over, and whose its mistakes are."""
_THANKS: Final = re.compile(
    r"(?=.*\b(?:kudos|comments?|reviews?|feedback|next chapter|for reading|updates?|tumblr|ao3|betas?)\b)"
    r"(?=.*\b(?:thank|thanks|please|let me know|hope you|hope y['’]all|leave|find me|see you|stay tuned)\b)",
    re.IGNORECASE | re.DOTALL,
)
_SPEECH: Final = '"“«„‘'
_LONGEST: Final = 10
"""Paragraphs of a note whose bracket is not closed, or that stands below its label."""
_LAST: Final = 3
"""Paragraphs at a chapter's end that may thank its readers."""


def asides_apart(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a chapter with the author's words to the readers left out, where they stand."""
    done = _without_header(pieces)
    paragraphs = [at for at, piece in enumerate(done) if isinstance(piece, Paragraph)]
    last = set(paragraphs[-_LAST:]) if len(paragraphs) > _LAST else set()
    found: list[Piece] = []
    at = 0
    while at < len(done):
        piece = done[at]
        if not isinstance(piece, Paragraph) or piece.block.kind is BlockKind.MESSAGE:
            found.append(piece)
            at += 1
            continue
        text = piece.block.text
        if _TO_BE_CONTINUED.fullmatch(text):
            found += (omitted(piece, Reason.NOTES), Gap(BREAK))
            at += 1
        elif end := _end_of_note(done, at):
            found += (omitted(note, Reason.NOTES) if isinstance(note, Paragraph) else note for note in done[at:end])
            at = end
        elif (
            _REVIEW.fullmatch(text)
            or (_BETA.fullmatch(text) and any(map(str.isalnum, text)))
            or (at in last and text[:1] not in _SPEECH and _THANKS.match(text))
        ):
            found.append(omitted(piece, Reason.NOTES))
            at += 1
        else:
            found += _without_inline(piece)
            at += 1
    return found


def _without_header(pieces: Sequence[Piece]) -> list[Piece]:
    """Without the lines of "Pairing: …", "Rating: …" that a story begins with; two at least, or a disclaimer."""
    end = 0
    fields: list[int] = []
    for at, piece in enumerate(pieces):
        if isinstance(piece, Paragraph) and not piece.level:
            if not all(map(is_field, piece.block.text.split("\n"))):
                break
            fields.append(at)
        end = at
    texts = [piece.block.text for at in fields if isinstance(piece := pieces[at], Paragraph)]
    if sum(text.count("\n") + 1 for text in texts) < 2:
        return list(pieces)
    return [
        omitted(piece, Reason.NOTES) if at <= end and at in fields and isinstance(piece, Paragraph) else piece
        for at, piece in enumerate(pieces)
    ]


def _end_of_note(pieces: Sequence[Piece], at: int) -> int:
    """Where the note ends that a paragraph begins with; 0 where it does not begin with one."""
    paragraph = pieces[at]
    text = paragraph.block.text if isinstance(paragraph, Paragraph) else ""
    if bracketed := _BRACKETED.match(text):
        opened = next(char for char in bracketed[0] if char in "([{")
        closed = ")]}"["([{".index(opened)]
        if text.count(closed) >= text.count(opened):
            return at + 1 if text.rstrip("\"'*_~ .!?").endswith(closed) else 0
        for end in range(at + 1, min(len(pieces), at + _LONGEST)):
            if isinstance(piece := pieces[end], Paragraph) and closed in piece.block.text:
                return end + 1
        return at + 1
    if _ALONE.fullmatch(text):
        return _below(pieces, at)
    if _GLOSSARY.fullmatch(text):
        return _end_of_glossary(pieces, at)
    return at + 1 if _LABELLED.match(text) else 0


def _end_of_glossary(pieces: Sequence[Piece], at: int) -> int:
    """Where the list ends that says what foreign words of the chapter mean; 0 where no such word stands above it."""
    above = "\n".join(piece.block.text for piece in pieces[:at] if isinstance(piece, Paragraph)).casefold()
    last = 0
    for end in range(at + 1, min(len(pieces), at + 1 + _LONGEST * 10)):
        piece = pieces[end]
        if isinstance(piece, Paragraph):
            entries = [_ENTRY.match(line) for line in piece.block.text.split("\n")]
            if not all(entry and entry[1].strip(_MARKS).casefold() in above for entry in entries):
                break
            last = end + 1
    return last


def _below(pieces: Sequence[Piece], at: int) -> int:
    """Where the note ends that stands below its label: behind what is quoted there, at a break or a heading, at the
    chapter's end, or after one paragraph."""
    last = min(len(pieces), at + 1 + _LONGEST * 2)  # with the gaps between them
    shown = [end for end in range(at + 1, last) if isinstance(pieces[end], Paragraph)]
    quoted = list(takewhile(lambda end: _is_quoted(pieces[end]), shown))
    if not _is_quoted(pieces[at]) and quoted and len(quoted) <= _LONGEST:
        return quoted[-1] + 1
    for end in range(at + 1, last):
        piece = pieces[end]
        if isinstance(piece, Gap) and piece.height >= BREAK:
            return end
        if isinstance(piece, Paragraph) and piece.level:
            return end
    if len(shown) <= _LONGEST and last == len(pieces) and at > len(pieces) // 2:
        return len(pieces)
    return shown[0] + 1 if shown else at + 1


def _is_quoted(piece: Piece) -> bool:
    return isinstance(piece, Paragraph) and piece.quoted


def _without_inline(paragraph: Paragraph) -> Iterator[Piece]:
    """A paragraph, and behind it the notes that stood in it."""
    text = paragraph.block.text
    notes = list(_INLINE.finditer(text)) if "(" in text or "[" in text else []
    if not notes:
        yield paragraph
        return
    kept = _cut(paragraph.block, [note.span() for note in notes])
    if any(map(str.isalnum, kept.text)):
        yield replace(paragraph, block=kept)
    for note in notes:
        yield Omission(note[0].strip(), Reason.NOTES)


def _cut(block: Block, places: Sequence[tuple[int, int]]) -> Block:
    """The block without the text at some places; its spans stay slices of the file's text."""
    spans: list[Span] = []
    at = 0
    for span in block.spans:
        edges = [0, *(min(max(edge - at, 0), len(span.text)) for place in places for edge in place), len(span.text)]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if start < end:
                spans.append(replace(span, text=span.text[start:end], start=span.start + start))
        at += len(span.text)
    return replace(block, spans=tuple(spans))
