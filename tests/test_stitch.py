from __future__ import annotations

import array
import io
import itertools
import math
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic import audio
from audiofic.audio import ACX, CEILING, EBU, Clip, Pauses, Piece, leveling, stitch
from audiofic.engines import Voice
from audiofic.engines.espeak_ng import EspeakEngine
from audiofic.errors import EngineError
from audiofic.model import Cue, Kind, Line


def square(seconds: float, rate: int, amplitude: int = 8000) -> Clip:
    """Sound of which every sample has the same size, and the RMS with it."""
    half = rate // 200
    wave = array.array("h", [amplitude] * half + [-amplitude] * half)
    count = round(seconds * rate)
    return Clip((wave * (count // len(wave) + 1))[:count].tobytes(), rate)


def line(chapter: int, scene: int, paragraph: int) -> Line:
    return Line(chapter, scene, 1, Kind.NARRATION, "A line.", 0, 7, paragraph)


def piece(clip: Clip | None, pause: float = 0.0, gain: float = 0.0, number: int = 1) -> Piece:
    return Piece(clip, f"1.1.{number}", f"Line {number}.", gain, pause)


@pytest.mark.parametrize(
    ("following", "seconds"),
    [
        (line(1, 1, 0), 0.25),
        (line(1, 1, 1), 0.6),
        (line(1, 2, 1), 2.0),
        (line(2, 1, 1), 3.0),
        (None, 1.0),
    ],
)
def test_the_pause_is_that_of_what_ends(following: Line | None, seconds: float) -> None:
    assert Pauses().after(line(1, 1, 0), following) == seconds


def test_the_longest_pause_applies() -> None:
    pauses = Pauses(sentence=0.5, paragraph=2.5, scene=1.0, chapter=0.0)
    assert pauses.after(line(1, 1, 0), line(2, 1, 1)) == 2.5
    assert pauses.after(line(1, 1, 0), line(1, 1, 0)) == 0.5


def test_a_chapter_is_clips_and_pauses_to_the_sample() -> None:
    sink = io.BytesIO()
    first, lost, last = (
        piece(square(0.5, 24000), 0.25),
        piece(None, 0.1, number=2),
        piece(square(1, 24000), 1, number=3),
    )
    timeline = stitch([first, lost, last], sink, 24000)
    assert timeline.cues == (Cue(0, 12000, "1.1.1", "Line 1."), Cue(20400, 44400, "1.1.3", "Line 3."))
    assert timeline.samples == 68400
    heard = array.array("h", sink.getvalue())
    assert len(heard) == timeline.samples
    assert not any(heard[12000:20400])
    assert not any(heard[44400:])
    assert set(map(abs, heard[100:11900])) == {8000}


seconds = st.floats(0, 0.3, allow_nan=False)


@given(st.lists(st.tuples(st.one_of(st.none(), seconds), seconds)), st.sampled_from([8000, 22050, 24000]))
def test_cues_cover_the_sound_and_nothing_else(parts: list[tuple[float | None, float]], rate: int) -> None:
    pieces = [
        piece(None if length is None else square(length, rate), pause, number=number)
        for number, (length, pause) in enumerate(parts)
    ]
    sink = io.BytesIO()
    timeline = stitch(iter(pieces), sink, rate)
    heard = array.array("h", sink.getvalue())
    assert timeline.samples == len(heard)
    assert timeline.samples == sum(round((length or 0) * rate) + round(pause * rate) for length, pause in parts)
    edges = [0, *itertools.chain.from_iterable((cue.start, cue.end) for cue in timeline.cues), timeline.samples]
    assert edges == sorted(edges)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        assert not any(heard[start:end])


@pytest.mark.parametrize("first", [256, -256, 8000, 1])  # 256 is a zero byte and one that is none
@pytest.mark.parametrize("margin", [0, 1, 720])
def test_what_sounds_is_faded_whatever_silence_is_around_it(first: int, margin: int) -> None:
    around, wave = bytes(2 * margin), array.array("h", [first, *[8000] * 4798, first])
    sink = io.BytesIO()
    timeline = stitch([piece(Clip(around + wave.tobytes() + around, 24000), 0.25)] * 2, sink, 24000)
    assert [(cue.start, cue.end) for cue in timeline.cues] == [(0, 4800), (10800, 15600)]
    heard = array.array("h", sink.getvalue())
    assert not any(heard[4800:10800])
    assert max(abs(after - before) for before, after in itertools.pairwise(heard)) <= 8000 // 72 + 1


def test_a_clip_of_digital_silence_is_its_pause_alone() -> None:
    sink = io.BytesIO()
    timeline = stitch([piece(audio.silence(0.3, 22050), 0.5), piece(Clip(b"", 22050), 0.5)], sink, 24000)
    assert not timeline.cues
    assert sink.getvalue() == bytes(2 * 24000)


@pytest.mark.parametrize("voice", ["en-gb", "en-us+f3", "en-us+m3", "en-gb+m7"])
def test_pauses_of_espeak_are_as_long_as_asked_and_have_no_step(voice: str) -> None:
    engine = EspeakEngine()
    texts = ["At once!", "But the wind had gone.", "Dead end.", "A cab drove past.", "What?", "Open the door, please."]
    clips = [audio.trim(engine.synthesize(text, Voice("espeak", voice))) for text in texts]
    sink = io.BytesIO()
    timeline = stitch([piece(clip, 0.2, leveling(clips[1])) for clip in clips], sink, 24000)
    heard = array.array("h", sink.getvalue())
    for cue, following in itertools.pairwise(timeline.cues):
        last = max(at for at in range(cue.start, cue.end) if heard[at])
        first = min(at for at in range(following.start, following.end) if heard[at])
        assert 4800 <= first - last <= 4800 + 2 * 72  # the ends of a fade of 3 ms may round to nothing
        for here in (heard[last - 24 : last + 2], heard[first - 1 : first + 25]):
            assert max(abs(after - before) for before, after in itertools.pairwise(here)) < 32768 * 10 ** (-32 / 20)


def test_clips_come_to_the_books_rate() -> None:
    sink = io.BytesIO()
    timeline = stitch([piece(square(1, 22050)), piece(square(1, 24000))], sink, 24000)
    first, second = timeline.cues
    assert first.end == pytest.approx(24000, abs=2)
    assert second.end - second.start == 24000


def test_no_sample_is_above_the_ceiling() -> None:
    sink = io.BytesIO()
    stitch([piece(square(0.5, 24000, 20000), gain=20), piece(square(0.5, 24000, 100), gain=20)], sink, 24000)
    heard = array.array("h", sink.getvalue())
    ceiling = 32768 * 10 ** (CEILING / 20)
    assert max(map(abs, heard[:12000])) == pytest.approx(ceiling, abs=2)
    assert max(map(abs, heard[12000:])) == pytest.approx(1000, abs=2)


@pytest.mark.parametrize("amplitude", [50, 1000, 8000, 30000])
def test_every_voice_comes_to_the_target(amplitude: int) -> None:
    reference = square(1, 24000, amplitude)
    assert audio.level(audio.gain(reference, leveling(reference))) == pytest.approx(ACX.voice, abs=0.2)
    weighted = audio.gain(reference, leveling(reference, target=EBU))
    assert audio.loudness(weighted) == pytest.approx(EBU.voice, abs=0.2)


def test_a_voice_with_high_peaks_comes_to_the_target_too() -> None:
    reference = Clip(
        square(0.5, 24000, 300).pcm + array.array("h", [20000]).tobytes() + square(0.5, 24000, 300).pcm, 24000
    )
    assert audio.level(reference) + leveling(reference) == pytest.approx(ACX.voice)


def test_volume_is_a_factor_on_the_leveled_voice() -> None:
    reference = square(1, 24000)
    assert leveling(reference, 0.5) == pytest.approx(leveling(reference) - 6.02, abs=0.01)
    assert leveling(reference, 0) == -math.inf


def test_a_voice_that_says_nothing_is_an_error() -> None:
    with pytest.raises(EngineError, match="silent"):
        leveling(audio.silence(1, 24000))


def test_two_hours_are_stitched_in_flat_memory() -> None:
    class Drain:
        taken = 0

        def write(self, pcm: bytes, /) -> None:
            self.taken += len(pcm)

    clip, drain = square(10, 24000), Drain()
    stitch([piece(clip)], drain, 24000)  # what is loaded once does not count
    tracemalloc.start()
    timeline = stitch((piece(clip, 2.0, gain=-3, number=number) for number in range(600)), drain, 24000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert timeline.samples == 600 * 12 * 24000
    assert peak < 8 * len(clip.pcm)
