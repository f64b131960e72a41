"""What is read aloud beside the story, and where."""

from __future__ import annotations

from audiofic.model import Block, BlockKind, Chapter, Kind, Metadata, Scene, Span, Work
from audiofic.pipeline.matter import with_matter
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
