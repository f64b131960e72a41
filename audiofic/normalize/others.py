"""Numbers, times, units and abbreviations in languages other than English.

num2words knows the numbers of some fifty languages; here are small tables of what stands beside them. What is in
neither is left to the engine: no English word ever comes into a sentence of another language.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Final

from audiofic.normalize.numbers import LONGEST, in_words
from audiofic.normalize.rules import any_of

_UNITS: Final = "% km m cm kg g km/h € $ £ °C ° &".split()
_UNIT_NAMES: Final[Mapping[str, str]] = {
    "es": (
        "por ciento|kilómetros|metros|centímetros|kilos|gramos|kilómetros por hora|euros|dólares|libras|grados|grados|y"
    ),
    "fr": (
        "pour cent|kilomètres|mètres|centimètres|kilos|grammes|kilomètres heure|euros|dollars|livres|degrés|degrés|et"
    ),
    "de": "Prozent|Kilometer|Meter|Zentimeter|Kilo|Gramm|Kilometer pro Stunde|Euro|Dollar|Pfund|Grad|Grad|und",
    "it": "per cento|chilometri|metri|centimetri|chili|grammi|chilometri all'ora|euro|dollari|sterline|gradi|gradi|e",
    "pt": (
        "por cento|quilómetros|metros|centímetros|quilos|gramas|quilómetros por hora|euros|dólares|libras|graus|graus|e"
    ),
    "pl": (
        "procent|kilometrów|metrów|centymetrów|kilogramów|gramów|"
        "kilometrów na godzinę|euro|dolarów|funtów|stopni|stopni|i"
    ),
    "ru": (
        "процентов|километров|метров|сантиметров|килограммов|граммов|"
        "километров в час|евро|долларов|фунтов|градусов|градусов|и"
    ),
    "uk": (
        "відсотків|кілометрів|метрів|сантиметрів|кілограмів|грамів|"
        "кілометрів на годину|євро|доларів|фунтів|градусів|градусів|і"
    ),
    "nl": "procent|kilometer|meter|centimeter|kilo|gram|kilometer per uur|euro|dollar|pond|graden|graden|en",
    "sv": "procent|kilometer|meter|centimeter|kilo|gram|kilometer i timmen|euro|dollar|pund|grader|grader|och",
}
"""The names of _UNITS after a number of several."""
_CYRILLIC: Final = {"км/ч": "km/h", "км/год": "km/h", "км": "km", "м": "m", "см": "cm", "кг": "kg", "г": "g"}
_CLOCKS: Final[Mapping[str, str]] = {"de": "{} Uhr {}", "fr": "{} heures {}", "nl": "{} uur {}", "es": "{} y {}"}
"""How hour and minutes are said together."""
_POINTS: Final[Mapping[str, str]] = {
    "es": "coma", "fr": "virgule", "de": "Komma", "it": "virgola", "pt": "vírgula", "nl": "komma", "sv": "komma",
    "pl": "przecinek", "ru": "запятая", "uk": "кома",
}  # fmt: skip
"""What stands between a number and its decimals."""
_SHORT: Final[Mapping[str, Mapping[str, str]]] = {
    "es": {"Sr.": "señor", "Sra.": "señora", "Srta.": "señorita", "Dr.": "doctor", "Dra.": "doctora", "Ud.": "usted",
           "Uds.": "ustedes", "EE. UU.": "Estados Unidos", "EE.UU.": "Estados Unidos", "etc.": "etcétera",
           "p. ej.": "por ejemplo", "núm.": "número", "pág.": "página"},
    "fr": {"M.": "monsieur", "Mme": "madame", "Mlle": "mademoiselle", "MM.": "messieurs", "Dr": "docteur",
           "etc.": "et cetera", "p. ex.": "par exemple", "n°": "numéro", "av. J.-C.": "avant Jésus-Christ"},
    "de": {"z. B.": "zum Beispiel", "z.B.": "zum Beispiel", "d. h.": "das heißt", "d.h.": "das heißt",
           "u. a.": "unter anderem", "usw.": "und so weiter", "bzw.": "beziehungsweise", "ca.": "circa",
           "Dr.": "Doktor", "Hr.": "Herr", "Fr.": "Frau", "Nr.": "Nummer", "St.": "Sankt", "Str.": "Straße"},
    "it": {"Sig.": "signor", "Sig.ra": "signora", "Dott.": "dottor", "Dr.": "dottor", "ecc.": "eccetera",
           "p. es.": "per esempio", "n.": "numero"},
    "pt": {"Sr.": "senhor", "Sra.": "senhora", "Srta.": "senhorita", "Dr.": "doutor", "Dra.": "doutora",
           "etc.": "etcétera", "p. ex.": "por exemplo", "n.º": "número"},
    "pl": {"np.": "na przykład", "itd.": "i tak dalej", "itp.": "i tym podobne", "tj.": "to jest", "ul.": "ulica",
           "dr": "doktor", "nr": "numer"},
    "ru": {"т. е.": "то есть", "т.е.": "то есть", "и т. д.": "и так далее", "и т.д.": "и так далее",
           "т. к.": "так как", "т.к.": "так как", "г-н": "господин", "г-жа": "госпожа", "ул.": "улица"},
    "uk": {"т. е.": "тобто", "і т. д.": "і так далі", "і т.д.": "і так далі", "вул.": "вулиця", "напр.": "наприклад"},
    "nl": {"bijv.": "bijvoorbeeld", "enz.": "enzovoort", "dhr.": "de heer", "mevr.": "mevrouw", "dr.": "dokter",
           "nr.": "nummer", "d.w.z.": "dat wil zeggen"},
    "sv": {"t.ex.": "till exempel", "t. ex.": "till exempel", "osv.": "och så vidare", "bl.a.": "bland annat",
           "d.v.s.": "det vill säga", "nr": "nummer"},
}  # fmt: skip

_ORDINAL_POINT: Final = frozenset("de da fi no sv pl cs sk sl hr sr hu et lt lv tr is".split())
"""Where "3." is the third: that is left to the engine."""

_EDGE: Final = r"(?<![\w.,:/+°%-])"
_WHOLE: Final = rf"[1-9]\d{{0,2}}(?:[.\u00a0\u202f]\d{{3}})++|0|[1-9]\d{{0,{LONGEST - 1}}}+"
_TIME: Final = re.compile(rf"{_EDGE}([01]?\d|2[0-3]):([0-5]\d)(?![\w:])(?: ?(?:Uhr|uur|heures)\b)?")


def in_language(text: str, language: str) -> str:
    """Clean text of a language (its bare code), with what is known of it in words and the rest left to the engine."""
    from num2words import CONVERTER_CLASSES

    if language in _SHORT:
        text = _shortened(language).sub(lambda match: _SHORT[language][match[0]], text)
        text = text.replace(" & ", f" {_named(language)['&']} ")
    if language not in CONVERTER_CLASSES or not any(map(str.isdecimal, text)):
        return text
    text = _TIME.sub(functools.partial(_time, language=language), text)
    return _numbers(language).sub(functools.partial(_number, language=language), text)


@functools.cache
def _named(language: str) -> Mapping[str, str]:
    names = dict(zip(_UNITS, _UNIT_NAMES[language].split("|"), strict=True)) if language in _UNIT_NAMES else {}
    return names | {short: names[unit] for short, unit in _CYRILLIC.items() if language in ("ru", "uk")}


@functools.cache
def _shortened(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){any_of(list(_SHORT[language]))}(?!\w)")


@functools.cache
def _numbers(language: str) -> re.Pattern[str]:
    units = [unit for unit in _named(language) if unit != "&"]
    ordinal = r"(?!\.(?: |$))" if language in _ORDINAL_POINT else ""
    unit = rf"(?: ?(?P<unit>{any_of(units)})(?![\w/])|{ordinal})" if units else rf"(?P<unit>(?!))?{ordinal}"
    decimals = r"(?:,(?P<decimals>\d{1,6}+))?"
    return re.compile(rf"{_EDGE}(?P<whole>{_WHOLE}){decimals}{unit}(?![\w:/°%€$£-]|[.,]\d| [%°€$£])")


def _time(match: re.Match[str], language: str) -> str:
    hour = in_words(int(match[1]), "cardinal", language)
    minute = int(match[2])
    if not minute:
        return _CLOCKS[language].format(hour, "").rstrip(" y") if language in _CLOCKS else hour
    return _CLOCKS.get(language, "{} {}").format(hour, in_words(minute, "cardinal", language))


def _number(match: re.Match[str], language: str) -> str:
    whole, decimals, unit = re.sub(r"\D", "", match["whole"]), match["decimals"], match["unit"]
    if (unit and whole == "1") or (decimals and language not in _POINTS):
        return match[0]
    said = in_words(int(whole), "cardinal", language)
    if unit in ("€", "$", "£") and decimals and len(decimals) == 2:
        cents = f" {in_words(int(decimals), 'cardinal', language)}" if int(decimals) else ""
        return f"{said} {_named(language)[unit]}{cents}"
    if decimals:
        zeros = len(decimals) - len(decimals.lstrip("0"))
        digits = ["0"] * zeros + ([decimals[zeros:]] if decimals[zeros:] else [])
        said = " ".join([said, _POINTS[language], *(in_words(int(part), "cardinal", language) for part in digits)])
    return f"{said} {_named(language)[unit]}" if unit else said
