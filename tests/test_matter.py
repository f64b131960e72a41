"""What is read aloud beside the story, and where."""

from __future__ import annotations

from dataclasses import replace

from audiofic.model import Block, BlockKind, Chapter, Kind, LeftOut, Metadata, Part, Reason, Scene, Span, Work
from audiofic.pipeline.matter import unread, with_matter
from audiofic.segment import segment
from audiofic.voices import Read

METADATA = Metadata(
    title="The Lamp",
    authors=("Lin", "Kay", "Ro"),
    fandoms=("Rivers",),
    relationships=("Anna/Tom", "Anna & Lily"),
    characters=("Anna", "Tom"),
    rating="General Audiences",
    warnings=("No Archive Warnings Apply",),
    tags=("Fluff", "Boats"),
    series=("Part 2 of Water",),
    summary="A river.\n\nA lamp.",
    notes="For R.",
    end_notes="Thank you.",
)


def work(metadata: Metadata = METADATA) -> Work:
    texts = ["Chapter 1", "Anna waited.", "Chapter 2", "Tom came."]
    text = "\n\n".join(texts)
    kinds = [BlockKind.HEADING, BlockKind.PARAGRAPH] * 2
    blocks = [Block(kind, (Span(part, text.index(part)),)) for kind, part in zip(kinds, texts, strict=True)]
    chapters = (
        Chapter("Chapter 1", (Scene(tuple(blocks[:2])),), summary="It begins.", notes="Mind the gap."),
        Chapter("Chapter 2", (Scene(tuple(blocks[2:])),), end_notes="More on Sunday."),
    )
    return Work(metadata, text, chapters, "lamp")


def read(read: Read, metadata: Metadata = METADATA) -> list[str]:
    story = work(metadata)
    return [line.text for line in with_matter(story, segment(story), read)]


STORY = ["Chapter 1", "Anna waited.", "Chapter 2", "Tom came."]


def test_the_title_and_the_authors_come_first_unless_they_are_not_wanted() -> None:
    assert read(Read()) == ["The Lamp, by Lin, Kay and Ro.", *STORY]
    assert read(Read(title=False)) == STORY


def test_a_story_without_a_title_begins_with_itself() -> None:
    assert read(Read(), Metadata()) == STORY
    assert read(Read(), Metadata(title="The Lamp")) == ["The Lamp.", *STORY]


def test_summaries_stand_before_what_they_sum_up() -> None:
    assert read(Read(title=False, summary=True)) == [
        *("Summary.", "A river.", "A lamp."),
        *("Chapter 1", "Summary.", "It begins.", "Anna waited."),
        *("Chapter 2", "Tom came."),
    ]


def test_notes_stand_where_the_author_put_them() -> None:
    assert read(Read(title=False, notes=True)) == [
        *("Notes.", "For R."),
        *("Chapter 1", "Notes.", "Mind the gap.", "Anna waited."),
        *("Chapter 2", "Tom came.", "Notes.", "More on Sunday.", "Notes.", "Thank you."),
    ]


def test_tags() -> None:
    assert read(Read(title=False, tags=True)) == [
        "Fandom: Rivers.",
        "Rating: General Audiences.",
        "Warnings: No Archive Warnings Apply.",
        "Relationships: Anna and Tom, Anna & Lily.",
        "Characters: Anna, Tom.",
        "Tags: Fluff, Boats.",
        "Series: Part 2 of Water.",
        *STORY,
    ]


def test_what_is_added_is_the_narrators_and_is_no_line_of_the_story() -> None:
    story = work()
    lines = with_matter(story, segment(story), Read(summary=True, notes=True, tags=True))
    added = [line for line in lines if line.number == 0]
    assert len(lines) - len(added) == len(STORY)
    assert all(line.speaker is None and line.paragraph < 0 for line in added)
    assert len({line.paragraph for line in added}) == len(added)
    assert added[0].kind is Kind.HEADING


LEFT_OUT = (
    LeftOut("Contents", Reason.CONTENTS, 0, 0),
    LeftOut("A lamp of brass.", Reason.FOOTNOTE, 0, 1),
    LeftOut("Hi guys!", Reason.NOTES, 1, 3),
    LeftOut("A lake, too.", Reason.FOOTNOTE, 1, 4),
    LeftOut("What a chapter!", Reason.COMMENTS, 1, 4),
)


def read_with_left_out(read: Read) -> list[str]:
    story = replace(work(Metadata()), left_out=LEFT_OUT)
    return [line.text for line in with_matter(story, segment(story), read)]


def test_footnotes_are_read_at_the_end_of_their_chapter_or_at_their_place_or_not_at_all() -> None:
    assert read_with_left_out(Read()) == [
        *("Chapter 1", "Anna waited.", "A lamp of brass."),
        *("Chapter 2", "Tom came.", "A lake, too."),
    ]
    story = replace(work(Metadata()), left_out=(LeftOut("A lamp of brass.", Reason.FOOTNOTE, 1, 3),))
    at_place = [line.text for line in with_matter(story, segment(story), Read(footnotes="place"))]
    assert at_place == ["Chapter 1", "Anna waited.", "Chapter 2", "A lamp of brass.", "Tom came."]
    assert read_with_left_out(Read(footnotes="no")) == STORY


def test_what_was_left_out_is_read_where_it_stands_if_it_is_asked_for() -> None:
    asked = Read(footnotes="no", also=(Reason.CONTENTS, Reason.COMMENTS))
    assert read_with_left_out(asked) == ["Contents", *STORY, "What a chapter!"]
    assert read_with_left_out(Read(footnotes="no", notes=True)) == [
        *("Chapter 1", "Notes.", "Mind the gap.", "Anna waited."),
        *("Chapter 2", "Hi guys!", "Tom came.", "Notes.", "More on Sunday."),
    ]


def test_all_that_is_not_read_is_told() -> None:
    story = replace(work(), left_out=LEFT_OUT)
    parts = [(part.chapter, part.reason, part.text) for part in unread(story, Read())]
    assert parts[1:] == [
        (0, "summary", "A river.\n\nA lamp."),
        (0, "notes", "For R."),
        (0, "summary", "It begins."),
        (0, "notes", "Mind the gap."),
        (0, "contents", "Contents"),
        (1, "notes", "Hi guys!"),
        (1, "comments", "What a chapter!"),
        (1, "notes", "More on Sunday."),
        (1, "notes", "Thank you."),
    ]
    assert parts[0][1] == "tags"
    every = Read(summary=True, notes=True, tags=True, also=tuple(Reason))
    assert unread(story, every) == []
    silent = Read(summary=True, notes=True, tags=True, footnotes="no", also=(Reason.CONTENTS, Reason.COMMENTS))
    assert [part.text for part in unread(story, silent)] == ["A lamp of brass.", "A lake, too."]


def test_each_work_that_a_book_binds_has_its_title_said_where_it_begins() -> None:
    lamp, ebb = Metadata(title="The Lamp", authors=("Lin",)), Metadata(title="Ebb", authors=("Kay",))
    story = replace(work(Metadata(title="The Lamp / Ebb")), parts=(Part(lamp, 0), Part(ebb, 1)))
    assert [line.text for line in with_matter(story, segment(story), Read())] == [
        *("The Lamp / Ebb.", "The Lamp, by Lin.", "Chapter 1", "Anna waited."),
        *("Ebb, by Kay.", "Chapter 2", "Tom came."),
    ]
