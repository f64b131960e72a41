"""What is wrong with an audiobook: each finding with its place, and how to mend it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final, Literal

from audiofic.audio import Mark, Target
from audiofic.check.header import Header
from audiofic.check.measure import Measurement

SHORTEST_CHAPTER: Final = 1.0
LONGEST_CHAPTER: Final = 2 * 3600.0
"""What ACX takes."""
LEVELED_CHAPTER: Final = 30.0
"""Seconds: a chapter that is shorter, such as the title of a part, is half pauses and has no level to speak of."""
NEEDS_CHAPTERS: Final = 20 * 60.0
LONGEST_FILE: Final = 50 * 3600.0
"""Many players fail beyond."""
MARK_TOLERANCE: Final = 0.1
"""Seconds between two marks that are meant to meet."""
CUT_OFF: Final = 1.0
"""Seconds that a file may be shorter than it says: players' counting of priming and padding differs."""

Severity = Literal["fail", "warn"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong."""

    severity: Severity
    """ "fail": the target is missed or the file is broken; "warn": a listener may mind."""
    at: float | None
    """Where, in seconds; None where it is the whole file."""
    what: str
    mend: str


def findings(header: Header, measured: Measurement, target: Target) -> list[Finding]:
    """All that is wrong, worst first, and in the order of the file."""
    found = chain(
        _wholeness(header, measured), _levels(header, measured, target), _sound(measured),
        _chapters(header.marks, measured), _tags(header),
    )  # fmt: skip
    return sort(found)


def sort(found: Iterable[Finding]) -> list[Finding]:
    """Failures first; what concerns the whole file before what has a place."""
    return sorted(found, key=lambda one: (one.severity != "fail", -1.0 if one.at is None else one.at))


def name(marks: tuple[Mark, ...], number: int) -> str:
    """What to call a chapter, counted from 0."""
    if not marks:
        return "the file"
    return f"“{marks[number].title}”" if marks[number].title else f"chapter {number + 1}"


def _wholeness(header: Header, measured: Measurement) -> Iterator[Finding]:
    copy = "copy or download it again, or build it again"
    declared = header.seconds or 0.0
    if measured.seconds < declared - max(CUT_OFF, declared / 1000):
        missing = declared - measured.seconds
        yield Finding("fail", measured.seconds, f"the sound ends {missing:.0f} s before it should: it is cut off", copy)
    if measured.complaints:
        places = "one place" if measured.complaints == 1 else f"{measured.complaints} places"
        yield Finding("fail", None, f"the sound is damaged in {places}: {measured.complaint}", copy)
    if measured.seconds > LONGEST_FILE:
        yield Finding("warn", None, "the file is longer than 50 hours, and many players fail there", "split it")


def _levels(header: Header, measured: Measurement, target: Target) -> Iterator[Finding]:
    build = f"build it with `loudness: {target.name}` in voices.yaml; if it is not audiofic's, "
    normalise = build + (
        "let ffmpeg's filter loudnorm bring it there" if target.loudness else "normalise it in an audio editor"
    )
    limit = build + "put a limiter over it"
    if target.rms:
        yield from _rms(header.marks, measured, target.rms, normalise)
    if target.loudness:
        low, high = target.loudness
        if not low <= measured.loudness <= high:
            word = "quiet" if measured.loudness < low else "loud"
            what = f"too {word}: {measured.loudness:.1f} LUFS, where {target.title} asks for {low:g} to {high:g}"
            yield Finding("fail", None, what, normalise)
    if target.peak is not None and measured.peak > target.peak:
        what = f"a peak of {measured.peak:.1f} dB, where {target.title} allows {target.peak:g}"
        yield Finding("fail", measured.peak_at, what, limit)
    if target.true_peak is not None and measured.true_peak > target.true_peak:
        what = f"a true peak of {measured.true_peak:.1f} dBTP, where {target.title} allows {target.true_peak:g}"
        yield Finding("fail", measured.true_peak_at, what, limit)
    if target.noise is not None and measured.noise > target.noise:
        what = (
            f"noise: the quietest half second has {measured.noise:.0f} dB, where {target.title} allows {target.noise:g}"
        )
        yield Finding("fail", measured.noise_at, what, "take the noise out in an audio editor, and leave pauses quiet")


def _rms(marks: tuple[Mark, ...], measured: Measurement, span: tuple[float, float], mend: str) -> Iterator[Finding]:
    """One finding for those that are too quiet, one for those that are too loud, at the worst."""
    if measured.rms == -math.inf:
        yield Finding("fail", None, "there is nothing to hear: all of it is silence", "build it again")
        return
    low, high = span
    levels = [
        (level, number)
        for number, (level, mark) in enumerate(zip(measured.chapters, marks, strict=False))
        if level > -math.inf and mark.end - mark.start >= LEVELED_CHAPTER
    ]
    if not levels:
        marks, levels = (), [(measured.rms, 0)]
    for word, wrong in (
        ("quiet", sorted(each for each in levels if each[0] < low)),
        ("loud", sorted((each for each in levels if each[0] > high), reverse=True)),
    ):
        if wrong:
            level, number = wrong[0]
            others = len(wrong) - 1
            more = f", and so {'is' if others == 1 else 'are'} {others} more" if others else ""
            what = f"{name(marks, number)} is too {word}{more}: {level:.1f} dB RMS, where {low:g} to {high:g} is asked"
            yield Finding("fail", marks[number].start if marks else None, what, mend)


def _sound(measured: Measurement) -> Iterator[Finding]:
    for silence in measured.silences:
        what = f"silence for {silence.seconds:.0f} s"
        yield Finding("warn", silence.start, what, "listen whether something is missing; `pauses` are in voices.yaml")
    for stretch in measured.clipped:
        what = "distorted: the sound stands at full scale"
        yield Finding("warn", stretch.start, what, "record or build it again at a lower level: loudness cannot mend it")
    if measured.clicks:
        count, minutes = len(measured.clicks), measured.seconds / 60
        rate = f", {count / minutes:.1f} a minute" if minutes >= 1 else ""
        often = f"{count} clicks{rate}" if count > 1 else "a click"
        first = ", first" if count > 1 else ""
        mend = "listen there: a clip that is cut off, or a step in a recording, sounds so"
        yield Finding("warn", measured.clicks[0], f"{often}{first} here", mend)


def _chapters(marks: tuple[Mark, ...], measured: Measurement) -> Iterator[Finding]:
    again = "write the chapter marks again"
    if not marks and measured.seconds > NEEDS_CHAPTERS:
        yield Finding("warn", None, "no chapters", "add chapter marks, so that one can find one's place")
    for number, mark in enumerate(marks):
        called, seconds = name(marks, number), mark.end - mark.start
        if mark.start > measured.seconds - MARK_TOLERANCE:
            yield Finding("fail", mark.start, f"{called} begins after the end of the sound", again)
        elif mark.end > measured.seconds + CUT_OFF:
            yield Finding("fail", mark.end, f"{called} ends after the end of the sound", again)
        elif seconds < SHORTEST_CHAPTER:
            yield Finding("warn", mark.start, f"{called} is empty: {seconds:.1f} s", again)
        elif measured.chapters[number] == -math.inf:
            yield Finding("fail", mark.start, f"{called} is silent", "build it again")
        elif seconds > LONGEST_CHAPTER:
            hours = seconds / 3600
            yield Finding("warn", mark.start, f"{called} is {hours:.1f} hours long", "divide it: shops take two hours")
    if marks and marks[0].start > MARK_TOLERANCE:
        yield Finding("warn", 0.0, f"the first chapter begins at {marks[0].start:.1f} s only", again)
    for number, (before, after) in enumerate(pairwise(marks)):
        between = after.start - before.end
        if abs(between) > MARK_TOLERANCE:
            word = "gap" if between > 0 else "overlap"
            what = f"{word} of {abs(between):.1f} s between {name(marks, number)} and {name(marks, number + 1)}"
            yield Finding("warn", before.end, what, again)
    if marks and marks[-1].end < measured.seconds - CUT_OFF:
        rest = measured.seconds - marks[-1].end
        yield Finding("warn", marks[-1].end, f"the last {rest:.0f} s are in no chapter", again)
    untitled = [number for number, mark in enumerate(marks) if not mark.title.strip()]
    if untitled:
        what = f"{len(untitled)} of {len(marks)} chapters have no title, first {name(marks, untitled[0])}"
        yield Finding("warn", marks[untitled[0]].start, what, "give them titles")


def _tags(header: Header) -> Iterator[Finding]:
    mend = "add it with a tag editor; audiofic takes it from the story"
    if not header.tags.get("title") and not header.tags.get("album"):
        yield Finding("warn", None, "no title in the tags", mend)
    if not any(header.tags.get(tag) for tag in ("artist", "album_artist", "author")):
        yield Finding("warn", None, "no author in the tags", mend)
    if not header.cover:
        yield Finding("warn", None, "no cover", "add a picture; `audiofic build --cover` takes one")
