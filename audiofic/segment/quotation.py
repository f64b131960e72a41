"""Quotation marks: which ones a work uses for speech, and what they enclose in a paragraph.

Whether a mark opens or closes is told by what stands on either side of it first and by its shape second, since
typed stories turn marks the wrong way. A paragraph is the unit of damage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from audiofic.language.en.lexicon import SPEECH_PARTICIPLES, SPEECH_VERBS, STRONG_SPEECH_VERBS

_OPENING = "“„‟«「『‘‚‹"
_CLOSING = "”»」』’›"
_BRACKETS = "「」『』"
"""Marks that only ever point one way; no blank stands beside them."""
_DOUBLE = '"“”„‟«»＂「」『』'
_SINGLE = "'‘’‚‹›`´"
_DOUBLE_MARK = re.compile(f"[{_DOUBLE}]")
_DOUBLED_MARK = re.compile(r"(['`´‘’])\1")
"""How some type double marks where they have none."""
_SINGLE_MARK = re.compile(f"[{_SINGLE}]")
_GUILLEMETS = "«»"
"""Where a blank stands on their inner side, as in French, the shape tells which way they point."""
_BEFORE_OPENING = "([{—–―-…_*/"
_AFTER_CLOSING = ".,!?;:)]}—–―-…_*/"
_END = ".,!?…—–-;:。、！？"
_POSSIBLE_SINGLE = re.compile(f"[{_SINGLE}](?<![^\\s{re.escape(_BEFORE_OPENING)}{_DOUBLE}].)(?=\\S)")
"""A single mark that may open; most paragraphs have apostrophes only."""

_ELISION = re.compile(
    r"['’‘`](?:em|tis|twas|twere|twill|til|till|cause|cuz|cos|bout|round|neath|nother|kay|ere|n|im|er|is|e|ow|ave|ad|"
    r"appen|specially|fraid|scuse|gainst|tween|d|ll|re|s|\d\ds?)\b",
    re.IGNORECASE,
)
_DROPPED_LETTER = re.compile(r"(?:s|in|\ban|\bo|\bth|\bwi|\bd|\bn)$")
"""Words before an apostrophe: the boys', goin', an', o', th', wi', d', n'."""
_DASH_SPEECH = re.compile(r"\s*[—–―-]{1,2}\s?(?=[^\s\d—–―-])")
_INNER_DASH = re.compile(
    r"\s[—–―]\s?(?=\w)|(?<=[\w.,!?…])[—–―]\s(?=\w)|(?<=\w)[—–―](?=[.,]\s)|(?<=[\w.,!?…])\s--?\s(?=\w)"
)
_TAG = re.compile(
    r"(?!(?:Then|And|But|So|When|If|What|Now|As)\b)"
    r"(?:(?:he|she|they|I|we|xe|ze|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s+(?:[a-z]+ly\s+)?([a-z]+)"
    r"|([a-z]+)\s+(?:he|she|they|I|we|xe|ze|the|[A-Z][\w’'-]+))\b"
)
_UNMARKED_TAG = re.compile(rf"[,.!?…—–-]\s+(?={_TAG.pattern})")
_THING_SAYS = re.compile(
    r"\b(?:signs?|list|notes?|label|letters?|poster|plaque|cards?|badge|shirt|banner|mug|sticker|screen|board|notice|page|"
    r"headline|title|text|caption|door|box|envelope|menu|display)(?:\s(?!and\b|but\b|then\b|he\b|she\b|who\b)[\w’'-]+){0,5}"
    r"\s(?:says?|said|saying|reads?|reading)[,:]?$"
)
_IS_SUBJECT = re.compile(
    r"(?:is|was|are|were|isn[’']t|wasn[’']t|seem(?:s|ed)?|mean(?:s|t)|had been|has been|would be)\b"
)
"""What follows a word that is spoken of: “Sorry” was not in her dictionary."""
_SAYING = (SPEECH_VERBS | SPEECH_PARTICIPLES) - {"read", "reads", "reading"}
_DETERMINER = re.compile(
    r"\b(?:an?|the|this|that|these|those|his|her|its|their|my|our|your|some|any|no|every|so-called|called|named)$",
    re.IGNORECASE,
)
_SENTENCE_STOP = re.compile(r"[.!?…](?=\s)")
_WORD = re.compile(r"\w[\w’'-]*")
_SMALL_WORDS = frozenset("a an and as at by for from in into of on or the to with".split())
_NEARBY = 100
"""How many characters on either side of a quotation may tell whether somebody says it."""


class Marks(Enum):
    """What a work sets its speech in."""

    DOUBLE = "double"
    """Curly or straight double marks, guillemets, corner brackets, doubled single marks."""
    SINGLE = "single"
    """British single marks; double ones are quotes within quotes."""
    DASH = "dash"
    """A dash at the head of the paragraph."""


class _Turn(Enum):
    """Which way a mark points."""

    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"
    """Nothing tells: it does what is due."""


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
        double += sum(_opens(text, *mark) for mark in _double_marks(text))
        single += len(_single_quotations(text))
        dash += _DASH_SPEECH.match(text) is not None
    if dash > 2 * (double + single):
        return Marks.DASH
    return Marks.SINGLE if single > double else Marks.DOUBLE


def opens_quotation(text: str, marks: Marks) -> bool:
    """Whether the paragraph begins with speech."""
    if marks is Marks.DASH:
        return _DASH_SPEECH.match(text) is not None
    first = _first_word(text)
    if marks is Marks.SINGLE:
        return text[first : first + 1] in tuple(_SINGLE) and not _ELISION.match(text, first)
    return (_DOUBLE_MARK.match(text, first) or _DOUBLED_MARK.match(text, first)) is not None


def quotations(text: str, marks: Marks) -> list[Quotation]:
    """The outermost quotations of a paragraph in order, less the scare quotes and titles that nobody says.

    Only the last one can be unclosed: it ends where a speech tag begins, or else with the paragraph, and may go on in
    the next one.
    """
    if marks is Marks.DASH:
        return _dash_quotations(text)
    found = _single_quotations(text) if marks is Marks.SINGLE else _double_quotations(text)
    if found and not found[-1].closed:
        tag = _unmarked_tag(text, found[-1].start + 1)
        if tag is not None:
            found[-1] = Quotation(found[-1].start, tag)
    spoken: list[Quotation] = []
    for quotation in found:
        if _is_spoken(text, quotation, spoken):
            spoken.append(quotation)
    return spoken


def other_quotations(text: str, marks: Marks) -> list[Quotation]:
    """The closed quotations of a paragraph in the marks that the work does not set its speech in."""
    found = _single_quotations(text) if marks is Marks.DOUBLE else _double_quotations(text)
    return [quotation for quotation in found if quotation.closed]


def tag_verb(text: str, start: int) -> str | None:
    """The verb of what looks like a tag at `start`: "whispered" of `, whispered Sam.` and of `he softly whispered`."""
    while start < len(text) and (text[start].isspace() or text[start] == ","):
        start += 1
    tag = _TAG.match(text[start : start + _NEARBY])
    return (tag[1] or tag[2]) if tag else None


def _double_marks(text: str) -> list[tuple[int, int]]:
    """Start and end of each; doubled single marks count where the paragraph has no others."""
    marks = [mark.span() for mark in _DOUBLE_MARK.finditer(text)]
    return marks or [mark.span() for mark in _DOUBLED_MARK.finditer(text)]


def _opens(text: str, start: int, end: int) -> bool:
    """By what stands beside it, the mark could open."""
    return (start == 0 or text[start - 1].isspace() or text[start - 1] in _BEFORE_OPENING) and (
        end < len(text) and not text[end].isspace()
    )


def _closes(text: str, start: int, end: int) -> bool:
    """By what stands beside it, the mark could close."""
    return (start > 0 and not text[start - 1].isspace()) and (
        end == len(text) or text[end].isspace() or text[end] in _AFTER_CLOSING or text[end] in _SINGLE
    )


def _turn(text: str, start: int, end: int) -> _Turn:
    if text[start] in _BRACKETS:
        return _Turn.OPENS if text[start] in _OPENING else _Turn.CLOSES
    opens, closes = _opens(text, start, end), _closes(text, start, end)
    if opens and closes:  # between a dash and a dash: the shape decides
        opens, closes = text[start] in _OPENING, text[start] in _CLOSING
    if not opens and not closes and start > 0 and text[start] in _GUILLEMETS:
        opens, closes = text[start] == "«", text[start] == "»"
    if opens == closes:
        return _Turn.EITHER
    return _Turn.OPENS if opens else _Turn.CLOSES


def _double_quotations(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    depth = 0
    marks = _double_marks(text)
    for n, (start, end) in enumerate(marks):
        turn = _turn(text, start, end)
        if opened is None:
            if turn is _Turn.CLOSES and text[start] not in _OPENING:
                if n == 0 and text[:start].rstrip()[-1:] in tuple(_END):  # the paragraph lacks its first mark
                    found.append(Quotation(_first_word(text), end))
                continue
            opened, depth = start, 0
        elif turn is _Turn.OPENS and text[start] not in _CLOSING:
            if _nested(text, marks, n):
                depth += 1
            else:  # the last one was never closed: it ends with its sentence
                found.append(Quotation(opened, _sentence_end(text, opened, start)))
                opened, depth = start, 0
        elif depth:
            depth -= 1
        elif not _inches(text, marks, n):
            found.append(Quotation(opened, end))
            opened = None
    if opened is not None:
        found.append(Quotation(opened, len(text), closed=False))
    return found


def _nested(text: str, marks: Sequence[tuple[int, int]], n: int) -> bool:
    """Whether the opening mark `n`, inside a quotation, opens one within it: two that close must follow."""
    following = marks[n + 1 : n + 3]
    if len(following) < 2 or any(_opens(text, *mark) and not _closes(text, *mark) for mark in following):
        return False
    last = following[1][0]
    return text[last - 1] in _END or text[last] in _CLOSING


def _inches(text: str, marks: Sequence[tuple[int, int]], n: int) -> bool:
    """Whether the mark `n`, inside a quotation, is that of six feet two (6'2"): another one closes the quotation."""
    start = marks[n][0]
    return text[start - 1].isdecimal() and n + 1 < len(marks) and _turn(text, *marks[n + 1]) is not _Turn.OPENS


def _first_word(text: str) -> int:
    return len(text) - len(text.lstrip())


def _sentence_end(text: str, start: int, end: int) -> int:
    stops = [stop.end() for stop in _SENTENCE_STOP.finditer(text, start, end)]
    return stops[-1] if stops else start + len(text[start:end].rstrip())


def _single_quotations(text: str) -> list[Quotation]:
    if not _POSSIBLE_SINGLE.search(text):
        return []
    found: list[Quotation] = []
    opened: int | None = None
    places = [mark.start() for mark in _SINGLE_MARK.finditer(text)]
    for n, i in enumerate(places):
        if opened is None:
            if _opens_single(text, i) or (_may_open_single(text, i) and _closed_later(text, places, n)):
                opened = i
        elif _closes_single(text, i) and (_surely_closed(text, i) or not _closed_later(text, places, n)):
            found.append(Quotation(opened, i + 1))
            opened = None
        elif text[i] in "‘'" and _opens_single(text, i) and not _closed_twice(text, places, n):
            found.append(Quotation(opened, _sentence_end(text, opened, i)))
            opened = i
    if opened is not None and (text[opened] in "‘‹" or opened == _first_word(text)):
        found.append(Quotation(opened, len(text), closed=False))
    return found


def _before_single(text: str, i: int) -> bool:
    """By what stands before it and after, the mark at `i` could open."""
    before = i == 0 or text[i - 1].isspace() or text[i - 1] in _BEFORE_OPENING or text[i - 1] in _DOUBLE
    return (
        before
        and i + 1 < len(text)
        and (text[i + 1].isalnum() or text[i + 1] in '…—–-."“_*' or _ELISION.match(text, i + 1) is not None)
    )


def _opens_single(text: str, i: int) -> bool:
    return text[i] not in "’›" and _before_single(text, i) and not _ELISION.match(text, i)


def _may_open_single(text: str, i: int) -> bool:
    """Whether the mark at `i`, which looks like an apostrophe or is turned the wrong way, begins a sentence."""
    if not _before_single(text, i):
        return False
    before = text[max(0, i - 8) : i].rstrip()
    return not before or (before[-1] in _END and (text[i + 1].isupper() or text[i] in "‘'"))  # ‘is it,’ not ’is hat


def _closes_single(text: str, i: int) -> bool:
    after = i + 1 == len(text) or not (text[i + 1].isalnum() or text[i + 1] in _SINGLE)
    wrongly_turned = text[i] in "‘‹" and i + 1 < len(text) and not text[i + 1].isspace()
    return after and i > 0 and not text[i - 1].isspace() and not wrongly_turned


def _surely_closed(text: str, i: int) -> bool:
    """The mark at `i`, which could close, is no apostrophe."""
    return text[i - 1] in _END or text[i - 1] in _DOUBLE


def _closed_later(text: str, places: Sequence[int], n: int) -> bool:
    """Whether a mark that closes better than the one at `places[n]` comes before the next that opens."""
    weak = _DROPPED_LETTER.search(text, max(0, places[n] - 4), places[n]) is not None
    for i in places[n + 1 : n + 12]:
        if _closes_single(text, i) and (
            _surely_closed(text, i) or (weak and not _DROPPED_LETTER.search(text, max(0, i - 4), i))
        ):
            return True
        if _opens_single(text, i):
            return False
    return False


def _closed_twice(text: str, places: Sequence[int], n: int) -> bool:
    closing = sum(_closes_single(text, i) and _surely_closed(text, i) for i in places[n + 1 : n + 12])
    opening = sum(_opens_single(text, i) for i in places[n + 1 : n + 12])
    return closing > opening + 1


def _unmarked_tag(text: str, start: int) -> int | None:
    """Where the speech before a tag ends in a text with no closing mark: after "Go on" in `Go on, he said.`"""
    for tag in _UNMARKED_TAG.finditer(text, start):
        verb = tag[1] or tag[2]
        if verb in STRONG_SPEECH_VERBS and verb.endswith(("d", "s", "ke", "gan")):  # not "Well, I say"
            return tag.start() + 1
    return None


def _dash_quotations(text: str) -> list[Quotation]:
    """Dash dialogue: "— Hello — he said —. Goodbye." speaks in every other piece.

    A dash with a blank on its left alone, "—Hello —he said—.", always parts narration from speech.
    """
    opening = _DASH_SPEECH.match(text)
    if opening is None:
        return []
    found: list[Quotation] = []
    start, speaking = _first_word(text), True
    for dash in _INNER_DASH.finditer(text, opening.end()):
        leans = dash[0][0].isspace() and not dash[0][-1].isspace()
        if speaking and (leans or _is_tag(text[dash.end() : dash.end() + 60])):
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


def _is_spoken(text: str, quotation: Quotation, earlier: Sequence[Quotation]) -> bool:
    """Not so: scare quotes, titles, signs, words as words. They are short, in the middle of a sentence, and not spoken
    to anybody."""
    inner = text[quotation.start + 1 : quotation.end - 1].strip()
    if not _WORD.search(inner):  # “…” alone is somebody's turn, as on the other end of a telephone
        return quotation.closed and bool(inner) and quotation.end - quotation.start == len(text.strip())
    if text[quotation.start] in _BRACKETS:
        return True
    words = _WORD.findall(inner)
    if not quotation.closed or len(words) > 8:
        return True
    before = text[max(0, quotation.start - _NEARBY) : quotation.start].rstrip()
    after = text[quotation.end : quotation.end + _NEARBY].lstrip()
    if not before or before[-1] in ".!?":
        return inner[-1] in _END or len(words) > 4 or not _IS_SUBJECT.match(after)
    if _THING_SAYS.search(before):
        return False
    if before[-1] in ".,!?:;…—–-“”\"'‘’)" or inner[-1] in "!?…—–-":
        return True
    last = before[before.rfind(" ") + 1 :].lower()
    if last in _SAYING:
        return True
    if not _DETERMINER.search(before):
        if after[:1].islower() and tag_verb(after, 0) in STRONG_SPEECH_VERBS:
            return True
        if earlier and _goes_on_after_tag(text, earlier[-1].end, quotation.start):
            return True
    title = all(word[0].isupper() or word in _SMALL_WORDS for word in words)
    if inner[-1] in ",.":  # American typesetters put the sentence's own stop inside
        return not inner[0].islower() if len(words) <= 5 and not title else not title or len(words) == 1
    if not inner[0].isupper():
        return len(words) > 5
    if not after or after[0].isupper():  # it ends its sentence
        return True
    return len(words) > 2 and not title


def _goes_on_after_tag(text: str, start: int, end: int) -> bool:
    """Whether all that stands between two quotations is a tag: `he said softly`."""
    between = text[start : min(end, start + _NEARBY)]
    return len(_WORD.findall(between)) <= 5 and "." not in between and tag_verb(between, 0) in STRONG_SPEECH_VERBS
