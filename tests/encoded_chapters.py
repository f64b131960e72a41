"""Chapters to package, and what players see and hear in what comes of them."""

from __future__ import annotations

import array
import json
import math
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

from audiofic import audio
from audiofic.audio import Clip, Piece, stitch
from audiofic.model import Kind, Line
from audiofic.package import Book, Codec, EncodedChapter, Format

KINDS = ("m4b", "mp3", "opus", "flac", "wav")
"""The formats that are one file with sound and chapters."""
RATE = 24000
HARD = [
    "Chapter 1: a = b; c # d \\ e",
    "He said \"no\", 'twice'",
    "two\nlines",
    "[CHAPTER]",
    ";=\\;=\\",
    "ends in a backslash \\",
    "👩‍👩‍👧‍👦 🏳️‍🌈 Ünï—ćødé 漢字",
    "",
    "long " * 200,
    "\x00control\x07",
    "half a pair \ud83d",
    "%d %s {x} <b>&amp;</b>",
]
BOOK = Book(
    title="The Lake; or = Two\nBoats",
    authors=("quill", "Ink & Co"),
    url="https://example.org/works/1?a=b#c",
    summary="First paragraph = one;\n\nSecond # paragraph \\ 🛶.",
    date="2024-05-17",
    series=("Part 2 of The Long Way", "Part 5 of Rainy, Days"),
    language="fr",
    fandoms=("Boats & Lakes",),
    facts=(("Rating", ("Teen",)), ("Words", ("1,234",)), ("Tags", ("Slow Burn", "Boats / Ships"))),
    permissions=("Podfic welcome!",),
    narrators=("audiofic (Kokoro)", "audiofic (Piper)"),
    cast=("Narrator – Kokoro af_heart", "Ada – Piper joe"),
)
COMMENT = f"{BOOK.url} – made with audiofic for listening by yourself; ask the author before you share it"
DESCRIPTION = f"""{BOOK.summary}

The author says: “Podfic welcome!”

Rating: Teen
Words: 1,234
Tags: Slow Burn, Boats / Ships

Read by audiofic (Kokoro) & audiofic (Piper):
Narrator – Kokoro af_heart
Ada – Piper joe"""
FFPROBE = shutil.which("ffprobe") or ""


def frame(kind: Format, rate: int = RATE) -> float:
    """How long a codec frame is, in seconds; a mark may be as far off, and for a WAV file not even that."""
    return {"m4b": 1024 / rate, "mp3": 1152 / rate, "opus": 0.02, "flac": 4096 / rate, "wav": 1 / rate}[kind.name]


@cache
def beep(seconds: float, rate: int) -> bytes:
    """A tone that begins with the first sample and ends in silence after half of the time."""
    count = round(seconds * rate)
    loud = (round(16000 * math.cos(2 * math.pi * 1000 * number / rate)) for number in range(count // 2))
    return array.array("h", loud).tobytes() + bytes(2 * (count - count // 2))


def encode(kinds: Sequence[Format], title: str, sound: bytes, rate: int, folder: Path) -> list[EncodedChapter]:
    """A chapter for each kind, made in one pass."""
    name = f"{len(list(folder.iterdir())):05}"
    files = {folder / f"{name}{kind.name}{kind.codec.suffix}": kind.codec for kind in kinds}
    with audio.encoder(rate, {path: codec.encoder(rate) for path, codec in files.items()}) as encoder:
        encoder.write(sound)
    return [
        EncodedChapter(title, path, rate, codec.samples(path, rate), codec.priming) for path, codec in files.items()
    ]


def chapters(kind: Format, titles: Sequence[str], folder: Path, rate: int = RATE) -> list[EncodedChapter]:
    """Chapters that all share one short sound."""
    (first,) = encode([kind], "", beep(0.3, rate), rate, folder)
    return [EncodedChapter(title, first.path, rate, first.samples, first.priming) for title in titles]


def shown(title: str) -> str:
    """What must be left of a chapter's title."""
    return " ".join("".join(c if category(c) not in {"Cc", "Cs"} else " " * c.isspace() for c in title).split())


def probed(path: Path) -> list[tuple[str, float, float]]:
    """Title, start and end of each chapter, as ffprobe sees them."""
    command = [FFPROBE, "-v", "error", "-of", "json", "-show_chapters", f"file:{path}"]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["chapters"]
    return [(mark["tags"].get("title", ""), float(mark["start_time"]), float(mark["end_time"])) for mark in found]


def onsets(path: Path) -> list[float]:
    """Where a tone begins after at least 0.2 s of silence, in seconds."""
    clip = audio.decode(path)
    heard, found, quiet = array.array("h", clip.pcm), [], clip.rate
    for number, sample in enumerate(heard):
        if abs(sample) > 5000:
            if quiet > clip.rate * 0.2:
                found.append(number / clip.rate)
            quiet = 0
        else:
            quiet += 1
    return found


def picture(ending: str, folder: Path) -> bytes:
    """A small JPEG or PNG."""
    path = folder / f"cover.{ending}"
    audio.run_ffmpeg(["-f", "lavfi", "-i", "testsrc=s=60x80", "-frames:v", "1", f"file:{path}"])
    return path.read_bytes()


def said(number: int, speaker: str | None = None, text: str = "A line.", **more: Any) -> Line:
    """A line of a story, in a paragraph of its own."""
    kind = more.pop("kind", Kind.DIALOGUE if speaker else Kind.NARRATION)
    place = {"chapter": 1, "scene": 1, "start": 100 * number, "end": 100 * number + len(text), "paragraph": number}
    return Line(number=number, kind=kind, text=text, speaker=speaker, **(place | more))


def speak(codec: Codec, title: str, lines: Sequence[tuple[Line, Sequence[str]]], folder: Path) -> EncodedChapter:
    """A chapter in which each of these parts of its lines is a tone of 0.3 s before a pause of 0.3 s."""
    path = folder / f"{len(list(folder.iterdir())):05}{codec.suffix}"
    tone = Clip(beep(0.6, RATE)[: 2 * round(0.3 * RATE)], RATE)
    pieces = [Piece(tone, line.id, text, 0.0, 0.3) for line, texts in lines for text in texts]
    with audio.encoder(RATE, {path: codec.encoder(RATE)}) as encoder:
        cues = stitch(pieces, encoder, RATE).cues
    every = tuple(line for line, _ in lines)
    return EncodedChapter(title, path, RATE, codec.samples(path, RATE), codec.priming, every, cues)
