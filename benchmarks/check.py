"""How quick `audiofic check` is, and that its memory does not grow with the book.

    python benchmarks/check.py

Prints, for books of ten minutes and of an hour, the seconds of sound that are checked in a second of one core's time,
ffmpeg's included, and the peak memory of our own process. The sound is that of the engine `espeak`.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from audiofic import audio, engines
from audiofic.engines import Voice

TEXT = "The quick brown fox jumps over the lazy dog, while a warm rain falls on the old stone bridge. " * 20
FORMATS = {
    "22 kHz mono AAC": ["-c:a", "aac", "-b:a", "64k", "-ar", "22050", "-ac", "1", "-f", "ipod"],
    "44.1 kHz stereo MP3": ["-c:a", "libmp3lame", "-b:a", "128k", "-ar", "44100", "-ac", "2", "-f", "mp3"],
    "48 kHz mono Opus": ["-c:a", "libopus", "-b:a", "32k", "-ac", "1", "-f", "ogg"],
}
CHECK = """
import resource, sys
from pathlib import Path
from audiofic.check import check
from audiofic.loudness import ACX
seconds = check(Path(sys.argv[1]), ACX).measured.seconds
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main() -> None:
    clip = engines.load("espeak").synthesize(TEXT, Voice("espeak", "en-us+f3"))
    with tempfile.TemporaryDirectory() as folder:
        for minutes in (10, 60):
            loops = round(minutes * 60 / clip.seconds)
            for name, codec in FORMATS.items():
                path = Path(folder, "book")
                with audio.encoder(clip.rate, {path: codec}) as sink:
                    for _ in range(loops):
                        sink.write(clip.pcm)
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                command = [sys.executable, "-c", CHECK, str(path)]
                printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                seconds, memory = map(float, printed.split())
                print(f"{minutes} min, {name}: {seconds / used:.0f} x real time per core, {memory:.0f} MB")


if __name__ == "__main__":
    main()
