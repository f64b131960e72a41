"""How loud an audiobook should be: what its shops ask for, and what broadcasters and podcasts do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

TargetName = Literal["acx", "ebu"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a build aims at, and what a check asks for. Ranges are from lowest to highest; None asks nothing."""

    name: TargetName
    title: str
    voice: float
    """What the test sentence of every voice is brought to: in LUFS if `weighted`, else the RMS of its voiced parts in
    dBFS. The pauses of a book make its RMS some 3 dB lower than that of its voices, and its loudness 1 LU."""
    weighted: bool
    """Whether loudness is weighted as ears do (ITU-R BS.1770)."""
    rms: tuple[float, float] | None = None
    """dBFS, of each chapter with its pauses."""
    loudness: tuple[float, float] | None = None
    """LUFS, integrated over the book."""
    peak: float | None = None
    """dBFS: no sample may be above."""
    true_peak: float | None = None
    """dBTP: nor what a player makes of the samples."""
    noise: float | None = None
    """dBFS: the quietest half second may not be above."""


ACX: Final = Target("acx", "audiobook shops (ACX)", -18.5, False, rms=(-23.0, -18.0), peak=-3.0, noise=-60.0)
"""https://help.acx.com/s/article/what-are-the-acx-audio-submission-requirements"""
EBU: Final = Target("ebu", "EBU R 128", -22.0, True, loudness=(-24.0, -22.0), true_peak=-1.0)
"""https://tech.ebu.ch/publications/r128"""

TARGETS: Final[Mapping[str, Target]] = {target.name: target for target in (ACX, EBU)}
