"""English words and phrases that tell how something is said, by what they make of it."""

from __future__ import annotations

import re
from typing import Final

from audiofic.language.en.lexicon import inflected
from audiofic.model import Delivery

_VERBS: Final = {
    Delivery.WHISPER: "whisper mouth breathe hiss",
    Delivery.QUIET: "murmur mutter mumble croak rasp",
    Delivery.LOUD: "cry exclaim bark boom demand declare",
    Delivery.SHOUT: "shout yell scream bellow roar holler shriek howl thunder screech",
    Delivery.FAST: "babble gabble blurt ramble",
    Delivery.SLOW: "drawl",
    Delivery.BROKEN: "stammer stutter gasp pant wheeze falter",
    Delivery.LAUGHING: "laugh giggle chuckle snicker snigger cackle chortle",
    Delivery.TEARFUL: "sob weep wail whimper sniffle snivel blubber choke",
    Delivery.COLD: "sneer growl snarl snap",
    Delivery.WARM: "coo soothe croon",
}
_ADVERBS: Final = {
    Delivery.QUIET: "softly quietly lowly faintly meekly hoarsely",
    Delivery.LOUD: "loudly",
    Delivery.FAST: "quickly hurriedly hastily rapidly",
    Delivery.SLOW: "slowly ponderously",
    Delivery.BROKEN: "breathlessly brokenly shakily haltingly unsteadily",
    Delivery.LAUGHING: "laughingly",
    Delivery.TEARFUL: "tearfully",
    Delivery.COLD: "coldly coolly icily flatly stiffly frostily curtly bitterly grimly",
    Delivery.WARM: "warmly gently kindly fondly tenderly affectionately soothingly lovingly",
}
_OWN: Final = r"(?:his|her|their|my|your|its|xyr|hir)"
_PHRASES: Final = {
    Delivery.WHISPER: rf"in an? (?:\w+ )?whisper|under {_OWN} breath|voice (?:barely|hardly) (?:above )?a whisper",
    Delivery.QUIET: r"in an? (?:\w+,? )?(?:low|small|quiet|soft|thin|hushed) (?:voice|tone)"
    r"|voice (?:was )?(?:low|small|quiet|soft|thin|hushed)",
    Delivery.LOUD: rf"call(?:ed|s) (?:out|after|across|over|up|down|back|through|from)|rais(?:ed|ing) {_OWN} voice",
    Delivery.SHOUT: rf"at the top of {_OWN} (?:voice|lungs)",
    Delivery.FAST: r"in a rush|all in one breath",
    Delivery.BROKEN: r"out of breath|voice (?:was )?(?:br(?:oke|eaking)|crack(?:ed|ing)|sh(?:ook|aking|aky)|"
    r"trembl(?:ed|ing)|waver(?:ed|ing))|in a (?:shaking|shaky|trembling|broken) voice",
    Delivery.LAUGHING: rf"with a (?:\w+ )?(?:laugh|giggle|chuckle)|through {_OWN} laughter",
    Delivery.TEARFUL: rf"through (?:{_OWN} )?tears|crying|with a (?:\w+ )?sob|in tears",
    Delivery.COLD: r"voice (?:was )?(?:cold|icy|flat|hard)|in a (?:cold|flat|hard|icy) (?:voice|tone)",
    Delivery.WARM: r"voice (?:was )?(?:warm|gentle|kind|tender)|in a (?:warm|gentle|kind|tender) (?:voice|tone)",
}


def _pattern(delivery: Delivery) -> str:
    verbs = [form for verb in _VERBS.get(delivery, "").split() for form in inflected(verb)]
    words = [*verbs, *_ADVERBS.get(delivery, "").split()]
    phrases = [_PHRASES[delivery]] if delivery in _PHRASES else []
    return rf"(?P<{delivery.name}>\b(?:{'|'.join([*phrases, *words])})\b)"


MANNER: Final = re.compile("|".join(map(_pattern, Delivery)), re.IGNORECASE)
"""What tells it; the group that matches is named after the delivery."""
NOT_SO: Final = re.compile(
    r"\b(?:not|never|without|didn[’']t|doesn[’']t|don[’']t|no longer|stopped|instead of)\s+(?:\w+\s+)?$", re.IGNORECASE
)
"""What stands before it where it is denied."""
