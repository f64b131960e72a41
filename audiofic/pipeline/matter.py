"""Front and back matter: what is read aloud beside the story itself, where voices.yaml's `read:` asks for it, and what
is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from typing import Final, NamedTuple

from audiofic.model import Chapter, Kind, LeftOut, Line, Metadata, Reason, Work
from audiofic.voices import Read

END: Final = -1_000_000
"""The paragraph of what is said at the very end; those of the matter are above it."""


def with_matter(work: Work, lines: Sequence[Line], read: Read) -> list[Line]:
    """The story's lines with title, tags, summaries, notes, footnotes and what else was left out at their places.

    Lines that are added have the number 0 and a paragraph below 0: they are not in the story's text.
    """
    paragraph = iter(range(-1, END, -1))

    def added(kind: Kind, text: str, beside: Line) -> Iterator[Line]:
        for part in text.split("\n\n"):
            folded = " ".join(part.split())
            if folded:
                yield Line(beside.chapter, beside.scene, 0, kind, folded, 0, 0, next(paragraph))

    wanted = _said(read)
    result: list[Line] = []
    for number, group in groupby(lines, key=lambda line: line.chapter):
        inside = list(group)
        chapter = work.chapters[number - 1]
        parts = [part for part in _parts(work, number - 1) if part.reason in wanted]
        headings = list(takewhile(lambda line: line.kind is Kind.HEADING, inside))
        while parts and parts[0].paragraph <= inside[0].paragraph:
            result += added(Kind.NARRATION, parts.pop(0).text, inside[0])
        for metadata in _told_at(work, number - 1):
            for kind, text in _front(metadata, read):
                result += added(kind, text, inside[0])
        result += headings
        for kind, text in _chapter_front(chapter, read):
            result += added(kind, text, inside[0])
        for line in inside[len(headings) :]:
            while parts and parts[0].paragraph <= line.paragraph:
                result += added(Kind.NARRATION, parts.pop(0).text, line)
            result.append(line)
        for text in (*(part.text for part in parts), *_footnotes(work, number - 1, read)):
            result += added(Kind.NARRATION, text, inside[-1])
        if read.notes:
            result += added(Kind.NARRATION, _called("Notes", chapter.end_notes), inside[-1])
            if number == len(work.chapters):
                result += added(Kind.NARRATION, _called("Notes", work.metadata.end_notes), inside[-1])
    return result


def _told_at(work: Work, chapter: int) -> Iterator[Metadata]:
    """What is told of the book at its start, and of each work that it binds where that begins."""
    if chapter == 0 and (not work.parts or work.metadata.title not in {part.metadata.title for part in work.parts}):
        yield work.metadata
    yield from (part.metadata for part in work.parts if part.first == chapter)


class Unread(NamedTuple):
    """A part of the file that the audiobook does not say."""

    chapter: int
    """0-based: where it stands."""
    reason: str
    """A `Reason`, or the name of the switch under `read:` that it is for."""
    text: str


def unread(work: Work, read: Read) -> list[Unread]:
    """Everything that the audiobook does not say, in reading order."""
    said = _said(read) | ({Reason.FOOTNOTE} if read.footnotes == "end" else set())
    metadata = work.metadata
    tags = "\n\n".join(text for _, text in _front(metadata, Read(title=False, tags=True)))
    last = len(work.chapters) - 1
    found = [
        (read.tags, Unread(0, "tags", tags)),
        (read.summary, Unread(0, "summary", metadata.summary)),
        (read.notes, Unread(0, "notes", metadata.notes)),
    ]
    for number, chapter in enumerate(work.chapters):
        found += [
            (read.summary, Unread(number, "summary", chapter.summary)),
            (read.notes, Unread(number, "notes", chapter.notes)),
            *((part.reason in said, Unread(number, part.reason, part.text)) for part in _parts(work, number)),
            (read.notes, Unread(number, "notes", chapter.end_notes)),
        ]
    found.append((read.notes, Unread(last, "notes", metadata.end_notes)))
    return [part for is_said, part in found if part.text and not is_said]


def _said(read: Read) -> set[Reason]:
    """Why what was left out is read all the same, where it stands."""
    notes = {Reason.NOTES} if read.notes else set()
    return {*read.also} | notes | ({Reason.FOOTNOTE} if read.footnotes == "place" else set())


def _parts(work: Work, chapter: int) -> list[LeftOut]:
    return [part for part in work.left_out if part.chapter == chapter]


def _footnotes(work: Work, chapter: int, read: Read) -> Iterator[str]:
    """Those of a chapter, where they are read at its end."""
    if read.footnotes == "end":
        yield from (part.text for part in _parts(work, chapter) if part.reason is Reason.FOOTNOTE)


def _front(metadata: Metadata, read: Read) -> Iterator[tuple[Kind, str]]:
    if read.title and metadata.title:
        by = f", by {_listed(metadata.authors)}" if metadata.authors else ""
        yield Kind.HEADING, f"{metadata.title}{by}."
    if read.tags:
        groups = {
            "Fandom": metadata.fandoms,
            "Rating": (metadata.rating,) if metadata.rating else (),
            "Warnings": metadata.warnings,
            "Relationships": tuple(tag.replace("/", " and ") for tag in metadata.relationships),
            "Characters": metadata.characters,
            "Tags": metadata.tags,
            "Series": metadata.series,
        }
        for name, tags in groups.items():
            if tags:
                yield Kind.NARRATION, f"{name}: {', '.join(tags)}."
    if read.summary:
        yield Kind.NARRATION, _called("Summary", metadata.summary)
    if read.notes:
        yield Kind.NARRATION, _called("Notes", metadata.notes)


def _chapter_front(chapter: Chapter, read: Read) -> Iterator[tuple[Kind, str]]:
    if read.summary:
        yield Kind.NARRATION, _called("Summary", chapter.summary)
    if read.notes:
        yield Kind.NARRATION, _called("Notes", chapter.notes)


def _called(name: str, text: str) -> str:
    return f"{name}.\n\n{text}" if text.strip() else ""


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
