"""The characters whom AO3's tags name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from audiofic.language.en.lexicon import PRONOUN_SETS
from audiofic.model import Metadata

_NOTE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|\s-\s.*$)\s*")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")
_PRONOUNS = re.compile(r"(\w+)(?:/\w+)*\s+pronouns for\s+(.+)", re.IGNORECASE)
_NOBODY: Final = re.compile(
    r"\b(?:original|characters?|reader|you|others?|various|minor|everyone|ensemble|oc|ofc|omc|background|relationships?"
    r"|no romantic|ocs|multiple|family|members?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tag:
    """Somebody in the tags."""

    names: tuple[tuple[str, ...], ...]
    """As words, the main name first: James "Bucky" Barnes | Winter Soldier has several."""


def read_tags(metadata: Metadata) -> list[Tag]:
    """Everybody in the Characters and Relationships tags: "Harry Potter/Draco Malfoy", "Kim & Lee (mentioned)"."""
    tags: dict[tuple[str, ...], Tag] = {}
    parts = [*metadata.characters, *(part for tag in metadata.relationships for part in re.split(r"\s*[/&]\s*", tag))]
    for part in parts:
        names: list[tuple[str, ...]] = []
        for name in re.split(r"\s+\|\s+", _NOTE.sub(" ", part)):
            words = tuple(_WORD.findall(_QUOTED.sub(" ", name)))
            if 0 < len(words) <= 5 and not _NOBODY.search(name):
                names.append(("the", *words[1:]) if words[0] == "The" and len(words) > 1 else words)
                names += [(nickname,) for nickname in _QUOTED.findall(name) if _WORD.fullmatch(nickname)]
        if names and not any(set(names) & set(tag.names) for tag in tags.values()):
            tags[names[0]] = Tag(tuple(names))
    return list(tags.values())


def tag_names(metadata: Metadata) -> list[str]:
    """All names of everybody in the tags, as they are written."""
    return [" ".join(words) for tag in read_tags(metadata) for words in tag.names]


def read_pronouns(metadata: Metadata) -> dict[str, str]:
    """First name, in lower case → subject pronoun, from tags as "They/Them Pronouns for Percival (Arthurian)"."""
    pronouns: dict[str, str] = {}
    for tag in metadata.tags:
        match = _PRONOUNS.match(tag)
        if match and match[1].lower() in PRONOUN_SETS:
            for word in _WORD.findall(_NOTE.sub(" ", match[2])):
                pronouns.setdefault(word.lower(), match[1].lower())
    return pronouns
