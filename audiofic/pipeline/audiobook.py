"""The build: everything in order, in one screen."""

from __future__ import annotations

from collections.abc import Container, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from audiofic import cache
from audiofic.attribute import doubt
from audiofic.cast import Role
from audiofic.errors import StoryError
from audiofic.model import Timeline
from audiofic.package import Book, codecs_for, draw_cover, ensure_writable, joined, shelf_of, usable_cover
from audiofic.pipeline.chapters import ENCODERS, Chapter, ChapterMaker
from audiofic.pipeline.credits import cast_list, facts, narrators
from audiofic.pipeline.news import Edition
from audiofic.pipeline.packaging import packaged
from audiofic.pipeline.performer import Performer
from audiofic.pipeline.plan import Planner, Section
from audiofic.pipeline.progress import Meter, Report
from audiofic.pipeline.show import Show
from audiofic.pipeline.statements import permissions, told
from audiofic.synthesize import Executors, Synthesizer, this_machine


@dataclass(frozen=True, slots=True)
class Result:
    """What a build has made."""

    paths: tuple[Path, ...]
    sections: tuple[Section, ...]
    timelines: tuple[Timeline, ...]
    """One for each section."""
    rate: int
    """Samples a second."""
    failures: tuple[str, ...]
    """What could not be spoken, a sentence each. Then the audiobook is marked as incomplete in its name."""
    doubts: tuple[str, ...] = ()
    """What seems too short or too long for its text, a sentence each."""

    @property
    def seconds(self) -> float:
        return sum(timeline.samples for timeline in self.timelines) / self.rate


def build(
    show: Show,
    output: Path,
    formats: Sequence[str],
    *,
    chapters: Container[int] | None = None,
    jobs: int,
    executors: Executors = this_machine,
    cover: bytes | None = None,
    report: Report,
) -> Result:
    """Speak the story and write the audiobook below `output`, in each of `formats`.

    `chapters` takes some of the audiobook's chapters alone, counted from 1; `jobs` utterances are spoken side by side.
    Raises OutputError before anything is spoken if the place cannot be written, StoryError if there are no such
    chapters, and EngineError, CacheError or EncoderError part-way; what has been spoken is kept in the cache. So it is
    if `report` raises, by which a build is stopped.
    """
    ensure_writable(output)
    every = show.sections
    parts = {number: part for number, part in enumerate(every, start=1) if chapters is None or number in chapters}
    if not parts:
        raise StoryError(f"there is no such chapter: --chapters takes numbers from 1 to {len(every)} in this story")
    book = _book(show, cover, "" if chapters is None else _span(list(parts)))
    shelf_of(book, output)  # whose paths may be too long
    codecs = codecs_for(formats)
    meter = Meter(sum(part.characters for part in parts.values()))
    folder, limit = cache.default_folder(), cache.limit()
    with cache.session(folder) as session:
        planner = Planner(show.cast, show.voices, show.language, session.texts)
        edition = Edition(show.work, parts, planner, session.works)
        readonly = "" if session.keeps else f"{folder} can only be read: what is spoken now is not kept"
        said = map(told, permissions(show.work))
        for note in filter(
            None, (*show.work.remarks, *show.remarks, doubt(show.script), edition.news(), readonly, *said)
        ):
            report(replace(meter.progress, note=note))
        with (
            ThreadPoolExecutor(ENCODERS, thread_name_prefix="audiofic-chapter") as pool,
            Synthesizer(session.clips, jobs, show.voices.loader, executors) as synthesizer,
        ):
            roles = {show.cast.role(line) for part in parts.values() for line in part.lines}
            performer = Performer(roles, synthesizer, show.target)
            for one, other in performer.alike({show.cast.narrator, *show.cast.roles.values()} & roles):
                report(replace(meter.progress, note=_alike(one, other)))
            distinct = {codec.name: codec for codec in codecs.values()}
            maker = ChapterMaker(planner, performer, session, distinct.values(), meter)
            authors = joined(book.authors)
            drawing: Future[bytes] | None = None
            made: list[Chapter] = []
            for chapter in maker.make(list(parts.values()), pool, report):
                made.append(chapter)
                if not book.cover and not drawing and meter.progress.cached < meter.progress.done:
                    drawing = pool.submit(draw_cover, show.work.title, authors)  # beside the next chapters
        if not made:
            raise StoryError("there is nothing to say in this story: it has no words")
        failures = tuple(failure for chapter in made for failure in chapter.failures)
        draw = drawing.result if drawing else partial(draw_cover, show.work.title, authors)
        begin = partial(report, replace(meter.progress, stage="package"))
        paths = packaged(codecs, made, book, output, session.books, draw, begin)
        if not failures:
            edition.remember()
    if session.keeps and meter.progress.cached < meter.progress.total:
        cache.prune(folder, limit)
    sections, timelines = zip(*((chapter.section, chapter.timeline) for chapter in made), strict=True)
    doubts = tuple(doubt for chapter in made for doubt in chapter.doubts)
    return Result(tuple(paths), sections, timelines, performer.rate, failures, doubts)


def _alike(one: Role, other: Role) -> str:
    return (
        f"{one.name} and {other.name} sound the same: the speech server says {one.voice.name!r} and "
        f"{other.voice.name!r} in one voice, as if it did not know one of them"
    )


def _span(numbers: Sequence[int]) -> str:
    """What tells a part of the book from the whole in its title: " (chapters 1, 3-5)"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    told = ", ".join(f"{span[0]}-{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)
    return f" (chapter{'s' if len(numbers) > 1 else ''} {told})"


def _book(show: Show, cover: bytes | None, span: str) -> Book:
    work, metadata = show.work, show.work.metadata
    return Book(
        title=work.title + span,
        authors=metadata.authors,
        url=metadata.url,
        summary=metadata.summary,
        date=metadata.published,
        series=metadata.series,
        language=show.language,
        fandoms=metadata.fandoms,
        facts=facts(metadata),
        permissions=permissions(work),
        narrators=narrators(show.cast, show.voices),
        cast=cast_list(show.cast),
        cover=cover if cover and usable_cover(cover) else show.cover,
    )
