"""From pieces to the work that they make: chapters of scenes, the text, and what was left out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain

from audiofic.model import Block, Chapter, LeftOut, Metadata, Part, Reason, Scene, Span, Work
from audiofic.read.asides import asides_apart
from audiofic.read.flow import BREAK, Draft, Gap, Omission, Paragraph, Piece, omitted

_SENTENCE_ENDS = frozenset('.…?”"’')
_OWN = re.compile(r"\b(?:me|my|mine|I)\b|@|\w\.\w", re.IGNORECASE)


@dataclass(slots=True)
class Volume:
    """A work on its way into a book, which is most often all of it."""

    metadata: Metadata
    drafts: list[Draft]


def bind(volumes: Sequence[Volume], name: str, cover: bytes | None = None) -> Work:
    """One book of the works that have text; see `assemble`."""
    full = [volume for volume in volumes if any(draft.has_text for draft in volume.drafts)] or volumes[:1]
    work = assemble(_common(full), [draft for volume in volumes for draft in volume.drafts], name, cover)
    if len(full) < 2:
        return work
    counts = [sum(draft.has_text for draft in volume.drafts) for volume in full]
    parts = (Part(volume.metadata, first) for volume, first in zip(full, accumulate([0, *counts]), strict=False))
    return replace(work, parts=tuple(parts))


def _common(volumes: Sequence[Volume]) -> Metadata:
    """What is told of a book by what is told of its works: their titles and all who wrote them, in order."""
    if len(volumes) == 1:
        return volumes[0].metadata
    all_ = [volume.metadata for volume in volumes]

    def union(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chain.from_iterable(getattr(metadata, name) for metadata in all_)))

    languages = {metadata.language for metadata in all_} - {""}
    return Metadata(
        title=" / ".join(filter(None, (metadata.title for metadata in all_))),
        authors=union("authors"),
        fandoms=union("fandoms"),
        relationships=union("relationships"),
        characters=union("characters"),
        warnings=union("warnings"),
        tags=union("tags"),
        language=languages.pop() if len(languages) == 1 else "",
    )


def assemble(metadata: Metadata, drafts: Iterable[Draft], name: str, cover: bytes | None = None) -> Work:
    """A work whose text is the texts of its blocks, divided by blank lines; their spans count from their own blocks.
    `name` is as in `Work`."""
    texts: list[str] = []
    length = 0

    def place(block: Block) -> Block:
        nonlocal length
        spans: list[Span] = []
        for span in block.spans:  # what was between two of them may have been left out
            spans.append(Span(span.text, length, span.italic, span.bold))
            length += len(span.text)
        texts.append(block.text)
        length += 2
        return Block(block.kind, tuple(spans), block.reply)

    divided, left_out = bound(drafts)
    placed = tuple(
        replace(chapter, scenes=tuple(Scene(tuple(map(place, scene.blocks))) for scene in chapter.scenes))
        for chapter in divided
    )
    return Work(metadata, "\n\n".join(texts), placed, name, cover, left_out)


def bound(drafts: Iterable[Draft], spacing: int = 0) -> tuple[tuple[Chapter, ...], tuple[LeftOut, ...]]:
    """The chapters that have text, and what is left out in them or between them.

    A gap is a scene's end where it is higher than the gaps that regularly part a chapter's paragraphs; these have
    `spacing` blank lines at least.
    """
    chapters: list[Chapter] = []
    left_out: list[LeftOut] = []
    blocks = 0
    for draft in drafts:
        placed, omissions = _placed(_without_last_links(asides_apart(draft.pieces)))
        left_out += (LeftOut(piece.text, piece.reason, len(chapters), blocks + at) for at, piece in omissions)
        if placed:
            chapters.append(Chapter(draft.title, _scenes(placed, spacing), **draft.notes))
            blocks += len(placed)
    last = max(0, len(chapters) - 1)
    return tuple(chapters), tuple(replace(part, chapter=min(part.chapter, last)) for part in left_out)


def _without_last_links(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the lines at the end that only lead out to the web left out; a sentence of the story that is a
    link, as to a song, speaks of nobody outside it."""
    done = list(pieces)
    paragraphs = [at for at, piece in enumerate(done) if isinstance(piece, Paragraph)]
    while len(paragraphs) > 1 and isinstance(last := done[paragraphs[-1]], Paragraph) and _signs_off(last):
        done[paragraphs.pop()] = omitted(last, Reason.SIGN_OFF)
    return done


def _signs_off(paragraph: Paragraph) -> bool:
    text = paragraph.block.text
    prose = len(text.split()) > 4 and text[-1:] in _SENTENCE_ENDS and not _OWN.search(text)
    return bool(paragraph.links) and all(link.leaves for link in paragraph.links) and not prose


def _placed(pieces: Iterable[Piece]) -> tuple[list[tuple[int, Paragraph]], list[tuple[int, Omission]]]:
    """Each paragraph with the height of the gap above it, and each omission with the number of paragraphs before it."""
    placed: list[tuple[int, Paragraph]] = []
    omissions: list[tuple[int, Omission]] = []
    height = 0
    for piece in pieces:
        if isinstance(piece, Gap):
            height += piece.height
        elif isinstance(piece, Omission):
            omissions.append((len(placed), piece))
        else:
            placed.append((height, piece))
            height = 0
    return placed, omissions


def _scenes(placed: Sequence[tuple[int, Paragraph]], spacing: int) -> tuple[Scene, ...]:
    """Divide a chapter at its breaks, and at headings in its midst."""
    enough = _break_height([height for height, _ in placed[1:]], spacing)
    divided: list[list[Paragraph]] = []
    for height, paragraph in placed:
        begins = height >= enough or paragraph.level > 0
        if not divided or (begins and any(not before.level for before in divided[-1])):
            divided.append([])
        divided[-1].append(paragraph)
    return tuple(Scene(tuple(paragraph.block for paragraph in scene)) for scene in divided)


def _break_height(heights: Sequence[int], spacing: int) -> int:
    """Many authors leave a blank line, or two, after every paragraph: the least height that isn't that common."""
    for least in range(spacing + 1, spacing + 4):
        count = sum(least <= height < BREAK for height in heights)
        if count < 3 or count * 4 <= len(heights):
            return least
    return BREAK
