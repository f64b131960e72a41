"""Front and back matter: what is read aloud beside the story itself, where voices.yaml's `read:` asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from audiofic.model import Chapter, Kind, Line, Metadata, Work
from audiofic.voices import Read


def with_matter(work: Work, lines: Sequence[Line], read: Read) -> list[Line]:
    """The story's lines with title, tags, summaries and notes at their places.

    Lines that are added have the number 0 and a paragraph below 0: they are not in the story's text.
    """
    paragraph = iter(range(-1, -1_000_000, -1))

    def added(kind: Kind, text: str, beside: Line) -> Iterator[Line]:
        for part in text.split("\n\n"):
            folded = " ".join(part.split())
            if folded:
                yield Line(beside.chapter, beside.scene, 0, kind, folded, 0, 0, next(paragraph))

    result: list[Line] = []
    for number, group in groupby(lines, key=lambda line: line.chapter):
        inside = list(group)
        chapter = work.chapters[number - 1]
        headings = list(takewhile(lambda line: line.kind is Kind.HEADING, inside))
        if number == 1:
            for kind, text in _front(work.metadata, read):
                result += added(kind, text, inside[0])
        result += headings
        for kind, text in _chapter_front(chapter, read):
            result += added(kind, text, inside[0])
        result += inside[len(headings) :]
        if read.notes:
            result += added(Kind.NARRATION, _called("Notes", chapter.end_notes), inside[-1])
            if number == len(work.chapters):
                result += added(Kind.NARRATION, _called("Notes", work.metadata.end_notes), inside[-1])
    return result


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
