"""Clips, pauses and levels → a stream of sound and a Timeline, one clip at a time, so that memory stays flat."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from audiofic import audio
from audiofic.audio import Clip, Sink
from audiofic.errors import EngineError
from audiofic.script import Line

TARGET = -20.0
"""dBFS, RMS of the voiced parts: the middle of what audiobook shops ask for (ACX: −23 to −18 dB)."""
CEILING = -3.0
"""dBFS: no sample above it, as ACX asks."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """How long it is quiet after a line, in seconds, by what ends with the line; the longest applies."""

    sentence: float = 0.25
    paragraph: float = 0.6
    scene: float = 2.0
    chapter: float = 3.0
    book: float = 1.0
    """After the last line of all, instead of the others."""

    def after(self, line: Line, following: Line | None) -> float:
        """The pause between a line and the one that follows it; None is the end of the book."""
        if following is None:
            return self.book
        pauses = [self.sentence]
        if following.paragraph != line.paragraph:
            pauses.append(self.paragraph)
        if (following.chapter, following.scene) != (line.chapter, line.scene):
            pauses.append(self.scene)
        if following.chapter != line.chapter:
            pauses.append(self.chapter)
        return max(pauses)


def leveling(reference: Clip, volume: float = 1.0) -> float:
    """The gain in dB for all clips of a voice, found from one calibration sentence that it speaks.

    It brings the voice to `TARGET`, or as near as the reference's peak may come up to `CEILING`. Since it is the
    voice's and not the clip's, a whisper stays a whisper. `volume` is the user's factor on the result; 0 mutes.
    Raises EngineError if the voice says nothing.
    """
    level = audio.level(reference)
    if level == -math.inf:
        raise EngineError("the voice's test sentence came out silent; choose another voice, or see: audiofic doctor")
    leveled = min(TARGET - level, CEILING - audio.peak(reference))
    return leveled + 20 * math.log10(volume) if volume > 0 else -math.inf


@dataclass(frozen=True, slots=True)
class Piece:
    """One utterance on its way into a chapter."""

    clip: Clip | None
    """None for a line that has nothing to say or could not be spoken: only its pause is heard."""
    line: str
    """`Line.id`."""
    text: str
    """As written."""
    gain: float
    """In dB."""
    pause: float
    """Seconds of silence after it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """When an utterance is heard: from sample `start` up to `end` of its chapter, pauses not included."""

    start: int
    end: int
    line: str
    """`Line.id`."""
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is heard when in one chapter."""

    cues: tuple[Cue, ...]
    samples: int
    """The length of the chapter."""


def stitch(pieces: Iterable[Piece], sink: Sink, rate: int) -> Timeline:
    """Write a chapter into `sink` (mono, s16le, at `rate`): each clip at its gain, faded at both ends, then a pause."""
    cues: list[Cue] = []
    position = 0
    for piece in pieces:
        if piece.clip is not None and piece.clip.pcm:
            clip = audio.fade(audio.gain(audio.resample(piece.clip, rate), piece.gain, CEILING))
            sink.write(clip.pcm)
            start, position = position, position + len(clip.pcm) // 2
            cues.append(Cue(start, position, piece.line, piece.text))
        pause = audio.silence(piece.pause, rate)
        sink.write(pause.pcm)
        position += len(pause.pcm) // 2
    return Timeline(tuple(cues), position)
