"""Who speaks with which voice, and what of it goes into voices.yaml."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiofic import engines, yamlfiles
from audiofic.audio import Clip
from audiofic.cast import Cast, audition, candidates, cast, lacking, write_cast
from audiofic.cast.castfile import missing
from audiofic.engines import Engine, Health, Voice, VoiceFacts, kokoro
from audiofic.errors import EngineError, VoicesError
from audiofic.model import Character, Kind, Line, Script
from audiofic.voices import SCHEMA, VoicesFile, fold, load_voices, read_voices


@dataclass
class FakeEngine:
    """An engine that has voices, and speaks none of them."""

    name: str = "fake"
    offered: Sequence[VoiceFacts] = ()
    hidden: tuple[str, ...] = ()
    """Voices that it knows but does not offer."""
    sample_rate: int = 8000
    honours: frozenset[str] = frozenset({"rate", "pitch"})
    isolated: bool = False
    seconds_per_word: float = 0.0
    asked: list[str] = field(default_factory=list)

    def version(self) -> str:
        return "1"

    def voices(self) -> Sequence[VoiceFacts]:
        return self.offered

    def resolve(self, name: str) -> str:
        known = [voice.name for voice in self.offered] + list(self.hidden)
        if name.lower() not in known:
            raise LookupError(*[voice for voice in known if voice[0] == name[0]])
        return name.lower()

    def synthesize(self, text: str, voice: Voice) -> Clip:
        raise NotImplementedError

    def check(self) -> Health:
        return Health(True, "fake")


FACTS = [
    VoiceFacts("narrator", "en-GB", "he", 110, 5),
    VoiceFacts("mumble", "en-GB", "he", 60, 40),
    VoiceFacts("man-1", "en-GB", "he", 112, 5),
    VoiceFacts("man-2", "en-GB", "he", 80, 5),
    VoiceFacts("man-3", "en-US", "he", 150, 11),
    VoiceFacts("man-4", "en-US", "he", 140, 5),
    VoiceFacts("homme", "fr", "he", 75, 5),
    VoiceFacts("woman-1", "en-GB", "she", 220, 5),
    VoiceFacts("woman-2", "en-US", "she", 180, 5),
    VoiceFacts("femme", "fr-FR", "she", 260, 5),
    VoiceFacts("anybody", "en-GB", "they", 165, 5),
]
FAKE = FakeEngine("fake", FACTS, hidden=("whisper",))
SMALL = FakeEngine("small", [VoiceFacts("only")])
MUTE = FakeEngine("mute")


def engine_of(name: str) -> Engine:
    known = {"fake": FAKE, "small": SMALL, "mute": MUTE}
    if name not in known:
        raise EngineError(f"there is no engine {name!r}; installed are: {', '.join(known)}")
    return known[name]


def line(speaker: str | None, kind: Kind = Kind.DIALOGUE, number: int = 1) -> Line:
    return Line(1, 1, number, kind, "Well.", 0, 5, 0, speaker=speaker)


def script(*characters: Character, narrator: str | None = None) -> Script:
    """Everybody says one thing, in this order; but who has most lines comes first among the characters."""
    lines = tuple(line(character.name, number=number) for number, character in enumerate(characters, 1))
    return Script(characters[::-1], lines, narrator)


def parse(text: str) -> VoicesFile:
    return read_voices(yamlfiles.parse(text, "voices.yaml"))


def voices_of(cast: Cast) -> dict[str, Voice]:
    return {name: role.voice for name, role in cast.roles.items()}


HARRY = Character("Harry Potter", ("Harry", "Potter"), "he/him")
DRACO = Character("Draco", (), "he/him")
GINNY = Character("Ginny", (), "she/her")
LUNA = Character("Luna", (), "she/her")
SPRITE = Character("Sprite", (), "xe/xem")
SOMEBODY = Character("Somebody")
EVERYBODY = (HARRY, GINNY, DRACO, SPRITE, LUNA, SOMEBODY)
PLAIN = VoicesFile(engine="fake")


def test_voices_fit_the_pronouns_and_are_far_apart() -> None:
    roles = cast(script(*EVERYBODY), PLAIN, engine_of).roles
    assert {name: role.voice.name for name, role in roles.items()} == {
        "Harry Potter": "man-2",
        "Ginny": "woman-1",
        "Draco": "man-4",
        "Sprite": "anybody",
        "Luna": "woman-2",
        "Somebody": "anybody",
    }
    assert roles["Sprite"].voice != roles["Somebody"].voice
    assert not any(role.given for role in roles.values())
    assert cast(script(HARRY), PLAIN, engine_of).narrator.voice == Voice("fake", "narrator")


def test_a_cast_of_many_has_as_many_voices() -> None:
    men = [Character(f"Man {number}", (), "he/him") for number in range(20)]
    chosen = cast(script(*men), PLAIN, engine_of)
    heard = {*voices_of(chosen).values(), chosen.narrator.voice}
    assert len(heard) == 21
    assert {voice.name for voice in heard} <= {"narrator", "man-1", "man-2", "man-3", "man-4", "anybody"}


def said(*texts: tuple[int, str | None, str]) -> tuple[Line, ...]:
    """Lines of (chapter, speaker, text), each in a paragraph of its own."""
    return tuple(
        Line(chapter, 1, n, Kind.DIALOGUE if speaker else Kind.NARRATION, text, 0, 5, n, speaker=speaker)
        for n, (chapter, speaker, text) in enumerate(texts)
    )


turns = st.lists(st.tuples(st.sampled_from([*EVERYBODY, None]), st.sampled_from(["Yes.", "Well, well."])), max_size=8)


@settings(max_examples=30)
@given(st.lists(turns, max_size=4))
def test_a_new_chapter_changes_nobodys_voice(chapters: list[list[tuple[Character | None, str]]]) -> None:
    lines = said(*((n, who and who.name, text) for n, chapter in enumerate(chapters) for who, text in chapter))
    casts = [
        voices_of(cast(Script(EVERYBODY, tuple(x for x in lines if x.chapter <= last)), PLAIN, engine_of))
        for last in range(-1, len(chapters))
    ]
    for before, after in pairwise(casts):
        assert before.items() <= after.items()


def test_who_says_most_gets_the_best_voice() -> None:
    """Of several that are all far enough from the narrator's."""
    engine = FakeEngine(
        offered=[
            VoiceFacts("narrator", "en-GB", "she", 260),
            VoiceFacts("fair", "en-GB", "he", 130, quality=0.5),
            VoiceFacts("good", "en-GB", "he", 75, quality=0.9),
            VoiceFacts("poor", "en-GB", "he", 190, quality=0.2),
            VoiceFacts("whisper", "en-GB", "he", 60, quality=0.0),
        ]
    )
    lines = said((1, "Ron", "No."), (1, "Harry Potter", "Yes, Ron."), (1, "Draco", "Indeed."), (2, "Ron", "No! " * 50))
    people = (HARRY, DRACO, Character("Ron", (), "he/him"))
    chosen = cast(Script(people, lines), PLAIN, lambda _: engine)
    assert {name: voice.name for name, voice in voices_of(chosen).items()} == {
        "Ron": "poor",
        "Harry Potter": "good",
        "Draco": "fair",
    }


def test_who_talk_to_each_other_are_farther_apart_than_strangers() -> None:
    """Harry's voice is 80 Hz; the choice for the two others is one near to it and one far from it."""
    engine = FakeEngine(
        offered=[
            VoiceFacts("narrator", "en-GB", "she", 240),
            VoiceFacts("low", "en-GB", "he", 80, quality=1),
            VoiceFacts("near", "en-GB", "he", 100, quality=0.95),
            VoiceFacts("far", "en-GB", "he", 130, quality=0.7),
        ]
    )
    ron = Character("Ron", (), "he/him")
    beside = said((1, "Harry Potter", "Very well, " * 9), (1, "Draco", "No."), (1, None, "Later."), (1, "Ron", "Oh."))
    alone = tuple(replace(each, scene=each.number) for each in beside)
    for lines, name in ((beside, "far"), (alone, "near")):
        assert cast(Script((HARRY, DRACO, ron), lines), PLAIN, lambda _: engine).roles["Draco"].voice.name == name


def test_two_leads_are_as_far_apart_as_voices_of_their_quality_can_be() -> None:
    facts = list(kokoro._voices().values())
    engine = FakeEngine("kokoro", facts)
    lines = said(*((1, name, "Well, well.") for _ in range(9) for name in ("Harry Potter", "Draco")))
    chosen = voices_of(cast(Script((HARRY, DRACO), lines), VoicesFile(engine="kokoro"), lambda _: engine))
    known = {sound.voice: sound for sound in audition.plain(engine, facts)}
    harry, draco = (known[chosen[name]] for name in ("Harry Potter", "Draco"))
    worse = min(harry.merit, draco.merit)
    men = [known[Voice("kokoro", each.name)] for each in facts if each.pronoun == "he"]
    as_good = [audition.distance(a, b) for a, b in combinations(men, 2) if min(a.merit, b.merit) >= worse]
    assert audition.distance(harry, draco) == max(as_good) > 2 * audition.APART


def test_extras_share_a_few_voices() -> None:
    guards = [Character(f"the guard with {count} keys", (), "he/him") for count in range(9)]
    lines = said(*((1, guard.name, "Halt!") for guard in guards), *((1, guards[0].name, "Halt!") for _ in range(4)))
    roles = cast(Script(tuple(guards), lines), PLAIN, engine_of).roles
    assert [role.extra for role in roles.values()] == [False] + 8 * [True]
    assert len({role.voice for role in roles.values()}) == 4
    for one, other in pairwise(roles.values()):
        assert one.voice != other.voice


def test_a_first_name_tells_where_the_story_does_not() -> None:
    people = Character("Elizabeth"), Character("Edmund Hill"), Character("Zorp")
    fits = {facts.name: facts.pronoun for facts in FACTS}
    roles = cast(script(*people), PLAIN, engine_of).roles
    assert [fits[role.voice.name] for role in roles.values()] == ["she", "he", "they"]


def test_children_and_the_old_have_voices_of_their_own() -> None:
    boy, gran, lad = (
        Character("the boy", (), "he/him"),
        Character("Gran", (), "she/her"),
        Character("Lad", (), "he/him"),
    )
    roles = cast(script(boy, gran, lad), parse("{engine: fake, characters: {Lad: {age: child}}}"), engine_of).roles
    assert [role.age for role in roles.values()] == ["child", "old", "child"]
    for name in ("the boy", "Lad"):
        assert roles[name].voice.name in ("woman-1", "woman-2", "anybody")
        assert (roles[name].voice.pitch or 0) > 50
    assert roles["Gran"].voice.name in ("woman-1", "woman-2")
    assert roles["Gran"].voice.pace < 1
    old = FakeEngine(
        offered=[*FACTS, VoiceFacts("crone", "en-GB", "she", 200, age="old"), VoiceFacts("tot", age="child")]
    )
    roles = cast(script(boy, gran, GINNY), PLAIN, lambda _: old).roles
    assert roles["the boy"].voice.name == "tot"
    assert roles["Gran"].voice.name == "crone"
    assert roles["Ginny"].voice.name.startswith("woman")
    mute = FakeEngine(offered=FACTS, honours=frozenset())
    roles = cast(script(boy, gran), PLAIN, lambda _: mute).roles
    assert roles["the boy"].voice.name.startswith("man")
    assert roles["Gran"].voice.name.startswith("woman")


def test_doubtful_lines_are_the_narrators_if_the_file_says_so() -> None:
    sure, doubtful = replace(line("Ginny"), confidence=0.8), replace(line("Ginny"), confidence=0.79)
    likeliest = cast(script(GINNY), parse("{engine: fake, doubtful: {below: 0.8}}"), engine_of)
    assert likeliest.role(sure) == likeliest.role(doubtful) == likeliest.roles["Ginny"]
    narrators = cast(script(GINNY), parse("{engine: fake, doubtful: {below: 0.8, voice: narrator}}"), engine_of)
    assert narrators.role(sure) == narrators.roles["Ginny"]
    assert narrators.role(doubtful) == narrators.narrator
    assert narrators.role(replace(doubtful, kind=Kind.THOUGHT)).name == "narrator"


def test_a_given_voice_is_nobody_elses_and_like_no_partners() -> None:
    story = Script(
        (HARRY, DRACO, GINNY), said((1, "Harry Potter", "Well, " * 9), (1, "Draco", "No."), (2, "Ginny", "Yes."))
    )
    free = voices_of(cast(story, PLAIN, engine_of))
    text = f"{{engine: fake, characters: {{Harry Potter: {{voice: {free['Draco'].name}, rate: 176}}}}}}"
    given = voices_of(cast(story, parse(text), engine_of))
    assert given["Draco"].name != free["Draco"].name
    assert given["Ginny"] == free["Ginny"]


def test_candidates_are_the_best_voices_and_all_different() -> None:
    story = Script((HARRY, DRACO), said((1, "Harry Potter", "Well, " * 9), (1, "Draco", "No.")))
    voices = parse("{engine: fake, characters: {Draco: {voice: man-4, rate: 150}}}")
    found = candidates("Draco", story, voices, 5, engine_of)
    assert len(set(found)) == 5
    assert {voice.name for voice in found} <= {"man-1", "man-2", "man-3", "man-4"}
    assert {voice.rate for voice in found} == {150}
    assert cast(story, voices, engine_of).roles["Harry Potter"].voice.name not in {voice.name for voice in found[:2]}
    mute = FakeEngine("small", [VoiceFacts("only")], honours=frozenset())
    assert candidates("Draco", story, VoicesFile(engine="small"), 5, lambda _: mute) == [Voice("small", "only")]


def test_the_cast_does_not_hang_on_hashes() -> None:
    program = (
        "from audiofic.cast import cast; from audiofic.model import *; from audiofic.voices import VoicesFile\n"
        "who = [Character(f'C{i}', (), ('he', 'she', '')[i % 3]) for i in range(40)]\n"
        "lines = tuple(Line(1, 1, 1, Kind.DIALOGUE, '', 0, 0, 0, speaker=c.name) for c in who)\n"
        "print(cast(Script(tuple(who), lines), VoicesFile(engine='tone')))"
    )
    root = str(Path(__file__).parents[1])
    said = {
        subprocess.check_output(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": root, "PYTHONHASHSEED": seed}
        )
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_the_language_of_the_story_goes_first() -> None:
    french = cast(script(GINNY, HARRY), PLAIN, engine_of, language="fr")
    assert [role.voice.name for role in french.roles.values()] == ["femme", "homme"]
    american = cast(script(GINNY), PLAIN, engine_of, language="en-US")
    assert american.roles["Ginny"].voice.name == "woman-2"
    german = cast(script(GINNY), PLAIN, engine_of, language="de")
    assert german.roles["Ginny"].voice.name in {"woman-1", "femme"}


def test_the_narrator_speaks_the_storys_language_clearly() -> None:
    engine = FakeEngine(offered=[VoiceFacts("homme", "fr"), VoiceFacts("mumble", "en-GB", word_error=40), *FACTS])
    for language, name in (("en", "narrator"), ("fr", "homme"), ("tlh", "homme")):
        assert cast(script(HARRY), PLAIN, lambda _: engine, language).narrator.voice.name == name


def test_an_engine_with_one_voice_varies_it() -> None:
    chosen = cast(script(*EVERYBODY), VoicesFile(engine="small"), engine_of)
    heard = [chosen.narrator.voice, *voices_of(chosen).values()]
    assert {voice.name for voice in heard} == {"only"}
    assert len(set(heard)) == 7
    more = [Character(f"Man {number}", (), "he/him") for number in range(20)]
    uses = [role.voice for role in cast(script(*more), VoicesFile(engine="small"), engine_of).roles.values()]
    assert max(uses.count(voice) for voice in uses) <= 4


def test_an_engine_with_no_voice_cannot_have_a_cast() -> None:
    with pytest.raises(EngineError, match="no voice here"):
        cast(script(HARRY), VoicesFile(engine="mute"), engine_of)


GIVEN = """\
engine: fake
narrator: {voice: Narrator, rate: 160, volume: 1.1}
characters:
  Harry:
    aliases: [Harry Potter]
    voice: WHISPER
    rate: 185
    volume: 0.9
  Malfoy: {aliases: [Draco], pronouns: she/her, pitch: 60}
  Ginny: {engine: small, voice: only, speed: 1.1}
"""


def test_voices_yaml_goes_before_all() -> None:
    chosen = cast(script(*EVERYBODY), parse(GIVEN), engine_of)
    assert (chosen.narrator.voice, chosen.narrator.volume) == (Voice("fake", "narrator", rate=160), 1.1)
    harry = chosen.roles["Harry Potter"]
    assert (harry.name, harry.voice, harry.volume, harry.given) == (
        "Harry",
        Voice("fake", "whisper", rate=185),
        0.9,
        True,
    )
    assert chosen.roles["Ginny"].voice == Voice("small", "only", speed=1.1)
    draco = chosen.roles["Draco"]
    assert (draco.name, draco.given, draco.voice.pitch) == ("Malfoy", False, 60)
    assert draco.voice.name.startswith("woman")


def test_one_name_goes_to_one_character() -> None:
    story = script(Character("James Potter", ("Potter",)), Character("Harry", ("Potter",)))
    chosen = cast(story, parse("{engine: fake, characters: {Harry: {aliases: [Potter], voice: whisper}}}"), engine_of)
    assert [role.name for role in chosen.roles.values()] == ["James Potter", "Harry"]
    assert [role.given for role in chosen.roles.values()] == [False, True]


def test_two_of_the_story_may_be_one_in_the_file() -> None:
    voices = parse("{engine: fake, characters: {Harry Potter: {aliases: [Harry, Scarhead]}}}")
    roles = cast(script(Character("Harry"), DRACO, Character("Scarhead")), voices, engine_of).roles
    assert roles["Harry"] == roles["Scarhead"] != roles["Draco"]


def test_a_character_is_found_by_what_the_story_calls_it() -> None:
    story = script(Character("Mr Potter", ("harry",)))
    assert cast(story, parse(GIVEN), engine_of).roles["Mr Potter"].name == "Harry"
    assert missing(story, parse(GIVEN)) == []


def test_fallback_voices_are_handed_out() -> None:
    voices = parse("{engine: fake, fallback: {she: [man-3], they: [whisper, woman-2]}}")
    roles = cast(script(*EVERYBODY), voices, engine_of).roles
    assert {roles["Ginny"].voice.name, roles["Luna"].voice.name} == {"man-3"}
    assert {roles["Sprite"].voice.name, roles["Somebody"].voice.name} <= {"whisper", "woman-2"}
    assert {roles["Harry Potter"].voice.name, roles["Draco"].voice.name} <= {"man-1", "man-2", "man-4"}
    chosen = voices_of(cast(script(GINNY, LUNA), voices, engine_of))
    assert chosen["Ginny"] != chosen["Luna"]


def test_whose_voice_a_line_has() -> None:
    chosen = cast(script(HARRY, GINNY), parse(GIVEN + "thoughts: {pitch: -60, rate: 20, volume: -20}\n"), engine_of)
    harry = chosen.roles["Harry Potter"]
    assert chosen.role(line(None, Kind.NARRATION)) == chosen.role(line(None, Kind.HEADING)) == chosen.narrator
    assert chosen.role(line("Harry Potter")) == chosen.role(line("Harry Potter", Kind.MESSAGE)) == harry
    assert chosen.role(line(None)) == chosen.narrator
    thinking = chosen.role(line("Harry Potter", Kind.THOUGHT))
    assert thinking.voice == Voice("fake", "whisper", rate=205, pitch=0)
    assert thinking.volume == pytest.approx(0.09)
    unknown = chosen.role(line(None, Kind.THOUGHT))
    assert unknown.voice == Voice("fake", "narrator", rate=180, pitch=0)
    quiet = cast(script(HARRY), parse(GIVEN + "thoughts: {pitch: 0, volume: -6}\n"), engine_of)
    assert quiet.role(line("Harry Potter", Kind.THOUGHT)).voice == harry.voice


def test_who_tells_the_story_speaks_as_its_narrator() -> None:
    story = script(GINNY, HARRY, narrator="Harry Potter")
    voices = parse("{engine: fake, narrator: {voice: man-4, volume: 0.8}}")
    chosen = cast(story, voices, engine_of)
    assert chosen.roles["Harry Potter"].voice == chosen.narrator.voice
    assert chosen.roles["Harry Potter"].volume == 0.8
    own = cast(story, parse(GIVEN), engine_of)
    assert own.roles["Harry Potter"].voice.name == "whisper"
    assert own.narrator.voice.name == "narrator"


def test_all_that_this_machine_lacks_is_told_at_once() -> None:
    text = """\
engine: fake
narrator: {voice: wisper}
characters:
  Harry: {voice: bob}
  Draco: {engine: kokoro, voice: bm_george}
  Ginny: {engine: small, voice: only}
  Luna: {engine: kokoro}
fallback: {she: [woman-1, xena]}
"""
    with pytest.raises(VoicesError) as error:
        cast(script(), parse(text), engine_of)
    assert str(error.value).splitlines() == [
        "voices.yaml:2:19: the engine 'fake' has no voice 'wisper' here: the nearest are woman-1, woman-2, whisper",
        "voices.yaml:4:18: the engine 'fake' has no voice 'bob' here: `audiofic voices` lists them",
        "voices.yaml:5:19: there is no engine 'kokoro'; installed are: fake, small, mute",
        "voices.yaml:7:18: there is no engine 'kokoro'; installed are: fake, small, mute",
        "voices.yaml:8:27: the engine 'fake' has no voice 'xena' here: `audiofic voices` lists them",
    ]
    with pytest.raises(VoicesError, match=r"^voices\.yaml:1:9: there is no engine 'kokoro'"):
        cast(script(), parse("engine: kokoro\nnarrator: {voice: x}\n"), engine_of)
    with pytest.raises(EngineError, match="there is no engine 'pyttsx3'"):
        cast(script(), VoicesFile().by_default("pyttsx3"), engine_of)


def test_what_this_machine_lacks_is_told_with_the_other_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text("""\
engine: tone
include: [nowhere]
narrator: {voice: bob, rate: fast}
characters:
  Harry: {voise: x, engine: nine, aliases: [H, ""]}
  "": {voice: x}
  Draco: tone-220
  Ginny: {voice: rob, pronouns: sheher}
fallback: {she: [xena], he: tone-220}
engines: 7
""")
    with pytest.raises(VoicesError) as error:
        load_voices(path, lacking)
    told = [(problem.line, problem.message.split(" ")[0]) for problem in error.value.problems]
    assert told == [
        (3, "the"), (3, "rate"), (5, "unknown"), (5, "there"), (5, "an"), (6, "''"), (7, "Draco"), (8, "the"),
        (8, "pronouns"), (9, "the"), (9, "he"), (10, "engines"),
    ]  # fmt: skip
    path.write_text("[tone]")
    with pytest.raises(VoicesError, match="should be a mapping"):
        load_voices(path, lacking)


def test_the_default_narrator() -> None:
    default = VoicesFile(engine="pyttsx3")
    british = FakeEngine("pyttsx3", [VoiceFacts("en-us"), VoiceFacts("en-gb")])
    other = FakeEngine("pyttsx3", [VoiceFacts("zira")])
    assert cast(script(), default, lambda _: british).narrator.voice == Voice("pyttsx3", "en-gb", rate=175)
    assert cast(script(), default, lambda _: other).narrator.voice == Voice("pyttsx3", "zira")
    slow = cast(script(), parse("{engine: pyttsx3, narrator: {rate: 150}}"), lambda _: british).narrator
    assert (slow.voice, slow.given) == (Voice("pyttsx3", "en-gb", rate=150), False)


def test_a_cast_is_written_into_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    story = script(HARRY, GINNY)
    default = VoicesFile().by_default("pyttsx3")
    chosen = cast(story, default, lambda _: FakeEngine("pyttsx3", FACTS))
    assert write_cast(path, story, chosen, default) == ["Harry Potter", "Ginny"]
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# yaml-language-server: $schema={SCHEMA.as_uri()}\n")
    assert SCHEMA.is_file()
    assert text.endswith(
        "\ncharacters:\n"
        "  Harry Potter:\n    aliases: [Harry, Potter]\n    pronouns: he/him\n    voice: man-2\n"
        "  Ginny: {pronouns: she/her, voice: woman-1}\n"
    )


def test_a_cast_is_added_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text(GIVEN + "  # Luna: {voice: x}\n\n# How it is read\nread: {title: no}\n")
    story = script(*EVERYBODY, Character("Ron", ("Harry", "DRACO", "Ronald"), "he/him"))
    voices = load_voices(path, lacking)
    chosen = cast(story, voices, engine_of)
    assert write_cast(path, story, chosen, voices) == ["Malfoy", "Sprite", "Luna", "Somebody", "Ron"]
    assert path.read_text() == (
        GIVEN.replace("pitch: 60}", "pitch: 60, voice: woman-1}")
        + "  # Luna: {voice: x}\n"
        + "  Sprite: {pronouns: xe/xem, voice: anybody}\n"
        + f"  Luna: {{pronouns: she/her, voice: {chosen.roles['Luna'].voice.name}}}\n"
        + f"  Somebody: {{voice: anybody, pitch: {chosen.roles['Somebody'].voice.pitch}}}\n"
        + f"  Ron:\n    aliases: [Ronald]\n    pronouns: he/him\n    voice: {chosen.roles['Ron'].voice.name}\n"
        + "\n# How it is read\nread: {title: no}\n"
    )


def test_who_tells_the_story_is_written_without_a_voice(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text("engine: fake\n")
    story = script(HARRY, GINNY, narrator="Ginny")
    voices = load_voices(path, lacking)
    write_cast(path, story, cast(story, voices, engine_of), voices)
    assert path.read_text().endswith("  Ginny: {pronouns: she/her}\n")


names = st.text(min_size=1, max_size=10).filter(str.strip) | st.sampled_from(["No", "~", "Harry", "harry", "O’Neil: x"])
people = st.builds(
    Character, names, st.lists(names, max_size=2).map(tuple), st.sampled_from(["", "she/her", "he/him", "xe/xem"])
)
files = st.sampled_from(
    [
        "engine: fake\n",
        "engine: fake\ncharacters: {}\n",
        GIVEN,
        "{engine: small, characters: {Harry: , No: {voice: only, pitch: 70}}, narrator: {volume: 0.5}}",
        "engine: fake\ncharacters:\n  Harry:\n    voice:  # ?\n    speed: 1.3\nfallback: {he: [man-1]}\n",
    ]
)


@settings(max_examples=40)
@given(files, st.lists(people, unique_by=lambda person: fold(person.name), max_size=12), st.data())
def test_what_is_written_gives_the_same_cast_and_is_written_once(
    tmp_path_factory: pytest.TempPathFactory, text: str, characters: list[Character], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("cast") / "voices.yaml"
    path.write_text(text)
    narrator = data.draw(st.sampled_from([None, *(character.name for character in characters)]))
    story, voices = script(*characters, narrator=narrator), load_voices(path, lacking)
    chosen = cast(story, voices, engine_of)
    write_cast(path, story, chosen, voices)
    written, voices = path.read_bytes(), load_voices(path, lacking)
    again = cast(story, voices, engine_of)
    assert voices_of(again) == voices_of(chosen)
    assert [role.volume for role in again.roles.values()] == [role.volume for role in chosen.roles.values()]
    assert missing(story, voices) == []
    assert write_cast(path, story, again, voices) == []
    assert path.read_bytes() == written


@pytest.mark.parametrize("name", ["tone", "pyttsx3"])
def test_the_engines_of_the_house_have_a_cast_for_a_novel(name: str) -> None:
    engine = engines.load(name) if name in engines.names() else pytest.skip(f"the engine {name} is not installed")
    people = [Character(f"C{number}", (), ("he/him", "she/her", "")[number % 3]) for number in range(24)]
    chosen = cast(script(*people), VoicesFile(engine=name), lambda _: engine)
    heard = {voice: audition.Sound.of(voice, VoiceFacts(voice.name)) for voice in voices_of(chosen).values()}
    assert len(heard) == 24
    fits = {facts.name: facts.pronoun for facts in engine.voices()}
    for person in people:
        if person.pronouns:
            assert fits[chosen.roles[person.name].voice.name] in (person.pronouns.split("/")[0], "they")
