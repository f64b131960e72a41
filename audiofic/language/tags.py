"""The language of a story as a BCP 47 tag, from what files call it."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = {
    "ar": "arabic العربية",
    "bg": "bulgarian български",
    "ca": "catalan català",
    "cs": "czech čeština",
    "cy": "welsh cymraeg",
    "da": "danish dansk",
    "de": "german deutsch",
    "el": "greek ελληνικά",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish español castellano",
    "et": "estonian eesti",
    "eu": "basque euskara",
    "fa": "persian فارسی",
    "fi": "finnish suomi",
    "fr": "french français",
    "ga": "irish gaeilge",
    "gl": "galician galego",
    "he": "hebrew עברית",
    "hi": "hindi हिन्दी",
    "hr": "croatian hrvatski",
    "hu": "hungarian magyar",
    "id": "indonesian indonesia",
    "is": "icelandic íslenska",
    "it": "italian italiano",
    "ja": "japanese 日本語",
    "ko": "korean 한국어",
    "la": "latin lingua latina",
    "lt": "lithuanian lietuvių",
    "lv": "latvian latviešu",
    "ms": "malay melayu",
    "nl": "dutch nederlands",
    "no": "norwegian norsk bokmål",
    "pl": "polish polski",
    "pt": "portuguese português",
    "ro": "romanian română",
    "ru": "russian русский",
    "sk": "slovak slovenčina",
    "sl": "slovenian slovenščina",
    "sr": "serbian srpski српски",
    "sv": "swedish svenska",
    "th": "thai ไทย",
    "tr": "turkish türkçe",
    "uk": "ukrainian українська",
    "vi": "vietnamese việt",
    "zh": "chinese 中文 普通话 國語 广东话 粵語",
}
_BY_NAME: Final = {name: tag for tag, names in _NAMES.items() for name in names.split()}
_REGIONAL: Final = {"brasileiro": "pt-BR", "europeu": "pt-PT", "广东话": "yue", "latinoamericano": "es-419"}
"""Words in a language's name that say more than it."""
_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)


def language_tag(name: str) -> str:
    """The tag of a language that AO3 or an EPUB names: "English", "Português brasileiro", "en-GB", "中文-普通话 國語".

    A story that does not say is taken for English, as most are.
    """
    words = re.split(r"[\s\-/()]+", name.lower())
    tag = next((_REGIONAL[word] for word in words if word in _REGIONAL), "")
    tag = tag or next((_BY_NAME[word] for word in words if word in _BY_NAME), "")
    name = name.strip().replace("_", "-")
    return tag or (name if _TAG.fullmatch(name) else "en")


def primary(tag: str) -> str:
    """The language of a BCP 47 tag without country or script, by its one usual code: "pt" of "pt-BR", "zh" of "cmn"."""
    code = tag.split("-", maxsplit=1)[0].lower()
    return _USUAL.get(code, code)


def language_name(tag: str) -> str:
    """What English calls the language: "Spanish"; the tag itself where our list lacks it."""
    names = _NAMES.get(primary(tag), "")
    return names.partition(" ")[0].capitalize() or tag


_THREE_LETTERS: Final = dict(
    pair.split(":")
    for pair in (
        "ar:ara bg:bul ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas fi:fin "
        "fr:fra ga:gle gl:glg he:heb hi:hin hr:hrv hu:hun id:ind is:isl it:ita ja:jpn ko:kor la:lat lt:lit lv:lav "
        "ms:msa nl:nld no:nor pl:pol pt:por ro:ron ru:rus sk:slk sl:slv sr:srp sv:swe th:tha tr:tur uk:ukr vi:vie "
        "zh:zho"
    ).split()
)


def three_letters(tag: str) -> str:
    """The language of a BCP 47 tag as ISO 639-2, which the tags of sound files want; "und" if it is not in our list."""
    language = tag.split("-", maxsplit=1)[0].lower()
    return language if len(language) == 3 else _THREE_LETTERS.get(language, "und")


_USUAL: Final = {three: two for two, three in _THREE_LETTERS.items()} | dict(
    pair.split(":")
    for pair in "cmn:zh nb:no nn:no iw:he in:id ger:de fre:fr dut:nl chi:zh cze:cs gre:el per:fa rum:ro slo:sk".split()
)
"""Older, longer and narrower codes, by the usual one."""
