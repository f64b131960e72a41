"""Whole builds with the exact engine `tone`, through the library's door."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

import pytest
from read_back import read_back

from audiofic import audio, pipeline
from audiofic.corrections import Corrections
from audiofic.errors import OutputError, StoryError
from audiofic.pipeline.plan import RULES, Cued, Planner, sections
from audiofic.read import read, read_bytes
from audiofic.segment import segment
from audiofic.voices import VoicesFile

STORY = """\
Chapter 1: The Bridge

"You came," said Anna. She looked at the river.

"I said I would," Tom answered.

* * *

"Then hold the lamp," said Anna.

Chapter 2: The Boat

Tom held it. "Is it far?" he asked.

"Not for me," Anna said.
"""


def show(text: str = STORY, **settings: object) -> pipeline.Show:
    return pipeline.stage(read_bytes(text.encode(), "bridge.txt"), VoicesFile(engine="tone", **settings), Corrections())


def planned(staged: pipeline.Show) -> list[Cued]:
    planner, sections = Planner(staged.cast, staged.voices, staged.language), staged.sections
    return [
        cued
        for section, following in zip(sections, [*sections[1:], None], strict=True)
        for cued in planner.plan(section, following)
    ]


def build(tmp_path: Path, staged: pipeline.Show, **options: object) -> tuple[pipeline.Result, list[pipeline.Progress]]:
    steps: list[pipeline.Progress] = []
    arguments = {"formats": ["m4b"], "jobs": 2, "report": steps.append, **options}
    return pipeline.build(staged, tmp_path / "out", **arguments), steps  # type: ignore[arg-type]


def test_chapters_of_the_book_lie_where_their_sound_begins(tmp_path: Path) -> None:
    result, _ = build(tmp_path, show())
    probe = read_back(result.paths[0])
    assert [mark.title for mark in probe.marks] == ["Chapter 1: The Bridge", "Chapter 2: The Boat"]
    first = result.timelines[0].samples / result.rate
    frame = 1024 / result.rate
    assert probe.marks[1].start == pytest.approx(first, abs=3 * frame)
    assert probe.seconds == pytest.approx(result.seconds, abs=6 * frame)


def test_a_story_without_chapters_gets_its_scenes_as_chapters(tmp_path: Path) -> None:
    result, _ = build(tmp_path, show('"One," said Anna.\n\n* * *\n\n"Two," said Tom.\n\n* * *\n\nNobody spoke.\n'))
    assert [mark.title for mark in read_back(result.paths[0]).marks] == ["Scene 1", "Scene 2", "Scene 3"]


def test_every_word_is_heard_once_and_in_order(tmp_path: Path) -> None:
    staged = show(credits=False)
    result, _ = build(tmp_path, staged)
    heard = " ".join(cue.text for timeline in result.timelines for cue in timeline.cues)
    written = " ".join(block.text for _, _, block in staged.work.blocks())
    assert heard.split() == written.split()


def test_every_word_of_a_saved_fan_fiction_is_spoken_once_and_in_order() -> None:
    path = Path(__file__).parents[1].parent / "shared" / "seeds" / "000_65cf12239cc670d6.txt"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    body = path.read_text(encoding="utf-8").split('<div class="userstuff">')[1].split("<p>\n  <a href")[0]
    visible = html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u200b", "")
    staged = pipeline.stage(read(path), VoicesFile(engine="tone", credits=False), Corrections())
    heard = " ".join(cued.utterance.written for cued in planned(staged))
    words = re.compile(r"\w+")
    assert words.findall(heard) == words.findall(visible)
    assert [section.title for section in staged.sections] == ["Scene 1", "Scene 2", "Scene 3"]


def test_two_formats_come_from_one_pass_and_last_alike(tmp_path: Path) -> None:
    result, steps = build(tmp_path, show(), formats=["m4b", "mp3"])
    lengths = [read_back(path).seconds for path in result.paths]
    assert lengths[0] == pytest.approx(lengths[1], abs=0.3)
    assert steps[-1].stage == "package"
    assert steps[-1].done == steps[-1].total > 0


def test_a_second_build_speaks_nothing_and_sounds_the_same(tmp_path: Path) -> None:
    first, _ = build(tmp_path, show())
    before = audio.decode(first.paths[0]).pcm
    second, steps = build(tmp_path, show())
    assert steps[-1].cached == steps[-1].total
    assert "package" not in {step.stage for step in steps}
    assert audio.decode(second.paths[0]).pcm == before


def test_another_voice_for_one_character_speaks_only_their_lines(tmp_path: Path) -> None:
    build(tmp_path, show())
    _, steps = build(tmp_path, show(characters={"Tom": {"voice": "tone-777"}}))
    assert steps[-1].total - steps[-1].cached == len('"I said I would,"') + len('"Is it far?"')


def test_other_pauses_and_volumes_speak_nothing(tmp_path: Path) -> None:
    first, _ = build(tmp_path, show())
    second, steps = build(tmp_path, show(pauses={"paragraph": 2.0}, narrator={"volume": 0.5}))
    assert steps[-1].cached == steps[-1].total
    assert second.seconds > first.seconds


def test_some_chapters_alone_have_a_name_of_their_own(tmp_path: Path) -> None:
    result, _ = build(tmp_path, show(), chapters=range(2, 3))
    assert result.paths[0].name == "bridge (chapter 2).m4b"
    assert [section.title for section in result.sections] == ["Chapter 2: The Boat"]


def test_chapters_that_are_not_there_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="from 1 to 2"):
        build(tmp_path, show(), chapters=range(7, 9))
    assert not list((tmp_path / "out").rglob("*.m4b"))


def test_a_place_that_cannot_be_written_is_told_before_anything_is_spoken(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be", encoding="utf-8")
    steps: list[pipeline.Progress] = []
    with pytest.raises(OutputError):
        pipeline.build(show(), tmp_path / "out", ["m4b"], jobs=1, report=steps.append)
    assert not steps


def test_preview_speaks_one_scene_and_nothing_else(tmp_path: Path) -> None:
    steps: list[pipeline.Progress] = []
    result = pipeline.preview(show(), (1, 2), tmp_path, jobs=1, report=steps.append)
    assert [cue.text for cue in result.timelines[0].cues] == [
        "“Then hold the lamp,”".translate({0x201C: '"', 0x201D: '"'}),
        "said Anna.",
    ]
    assert steps[-1].done == len('"Then hold the lamp,"') + len("said Anna.")
    assert audio.decode(result.paths[0]).seconds == pytest.approx(result.seconds, abs=0.001)


def test_preview_of_a_scene_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"no scene 9\.9"):
        pipeline.preview(show(), (9, 9), tmp_path, jobs=1, report=lambda _: None)


def test_title_and_notes_are_read_where_voices_yaml_asks(tmp_path: Path) -> None:
    header = "Title: The Lamp\nAuthor: Lin\nSummary: Two people and a river.\n\n"
    staged = show(header + STORY, read={"title": True, "summary": True})
    result, _ = build(tmp_path, staged)
    texts = [cue.text for cue in result.timelines[0].cues]
    assert texts[0] == "The Lamp, by Lin."
    assert "Two people and a river." in texts
    quiet, _ = build(tmp_path, show(header + STORY, read={"title": False}))
    assert "Lin" not in " ".join(cue.text for cue in quiet.timelines[0].cues)


@pytest.mark.parametrize("title", ["../../etc/passwd", "\U0001f600" * 300, "CON", "...", "a/b\\c:d", "x" * 5000])
def test_no_title_leaves_the_output_folder(tmp_path: Path, title: str) -> None:
    result, _ = build(tmp_path, show(f"Title: {title}\nAuthor: ../..\n\n{STORY}"))
    assert result.paths[0].resolve().is_relative_to((tmp_path / "out").resolve())
    assert result.paths[0].exists()
    assert sorted(path.name for path in tmp_path.iterdir()) in (["out"], ["cache", "out"])


def test_samples_of_all_voices(tmp_path: Path) -> None:
    from audiofic import engines

    tone = engines.load("tone")
    found = list(pipeline.samples(tone, "Good evening.", tmp_path, jobs=2))
    assert [facts.name for facts, _ in found] == [facts.name for facts in tone.voices()]
    assert all(audio.decode(path).seconds > 0.05 for _, path in found)


def test_an_audition_lets_five_voices_say_the_characters_own_lines(tmp_path: Path) -> None:
    result = pipeline.audition(show(), "anna", tmp_path, jobs=2, report=lambda _: None)
    said = [cue.text for timeline in result.timelines for cue in timeline.cues]
    labels = [text for text in said if text.startswith("Voice ")]
    assert len(labels) == len(set(labels)) == 5
    assert said[1:4] == said[5:8]
    assert {text.strip('",.') for text in said[1:4]} == {"You came", "Then hold the lamp", "Not for me"}
    assert read_back(result.paths[0]).seconds == pytest.approx(result.seconds, abs=0.01)


def test_an_audition_of_nobody(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="nobody called 'Zed'"):
        pipeline.audition(show(), "Zed", tmp_path, jobs=1, report=lambda _: None)
    assert not list(tmp_path.iterdir())


def test_a_character_has_a_way_of_saying_a_word() -> None:
    staged = show(pronunciations={"river": "RIV-uh"}, characters={"Tom": {"pronunciations": {"far": "fur"}}})
    texts = [cued.utterance.text for cued in planned(staged)]
    assert "She looked at the RIV-uh." in texts
    assert "Is it fur?" in texts


def test_a_stream_gives_what_a_preview_writes_piece_by_piece(tmp_path: Path) -> None:
    staged = show()
    lines = pipeline.scene_lines(staged, (1, 1))
    heard = list(pipeline.stream(staged, lines, jobs=2))
    written = audio.decode(pipeline.preview(staged, (1, 1), tmp_path, jobs=2, report=lambda _: None).paths[0])
    assert b"".join(one.clip.pcm for one in heard) == written.pcm
    assert [one.text for one in heard] == [
        "Chapter 1: The Bridge",
        '"You came,"',
        "said Anna.",
        "She looked at the river.",
        '"I said I would,"',
        "Tom answered.",
    ]
    assert [one.line for one in heard] == ["1.1.1", "1.1.2", "1.1.3", "1.1.3", "1.1.4", "1.1.5"]
    assert all(0 < one.spoken < len(one.clip.pcm) // 2 and one.error is None for one in heard)


def test_a_stream_that_is_closed_keeps_what_was_spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOFIC_CACHE", str(tmp_path / "cache"))
    staged = show()
    stream = pipeline.stream(staged, staged.script.lines, jobs=1)
    first = next(stream)
    stream.close()
    assert not list((tmp_path / "cache" / "builds").iterdir())
    again = next(pipeline.stream(staged, staged.script.lines, jobs=1))
    assert again.cached
    assert again.clip == first.clip


def test_the_text_for_the_ear_is_found_anew_when_any_of_our_code_that_shapes_it_changes() -> None:
    """And so the key of what is kept has all modules that normalize loads, but for those that only tell kinds apart."""
    script = "import sys, audiofic.normalize; print(*(name for name in sys.modules if name.startswith('audiofic.')))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    known = {module.__name__ for module in RULES} | {"audiofic.model"}
    assert {".".join(name.split(".")[:2]) for name in loaded} <= known


def test_a_line_that_is_never_spoken_is_shown_as_it_is_now(tmp_path: Path) -> None:
    first, _ = build(tmp_path, show(STORY.replace("* * *", '"…"')), formats=["txt"])
    assert '"…"' in first.paths[0].read_text(encoding="utf-8")
    second, _ = build(tmp_path, show(STORY.replace("* * *", '"…?!"')), formats=["txt"])
    assert '"…?!"' in second.paths[0].read_text(encoding="utf-8")


def test_what_stands_before_the_first_heading_has_the_name_of_the_work() -> None:
    work = read_bytes(b"It had rained.\n\nChapter 1\n\nIt rained.\n\nChapter 2\n\nIt stopped.\n", "rain.txt")
    assert [section.title for section in sections(work, segment(work))] == ["rain", "Chapter 1", "Chapter 2"]
