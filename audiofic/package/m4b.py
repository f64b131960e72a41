"""M4B: AAC in MP4, with chapters, as audiobook players like it best."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from audiofic.audio import Ffmpeg, ffmetadata, file_url, source
from audiofic.languages import three_letters
from audiofic.package.book import COMPOSER, GENRE, Book, EncodedChapter, marks
from audiofic.package.codecs.aac import Aac
from audiofic.package.cover import demuxer
from audiofic.package.text import one_line, printable
from audiofic.package.volumes import File, volumes

TIMESCALE = 1000
"""Ticks a second of the chapter marks. ffmpeg 9 would choose so many that a chapter over 76 s loses its mark."""
AUDIOBOOK = "2"
"""`stik`: what kind of medium it is, by which players file it with the audiobooks."""
_QUEUE = ("-thread_queue_size", "4096")
"""ffmpeg 5 sleeps for 10 ms whenever the queue of a pipe is empty, and by default it holds eight packets."""


class M4b:
    name = "m4b"
    codec = Aac()

    def files(self, chapters: Sequence[EncodedChapter], book: Book) -> Iterator[File]:
        return volumes(chapters, book, ".m4b", self._write)

    def _write(self, chapters: Sequence[EncodedChapter], book: Book, target: Path) -> None:
        tags = {
            "title": one_line(book.file_title),
            "album": one_line(book.title),
            "artist": one_line(book.author),
            "album_artist": one_line(book.author),
            "composer": one_line(book.narrator) or COMPOSER,
            "genre": GENRE,
            "date": one_line(book.date),
            "comment": one_line(book.url),
            "description": printable(book.summary),
            "grouping": one_line(", ".join(book.series)),
            "media_type": AUDIOBOOK,
            "track": f"{book.track[0]}/{book.track[1]}" if book.track[1] > 1 else "",
        }
        with tempfile.TemporaryDirectory(prefix="audiofic-") as folder:
            metadata = Path(folder, "metadata.txt")
            metadata.write_text(ffmetadata(tags, marks(chapters)), encoding="utf-8", newline="\n")
            inputs = [*source("pipe:0", "-f", "aac", *_QUEUE), *source(file_url(metadata), "-f", "ffmetadata")]
            maps = ["-map", "0:a", "-map_metadata", "1", "-map_chapters", "1"]
            if book.cover:
                cover = Path(folder, "cover")
                cover.write_bytes(book.cover)
                inputs += source(file_url(cover), "-f", demuxer(book.cover))
                maps += ["-map", "2:v", "-disposition:v:0", "attached_pic"]
            maps += ["-metadata:s:a:0", f"language={three_letters(book.language)}"]
            container = ["-c", "copy", "-brand", "M4B ", "-movflags", "+faststart", "-movie_timescale", str(TIMESCALE)]
            container += ["-f", "ipod", file_url(target)]
            with Ffmpeg([*inputs, *maps, *container], [target]) as ffmpeg:
                for chapter in chapters:
                    with chapter.path.open("rb") as frames:
                        shutil.copyfileobj(frames, ffmpeg)
