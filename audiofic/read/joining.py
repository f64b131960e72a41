"""Several works as one book, and the files of one work as that work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from audiofic.model import Block, BlockKind, Chapter, LeftOut, Metadata, Part, Scene, Span, Work

_NUMBERED = re.compile(r"(?P<before>\D*?)[\s._-]*(?P<number>\d{1,5})[\s._-]*(?P<after>.*)", re.DOTALL)


def as_one(works: Sequence[Work], title: str) -> Work:
    """One book of several works, each of which is a part of it: a series, an anthology."""
    book = _Book()
    for work in works:
        book.parts.append(Part(replace(work.metadata, title=work.title), len(book.chapters)))
        first, *others = work.chapters
        called = f"{work.title}: {first.title}" if first.title else work.title
        book.add(replace(work, chapters=(replace(first, title=called), *others)))
    return book.bound(replace(common(works), title=title), title, next((w.cover for w in works if w.cover), None))


def of_chapters(works: Sequence[Work], names: Sequence[str], name: str) -> Work:
    """The work whose chapters stand in files of their own, as each was read, with the files' names."""
    told = common(works)
    title = told.title or name
    book = _Book()
    for work, file in zip(works, names, strict=True):
        alone = len(work.chapters) == 1 and not work.chapters[0].title
        own = work.metadata.title if work.metadata.title != title else ""
        book.add(work, (own or _title_of(file)) if alone else "")
    return book.bound(replace(told, title=title), name, next((work.cover for work in works if work.cover), None))


def common(works: Sequence[Work]) -> Metadata:
    """What several works have alike, and whose they are."""
    every = [work.metadata for work in works]

    def alike(values: Sequence[str]) -> str:
        return values[0] if len(set(values)) == 1 else ""

    def union(values: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chain.from_iterable(values)))

    return Metadata(
        title=alike([each.title for each in every]),
        authors=union([each.authors for each in every]),
        url=alike([each.url for each in every]),
        fandoms=union([each.fandoms for each in every]),
        relationships=union([each.relationships for each in every]),
        characters=union([each.characters for each in every]),
        rating=alike([each.rating for each in every]),
        warnings=union([each.warnings for each in every]),
        categories=union([each.categories for each in every]),
        tags=union([each.tags for each in every]),
        series=union([each.series for each in every]),
        language=alike([each.language for each in every if each.language] or [""]),
        published=max(each.published for each in every),
        summary=alike([each.summary for each in every]),
    )


def _title_of(file: str) -> str:
    """What a file's name says of its chapter: "01 - Salt" → "Salt", "low-water-ch-2" → "Chapter 2"."""
    match = _NUMBERED.fullmatch(file)
    if match is None:
        return file
    after = match["after"].replace("_", " ").strip()
    return after if any(map(str.isalpha, after)) else f"Chapter {int(match['number'])}"


@dataclass(slots=True)
class _Book:
    """A book on its way; what is added is counted on from what is there."""

    texts: list[str] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    length: int = 0
    blocks: int = 0

    def add(self, work: Work, heading: str = "") -> None:
        """Add a work's chapters; the first begins with the heading, if there is one, and is called so."""
        head = self._heading(heading) if heading else ()
        first = len(self.chapters)
        start = self.length
        self._text(work.text)
        self.left_out += (
            replace(part, chapter=part.chapter + first, paragraph=part.paragraph + self.blocks + len(head))
            for part in work.left_out
        )
        for number, chapter in enumerate(work.chapters):
            scenes = [Scene(tuple(_moved(block, start) for block in scene.blocks)) for scene in chapter.scenes]
            if head and not number:
                scenes[0] = Scene((*head, *scenes[0].blocks))
            title = heading if head and not number else chapter.title
            self.chapters.append(replace(chapter, title=title, scenes=tuple(scenes)))
            self.blocks += sum(len(scene.blocks) for scene in scenes)
        self.remarks += (remark for remark in work.remarks if remark not in self.remarks)

    def bound(self, metadata: Metadata, name: str, cover: bytes | None) -> Work:
        text = "".join(self.texts)
        return Work(
            metadata,
            text,
            tuple(self.chapters),
            name,
            cover,
            tuple(self.left_out),
            remarks=tuple(self.remarks),
            parts=tuple(self.parts),
        )

    def _heading(self, text: str) -> tuple[Block, ...]:
        start = self.length
        self._text(text)
        return (Block(BlockKind.HEADING, (Span(text, start),)),)

    def _text(self, text: str) -> None:
        self.texts += (text, "\n\n")
        self.length += len(text) + 2


def _moved(block: Block, by: int) -> Block:
    return replace(block, spans=tuple(replace(span, start=span.start + by) for span in block.spans))
