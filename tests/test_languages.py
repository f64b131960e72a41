"""A story's language: what files call it, what its words tell, and who speaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiofic.cast import in_language
from audiofic.corrections import Corrections
from audiofic.engines import Engine, VoiceFacts
from audiofic.engines.espeak_ng import EspeakEngine
from audiofic.engines.tone import ToneEngine
from audiofic.errors import EngineError
from audiofic.language import detected, language_name, language_tag, primary, romanized, without_sound
from audiofic.pipeline import stage
from audiofic.read import read_bytes
from audiofic.voices import VoicesFile

TEXTS = {
    "es": "Eran las nueve y llovía desde hacía tres días. Nadie había encendido la lámpara del puerto.",
    "fr": "Il était neuf heures, et la pluie tombait depuis trois jours. Personne n'avait allumé la lampe.",
    "de": "Es war neun Uhr, und es regnete seit drei Tagen. Niemand hatte die Lampe am Hafen angezündet.",
    "it": "Erano le nove e pioveva da tre giorni. Nessuno aveva acceso la lampada del porto.",
    "pt": "Eram nove horas e chovia havia três dias. Ninguém tinha acendido a lâmpada do porto.",
    "pl": "Była dziewiąta i padało od trzech dni. Nikt nie zapalił lampy w porcie.",
    "ru": "Было девять часов, и дождь шёл уже три дня. Никто не зажёг лампу в гавани.",
    "uk": "Була дев'ята година, і дощ ішов уже три дні. Ніхто не запалив лампу в гавані.",
    "nl": "Het was negen uur en het regende al drie dagen. Niemand had de lamp in de haven aangestoken.",
    "sv": "Klockan var nio och det hade regnat i tre dagar. Ingen hade tänt lampan i hamnen.",
    "zh": "九点了，雨已经下了三天，港口的灯一直没有人来点亮过。",
    "ja": "九時だった。雨はもう三日も降っていて、港の灯りは誰もつけていなかった。",
    "en": "It was nine and the rain had not stopped for three days. Nobody had lit the lamp in the harbour.",
}


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("English", "en"),
        ("Português brasileiro", "pt-BR"),
        ("Português europeu", "pt-PT"),
        ("中文-普通话 國語", "zh"),
        ("中文-广东话 粵語", "yue"),
        ("Français", "fr"),
        ("Bahasa Indonesia", "id"),
        ("en-GB", "en-GB"),
        ("pt_BR", "pt-BR"),
        ("de", "de"),
        ("", "en"),
        ("Quenya", "en"),
    ],
)
def test_what_files_call_a_language(name: str, tag: str) -> None:
    assert language_tag(name) == tag


def test_codes_of_one_language_are_one() -> None:
    assert [primary(tag) for tag in ("pt-BR", "spa", "ger", "cmn", "nb", "EN-us", "")] == [
        "pt", "es", "de", "zh", "no", "en", "",
    ]  # fmt: skip
    assert [language_name(tag) for tag in ("pt-BR", "cmn", "tlh")] == ["Portuguese", "Chinese", "tlh"]


@pytest.mark.parametrize(("tag", "text"), TEXTS.items())
def test_the_words_tell_the_language(tag: str, text: str) -> None:
    assert detected([text, "* * *", text]) == tag


def test_what_tells_nothing_is_left_open() -> None:
    assert detected([]) == ""
    assert detected(["…", "* * *", "12 34 56 78 90 12 34 56 78"]) == ""


def test_a_word_of_another_language_changes_nothing() -> None:
    assert detected([TEXTS["en"], TEXTS["en"], TEXTS["fr"], TEXTS["en"]]) == "en"


def test_a_file_that_does_not_say_is_found_out_and_told() -> None:
    work = read_bytes((TEXTS["es"] + "\n\n" + TEXTS["es"]).encode(), "puerto.txt")
    assert work.metadata.language == "es"
    assert any("Spanish (es)" in remark for remark in work.remarks)
    english = read_bytes(TEXTS["en"].encode(), "harbour.txt")
    assert not english.remarks


def staged(text: str, voices: VoicesFile | None = None) -> tuple[set[str], tuple[str, ...]]:
    """Which voices are cast, and what is told."""
    show = stage(read_bytes(text.encode(), "story.txt"), voices or VoicesFile(), Corrections())
    roles = [show.cast.narrator, *show.cast.roles.values()]
    return {role.voice.name.partition("+")[0] for role in roles}, show.remarks


@pytest.mark.parametrize(
    ("language", "voice"), [("es", "es"), ("ru", "ru"), ("zh", "cmn"), ("de", "de"), ("fr", "fr-")]
)
def test_a_story_is_read_by_voices_of_its_language(language: str, voice: str) -> None:
    voices, _ = staged(f"{TEXTS[language]}\n\n“{TEXTS[language]}”")
    assert voices
    assert all(name.startswith(voice) for name in voices)


def test_espeak_speaks_every_language_with_several_voices() -> None:
    voices = EspeakEngine().voices()
    of = {language: [voice for voice in voices if primary(voice.language) == language] for language in TEXTS}
    assert all(len(voices) > 20 for language, voices in of.items() if language != "ja")
    assert not of["ja"]  # of Chinese signs it says only that they are some
    assert {voice.pronoun for voice in of["uk"]} >= {"she", "he"}
    assert len({primary(voice.language) for voice in voices}) > 90


class English(ToneEngine):
    """Speaks English alone."""

    def voices(self) -> list[VoiceFacts]:
        return [VoiceFacts("only", "en-GB")]

    def resolve(self, name: str) -> str:
        return name


@pytest.fixture
def english_voices(monkeypatch: pytest.MonkeyPatch) -> VoicesFile:
    """What a voices.yaml says where there are two engines: one for English, and eSpeak."""
    here: dict[str, Engine] = {"tone": English(), "espeak": EspeakEngine()}

    def loader(name: str) -> Engine:
        if name not in here:
            raise EngineError(f"there is no {name}")
        return here[name]

    monkeypatch.setattr(VoicesFile, "loader", property(lambda _voices: loader))
    return VoicesFile.model_validate({"engine": "tone", "characters": {"Marta": {"voice": "only"}}})


def test_another_engine_speaks_what_the_chosen_one_does_not(english_voices: VoicesFile) -> None:
    voices, said = in_language(english_voices, "es")
    assert voices.engine == "espeak"
    assert voices.characters["Marta"].engine == "tone"
    assert said[0] == "tone has no voice of Spanish, so espeak speaks."
    assert "gives Marta the voice 'only', which speaks English" in said[1]
    assert in_language(english_voices, "en-GB") == (english_voices, [])


def test_without_any_engine_nothing_is_spoken(english_voices: VoicesFile) -> None:
    with pytest.raises(EngineError, match="no engine here has a voice of Japanese"):
        in_language(english_voices, "ja")


def test_letters_that_a_voice_does_not_know_are_said_as_latin_ones() -> None:
    assert romanized("Марта said 你好, α.", "en") == "Marta said Ni Hao, α."
    assert romanized("Марта said 你好.", "ru") == "Марта said Ni Hao."
    assert without_sound(["Марта", "plain", "你好"], "en") == ["Chinese", "Cyrillic"]
    assert without_sound(["Марта"], "uk") == []
    _, told = staged(f"{TEXTS['en']}\n\nThe sign said Марта.")
    assert "Cyrillic letters are said as Latin ones" in told[0]


CASES = Path(__file__).parents[2] / "shared" / "cases" / "languages"


@pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not here")
def test_every_shared_case_is_known_by_its_words() -> None:
    for file in CASES.glob("*.txt"):
        if file.stem != "INDEX":
            work = read_bytes(file.read_bytes(), file.name)
            assert primary(work.metadata.language) == file.stem.partition("-")[0], file.name
