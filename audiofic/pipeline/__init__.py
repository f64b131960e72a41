"""The whole flow: a story file in, an audiobook out. Nothing here prints; progress goes to a callback."""

from __future__ import annotations

from audiofic.pipeline.audiobook import Result, build
from audiofic.pipeline.hearing import Heard, audition, preview, samples, scene_lines, stream
from audiofic.pipeline.matter import Unread, unread
from audiofic.pipeline.progress import Progress, Report
from audiofic.pipeline.show import Show, stage, write_script
from audiofic.pipeline.statements import permissions

__all__ = [
    "Heard",
    "Progress",
    "Report",
    "Result",
    "Show",
    "Unread",
    "audition",
    "build",
    "permissions",
    "preview",
    "samples",
    "scene_lines",
    "stage",
    "stream",
    "unread",
    "write_script",
]
