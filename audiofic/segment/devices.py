"""Voices out of a thing: radio, television, intercom. It is whoever "it" is that speaks, or what a voice comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from audiofic.language.en.lexicon import PERSON_NOUNS, SPEECH_VERBS
from audiofic.segment.quotation import Quotation

_DEVICE: Final = (
    r"(?P<device>radio|wireless|television|telly|tv|intercom|loud-?speakers?|speakers|tannoy|p\.?a\.?(?: system)?|"
    r"comm?s?|comm?link|walkie-talkie|answering machine|answerphone|voice-?mail|recording|satnav|gps|announcer|"
    r"newsreader|newscaster|announcement|broadcast)"
)
_ITS: Final = r"(?:the|a|an|his|her|their|my|our|your|another)"
_NAMED: Final = re.compile(rf"\b{_ITS}\s+(?:[\w’'-]+\s+){{0,2}}?{_DEVICE}\b", re.IGNORECASE)
_TAG: Final = re.compile(
    rf"[,\s]*(?:(?P<it>it)|{_ITS}\s+(?:[\w’'-]+\s+){{0,2}}?"
    rf"(?:(?P<voice>voice)(?:\s+(?:on|over|from|in|out of)\s+\w+\s+\w+)?|{_DEVICE}))\s+(?:\w+ly\s+)?(?P<verb>\w+)",
    re.IGNORECASE,
)
_INVERTED: Final = re.compile(rf"[,\s]*(?P<verb>\w+)\s+{_ITS}\s+(?:[\w’'-]+\s+){{0,2}}?{_DEVICE}\b", re.IGNORECASE)
_SUBJECT: Final = re.compile(
    r"(?:^|[.!?…]\s+)(?:The|A|An|His|Her|Their|My|Our|Your)\s+(?:[a-z-]+\s+){0,2}?([a-z-]+)\s+[a-z]+"
)
_TAG_ALONE: Final = 30
"""Characters between two quotations that are no more than a tag."""
_NEAR: Final = 160
"""Characters on either side of a speech."""


def with_devices(text: str, quotations: Sequence[Quotation]) -> Iterator[tuple[Quotation, str]]:
    """Each quotation of a paragraph with the thing that says it, "the radio", or ""; “So is salt” goes on with it."""
    said, end = "", 0
    for quotation in quotations:
        between = text[end : quotation.start]
        found = device(text, quotation.start, quotation.end)
        if not found and said and len(between) <= _TAG_ALONE and not _says(text[quotation.end :]):
            found = said
        yield quotation, found
        said, end = found, quotation.end


def device(text: str, start: int, end: int) -> str:
    """What says a quotation of a paragraph: "the radio"; "" where it is somebody, as far as this tells."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    tag = _TAG.match(after)
    if tag is not None and tag["device"]:
        return f"the {tag['device'].lower()}"
    inverted = _INVERTED.match(after)
    if inverted is not None and inverted["verb"].lower() in SPEECH_VERBS:  # "said the voicemail"
        return f"the {inverted['device'].lower()}"
    if tag is not None and tag["verb"].lower() in SPEECH_VERBS:
        return _last_named(before) or (_last_named(after[: tag.end() + 40]) if tag["voice"] else _subject(before))
    sentence = re.split(r"[.!?…]\s", before.rstrip(" .:,—–-\n"))[-1]
    named = _NAMED.search(sentence)
    leads = before.rstrip()[-1:] in tuple(".:,—–-") and not after.strip()[:1].islower() and not _says(after)
    return f"the {named['device'].lower()}" if named and leads and _is_speaking(sentence, named) else ""


def _last_named(text: str) -> str:
    found = [match["device"] for match in _NAMED.finditer(text)]
    return f"the {found[-1].lower()}" if found else ""


def _subject(before: str) -> str:
    """What "it" is: the thing that the last sentence is about."""
    found = [match[1] for match in _SUBJECT.finditer(before)]
    return f"the {found[-1]}" if found and found[-1] not in PERSON_NOUNS else ""


def _says(after: str) -> bool:
    """Whether a tag behind the speech names somebody: `, said Sam`, `Sam said`."""
    words = re.findall(r"[\w’']+", after[:40])[:3]
    return any(word.lower() in SPEECH_VERBS for word in words[:2])


def _is_speaking(sentence: str, named: re.Match[str]) -> bool:
    """Whether the thing is what the sentence is about, or where a voice comes from, rather than what somebody holds."""
    before = sentence[: named.start()].strip().casefold()
    return not before or before in {"over", "from", "on", "then", "and", "but"} or "voice" in before
