"""What is typed rather than written: pictures and faces, addresses, handles, hashtags, and the shorthand of messages.

In a message a few common pictures are named, since they may be all that somebody says, and so are
the commonest faces that are made of marks; elsewhere none is.
"""

from __future__ import annotations

import re

from audiofic.model import Kind
from audiofic.normalize.rules import Rules, any_of

_NAMES = {
    "😂🤣": "crying laughing",
    "😀😁😃😄😊🙂☺😆😅": "smiling face",
    "😉": "winking face",
    "😍🥰😻": "heart eyes",
    "😘😚😗💋": "kiss",
    "😭": "sobbing",
    "😢🥲😥": "crying face",
    "🥺": "pleading face",
    "😔😞🙁☹😟": "sad face",
    "😠😡🤬": "angry face",
    "😱😨": "screaming face",
    "😳": "blushing face",
    "🙄": "eye roll",
    "😏": "smirk",
    "🤔": "thinking face",
    "😴💤": "asleep",
    "🤦": "facepalm",
    "🤷": "shrug",
    "💀☠": "skull",
    "👍": "thumbs up",
    "👎": "thumbs down",
    "👏": "clapping",
    "🙏": "praying hands",
    "🖕": "middle finger",
    "👀": "eyes",
    "💔": "broken heart",
    "❤♥💕💖💗💓💞💘💙💚💛💜🖤🤍🧡": "heart",
    "🔥": "fire",
    "🎉🥳": "party",
    "💩": "poop",
    "✨": "sparkles",
}
_NAME = {picture: name for pictures, name in _NAMES.items() for picture in pictures}
_TRIMMINGS = "\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff♀♂"
_PICTURES = re.compile(rf"(?:([{''.join(_NAME)}])[{_TRIMMINGS}]*+(?: ?\1[{_TRIMMINGS}]*+)*+)")

_MOUTH_MARKS = "ツヅᴥಠ益▽□ﾟ・╯╰┻┬ノﾉ･∀︵ಥ⊙●◕‿ω´｀≧≦＾ᵕ˘ʖ͡ง"
_FACES = Rules(
    (rf"(?<!\S)[^\s\w]?[^\s]{{0,20}}[{_MOUTH_MARKS}][^\s]{{0,20}}(?: [^\sa-zA-Z\d]{{1,8}}(?!\S))*", " "),
    (r"(?<!\S)\(?(?:[>^TtoO;xXu@=<-][_.]{1,3}[<^TtoO;xXu@=>-]|\._+\.)\)?(?![^\s.,!?])", " "),  # ^_^ T_T >.< o_O
    (r"(?<!\S)(?:\^\^|;[-_.]+;)(?![^\s.,!?])", " "),
    (
        r"(?<![^\s(])[>}]?(?:[:;=]|[xX8](?=['’]?D))['’]?[-o^]?(?:[)(\]\[|\\/*$]++|[DPpOo3](?![^\s.,!?)]))",
        " ",
    ),  # :) :'-( ;P xD :/
    (r"(?<!\S)(?:D['’]?[:;=]|[)(]['’]?[:;=])(?![^\s.,!?])", " "),  # D: (:
)
_FACE_NAMES = {
    "smiling face": r"[:=]['’]?[-o^]?[)\]]++|\^[_.]?\^|[(]['’]?[:=]",
    "grinning face": r"[:=]-?D",
    "laughing": r"[xX]-?D+|[xX]['’]D",
    "winking face": r";-?[)\]D]",
    "sad face": r"[:=]-?[(\[]++|[)][:=]|D['’]?[:=]",
    "crying face": r"[:=;]['’][-o^]?[(\[]|[Tt][_.]{1,3}[Tt]|;[-_.]+;",
    "tongue out": r"[:=;]-?[Pp]",
    "surprised face": r"[:=]-?[oO]|[oO0][_.]{1,3}[oO0]",
    "doubtful face": r"[:=]-?[/\\]",
    "kiss": r"[:=]-?\*",
    "cat face": r"[:=]-?3",
    "shrug": r"¯\\?_\(ツ\)_/¯",
}
_TYPED = re.compile(
    r"(?<![^\s(])(?:"
    + "|".join(f"(?P<f{at}>(?:{face})+)" for at, face in enumerate(_FACE_NAMES.values()))
    + r")(?![^\s.,!?)])"
)


def _named(match: re.Match[str]) -> str:
    return f", {list(_FACE_NAMES)[int(str(match.lastgroup)[1:])]}, "


_HEARTS = Rules((r"<[/\\]3+", ", broken heart, "), (r"<3+", ", heart, "))
_NO_HEARTS = Rules((r"<[/\\]?3+", " "))


def pictures(text: str, kind: Kind, language: str) -> str:
    """The text as written with its pictures and faces named or left out."""
    if kind is Kind.MESSAGE and language == "en":
        text = _HEARTS(_TYPED.sub(_named, _PICTURES.sub(lambda match: f", {_NAME[match[1]]}, ", text))).rstrip(", ")
    text = _NO_HEARTS(text)
    return _FACES(text) if language == "en" else text


_DOMAINS = any_of("com org net edu gov io co tv me info co.uk org.uk de fr ca au")


def _domain(match: re.Match[str]) -> str:
    """A link, by the name of its site alone."""
    site = match["site"].lower().removeprefix("www.")
    return " " + re.sub(r"[-_]", " ", site).replace(".", " dot ").replace(":", " ") + " "


def _split(name: str) -> str:
    """JusticeForDobby, sirius_black, padfoot77 → its words."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return re.sub(r"[_.-]+", " ", name).strip()


addresses = Rules(
    (r"(?i)\b(?:https?|ftp)://(?P<site>[\w.-]{1,100})(?::\d+)?(?:[/?#][^\s\"<>]*[^\s\"<>.,;:!?)'])?/?", _domain),
    (r"(?i)\b(?P<site>www\.[\w-]{1,60}\.[\w.-]{1,60}\w)(?:/[^\s\"<>]*[^\s\"<>.,;:!?)'])?/?", _domain),
    (
        r"(?<![\w.+-])([\w.+-]{1,64})@((?:[\w-]{1,60}\.)+[a-zA-Z]{2,10})\b",
        lambda m: f"{_split(m[1])} at {m[2].replace('.', ' dot ')}",
    ),
    (
        rf"(?<![\w.@-])(?P<site>(?:[\w-]{{2,60}}\.){{1,3}}{_DOMAINS})\b(?:/[^\s\"<>]*[^\s\"<>.,;:!?)'])?(?!\.\w)",
        _domain,
    ),
    (r"(?<!\w)@(?=\w)([\w.-]{1,60})(?<=\w)", lambda m: "at " + _split(m[1])),
    (r"(?<!\w)#(?=\d)", "number "),
    (r"(?<!\w)#([^\W\d]\w{0,100})", lambda m: "hashtag " + _split(m[1])),
)
"""Links by their site, handles, hashtags."""

_SHORTHAND = {
    "u": "you",
    "ur": "your",
    "r": "are",
    "y": "why",
    "k": "okay",
    "kk": "okay",
    "n": "and",
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
    "tnx": "thanks",
    "ty": "thank you",
    "tysm": "thank you so much",
    "yw": "you're welcome",
    "np": "no problem",
    "bc": "because",
    "bcs": "because",
    "cuz": "because",
    "coz": "because",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "2moro": "tomorrow",
    "2nite": "tonight",
    "2day": "today",
    "ppl": "people",
    "rn": "right now",
    "jk": "just kidding",
    "idk": "I don't know",
    "idc": "I don't care",
    "ikr": "I know, right",
    "ily": "I love you",
    "ilysm": "I love you so much",
    "omw": "on my way",
    "nvm": "never mind",
    "hbu": "how about you",
    "wbu": "what about you",
    "wyd": "what are you doing",
    "wym": "what do you mean",
    "gr8": "great",
    "m8": "mate",
    "l8r": "later",
    "l8": "late",
    "b4": "before",
    "w8": "wait",
    "gn": "good night",
    "gm": "good morning",
    "msg": "message",
    "txt": "text",
    "abt": "about",
    "btw": "by the way",
    "gtg": "got to go",
    "g2g": "got to go",
    "tbh": "to be honest",
    "srsly": "seriously",
    "prolly": "probably",
    "smth": "something",
    "sth": "something",
    "dw": "don't worry",
    "x": "kiss",
    "xx": "kisses",
    "xxx": "kisses",
}
_SHORT = re.compile(rf"(?<!\w')(?<![\w./-])({any_of(list(_SHORTHAND))})(?![\w'/-])", re.IGNORECASE)


def shorthand(text: str) -> str:
    """Short forms that stand for words, as they are said; those that are said as letters are left: omg, brb, lol."""
    return _SHORT.sub(lambda match: _capital(_SHORTHAND[match[1].lower()], text, match.start()), text)


def _capital(words: str, text: str, at: int) -> str:
    return words[0].upper() + words[1:] if at == 0 and text[0].isupper() else words
