"""How lines are said: found in the text, heard in the sound, shown, and off where nobody wants it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from audiofic.api import fix, script, script_text
from audiofic.audio import CEILING, Clip, gain, level
from audiofic.cast import Cast, Role
from audiofic.cli import run
from audiofic.corrections import Corrections, find, load, scripttext
from audiofic.engines import Voice
from audiofic.errors import VoicesError
from audiofic.model import Delivery, Kind, Line
from audiofic.pipeline import stage
from audiofic.pipeline.plan import Planner
from audiofic.read import read_bytes
from audiofic.segment import segment
from audiofic.voices import Doubtful, ThoughtChanges, VoicesFile


def deliveries(text: str) -> list[str]:
    lines = segment(read_bytes(text.encode(), "story"))
    return [line.delivery or "-" for line in lines if line.kind is Kind.DIALOGUE]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“Come,” she whispered. “Now.” He nodded.", ["whisper", "whisper"]),
        ("“Come,” he said under his breath.", ["whisper"]),
        ("Ines murmured, “Come.”", ["quiet"]),
        ("“Come,” he said in a small voice.", ["quiet"]),
        ("“Come!” Toby shouted.", ["shout"]),
        ("“COME HERE!”", ["shout"]),
        ("“WHERE IS THE RYE,” said Ines.", ["shout"]),
        ("“Come,” she called across the yard.", ["loud"]),
        ("“It was me,” he blurted.", ["fast"]),
        ("“Rye,” Toby drawled.", ["slow"]),
        ("“I ran,” he said, out of breath.", ["broken"]),
        ("“I ran.” Her voice broke. “Home.”", ["broken", "broken"]),
        ("“Rye,” he said softly, laughing.", ["laughing"]),
        ("“Rye.” Ines sobbed.", ["tearful"]),
        ("“No,” she said coldly.", ["cold"]),
        ("“Yes,” she said, and her voice was warm.", ["-"]),  # of another clause nothing is taken
        ("“Yes,” she said fondly.", ["warm"]),
        ("“No,” he snapped. “Never,” she soothed.", ["cold", "warm"]),
        ("“No,” he said without shouting.", ["-"]),
        ("“No,” he didn’t whisper.", ["-"]),
        ("“Go,” said Ines, and Toby laughed.", ["-"]),
        ("“Go,” said Ines. Toby laughed.", ["-"]),
        ("“OK.”", ["-"]),
        ("“NASA,” he said.", ["-"]),
        ("“We whispered,” he said.", ["-"]),
        ("He shouted. “No.”", ["-"]),  # that was before
    ],
)
def test_the_text_tells_how_a_line_is_said(text: str, said: list[str]) -> None:
    assert deliveries(text) == said


def line_of(delivery: Delivery | None) -> Line:
    return Line(1, 1, 1, Kind.DIALOGUE, "“Go on.”", 0, 8, 0, delivery=delivery)


ROLE = Role("narrator", Voice("tone", "a", pitch=97, speed=1.9))


@pytest.mark.parametrize("delivery", Delivery)
def test_a_delivery_changes_a_voice_within_bounds_and_is_off_when_asked(delivery: Delivery) -> None:
    role = Cast(ROLE, {}, ThoughtChanges(), Doubtful()).role(line_of(delivery))
    assert role != ROLE
    assert (role.name, role.voice.name) == (ROLE.name, ROLE.voice.name)
    assert abs((role.voice.pitch or 50) - 97) <= 6
    assert 0.8 <= role.voice.speed / 1.9 <= 1.2
    assert role.voice.speed <= 2
    assert abs(20 * math.log10(role.volume)) <= 8
    assert Cast(ROLE, {}, ThoughtChanges(), Doubtful(), delivery=False).role(line_of(delivery)) == ROLE


def test_a_whisper_is_softer_and_a_shout_no_louder_than_the_ceiling() -> None:
    cast = Cast(ROLE, {}, ThoughtChanges(), Doubtful())
    whisper = 20 * math.log10(cast.role(line_of(Delivery.WHISPER)).volume)
    assert -8 <= whisper <= -4
    shout = 20 * math.log10(cast.role(line_of(Delivery.SHOUT)).volume)
    assert shout > 0
    loud = Clip(b"\x00\x60\x00\xa0" * 4000, 22_050)
    sound = gain(loud, shout, CEILING)
    peak = max(abs(int.from_bytes(sound.pcm[at : at + 2], "little", signed=True)) for at in range(0, len(sound.pcm), 2))
    assert 20 * math.log10(peak / 32768) <= CEILING + 0.1
    assert level(sound) <= CEILING + 0.1


STORY = "Ines lit the oven. “Go home,” said Ines.\n\n“Why?” Toby whispered. “It is warm.”\n\n“Go home,” said Ines."


def test_it_is_in_the_plan_in_the_key_and_in_the_script() -> None:
    voices = VoicesFile.model_validate({"engine": "tone"})
    show = stage(read_bytes(STORY.encode(), "story"), voices, Corrections())
    (section,) = show.sections
    plain = replace(show.cast, delivery=False)
    said = [cued.utterance for cued in Planner(show.cast, voices, "en").plan(section, None)]
    rest = [cued.utterance for cued in Planner(plain, voices, "en").plan(section, None)]
    assert [each.written for each, calm in zip(said, rest, strict=True) if each != calm] == ["“Why?”", "“It is warm.”"]
    whispered = next(line for line in show.script.lines if line.delivery)
    assert Planner(show.cast, voices, "en").key(whispered) != Planner(plain, voices, "en").key(whispered)
    rows = list(scripttext.write(show.script.lines))
    assert any("(whisper) | “Why?”" in row for row in rows)
    assert scripttext.changes("\n".join(rows), show.script.lines, "s.txt") == {}


def test_voices_yaml_turns_it_off() -> None:
    voices = VoicesFile.model_validate({"engine": "tone", "delivery": "no"})
    assert not stage(read_bytes(STORY.encode(), "story"), voices, Corrections()).cast.delivery


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def told(story: Path) -> dict[str, str]:
    """What is said how, by the words of the line."""
    return {line.text: line.delivery for line in script(story).lines if line.delivery}


def test_a_delivery_is_corrected_and_kept_beside_the_story(story: Path) -> None:
    lines = {line.text: line.id for line in script(story).lines}
    assert told(story) == {"“Why?”": "whisper", "“It is warm.”": "whisper"}
    fix(story, deliveries={lines["“Why?”"]: Delivery.TEARFUL, lines["“It is warm.”"]: None})
    assert told(story) == {"“Why?”": "tearful"}
    fix(story, {lines["“Why?”"]: "Ines"})  # who says it is another question
    assert told(story) == {"“Why?”": "tearful"}


def test_a_delivery_is_corrected_in_the_text_of_the_script(story: Path) -> None:
    rows = script_text(script(story)).replace("(whisper) | “Why?”", "(shout) | “Why?”")
    rows = rows.replace(" (whisper) | “It is warm.”", " | “It is warm.”")
    fix(story, edited=rows)
    assert told(story) == {"“Why?”": "shout"}


def test_a_delivery_is_corrected_on_the_command_line(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    number = next(line.id for line in script(story).lines if line.text == "“Why?”")
    assert run(["fix", str(story), number, "--delivery", "laughing"]) == 0
    assert told(story)["“Why?”"] == "laughing"
    assert run(["fix", str(story), number, "--delivery", "plain"]) == 0
    assert "“Why?”" not in told(story)
    assert run(["fix", str(story), number, "--delivery", "sideways"]) == 2
    assert "whisper" in capsys.readouterr().err


def test_a_wrong_delivery_in_the_file_is_told_with_its_line(story: Path) -> None:
    path = find(story, "")
    path.write_text('lines:\n- {speaker: Ines, text: "“Why?”", delivery: sideways}\n', encoding="utf-8")
    with pytest.raises(VoicesError, match="a delivery is one of plain, whisper"):
        load(path)
