"""`audiofic check`: real audiobooks, real defects made by ffmpeg, and what the command says of them."""

from __future__ import annotations

import json
import math
import random
import re
import tempfile
import wave
from array import array
from pathlib import Path
from xml.etree import ElementTree

import pytest
from ffmetadata import ffmetadata
from hypothesis import given, settings
from hypothesis import strategies as st

from audiofic import audio
from audiofic.audio import ACX, EBU, Clip, Mark
from audiofic.check import Header, Measurement, Report, check, draw
from audiofic.check.findings import findings
from audiofic.check.header import read_header
from audiofic.check.measure import CURVE_POINTS, Curve, Stretch, measure
from audiofic.check.spoken import misfits, read_subtitles
from audiofic.cli import run
from audiofic.errors import AudiobookError

RATE = 24000
STORY = """\
“You came,” said Anna, and she looked down at the river, which had risen in the night and lay brown and quick below.

“I said that I would,” Tom answered. He had walked the whole way from the mill, and his boots were white with flour.

* * *

“Then hold the lamp,” said Anna, “and do not say another word to anybody until we are over on the other side.”
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An audiobook of our own, in a folder with its subtitles, with a voice that is real."""
    folder = tmp_path_factory.mktemp("book")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("AUDIOFIC_CACHE", str(folder / "cache"))
        (folder / "The Lamp.txt").write_text(STORY, encoding="utf-8")
        (folder / "voices.yaml").write_text("engine: espeak\n", encoding="utf-8")
        assert run(["build", "The Lamp.txt", "--format", "m4b,mp3,vtt"]) == 0
    return next(folder.glob("output/*/*/*.m4b"))


def speech(seconds: float, amplitude: float = 0.18) -> array[int]:
    """Something like a voice: 120 Hz with overtones up to 2 kHz, swelling and fading four times a second."""
    overtones = [(120 * n, amplitude / n) for n in range(1, 17)]
    second = [
        sum(size * math.sin(2 * math.pi * hertz * i / RATE) for hertz, size in overtones)
        * (0.55 - 0.45 * math.cos(8 * math.pi * i / RATE))
        for i in range(RATE)
    ]
    period = array("h", (round(32767 * value) for value in second))
    return (period * math.ceil(seconds))[: round(seconds * RATE)]


def write(path: Path, samples: array[int], rate: int = RATE) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


def changed(path: Path, target: Path, *arguments: str) -> Path:
    """What ffmpeg makes of a file."""
    audio.run_ffmpeg([*audio.source(audio.file_url(path)), *arguments, audio.file_url(target)])
    return target


def told(report: Report) -> str:
    return "\n".join(f"{finding.severity}: {finding.what}" for finding in report.findings)


# --------------------------------------------------------------------------------------------------- the command


def test_a_book_of_our_own_is_good_enough(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "loudness.svg"
    assert run(["check", str(book), "--picture", str(picture)]) == 0
    said = capsys.readouterr().out
    assert re.search(r"The Lamp\n\d+ s, 2 chapters, aac mono, 22.05 kHz", said)
    assert re.search(r"RMS +−(19|2[0-2])\.\d dB +−23 to −18", said)
    assert re.search(r"true peak +−\d\.\d dBTP +at most −1", said)
    assert "for audiobook shops (ACX)" in said
    assert "fail" not in said
    root = ElementTree.parse(picture).getroot()  # noqa: S314
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_the_picture_goes_beside_the_file(book: Path, tmp_path: Path) -> None:
    copy = tmp_path / "Copy.m4b"
    copy.write_bytes(book.read_bytes())
    run(["check", str(copy)])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Copy.m4b", "Copy.m4b.loudness.svg"]


def test_json_tells_all_that_the_table_does(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = str(tmp_path / "a.svg")
    assert run(["check", str(book), "--json", "--picture", picture]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["passed"] is True
    assert document["picture"] == picture
    assert document["subtitles"] == str(book.with_suffix(".vtt"))
    assert document["tags"]["title"] == "The Lamp"
    assert document["seconds"] == pytest.approx(document["chapters"][-1]["end"], abs=0.1)
    assert [chapter["title"] for chapter in document["chapters"]] == ["Scene 1", "Scene 2"]
    assert all(-26 < chapter["rms"] < -18 for chapter in document["chapters"])  # of a few lines, and half pauses
    assert -23 < document["levels"]["rms"] < -18
    assert document["levels"]["peak"] <= -3
    assert document["levels"]["noise"] is None or document["levels"]["noise"] < -60
    assert {finding["severity"] for finding in document["findings"]} <= {"warn"}


def test_a_book_that_misses_the_target_ends_with_1(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quiet = changed(book, tmp_path / "quiet.mp3", "-vn", "-af", "volume=-12dB", "-b:a", "64k")
    assert run(["check", str(quiet)]) == 1
    said = capsys.readouterr().out
    assert "is too quiet" in said
    assert "loudness: acx" in said
    assert "not good enough for audiobook shops (ACX)" in said


def test_many_findings_are_cut_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    marks = [Mark("", 0.05 * n, 0.05 * n + 0.05) for n in range(40)]
    source = write(tmp_path / "a.wav", speech(2))
    file = chaptered(source, tmp_path / "a.mka", marks)
    run(["check", str(file)])
    assert re.search(r"and \d+ more: --json tells them all", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("story.m4b", b"Once upon a time there was no sound at all.\n" * 50, "cannot be read as an audiobook"),
        ("empty.mp3", b"", "cannot be read as an audiobook"),
        ("absent.mp3", None, "there is no such file"),
        (".", None, "this is a folder; name the audiobook in it"),
    ],
)
def test_what_is_no_audiobook_is_told_in_a_sentence(
    name: str, content: bytes | None, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert run(["check", str(tmp_path / name)]) == 1
    said = capsys.readouterr().err
    assert message in said
    assert str(tmp_path / name) in said
    assert not list(tmp_path.glob("*.svg"))


def test_a_picture_alone_has_no_sound(tmp_path: Path) -> None:
    picture = tmp_path / "cover.png"
    audio.run_ffmpeg(["-f", "lavfi", "-i", "color=red:size=8x8", "-frames:v", "1", audio.file_url(picture)])
    with pytest.raises(AudiobookError, match="has no sound in it"):
        read_header(picture)


def test_a_place_that_cannot_be_written_is_told_before_anything_is_measured(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert run(["check", str(book), "--picture", str(tmp_path / "file" / "a.svg")]) == 1
    assert "cannot be written" in capsys.readouterr().err


# --------------------------------------------------------------------------------------------------- measuring


def test_loudness_is_what_loudnorm_measures(book: Path) -> None:
    measured = check(book, ACX).measured
    with tempfile.TemporaryFile() as log:
        arguments = [*audio.source(audio.file_url(book)), "-vn", "-af", "loudnorm=print_format=json", "-f", "null", "-"]
        list(audio.ffmpeg_lines(arguments, log))
        log.seek(0)
        printed = re.search(rb"\{[^{}]*\}", log.read())
    assert printed is not None
    truth = json.loads(printed[0])
    assert measured.loudness == pytest.approx(float(truth["input_i"]), abs=0.2)
    assert measured.true_peak == pytest.approx(float(truth["input_tp"]), abs=0.3)
    assert measured.loudness_range == pytest.approx(float(truth["input_lra"]), abs=1.5)


@pytest.mark.parametrize("loudness", ["acx", "ebu"])
def test_builds_meet_their_target(loudness: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "voices.yaml").write_text(f"engine: espeak\nloudness: {loudness}\n", encoding="utf-8")
    assert run(["build", "story.txt", "--format", "m4b,mp3"]) == 0
    paths = [path for path in tmp_path.glob("output/*/*/*") if path.suffix in {".m4b", ".mp3"}]
    assert [run(["check", str(path), "--target", loudness]) for path in paths] == [0, 0]


def test_levels_of_a_tone_are_exact(tmp_path: Path) -> None:
    tone = array("h", (round(8192 * math.sin(2 * math.pi * 997 * i / RATE)) for i in range(5 * RATE)))
    path = write(tmp_path / "tone.wav", tone + array("h", bytes(2 * RATE)))
    header = read_header(path)
    measured = measure(path, header)
    assert (header.codec, header.rate, header.channels, header.cover) == ("pcm_s16le", RATE, "mono", False)
    assert header.seconds == pytest.approx(6)
    assert measured.seconds == pytest.approx(6, abs=0.05)
    assert measured.peak == pytest.approx(-12.04, abs=0.02)
    assert measured.rms == pytest.approx(-15.05 - 10 * math.log10(6 / 5), abs=0.05)
    assert measured.loudness == pytest.approx(-15.05, abs=0.3)  # 997 Hz: what K weighting leaves as it is
    assert measured.noise == -math.inf
    assert 5 <= measured.noise_at < 5.6


def test_chapters_have_levels_of_their_own(tmp_path: Path) -> None:
    source = write(tmp_path / "a.wav", speech(32) + speech(32, 0.02))
    path = chaptered(source, tmp_path / "a.mka", [Mark("One", 0, 32), Mark("Two", 32, 64)])
    report = check(path, ACX)
    one, two = report.measured.chapters
    assert one - two == pytest.approx(20 * math.log10(9), abs=0.3)
    assert "fail: “Two” is too quiet" in told(report)


@pytest.mark.parametrize("codec", [["-c:a", "pcm_s16le"], ["-c:a", "aac", "-b:a", "96k"], ["-c:a", "libmp3lame"]])
def test_clicks_are_found_where_they_are(codec: list[str], tmp_path: Path) -> None:
    samples = speech(12)
    for place in (3.03, 7.11):
        samples[round(place * RATE)] += 9000
    cut = round(10.13 * RATE)
    samples[cut : 11 * RATE] = array("h", bytes(2 * (11 * RATE - cut)))
    samples[cut - 1] = 9000
    clean = write(tmp_path / "clean.wav", speech(12))
    clicking = write(tmp_path / "clicking.wav", samples)
    for source, places in ((clean, []), (clicking, [3.03, 7.11, 10.13])):
        path = changed(source, tmp_path / f"{source.stem}.mka", *codec)
        clicks = measure(path, read_header(path)).clicks
        assert len(clicks) == len(places)
        assert clicks == pytest.approx(places, abs=0.08)


def test_clipping_is_found_and_a_peak_at_full_scale_is_none(tmp_path: Path) -> None:
    samples = speech(10)
    for i in range(4 * RATE, 5 * RATE):
        samples[i] = max(-32768, min(32767, 8 * samples[i]))
    samples[8 * RATE] = 32767
    path = write(tmp_path / "a.wav", samples)
    report = check(path, ACX)
    (stretch,) = report.measured.clipped
    assert stretch.start == pytest.approx(4, abs=0.2)
    assert stretch.end == pytest.approx(5, abs=0.2)
    assert "warn: distorted" in told(report)
    assert "fail: a peak of 0.0 dB" in told(report)


def test_long_silences_are_found_also_at_the_end(tmp_path: Path) -> None:
    quiet = array("h", bytes(2 * 7 * RATE))
    path = write(tmp_path / "a.wav", speech(2) + quiet + speech(2) + quiet)
    assert [(round(one.start), round(one.end)) for one in check(path, ACX).measured.silences] == [(2, 9), (11, 18)]


def test_noise_is_measured_in_the_quietest_half_second(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311
    noise = array("h", (chance.randrange(-200, 201) for _ in range(RATE)))
    path = write(tmp_path / "a.wav", speech(3) + noise + speech(3))
    report = check(path, ACX)
    assert report.measured.noise == pytest.approx(20 * math.log10(200 / math.sqrt(3) / 32768), abs=0.5)
    assert 3 <= report.measured.noise_at <= 3.5
    assert "fail: noise: the quietest half second has -49 dB" in told(report)


def test_a_book_that_is_cut_off(book: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.m4b"
    whole = book.read_bytes()
    cut.write_bytes(whole[: len(whole) * 2 // 3])
    report = check(cut, ACX)
    assert not report.passed
    assert "it is cut off" in told(report)
    assert "the sound is damaged in" in told(report)


def test_a_length_that_ffmpeg_only_guesses_proves_nothing(tmp_path: Path) -> None:
    mostly_silent = write(tmp_path / "a.wav", array("h", bytes(2 * 20 * RATE)) + speech(4))
    path = changed(mostly_silent, tmp_path / "a.mp3", "-q:a", "2", "-write_xing", "0", "-id3v2_version", "0")
    report = check(path, ACX)
    assert report.header.seconds is None
    assert report.measured.seconds == pytest.approx(24, abs=0.2)
    assert "cut off" not in told(report)


def test_a_foreign_mp3_without_anything(book: Path, tmp_path: Path) -> None:
    bare = changed(book, tmp_path / "bare.mp3", "-vn", "-map_metadata", "-1", "-map_chapters", "-1", "-ac", "2")
    report = check(bare, ACX)
    assert report.header.channels == "stereo"
    assert report.header.marks == ()
    assert report.subtitles is None
    for missing in ("no title", "no author", "no cover"):
        assert f"warn: {missing}" in told(report)


@pytest.mark.parametrize("suffix", ["opus", "flac", "ogg"])
def test_tags_are_read_from_every_container(suffix: str, tmp_path: Path) -> None:
    source = write(tmp_path / "a.wav", speech(1))
    codec = {"opus": "libopus", "flac": "flac", "ogg": "libvorbis"}[suffix]
    tags = ["-metadata", "title=A Tale", "-metadata", "artist=Somebody"]
    path = changed(source, tmp_path / f"a.{suffix}", "-c:a", codec, *tags)
    found = read_header(path).tags
    assert (found["title"], found["artist"]) == ("A Tale", "Somebody")


@given(st.integers(0, 5 * CURVE_POINTS))
@settings(max_examples=20)
def test_the_curve_is_whole_however_long_it_gets(length: int) -> None:
    points = [(-20 + 10 * math.sin(i), -25 + 10 * math.cos(i)) for i in range(length)]
    curve = Curve()
    for momentary, short_term in points:
        curve.add(momentary, short_term)
    assert len(curve.loudest) == len(curve.mean) < CURVE_POINTS
    covered = round(len(curve.mean) * curve.step * 10)
    assert 0 <= len(points) - covered < curve.step * 10
    if curve.mean:
        assert max(curve.loudest) == max(momentary for momentary, _ in points[:covered])
        assert sum(curve.mean) / len(curve.mean) == pytest.approx(sum(s for _, s in points[:covered]) / covered)


def test_ten_hours_take_a_curve_of_few_points() -> None:
    curve = Curve()
    for _ in range(360_000):
        curve.add(-20.0, -21.0)
    assert CURVE_POINTS / 2 <= len(curve.mean) < CURVE_POINTS
    assert set(curve.mean) == {-21.0}


# --------------------------------------------------------------------------------------------------- judging


def chaptered(source: Path, target: Path, marks: list[Mark]) -> Path:
    """The file with these chapters, in Matroska, which holds any."""
    metadata = target.with_suffix(".txt")
    metadata.write_text(ffmetadata({"title": "Chapters"}, marks), encoding="utf-8")
    inputs = [*audio.source(audio.file_url(source)), *audio.source(audio.file_url(metadata), "-f", "ffmetadata")]
    maps = ["-map", "0:a", "-map_metadata", "1", "-map_chapters", "1", "-c", "copy", "-f", "matroska"]
    audio.run_ffmpeg([*inputs, *maps, audio.file_url(target)])
    return target


def judged(marks: list[Mark], seconds: float = 100.0, **values: object) -> list[str]:
    header = Header(seconds, "aac", 24000, "mono", True, {"title": "T", "artist": "A"}, tuple(marks))
    heard = Measurement(seconds, loudness=-23, rms=-20, chapters=[-20.0] * max(1, len(marks)), peak=-6, true_peak=-5)
    for name, value in values.items():
        setattr(heard, name, value)
    return [f"{one.severity} {one.what}" for one in findings(header, heard, ACX)]


def test_a_book_without_a_fault_has_no_findings() -> None:
    assert judged([Mark("One", 0, 50), Mark("Two", 50, 100)]) == []
    assert judged([]) == []


@pytest.mark.parametrize(
    ("marks", "message"),
    [
        ([Mark("One", 0, 40), Mark("Two", 50, 100)], "warn gap of 10.0 s between “One” and “Two”"),
        ([Mark("One", 0, 60), Mark("Two", 50, 100)], "warn overlap of 10.0 s between “One” and “Two”"),
        ([Mark("One", 0, 99.9), Mark("Two", 99.9, 100)], "warn “Two” is empty: 0.1 s"),
        ([Mark("One", 0, 100), Mark("Two", 100, 130)], "fail “Two” begins after the end of the sound"),
        ([Mark("One", 0, 50), Mark("Two", 50, 130)], "fail “Two” ends after the end of the sound"),
        ([Mark("One", 5, 100)], "warn the first chapter begins at 5.0 s only"),
        ([Mark("One", 0, 80)], "warn the last 20 s are in no chapter"),
        ([Mark("", 0, 50), Mark("Two", 50, 100)], "warn 1 of 2 chapters have no title, first chapter 1"),
    ],
)
def test_chapter_marks_are_judged(marks: list[Mark], message: str) -> None:
    assert judged(marks) == [message]


def test_long_books_are_judged() -> None:
    assert judged([], 1801) == ["warn no chapters"]
    assert judged([Mark("One", 0, 9000)], 9000) == ["warn “One” is 2.5 hours long"]
    assert any("longer than 50 hours" in one for one in judged([], 51 * 3600))


def test_levels_are_judged_and_the_worst_chapter_is_named() -> None:
    marks = [Mark(name, 30 * n, 30 * n + 30) for n, name in enumerate(("One", "Two", "Three", "Four"))]
    assert judged(marks, 120, chapters=[-24.0, -26.5, -20.0, -17.0]) == [
        "fail “Two” is too quiet, and so is 1 more: -26.5 dB RMS, where -23 to -18 is asked",
        "fail “Four” is too loud: -17.0 dB RMS, where -23 to -18 is asked",
    ]
    assert judged(marks, 120, chapters=[-20.0, -math.inf, -20.0, -20.0]) == ["fail “Two” is silent"]
    assert judged([], rms=-30.0) == ["fail the file is too quiet: -30.0 dB RMS, where -23 to -18 is asked"]


def test_a_title_of_a_part_needs_no_level() -> None:
    assert judged([Mark("Part One", 0, 3), Mark("One", 3, 100)], chapters=[-25.0, -20.0]) == []


def test_clicks_of_less_than_a_minute_have_no_rate() -> None:
    assert judged([], 40.0, clicks=[12.0, 30.0]) == ["warn 2 clicks, first here"]


def test_what_is_worst_comes_first() -> None:
    marks = [Mark("One", 0, 60), Mark("", 60, 100)]
    found = judged(marks, peak=-1.0, peak_at=77.0, silences=[Stretch(30, 40)], clicks=[12.0, 50.0])
    assert found == [
        "fail a peak of -1.0 dB, where audiobook shops (ACX) allows -3",
        "warn 2 clicks, 1.2 a minute, first here",
        "warn silence for 10 s",
        "warn 1 of 2 chapters have no title, first chapter 2",
    ]


def test_the_other_target_is_judged_by_its_own_rules(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", speech(6, 0.5))
    said = told(check(path, EBU))
    assert "fail: too loud: " in said
    assert "LUFS, where EBU R 128 asks for -24 to -22" in said
    assert "dB RMS" not in said


# ------------------------------------------------------------------------------------------- subtitles and the picture


def test_lines_that_do_not_fit_their_text_are_found_by_the_subtitles(book: Path, tmp_path: Path) -> None:
    def clock(seconds: float) -> str:
        return f"00:{seconds // 60:02.0f}:{seconds % 60:06.3f}"

    vtt = "WEBVTT\n"
    texts = [
        "It was a quiet night by the river.",
        "She held the lamp and waited for him.",
        "Nobody else was there.",
    ] * 4
    at = 0.0
    for number, text in enumerate(texts):
        seconds = {5: 0.4, 7: 9.0}.get(number, len(text) * 0.07)
        vtt += f"\n{number}\n{clock(at)} --> {clock(at + seconds)}\n<v Anna &amp; Tom>{text}\n"
        at += seconds + 0.5
    (tmp_path / "a.vtt").write_text(vtt, encoding="utf-8")
    cues = read_subtitles(tmp_path / "a.vtt")
    assert [cue.text for cue in cues] == texts
    assert {cue.speaker for cue in cues} == {"Anna & Tom"}
    short, long = misfits(cues)
    assert short.what == "“Nobody else was there.” takes 0.4 s, too short for its text: words may be missing"
    assert "takes 9.0 s, too long for its text: it may be garbled" in long.what
    assert long.at == pytest.approx(cues[7].start)
    assert not list(misfits(cues[:5]))
    assert not list(misfits(read_subtitles(book.with_suffix(".vtt"))))


@pytest.mark.parametrize("payload", ["<" * 1_000_000, "<v " * 300_000, "<v.a" * 300_000, "&lt" * 300_000])
def test_a_subtitle_without_end_is_no_trouble(payload: str, tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text(f"WEBVTT\n\n00:00.000 --> 00:01.000\n{payload}\n", encoding="utf-8")
    (cue,) = read_subtitles(tmp_path / "a.vtt")
    assert cue.end == 1


def test_a_long_books_subtitles_are_read_line_by_line(tmp_path: Path) -> None:
    cue = "00:00:00.000 --> 00:00:01.000\n<v Sam &amp; Co>One &lt;3\n\n"
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n" + cue * 100_000, encoding="utf-8")
    cues = read_subtitles(tmp_path / "a.vtt")
    assert len(cues) == 100_000
    assert {(each.speaker, each.text) for each in cues} == {("Sam & Co", "One <3")}


def test_subtitles_that_are_none_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AudiobookError, match="cannot be read as subtitles"):
        read_subtitles(tmp_path / "a.vtt")


def test_nothing_in_a_title_gets_out_of_the_picture(tmp_path: Path) -> None:
    titles = ["<script>alert(1)</script>", 'a "quoted" & \x07bell', "", "x" * 500, *("n" for _ in range(300))]
    marks = [Mark(title, n * 0.02, n * 0.02 + 0.02) for n, title in enumerate(titles)]
    path = chaptered(write(tmp_path / "a.wav", speech(8)), tmp_path / "a.mka", marks)
    drawn = draw(check(path, ACX))
    assert "<script" not in drawn
    assert len(drawn) < 100_000
    assert ElementTree.fromstring(drawn) is not None  # noqa: S314


def test_a_moment_of_sound_can_be_drawn(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", speech(0.06))
    report = check(path, ACX)
    assert ElementTree.fromstring(draw(report)) is not None  # noqa: S314
    assert report.measured.seconds == pytest.approx(0.06, abs=0.05)


def test_loudness_of_a_clip() -> None:
    tone = array("h", (round(3276.8 * math.sin(2 * math.pi * 997 * i / RATE)) for i in range(2 * RATE)))
    assert audio.loudness(Clip(tone.tobytes(), RATE)) == pytest.approx(-23.05, abs=0.2)
    assert audio.loudness(audio.silence(1, RATE)) == -70
    assert audio.loudness(audio.silence(0, RATE)) == -70
