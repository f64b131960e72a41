"""Rich Text (.rtf), as Word, LibreOffice, Scrivener, Calibre, pandoc and macOS's TextEdit write it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace
from html import escape

from audiofic.model import Metadata, Work
from audiofic.read.documents import rendered
from audiofic.read.documents.rendered import Page
from audiofic.read.source import Source

KIND = "Rich Text document"
_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<symbol>[^A-Za-z'])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_UNREAD = frozenset(
    "colortbl fonttbl stylesheet pict objdata header headerl headerr headerf footer footerl footerr footerf fldinst "
    "filetbl listtable listoverridetable revtbl rsidtbl themedata colorschememapping datastore latentstyles annotation "
    "atnid atnauthor atntime atnref atrfstart atrfend bkmkstart bkmkend xe tc tcn template generator nonshppict "
    "creatim revtim printim xmlnstbl mmathPr pgptbl listtext pntext pntxta pntxtb ftnsep ftnsepc aftnsep aftnsepc do "
    "shpinst sp userprops doccomm operator company manager category keywords subject nextfile wgrffmtfilter".split()
)
_INFO = frozenset({"title", "author"})
_SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "tab": " ", "emspace": " ", "enspace": " ", "qmspace": " ", "line": "\n", "lbr": "\n", "zwj": "", "zwnj": "",
}  # fmt: skip
_SYMBOLS = {"~": "\N{NO-BREAK SPACE}", "_": "\N{NON-BREAKING HYPHEN}", "\\": "\\", "{": "{", "}": "}", "\t": " "}
_CODE_PAGES = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_TOP = frozenset({"title", "subtitle", "author", "date"})
_MARKS = {"italic": "em", "bold": "strong", "strike": "s", "raised": "sup"}


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group."""

    italic: bool = False
    bold: bool = False
    strike: bool = False
    raised: bool = False
    hidden: bool = False
    font: int = 0
    skipped: int = 1
    """How many characters stand after a \\u for those who do not know it."""
    into: str = ""
    """Where the text goes: "" is the story, "unread" nowhere; else the name of what it fills."""
    target: str = ""
    """What the text here links to."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph on its way."""

    parts: list[str] = field(default_factory=list)
    level: int = 0
    style: int = -1
    ruled: bool = False


@dataclass(slots=True)
class _Styles:
    """The tables at the top of the file."""

    fonts: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)


def recognises(source: Source) -> bool:
    return source.data.lstrip()[:5] == b"{\\rtf"


def read(source: Source) -> Work:
    reader = _Reader(source.data.decode("latin-1"))
    reader.read()
    told = dict(reversed(reader.top))
    metadata = Metadata(
        title=told.get("title") or reader.info.get("title", "").strip(),
        authors=tuple(filter(None, [told.get("author") or reader.info.get("author", "").strip()])),
    )
    if reader.top:
        reader.page.parts.insert(0, rendered.header(reader.top))
    return rendered.read(source, KIND, reader.page.html(metadata), metadata)


class _Reader:
    """Goes through the file once, with a stack of its own for the groups."""

    def __init__(self, text: str) -> None:
        self._tokens = _TOKEN.finditer(text)
        self.page = Page()
        self.info: dict[str, str] = {}
        self.top: list[tuple[str, str]] = []
        """The title, author and date that the document begins with, each with its style."""
        self._styles = _Styles()
        self._code_page = "cp1252"
        self._state = _State()
        self._stack: list[_State] = []
        self._paragraph = _Paragraph()
        self._bytes = bytearray()
        self._skip = 0
        self._first = False
        """Whether a group has just begun: then its first word may name where its text goes."""
        self._begun = False
        self._outer: list[tuple[int, Page, _Paragraph]] = []
        """What is written around the footnote that is read now, with the depth at which it ends."""

    def read(self) -> None:
        for token in self._tokens:
            if token["byte"]:
                self._byte(int(token["byte"], 16))
                continue
            if token["text"] and self._skip:
                self._plain(token["text"])
                continue
            self._decode()
            if token["brace"]:
                self._brace(token["brace"])
            elif token["word"]:
                self._word(token["word"], int(token["number"]) if token["number"] else None)
            elif token["symbol"]:
                self._symbol(token["symbol"])
            else:
                self._plain(token["text"])
        self._decode()
        while self._outer:
            self._end_note()
        self._end_paragraph()

    def _brace(self, brace: str) -> None:
        self._skip = 0
        if brace == "{":
            self._stack.append(self._state)
            self._first = True
            return
        if self._outer and len(self._stack) == self._outer[-1][0]:
            self._end_note()
        self._state = self._stack.pop() if self._stack else _State()
        self._first = False

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._state = replace(self._state, into=self._state.into or "optional")
        elif symbol in "\r\n":
            self._end_paragraph()
        elif symbol in _SYMBOLS:
            self._sign(_SYMBOLS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        first, self._first = self._first, False
        state = self._state
        if first or state.into == "optional":
            if self._destination(word):
                return
            if state.into == "optional":
                self._state = replace(state, into="unread")
                return
        if word == "u" and number is not None:
            self._text(chr(number % 0x10000))
            self._skip = state.skipped
        elif word in _SIGNS:
            self._sign(_SIGNS[word])
        elif word in {"par", "sect"}:
            self._end_paragraph()
        elif word in {"cell", "nestcell", "row", "nestrow"}:
            if self._paragraph.parts:
                self._end_paragraph()
        elif word == "page":
            self._end_paragraph()
            self._add("<hr>")
        else:
            self._format(word, number)

    def _destination(self, word: str) -> bool:
        """Take the text of this group to where its first word says; whether it says that."""
        into = self._state.into
        if into == "unread":
            return True
        if word in {"footnote", "ftnalt"}:
            self._outer.append((len(self._stack), self.page, self._paragraph))
            self.page, self._paragraph = Page(), _Paragraph()
            self._state = _State(font=self._state.font, skipped=self._state.skipped)
        elif word in {"fonttbl", "stylesheet", "fldinst"} or (word in _INFO and into == "info"):
            self._state = replace(self._state, into=word)
        elif word == "info":
            self._state = replace(self._state, into="info")
        elif word in {"shptxt", "fldrslt", "shprslt"}:
            self._state = replace(self._state, into="")
        elif word in _UNREAD or (into == "optional" and word == "cs"):
            self._state = replace(self._state, into="unread")
        else:
            return False
        return True

    def _format(self, word: str, number: int | None) -> None:
        state, on = self._state, number != 0
        if state.into == "fonttbl":
            self._note_font(word, number)
        elif state.into == "stylesheet":
            self._note_style(word, number)
        elif word == "i":
            self._state = replace(state, italic=on)
        elif word == "b":
            self._state = replace(state, bold=on)
        elif word == "strike":
            self._state = replace(state, strike=on)
        elif word in {"v", "deleted"}:
            self._state = replace(state, hidden=on)
        elif word in {"super", "nosupersub"}:
            self._state = replace(state, raised=word == "super" and on)
        elif word == "plain":
            self._state = _State(font=state.font, skipped=state.skipped, into=state.into, target=state.target)
        elif word == "f" and number is not None:
            self._state = replace(state, font=number)
        elif word == "uc" and number is not None:
            self._state = replace(state, skipped=min(max(number, 0), 16))
        elif word == "ansicpg" and number is not None:
            self._code_page = _known(f"cp{number}") or self._code_page
        elif word == "mac":
            self._code_page = "mac_roman"
        elif word == "pard":
            self._paragraph.level, self._paragraph.style, self._paragraph.ruled = 0, -1, False
        elif word == "outlinelevel" and number is not None:
            self._paragraph.level = number + 1 if 0 <= number < 9 else 0
        elif word == "s" and number is not None:
            self._paragraph.style = number
        elif word == "brdrb":
            self._paragraph.ruled = True

    # --- the tables at the top

    def _note_font(self, word: str, number: int | None) -> None:
        if word == "f" and number is not None:
            self._state = replace(self._state, font=number)
        elif word in {"fcharset", "cpg"} and number is not None:
            page = _CODE_PAGES.get(number, "") if word == "fcharset" else _known(f"cp{number}")
            if page and number:
                self._styles.fonts[self._state.font] = page

    def _note_style(self, word: str, number: int | None) -> None:
        if word == "s" and number is not None:
            self._state = replace(self._state, font=number)  # the number of the style, until its group ends
        elif word == "outlinelevel" and number is not None and 0 <= number < 9:
            self._styles.levels[self._state.font] = number + 1

    # --- text

    def _byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(byte)

    def _decode(self) -> None:
        """Give on the bytes that were spelled one by one: a Chinese sign is two of them."""
        if self._bytes:
            page = self._styles.fonts.get(self._state.font, self._code_page)
            self._text(self._bytes.decode(page, errors="replace"))
            self._bytes.clear()

    def _plain(self, text: str) -> None:
        """Text as it stands in the file, which is ASCII, unless a program writes bytes as they are."""
        if not text.isascii():
            page = self._styles.fonts.get(self._state.font, self._code_page)
            text = text.encode("latin-1").decode(page, errors="replace")
        self._sign(text)

    def _sign(self, text: str) -> None:
        """Text, less what stands there for those who do not know the sign before it."""
        if self._skip:
            text, self._skip = text[self._skip :], max(0, self._skip - len(text))
        self._text(text)

    def _text(self, text: str) -> None:
        self._first = False
        state = self._state
        if state.into in _INFO:
            self.info[state.into] = self.info.get(state.into, "") + text
        elif state.into == "stylesheet":
            self._styles.names[state.font] = self._styles.names.get(state.font, "") + text
        elif not state.into and not state.hidden and text:
            marks = [tag for key, tag in _MARKS.items() if getattr(state, key)] if text.strip() else []
            shown = escape(text).replace("\n", "<br>")
            self._paragraph.parts += (*(f"<{tag}>" for tag in marks), shown, *(f"</{tag}>" for tag in reversed(marks)))

    def _end_paragraph(self) -> None:
        if self._state.into not in {"", "optional"}:
            return
        paragraph = self._paragraph
        inside = _whole("".join(paragraph.parts)).strip()
        called = self._styles.names.get(paragraph.style, "").rstrip(";").strip().lower()
        heading = _HEADING.fullmatch(called)
        level = paragraph.level or self._styles.levels.get(paragraph.style, 0) or (int(heading[1]) if heading else 0)
        if inside and not self._begun and not self._outer and called in _TOP:
            self.top.append((called, _TAG.sub("", inside)))
        elif inside:
            tag = f"h{min(level, 6)}" if level else "p"
            self._add(f"<{tag}>", inside, f"</{tag}>")
            self._begun = True
        else:
            self._add("<hr>" if paragraph.ruled else "<p>\xa0</p>")
        self._paragraph = _Paragraph(level=paragraph.level, style=paragraph.style)

    def _add(self, *parts: str) -> None:
        self.page.add(*parts)

    def _end_note(self) -> None:
        self._end_paragraph()
        inside = "".join(self.page.parts)
        _, self.page, self._paragraph = self._outer.pop()
        if _TAG.sub("", inside).strip():
            self._paragraph.parts.append(self.page.note(inside))


_TAG = re.compile(r"<[^>]{0,200}>")


def _whole(text: str) -> str:
    """The text with its surrogate halves, in which RTF spells signs beyond the first plane, joined."""
    return text.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")


def _known(page: str) -> str:
    try:
        return codecs.lookup("mac_roman" if page == "cp10000" else page).name
    except LookupError:
        return ""
