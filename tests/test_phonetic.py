"""Pronunciations: how they are written, and how they come to an engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic import pipeline
from audiofic.corrections import Corrections
from audiofic.engines.espeak_ng import MNEMONICS
from audiofic.errors import VoicesError
from audiofic.normalize import phonetic
from audiofic.pipeline.plan import Planner
from audiofic.read import read_bytes
from audiofic.voices import load_voices


@pytest.mark.parametrize(
    ("written", "respelling", "ipa"),
    [
        ("her-MY-oh-nee", "her-MY-oh-nee", ""),
        ("/hɜːˈmaɪəni/", "", "hɜːmˈaɪəni"),
        (" her-MY-oh-nee  / hɜːˈmaɪəni / ", "her-MY-oh-nee", "hɜːmˈaɪəni"),
        ("/hɝːˈmaɪ.ə.ni/", "", "hɜːmˈaɪəni"),
        ("/'dreɪkəʊ/", "", "dɹˈeɪkəʊ"),
        ("/ˈt͡ʃɛə(r)/", "", "tʃˈɛəɹ"),
        ("/ˈbʌt.n̩/", "", "bˈʌtən"),
        ("/sɪˈrɪəs ˌblæk/", "", "sɪɹˈɪəs blˌæk"),
    ],
)
def test_pronunciations_are_respelled_or_ipa_or_both(written: str, respelling: str, ipa: str) -> None:
    assert phonetic.parse(written.strip()) == (respelling, ipa)


@pytest.mark.parametrize("written", ["", "  ", "/", "//", "/ /", "/a/ b", "a/b", "/a/b/", "⟦a⟧"])
def test_other_pronunciations_are_wrong(written: str) -> None:
    with pytest.raises(ValueError, match="should be a respelling"):
        phonetic.parse(written)


@pytest.mark.parametrize(
    ("written", "problem"),
    [("/ʘa/", "no voice knows the sound 'ʘ'"), ("her /HER/", "the sound 'H'"), ("/ˈ/", "no sound in /ˈ/")],
)
def test_ipa_that_nobody_can_say_is_wrong(written: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        phonetic.parse(written)


@given(st.lists(st.sampled_from([*phonetic.SOUNDS, *phonetic.STRESSES, "ː", " ", "."]), max_size=12))
def test_the_one_form_stays_as_it_is(written: list[str]) -> None:
    try:
        ipa = phonetic.parse(f"/{''.join(written)}/").ipa
    except ValueError:
        return
    assert phonetic.parse(f"/{ipa}/").ipa == ipa
    assert list(phonetic.split(phonetic.marked(ipa))) == [(ipa, True, False)]
    assert all(sound in MNEMONICS for sound in phonetic.sounds(ipa))


def test_an_engine_parts_its_text_at_the_marks() -> None:
    text = f"Ask {phonetic.marked('hɜːmˈaɪəni')}, {phonetic.stressed('not ' + phonetic.marked('ɹɒn'))}, ⟦or 7⟧, ⟪him"
    assert list(phonetic.split(text)) == [
        *(("Ask ", False, False), ("hɜːmˈaɪəni", True, False), (", ", False, False)),
        *(("not ", False, True), ("ɹɒn", True, True), (", ⟦or 7⟧, ⟪him", False, False)),
    ]


# --- from voices.yaml to the engine

STORY = b'"Wait," said Hermione. Ron waited for Hermione.'


def utterances(voices: str, folder: Path, story: bytes = STORY) -> list[str]:
    path = folder / "voices.yaml"
    path.write_text(voices, encoding="utf-8")
    show = pipeline.stage(
        read_bytes(story, "story"), load_voices(path).model_copy(update={"credits": False}), Corrections()
    )
    return [cued.utterance.text for cued in Planner(show.cast, show.voices, "en").plan(show.sections[0], None)]


def test_each_voice_says_a_word_as_its_engine_can(tmp_path: Path) -> None:
    """eSpeak NG takes IPA, pyttsx3 none."""
    voices = """
engine: pyttsx3
narrator: {engine: espeak}
characters:
  Hermione: {pronunciations: {Wait: wayt}}
pronunciations: {Hermione: her-MY-oh-nee /hɜːˈmaɪəni/, wait: /weɪt/, waited: way-tid}
"""
    with pytest.raises(VoicesError, match=r"voices\.yaml:6:\d+: the engine 'pyttsx3' takes no IPA: put a respelling"):
        utterances(voices, tmp_path)
    said = utterances(voices.replace("/weɪt/", "weight /weɪt/"), tmp_path)
    assert said[-3:] == ["wayt,", "said ⟦hɜːmˈaɪəni⟧.", "Ron way-tid for ⟦hɜːmˈaɪəni⟧."]


def test_ipa_alone_is_enough_where_every_engine_takes_it(tmp_path: Path) -> None:
    voices = "engine: espeak\npronunciations: {Hermione: /hɜːˈmaɪəni/}\n"
    assert utterances(voices, tmp_path)[-1] == "Ron waited for ⟦hɜːmˈaɪəni⟧."


def test_a_character_with_another_engine_needs_a_respelling_of_its_own_words(tmp_path: Path) -> None:
    voices = "engine: espeak\ncharacters:\n  Ron: {engine: tone, pronunciations: {Wait: /weɪt/}}\n"
    with pytest.raises(VoicesError, match=r"voices\.yaml:3:\d+: the engine 'tone' takes no IPA"):
        utterances(voices, tmp_path)


ITALICS = """<html><body><p>He read <i>The  Lamp</i>. “I never said  that <em>she</em> took it!” It was <em>so
very</em> late, and un<em>believ</em>ably <em>very, very, very late</em> again. <em>Oh no</em>, he thought.</p></body>
</html>"""


def test_words_in_italics_are_stressed_by_the_engines_that_can(tmp_path: Path) -> None:
    """Not titles, nor thoughts, nor parts of a word, nor many words."""
    plain = [
        *("He read The Lamp.", "I never said that she took it!"),
        *("It was so very late, and unbelievably very, very, very late again.", "Oh no", "he thought."),
    ]
    assert utterances("engine: tone", tmp_path, ITALICS.encode())[-5:] == plain
    stressed = [text.replace("she", "⟪she⟫").replace("so very", "⟪so very⟫") for text in plain]
    assert utterances("engine: espeak", tmp_path, ITALICS.encode())[-5:] == stressed
