"""What of an author's HTML is read aloud, seen through fragments of AO3 pages."""

from __future__ import annotations

import re

import pytest
from ao3_pages import fragment
from hypothesis import given, settings
from hypothesis import strategies as st

from audiofic.model import Block, BlockKind, Work
from audiofic.read import read_bytes
from audiofic.segment import segment


def story(body: str) -> Work:
    return read_bytes(fragment(body).encode(), "story.html")


def scenes(body: str) -> list[list[str]]:
    return [[block.text for block in scene.blocks] for chapter in story(body).chapters for scene in chapter.scenes]


def blocks(body: str) -> list[Block]:
    return [block for *_, block in story(body).blocks()]


def styles(body: str) -> list[tuple[str, bool, bool]]:
    (block,) = blocks(body)
    return [(span.text, span.italic, span.bold) for span in block.spans]


A_LINE = "<p>The tide came in.</p>"

BREAKS = [
    *(
        "***",
        "...",
        ". . .",
        "* * *",
        "~",
        "---",
        "-----",
        "=====",
        "o0o",
        "oOo",
        "o O o",
        "xXx",
        "ooo",
        "⁂",
        "✧",
        "#",
        "~*~*~",
        "· · ·",
    ),
    *("•", "—", "❤ ❤ ❤", "-x-", "~o~", "(***)", "_____", "<b>* * *</b>", "\u200b***", "&nbsp;~&nbsp;"),
]
NO_BREAKS = ["…", "..", "?!", "“…”", '"—"', "!", "“***”", "x", "Oh", "000", "xoxo", "Ooh", "3"]


@pytest.mark.parametrize("ornament", BREAKS)
def test_a_paragraph_of_symbols_is_a_scene_break(ornament: str) -> None:
    assert scenes(f"{A_LINE}<p>{ornament}</p><p>Gulls cried.</p>") == [["The tide came in."], ["Gulls cried."]]


@pytest.mark.parametrize("text", NO_BREAKS)
def test_a_paragraph_that_says_something_is_none(text: str) -> None:
    assert scenes(f"{A_LINE}<p>{text}</p><p>Gulls cried.</p>") == [["The tide came in.", text, "Gulls cried."]]


@pytest.mark.parametrize(
    "gap",
    [
        "<hr>",
        "<hr/>\n<hr/>",
        "<p>&nbsp;</p>",
        "<p><br/>\n</p>",
        "<p><span>&nbsp;</span></p>",
        "<br>",
        "<div><br><br></div>",
        '<p><img src="https://a.example/divider.png" alt=""></p>',
        '<img src="a.png" class="scene-break" alt="a row of stars">',
        "<p>***</p><p>&nbsp;</p><hr>",
    ],
)
def test_gaps_that_are_scene_breaks(gap: str) -> None:
    assert scenes(f"{A_LINE}{gap}<p>Gulls cried.</p>") == [["The tide came in."], ["Gulls cried."]]


def test_a_picture_that_only_adorns_is_a_scene_break_where_it_stands_alone() -> None:
    adorned = f'{A_LINE}<p><img src="a.png" alt=""></p><p>Gulls <img src="b.png" alt=""> cried.</p>'
    assert scenes(adorned) == [["The tide came in."], ["Gulls cried."]]


@pytest.mark.parametrize("gap", ["", "<p></p>", "<p> \n</p>", "<div><p></p></div>", '<p><img src="a.png"></p>'])
def test_gaps_that_are_none(gap: str) -> None:
    assert scenes(f"{A_LINE}{gap}<p>Gulls cried.</p>") == [["The tide came in.", "Gulls cried."]]


def test_line_breaks_within_a_paragraph() -> None:
    assert scenes("<p>One<br>two<br><br>three<br/>&nbsp;<br/>four<br><br><br>five<br></p>six") == [
        ["One\ntwo", "three", "four"],
        ["five", "six"],
    ]


def test_blank_paragraphs_between_all_others_are_no_scene_breaks() -> None:
    spaced = "<p>&nbsp;</p>".join(f"<p>Line {number}.</p>" for number in range(9))
    assert len(scenes(spaced)) == 1
    assert len(scenes(f"{spaced}<p>&nbsp;</p><p>&nbsp;</p>{spaced}")) == 2
    assert len(scenes(f"{spaced}<hr>{spaced}")) == 2


def test_breaks_at_the_ends_make_no_empty_scenes() -> None:
    assert scenes(f"<hr><p>***</p>{A_LINE}<p>***</p><hr>") == [["The tide came in."]]


def test_inline_tags_glue_and_block_tags_part() -> None:
    assert scenes("<p><i>foo</i>bar<b>baz</b><wbr>qux</p><div>one<div>two</div>three</div>") == [
        ["foobarbazqux", "one", "two", "three"]
    ]


def test_white_space_is_folded_as_a_browser_does() -> None:
    assert scenes("<div>\n  The&nbsp;&nbsp; <em> tide\n</em>\n came   <b></b> in . </div>") == [["The tide came in ."]]


def test_what_has_no_width_is_dropped() -> None:
    assert scenes("<p>light\u00adhouse\u200b kee&zwnj;per&shy;s\ufeff</p>") == [["lighthouse keepers"]]


def test_emphasis() -> None:
    assert styles("<p>One <em>two</em> three<strong> four</strong>, <b><i>five</i></b></p>") == [
        ("One ", False, False),
        ("two", True, False),
        (" three ", False, False),
        ("four", False, True),
        (", ", False, False),
        ("five", True, True),
    ]


def test_emphasis_by_style() -> None:
    assert styles(
        '<p style="font-style: italic">One <span style="font-weight:700">two</span>'
        '<span style="FONT-STYLE:NORMAL;font-weight:400"> three</span></p>'
    ) == [("One ", True, False), ("two", True, True), (" three", False, False)]


@pytest.mark.parametrize(
    "body",
    [
        '<div class="messagebody"><p>On my way</p></div>',
        '<p class="text-message">On my way</p>',
        '<p>\n<span class="text">On my way</span>\n</p>',
        '<div class="chat"><span class="bubble-left">On my way</span></div>',
        '<blockquote class="email">On my way</blockquote>',
        '<div class="letter"><p>On my way</p></div>',
        '<div class="tweet-box">On my way</div>',
    ],
)
def test_messages_are_known_by_their_work_skin(body: str) -> None:
    first, second = blocks(body + A_LINE)
    assert (first.kind, first.text) == (BlockKind.MESSAGE, "On my way")
    assert second.kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "body",
    ['<p class="text">On my way</p>', '<p><span class="dropcap letter">O</span>n my way</p>', "<p>On my way</p>"],
)
def test_narration_is_no_message(body: str) -> None:
    assert [block.kind for block in blocks(body)] == [BlockKind.PARAGRAPH]


def test_a_heading_in_the_midst_begins_a_scene() -> None:
    assert scenes(f"<h2>One</h2><h3>At sea</h3>{A_LINE}<h2>Two</h2><hr>{A_LINE}") == [
        ["One", "At sea", "The tide came in."],
        ["Two", "The tide came in."],
    ]
    assert [block.kind for block in blocks(f"<h2>One</h2>{A_LINE}")] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_a_paragraph_in_large_type_is_no_heading() -> None:
    assert [block.kind for block in blocks(f"<h3>{'The tide came in. ' * 20}</h3>")] == [BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    "unspoken",
    [
        "<script>no</script>",
        "<style>no</style>",
        "<template><p>no</p></template>",
        "<!-- no -->",
        '<span hidden="">no</span>',
        '<div style="display: none"><p>no</p></div>',
        '<h3 class="landmark heading">no</h3>',
        '<sup><a href="#note1">1</a></sup>',
        '<a href="#note1"><sup>[12]</sup></a>',
        '<a id="return1">↑</a>',
        '<a href="#return1">back</a>',
        '<img src="map.png" alt="map.png">',
        '<img src="map.png" alt="IMG_2034">',
        '<img src="map.png" alt="***" title="no">',
        "<button>no</button>",
        "<select><option>no</option></select>",
    ],
)
def test_what_nobody_reads_aloud(unspoken: str) -> None:
    assert scenes(f"<p>The tide</p>{unspoken}<p>came in.</p>{unspoken}") == [["The tide", "came in."]]


@pytest.mark.parametrize(
    ("body", "spoken"),
    [
        ("<ruby>tide<rp>(</rp><rt>moon</rt><rp>)</rp></ruby>", ["tide"]),
        ("<details><summary>The tide</summary><p>came in</p></details>", ["The tide", "came in"]),
        ("<p>The <s>tied</s> <del>tyde</del> tide</p>", ["The tied tyde tide"]),
        ("<table><tr><td>The</td><td>tide</td></tr><tr><th>came</th></tr></table>", ["The", "tide", "came"]),
        ("<ul><li>The<ul><li>tide</li></ul></li><li>came</li></ul>", ["The", "tide", "came"]),
        ("<blockquote>The tide<p>came</p></blockquote>in", ["The tide", "came", "in"]),
        ("<center>The tide</center>came", ["The tide", "came"]),
        ('<p>A chart: <img src="a.png" alt="the whole bay">.</p>', ["A chart: the whole bay ."]),
        ('<p><span title="Haben Sie?">The tide</span></p>', ["The tide"]),
        ("<p>x<sup>2</sup> and m<sub>1</sub></p>", ["x2 and m1"]),
        ('<p><a href="#map">the map</a></p>', ["the map"]),
        ("<pre>The tide\n  came\n\nin</pre>", ["The tide\ncame", "in"]),
        ("<p>The<p>tide<div>came</p> in", ["The", "tide", "came", "in"]),
        ("<p>a < b &amp; c &gt; b</p>", ["a < b & c > b"]),
        ("<p>The tide.</p><p>?</p>", ["The tide.", "?"]),
        ("<section><div>The tide</section>came", ["The tide", "came"]),
        ("<p>The tide<sup>1</sup>came in</p>", ["The tide came in"]),
        ("<div><sup>1</sup> tide<sup>1</sup></div>", ["1 tide"]),
        ('<p>The tide<a><i> came <a id="x">↑</a></i></a></p>', ["The tide came"]),
        ("<p><i>The tide</p><p>came</i> in</p>", ["The tide", "came in"]),
    ],
)
def test_what_is_read_once(body: str, spoken: list[str]) -> None:
    assert scenes(body) == [spoken]


def test_a_long_novel_in_one_paragraph() -> None:
    work = story(f"<p>{'the <i>tide</i> ' * 25_000}{'came in ' * 100_000}</p>")
    assert len(next(work.blocks())[2].text.split()) == 250_000


def test_deep_nesting() -> None:
    assert scenes(f"{'<div><i>' * 400}deep{'</i></div>' * 400}{A_LINE}") == [["deep", "The tide came in."]]


# The property: over all disorder, every word of the story is there, once and in order, and no other word is.

INLINE = ["i", "em", "b", "strong", "span", "u", "s", "small", "font", "q", "bdi", "a", "cite", "unknown-tag"]
BLOCK = ["p", "div", "blockquote", "center", "li", "td", "details", "section", "h4", "pre", "dd", "article"]
SPACE = st.sampled_from([" ", "\n", "&nbsp;", " \t ", "<br>", "<br/> ", "<!-- never -->", "&#8203; ", "\u00a0 "])
NEVER = st.sampled_from(
    [
        "<script>never()</script>",
        "<style>.never { }</style>",
        '<p style="display:none">never <b>never</b></p>',
        "<template><p>never</p></template>",
        "<!-- never <p>never</p> -->",
        '<span hidden="">never</span>',
        '<h3 class="landmark heading">never</h3>',
        '<sup><a href="#never">1</a></sup>',
        '<a id="elsewhere">↑</a>',
        '<img src="never.png" alt="never.png">',
        '<img src="divider.gif" alt="never divider">',
        "<p>* * *</p>",
        "<hr>",
        "<p>&nbsp;</p>",
        "<p></p>",
        "<noscript>never</noscript>",
        "<button>never</button>",
    ]
)
WORD = st.just("word")
LEAF = st.one_of(WORD, WORD, SPACE, NEVER)


def tagged(names: list[str], inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    closings = st.sampled_from(["</{}>", "</{}>", "</{}>", "</{}>\n", ""])
    attributes = st.sampled_from(
        ["", "", ' class="x"', ' style="color: red"', ' title="never"', ' class="text-message"']
    )
    return st.builds(
        lambda name, attribute, parts, closing: f"<{name}{attribute}>{''.join(parts)}{closing.format(name)}",
        st.sampled_from(names),
        attributes,
        st.lists(inside, max_size=5),
        closings,
    )


MARKUP = st.recursive(LEAF, lambda inside: tagged(INLINE, inside) | tagged(BLOCK, inside), max_leaves=40)


@settings(deadline=None)
@given(st.lists(MARKUP, min_size=1, max_size=6))
def test_every_word_of_the_story_comes_once_and_in_order(parts: list[str]) -> None:
    count = 0
    pieces = []
    for piece in "".join(parts).split("word"):
        pieces.append(piece)
        pieces.append(f" word{count} ")
        count += 1
    work = story("".join(pieces) + "<p>last</p>")
    words = re.sub("[“”‘’]", " ", " ".join(block.text for *_, block in work.blocks())).split()
    assert words == [*(f"word{number}" for number in range(count)), "last"]
    assert re.sub("[“”‘’]", " ", " ".join(line.text for line in segment(work))).split() == words
    for *_, block in work.blocks():
        for span in block.spans:
            assert work.text[span.start : span.end] == span.text
    assert "\n\n".join(block.text for *_, block in work.blocks()) == work.text
    assert all(scene.blocks for chapter in work.chapters for scene in chapter.scenes)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["wo", "rd", "<i>", "</i>", "<b>", "</b>", "<wbr>", "&shy;", "<span></span>"]), max_size=30
    )
)
def test_inline_tags_never_part_a_word(parts: list[str]) -> None:
    letters = "".join(part for part in parts if part.isalpha())
    assert scenes(f"<p>x{''.join(parts)}</p>") == [[f"x{letters}"]]
