"""What an audiobook tells of itself: who speaks with which voice, what the work is tagged with; and the words that it
ends with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from audiofic.cast import Cast, Role
from audiofic.model import Metadata
from audiofic.package import NARRATOR, joined
from audiofic.voices import VoicesFile

_CLOSE: Final = {
    "de": ("von", "Gelesen von Computerstimmen mit audiofic"),
    "en": ("by", "Read by computer voices with audiofic"),
    "es": ("de", "Leído por voces de ordenador con audiofic"),
    "fr": ("de", "Lu par des voix de synthèse avec audiofic"),
    "it": ("di", "Letto da voci sintetiche con audiofic"),
    "nl": ("door", "Gelezen door computerstemmen met audiofic"),
    "pt": ("de", "Lido por vozes de computador com audiofic"),
}
"""How the languages say it; English for all others."""


def narrators(cast: Cast, voices: VoicesFile) -> tuple[str, ...]:
    """Who reads the book, as its tags name them: what voices.yaml says, or else "audiofic" with each engine that
    speaks, the narrator's first."""
    roles = (cast.narrator, *cast.roles.values())
    engines = dict.fromkeys(_engine(role) for role in roles)
    return voices.book.narrator or tuple(f"{NARRATOR} ({engine})" for engine in engines)


def cast_list(cast: Cast) -> tuple[str, ...]:
    """Everybody who has a voice of their own: "Harry Potter – Kokoro am_michael". The narrator is the first."""
    roles = {"Narrator": cast.narrator} | {role.name: role for role in cast.roles.values() if not role.extra}
    return tuple(f"{name} – {_engine(role)} {role.voice.name}" for name, role in roles.items())


def _engine(role: Role) -> str:
    name = role.voice.engine
    return name[:1].upper() + name[1:]


def facts(metadata: Metadata) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is known of the work and has no place of its own in every format, each with its name."""
    found: dict[str, Sequence[str]] = {
        "Fandoms": metadata.fandoms,
        "Relationships": metadata.relationships,
        "Characters": metadata.characters,
        "Rating": [metadata.rating],
        "Warnings": metadata.warnings,
        "Categories": metadata.categories,
        "Tags": metadata.tags,
        "Words": [metadata.words],
        "Language": [metadata.language],
        "Status": [metadata.status],
    }
    kept = ((name, tuple(filter(None, values))) for name, values in found.items())
    return tuple((name, values) for name, values in kept if values)


def close(metadata: Metadata, language: str) -> str:
    """The words that the book ends with; `language` is BCP 47."""
    by, read = _CLOSE.get(language.partition("-")[0].lower(), _CLOSE["en"])
    whose = f", {by} {joined(metadata.authors)}" if metadata.authors else ""
    return f"{metadata.title}{whose}. {read}." if metadata.title else f"{read}."
