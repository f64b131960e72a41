"""Which engine speaks where none is named: Kokoro if it is here, --engine before that, voices.yaml before both."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiofic import api, yamlfiles
from audiofic.cast import lacking, with_engine
from audiofic.cli import run
from audiofic.errors import NotInstalledError, VoicesError
from audiofic.pipeline import Show
from audiofic.studio.edits import voiced
from audiofic.studio.project import Project
from audiofic.voices import VoicesFile, load_voices, read_voices

STORY = """The rain had not stopped for days.

"You came," said Anna. She put the kettle on.

"I said I would," said Tom, and he took off his coat.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a story and no voices.yaml, and no Kokoro on the machine."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIOFIC_DATA", str(tmp_path / "data"))
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def kokoro(here: Path, kokoro_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kokoro on the machine."""
    pytest.importorskip("kokoro_onnx")
    monkeypatch.setenv("AUDIOFIC_DATA", str(kokoro_data))


def engine(text: str, language: str = "en") -> str:
    return with_engine(read_voices(yamlfiles.parse(text, "voices.yaml")), language).engine


def speaking(show: Show) -> set[str]:
    return {role.voice.engine for role in (show.cast.narrator, *show.cast.roles.values())}


def test_without_kokoro_pyttsx3_speaks(here: Path) -> None:
    assert engine("{}") == engine("engine: auto") == "pyttsx3"
    assert speaking(api.stage("story.txt")) == {"pyttsx3"}


@pytest.mark.usefixtures("kokoro")
def test_with_kokoro_it_speaks_english_and_the_rest_as_before() -> None:
    assert engine("{}", "en-GB") == engine("engine: auto") == "kokoro"
    assert engine("{}", "de") == "pyttsx3"
    assert engine("engine: pyttsx3") == "pyttsx3"
    show = api.stage("story.txt")
    assert speaking(show) == {"kokoro"}
    assert show.voices.engine == "kokoro"


@pytest.mark.usefixtures("kokoro")
@pytest.mark.parametrize(
    "text",
    [
        "narrator: {voice: en-gb}",
        "characters: {Anna: {voice: en-us+f3}}",
        "fallback: {he: [en-us+m3]}",
    ],
)
def test_voices_that_are_named_keep_their_engine(text: str) -> None:
    assert engine(text) == "pyttsx3"
    assert lacking(read_voices(yamlfiles.parse(text, "voices.yaml"))) == ()


@pytest.mark.usefixtures("kokoro")
def test_a_voice_with_an_engine_of_its_own_binds_nobody_else() -> None:
    assert engine("characters: {Anna: {engine: pyttsx3, voice: en-us+f3}}") == "kokoro"


@pytest.mark.usefixtures("here")
def test_a_voice_of_kokoro_asks_for_it_where_it_is_missing() -> None:
    assert engine("narrator: {voice: af_heart}") == "kokoro"
    with pytest.raises(NotInstalledError, match="audiofic setup"):
        api.stage("story.txt", voices=_file("narrator: {voice: af_heart}"))


def test_all_that_is_lacking_is_told_without_an_engine(here: Path) -> None:
    (here / "voices.yaml").write_text("narrator: {voice: bob, rate: fast}\n", encoding="utf-8")
    with pytest.raises(VoicesError) as error:
        load_voices(here / "voices.yaml", lacking)
    assert len(error.value.problems) == 2


def test_the_option_goes_before_auto_and_voices_yaml_before_the_option(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["cast", "story.txt", "--engine", "tone"]) == 0
    assert "tone-" in capsys.readouterr().out
    (here / "voices.yaml").write_text("engine: pyttsx3\n", encoding="utf-8")
    assert run(["cast", "story.txt", "--engine", "tone"]) == 0
    said = capsys.readouterr()
    assert "tone-" not in said.out
    assert "voices.yaml names the engine pyttsx3, which goes before --engine tone" in " ".join(said.err.split())


@pytest.mark.usefixtures("here")
def test_an_engine_that_is_not_there_is_told_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "story.txt", "--engine", "tonne"]) != 0
    said = " ".join(capsys.readouterr().err.split())
    assert "there is no engine 'tonne'" in said
    assert "voices.yaml" not in said


def test_every_command_that_speaks_takes_the_option(here: Path) -> None:
    for words in (["build", "story.txt"], ["preview", "story.txt", "1"], ["audition", "story.txt", "Anna"]):
        assert run([*words, "--engine", "tone"]) == 0
    assert list(here.glob("output/**/*.m4b"))


@pytest.mark.parametrize("before", [None, "# mine\n", "engine: auto\n"])
def test_a_cast_that_is_written_keeps_the_engine_of_the_option(here: Path, before: str | None) -> None:
    if before is not None:
        (here / "voices.yaml").write_text(before, encoding="utf-8")
    assert run(["cast", "story.txt", "--engine", "tone", "--write"]) == 0
    assert speaking(api.stage("story.txt")) == {"tone"}


def test_a_cast_that_is_written_keeps_the_engine_that_was_found(here: Path) -> None:
    before = api.stage("story.txt").cast
    assert run(["cast", "story.txt", "--write"]) == 0
    assert {name: role.voice for name, role in api.stage("story.txt").cast.roles.items()} == {
        name: role.voice for name, role in before.roles.items()
    }


def test_in_the_studio_the_engine_holds_through_edits(here: Path) -> None:
    project = Project(here / "story.txt", here / "voices.yaml", "tone")
    assert speaking(project.show) == {"tone"}
    project.apply("a voice", voiced("Anna", project.show.cast.roles["Tom"].voice))
    assert speaking(project.show) == {"tone"}
    told = load_voices(here / "voices.yaml")
    assert (told.engine, told.characters["Anna"].engine) == ("auto", "tone")


def _file(text: str) -> VoicesFile:
    return read_voices(yamlfiles.parse(text, "voices.yaml"))
