"""How Kokoro's model is run here: which precision of it, by which provider of ONNX Runtime, on how many threads.

What `audiofic setup` found to be the fastest on this machine is kept beside the model.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from audiofic.engines.voicepacks import KOKORO_MODELS, KOKORO_VOICES, PUBLISHED_VOICES, kokoro_folder
from audiofic.errors import OutputError

CPU: Final = "CPUExecutionProvider"
_KEPT: Final = "fastest.json"


@dataclass(frozen=True, slots=True)
class Way:
    """A way to run the model."""

    model: str
    """Its precision, a key of KOKORO_MODELS."""
    provider: str = CPU
    threads: int = 1
    """Of each call."""
    calls: int = 0
    """How many at once; 0 is as many as there are."""

    def __str__(self) -> str:
        threads = f"{self.threads} thread{'s' if self.threads > 1 else ''} a call"
        side_by_side = f", {self.calls} side by side" if self.calls > 1 else ""
        return f"{self.model} on {self.provider.removesuffix('ExecutionProvider')}, {threads}{side_by_side}"


def models() -> Sequence[str]:
    """The precisions of the model that are installed, the first of which is taken where nothing was measured."""
    folder = kokoro_folder()
    return [precision for precision, name in KOKORO_MODELS.items() if (folder / name).is_file()]


def voices_file() -> Path | None:
    """The file with the voices, if it is installed."""
    files = (kokoro_folder() / name for name in (KOKORO_VOICES, PUBLISHED_VOICES))
    return next((path for path in files if path.is_file()), None)


def way(model: str | None = None, provider: str | None = None) -> Way | None:
    """The way in which this machine runs the model, as far as nothing else is asked for; None where the model is not
    installed. Two threads of this program with a call each are the fastest on most machines without a GPU."""
    here = models()
    kept = _read()
    if kept and kept.model in here and model in (None, kept.model) and provider in (None, kept.provider):
        return kept
    if model not in (None, *here) or not here:
        return None
    return Way(model or here[0], provider or CPU)


def candidates(providers: Sequence[str]) -> list[Way]:
    """The ways that are worth measuring, with what ONNX Runtime can use here."""
    cores = os.cpu_count() or 1
    threads = [1 << power for power in range(cores.bit_length()) if 1 << power <= cores]
    found = [Way(model, CPU, each, cores // each) for model in models() for each in threads]
    others = [provider for provider in providers if provider not in (CPU, "AzureExecutionProvider")]
    return [*(Way(model, provider, 1, 2) for provider in others for model in models()), *found]


def keep(best: Way) -> None:
    """Keep the fastest way. Raises OutputError."""
    path = kokoro_folder() / _KEPT
    try:
        path.write_text(json.dumps(asdict(best)) + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error


def _read() -> Way | None:
    """What was kept; None where nothing was, or where it is damaged."""
    try:
        told = json.loads((kokoro_folder() / _KEPT).read_text(encoding="utf-8"))
        kept = Way(str(told["model"]), str(told["provider"]), int(told["threads"]), int(told["calls"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return kept if 0 < kept.threads <= 1024 and 0 <= kept.calls <= 1024 else None
