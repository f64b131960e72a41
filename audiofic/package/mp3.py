"""MP3: plays everywhere; one file with its chapters in the ID3 tag, or a file a chapter."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from audiofic.package import id3
from audiofic.package.book import Book, EncodedChapter, marks
from audiofic.package.codecs.mpeg import Mpeg, info_frame
from audiofic.package.target import safe_name
from audiofic.package.text import one_line
from audiofic.package.volumes import File, volumes


class Mp3:
    name = "mp3"
    codec = Mpeg()

    def files(self, chapters: Sequence[EncodedChapter], book: Book) -> Iterator[File]:
        return volumes(chapters, book, ".mp3", _write)


class Mp3Chapters:
    """For players and cars that know of no chapters."""

    name = "mp3-chapters"
    codec = Mpeg()

    def files(self, chapters: Sequence[EncodedChapter], book: Book) -> Iterator[File]:
        digits = max(3, len(str(len(chapters))))  # so that a player that sorts names as text has them in order
        room = book.longest_name - digits - len(" - .mp3")
        names = [
            f"{number:0{digits}} - {safe_name(chapter.title, 'Chapter', room)}.mp3"
            for number, chapter in enumerate(chapters, 1)
        ]
        for number, (name, chapter) in enumerate(zip(names, chapters, strict=True), start=1):
            tagged = replace(book, part=chapter.title or f"Chapter {number}", track=(number, len(chapters)))
            yield File(name, partial(_write, [chapter], tagged))
        playlist = f"{book.file_name}.m3u8"
        yield File(playlist, partial(_write_playlist, names, chapters, book), partial(_listed, playlist))


def _write(chapters: Sequence[EncodedChapter], book: Book, target: Path) -> None:
    with target.open("wb") as file:
        file.write(id3.tag(book, marks(chapters)))
        file.write(info_frame(chapters))
        for chapter in chapters:
            with chapter.path.open("rb") as frames:
                shutil.copyfileobj(frames, file)


_LISTED = re.compile(r"\d{3,} - [^/\\]+\.mp3")


def _write_playlist(names: Sequence[str], chapters: Sequence[EncodedChapter], book: Book, target: Path) -> None:
    lines = ["#EXTM3U", f"#PLAYLIST:{one_line(book.title)}"]
    for file, chapter in zip(names, chapters, strict=True):
        lines += [f"#EXTINF:{round(chapter.samples / chapter.rate)},{one_line(chapter.title)}", file]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _listed(playlist: str, folder: Path) -> list[str]:
    """The chapters of an earlier build, by its playlist: one that has been renamed would else be heard twice."""
    try:
        lines = (folder / playlist).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [line for line in lines if _LISTED.fullmatch(line)]
