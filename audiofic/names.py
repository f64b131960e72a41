"""Names in running text: which capitalised words are people, and how often each is seen doing what people do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from audiofic.lexicon import FEMALE_NAMES, MALE_NAMES, SPEECH_VERBS, TITLES
from audiofic.script import Kind, Line

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:[’'-][^\W\d_]+)*"
_NAME = re.compile(
    rf"(?<![\w’']){_CAPITAL}\.?(?:\s(?:(?:de|del|della|von|van|der|la|le|du|al|ibn|bin)\s)?{_CAPITAL}\.?)*"
)
_LOWER = re.compile(r"(?<![\w’'-])[a-zß-öø-ÿ]+(?![\w’'])")
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_NEXT = re.compile(
    r"[’']?s?\s+(?:(?:had|has|just|only|then|finally|slowly|quietly|softly|still|also|almost|even)\s+)?([a-z]+)"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;—–]|--|[“\"‘'«(_*])\s*$")
_VOCATIVE_BEFORE = re.compile(
    r"(?:^|[,.!?;…—–-])[\s“\"‘'«]*(?:(?:[Oo]h|[Aa]h|[Hh]ey|[Hh]i|[Hh]ello|[Yy]es|[Nn]o|[Mm]y|[Dd]ear|[Dd]earest|[Yy]ou|[Oo]kay|[Aa]nd|[Bb]ut|[Ww]ell|[Ss]orry|[Tt]hanks?)\s+){0,3}$"
)
_VOCATIVE_AFTER = re.compile(r"\s*(?:[,.!?;…”\"’'»—–-]|$)")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|into|across|through|outside|inside|around|via|on|of)\s+$", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(
    r"\b(?:the|a|an|this|that|these|those|some|any|every|no|another)\s+(?:[a-z]+\s)?$", re.IGNORECASE
)

NOT_NAMES: Final = frozenset(
    """
    a about above after again against ah all already also although always am an and another any anyone anything
    anyway are as ask at away back be because been before behind being below beside besides best better between
    beyond both but by bye call can cause certainly chapter christ clearly come could course damn day dear
    despite did do does doing done down during each earlier eight either eleven else english enough er even ever
    every everybody everyone everything exactly except far few fine finally first five for forgive four french
    from fuck further german get give go god good goodbye goodness had half has hasn have having he heaven
    heavens hell hello her here hers herself hey hi him himself his hm hmm how however i if in indeed inside
    instead into is it its itself jesus just keep last later least leave less let lets like listen little look
    lord many may maybe me mine more most much must my myself near neither never next nice nine no nobody none
    nonsense nor not nothing now nowhere of off oh ok okay old on once one only onto open or other others
    otherwise our ours out outside over part perhaps please poor pray quite rather really right said same say
    see seven several shall she should shut since six so some somebody somehow someone something sometimes
    somewhere soon sorry still stop such sure surely take tell ten than thank thanks that the their them
    themselves then there therefore these they thing this those though three through thus till to today together
    tomorrow tonight too towards true try twelve twice two uh um under unless until up upon us very wait was
    watch we well were what whatever when whenever where wherever whether which while who whoever whom whose why
    will with within without won wonderful work would wow yeah yes yesterday yet you your yours yourself monday
    tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december christmas easter halloween italian american british scottish irish russian spanish
    dutch latin greek street road avenue square bridge river park house hall castle inn hotel church school
    college university london paris england france scotland ireland america europe germany italy spain volume
    book prologue epilogue part scene act ch pov tv uk us usa fbi cia dna ii iii iv vi vii viii ix xi xii
    summary note notes author yours dearest sincerely
    """.split()
)
"""Words that begin a sentence, an exclamation or a place rather than name a person, in lower case."""


@dataclass(slots=True)
class NameForm:
    """One way to name somebody, "Mr. Darcy", and what is seen of it; all counts are of mentions."""

    words: tuple[str, ...]
    """As written, titles included, without the full stops of abbreviations."""
    total: int = 0
    narrated: int = 0
    """In narration."""
    inside: int = 0
    """Not at the beginning of a sentence."""
    speaks: int = 0
    """Next to a verb of saying."""
    acts: int = 0
    """Before another verb."""
    called: int = 0
    """Called by this name in dialogue."""
    owns: int = 0
    """With a possessive 's."""
    placed: int = 0
    """After a preposition of place."""
    article: int = 0
    """After an article."""
    first: int = field(default=-1)
    """Index of the first line that has it."""

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def titled(self) -> bool:
        return len(self.words) > 1 and self.words[0].lower() in TITLES

    @property
    def bare(self) -> tuple[str, ...]:
        """The words less the titles before them."""
        words = self.words
        while len(words) > 1 and words[0].lower() in TITLES:
            words = words[1:]
        return words

    def is_person(self) -> bool:
        """Weighs what people do against what places and things are; a name that is only seen once needs more."""
        if self.article * 2 > self.total or (
            len(self.words) == 1 and self.words[0].isupper() and len(self.words[0]) > 1
        ):
            return False
        if self.titled or self.speaks > 0:
            return True
        known = self.words[0].lower() in MALE_NAMES or self.words[0].lower() in FEMALE_NAMES
        evidence = 3 * known + 2 * min(self.called, 3) + min(self.acts, 4) + min(self.owns, 2)
        return evidence >= 3 and self.placed * 2 <= self.total


TOKEN: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*\.?|[.!?…]+|[,;:—–-]|\d+")
"""Words, with the full stop of an abbreviation and possessive endings; sentence ends; the marks inside a sentence."""


def bare(token: str) -> str:
    """A token less its full stop and possessive ending."""
    token = token.rstrip(".")
    if token.endswith(("’s", "'s")):
        return token[:-2]
    return token[:-1] if token.endswith(("s’", "s'")) else token


class NameIndex:
    """Finds the known names in a text; a name may belong to several people."""

    def __init__(self, names: Iterable[tuple[tuple[str, ...], int]]) -> None:
        """`names`: words of a name, and whose it is."""
        owners: dict[tuple[str, ...], list[int]] = {}
        for words, owner in names:
            owners.setdefault(words, []).append(owner)
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[int, ...]]]] = {}
        for words, who in owners.items():
            self._by_first.setdefault(words[0], []).append((words, tuple(who)))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def match(self, words: Sequence[str], i: int) -> tuple[int, tuple[int, ...]] | None:
        """How many of the bare `words` from `i` on are a name, and whose; the longest name wins."""
        for name, owners in self._by_first.get(words[i], ()):
            if tuple(words[i : i + len(name)]) == name:
                return len(name), owners
        return None

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Start, end and owners of each name in a text."""
        tokens = list(TOKEN.finditer(text))
        words = [bare(token[0]) for token in tokens]
        i = 0
        while i < len(tokens):
            found = self.match(words, i)
            if found is None:
                i += 1
                continue
            count, owners = found
            yield tokens[i].start(), tokens[i + count - 1].start() + len(words[i + count - 1]), owners
            i += count


def find_names(lines: Iterable[Line]) -> dict[tuple[str, ...], NameForm]:
    """Every name in the lines, with its counts, for people and places alike."""
    lines = list(lines)
    lower: Counter[str] = Counter()
    for line in lines:
        lower.update(_LOWER.findall(line.text))
    forms: dict[tuple[str, ...], NameForm] = {}
    starts: dict[tuple[str, ...], list[tuple[int, int, int]]] = {}
    for index, line in enumerate(lines):
        if line.kind is Kind.HEADING:
            continue
        for match in _NAME.finditer(line.text):
            initial = _SENTENCE_START.search(line.text, max(0, match.start() - 3), match.start()) is not None
            for start, end, words, at_start in _names_in(match, lower, initial=initial):
                if at_start and len(words) == 1:
                    starts.setdefault(words, []).append((index, start, end))
                else:
                    _count(forms, words, index, line, start, end, inside=True)
    for words, places in starts.items():  # "Will came" is a name only if "Will" stands elsewhere too
        seen = forms.get(words)
        common = lower[words[0].lower()]
        known = words[0].lower() in MALE_NAMES or words[0].lower() in FEMALE_NAMES
        if (seen.inside if seen else 0) * 3 >= common and (
            seen or (common == 0 and (known or len(places) > 1 or _does(lines, places)))
        ):
            for index, start, end in places:
                _count(forms, words, index, lines[index], start, end, inside=False)
    return forms


def _does(lines: list[Line], places: list[tuple[int, int, int]]) -> bool:
    index, start, end = places[0]
    form = NameForm(())
    _observe(form, lines[index], start, end)
    return bool(form.speaks or form.acts or form.called)


def _names_in(
    match: re.Match[str], lower: Counter[str], *, initial: bool
) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
    """The names in a run of capitalised words: "But Harry" is one, "Tell Dr. Grey" another."""
    run: list[tuple[int, int, str]] = []
    at_start = initial
    for word in re.finditer(r"\S+", match[0]):
        start = match.start() + word.start()
        text = _POSSESSIVE.sub("", word[0].rstrip("."))
        key = text.lower()
        stop = word[0].endswith(".") and key not in TITLES and len(text) > 1
        possessive = text != word[0].rstrip(".")
        is_name = key not in NOT_NAMES or (key in TITLES and run == [] and key not in ("good", "may"))
        if is_name and at_start and not run and lower[key] > 2 and key not in TITLES:
            is_name = False
        if is_name:
            run.append((start, start + len(text), text))
        if run and (not is_name or stop or possessive):
            yield from _finish(run, at_start=at_start and run[0][0] == match.start())
            run = []
            at_start = stop
    if run:
        yield from _finish(run, at_start=at_start and run[0][0] == match.start())


def _finish(run: list[tuple[int, int, str]], *, at_start: bool) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
    words = tuple(text for _, _, text in run)
    if all(word.lower() in TITLES for word in words) and len(words) == 1:
        return
    yield run[0][0], run[-1][1], words, at_start


def _count(
    forms: dict[tuple[str, ...], NameForm],
    words: tuple[str, ...],
    index: int,
    line: Line,
    start: int,
    end: int,
    *,
    inside: bool,
) -> None:
    form = forms.get(words)
    if form is None:
        form = forms[words] = NameForm(words)
    if form.first < 0 or index < form.first:
        form.first = index
    form.total += 1
    form.inside += inside
    _observe(form, line, start, end)


def _observe(form: NameForm, line: Line, start: int, end: int) -> None:
    text = line.text
    before = text[max(0, start - 24) : start]
    if line.kind is Kind.DIALOGUE:
        form.called += (
            _VOCATIVE_BEFORE.search(before) is not None
            and _VOCATIVE_AFTER.match(text, end) is not None
            and text[end : end + 2] not in ("’s", "'s")
        )
    else:
        form.narrated += 1
        following = _NEXT.match(text, end)
        if text[end : end + 2] in ("’s", "'s"):
            form.owns += 1
        elif following:
            verb = following[1]
            form.speaks += verb in SPEECH_VERBS and verb.endswith(("ed", "s", "d", "ke")) and verb not in ("as", "is")
            form.acts += verb.endswith("ed") or verb in _COMMON_VERBS
        previous = before.rsplit(None, 1)[-1:] if before and before[-1:].isspace() else []
        form.speaks += bool(previous) and previous[0] in _INVERTING
    form.placed += _PLACE_BEFORE.search(before) is not None
    form.article += _ARTICLE_BEFORE.search(before) is not None and len(form.words) == 1


_INVERTING: Final = frozenset(verb for verb in SPEECH_VERBS if verb.endswith(("ed", "id", "ies"))) | frozenset(
    "says asks replies answers whispers spoke began snaps mutters murmurs cries shouts".split()
)
"""Verbs that a name may follow: `said Harry`."""
_COMMON_VERBS: Final = frozenset(
    """
    was were is are had has did does said says went goes came comes took takes gave gives got gets made makes
    knew knows thought thinks saw sees felt feels found finds left leaves let lets kept keeps held holds stood
    stands sat sits ran runs put puts turned turns looked looks seemed seems could would should might can will
    shook shakes rose rises began begins bit bites blew blows broke breaks brought brings caught catches chose
    chooses drew draws drank drinks drove drives ate eats fell falls flew flies forgot forgets froze freezes
    grew grows heard hears hid hides hit hits hung hangs leant lay lies lost loses meant means met meets paid
    pays read rode rang rings sang shot shut slept slid smiled smiles sighed sighs spoke speaks spun stole
    struck swallowed swung threw told understood woke wore wrote nods nodded laughs laughed frowns grins shrugs
    shrugged stares stared never always ever
    """.split()
)
