"""A cast that stays: whatever is corrected, added or given, nobody else's voice changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import audiofic
from audiofic.audio import Clip
from audiofic.cast import Cast, Memory, cast, load_memory, save_memory
from audiofic.cast.memory import Remembered
from audiofic.cli import run
from audiofic.engines import Engine, Health, Voice, VoiceFacts
from audiofic.errors import VoicesError
from audiofic.model import Character, Kind, Line, Script
from audiofic.voices import CharacterSettings, VoicesFile

STORY = """\
“Who is there?” asked Mira.

“Only me,” said Tobin.

“You are late,” said Mira.

“I know,” said Tobin.

“Both of you are,” Ansel said.
"""


@dataclass(frozen=True)
class Choir:
    """An engine with as many voices as a test wants."""

    name: str
    count: int
    licence: str = ""
    sample_rate: int = 8000
    honours: frozenset[str] = frozenset()
    isolated: bool = False
    seconds_per_word: float = 0.0

    def version(self) -> str:
        return "1"

    def voices(self) -> Sequence[VoiceFacts]:
        fits = ("she", "he", "they")
        return [VoiceFacts(f"{self.name}-{n}", "en", fits[n % 3], 90 + 11 * n) for n in range(self.count)]

    def resolve(self, name: str) -> str:
        if name not in {voice.name for voice in self.voices()}:
            raise LookupError
        return name

    def synthesize(self, text: str, voice: Voice) -> Clip:
        raise NotImplementedError

    def check(self) -> Health:
        return Health(True, "")


ENGINES: dict[str, Engine] = {name: Choir(name, count) for name, count in (("alto", 14), ("bass", 9))}
NAMES = ["Ann", "Bob", "Cat", "Dan", "Eve", "Fay", "the guard", "the barista"]


def script(said: Sequence[tuple[int, str]]) -> Script:
    """Who says a line in which chapter."""
    lines = tuple(
        Line(chapter, 1, number, Kind.DIALOGUE, f"Line {number}.", 0, 0, number, speaker=name)
        for number, (chapter, name) in enumerate(sorted(said, key=lambda line: line[0]))
    )
    pronouns = {"Ann": "she", "Bob": "he", "Cat": "she", "Dan": "he"}
    characters = (Character(name, (), pronouns.get(name, "")) for name in dict.fromkeys(name for _, name in said))
    return Script(tuple(characters), lines)


def voices_of(made: Cast) -> dict[str, Voice]:
    return {name: role.voice for name, role in made.roles.items()}


speech = st.tuples(st.integers(1, 2), st.sampled_from(NAMES))
changes = st.one_of(
    st.tuples(st.just("correct"), st.integers(0, 30), st.sampled_from(NAMES)),
    st.tuples(st.just("add"), st.integers(1, 4), st.sampled_from(NAMES)),
    st.tuples(st.just("voice"), st.integers(0, 13), st.sampled_from(NAMES)),
    st.tuples(st.just("engine"), st.integers(0, 1), st.sampled_from(NAMES)),
)


@given(st.lists(speech, min_size=1, max_size=12), st.lists(changes, max_size=8))
def test_any_change_leaves_every_other_voice_alone(
    said: list[tuple[int, str]], steps: list[tuple[str, int, str]]
) -> None:
    voices, memory = VoicesFile(engine="alto"), Memory()
    before: dict[str, Voice] = {}
    for what, number, name in [("nothing", 0, ""), *steps]:
        if what == "correct":
            said = [(chapter, name if at == number % len(said) else old) for at, (chapter, old) in enumerate(said)]
        elif what == "add":
            said = [*said, (number, name)]
        elif what in ("voice", "engine"):
            engine = ("alto", "bass")[number % 2] if what == "engine" else "alto"
            asked = {"voice": f"alto-{number}", "engine": engine} if what == "voice" else {"engine": engine}
            before.pop(name, None)
            people = {**voices.characters, name: CharacterSettings(**asked)}  # type: ignore[arg-type]
            voices = voices.model_copy(update={"characters": people})
        made = cast(script(said), voices, ENGINES.__getitem__, "en", memory)
        memory = made.memory
        now = voices_of(made)
        both = before.keys() & now.keys()
        assert {who: now[who] for who in both} == {who: before[who] for who in both}
        before = {**before, **now}


def test_a_voice_that_is_taken_back_is_the_one_of_before() -> None:
    told = script([(1, "Ann"), (1, "Bob"), (1, "Ann")])
    plain = VoicesFile(engine="alto")
    first = cast(told, plain, ENGINES.__getitem__)
    given_one = plain.model_copy(update={"characters": {"Ann": CharacterSettings(engine="bass")}})
    second = cast(told, given_one, ENGINES.__getitem__, "en", first.memory)
    assert second.roles["Ann"].voice.engine == "bass"
    third = cast(told, plain, ENGINES.__getitem__, "en", second.memory)
    assert voices_of(third) == voices_of(first)


def test_what_voices_yaml_says_of_somebody_goes_before() -> None:
    told = script([(1, "Fay"), (1, "Bob")])
    first = cast(told, VoicesFile(engine="alto"), ENGINES.__getitem__)
    he = VoicesFile(engine="alto", characters={"Fay": CharacterSettings(pronouns="he/him")})
    second = cast(told, he, ENGINES.__getitem__, "en", first.memory)
    assert second.roles["Fay"].voice != first.roles["Fay"].voice
    assert second.roles["Bob"].voice == first.roles["Bob"].voice


def test_a_voice_that_is_there_no_more_is_chosen_anew() -> None:
    told = script([(1, "Ann")])
    memory = Memory().with_voices({"Ann": Remembered(Voice("alto", "gone"), "she", "adult")})
    assert cast(told, VoicesFile(engine="alto"), ENGINES.__getitem__, "en", memory).roles["Ann"].voice.name != "gone"


def test_one_who_has_another_name_now_keeps_the_voice() -> None:
    first = cast(script([(1, "Ann"), (1, "Bob")]), VoicesFile(engine="alto"), ENGINES.__getitem__)
    renamed = script([(1, "Annabel"), (1, "Bob")])
    renamed = replace(renamed, characters=(Character("Annabel", ("Ann",), "she"), *renamed.characters[1:]))
    second = cast(renamed, VoicesFile(engine="alto"), ENGINES.__getitem__, "en", first.memory)
    assert second.roles["Annabel"].voice == first.roles["Ann"].voice


def test_it_is_kept_beside_the_story_and_found_by_a_newer_file_of_the_work(tmp_path: Path) -> None:
    memory = Memory(
        {("alto", "ann"): Remembered(Voice("alto", "alto-3", pitch=40, speed=1.1), "she", "old")}, "https://a.example/1"
    )
    save_memory(tmp_path / "old.html", memory)
    assert load_memory(tmp_path / "new.html", "https://a.example/1") == memory
    assert load_memory(tmp_path / "new.html", "https://a.example/2").voices == {}


@pytest.mark.parametrize(
    "told", ["[1]", "{alto: {ann: {}}}", "{alto: {ann: {voice: x, fits: she, age: 7}}}", "3"], ids=str
)
def test_a_damaged_file_is_told(told: str, tmp_path: Path) -> None:
    (tmp_path / "story.txt.cast.yaml").write_text(f"voices: {told}\n", encoding="utf-8")
    with pytest.raises(VoicesError, match="delete the file"):
        load_memory(tmp_path / "story.txt", "")


def test_a_correction_changes_no_other_voice_until_the_cast_is_chosen_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    voices = tmp_path / "story.voices.yaml"
    voices.write_text("engine: tone\n", encoding="utf-8")
    before = voices_of(audiofic.stage(story).cast)
    assert set(before) == {"Mira", "Tobin", "Ansel"}
    assert (tmp_path / "story.txt.cast.yaml").exists()
    audiofic.fix(story, {"1.1.1": "Ansel"})
    assert voices_of(audiofic.stage(story).cast) == before
    story.write_text(f"“Come in,” said Bertha. “Come in, do,” Bertha said.\n\n{STORY}", encoding="utf-8")
    after = voices_of(audiofic.stage(story).cast)
    assert {name: after[name] for name in before} == before
    assert run(["cast", str(story), "--again"]) == 0
    assert "Bertha" in capsys.readouterr().out


def test_a_place_that_cannot_be_written_costs_only_the_memory(tmp_path: Path) -> None:
    save_memory(tmp_path / "none" / "story.txt", Memory())
    assert list(tmp_path.iterdir()) == []


def test_two_stories_in_one_folder_have_voices_of_their_own(tmp_path: Path) -> None:
    for name, engine in (("one.txt", "tone"), ("two.txt", "espeak")):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
        (tmp_path / name).with_suffix(".voices.yaml").write_text(f"engine: {engine}\n", encoding="utf-8")
    assert audiofic.load_voices(tmp_path / "one.txt").engine == "tone"
    assert audiofic.load_voices(tmp_path / "two.txt").engine == "espeak"
