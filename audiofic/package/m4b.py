"""M4B: AAC in MP4, with chapters, as audiobook players like it best."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from audiofic.audio import Ffmpeg, ffmetadata, file_url, source
from audiofic.package.book import COMPOSER, GENRE, Book, EncodedChapter, marks
from audiofic.package.cover import demuxer
from audiofic.package.frames import Frame, count_samples
from audiofic.package.text import one_line, printable

FRAME = 1024
PRIMING = 1024
"""ffmpeg's AAC encoder puts one frame before the sound, and one more behind it that completes the last."""
TIMESCALE = 1000
"""Ticks a second of the chapter marks. ffmpeg 9 would choose so many that a chapter over 76 s loses its mark."""
AUDIOBOOK = "2"
"""`stik`: what kind of medium it is, by which players file it with the audiobooks."""
_QUEUE = ("-thread_queue_size", "4096")
"""ffmpeg 5 sleeps for 10 ms whenever the queue of a pipe is empty, and by default it holds eight packets."""


class M4b:
    name = "m4b"
    suffix = ".m4b"
    chapter_suffix = ".aac"

    def encoder(self, rate: int) -> list[str]:
        """AAC-LC in ADTS frames; 64 kbit/s is transparent for one voice up to 12 kHz.

        At so many bits a channel ffmpeg's coder "fast" is nearer to the original than its default (34 against 24 dB
        of signal to noise on speech, files of one size) and takes a third of the time: docs/performance.md.
        """
        return ["-c:a", "aac", "-aac_coder", "fast", "-b:a", "64k" if rate <= 32000 else "96k", "-f", "adts"]

    def samples(self, chapter: Path) -> int:
        return count_samples(chapter, 7, _adts)

    def package(self, chapters: Sequence[EncodedChapter], book: Book, target: Path) -> None:
        tags = {
            "title": one_line(book.title),
            "album": one_line(book.title),
            "artist": one_line(book.author),
            "album_artist": one_line(book.author),
            "composer": COMPOSER,
            "genre": GENRE,
            "date": one_line(book.date),
            "comment": one_line(book.url),
            "description": printable(book.summary),
            "grouping": one_line(book.series),
            "media_type": AUDIOBOOK,
        }
        with tempfile.TemporaryDirectory(prefix="audiofic-") as folder:
            metadata = Path(folder, "metadata.txt")
            metadata.write_text(ffmetadata(tags, marks(chapters, PRIMING)), encoding="utf-8", newline="\n")
            inputs = [*source("pipe:0", "-f", "aac", *_QUEUE), *source(file_url(metadata), "-f", "ffmetadata")]
            maps = ["-map", "0:a", "-map_metadata", "1", "-map_chapters", "1"]
            if book.cover:
                cover = Path(folder, "cover")
                cover.write_bytes(book.cover)
                inputs += source(file_url(cover), "-f", demuxer(book.cover))
                maps += ["-map", "2:v", "-disposition:v:0", "attached_pic"]
            container = ["-c", "copy", "-brand", "M4B ", "-movflags", "+faststart", "-movie_timescale", str(TIMESCALE)]
            container += ["-f", "ipod", file_url(target)]
            with Ffmpeg([*inputs, *maps, *container], [target]) as ffmpeg:
                for chapter in chapters:
                    with chapter.path.open("rb") as frames:
                        shutil.copyfileobj(frames, ffmpeg)


def _adts(header: bytes) -> Frame | None:
    """Twelve bits of synchronisation, and the frame's length in the thirteen bits from bit 30 on."""
    length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    return Frame(length, FRAME) if header[0] == 0xFF and header[1] >> 4 == 0xF and length > 7 else None
