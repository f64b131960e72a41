"""What the author wrote: Work › Chapter › Scene › Block › Span.

`Work.text` is the story's visible text as one string, and every `Span` is a slice of it
(`work.text[span.start:span.end] == span.text`), so that whatever is found in a block can be shown to
the reader in their own file: for a plain-text story `Work.text` is the file's text, character for character.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style."""

    text: str
    start: int
    """Offset of the first character in `Work.text`."""
    italic: bool = False
    bold: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class BlockKind(StrEnum):
    """What the markup says that a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    MESSAGE = "message"
    """A chat bubble, a letter, a tweet: text that the author set off as written by somebody in the story."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a message. Its text may still hold the line breaks of a hard-wrapped file."""

    kind: BlockKind
    spans: tuple[Span, ...]
    reply: bool = False
    """Of a message: it stands on the side of whose phone it is, and not on that of whom they write with."""
    text: str = field(init=False, compare=False, repr=False)
    """That of its spans: put together once, since every stage asks for it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "".join([span.text for span in self.spans]))


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands between two scene breaks; never without a block."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the work; its heading, where it has one, is also the first block of its first scene."""

    title: str
    """As it stands in the heading ("Chapter 2: The Lake"); empty for a story that has no chapters."""
    scenes: tuple[Scene, ...]
    summary: str = ""
    notes: str = ""
    end_notes: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file tells about the work. Texts of several paragraphs have them divided by a blank line."""

    title: str = ""
    """Empty where the file names none."""
    authors: tuple[str, ...] = ()
    url: str = ""
    fandoms: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    rating: str = ""
    warnings: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """AO3's Additional Tags; in an EPUB, its subjects."""
    series: tuple[str, ...] = ()
    """As AO3 writes it: "Part 2 of The Long Way"."""
    language: str = ""
    """As the file has it: "English", "en", "en-GB"."""
    published: str = ""
    """ISO 8601 date."""
    words: str = ""
    """How many, as the file writes it: "1,234"."""
    status: str = ""
    """How far it is, as the file tells it: "Completed 2023-05-06, chapters 2/2"."""
    summary: str = ""
    notes: str = ""
    end_notes: str = ""


class Reason(StrEnum):
    """Why something that the file shows is no part of the story."""

    FRONT_MATTER = "front matter"
    """Cover, title page, imprint, dedication lists, and what stands at the back of a book in their place."""
    ASIDE = "aside"
    """A page that the book itself puts off the line of reading."""
    CONTENTS = "contents"
    """A table of contents, a list of pictures, an index."""
    NAVIGATION = "navigation"
    """Menus, and links to the next chapter, the top, the contents."""
    SITE = "site"
    """What a web site puts around the story: who posts, buttons, statistics, advertisements."""
    COMMENTS = "comments"
    """What readers say, or others in a thread."""
    NOTES = "notes"
    """The author's words to the readers that no field of the work or its chapters takes."""
    TITLE = "title"
    """A title, or an author's name, that has been said."""
    LABEL = "label"
    """The name of a part of the page: "Chapter Text", "Notes"."""
    FOOTNOTE = "footnote"
    """Read at the end of the chapter unless voices.yaml says otherwise."""
    NOTE_MARK = "note mark"
    """The number of a footnote, and the way back from it."""
    PAGE_NUMBER = "page number"
    RUBY = "ruby"
    """How to read the signs below it."""
    HIDDEN = "hidden"
    """Text that no browser shows."""
    SCENE_BREAK = "scene break"
    """An ornament that has letters: "oOo"."""
    SIGN_OFF = "sign-off"
    """Links at a chapter's end, to the author's other places."""
    LICENCE = "licence"
    """The terms of who gives the file away."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of the file that is no part of the story. Its text may have paragraphs, divided by blank lines."""

    text: str
    reason: Reason
    chapter: int
    """0-based: in which chapter it stands, or ahead of which."""
    paragraph: int
    """0-based count, over the whole work, of the block ahead of which it stands."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several works that are bound in one book."""

    metadata: Metadata
    first: int
    """0-based: the chapter that it begins with."""


@dataclass(frozen=True, slots=True)
class Work:
    """A story, as read."""

    metadata: Metadata
    text: str
    chapters: tuple[Chapter, ...]
    name: str
    """The file's name without folder and ending: what stands in for a title where the file has none."""
    cover: bytes | None = field(default=None, repr=False)
    """The picture file (JPEG or PNG) that the book brings along."""
    left_out: tuple[LeftOut, ...] = ()
    """In reading order."""
    remarks: tuple[str, ...] = ()
    """What of the file had to be guessed, or could not be read, a sentence each."""
    parts: tuple[Part, ...] = ()
    """The works that the book binds, where they are several; `metadata` then tells what they have in common."""

    @property
    def title(self) -> str:
        return self.metadata.title or self.name

    @property
    def identity(self) -> str:
        """What it has in common with other files of the same work: its address, else its title and authors; empty where
        the file tells neither."""
        metadata = self.metadata
        return metadata.url or (f"{metadata.title} by {', '.join(metadata.authors)}" if metadata.title else "")

    @property
    def outline(self) -> Work:
        """The same without its text and scenes, for whoever has them in a script: they take much memory."""
        return replace(self, text="", chapters=tuple(replace(chapter, scenes=()) for chapter in self.chapters))

    def blocks(self) -> Iterator[tuple[int, int, Block]]:
        """Every block in reading order with its 0-based chapter and scene."""
        for chapter_index, chapter in enumerate(self.chapters):
            for scene_index, scene in enumerate(chapter.scenes):
                for block in scene.blocks:
                    yield chapter_index, scene_index, block
