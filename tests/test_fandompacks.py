"""Fandom packs: what voices.yaml includes, what a story's tags pick, what a cast leaves behind."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic import yamlfiles
from audiofic.cast import (
    Cast,
    cast,
    fandompacks,
    known_characters,
    picked,
    save_pack,
    with_fandom,
    write_cast,
)
from audiofic.engines import Engine
from audiofic.engines.tone import ToneEngine
from audiofic.errors import VoicesError
from audiofic.model import Character, Kind, Line, Metadata, Script
from audiofic.voices import (
    CharacterSettings,
    Pack,
    VoicesFile,
    available_packs,
    fold,
    load_pack,
    load_voices,
    merge,
    packs,
    read_voices,
)

SHIPPED = sorted((Path(packs.__file__).parent / "fandoms").glob("*.yaml"))
POTTER = Metadata(fandoms=("Harry Potter - J. K. Rowling",))


def voices(text: str, folder: Path | None = None) -> VoicesFile:
    return read_voices(yamlfiles.parse(text, str((folder or Path("/nowhere")) / "voices.yaml")))


def script(*characters: Character, narrator: str | None = None) -> Script:
    """Everybody says one line, in this order."""
    lines = [
        Line(1, 1, number, Kind.DIALOGUE, "“Well,”", 0, 7, number, speaker=character.name)
        for number, character in enumerate(characters, start=1)
    ]
    return Script(characters, tuple(lines), narrator)


def tone(name: str) -> Engine:
    assert name == "tone"
    return ToneEngine()


# --- the packs that we ship


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_pack_is_whole(path: Path) -> None:
    pack = load_pack(path)  # raises if two characters share a name
    assert pack.fandoms
    assert len(pack.characters) >= 12
    assert pack.pronunciations
    assert len({fold(word) for word in pack.pronunciations}) == len(pack.pronunciations)
    assert sum(bool(settings.pronouns) for settings in pack.characters.values()) >= 0.85 * len(pack.characters)
    assert not any(settings.voice or settings.engine for settings in pack.characters.values())
    names = {fold(called) for name, settings in pack.characters.items() for called in (name, *settings.aliases)}
    left_out = re.search(r"# Left out, since several are called so: ([^.;\n]*)", path.read_text(encoding="utf-8"))
    assert left_out is None or not names & {fold(name) for name in left_out[1].split(", ")}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_respellings_are_plain_english_letters(path: Path) -> None:
    for word, said in load_pack(path).pronunciations.items():
        assert re.fullmatch(r"[A-Za-z]+(?:[ -][A-Za-z]+)*", said), word
        assert said != word


def test_there_are_packs_for_at_least_twelve_fandoms() -> None:
    assert len(SHIPPED) >= 12
    assert list(available_packs()) == [path.stem for path in SHIPPED]


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("Harry Potter - J. K. Rowling", ["harry-potter"]),
        ("Fantastic Beasts and Where to Find Them (Movies)", ["harry-potter"]),
        ("Marvel Cinematic Universe", ["marvel"]),
        ("The Avengers (Marvel Movies)", ["marvel"]),
        ("Loki (TV 2021)", ["marvel"]),
        ("Supernatural (TV 2005)", ["supernatural"]),
        ("Sherlock (TV)", ["sherlock"]),
        ("Sherlock Holmes & Related Fandoms", ["sherlock"]),
        ("Teen Wolf (TV)", ["teen-wolf"]),
        ("Star Wars - All Media Types", ["star-wars"]),
        ("僕のヒーローアカデミア | Boku no Hero Academia | My Hero Academia (Anime & Manga)", ["my-hero-academia"]),
        ("ハイキュー!! | Haikyuu!!", ["haikyuu"]),
        ("Naruto (Anime & Manga)", ["naruto"]),
        ("Wiedźmin | The Witcher - All Media Types", ["the-witcher"]),
        ("Good Omens - Neil Gaiman & Terry Pratchett", ["good-omens"]),
        ("Doctor Who (2005)", ["doctor-who"]),
        ("Stranger Things (TV 2016)", ["stranger-things"]),
        ("原神 | Genshin Impact (Video Game)", ["genshin-impact"]),
        ("Batman - All Media Types", ["batman"]),
        ("Percy Jackson and the Olympians & Related Fandoms - All Media Types", ["percy-jackson"]),
        ("Avatar: The Last Airbender", ["avatar"]),
        ("魔道祖师 - 墨香铜臭 | Módào Zǔshī - Mòxiāng Tóngxiù", ["the-untamed"]),
        ("陈情令 | The Untamed (TV)", ["the-untamed"]),
        ("Merlin (TV)", ["merlin"]),
        ("LES MISERABLES - All Media Types", ["les-miserables"]),
        ("TOLKIEN J. R. R. - Works & Related Fandoms", ["tolkien"]),
        ("A Song of Ice and Fire - George R. R. Martin", ["game-of-thrones"]),
        ("Avatar (2009)", []),
        ("Original Work", []),
        ("| (TV) - ***", []),
        ("", []),
    ],
)
def test_fandom_tags_pick_packs(tag: str, names: list[str]) -> None:
    available = {path: name for name, path in available_packs().items()}
    found = [
        available[Path(document.file)] for pack in picked(Metadata(fandoms=(tag,))) if (document := pack._document)
    ]
    assert found == names


@given(st.lists(st.text(), max_size=3))
def test_any_tags_will_do(tags: list[str]) -> None:
    assert isinstance(picked(Metadata(fandoms=tuple(tags))), list)


# --- including


def test_the_including_file_goes_first(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(
        "characters:\n"
        "  Ann Reed: {aliases: [Annie, Reed], pronouns: she/her, voice: tone-220, pitch: 60, rate: 150}\n"
        "  Bob Reed: {aliases: [Bobby], pronouns: he/him, voice: tone-100, rate: 150}\n"
        "  Cy: {pronouns: they/them}\n"
        "  Dee Dale: {aliases: [Dee, The Mayor]}\n"
        "pronunciations: {Reed: read, Cy: sigh}\n"
    )
    found = voices(
        "include: [pack.yaml]\n"
        "characters:\n"
        "  Annie: {aliases: [the captain], pronouns: xe/xem}\n"  # the pack's Ann Reed, by an alias of hers
        "  Bob Reed: {voice: tone-110}\n"
        "  Mayor Dale: {aliases: [The mayor]}\n"  # a namesake of the pack's, who loses the alias
        "pronunciations: {Cy: kai}\n",
        tmp_path,
    )
    assert list(found.characters) == ["Annie", "Bob Reed", "Mayor Dale", "Cy", "Dee Dale"]
    annie, bob, mayor, cy, dee = found.characters.values()
    assert annie == CharacterSettings(
        aliases=("the captain", "Ann Reed", "Reed"), pronouns="xe/xem", voice="tone-220", pitch=60, rate=150
    )
    assert bob == CharacterSettings(aliases=("Bobby",), pronouns="he/him", voice="tone-110")
    assert mayor.aliases == ("The mayor",)
    assert cy == CharacterSettings(pronouns="they/them")
    assert dee.aliases == ("Dee",)
    assert found.pronunciations == {"Reed": "read", "Cy": "kai"}


def test_of_two_packs_the_first_goes_first_and_the_file_settles_whose_a_name_is(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("characters: {Sam Baker: {aliases: [Sam], pronouns: she/her}, Cy: {rate: 100}}")
    (tmp_path / "two.yaml").write_text("characters: {Sam Brewer: {aliases: [Sam]}, cy: {rate: 200, speed: 1.5}}")
    settled = voices("include: [one.yaml, two.yaml]\ncharacters: {Sam Brewer: {aliases: [Sam]}}", tmp_path)
    assert settled.characters["Sam Brewer"].aliases == ("Sam",)
    assert settled.characters["Sam Baker"].aliases == ()
    assert settled.characters["Cy"] == CharacterSettings(rate=100, speed=1.5)


def test_packs_include_packs_and_each_is_read_once(tmp_path: Path) -> None:
    for number in range(60):
        below = f"include: [{number + 1}.yaml, {number + 1}.yaml]\n" if number < 59 else ""
        (tmp_path / f"{number}.yaml").write_text(
            f"{below}characters: {{Ann: {{rate: {100 + number}}}, N{number}: {{}}}}"
        )
    found = voices("include: [0.yaml, sherlock]", tmp_path)
    assert found.characters["Ann"].rate == 100
    assert {"N59", "Sherlock Holmes"} <= set(found.characters)


def test_a_pack_of_the_users_own_goes_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = tmp_path / "audiofic" / "fandoms"
    folder.mkdir(parents=True)
    (folder / "bakery.yaml").write_text("characters: {Sam: {voice: tone-90}}\nfandoms:\n- The Bakery*\n- Bread\n")
    (folder / "merlin.yaml").write_text("fandoms: [Merlin,\n  'Emrys'\n]\ncharacters: {Merlin: {voice: tone-100}}\n")
    (folder / "mine.yaml").write_text("fandoms: [Sherlock]\ncharacters: {John Watson: {pronouns: she/her}}\n")
    sherlock = picked(Metadata(fandoms=("Sherlock",)))
    known = {character.name: character for character in known_characters(VoicesFile(), sherlock)}
    assert known["John Watson"].pronouns == "she/her"
    assert "Doctor Watson" in known["John Watson"].aliases
    (folder / "short.yaml").write_text("fandoms: [No Line Break]")
    assert len(picked(Metadata(fandoms=("No Line Break",)))) == 1
    (folder / "broken.yaml").write_bytes(b"\xff characters: [")
    (folder / "odd.yaml").write_text("fandoms: {}\n")
    assert voices("include: [bakery]").characters["Sam"].voice == "tone-90"
    assert [list(pack.characters) for pack in picked(Metadata(fandoms=("The Bakery on Mill Lane (TV)",)))] == [["Sam"]]
    assert [list(pack.characters) for pack in picked(Metadata(fandoms=("Merlin (TV)",)))] == [["Merlin"]]
    found = with_fandom(VoicesFile(), picked(Metadata(fandoms=("Bread",))), script(Character("Sam")))
    assert str(found.problem(("characters", "Sam", "voice"), "hm")) == f"{folder / 'bakery.yaml'}:1:27: hm"
    (folder / "bakery.yaml").write_text("fandoms: [Bread]\ncharacters: 7\n")
    with pytest.raises(VoicesError, match=r"bakery\.yaml:2:13: characters should be a mapping"):
        picked(Metadata(fandoms=("Bread",)))


def test_a_voice_that_is_missing_is_told_in_the_pack(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("characters:\n  Ann Reed:\n    aliases: [Ann]\n    voice: tone-9999\n")
    found = voices("engine: tone\ninclude: [pack.yaml]\ncharacters: {Ann: {pronouns: she}}\n", tmp_path)
    with pytest.raises(VoicesError) as error:
        cast(script(Character("Ann")), found, tone)
    (problem,) = error.value.problems
    assert (problem.file, problem.line, problem.column) == (str(tmp_path / "pack.yaml"), 4, 12)
    assert str(found.problem(("characters", "Ann", "pronouns"), "hm")).endswith("voices.yaml:3:30: hm")


names = st.sampled_from(["Ann", "Bob", "Cy", "Dee", "ann", "Eve"])
people = st.dictionaries(names, st.lists(names, max_size=3, unique_by=str.casefold), max_size=4)


@given(st.lists(people, min_size=2, max_size=4))
def test_whatever_is_merged_every_name_stays_one_persons(files: list[dict[str, list[str]]]) -> None:
    parts: list[Pack] = []
    for file in files:
        taken: set[str] = set()
        characters: dict[str, CharacterSettings] = {}
        for name, aliases in file.items():
            if fold(name) not in taken:
                own = tuple(alias for alias in aliases if fold(alias) not in {*taken, *map(fold, file)})
                taken |= {fold(name), *map(fold, own)}
                characters[name] = CharacterSettings(aliases=own)
        parts.append(Pack(characters=characters))
    merged: Pack = parts[0]
    for part in parts[1:]:
        merged, _ = merge(merged, part)
    called = [fold(each) for name, settings in merged.characters.items() for each in (name, *settings.aliases)]
    assert len(called) == len(set(called))
    for name, settings in parts[0].characters.items():  # what stands in the file itself stays as it is
        assert merged.characters[name].aliases[: len(settings.aliases)] == settings.aliases
    everybody = {fold(each) for part in parts for n, s in part.characters.items() for each in (n, *s.aliases)}
    assert everybody == set(called)


# --- stories


def test_what_is_known_of_a_story_before_it_is_read() -> None:
    mine = voices("characters: {Hermione: {pronouns: they/them}, Robin: {aliases: [Rob]}}")
    known = {character.name: character for character in known_characters(mine, picked(POTTER))}
    assert known["Robin"] == Character("Robin", ("Rob",))
    assert known["Hermione"].pronouns == "they/them"
    assert {"Hermione Granger", "Granger"} <= set(known["Hermione"].aliases)
    assert known["Minerva McGonagall"].pronouns == "she/her"
    assert "Potter" not in {alias for character in known.values() for alias in character.aliases}
    assert known_characters(VoicesFile(), picked(Metadata())) == ()


def test_in_a_crossover_a_name_of_two_is_nobodys() -> None:
    both = Metadata(fandoms=("Supernatural (TV 2005)", "Star Wars - All Media Types", "Doctor Who (2005)"))
    known = {character.name: character for character in known_characters(VoicesFile(), picked(both))}
    assert "Jack" not in {*known["Jack Kline"].aliases, *known["Jack Harkness"].aliases}
    mine = known_characters(voices("characters: {Jack Kline: {aliases: [Jack]}}"), picked(both))
    assert mine[0].aliases[0] == "Jack"


def test_any_two_fandoms_can_meet() -> None:
    loaded = [load_pack(path) for path in SHIPPED]
    for pair in itertools.combinations(loaded, 2):
        joined = fandompacks._joined(VoicesFile(), pair)
        called = [fold(each) for name, settings in joined.characters.items() for each in (name, *settings.aliases)]
        assert len(called) == len(set(called))


def test_only_whom_the_story_has_is_taken() -> None:
    story = script(
        Character("Harry"),
        Character("Snape", pronouns="she/her"),
        Character("the Boy", ("Ron Weasley",)),
        Character("Eve"),
    )
    found = with_fandom(voices("characters: {Harry: {voice: tone-120}}"), picked(POTTER), story)
    assert set(found.characters) == {"Harry", "Severus Snape", "Ron Weasley"}
    assert found.characters["Harry"].voice == "tone-120"
    assert found.characters["Harry"].pronouns == "he/him"
    assert found.characters["Severus Snape"].pronouns == ""  # what the story tells goes before the pack
    assert found.pronunciations["Accio"]
    assert with_fandom(VoicesFile(), picked(Metadata(fandoms=("Original Work",))), story) == VoicesFile()


def test_an_age_that_the_story_tells_goes_before_the_packs() -> None:
    told = Line(1, 1, 1, Kind.NARRATION, "Eleven-year-old Minerva McGonagall stood beside Albus.", 0, 9, 0)
    story = Script((Character("Minerva McGonagall"), Character("Albus Dumbledore", ("Albus",))), (told,))
    found = with_fandom(VoicesFile(), picked(POTTER), story).characters
    assert (found["Minerva McGonagall"].age, found["Albus Dumbledore"].age) == (None, "old")


def test_the_cast_is_called_by_canonical_names() -> None:
    story = script(Character("Harry"), Character("Malfoy", ("Draco Malfoy",)), Character("Granger"))
    found = with_fandom(voices("engine: tone"), picked(POTTER), story)
    roles = cast(story, found, tone).roles
    assert [role.name for role in roles.values()] == ["Harry Potter", "Draco Malfoy", "Hermione Granger"]
    pitches = [int(role.voice.name.removeprefix("tone-")) for role in roles.values()]
    assert pitches[0] < 155 > pitches[1]
    assert pitches[2] > 175


# --- packs from casts

FANDOM = Metadata(fandoms=("The Bakery (TV)",))
STORY = script(
    Character("Ann", ("Annie", "Chief"), "she/her"), Character("Bob", ("Chief", "Ann"), "he/him"), Character("Cy")
)


def voices_of(cast: Cast) -> dict[str, str]:
    return {role.name: role.voice.name for role in cast.roles.values()}


def test_a_saved_pack_gives_the_same_cast_in_the_next_story(tmp_path: Path) -> None:
    mine = voices(
        "engine: tone\ncharacters: {Ann: {rate: 150, speed: 1.2, volume: 0.5, pitch: 60}}\npronunciations: {Cy: sigh}",
        tmp_path,
    )
    path = tmp_path / "bakery.yaml"
    first = cast(STORY, mine, tone)
    assert save_pack(path, STORY, first, mine, FANDOM) == ["Ann", "Bob", "Cy"]
    pack = load_pack(path)
    assert pack.fandoms == ("The Bakery (TV)",)
    assert pack.pronunciations == {"Cy": "sigh"}
    ann, bob, _ = pack.characters.values()
    assert ann.model_dump(exclude_unset=True) == {
        "aliases": ("Annie", "Chief"), "pronouns": "she/her", "engine": "tone", "voice": first.roles["Ann"].voice.name,
        "rate": 150, "pitch": 60, "speed": 1.2, "volume": 0.5,
    }  # fmt: skip
    assert bob.aliases == ()
    following = script(Character("Dee"), Character("Cy"), Character("Bob"), Character("Annie"))
    second = cast(following, voices("engine: tone\ninclude: [bakery.yaml]", tmp_path), tone)
    assert voices_of(second) == voices_of(first) | {"Dee": second.roles["Dee"].voice.name}
    assert second.roles["Annie"].volume == 0.5


def test_saving_again_adds_and_changes_nothing_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "bakery.yaml"
    path.write_text(
        "# mine\ncharacters:\n  Chief: {aliases: [Ann], voice: tone-200}  # slow\n  Bob: {voice: tone-90}\n"
    )
    mine = voices("engine: tone\npronunciations: {Cy: sigh}")
    first = cast(STORY, mine, tone)
    assert save_pack(path, STORY, first, mine, FANDOM) == ["Cy"]
    assert path.read_text().startswith(
        "# mine\ncharacters:\n  Chief: {aliases: [Ann], voice: tone-200}  # slow\n  Bob: {voice: tone-90}\n"
    )
    before = path.read_text()
    assert save_pack(path, STORY, first, mine, FANDOM) == []
    assert path.read_text() == before
    path.write_text("characters: {Ann: {rate: 120}}")
    assert save_pack(path, STORY, first, mine, FANDOM) == ["Ann", "Bob", "Cy"]
    assert load_pack(path).characters["Ann"].rate == 120
    assert load_pack(path).characters["Ann"].voice == first.roles["Ann"].voice.name


def test_who_tells_the_story_keeps_no_voice_of_the_narrators(tmp_path: Path) -> None:
    story = script(Character("Ann"), Character("Bob"), narrator="Ann")
    mine = voices("engine: tone")
    path = tmp_path / "pack.yaml"
    save_pack(path, story, cast(story, mine, tone), mine, Metadata())
    ann, bob = load_pack(path).characters.values()
    assert ann == CharacterSettings()
    assert bob.voice


def test_what_is_no_pack_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text("narrator: {voice: tone-100}\n")
    mine = voices("engine: tone")
    with pytest.raises(VoicesError, match="unknown key 'narrator'"):
        save_pack(path, STORY, cast(STORY, mine, tone), mine, FANDOM)
    assert path.read_text() == "narrator: {voice: tone-100}\n"


def test_a_cast_is_written_beside_what_is_included(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(
        "characters: {Ann Reed: {aliases: [Ann], pronouns: she/her}, Bob: {voice: tone-90}}"
    )
    path = tmp_path / "voices.yaml"
    path.write_text("engine: tone\ninclude: [pack.yaml]\n")
    found = load_voices(path)
    first = cast(STORY, found, tone)
    assert write_cast(path, STORY, first, found) == ["Ann Reed", "Cy"]
    again = load_voices(path)
    assert voices_of(cast(STORY, again, tone)) == voices_of(first)
    assert write_cast(path, STORY, cast(STORY, again, tone), again) == []
