"""Programs that read a document for us, in a process of their own: what a stranger's file makes of them is bounded."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence

from audiofic.read import limits
from audiofic.read.source import Source

FAILED = 3
"""What our own children exit with where the document is wrong; their last line of standard error says how."""


def run(command: Sequence[str], source: Source, kind: str) -> bytes:
    """What the program writes when it is given the file. Raises StoryError where it fails or takes too long."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaints:
        try:
            done = subprocess.run(
                command,
                input=source.data,
                stdout=out,
                stderr=complaints,
                timeout=limits.PROGRAM_SECONDS,
                cwd=tempfile.gettempdir(),
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            seconds = limits.PROGRAM_SECONDS
            raise source.error(f"this {kind} takes longer than {seconds} seconds to read, and was given up") from error
        except OSError as error:
            raise source.error(f"{command[0]}, which reads this {kind}, does not start: {error}") from error
        complaints.seek(0)
        said = complaints.read(20_000).decode(errors="replace").strip().splitlines() or [
            f"it ended with {done.returncode}"
        ]
        if done.returncode == FAILED:
            raise source.error(said[-1])
        if done.returncode:
            raise source.error(f"this {kind} is damaged, or larger than a story is ({said[-1].strip()[:200]})")
        if out.tell() > limits.MARKUP:
            raise source.error(f"this {kind} is larger than a story is, and is not read")
        out.seek(0)
        return out.read()


def bound_memory() -> None:
    """Let this process take no more memory than a document needs; where the system has such limits."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.PROGRAM_BYTES, limits.PROGRAM_BYTES))
