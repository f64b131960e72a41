"""Everything that audiofic raises on purpose, in one tree.

    AudioficError                 exit code (`ExitCode`)
    ├── StoryError                1  the story cannot be read, or is none
    ├── VoicesError               1  voices.yaml is wrong; tells all its mistakes at once
    ├── AudiobookError            1  the file to be checked cannot be read as sound
    ├── OutputError               1  the place that the result should go to cannot be written
    ├── EngineError               3  a speech engine is missing, died or hangs
    │   ├── NotInstalledError     3  the engine is the user's choice, and its package or model is not here
    │   ├── UtteranceError        3  one utterance cannot be spoken; the rest can
    │   └── WorkerError           3  the process that an engine ran in died, or was killed for hanging
    ├── ClusterError              3  a Dask cluster cannot be reached, or is not like this machine
    ├── CacheError                3  clips cannot be kept: a full disk, a folder that is not ours
    └── EncoderError              3  ffmpeg is missing or failed, or the disk did

Each message is one sentence for the user: what is wrong, where, and how to mend it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What a command ends with."""

    DONE = 0
    """All was done."""
    INPUT = 1
    """What was given is wrong: the story, voices.yaml, an audiobook, the place to write to. Nothing was made."""
    USAGE = 2
    """The command was typed wrongly."""
    PART_WAY = 3
    """An engine, the disk or a program failed part-way; what was done is kept."""
    INTERRUPTED = 130
    """The user stopped it; what was done is kept."""


class AudioficError(Exception):
    """The root; `exit_code` is what the command line ends with."""

    exit_code = ExitCode.INPUT


class StoryError(AudioficError):
    """The story cannot be read, or the file holds no story."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file, at a 1-based line and column (0 where it concerns the whole file)."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.message}"


class VoicesError(AudioficError):
    """voices.yaml is wrong; the message has one line for each problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class AudiobookError(AudioficError):
    """The file to be checked is not there, or no sound can be read from it."""


class OutputError(AudioficError):
    """The result cannot be written where it should go."""


class EngineError(AudioficError):
    """A speech engine is missing, broken, died or hangs."""

    exit_code = ExitCode.PART_WAY


class NotInstalledError(EngineError):
    """An engine whose package or model the user has not installed; tells how to."""


class UtteranceError(EngineError):
    """One utterance cannot be spoken by the engine; others can."""


class WorkerError(EngineError):
    """The process that an engine ran in died, or was killed for hanging; a new one may do better."""


class ClusterError(AudioficError):
    """A Dask cluster cannot be reached, is gone, or has another audiofic than this machine."""

    exit_code = ExitCode.PART_WAY


class CacheError(AudioficError):
    """Clips cannot be kept or read where they should be."""

    exit_code = ExitCode.PART_WAY


class EncoderError(AudioficError):
    """ffmpeg is missing or failed, or the disk did."""

    exit_code = ExitCode.PART_WAY
