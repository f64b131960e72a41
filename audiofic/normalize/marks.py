"""Marks: what is left of punctuation is what a voice does: pause, end, ask, exclaim."""

from __future__ import annotations

from audiofic.normalize.characters import SUPERSCRIPTS
from audiofic.normalize.rules import Rules

emphasis = Rules(
    (r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]{1,400})(?<=[^\s*])\1(?![\w*])", r"\2"),  # *waves*, **now**
    (r"(?<![^\W_])(_{1,3})(?=[^\s_])([^_]{1,400})(?<=[^\s_])\1(?![^\W_])", r"\2"),
    (r"~++", " "),
)
"""The marks around stressed words, *actions* and ~tildes~ are not heard."""

footnotes = Rules(
    (rf"(?<=[\w.,;:!?\"')])(?<!\dm)(?<!\dkm)(?<!\d m)(?<!\d km)(?:\[\d{{1,3}}\]|[{SUPERSCRIPTS}]++|[†‡]++)", ""),
    (rf"(?<!m)[{SUPERSCRIPTS}†‡§¶]", ""),
)
"""Marks that lead to a note: they are seen, not heard."""

pauses = Rules(
    (r'(?<=[^\s"(\[])"+(?=\w)', " "),  # said,"Go": the quotation mark is all that stands between
    (r'"', ""),
    (r"(?<=[^\W_])_+(?=[^\W_])", " "),  # user_name
    (r"[*_•·|\\^<>\[\]{}#]", " "),
    (r"(?<!\w)'|'(?!\w)", ""),  # British quotation marks; and nobody hears an apostrophe at a word's edge
    (r"[.…](?: ?[.…])++|…", "..."),
    (r"[!?](?: *+[!?])++", lambda match: "?! " if {"!", "?"} <= set(match[0]) else match[0][0]),
    (r",(?: *+,)++", ","),
    (r",(?=[^\W\d])", ", "),
    (r"(?<=\w)–(?=\w)", "-"),  # London–Paris
    (r" ?(?:[—―–⸺⸻]|--)[—―–⸺⸻ -]*|^- ?(?=\D)| - ", " — "),
    (r"^[ ,;:—]+", ""),
    (r"\( +", "("),
    (r" +\)|\( *\)", ")"),
    (r"(?<=[,.;:!?]) +—|—(?= ?[,.;:!?)])", " "),  # a pause is there already
    (r" *— *", ", "),
    (r" +", " "),
    (r" (?=[,.;:!?](?:\W|$))", ""),
    (r"(?<=[.!?;:]),+", ""),
    (r",+(?=[,.;:!?])", ""),
)
"""Dashes and ellipses are pauses; quotation marks, brackets and ornaments are nothing."""
