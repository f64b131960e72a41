"""Short forms with slashes, and "&"."""

from __future__ import annotations

from audiofic.normalize.rules import Rules

slashes = Rules(
    (r"(?i)(?<![\w/])w/o(?![\w/])", "without"),
    (r"(?i)(?<![\w/])w/ ?(?=\w)|(?<![\w/])w/(?= )", "with "),
    (r"(?i)(?<![\w/])b/c(?![\w/])", "because"),
    (r"(?i)(?<![\w/])a/n(?![\w/])", "author's note"),
    (r"(?<!\w)AN(?=:)", "Author's note"),
    (r"(?i)(?<![\w/])n/a(?![\w/])", "not applicable"),
    (r"(?i)(?<![\w/])s/he(?![\w/])", "he or she"),
    (r"(?<![\w-])([A-Z]{1,4})&([A-Z])(?![\w-])", lambda m: f"{'-'.join(m[1])} and {m[2]}"),  # AT&T
    (r" ?& ?", " and "),
    (r"(?i)(?<=\w )'n'(?= \w)", "and"),  # rock 'n' roll
)
