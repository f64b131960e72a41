"""Clips, pauses and levels → a stream of sound and a Timeline, one clip at a time, so that memory stays flat."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audiofic.audio.clips import Clip, Sink, fade, gain, level, resample, silence, sounding
from audiofic.audio.coding import loudness
from audiofic.audio.targets import ACX, Target
from audiofic.errors import EngineError
from audiofic.model import Cue, Line, Timeline

CEILING = -4.5
"""dBFS: no sample above it. Shops ask for −3, and lossy codecs add up to 1 dB."""


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


def leveling(reference: Clip, volume: float = 1.0, target: Target = ACX) -> float:
    """The gain in dB for all clips of a voice, found from one calibration sentence that it speaks.

    It brings the voice to what the target asks of voices. Since it is the voice's and not the clip's, a whisper stays
    a whisper. `volume` is the user's factor on the result; 0 mutes. Raises EngineError if the voice says nothing.
    """
    measured = level(reference)
    if measured == -math.inf:
        raise EngineError("the voice's test sentence came out silent; choose another voice, or see: audiofic doctor")
    leveled = target.voice - (loudness(reference) if target.weighted else measured)
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


def sound(piece: Piece, rate: int) -> Clip:
    """A piece's clip at its gain, faded where it begins and ends to sound, and without its pause; empty where there is
    none.

    Engines put digital silence around speech that begins and ends with a step: a fade over it would change nothing, and
    it would lengthen the pause."""
    clip = sounding(piece.clip) if piece.clip else Clip(b"", rate)
    return fade(gain(resample(clip, rate), piece.gain, CEILING)) if clip.pcm else Clip(b"", rate)


def stitch(pieces: Iterable[Piece], sink: Sink, rate: int) -> Timeline:
    """Write a chapter into `sink` (mono, s16le, at `rate`): each clip at its gain, faded at both ends, then a pause."""

    def written() -> Iterator[tuple[Piece, int]]:
        for piece in pieces:
            clip = sound(piece, rate)
            sink.write(clip.pcm)
            sink.write(silence(piece.pause, rate).pcm)
            yield piece, len(clip.pcm) // 2

    return timeline(written(), rate)


def timeline(pieces: Iterable[tuple[Piece, int]], rate: int) -> Timeline:
    """What is heard when, from the samples that each piece's clip takes."""
    cues: list[Cue] = []
    position = 0
    for piece, samples in pieces:
        if samples:
            cues.append(Cue(position, position + samples, piece.line, piece.text))
        position += samples + round(piece.pause * rate)
    return Timeline(tuple(cues), position)
