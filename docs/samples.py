"""Half a minute of the demo's story, by Kokoro and by eSpeak, for README: make samples."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import audiofic
from audiofic import audio
from audiofic.voices import VoicesFile

DOCS = Path(__file__).parent
STORY = DOCS.parent / "seeds" / "the-night-kitchen.html"
SECONDS = 30
LARGEST = 300_000
"""Bytes: a page that is only looked at should not wait for its sound."""


def main() -> None:
    for engine in ("kokoro", "pyttsx3"):
        with tempfile.TemporaryDirectory() as folder:
            show = audiofic.stage(STORY.read_bytes(), voices=VoicesFile().by_default(engine))
            clip = audio.decode(audiofic.preview(show, (1, 1), folder).paths[0])
        path = DOCS / f"sample-{engine}.opus"
        codec = ["-af", f"afade=out:st={SECONDS - 1}:d=1", "-t", str(SECONDS), "-c:a", "libopus", "-b:a", "48k"]
        with audio.encoder(clip.rate, {path: codec}) as encoder:
            encoder.write(replace(clip, pcm=clip.pcm[: SECONDS * clip.rate * 2]).pcm)
        size = path.stat().st_size
        sys.stdout.write(f"{path.name}: {size:,} bytes\n")
        assert size < LARGEST  # noqa: S101 - or the bit rate is too high


if __name__ == "__main__":
    main()
