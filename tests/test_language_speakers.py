"""Who says what in stories that are not in English."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from audiofic.attribute import attribute
from audiofic.language import grammar
from audiofic.model import Kind, Script
from audiofic.read import read_bytes
from audiofic.segment import segment

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
STORIES = sorted((BENCHMARKS / "languages").glob("*.txt"))


@pytest.fixture
def stories(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    import stories

    return stories


def script(text: str, language: str) -> Script:
    work = read_bytes(f"---\nlang: {language}\n---\n\n{text}".encode(), "story.md")
    return attribute(segment(work), work.metadata)


def spoken(text: str, language: str) -> list[tuple[str, str | None]]:
    return [(line.text, line.speaker) for line in script(text, language).lines if line.kind is Kind.DIALOGUE]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_nine_in_ten_lines_of_a_story_of_each_language_have_their_speaker(path: Path, stories: ModuleType) -> None:
    gold, lines = stories.gold_of(path)
    work = read_bytes(gold["text"].encode(), path.name)
    speakers = {line.start: line.speaker or "" for line in attribute(lines, work.metadata).lines}
    names = {
        one["id"]: {word.casefold() for name in (one["name"], *one["aliases"]) for word in name.split()}
        for one in gold["characters"]
    }
    right = sum(
        not names[quote["speaker"]].isdisjoint(speakers[quote["start"]].casefold().split()) for quote in gold["quotes"]
    )
    assert right >= 0.9 * len(gold["quotes"])
    assert len(gold["quotes"]) > 15


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_language_with_a_story_has_its_words(path: Path) -> None:
    known = grammar(path.stem)
    assert known is not None
    assert len(known.verbs) > 40
    assert set(known.pronouns.values()) - {""}


def test_a_language_without_words_is_read_as_english_is() -> None:
    assert grammar("en-GB") is None
    assert grammar("tlh") is None
    assert grammar("") is None
    assert grammar("pt-BR") is grammar("pt")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            "— La porte, répondit-elle, ne ferme plus. Viens voir.",
            ["— La porte,", "ne ferme plus. Viens voir."],
        ),
        ("fr", "— Assieds-toi, dit Lucie, sans le regarder. J’arrive.", ["— Assieds-toi,", "J’arrive."]),
        ("fr", "— Tais-toi, dit Lucie. Elle posa la lampe.", ["— Tais-toi,"]),
        ("es", "—Mañana —dijo Lucía—. Mañana lo verás.", ["—Mañana", "Mañana lo verás."]),
        ("ru", "— Это, — сказала Анна, — не дом. А то — дом.", ["— Это,", "не дом. А то — дом."]),
        ("pl", "– Nie wiem. – Wzruszyła ramionami. – Zapytaj Annę.", ["– Nie wiem.", "Zapytaj Annę."]),
        ("de", "„Das Schild sagt ‚Halt‘“, sagte Anna.", ["„Das Schild sagt ‚Halt‘“"]),
        ("de", "Sie nannten es den „Turm“ und lachten.", []),
        ("sv", "– Kom, sa Anna och log. Vi går.", ["– Kom,", "Vi går."]),
        ("nl", "‘Die foto’s zijn van mij,’ zei Anna.", ["‘Die foto’s zijn van mij,’"]),
        ("zh", "她把这叫作“家”，没有人笑。", []),
    ],
)
def test_where_speech_ends_and_its_tag_begins(language: str, text: str, expected: list[str]) -> None:
    assert [said for said, _ in spoken(text, language)] == expected


def test_names_are_one_under_all_their_endings() -> None:
    text = "Ольга вошла. Борис увидел Ольгу. Он сел.\n\n— Садись, — сказал Борис Ольге.\n\n— Нет, — ответила Ольга.\n"
    told = script(text, "ru")
    assert {character.name for character in told.characters} == {"Ольга", "Борис"}
    assert {character.name: character.gender for character in told.characters} == {"Ольга": "female", "Борис": "male"}


def test_a_verb_tells_who_is_meant_where_no_pronoun_stands() -> None:
    text = "Ewa otworzyła okno. Marek wszedł.\n\n– Zimno – powiedziała.\n\n– Wcale nie – mruknął.\n"
    assert [speaker for _, speaker in spoken(text, "pl")] == ["Ewa", "Marek"]


def test_a_german_noun_is_no_name_for_its_capital() -> None:
    text = "Der Regen fiel. Die Lampe stand auf dem Tisch.\n\n„Hallo“, sagte Anna.\n\n„Guten Tag“, sagte eine Stimme.\n"
    assert [speaker for _, speaker in spoken(text, "de")] == ["Anna", "Stimme"]


def test_thoughts_are_not_said() -> None:
    lines = script("Ana se sentó.\n\n«No puede ser», pensó Ana.\n\n—Vaya —dijo Ana.\n", "es").lines
    assert [line.speaker for line in lines if line.kind is Kind.THOUGHT] == ["Ana"]


def test_who_tells_the_story_is_nobody_who_is_named() -> None:
    text = "Ich ging. Ich sah ihn. Ich blieb stehen, weil ich müde war, und ich fror.\n\n„Komm“, sagte ich.\n"
    told = script(text, "de")
    assert told.narrator == "Narrator"
    assert [line.speaker for line in told.lines if line.kind is Kind.DIALOGUE] == ["Narrator"]


CZECH = """
Marta položila lucernu na podlahu. Bylo devět hodin a pršelo už tři dny.

„Kdo je tam?“ zeptal se Jan ze schodů.

„To jsem já,“ řekla Marta. „Přinesla jsem olej.“

„Jdeš pozdě,“ zabručel.

„Já vím. Cesta byla zaplavená.“

Jan sešel poslední schody a vzal láhev.

„A kde je Eva?“ zeptal se.

„Tady!“ odpověděla Eva ode dveří.

„Konečně,“ zasmál se Jan.
"""
DANISH = """
Marta satte lygten på gulvet. Klokken var ni, og det havde regnet i tre dage.

»Hvem er der?« spurgte Johan fra trappen.

»Det er mig,« sagde Marta. »Jeg har olie med.«

»Du kommer for sent,« brummede han.

»Det ved jeg. Vejen var oversvømmet.«

Johan gik de sidste trin ned og tog flasken.

»Hvor er Eva?« spurgte han.

»Her!« svarede Eva fra døren.

»Endelig,« lo Johan.
"""


@pytest.mark.parametrize(("language", "text", "he"), [("cs", CZECH, "Jan"), ("da", DANISH, "Johan")])
def test_a_short_scene_of_three(language: str, text: str, he: str) -> None:
    who = [speaker for _, speaker in spoken(text, language)]
    assert who == [he, "Marta", "Marta", he, "Marta", he, "Eva", he]
