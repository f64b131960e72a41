"""Sound, and the only door to pydub and ffmpeg."""

from __future__ import annotations

from audiofic.audio.clips import WAV_HEADER, Clip, Sink, fade, gain, level, peak, resample, silence, trim, wav_header
from audiofic.audio.coding import decode, encoder, loudness
from audiofic.audio.metadata import Mark, Probe, probe, read_ffmetadata
from audiofic.audio.program import FULL_DISK, Ffmpeg, ffmpeg, ffmpeg_lines, ffmpeg_version, file_url, run_ffmpeg, source

__all__ = [
    "FULL_DISK",
    "WAV_HEADER",
    "Clip",
    "Ffmpeg",
    "Mark",
    "Probe",
    "Sink",
    "decode",
    "encoder",
    "fade",
    "ffmpeg",
    "ffmpeg_lines",
    "ffmpeg_version",
    "file_url",
    "gain",
    "level",
    "loudness",
    "peak",
    "probe",
    "read_ffmetadata",
    "resample",
    "run_ffmpeg",
    "silence",
    "source",
    "trim",
    "wav_header",
]
