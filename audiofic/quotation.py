"""Quotation marks: which ones a work uses for speech, and what they enclose in a paragraph.

Whether a mark opens or closes is told by what stands on either side of it first and by its shape second, since
typed stories turn marks the wrong way. A paragraph is the unit of damage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from audiofic.lexicon import SPEECH_VERBS, STRONG_SPEECH_VERBS

_OPENING = "“„‟«「『‘‚‹"
_CLOSING = "”»」』’›"
_DOUBLE = '"“”„‟«»＂「」『』'
_SINGLE = "'‘’‚‹›`´"
_DOUBLE_MARK = re.compile(f"[{_DOUBLE}]")
_SINGLE_MARK = re.compile(f"[{_SINGLE}]")
_BEFORE_OPENING = "([{—–―-…_*/"
_AFTER_CLOSING = ".,!?;:)]}—–―-…_*/"
_END = ".,!?…—–-;:"

_ELISION = re.compile(
    r"['’‘`](?:em|tis|twas|twere|twill|til|till|cause|cuz|cos|bout|round|neath|nother|kay|ere|n|im|er|is|ow|ave|ad|"
    r"appen|specially|fraid|scuse|gainst|tween|d|ll|re|s|\d\ds?)\b",
    re.IGNORECASE,
)
_DASH_SPEECH = re.compile(r"\s*[—–―-]{1,2}\s?(?=[^\s\d—–―-])")
_INNER_DASH = re.compile(r"\s[—–―]\s?(?=\w)|(?<=[\w.,!?…])[—–―]\s(?=\w)|(?<=\w)[—–―](?=[.,]\s)")
_UNMARKED_TAG = re.compile(
    r"[,.!?…—–-]\s+(?=(?:(?:he|she|they|I|[A-Z][\w’'-]+)\s+([a-z]+)|([a-z]+)\s+(?:he|she|they|I|the|[A-Z][\w’'-]+))\b)"
)
_SENTENCE_STOP = re.compile(r"[.!?…]+(?=\s)")
_WORD = re.compile(r"\w[\w’'-]*")
_SMALL_WORDS = frozenset("a an and as at by for from in into of on or the to with".split())


class Marks(Enum):
    """What a work sets its speech in."""

    DOUBLE = "double"
    """Curly or straight double marks, guillemets, corner brackets."""
    SINGLE = "single"
    """British single marks; double ones are quotes within quotes."""
    DASH = "dash"
    """A dash at the head of the paragraph."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation's place in its paragraph, marks included."""

    start: int
    end: int
    closed: bool = True
    """False if the paragraph ends before the mark that should close it."""


def find_marks(paragraphs: Iterable[str]) -> Marks:
    """The marks that most paragraphs of the work that hold any use for speech."""
    double = single = dash = 0
    for text in paragraphs:
        double += sum(_opens(text, mark.start()) for mark in _DOUBLE_MARK.finditer(text))
        single += len(_single_quotations(text))
        dash += _DASH_SPEECH.match(text) is not None
    if dash > 2 * (double + single):
        return Marks.DASH
    return Marks.SINGLE if single > double else Marks.DOUBLE


def opens_quotation(text: str, marks: Marks) -> bool:
    """Whether the paragraph begins with speech."""
    text = text.lstrip()
    if marks is Marks.DASH:
        return _DASH_SPEECH.match(text) is not None
    return text[:1] in (_DOUBLE if marks is Marks.DOUBLE else _SINGLE) and len(text) > 1


def quotations(text: str, marks: Marks, *, continues: bool = False) -> list[Quotation]:
    """The outermost quotations of a paragraph in order, less the scare quotes and titles that nobody says.

    Only the last one can be unclosed. `continues` tells that the next paragraph begins with a mark, so that a long
    speech may go on there; without it, an unclosed quotation ends where a speech tag begins, or with the paragraph.
    """
    if marks is Marks.DASH:
        return _dash_quotations(text)
    found = _single_quotations(text) if marks is Marks.SINGLE else _double_quotations(text)
    if found and not found[-1].closed:
        last = found[-1]
        tag = _unmarked_tag(text, last.start + 1)
        if tag is not None:
            found[-1] = Quotation(last.start, tag)
        elif not continues:
            found[-1] = Quotation(last.start, last.end)
    return [quotation for quotation in found if not _unspoken(text, quotation)]


def _opens(text: str, i: int) -> bool:
    """By what stands beside it, the mark at `i` could open."""
    return (i == 0 or text[i - 1].isspace() or text[i - 1] in _BEFORE_OPENING) and (
        i + 1 < len(text) and not text[i + 1].isspace()
    )


def _closes(text: str, i: int) -> bool:
    """By what stands beside it, the mark at `i` could close."""
    return (i > 0 and not text[i - 1].isspace()) and (
        i + 1 == len(text) or text[i + 1].isspace() or text[i + 1] in _AFTER_CLOSING or text[i + 1] in _SINGLE
    )


def _double_quotations(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    depth = 0
    places = [mark.start() for mark in _DOUBLE_MARK.finditer(text)]
    for n, i in enumerate(places):
        opens, closes = _opens(text, i), _closes(text, i)
        if opens and closes:  # between a dash and a dash: the shape decides, or else what is due
            opens, closes = text[i] in _OPENING, text[i] in _CLOSING
        if opened is None:
            if closes and not opens and text[i] not in _OPENING:
                if n == 0 and text[i - 1] in _END:  # the paragraph lacks its first mark
                    found.append(Quotation(_first_word(text), i + 1))
                continue
            opened, depth = i, 0
        elif opens and not closes and text[i] not in _CLOSING:
            if _nested(text, places, n):
                depth += 1
            else:  # the last one was never closed: it ends with its sentence
                found.append(Quotation(opened, _sentence_end(text, opened, i)))
                opened, depth = i, 0
        elif depth:
            depth -= 1
        else:
            found.append(Quotation(opened, i + 1))
            opened = None
    if opened is not None:
        found.append(Quotation(opened, len(text), closed=False))
    return found


def _nested(text: str, places: list[int], n: int) -> bool:
    """Whether the opening mark at `places[n]`, inside a quotation, opens one within it: two that close must follow."""
    following = places[n + 1 : n + 3]
    if len(following) < 2 or any(_opens(text, i) and not _closes(text, i) for i in following):
        return False
    last = following[1]
    return text[last - 1] in _END or text[last] in _CLOSING


def _first_word(text: str) -> int:
    return len(text) - len(text.lstrip())


def _sentence_end(text: str, start: int, end: int) -> int:
    stops = [stop.end() for stop in _SENTENCE_STOP.finditer(text, start, end)]
    return stops[-1] if stops else start + len(text[start:end].rstrip())


def _single_quotations(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    places = [mark.start() for mark in _SINGLE_MARK.finditer(text)]
    for n, i in enumerate(places):
        opens = _opens_single(text, i)
        if opened is None:
            if opens and (not _ELISION.match(text, i) or (i == 0 and _closed_later(text, places, n))):
                opened = i
        elif _closes_single(text, i) and (text[i - 1] in _END or not _closed_later(text, places, n)):
            found.append(Quotation(opened, i + 1))
            opened = None
        elif opens and text[i] in "‘'" and not _ELISION.match(text, i) and not _closed_twice(text, places, n):
            found.append(Quotation(opened, _sentence_end(text, opened, i)))
            opened = i
    if opened is not None and (text[opened] in "‘‹" or opened == _first_word(text)):
        found.append(Quotation(opened, len(text), closed=False))
    return found


def _opens_single(text: str, i: int) -> bool:
    before = i == 0 or text[i - 1].isspace() or text[i - 1] in _BEFORE_OPENING or text[i - 1] in _DOUBLE
    return (
        before and text[i] not in "’›" and i + 1 < len(text) and (text[i + 1].isalnum() or text[i + 1] in '…—–-."“_*')
    )


def _closes_single(text: str, i: int) -> bool:
    after = i + 1 == len(text) or not (text[i + 1].isalnum() or text[i + 1] in _SINGLE)
    return after and i > 0 and not text[i - 1].isspace() and text[i] not in "‘‹"


def _closed_later(text: str, places: list[int], n: int) -> bool:
    """Whether a mark that surely closes comes before the next that opens, so that the one at `places[n]` does not."""
    for i in places[n + 1 : n + 12]:
        if _closes_single(text, i) and text[i - 1] in _END:
            return True
        if _opens_single(text, i) and not _ELISION.match(text, i):
            return False
    return False


def _closed_twice(text: str, places: list[int], n: int) -> bool:
    closing = sum(_closes_single(text, i) and text[i - 1] in _END for i in places[n + 1 : n + 12])
    opening = sum(_opens_single(text, i) and not _ELISION.match(text, i) for i in places[n + 1 : n + 12])
    return closing > opening + 1


def _unmarked_tag(text: str, start: int) -> int | None:
    """Where the speech before a tag ends in a text with no closing mark: after "Go on" in `Go on, he said.`"""
    for tag in _UNMARKED_TAG.finditer(text, start):
        verb = tag[1] or tag[2]
        if verb in STRONG_SPEECH_VERBS and verb.endswith(("d", "s", "ke", "gan")):  # not "Well, I say"
            return tag.start() + 1
    return None


def _dash_quotations(text: str) -> list[Quotation]:
    """Dash dialogue: "— Hello — he said —. Goodbye." speaks in every other piece."""
    opening = _DASH_SPEECH.match(text)
    if opening is None:
        return []
    found: list[Quotation] = []
    start, speaking = _first_word(text), True
    for dash in _INNER_DASH.finditer(text, opening.end()):
        if speaking and _is_tag(text[dash.end() : dash.end() + 60]):
            found.append(Quotation(start, dash.start()))
            speaking = False
        elif not speaking:
            start, speaking = dash.start() + len(dash[0]) - len(dash[0].lstrip()), True
    if speaking:
        tag = _unmarked_tag(text, start) if not found else None
        found.append(Quotation(start, tag or len(text.rstrip())))
    return found


def _is_tag(text: str) -> bool:
    words = _WORD.findall(text)[:4]
    return bool(words) and (words[0][0].islower() or any(word in SPEECH_VERBS for word in words))


def _unspoken(text: str, quotation: Quotation) -> bool:
    """Scare quotes, titles, words as words: short, in the middle of a sentence, and not spoken to anybody."""
    inner = text[quotation.start + 1 : quotation.end - 1].strip()
    words = _WORD.findall(inner)
    if not words:
        return True
    before, after = text[: quotation.start].rstrip(), text[quotation.end :].lstrip()
    if not quotation.closed or len(words) > 8 or not before or before[-1] in ".,!?:;…—–-“”\"'‘’)":
        return False
    if inner[-1] in "!?…—–-" or before[before.rfind(" ") + 1 :].lower() in SPEECH_VERBS:
        return False
    title = all(word[0].isupper() or word in _SMALL_WORDS for word in words)
    if inner[-1] in ",.":  # American typesetters put the sentence's own stop inside
        return inner[0].islower() if len(words) <= 5 and not title else title and len(words) > 1
    if not inner[0].isupper():
        return len(words) <= 5
    if not after or after[0].isupper():  # it ends its sentence
        return False
    return len(words) <= 2 or title
