"""Stories as lines: golden cases of what is heard as what, and what holds for every story."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.model import Block, BlockKind, Chapter, Kind, Line, Metadata, Scene, Span, Work
from audiofic.read import read, read_bytes
from audiofic.segment import segment

ROOT = Path(__file__).parents[1]
CASES = sorted(path for path in (ROOT / "tests" / "golden" / "segment").iterdir() if path.is_dir())
SAMPLES = sorted(
    path for path in (ROOT / "seeds").iterdir() if path.suffix in (".html", ".md", ".txt") and path.name != "README.md"
)
SHARED = ROOT.parent / "shared"


def story_of(*scenes: Sequence[Block | str]) -> Work:
    """A work of one chapter; offsets are laid out as in a plain-text file."""
    text = ""
    done: list[Scene] = []
    for scene in scenes:
        blocks: list[Block] = []
        for item in scene:
            block = Block(BlockKind.PARAGRAPH, (Span(item, 0),)) if isinstance(item, str) else item
            spans: list[Span] = []
            for span in block.spans:
                spans.append(replace(span, start=len(text)))
                text += span.text
            blocks.append(replace(block, spans=tuple(spans)))
            text += "\n\n"
        done.append(Scene(tuple(blocks)))
    return Work(Metadata(), text, (Chapter("", tuple(done)),), "story")


def lines_of(*paragraphs: str) -> list[Line]:
    return segment(story_of(paragraphs))


def shown(lines: Sequence[Line]) -> str:
    """A line each, paragraphs divided; "+" where a speech goes on; the sender in brackets; " / " in verse."""
    paragraphs: dict[int, str] = {}
    for line in lines:
        by = f" [{line.sender}]" if line.sender else ""
        text = line.text.replace("\n", " / ")
        row = f"{line.id} {line.kind}{by} {'+' if line.continued else '|'} {text}\n"
        paragraphs[line.paragraph] = paragraphs.get(line.paragraph, "") + row
    return "\n".join(paragraphs.values())


def without_blanks(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_golden(case: Path, golden: Callable[[Path, str], None]) -> None:
    (story,) = case.glob("story.*")
    golden(case / "lines.txt", shown(segment(read(story))))


def test_every_golden_case_is_read() -> None:
    assert len(CASES) >= 25


def spoken(path: Path) -> list[tuple[str, str]]:
    """The dialogue lines of a story, as read aloud and as in its file."""
    work = read(path)
    return [
        (line.text, " ".join(work.text[line.start : line.end].split()))
        for line in segment(work)
        if line.kind is Kind.DIALOGUE
    ]


@pytest.mark.parametrize("story", SAMPLES, ids=lambda path: path.stem)
def test_the_quotations_of_the_samples_are_the_dialogue(story: Path) -> None:
    gold = json.loads((ROOT / "seeds" / "gold" / f"{story.stem}.json").read_text(encoding="utf-8"))
    quotes = [" ".join(gold["text"][quote["start"] : quote["end"]].split()) for quote in gold["quotes"]]
    assert [in_file for _, in_file in spoken(story)] == quotes


def test_the_quotations_of_a_saved_fan_fiction_are_the_dialogue() -> None:
    story = SHARED / "seeds" / "000_65cf12239cc670d6.txt"
    labels = SHARED / "attribution" / "dev" / "seed"
    if not story.exists() or not labels.exists():
        pytest.skip(f"{story} and {labels} are not here")
    (path,) = labels.glob("*.json")
    gold = json.loads(path.read_text(encoding="utf-8"))
    quotes = [without_blanks(gold["text"][quote["start"] : quote["end"]]) for quote in gold["quotes"]]
    assert [without_blanks(text) for text, _ in spoken(story)] == quotes


MARKS = st.sampled_from([*"“”\"'‘’«»„「」", "''", "``", "—", "--", "-", ",", ".", "?", "!", "…", ":", "<", "[", "]"])
WORDS = st.sampled_from(
    "he said Sam thought I don't the boys' room 'tis 90s 6'2\" Chapter 2 POV Dear later sign Mara: *x* _y_ é 四".split()
)
TEXTS = st.lists(st.one_of(WORDS, MARKS, st.sampled_from([" ", "  ", "\n", "\u00a0"])), min_size=1, max_size=12).map(
    "".join
)
SPANS = st.builds(Span, TEXTS, st.just(0), st.booleans(), st.booleans())
BLOCKS = st.builds(Block, st.sampled_from(BlockKind), st.lists(SPANS, min_size=1, max_size=4).map(tuple))
STORIES = st.lists(st.lists(BLOCKS, min_size=1, max_size=5), min_size=1, max_size=2).map(lambda s: story_of(*s))


@given(STORIES)
def test_the_lines_joined_are_the_story(work: Work) -> None:
    lines = segment(work)
    assert without_blanks("".join(line.text for line in lines)) == without_blanks(work.text)
    for line in lines:
        assert work.text[line.start : line.end].split() == line.text.split() != []
    assert all(before.end <= after.start for before, after in pairwise(lines))


@given(STORIES)
def test_lines_are_numbered_and_a_speech_goes_on_only_at_the_head_of_a_paragraph(work: Work) -> None:
    lines = segment(work)
    counts: dict[tuple[int, int], int] = {}
    for line in lines:
        counts[line.chapter, line.scene] = counts.get((line.chapter, line.scene), 0) + 1
        assert line.id == f"{line.chapter}.{line.scene}.{counts[line.chapter, line.scene]}"
    for before, line in pairwise(lines):
        if line.continued:
            assert line.paragraph == before.paragraph + 1
            assert line.kind is before.kind is Kind.DIALOGUE
    assert not lines or not lines[0].continued


SOUND = ["“Hello there,” said Sam. “You’re early.”", "Nobody spoke.", "“Am I?” He thought about it. “So I am.”"]
BROKEN = st.text(st.sampled_from("ab .,!?—“”\"«»„「」‘’'"), max_size=40)


@given(BROKEN)
def test_the_damage_of_a_paragraph_ends_with_it(broken: str) -> None:
    def outside(middle: str) -> list[tuple[Kind, str, int]]:
        lines = lines_of(*SOUND * 5, middle, *SOUND * 5)
        return [(line.kind, line.text, line.paragraph) for line in lines if line.paragraph != 15]

    assert outside(broken) == outside("Nobody spoke.")


def test_a_speech_does_not_go_on_in_another_scene() -> None:
    unclosed = "“And so we went on, down to the river and over the bridge and up again."
    (*_, inside) = segment(story_of(["“Hm,” he said.", unclosed, "“And there we were.”"]))
    (*_, outside) = segment(story_of(["“Hm,” he said.", unclosed], ["“And there we were.”"]))
    assert inside.continued
    assert not outside.continued


def test_a_message_of_the_markup_has_its_sender_as_a_label() -> None:
    work = story_of([Block(BlockKind.MESSAGE, (Span("Sam: ", 0, bold=True), Span("on my way", 0)))])
    assert [(line.kind, line.sender, line.text) for line in segment(work)] == [
        (Kind.LABEL, "", "Sam:"),
        (Kind.MESSAGE, "Sam", "on my way"),
    ]


@pytest.mark.parametrize("text", ["“Yes.” ", "“", "'a. ", "Sam: x\n", "boys' "])
def test_a_paragraph_of_very_many_marks(text: str) -> None:
    work = story_of([text * 5_000])
    assert without_blanks("".join(line.text for line in segment(work))) == without_blanks(work.text)


def test_a_paragraph_of_very_many_spans() -> None:
    spans = tuple(Span("“Yes.” " if i % 2 else "Oh no. ", 0, italic=i % 2 == 0) for i in range(5_000))
    lines = segment(story_of([Block(BlockKind.PARAGRAPH, spans)]))
    assert [line.kind for line in lines[:2]] == [Kind.THOUGHT, Kind.DIALOGUE]
    assert len(lines) == 5_000


def test_the_lines_of_verse_are_kept_and_those_that_were_broken_at_some_width_are_not() -> None:
    verse = "<p>The sea is wide<br>the sea is  deep</p>"
    wrapped = "<p>It rained on the quay and on the harbour wall for days,<br>and nobody came.</p>"
    texts = [line.text for line in segment(read_bytes(f"{verse}{wrapped}".encode(), "x.html"))]
    rained = "It rained on the quay and on the harbour wall for days, and nobody came."
    assert texts == ["The sea is wide\nthe sea is deep", rained]
