"""Speech in a paragraph of a language that is not English: by its quotation marks, or after a dash with its incises.

A tag within a speech – between dashes in Spanish or Russian, between commas in French or Swedish – is known by its
verb of saying. A paragraph is the unit of damage, as in `quotation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from audiofic.language import Grammar
from audiofic.model import Kind
from audiofic.segment.piece import Piece

_DASH: Final = re.compile(r"\s*[—–―-]{1,2}\s?(?=[^\s\d—–―-])")
_INNER: Final = re.compile(
    r"\s[—–―]\s?(?=\S)|(?<=\S)[—–―]\s(?=\S)|(?<=\S)[—–―](?=[.,;:!?…])|(?<=[.,!?…])[—–―](?=\w)|\s--?\s(?=\S)"
)
_AFTER: Final = re.compile(r"[.,;:]?\s*")
"""What stands behind the dash that closes an incise, and is not spoken."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_PART: Final = re.compile(r"[^\W\d_]+")
_PLACE: Final = re.compile(r"[,!?…][»”\"]?\s+(?=\w)")
"""Where a tag may begin that no dash goes before."""
_STOP: Final = re.compile(r"[.!?…](?=\s|$|[»”\"])")
_SENTENCE: Final = re.compile(r"[^.!?…]*")
_END: Final = ".,!?…:;。，！？：；—–-"
_SINGLE: Final = {"‚": "‘’", "‹": "›", "›": "‹", "‘": "’"}
_NEAR: Final = 4
"""Words in which a verb of saying makes a tag."""
_REACH: Final = 80
"""Characters of narration beside a quotation that may be its tag."""
_FEW: Final = 4
"""Words of what may be no more than a title or a word that is spoken of."""


class Marked:
    """Parts paragraphs by what is known of the language."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._closing: dict[str, str] = {}
        for pair in grammar.quotes.split():
            self._closing[pair[0]] = self._closing.get(pair[0], "") + pair[1]
        self._other = {opening: closing for opening, closing in _SINGLE.items() if opening not in self._closing}
        self._verbs = grammar.verbs | grammar.thoughts
        parted = sorted((word for word in self._verbs if grammar.blankless), key=len, reverse=True)
        self._signs = re.compile("|".join(map(re.escape, parted))) if parted else None

    def opens(self, text: str) -> bool:
        """Whether a paragraph may go on with the quotation before it."""
        return text.lstrip()[:1] in (*self._closing, "»", "”")

    def pieces(self, text: str) -> tuple[list[Piece], bool]:
        """The voiced pieces of a paragraph in order, and whether its last quotation lacks its closing mark."""
        opening = _DASH.match(text)
        found: list[Piece] = []
        first = 0
        if opening is not None:
            start = len(text) - len(text.lstrip())
            first = _left_over(text) or len(text.rstrip())
            found = [self._kind(text, *span) for span in self._parted(text, start, opening.end(), first)]
        unclosed = False
        for start, end, closed, main in self._quotations(text, first):
            if not self._spoken(text, start, end, closed=closed, main=main):
                continue
            unclosed = not closed
            parts = list(self._parted(text, start, start + 1, end, plain=False)) if main else [(start, end)]
            found += [self._kind(text, *span, main=main) for span in parts]
        return found, unclosed

    def _quotations(self, text: str, first: int) -> Iterator[tuple[int, int, bool, bool]]:
        """Start, end, whether it is closed, and whether it is in marks that speech is set in."""
        i = first
        while i < len(text):
            mark = text[i]
            main = mark in self._closing
            closers = self._closing.get(mark) or self._other.get(mark, "")
            if not closers or not self._may_open(text, i):
                i += 1
                continue
            end = self._close(text, i, closers)
            if end is None:
                if main and mark in "«„“「『»”" and not text[:i].strip():
                    yield i, len(text.rstrip()), False, main
                    return
                i += 1
                continue
            yield i, end, True, main
            i = end

    def _may_open(self, text: str, i: int) -> bool:
        if self._grammar.blankless:
            return True
        return (
            (i == 0 or not text[i - 1].isalnum())
            and i + 1 < len(text)
            and (text[i] in "«»" or not text[i + 1].isspace())
        )

    def _close(self, text: str, i: int, closers: str) -> int | None:
        depth = 0
        for j in range(i + 1, len(text)):
            if text[j] == text[i] and text[i] not in closers:
                depth += 1
            elif text[j] in closers:
                apostrophe = text[j] == "’" and j + 1 < len(text) and text[j + 1].isalnum()
                if apostrophe:
                    continue
                if depth == 0:
                    return j + 1
                depth -= 1
        return None

    def _parted(self, text: str, start: int, speech: int, end: int, *, plain: bool = True) -> Iterator[tuple[int, int]]:
        """What is spoken of a speech, less the tags within it; its first word is at `speech`. `plain`: it stands
        after a dash, not in marks."""
        position = speech
        while position < end:
            tag = self._incise(text, position, end, plain=plain)
            if tag is None:
                break
            if text[start : tag[0]].strip():
                yield start, tag[0]
            start = position = tag[1]
        if start < end and _WORD.search(text, start, end):
            yield start, end

    def _incise(self, text: str, start: int, end: int, *, plain: bool) -> tuple[int, int] | None:
        """Where the next tag begins and where the speech goes on behind it."""
        for dash in _INNER.finditer(text, start, end):
            leans = plain and dash[0][0].isspace() and not dash[0][-1].isspace()
            if leans or self._is_tag(text, start, dash.start(), dash.end(), end, plain=plain):
                close = next((inner for inner in _INNER.finditer(text, dash.end(), end)), None)
                after = end if close is None else _AFTER.match(text, close.end()).end()  # type: ignore[union-attr]
                return dash.start(), after
        if self._grammar.comma_tags:
            return self._comma_tag(text, start, end)
        return None

    def _is_tag(self, text: str, start: int, at: int, after: int, end: int, *, plain: bool) -> bool:
        """Whether what stands behind a dash is told rather than said."""
        grammar = self._grammar
        clause = _SENTENCE.match(text, after, end)
        told: list[str] = _WORD.findall(clause[0] if clause else "")
        lower = [word.lower() for word in told]
        if any(word in self._verbs for word in lower[:_NEAR]):
            return True
        last = text[start:at].rstrip()[-1:]
        if not plain or not lower or last not in tuple(".,!?…"):
            return False
        does = any(word in grammar.pronouns or word in grammar.beats or grammar.gender(word) for word in lower[:3])
        if grammar.talk & set(lower):
            return False
        return does or (told[0][0].isupper() and last in ".!?…")

    def _comma_tag(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        grammar = self._grammar
        for place in _PLACE.finditer(text, start, end):
            words = _PART.findall(text, place.end(), min(end, place.end() + _REACH))[:_NEAR]
            lower = [word.lower() for word in words]
            if lower[:1] and len(lower[0]) == 1 and lower[0] in "sm":  # s’écria
                words, lower = words[1:], lower[1:]
            if not lower or lower[0] not in self._verbs or not words[0][0].islower() or len(lower) < 2:
                continue
            subject = next((word for word in lower[1:] if word != "t"), "")
            known = (grammar.pronouns, grammar.nouns, grammar.titles, grammar.determiners)
            if not words[1][0].isupper() and not any(subject in some for some in known):
                continue
            return place.start() + 1, self._resumes(text, place.start(), place.end(), end)
        return None

    def _resumes(self, text: str, at: int, tag: int, end: int) -> int:
        """Where the speech goes on behind a tag that begins at `tag`, after the mark at `at`."""
        stop = _STOP.search(text, tag, end)
        last = stop.end() if stop else end
        if text[at] == ",":
            for comma in re.finditer(r",\s+(?=(\w+))", text[tag:last]):
                if comma[1].lower() not in self._grammar.incises:
                    return tag + comma.end()
        while last < end:
            rest = _SENTENCE.match(text, last, end)
            lower = [word.lower() for word in _WORD.findall(rest[0] if rest else "")]
            if not lower or self._grammar.talk & set(lower) or not self._narrates(text[last:end]):
                break
            following = _STOP.search(text, last, end)
            last = following.end() if following else end
        return last

    def _narrates(self, text: str) -> bool:
        """Whether a sentence behind a tag is told: it begins with "he" or "she"."""
        first = _WORD.search(text)
        return first is not None and self._grammar.pronouns.get(first[0].lower(), "I") not in ("I", "")

    def _beside(self, text: str, start: int, end: int) -> tuple[bool, bool]:
        """Whether a verb of saying, or of thinking, stands in the narration beside a quotation."""
        before = re.split(r"[.!?…。！？»”」]", text[max(0, start - _REACH) : start].rstrip())[-1]
        after = re.split(r"[.!?…。！？«“「„]", text[end : end + _REACH].lstrip(" ,，—–-"))[0]
        if self._signs is not None:
            near = [match[0] for match in self._signs.finditer(f"{before[-12:]} {after[:16]}")]
        else:
            near = [
                word.lower() for word in [*_WORD.findall(before)[-6:], *_WORD.findall(after.replace("-", " "))[:_NEAR]]
            ]
        near = [*near, *(word.partition("’")[2] for word in near if "’" in word)]
        return any(word in self._grammar.verbs for word in near), any(word in self._grammar.thoughts for word in near)

    def _kind(self, text: str, start: int, end: int, *, main: bool = True) -> Piece:
        said, thought = self._beside(text, start, end)
        whole = not main and not said and end - start == len(text.strip())
        return Piece(Kind.THOUGHT if (thought and not said) or whole else Kind.DIALOGUE, start, end)

    def _spoken(self, text: str, start: int, end: int, *, closed: bool, main: bool) -> bool:
        """Not so: titles and words that are spoken of, in the middle of a sentence with nobody to say them."""
        inner = text[start + 1 : end - 1].strip()
        if not _WORD.search(inner) and not self._grammar.blankless:
            return False
        alone = end - start == len(text.strip())
        said, thought = self._beside(text, start, end)
        if not main:
            return alone or thought or said
        if not closed or alone or said or thought:
            return True
        before = text[:start].rstrip()
        if before[-1:] in tuple(":：") or (self._grammar.blankless and before[-1:] in tuple("。！？，」』”")):
            return True
        few = len(inner) <= 8 if self._grammar.blankless else len(_WORD.findall(inner)) <= _FEW
        if not before:
            return inner[-1:] in tuple(_END) or text[end : end + 1] in tuple(_END) or not few
        stopped = inner[-1:] in tuple(".,!?…。，！？") or (before[-1] in ".!?…" and text[end : end + 1] in tuple(".,"))
        return stopped or (not few and before[-1] in ".!?…。！？»”")


def _left_over(text: str) -> int | None:
    """Where a mark ends that closes what a paragraph before has opened: « … — Moi ? » Il regarda l’horloge."""
    close = text.find("»")
    return close + 1 if close >= 0 and "«" not in text[:close] else None
