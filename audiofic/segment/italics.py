"""What italics mean: a thought, speech that is not heard, or only a stressed word, a title, a song."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audiofic.language.en.lexicon import STRONG_SPEECH_VERBS
from audiofic.model import Block, Kind
from audiofic.segment.quotation import tag_verb

_WORD = re.compile(r"\w[\w’'-]*")
_WORD_OR_MARK = re.compile(r"[\w\"“”„«»]")
_FLASHBACK = 3
"""In paragraphs; so many in italics one after another are no thoughts."""
_LONGEST_THOUGHT = 60
"""In words; longer italics are a flashback, a letter, a song."""
_STRESSED = 3
"""In words; longer italics in a sentence are a title, or words in another language."""
_LONGEST_VERSE = 60
"""In characters; the lines of a paragraph that a machine wrapped are longer."""
_NEARBY = 80
"""How many characters before and after may say what a stretch is."""

_SENTENCE_ENDS = ".!?…—–,-"
_CUT_OFF = "!?…—–-"
_BEFORE = ".!?…:—–-,”\"’'*)»"
"""What stands before a thought: it is no part of another sentence."""
_AT_THE_END = "\"”’'»)]*_~"
_INTERJECTIONS = frozenset(
    "ah alright bastard bitch bollocks bugger christ crap damn damnit dammit enough exactly fine fool freak fuck god "
    "goddamn good great hell help hey hide hm hmm how huh idiot jesus liar maybe merlin mine never nice no nope now oh "
    "okay ow perfect please right run safe shit sorry stop stupid sure thanks ugh wait weird well what when where who "
    "whoa why wonderful wow wrong yes yet".split()
)
"""Words that are a thought by themselves; others alone in italics are stressed, or a noise."""
_THINKING = frozenset(
    "decide decided decides muse mused muses pray prayed prays realise realised realises realize realized realizes "
    "reflect reflected reflects remember remembered remembers think thinks thought wonder wondered wonders".split()
)
_SIGNING = frozenset("mouthed mouths projected projects sends sent signed signs".split())
"""Ways to talk without a voice, which italics are for as well."""
_TYPING = frozenset("texted texts typed types wrote writes".split())
_TYPED_BEFORE = re.compile(
    r"\b(?:typ(?:ed|es|ing)|text(?:ed|s|ing)|wrote|writes|message[sd]?|sent|sends)"
    r"(?: (?:back|out|him|her|them|only|just))?\s?[,:]$"
)
""""She typed back, *no*"."""
_THE_TEXT_SAYS = re.compile(
    r",?\s*(?:said|read|came|went|was|says|reads)\s+(?:the|his|her|their|another|one)\s+(?:\w+\s+)?"
    r"(?:text|message|reply|answer|response|next|second|third|last|screen|notification|dm|one)\b"
)
"""What the words behind a message say of it: *liar*, said the next one."""
_TO_SOMEBODY = re.compile(
    r"(?:[A-Z][\w’'-]*|he|she|they|I|xe|ze)\s+(?:\w+ly\s+)?"
    r"(?:(?:thinks?|thought|asks?|asked|tells?|told|answer(?:ed|s)|repl(?:ied|ies)|said|says|sent|sends|signed|signs|"
    r"called|projected|projects)\s+(?:back|(?:at |to |towards? )?(?:him|her|them|me|you|[A-Z][\w’'-]*)\b(?!sel))"
    r"|(?:thinks?|thought)\s+(?:loudly )?(?:at|to)\s)"
)
"""One thinks *at* somebody, or asks her, in a talk between minds."""
_TO_ONESELF = re.compile(
    r"\W*\w+\W+(?:\w+\W+){0,3}?(?:tells|told|says|said|asks|asked|reminds|reminded|promises|promised|whispers|whispered|"
    r"mutters|muttered|reasons|reasoned|repeats|repeated)\s+(?:to\s+)?\w+sel(?:f|ves)\b"
)
_THOUGHT_BEFORE = re.compile(
    r"\b(?:thinks?|thought|thinking|wonder(?:s|ed|ing)?|mus(?:es?|ed|ing)|reali[sz](?:es?|ed|ing)|(?:tell|remind|ask)"
    r"(?:s|ed|ing)?\s+\w+sel(?:f|ves)|told\s+\w+sel(?:f|ves))(?P<stop>[,:—–]?)$"
)
_PERSON = re.compile(
    r"\b(?:I|me|my|you|your|yours|we|us|our|he|him|she|her|they|them|it|this|that|what|why|how|who|don[’']t|can[’']t)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\W*(?:(?:end|begin|start)\s+(?:of\s+)?)?(?:flash\W?back|the\s+end|to\s+be\s+continued|previously)\b"
    r"|.*\b(?:later|earlier|ago|before|after|\d+)\W*$",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 6
"""In words: "Three weeks later…"; with a person in it, it is a sentence."""
_SALUTATION = re.compile(r"(?:my )?dear(?:est)? (?:[A-Z][\w.]*\s?){1,3},|to whom ", re.IGNORECASE)


def flashbacks(blocks: Sequence[Block]) -> list[bool]:
    """For each block, whether it stands in a run of wholly italic paragraphs: a memory, a dream, a letter."""
    found = [False] * len(blocks)
    start = 0
    for i in range(len(blocks) + 1):
        if i < len(blocks) and _wholly_italic(blocks[i]):
            continue
        if i - start >= _FLASHBACK:
            found[start:i] = [True] * (i - start)
        start = i + 1
    return found


def _wholly_italic(block: Block) -> bool:
    return any(span.italic and _WORD.search(span.text) for span in block.spans) and all(
        span.italic or not _WORD.search(span.text) for span in block.spans
    )


def stretches(block: Block, text: str, *, bold: bool = False) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch of italics, or of bold type, in the block's text; blanks between two of them join
    them."""
    at, start, end = 0, -1, -1
    for span in block.spans:
        if span.bold if bold else span.italic:
            start = at if start < 0 else start
            end = at + len(span.text)
        elif start >= 0 and _WORD_OR_MARK.search(span.text):
            yield _strip(text, start, end)
            start = -1
        at += len(span.text)
    if start >= 0:
        yield _strip(text, start, end)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def meaning(text: str, start: int, end: int) -> Kind | None:
    """THOUGHT for italics that are whole sentences by themselves, or that somebody thinks; DIALOGUE for those that
    somebody says, MESSAGE for those that somebody types; None for a stressed word, a title, a noise, a verse, a
    caption."""
    before = text[max(0, start - _NEARBY) : start].rstrip()
    after = text[end : end + _NEARBY].lstrip()
    inner = text[start:end]
    words = _WORD.findall(inner)
    if not 1 <= len(words) <= _LONGEST_THOUGHT:
        return None
    kind = tagged(text, start, end)
    if kind is not None:
        return kind
    if before and before[-1] not in _BEFORE:
        return None
    if not (inner[0].isupper() or inner[0] in "…“\"‘'—-" or not before) or _is_set_off(inner, len(words)):
        return None
    last = inner.rstrip(_AT_THE_END)[-1:]
    if not before and not after:
        whole = last in _SENTENCE_ENDS or _PERSON.search(inner) is not None
    else:
        whole = last in _SENTENCE_ENDS and (last not in ",-" or after[:1].islower() or len(words) > 2)
    if len(words) == 1:
        whole = whole and (last == "?" or words[0].lower() in _INTERJECTIONS)
    return Kind.THOUGHT if whole else None


def tagged(text: str, start: int, end: int) -> Kind | None:
    """What the words beside a stretch say of it: THOUGHT ("he thought"), DIALOGUE ("he signed"), MESSAGE ("he typed"),
    or None."""
    return told(text[start:end], text[max(0, start - _NEARBY) : start], text[end : end + _NEARBY])


def told(inner: str, before: str, after: str) -> Kind | None:
    """The same of a stretch and what stands on either side of it."""
    inner, before, after = inner.rstrip(_AT_THE_END), before[-_NEARBY:].rstrip(), after[:_NEARBY].lstrip()
    thought = _THOUGHT_BEFORE.search(before)
    if thought and (thought["stop"] or (inner[-1:] in _SENTENCE_ENDS and " " in inner)):
        return Kind.THOUGHT
    if _TYPED_BEFORE.search(before) or _THE_TEXT_SAYS.match(after):
        return Kind.MESSAGE
    verb = tag_verb(after, 0)
    comma = inner[-1:] == "," or after[:1] == ","
    if not (comma or inner[-1:] in _CUT_OFF):
        return None
    if _TO_SOMEBODY.match(after):
        return Kind.DIALOGUE
    if verb in _THINKING or _TO_ONESELF.match(after):
        return Kind.THOUGHT
    if not (inner[-1:] == "," or after[:1].islower()):
        return None
    if verb in _TYPING:
        return Kind.MESSAGE
    return Kind.DIALOGUE if verb in STRONG_SPEECH_VERBS or verb in _SIGNING else None


def is_stress(inner: str) -> bool:
    """Whether words in italics, in the middle of a sentence, may be stressed: not many, and no title."""
    words = _WORD.findall(inner)
    return len(words) == 1 or (len(words) <= _STRESSED and not all(word[0].isupper() for word in words))


def _is_set_off(inner: str, words: int) -> bool:
    """Verse, the head of a letter, a caption that tells place or time."""
    lines = inner.splitlines()
    if len(lines) > 2 and max(map(len, lines)) < _LONGEST_VERSE:
        return True
    if _SALUTATION.match(inner):
        return True
    return words <= _LONGEST_CAPTION and not _PERSON.search(inner) and _CAPTION.match(inner) is not None
