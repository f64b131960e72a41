"""Sound, and the only door to pydub and ffmpeg."""

from __future__ import annotations

from audiofic.audio.clips import WAV_HEADER, Clip, Sink, fade, gain, level, peak, resample, silence, trim, wav_header
from audiofic.audio.coding import decode, encoder, loudness, paced
from audiofic.audio.metadata import Mark, read_ffmetadata
from audiofic.audio.program import FULL_DISK, Ffmpeg, ffmpeg, ffmpeg_lines, file_url, run_ffmpeg, source
from audiofic.audio.stitching import CEILING, Pauses, Piece, leveling, sound, stitch, timeline
from audiofic.audio.targets import ACX, EBU, TARGETS, Target, TargetName
from audiofic.audio.watch import Pipe, Watch, end

__all__ = [
    "ACX",
    "CEILING",
    "EBU",
    "FULL_DISK",
    "TARGETS",
    "WAV_HEADER",
    "Clip",
    "Ffmpeg",
    "Mark",
    "Pauses",
    "Piece",
    "Pipe",
    "Sink",
    "Target",
    "TargetName",
    "Watch",
    "decode",
    "encoder",
    "end",
    "fade",
    "ffmpeg",
    "ffmpeg_lines",
    "file_url",
    "gain",
    "level",
    "leveling",
    "loudness",
    "paced",
    "peak",
    "read_ffmetadata",
    "resample",
    "run_ffmpeg",
    "silence",
    "sound",
    "source",
    "stitch",
    "timeline",
    "trim",
    "wav_header",
]
