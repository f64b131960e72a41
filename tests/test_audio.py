from __future__ import annotations

import array
import math
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from ffmetadata import ffmetadata
from hypothesis import given
from hypothesis import strategies as st

from audiofic import audio
from audiofic.audio import Clip, Mark, clips
from audiofic.errors import EncoderError

RATES = [16000, 22050, 24000, 44100, 48000]


def tone(seconds: float, rate: int = 24000, amplitude: float = 0.5, hertz: float = 440) -> Clip:
    scale, step = amplitude * 32767, 2 * math.pi * hertz / rate
    samples = (round(scale * math.sin(step * number)) for number in range(round(seconds * rate)))
    return Clip(array.array("h", samples).tobytes(), rate)


def joined(*clips: Clip) -> Clip:
    return Clip(b"".join(clip.pcm for clip in clips), clips[0].rate)


def samples(clip: Clip) -> array.array[int]:
    return array.array("h", clip.pcm)


@pytest.mark.parametrize("rate", RATES)
def test_trim_takes_the_silence_off_and_keeps_a_margin(rate: int) -> None:
    clip = joined(audio.silence(0.7, rate), tone(1.0, rate), audio.silence(0.4, rate))
    trimmed = audio.trim(clip)
    assert trimmed.rate == rate
    assert trimmed.seconds == pytest.approx(1.0 + 2 * clips.TRIM_MARGIN / 1000, abs=0.025)
    assert trimmed.pcm in clip.pcm
    assert audio.peak(trimmed) == audio.peak(clip)


def test_trim_goes_by_the_clips_own_peak() -> None:
    whisper = joined(audio.silence(0.5, 24000), tone(1.0, amplitude=0.01), audio.silence(0.5, 24000))
    assert audio.trim(whisper).seconds == pytest.approx(1.06, abs=0.025)


def test_trim_leaves_a_clip_without_silence_as_it_is() -> None:
    clip = tone(0.5)
    assert audio.trim(clip) is clip


@pytest.mark.parametrize("clip", [audio.silence(1, 24000), tone(1, amplitude=0.0005), Clip(b"", 24000)])
def test_a_silent_clip_is_trimmed_to_nothing(clip: Clip) -> None:
    assert audio.trim(clip) == Clip(b"", 24000)


@given(st.lists(st.integers(-32768, 32767), max_size=2000), st.sampled_from(RATES))
def test_trimming_fading_and_gain_take_any_sound(values: list[int], rate: int) -> None:
    clip = Clip(array.array("h", values).tobytes(), rate)
    assert len(audio.trim(clip).pcm) <= len(clip.pcm) + rate // 500
    assert len(audio.fade(clip).pcm) == len(clip.pcm)
    assert len(audio.gain(clip, 12).pcm) == len(clip.pcm)


def test_level_is_that_of_the_voiced_parts() -> None:
    speech = tone(1.0, amplitude=0.5)
    expected = 20 * math.log10(0.5 / math.sqrt(2))
    assert audio.level(speech) == pytest.approx(expected, abs=0.1)
    assert audio.level(joined(speech, audio.silence(3, 24000), speech)) == pytest.approx(expected, abs=0.1)
    assert audio.level(audio.silence(1, 24000)) == -math.inf
    assert audio.level(Clip(b"", 24000)) == -math.inf


def test_gain_is_exact_and_stops_at_the_ceiling() -> None:
    clip = tone(0.2, amplitude=0.1)
    assert audio.peak(clip) == pytest.approx(-20, abs=0.05)
    assert audio.peak(audio.gain(clip, 6)) == pytest.approx(-14, abs=0.05)
    assert audio.peak(audio.gain(clip, -6)) == pytest.approx(-26, abs=0.05)
    assert audio.peak(audio.gain(clip, 40, ceiling=-3)) == pytest.approx(-3, abs=0.01)
    assert audio.gain(clip, 0) is clip
    assert not any(audio.gain(clip, -math.inf).pcm)
    silent = audio.silence(0.1, 24000)
    assert audio.gain(silent, 30) == silent


@pytest.mark.parametrize("rate", RATES)
def test_a_peak_is_turned_down_where_it_is_and_nowhere_else(rate: int) -> None:
    clip = joined(tone(0.5, rate, amplitude=0.1), tone(0.1, rate, amplitude=0.6), tone(0.5, rate, amplitude=0.1))
    louder = audio.gain(clip, 6, ceiling=-6)
    assert audio.peak(louder) == pytest.approx(-6, abs=0.1)
    factor = 10 ** (6 / 20)
    reach = round(0.05 * rate)
    ends = [slice(0, rate // 2 - reach), slice(rate * 6 // 10 + reach, None)]
    for before, after in ((samples(clip)[end], samples(louder)[end]) for end in ends):
        assert all(abs(b * factor - a) <= 1 for b, a in zip(before, after, strict=True))
    steps = [abs(b - a) for a, b in pairwise(samples(louder))]
    assert max(steps) <= max(abs(b - a) for a, b in pairwise(samples(clip)))  # it glides


@given(
    st.lists(st.integers(-32768, 32767), max_size=3000), st.sampled_from(RATES), st.floats(-20, 40), st.floats(-30, 0)
)
def test_no_gain_passes_the_ceiling(values: list[int], rate: int, decibels: float, ceiling: float) -> None:
    clip = Clip(array.array("h", values).tobytes(), rate)
    assert audio.peak(audio.gain(clip, decibels, ceiling)) <= ceiling + 0.01 or not values


@pytest.mark.parametrize("rate", RATES)
def test_fades_touch_the_ends_alone(rate: int) -> None:
    clip = Clip(array.array("h", [20000] * rate).tobytes(), rate)
    faded = samples(audio.fade(clip))
    edge = rate * clips.FADE // 1000
    assert len(faded) == rate
    assert faded[0] < 500
    assert faded[-1] < 500
    assert list(faded[:edge]) == sorted(faded[:edge])
    assert set(faded[edge:-edge]) == {20000}


@pytest.mark.parametrize("rate", RATES)
def test_resample_keeps_length_and_level(rate: int) -> None:
    clip = tone(1.0, 22050)
    other = audio.resample(clip, rate)
    assert other.rate == rate
    assert other.seconds == pytest.approx(1.0, abs=0.001)
    assert audio.level(other) == pytest.approx(audio.level(clip), abs=0.2)


@pytest.mark.parametrize("rate", RATES)
def test_one_pass_encodes_to_several_files(rate: int, tmp_path: Path) -> None:
    clip = tone(0.5, rate)
    wav, flac = tmp_path / "a=b;c:%d.wav", tmp_path / "-x.flac"
    with audio.encoder(rate, {wav: ["-f", "wav"], flac: ["-f", "flac"]}) as ffmpeg:
        for at in range(0, len(clip.pcm), 1000):
            ffmpeg.write(clip.pcm[at : at + 1000])
    assert audio.decode(wav) == clip
    assert audio.decode(flac) == clip


def test_decode_mixes_down_to_mono(tmp_path: Path) -> None:
    path = tmp_path / "stereo.wav"
    audio.run_ffmpeg(["-f", "lavfi", "-i", "sine=d=1:r=22050,aformat=channel_layouts=stereo", f"file:{path}"])
    clip = audio.decode(path)
    assert (clip.rate, clip.seconds) == (22050, 1.0)


def test_decode_says_what_is_no_sound(tmp_path: Path) -> None:
    path = tmp_path / "story.mp3"
    path.write_text("Once upon a time.")
    with pytest.raises(EncoderError, match="ffmpeg failed: "):
        audio.decode(path)


def test_ffmpeg_reads_no_network_whatever_a_file_says(tmp_path: Path) -> None:
    playlist = tmp_path / "list.m3u8"
    playlist.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n")
    with pytest.raises(EncoderError):
        audio.decode(playlist)


def test_an_error_in_the_block_ends_ffmpeg_and_removes_its_files(tmp_path: Path) -> None:
    path = tmp_path / "x.aac"
    ffmpeg = audio.encoder(24000, {path: ["-f", "adts"]})

    def interrupted() -> None:
        with ffmpeg:
            for _ in range(50):
                ffmpeg.write(tone(1.0).pcm)
            assert path.exists()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert ffmpeg._process.returncode is not None
    assert not path.exists()


def encode(seconds: int, path: Path, killed_after: int | None = None) -> None:
    with audio.encoder(24000, {path: ["-f", "adts"]}) as ffmpeg:
        for second in range(seconds):
            ffmpeg.write(tone(1.0).pcm)
            if second == killed_after:
                ffmpeg._process.kill()


@pytest.mark.parametrize("seconds", [1, 50])
def test_ffmpeg_that_dies_is_an_encoder_error(seconds: int, tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="signal 9"):
        encode(seconds, tmp_path / "x.aac", killed_after=0)
    assert not list(tmp_path.iterdir())


def test_wrong_arguments_are_told_in_ffmpegs_words(tmp_path: Path) -> None:
    with (
        pytest.raises(EncoderError, match=r"^ffmpeg failed: .*nonesuch"),
        audio.encoder(24000, {tmp_path / "x": ["-c:a", "nonesuch", "-f", "adts"]}),
    ):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("seconds", [1, 100])
@pytest.mark.parametrize("which", [pytest.param("system", marks=pytest.mark.outside("ffmpeg")), "bundled"])
def test_a_full_disk_is_an_encoder_error(
    which: str, seconds: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if which == "bundled":
        monkeypatch.setenv("PATH", "")
    full = tmp_path / "full.aac"
    full.symlink_to("/dev/full")
    with pytest.raises(EncoderError, match="No space left"):
        encode(seconds, full)
    assert not full.is_symlink()


HARD = [
    "a = b; c # d \\ e",
    "\\ ",
    "=\\=",
    "\\\\;",
    "[CHAPTER]",
    ";x",
    'He said "no"',
    "👩‍👩‍👧‍👦 🏳️‍🌈",
    "two\nlines",
    "START=1/2",
]


def through_ffmpeg(path: Path, tags: dict[str, str], marks: list[Mark]) -> dict[str, str]:
    metadata = path.with_suffix(".txt")
    metadata.write_text(ffmetadata(tags, marks), encoding="utf-8")
    inputs = ["-f", "lavfi", "-i", "anullsrc=d=60:r=8000:cl=mono", "-f", "ffmetadata", "-i", f"file:{metadata}"]
    audio.run_ffmpeg([*inputs, "-map_metadata", "1", "-map_chapters", "1", "-f", "matroska", f"file:{path}"])
    text = audio.run_ffmpeg(["-i", f"file:{path}", "-f", "ffmetadata", "-"]).decode()
    tags, found = audio.read_ffmetadata(text)
    assert [mark.title for mark in found] == [mark.title for mark in marks]
    return tags


def test_hard_text_comes_back_from_ffmpeg_as_it_was(tmp_path: Path) -> None:
    marks = [Mark(title, number, number + 1) for number, title in enumerate(HARD)]
    found = through_ffmpeg(tmp_path / "x.mka", {"title": HARD[0], "comment": "\n".join(HARD), "empty": ""}, marks)
    assert found["title"] == HARD[0]
    assert found["comment"] == "\n".join(HARD)
    assert "empty" not in found
    marks = [Mark("ends in \\", 0, 1), Mark("not swallowed", 1, 2)]
    metadata = tmp_path / "backslash.txt"
    metadata.write_text(ffmetadata({}, marks))
    text = audio.run_ffmpeg(["-i", f"file:{metadata}", "-f", "ffmetadata", "-"]).decode()
    assert [mark.title for mark in audio.read_ffmetadata(text)[1]] == ["ends in \\ ", "not swallowed"]


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n=;#\\[]"), min_size=1)


@given(st.dictionaries(st.sampled_from(["title", "comment", "description"]), TEXT), st.lists(TEXT))
def test_what_is_escaped_is_read_back(tags: dict[str, str], titles: list[str]) -> None:
    marks = [Mark(title, number, number + 1) for number, title in enumerate(titles)]
    found, chapters = audio.read_ffmetadata(ffmetadata(tags, marks))
    assert {key: value.removesuffix(" ") for key, value in found.items()} == {
        key: value.removesuffix(" ") for key, value in tags.items()
    }
    assert [mark.title.removesuffix(" ") for mark in chapters] == [title.removesuffix(" ") for title in titles]


def test_pydub_is_loaded_late_and_without_its_warnings() -> None:
    code = "import sys, audiofic.audio as a; assert 'pydub' not in sys.modules; a.peak(a.silence(1, 8000))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False, env={"PATH": ""}
    )
    assert (done.returncode, done.stderr) == (0, "")
