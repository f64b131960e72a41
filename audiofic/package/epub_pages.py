"""The pages of a read-along book: a chapter's text, and which stretch of sound belongs to which words."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from itertools import count, groupby, pairwise
from typing import Final

from audiofic.model import Kind, Line
from audiofic.package.text import printable
from audiofic.package.times import Phrase, clock

ACTIVE_CLASS: Final = "-epub-media-overlay-active"
"""What a reading system gives to the words that are heard, so that they can be highlighted."""
STYLE: Final = f"""\
body {{ margin: 5%; line-height: 1.5; }}
h1, h2 {{ text-align: center; font-weight: normal; line-height: 1.2; margin: 2em 0; }}
p {{ margin: 0; text-indent: 1.5em; }}
h1 + p, h2 + p, hr + p {{ text-indent: 0; }}
hr {{ width: 20%; margin: 2em auto; border: 0; border-top: 1px solid; }}
.thought {{ font-style: italic; }}
p.message {{ margin: 1em 2em; text-indent: 0; }}
.cover {{ margin: 0; text-align: center; }}
.cover img {{ max-width: 100%; max-height: 100vh; }}
.{ACTIVE_CLASS} {{ background-color: #ffe08a; color: #1a1a1a; }}
"""
_RIGHT_TO_LEFT: Final = frozenset({"ar", "dv", "fa", "he", "ps", "ur", "yi"})


def escaped(text: str) -> str:
    """A stranger's text as the text of an XML element or attribute: nothing in it is markup."""
    return html.escape("".join(character for character in printable(text) if character not in "\ufffe\uffff"))


def direction(language: str) -> str:
    """ "rtl" or "ltr", by a BCP 47 tag."""
    return "rtl" if language.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT else "ltr"


def page(title: str, body: str, language: str) -> str:
    """A whole XHTML file."""
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{language}" xml:lang="{language}" dir="{direction(language)}">
<head>
<title>{escaped(title)}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
{body}
</body>
</html>
"""


def text_page(lines: Sequence[tuple[Line, Sequence[Phrase]]], title: str, language: str) -> str:
    """A chapter's XHTML. Whatever is heard has an id: s1, s2… in the order of the phrases."""
    names = (f"s{number}" for number in count(1))
    blocks: list[str] = []
    if all(line.kind is not Kind.HEADING for line, _ in lines):
        blocks.append(f'<h1 id="title">{escaped(title)}</h1>')
    scene = None
    for _, group in groupby(lines, key=lambda each: each[0].paragraph):
        paragraph = list(group)
        first, _ = paragraph[0]
        if scene not in {None, (first.chapter, first.scene)}:
            blocks.append("<hr/>")
        scene = (first.chapter, first.scene)
        blocks.append(_block(paragraph, names, titled=bool(blocks)))
    body = "\n".join(blocks)
    section = f'<section epub:type="chapter" role="doc-chapter" aria-labelledby="title">\n{body}\n</section>'
    return page(title, section, language)


def _block(paragraph: Sequence[tuple[Line, Sequence[Phrase]]], names: Iterator[str], *, titled: bool) -> str:
    """A paragraph or a heading; the first heading of a chapter is its title."""
    words = ""
    for number, (line, phrases) in enumerate(paragraph):
        apart = number > 0 and paragraph[number - 1][0].end != line.start
        words += " " * apart + "".join(_words(line, phrases, names))
    match paragraph[0][0].kind:
        case Kind.HEADING:
            return f"<h2>{words}</h2>" if titled else f'<h1 id="title">{words}</h1>'
        case Kind.MESSAGE:
            return f'<p class="message">{words}</p>'
    return f"<p>{words}</p>"


def _words(line: Line, phrases: Sequence[Phrase], names: Iterator[str]) -> Iterator[str]:
    """The line's text, with each phrase in an element of its own."""
    style = ' class="thought"' if line.kind is Kind.THOUGHT else ""
    at = 0
    for phrase in phrases:
        begin = line.text.index(phrase.text, at)
        yield escaped(line.text[at:begin])
        yield f'<span id="{next(names)}"{style}>{escaped(phrase.text)}</span>'
        at = begin + len(phrase.text)
    yield escaped(line.text[at:])


def overlay(phrases: Sequence[Phrase], seconds: float, text: str, sound: str) -> str:
    """The SMIL that joins the file of a `text_page` to one of `sound`, which lasts so many seconds.

    A stretch of sound goes on until the next one begins, since a reading system would leave the pauses out.
    """
    begins = [0.0, *(phrase.start for phrase in phrases[1:]), seconds]
    stretches = "\n".join(
        f'<par id="p{number}"><text src="{text}#s{number}"/>'
        f'<audio src="{sound}" clipBegin="{clock(begin)}" clipEnd="{clock(end)}"/></par>'
        for number, (begin, end) in enumerate(pairwise(begins), start=1)
    )
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0">
<body>
{stretches}
</body>
</smil>
"""
