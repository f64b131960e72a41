"""Who says what: the story as the lines of a radio play, Script › Line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Age = Literal["child", "adult", "old"]
"""What of somebody's years is heard in a voice."""


class Kind(StrEnum):
    """What a line is to the listener."""

    NARRATION = "narration"
    DIALOGUE = "dialogue"
    THOUGHT = "thought"
    MESSAGE = "message"
    HEADING = "heading"
    LABEL = "label"
    """Who sends the message behind it, or when, or how many liked it: what the layout shows and no sentence says."""


class Delivery(StrEnum):
    """How a line is said, where the text tells it."""

    WHISPER = "whisper"
    QUIET = "quiet"
    LOUD = "loud"
    SHOUT = "shout"
    FAST = "fast"
    SLOW = "slow"
    BROKEN = "broken"
    LAUGHING = "laughing"
    TEARFUL = "tearful"
    COLD = "cold"
    WARM = "warm"


@dataclass(frozen=True, slots=True)
class Line:
    """One stretch of one paragraph in one voice: a quotation, a thought, or the narration between two of them.

    The lines of a script are in reading order, leave no word out and have none twice.
    """

    chapter: int
    """1-based, like `scene` (in its chapter) and `number` (in its scene)."""
    scene: int
    number: int
    kind: Kind
    text: str
    """As written, quotation marks included, white space folded to single blanks."""
    start: int
    """`start` and `end` are offsets into `Work.text`, quotation marks included, white space at the ends not."""
    end: int
    paragraph: int
    """0-based count of the block that the line comes from, over the whole work."""
    continued: bool = False
    """The quotation goes on from the paragraph before: same speaker, whatever the text around says."""
    sender: str = ""
    """Who says it by the layout, as written, where a name is set before or over it: "xX_moth_Xx" of a message, "SAM" of
    a script. `speaker` is the character whom that means."""
    delivery: Delivery | None = None
    speaker: str | None = None
    """A `Character.name`; None for narration and headings."""
    confidence: float = 1.0
    """0 to 1: how sure the attribution is of `speaker`."""
    stressed: tuple[tuple[int, int], ...] = ()
    """Starts and ends in `text` of the words that stand in italics as no thought or title does: they are stressed."""

    @property
    def id(self) -> str:
        """`chapter.scene.line`, for people."""
        return f"{self.chapter}.{self.scene}.{self.number}"


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody who speaks, or is spoken of, in the story."""

    name: str
    aliases: tuple[str, ...] = ()
    """Other names that the text calls the character by; `name` is not among them."""
    pronouns: str = ""
    """"she/her", "he/him", "they/them", "xe/xem"…; empty where the text does not tell."""
    lines: int = 0
    """How many lines are this character's."""

    @property
    def gender(self) -> str | None:
        """ "female", "male", "nonbinary", or None where the pronouns do not tell."""
        if not self.pronouns:
            return None
        return {"she": "female", "he": "male"}.get(self.pronouns.split("/")[0], "nonbinary")


@dataclass(frozen=True, slots=True)
class Script:
    """The whole story as lines, and who is in it, most lines first."""

    characters: tuple[Character, ...]
    lines: tuple[Line, ...]
    narrator: str | None = None
    """The name of the character who tells the story as "I", if one does."""
