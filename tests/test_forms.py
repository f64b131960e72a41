"""Forms of fan fiction, in what is heard: names before messages, and each of the shared cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.corrections import Corrections
from audiofic.model import Kind, Line
from audiofic.normalize import spoken
from audiofic.pipeline import stage, write_script
from audiofic.pipeline.labels import with_names
from audiofic.pipeline.plan import Planner
from audiofic.read import read, read_bytes
from audiofic.segment import segment
from audiofic.voices import Messages, VoicesFile

SHARED = Path(__file__).parents[1].parent / "shared" / "cases" / "forms"


def lines_of(*paragraphs: str) -> list[Line]:
    return segment(read_bytes("\n\n".join(paragraphs).encode(), "story"))


def shared(name: str) -> list[Line]:
    path = SHARED / f"{name}.html"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    return segment(read(path))


def sent(lines: list[Line], kind: Kind = Kind.MESSAGE) -> list[str]:
    """The senders of the lines of a kind, one after the other."""
    return [line.sender for line in lines if line.kind is kind]


@pytest.mark.parametrize(
    ("case", "senders"),
    [
        ("chat-name", ["Sam", "Dana", "Sam", "Dana", "Dana"]),
        ("chat-br", ["sam", "dana", "sam", "dana"]),
        ("chat-time", ["Sam", "Dana", "Sam", "Dana"]),
        ("chat-time-after", ["Sam", "Dana", "Sam", "Dana"]),
        ("chat-discord", ["Sam", "Dana", "Sam", "Dana"]),
        ("chat-groupnick", ["kettleboy", "counter gremlin", "kettleboy", "counter gremlin", "kettleboy"]),
        ("chat-bold-colon", ["Sam", "Dana", "Sam", "Dana"]),
        ("chat-brackets", ["kettleboy", "gremlin", "kettleboy", "gremlin"]),
        ("chat-emoji-names", ["Sam", "Dana", "Sam", "Dana"]),
        ("keysmash-uwu", ["Sam", "Dana", "Sam", "Dana", "Sam", "Dana", "Sam"]),
        ("tweets", ["Sam Reed", "Dana Okoye"]),
        ("reddit", ["kettleboy", "gremlin", "kettleboy"]),
        ("email", ["Dana Okoye"] * 4),
    ],
)
def test_the_messages_of_a_shared_case_have_their_senders(case: str, senders: list[str]) -> None:
    assert sent(shared(case)) == senders


@pytest.mark.parametrize(
    ("case", "senders"),
    [
        ("script", ["SAM", "DANA", "SAM", "DANA", "SAM"]),
        ("interview", ["Interviewer", "Sam", "Interviewer", "Dana", "Sam"]),
        ("script-intro", ["SAM", "DANA", "SAM", "DANA"]),
    ],
)
def test_the_speeches_of_a_shared_play_have_their_speakers(case: str, senders: list[str]) -> None:
    assert [sender for sender in sent(shared(case), Kind.DIALOGUE) if sender] == senders


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Ines: no", "He waited.", "Rain fell."),  # one may be anything
        ("Flour: four pounds.", "Water: two.", "Salt: a spoon."),
        ("He said: no.", "She said: no.", "He said: no."),
        ("The list: bread.", "The list: salt.", "The list: oil."),
        ("Ines: “No.” She left.", "Toby: “Yes.” He stayed.", "Ines: “No.” She left."),
        ("It was 10:30 when the bread rose.", "At 11:30 it fell.", "By 12:30 it was gone."),
        ("THE END",),
        ("NO", "It was over.", "YES", "It began."),
        ("Dana Reed 3 years ago\nwas somebody else.",),
    ],
)
def test_what_only_looks_like_a_form_is_prose(paragraphs: tuple[str, ...]) -> None:
    assert {line.kind for line in lines_of(*paragraphs)} <= {Kind.NARRATION, Kind.DIALOGUE}


TWO = ("Ines: a", "Toby: b", "Ines: c")
THREE = ("Ines: a", "Toby: b", "Toby: c", "Petra: d", "Ines: e")


@pytest.mark.parametrize(
    ("chat", "names", "read"),
    [
        (TWO, "auto", ["Ines", "Toby", ""]),
        (THREE, "auto", ["Ines", "Toby", "", "Petra", "Ines"]),
        (THREE, "first", ["Ines", "Toby", "", "Petra", ""]),
        (TWO, "always", ["Ines", "Toby", "Ines"]),
        (THREE, "never", [""] * 5),
    ],
)
def test_names_before_messages(chat: tuple[str, ...], names: str, read: list[str]) -> None:
    named = with_names(lines_of(*chat), Messages.model_validate({"names": names}))
    assert [line.sender for line in named if line.kind is Kind.LABEL] == read


def test_counts_are_not_read_and_a_label_stands_as_written() -> None:
    lines = lines_of("Ines Calder @calder · 2h\nBread is up.\n↩ 3 ♻ 12")
    named = with_names(lines, Messages(names="always"))
    assert [(line.text, line.sender) for line in named if line.kind is Kind.LABEL] == [
        ("Ines Calder @calder · 2h", "Ines Calder"),
        ("↩ 3 ♻ 12", ""),
    ]
    assert [line.text for line in named] == [line.text for line in lines]


FORMED = st.lists(
    st.sampled_from(
        "Ines: a|TOBY|(softly)|From: Ines|To: Toby|u/ines · 2h|@toby|<ines> x|x|[10:00] Toby: y|Ines – z|3 likes|"
        "Ines Today at 7:02 PM|♥ 3|Best,|“Yes.”|*|Toby (|:|10:00".split("|")
    ),
    min_size=1,
    max_size=8,
)


@given(FORMED, st.sampled_from(["\n", "\n\n"]))
def test_no_word_is_lost_in_a_form(lines: list[str], between: str) -> None:
    text = between.join(["Story.", *lines])
    work = read_bytes(text.encode(), "story")
    said = "".join("".join(line.text.split()) for line in segment(work))
    assert said == "".join("".join(block.text.split()) for _, _, block in work.blocks())


@pytest.mark.parametrize(
    "text", ["Ines: x\n", "@a " * 30, "a" * 200 + ": ", "From: a\n", "INES\n", "🥖 " * 60, "1 2 3 k ", "<a> "]
)
def test_a_form_of_very_many_lines(text: str) -> None:
    """What takes time in the square of the length would not come to its end here."""
    assert segment(read_bytes(("Story.\n\n" + text * 20_000).encode(), "story"))
    assert segment(read_bytes(("Story.\n\n" + (text + "\n\n") * 5_000).encode(), "story"))


READER = {"name": "Robin", "last name": "Hale", "hair colour": "red", "eye colour": "green", "pronouns": "she/her"}


@pytest.mark.parametrize(
    ("text", "bare", "filled"),
    [
        (
            "“(Y/N)!” he calls. “(Y/N) (L/N)!”",
            "your name! he calls. your name your last name!",
            "Robin! he calls. Robin Hale!",
        ),
        ("You shake your (h/c) hair.", "You shake your hair.", "You shake your red hair."),
        ("Your (e/c) eyes, your (h/c).", "Your eyes, your hair colour.", "Your green eyes, your red."),
        ("[Name] laughed at Y/N’s hat.", "your name laughed at your name's hat.", "Robin laughed at Robin's hat."),
        ("Her (f/n) was new to [him/her].", "Her first name was new to them.", "Her Robin was new to her."),
        (
            "An (n/a), and/or (a list).",
            "An (not applicable), and or (a list).",
            "An (not applicable), and or (a list).",
        ),
    ],
)
def test_blanks_are_filled_in_or_read_sensibly(text: str, bare: str, filled: str) -> None:
    assert spoken(text, {}) == bare
    assert spoken(text, {}, reader=READER) == filled


def test_stress_stays_where_it_is_beside_a_blank() -> None:
    text = "(Y/N) never said she had (h/c) hair."
    at = text.index("she")
    assert "⟪she⟫" in spoken(text, {}, honours={"stress"}, stressed=[(at, at + 3)])
    assert "⟪she⟫" in spoken(text, {}, honours={"stress"}, stressed=[(at, at + 3)], reader=READER)


def test_the_reader_of_voices_yaml_fills_in_the_blanks() -> None:
    voices = VoicesFile.model_validate({"reader": {"name": "Robin", "hair": "red", "pronouns": "she/her"}})
    show = stage(read_bytes("“(Y/N),” said Toby, “your (h/c) hair!”".encode(), "story"), voices, Corrections())
    planner = Planner(show.cast, voices, "en")
    (section,) = show.sections
    said = [cued.utterance.text for cued in planner.plan(section, None)]
    assert said[:3] == ["Robin,", "said Toby,", "your red hair!"]


@pytest.mark.parametrize(
    ("case", "kind", "count"),
    [
        ("telepathy-colons", Kind.DIALOGUE, 4),
        ("telepathy-italics", Kind.DIALOGUE, 4),
        ("sign-bold", Kind.DIALOGUE, 3),
        ("sign-guillemets", Kind.DIALOGUE, 2),
        ("text-italics-tag", Kind.MESSAGE, 3),
        ("quote-in-thought", Kind.THOUGHT, 2),
    ],
)
def test_minds_and_hands_of_a_shared_case(case: str, kind: Kind, count: int) -> None:
    """Beside the six lines of dialogue that frame each case."""
    frame = 5 if kind is Kind.DIALOGUE else 0
    lines = shared(case)
    assert sum(line.kind is kind for line in lines) == count + frame
    assert kind is Kind.THOUGHT or not any(line.kind is Kind.THOUGHT for line in lines)


def test_the_radio_of_a_shared_case_has_a_voice_of_its_own() -> None:
    assert [line.sender for line in shared("radio") if line.sender] == ["the radio", "the television"]


@pytest.mark.parametrize(
    ("paragraphs", "who"),
    [
        (
            ("You walk in.", "“(Y/N)!” Sam shouts.", "“I am here,” you say.", "“Late,” Dana tells you."),
            ["Sam", "You", "Dana"],
        ),
        (
            ("Toby sat. Ines stood.", "“Salt,” said Toby.", "“Rope,” said Ines.", "“Oh,” I said."),
            ["Toby", "Ines", "Narrator"],
        ),
    ],
)
def test_a_tag_says_that_it_is_oneself_who_speaks(paragraphs: tuple[str, ...], who: list[str]) -> None:
    written = write_script(read_bytes("\n\n".join(paragraphs).encode(), "story"), VoicesFile(), Corrections())
    assert [line.speaker for line in written.lines if line.kind is Kind.DIALOGUE] == who


def test_a_thought_is_hers_whom_its_tag_names() -> None:
    text = (
        "“Salt,” said Toby. Toby sat down.\n\n“Rope,” said Ines.\n\n*Toby said “never mind” as if it were nothing,* "
        "Ines thought.\n\nToby sat down again. He slept."
    )
    written = write_script(read_bytes(text.encode(), "story"), VoicesFile(), Corrections())
    assert [line.speaker for line in written.lines if line.kind is Kind.THOUGHT] == ["Ines"]


CALL = (
    "“Bread,” said Ines.\n\n“Salt,” Toby said.\n\n“Bakery, hello?” said Ines.\n\n“…”\n\n“No, we are shut.”\n\n“—”\n\n"
    "“He is out.”\n\n“Who was it?” Toby asked."
)


def test_one_side_of_a_telephone_is_one_person_and_the_other_is_silent() -> None:
    written = write_script(read_bytes(CALL.encode(), "story"), VoicesFile(), Corrections())
    said = {line.text: line.speaker for line in written.lines if line.kind is Kind.DIALOGUE}
    assert [said[text] for text in ("“Bakery, hello?”", "“No, we are shut.”", "“He is out.”")] == ["Ines"] * 3
    assert said["“Who was it?”"] == "Toby"
    assert {line.kind for line in written.lines if line.text in ("“…”", "“—”")} == {Kind.NARRATION}
    assert sum(who.lines for who in written.characters) == sum(line.speaker is not None for line in written.lines)


@pytest.mark.parametrize(
    "text",
    [
        "Sam turned the radio off. “Enough,” he said.",
        "“The radio is on,” said Sam.",
        "Sam sat by the radio. “Listen.”",
        "The dog barked. “Down,” Sam said.",
        "The door opened. “Hello,” a voice said.",
    ],
)
def test_who_stands_beside_a_device_speaks_with_their_own_voice(text: str) -> None:
    assert not any(line.sender for line in lines_of(text))


@pytest.mark.parametrize(
    "text", [":: ", "// x", "[ a ", "~a~ ", "<< >", "“a,” it said. ", "GOOD EVENING, ", "*a* ", "the radio "]
)
def test_marks_without_end_take_no_time(text: str) -> None:
    """What takes time in the square of the length would not come to its end here."""
    story = "::Yes,:: he sent.\n\n"
    assert segment(read_bytes((story + text * 20_000).encode(), "story"))
    assert segment(read_bytes((story + (text * 30 + "\n\n") * 1_000).encode(), "story"))


def test_what_a_machine_says_is_its_own() -> None:
    lines = lines_of("“Hi, this is Ines. Leave a message,” said the voicemail.", "“It’s me,” said Toby.")
    assert [line.sender for line in lines if line.kind is Kind.DIALOGUE] == ["the voicemail", ""]


def test_nobody_thinks_in_verse() -> None:
    lines = segment(read_bytes(b"<p>He sat.</p><p><i>Oh, carry me over<br>oh, carry me home</i></p>", "x.html"))
    assert [line.kind for line in lines] == [Kind.NARRATION, Kind.NARRATION]


GOLDEN = dict(
    line.split(": ", 1) if ": " in line else (line.rstrip(":"), "")
    for line in (Path(__file__).parent / "golden" / "forms.txt").read_text("utf-8").splitlines()
)
"""Of each shared case, between the lines that frame it: what kind each line is, and who says it."""
FRAME = frozenset(
    {
        *("“It’s late,”", "said Sam.", "“It’s early,”", "Dana said.", "“Look at the clock.”", "“Well,”"),
        *("said Sam, and he put the phone down.", "“Well what?”", "asked Dana."),
    }
)


@pytest.mark.parametrize("name", GOLDEN)
def test_who_says_what_in_a_shared_case(name: str) -> None:
    path = SHARED / f"{name}.html"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    written = write_script(read(path), VoicesFile(), Corrections())
    lines = [line for line in written.lines if line.text not in FRAME and not line.text.startswith("Sam Reed put the")]
    told = (f"{line.kind} {line.speaker}" if line.speaker else str(line.kind) for line in lines)
    assert ", ".join(told) == GOLDEN[name]
