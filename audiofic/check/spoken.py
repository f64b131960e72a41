"""Lines whose sound is too short or too long for their text, by the subtitles of an audiobook.

audiofic's WebVTT tells of every utterance when it is heard and who says it, so its lengths are those of the clips.
There is no test sentence here: a voice's pace is the median over all that it says.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from audiofic.check.findings import Finding
from audiofic.errors import AudiobookError
from audiofic.normalize import spoken
from audiofic.synthesize import fit

ENOUGH: Final = 8
"""Utterances that tell a voice's pace."""
MOST_LINES: Final = 20
"""Of one subtitle; what follows them is not its text."""

_TIME = r"(?:(\d{2,4}):)?(\d\d):(\d\d\.\d{3})"
_TIMES = re.compile(rf"{_TIME} --> {_TIME}")
_VOICE = re.compile(r"<v(?:\.[^ <>]*)? ([^<>]*)>")
_MARKUP = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Subtitle:
    """What is said, by whom, from second `start` to second `end`."""

    start: float
    end: float
    speaker: str
    """Empty for the narrator."""
    text: str


def subtitles_beside(path: Path) -> Path | None:
    """The WebVTT file of the same name, if there is one."""
    beside = path.with_suffix(".vtt")
    return beside if beside.is_file() else None


def read_subtitles(path: Path) -> list[Subtitle]:
    """The cues of a WebVTT file (https://www.w3.org/TR/webvtt1/). Raises AudiobookError if it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AudiobookError(f"{path} cannot be read as subtitles: {error}") from error
    return list(_cues(text.splitlines()))


def _cues(lines: list[str]) -> Iterator[Subtitle]:
    for number, line in enumerate(lines):
        if times := _TIMES.match(line):
            payload = []
            for said in lines[number + 1 : number + 1 + MOST_LINES]:
                if not said.strip():
                    break
                payload.append(said)
            written = " ".join(payload)
            voice = _VOICE.search(written)
            start, end = (_seconds(*times.groups()[at : at + 3]) for at in (0, 3))
            text = html.unescape(_MARKUP.sub("", written))
            yield Subtitle(start, end, html.unescape(voice[1]) if voice else "", text)


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)


def misfits(subtitles: list[Subtitle]) -> Iterator[Finding]:
    """Those that are too short or too long for their text; speakers who say little are not judged."""
    by_speaker: defaultdict[str, list[tuple[Subtitle, str]]] = defaultdict(list)
    for subtitle in subtitles:
        by_speaker[subtitle.speaker].append((subtitle, spoken(subtitle.text, {})))
    for said in by_speaker.values():
        paces = [pace for subtitle, text in said if (pace := fit.pace(text, subtitle.end - subtitle.start))]
        if len(paces) < ENOUGH:
            continue
        usual = median(paces)
        for subtitle, text in said:
            seconds = subtitle.end - subtitle.start
            if (wrong := fit.misfit(text, seconds, usual)) is not None:
                words = textwrap.shorten(subtitle.text, 60, placeholder="…")
                reason = "words may be missing" if wrong == "short" else "it may be garbled"
                what = f"“{words}” takes {seconds:.1f} s, too {wrong} for its text: {reason}"
                yield Finding("warn", subtitle.start, what, "listen to it; another voice may say it better")
