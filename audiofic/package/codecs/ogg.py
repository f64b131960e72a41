"""Packets in an Ogg file, as ffmpeg writes it: how codecs are kept whose bare frames do not tell their length."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from audiofic.package.codecs.frames import damaged


def packets(path: Path) -> Iterator[bytes]:
    """The packets of the one stream in the file, those with its headers first.

    Raises EncoderError if the file is cut short, or if its checksums do not fit.
    """
    import mutagen.ogg

    read_page: Any = mutagen.ogg.OggPage
    with path.open("rb") as file:
        begun = b""
        for count in itertools.count():
            at = file.tell()
            try:
                page = read_page(file)
            except (mutagen.ogg.error, EOFError) as error:
                if count == 2 and isinstance(error, EOFError):
                    return  # headers and no sound: then ffmpeg marks no page as the last
                raise damaged(path) from error
            end = file.tell()
            file.seek(at)
            if page.write() != file.read(end - at):
                raise damaged(path)
            whole = [begun + page.packets[0], *page.packets[1:]] if page.packets else []
            begun = b"" if page.complete or not whole else whole.pop()
            yield from filter(None, whole)  # an empty one ends ffmpeg's FLAC
            if page.last:
                break
        if begun or file.read(1):
            raise damaged(path)
