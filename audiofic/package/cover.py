"""Which pictures can be a cover."""

from __future__ import annotations

from pathlib import Path

from audiofic.audio import run_ffmpeg, source
from audiofic.errors import EncoderError, OutputError

_PIXELS = 50_000_000
"""More than that is an attack on the player's memory, or on ours."""
_BYTES = 2**24 - 2**10
"""What a block of FLAC's holds, which is the least of all formats, with its header."""


def mime(picture: bytes) -> str:
    """image/jpeg or image/png, by the file's first bytes; ValueError for all else."""
    if picture.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if picture.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    raise ValueError("a cover must be a JPEG or PNG file")


def cover_name(picture: bytes) -> str:
    """What a file of that picture is called: cover.jpg or cover.png."""
    return {"image/jpeg": "cover.jpg", "image/png": "cover.png"}[mime(picture)]


def demuxer(picture: bytes) -> str:
    """What ffmpeg calls a file of that type; it is never left to guess, as it knows formats that name other files."""
    return {"image/jpeg": "jpeg_pipe", "image/png": "png_pipe"}[mime(picture)]


def usable_cover(picture: bytes) -> bool:
    """Whether it is a whole JPEG or PNG of sane size, below 16 MB. Ask before a build: a story brings its own
    cover along."""
    if len(picture) > _BYTES:
        return False
    try:
        pixels = source("pipe:0", "-f", demuxer(picture), "-max_pixels", str(_PIXELS))
        run_ffmpeg(["-xerror", *pixels, "-f", "null", "-"], stdin=picture)
    except (ValueError, EncoderError):
        return False
    return True


def load_cover(path: Path) -> bytes:
    """The picture that a reader has chosen. Raises OutputError if it cannot be read, or is no cover."""
    try:
        with path.open("rb") as file:
            picture = file.read(_BYTES + 1)
    except OSError as error:
        raise OutputError(f"the cover {path} cannot be read: {error.strerror}") from error
    if not usable_cover(picture):
        raise OutputError(f"the cover {path} is no JPEG or PNG picture; save it as one of these")
    return picture


def thumbnail(picture: bytes, size: int) -> bytes:
    """A small JPEG of a cover that `usable_cover` is true for, `size` pixels high and wide at most."""
    import io

    from PIL import Image

    small = io.BytesIO()
    with Image.open(io.BytesIO(picture), formats=["JPEG", "PNG"]) as image:
        image.draft("RGB", (2 * size, 2 * size))
        image.thumbnail((size, size))
        image.convert("RGB").save(small, "JPEG", quality=85)
    return small.getvalue()
