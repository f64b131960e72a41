"""eSpeak NG as it stands on this machine: which library, and the voices in its data folder.

The voices are read from the data files, as the library itself does. So the main process can answer what voices there
are without starting the library, which would give it a thread and a state that only a process of its own should have;
and only what is really there is found: Debian's library lists MBROLA voices whose sound data is another package.
"""

from __future__ import annotations

import ctypes
import difflib
import functools
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from audiofic.engines.engine import NORMAL_RATE, Voice, VoiceFacts
from audiofic.errors import EngineError, UtteranceError

SONAME = "libespeak-ng.so.1"

RATES = range(80, 501)
"""Words a minute that eSpeak NG keeps to; beyond them it stays at the nearest."""

CLEAR = 12.0
"""Percent of words: a variant with more errors is not offered to a cast. The measure is good to three points, and at
ten only five women would be left."""


_INVENTED = frozenset("py piqd qdb qya sjn xex io jbo lfn".split())


@dataclass(frozen=True, slots=True)
class Installation:
    """Where eSpeak NG is."""

    library: str
    """What dlopen takes."""
    data: Path
    version: str
    bundled: bool
    """True for the one that the package espeakng-loader brings, False for the system's."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language or accent that eSpeak NG speaks."""

    name: str
    """Short, lower case, as users write it: "en-gb"."""
    identifier: str
    """The file below `lang/`, which is what the library is asked for: "gmw/en". Version 1.52 refuses "en-gb"."""


@functools.cache
def installation() -> Installation:
    """The system's eSpeak NG, or else the one of espeakng-loader; EngineError where neither loads."""
    system = _inspect(SONAME, None)
    if system:
        return system
    import espeakng_loader

    # The file with the version in its name: loading it makes `SONAME` known to every later dlopen.
    bundled = _inspect(f"{espeakng_loader.get_library_path()}.1", espeakng_loader.get_data_path())
    if bundled:
        return bundled
    raise EngineError("eSpeak NG does not load; install it (Debian: apt install espeak-ng), or espeakng-loader anew")


def _inspect(library: str, data: str | None) -> Installation | None:
    """What that library is; `data` is its data folder, None for its own choice. None where it can't be used."""
    try:
        loaded = ctypes.CDLL(library)
        loaded.espeak_Info.restype = ctypes.c_char_p
        loaded.espeak_Info.argtypes = [ctypes.POINTER(ctypes.c_char_p)]
        loaded.espeak_ng_InitializePath.restype = None
        loaded.espeak_ng_InitializePath.argtypes = [ctypes.c_char_p]
    except (OSError, AttributeError):
        return None
    loaded.espeak_ng_InitializePath(os.fsencode(data) if data else None)
    path = ctypes.c_char_p()
    version = loaded.espeak_Info(ctypes.byref(path))
    folder = Path(os.fsdecode(path.value or b""))
    if not version or not (folder / "phontab").is_file():
        return None
    return Installation(library, folder, version.decode(errors="replace"), bundled=data is not None)


@functools.cache
def languages(data: Path) -> Mapping[str, Language]:
    """Every language below the data folder, by each of its names in lower case: "gmw/en", "en", "en-gb"."""
    found = [(path.relative_to(data / "lang").as_posix(), _tags(path)) for path in sorted((data / "lang").rglob("*"))]
    found = [(identifier, tags) for identifier, tags in found if tags]
    claims = [
        (priority, alias, identifier)
        for identifier, tags in found
        for priority, alias in [(-1, identifier.lower()), (0, identifier.rpartition("/")[2].lower()), *tags]
    ]
    owner: dict[str, str] = {}
    for _, alias, identifier in sorted(claims):
        owner.setdefault(alias, identifier)
    known = {}
    for identifier, tags in found:
        best = min(tags, key=lambda tag: tag[0])[1]
        short = best if owner[best] == identifier else identifier.rpartition("/")[2].lower()
        known[identifier] = Language(short, identifier)
    return {alias: known[identifier] for alias, identifier in owner.items()}


def _tags(path: Path) -> list[tuple[int, str]]:
    """The language tags that a voice file claims, with their priorities (1 is highest; 5 where none is given)."""
    if not path.is_file():
        return []
    lines = (line.split() for line in path.read_text("utf-8", errors="replace").splitlines())
    return [
        (int(words[2]) if len(words) > 2 else 5, words[1].lower())
        for words in lines
        if len(words) > 1 and words[0] == "language"
    ]


@functools.cache
def variants(data: Path) -> Mapping[str, str]:
    """The variants' file names by their lower-case forms."""
    return {path.name.lower(): path.name for path in sorted((data / "voices" / "!v").iterdir())}


def find(name: str) -> tuple[Language, str]:
    """The language and the variant ("" for none) that `name` asks for, in any case: "en-us+f3", "gmw/en-US", "fr".

    Raises LookupError with the nearest names in `args`.
    """
    data = installation().data
    spoken, _, variant = name.strip().partition("+")
    language = languages(data).get(spoken.lower())
    known = variants(data)
    if language and not variant:
        return language, ""
    if language and variant.lower() in known:
        return language, known[variant.lower()]
    if not variant and spoken.lower() in known:
        raise LookupError(f"en-us+{known[spoken.lower()]}")
    near_languages = [language.name] if language else _near(spoken, languages(data))
    near_variants = [known[near] for near in _near(variant, known)] if variant else [""]
    raise LookupError(*[join(near, end) for near in near_languages for end in near_variants][:5])


def _near(word: str, known: Mapping[str, object]) -> list[str]:
    return difflib.get_close_matches(word.lower(), known, n=3, cutoff=0.4)


def resolve(name: str) -> str:
    """The voice's name as users see it: "en-us+f3". Raises LookupError as `find` does."""
    language, variant = find(name)
    return join(language.name, variant)


def identifier(name: str) -> str:
    """The voice's name as the library takes it: "gmw/en-US+f3". Raises LookupError as `find` does."""
    language, variant = find(name)
    return join(language.identifier, variant)


def join(language: str, variant: str) -> str:
    """A voice's name from its two parts."""
    return f"{language}+{variant}" if variant else language


@functools.cache
def voices() -> Sequence[VoiceFacts]:
    """The voices that are fit for a cast: each clear English accent with every clear variant, the clearest first, then
    every other language with these variants, whose clearness was measured in English."""
    data = installation().data
    table = json.loads((files("audiofic.engines") / "espeak_variants.json").read_text("utf-8"))
    accents = [
        accent for accent in table["accents"] if accent["word_error"] <= CLEAR and accent["name"] in languages(data)
    ]
    clear = [
        variant
        for variant in table["variants"]
        if variant["pronoun"] and variant["word_error"] <= CLEAR
        if not variant["name"] or variant["name"].lower() in variants(data)
    ]
    spoken = [(accent["name"], accent["language"]) for accent in accents]
    spoken += sorted({(language.name, tag) for language in languages(data).values() if (tag := _tag(language))})
    return [
        VoiceFacts(
            name=join(name, variant["name"]),
            language=tag,
            pronoun=variant["pronoun"],
            pitch=variant["pitch"],
            word_error=variant["word_error"],
            age=variant.get("age", "adult"),
        )
        for name, tag in spoken
        for variant in clear
    ]


def _tag(language: Language) -> str:
    """The BCP 47 tag of a language other than English that a cast can have; empty for what is none.

    Left out are invented and private ones, the same in other letters, and Japanese, of which it knows no Chinese signs.
    """
    tag = language.identifier.rpartition("/")[2]
    if re.match(r"en\b|ja\b|.*-(?:x|[A-Z][a-z]{3}|[a-z]{5,8}|us)\b", tag) or tag in _INVENTED:
        return ""
    return {"cmn": "zh", "nb": "no"}.get(tag, tag)


def rate(voice: Voice) -> int:
    """The voice's words a minute; UtteranceError where eSpeak NG does not keep to so many or few."""
    wanted = round(NORMAL_RATE * voice.pace)
    if wanted not in RATES:
        raise UtteranceError(f"it speaks {RATES[0]} to {RATES[-1]} words a minute, not {wanted}")
    return wanted
