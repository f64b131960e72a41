"""Subtitles: what is said when, and by whom, beside an audiobook whose chapters they are given."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from pathlib import Path

from audiofic.package.book import Book, EncodedChapter
from audiofic.package.text import one_line
from audiofic.package.times import clock, heard
from audiofic.package.volumes import File, volumes

_HARMLESS = {ord(mark): f"{mark}\N{WORD JOINER}" for mark in "<{\\"}
"""SubRip has no escapes, and players follow <b>, {\\an8} and \\N; but none with something invisible in its midst."""


class WebVtt:
    """For browsers, which show the speaker in a style of their own (https://www.w3.org/TR/webvtt1/)."""

    name = "vtt"
    codec = None

    def files(self, chapters: Sequence[EncodedChapter], book: Book) -> Iterator[File]:
        return volumes(chapters, book, ".vtt", _write_vtt)


class SubRip:
    """For every other player."""

    name = "srt"
    codec = None

    def files(self, chapters: Sequence[EncodedChapter], book: Book) -> Iterator[File]:
        return volumes(chapters, book, ".srt", _write_srt)


def _write_vtt(chapters: Sequence[EncodedChapter], book: Book, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"WEBVTT - {_escaped(book.file_title)}\n")
        for chapter, lines in heard(chapters):
            file.write(f"\nNOTE {_escaped(chapter.title)}\n")
            for line, phrases in lines:
                voice = f"<v {_escaped(line.speaker)}>" if line.speaker else ""
                for phrase in phrases:
                    file.write(f"\n{clock(phrase.start)} --> {clock(phrase.end)}\n{voice}{_escaped(phrase.text)}\n")


def _write_srt(chapters: Sequence[EncodedChapter], book: Book, target: Path) -> None:  # noqa: ARG001 - has no place for it
    spoken = ((line.speaker, phrase) for _, lines in heard(chapters) for line, phrases in lines for phrase in phrases)
    with target.open("w", encoding="utf-8", newline="\r\n") as file:
        for number, (speaker, phrase) in enumerate(spoken, start=1):
            times = f"{clock(phrase.start, ',')} --> {clock(phrase.end, ',')}"
            said = one_line(f"{speaker}: {phrase.text}" if speaker else phrase.text)
            file.write(f"{number}\n{times}\n{said.translate(_HARMLESS)}\n\n")


def _escaped(text: str) -> str:
    return html.escape(one_line(text), quote=False)
