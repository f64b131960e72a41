"""Lines whose sound is too short or too long for their text: how they are found, and what a build does about them."""

from __future__ import annotations

from pathlib import Path

import faulty
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic import engines
from audiofic.audio import ACX, Clip, trim
from audiofic.cache import ClipCache
from audiofic.cast import Role
from audiofic.cli import run
from audiofic.engines import Voice
from audiofic.engines.tone import ToneEngine
from audiofic.pipeline.performer import JOINT, REFERENCE, Performer
from audiofic.pipeline.plan import Cued
from audiofic.synthesize import Spoken, Synthesizer, Utterance, fit

LINES = [
    "No.",
    "Dinner.",
    "What about her?",
    "“Stand and deliver,” said the taller of the two, and the lamp went out.",
    "It was half past eleven, it was raining, and nobody had come; she had known that they would not.",
    "He counted the plates, the cups, the knives, the forks, and then he counted all of them again.",
]


def test_a_real_voice_says_every_line_in_a_fitting_time() -> None:
    engine, voice = engines.load("espeak"), Voice("espeak", "en-us+f3")
    pace = fit.pace(REFERENCE, trim(engine.synthesize(REFERENCE, voice)).seconds)
    for line in LINES:
        seconds = trim(engine.synthesize(line, voice)).seconds
        assert fit.misfit(line, seconds, pace) is None
        if len(line) > 60:
            assert fit.misfit(line, seconds / 2, pace) == "short"
            assert fit.misfit(line, seconds * 2, pace) == "long"


def test_a_faster_voice_is_judged_by_its_own_pace() -> None:
    line = LINES[4]
    assert fit.misfit(line, 4.0, fit.pace(line, 4.0)) is None
    assert fit.misfit(line, 4.0, fit.pace(line, 8.0)) == "short"
    assert fit.misfit(line, 4.0, fit.pace(line, 1.5)) == "long"


@pytest.mark.parametrize("text", ["", "…", "それは静かな夜だった。", "היה זה לילה שקט", "…?!"])
def test_where_letters_do_not_tell_nothing_is_judged(text: str) -> None:
    assert fit.size(text) == 0
    assert fit.pace(text, 3.0) == 0
    assert fit.misfit(text, 99.0, 0.07) is None
    assert fit.misfit("Words.", 99.0, 0.0) is None


def test_digits_and_pauses_take_time() -> None:
    assert fit.size("1984") == fit.size("sixteenletterssx")
    assert fit.size("Well, well, well") == fit.size("Well well well") + 2 * fit.PAUSE
    assert fit.size("Ça ira, Bệ hạ") == fit.size("Ca ira, Be ha")


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("Hold the lamp, and say nothing.", ("Hold the lamp,", "and say nothing.")),
        ("One, two, three, four, five.", ("One, two, three,", "four, five.")),
        ("Hold the lamp", ("Hold the", "lamp")),
        ("Lamp.", ("Lamp.",)),
        ("", ()),
    ],
)
def test_halves(text: str, halves: tuple[str, ...]) -> None:
    assert fit.halves(text) == halves


@given(st.text(alphabet="ab1 ,.!“”’-…é中"))
def test_halves_have_all_that_is_said(text: str) -> None:
    def heard(text: str) -> list[str]:
        return [each for each in text if each.isalnum()]

    parts = fit.halves(text)
    assert heard("".join(parts)) == heard(text)
    assert len(parts) <= 2


def test_a_long_text_is_judged_in_a_moment() -> None:
    assert fit.size("a, " * 500_000) > 2_000_000
    assert len(fit.halves("a! " * 500_000)) == 2
    assert fit.halves("!" * 1_000_000) == ()


# --------------------------------------------------------------------------------------------------- in the build

ROLE = Role("Anna", Voice("shared", "tone-200"))


def performed(folder: Path, *texts: str) -> list[Spoken]:
    plan = [Cued(ROLE, Utterance(text, ROLE.voice, f"1.1.{number}", text), 0.5) for number, text in enumerate(texts, 1)]
    with Synthesizer(ClipCache(folder), 1, faulty.load) as synthesizer:
        return [spoken for _, spoken, _ in Performer([ROLE], synthesizer, ACX).perform(plan)]


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FAULTY_LOG", str(tmp_path / "log"))
    return tmp_path / "log"


RAMBLING = "ramble on about the river until it is dark, and then go home"


def test_a_line_that_does_not_fit_is_spoken_again_in_halves(tmp_path: Path, log: Path) -> None:
    before, again, after = performed(tmp_path, "The lamp went out.", RAMBLING, "Nobody came.")
    assert [one.doubt for one in (before, again, after)] == [None, None, None]
    assert log.read_text().splitlines().count(RAMBLING) == 1
    assert "and then go home" in log.read_text().splitlines()
    assert isinstance(again.clip, Clip)
    assert again.clip.seconds == pytest.approx(0.01 * (len(RAMBLING) - 1) + JOINT, abs=0.05)


def test_it_costs_nothing_the_next_time_and_sounds_the_same(tmp_path: Path, log: Path) -> None:
    first = performed(tmp_path, RAMBLING)
    told = log.read_text()
    assert [one.clip for one in performed(tmp_path, RAMBLING)] == [one.clip for one in first]
    assert log.read_text() == told


def test_a_line_that_never_fits_is_kept_and_reported(tmp_path: Path) -> None:
    _, spoken = performed(tmp_path, "Fine.", "babble and babble and then babble on, babble and never come to an end.")
    assert spoken.clip is not None
    assert spoken.doubt is not None
    assert spoken.doubt.startswith("it came out too long for its text: ")


def test_a_build_tells_which_line_to_listen_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    speak = ToneEngine.synthesize

    def babble(self: ToneEngine, text: str, voice: Voice) -> Clip:
        clip = speak(self, text, voice)
        return Clip(4 * clip.pcm, clip.rate) if "river" in text else clip

    monkeypatch.setattr(ToneEngine, "synthesize", babble)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIOFIC_CACHE", str(tmp_path / "cache"))
    (tmp_path / "voices.yaml").write_text("engine: tone\n", encoding="utf-8")
    lamp = "Chapter 1\n\nThe lamp went out.\n\n"
    river = "Chapter 2\n\nIt was the river, said the miller, and of the river he would say no more to anybody.\n"
    (tmp_path / "story.txt").write_text(lamp + river, encoding="utf-8")
    assert run(["build", "story.txt"]) == 0
    said = capsys.readouterr()
    told = "listen to this: “It was the river, said the miller, and of the river he…” (line {}): it came out too long"
    assert told.format("2.1.2") in said.err
    assert "incomplete" not in said.out
    assert run(["build", "story.txt"]) == 0  # the chapter is kept, and what is told of it
    assert told.format("2.1.2") in capsys.readouterr().err
    assert run(["preview", "story.txt", "2.1"]) == 0
    assert told.format("2.1.2") in capsys.readouterr().err
    (tmp_path / "story.txt").write_text(lamp + lamp + river, encoding="utf-8")
    assert run(["build", "story.txt"]) == 0
    assert told.format("3.1.2") in capsys.readouterr().err
