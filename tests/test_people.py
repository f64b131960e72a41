"""Who there is: senders, works without capitals, names that are on lists of words, speaking nouns, verbs on no list."""

from __future__ import annotations

import pytest

from audiofic.attribute import attribute, doubt
from audiofic.model import Kind, Metadata, Script
from audiofic.read import read_bytes
from audiofic.segment import segment


def script(text: str, metadata: Metadata | None = None) -> Script:
    return attribute(segment(read_bytes(text.encode(), "story.txt")), metadata or Metadata())


def speakers(text: str, metadata: Metadata | None = None) -> list[str | None]:
    """Who says each quotation and message."""
    return [
        line.speaker
        for line in script(text, metadata).lines
        if line.kind in (Kind.DIALOGUE, Kind.MESSAGE) and (line.kind is Kind.DIALOGUE or line.sender)
    ]


PROSE = """
Sam Reed put the kettle on. Dana Okoye sat on the counter.

“It’s late,” said Sam.

“It’s early,” Dana said.
"""


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("SAM", "DANA"), ["Sam Reed", "Dana Okoye"]),
        (("sam", "dana"), ["Sam Reed", "Dana Okoye"]),
        (("sammy_the_reed", "danaO"), ["Sam Reed", "Dana Okoye"]),
        (("kettleboy", "xX_moth_Xx"), ["kettleboy", "xX_moth_Xx"]),
    ],
)
def test_senders_are_people(names: tuple[str, str], expected: list[str]) -> None:
    one, other = names
    chat = f"\n{one}: are you up\n\n{other}: no\n\n{one}: liar\n\n{other}: ok yes\n"
    assert speakers(PROSE + chat) == ["Sam Reed", "Dana Okoye", *expected, *expected]


def test_the_story_tells_whose_nickname_it_is() -> None:
    text = """
Sam Reed changed their name to kettleboy

kettleboy: are you up

nightmoth: no

kettleboy: liar

nightmoth: ok yes
"""
    moth = "\nEverybody knew that Dana was the nightmoth.\n"
    assert speakers(PROSE + moth + text)[2:] == ["Sam Reed", "Dana Okoye"] * 2


def test_who_answers_to_a_name_is_its_bearer() -> None:
    chat = """
lantern: dana are you up

gremlin: no

lantern: dana come home

gremlin: ok yes
"""
    assert speakers(PROSE + chat)[2:] == ["lantern", "Dana Okoye"] * 2


def test_what_follows_i_typed_is_the_narrator_s() -> None:
    text = """
“Jo!” Dad called. “Jo, are you on that phone?” Dad called. I lay on my back and I did not move at all.

“No!” I shouted. I picked it up and typed.

lampfly: i'm here

benzo: finally

lampfly: my dad does the phone thing

“Jo!” Dad called. I put the phone under my arm. I went to the stairs.
"""
    assert speakers(text) == ["Dad", "Dad", "Jo", "Jo", "benzo", "Jo", "Dad"]


def test_a_script_without_prose_has_people() -> None:
    text = "ANN: It’s late.\n\nBOB: It’s early.\n\nANN: I never look.\n\nBOB: Liar.\n"
    found = script(text)
    assert [line.speaker for line in found.lines if line.sender] == ["Ann", "Bob", "Ann", "Bob"]
    assert {character.name for character in found.characters} == {"Ann", "Bob"}


LOWER = """
the laundromat is open. wren has four washers and she isn't sorry.

"you can't have four," says teo. "there's a sign."

"i'm two people," wren says. "that's dilly. dilly has two."

"hello, dilly," teo mutters.

dilly sits up. "who's that?" dilly asks.

"nobody," says mom. her mom never looks up.
"""


def test_a_work_without_capitals_has_people() -> None:
    assert speakers(LOWER) == ["Teo", "Teo", "Wren", "Wren", "Teo", "Dilly", "Mom"]


def test_a_work_without_capitals_keeps_its_text() -> None:
    assert "wren has four washers" in script(LOWER).lines[0].text


@pytest.mark.parametrize("word", ["mom", "dad", "nana"])
def test_kin_without_an_article_is_a_name(word: str) -> None:
    text = (
        f"The door banged.\n\n“There you are,” said {word}. Anna jumped.\n\n“Here I am,” said Anna. Her {word} sighed."
    )
    assert speakers(text) == [word.capitalize(), "Anna"]


@pytest.mark.parametrize(
    "name",
    [
        "Dr House", "Mrs Wood", "Mr Field", "Miss March", "Number Five", "R2-D2", "C-3PO", "HAL", "Eleven", "O’Brien",
    ],
)  # fmt: skip
def test_a_name_may_be_a_word_of_a_list(name: str) -> None:
    text = f"“It’s late,” said Anna to {name}.\n\n“It was once,” said {name}. Anna knew that {name} was tired."
    assert speakers(text) == ["Anna", name]


def test_a_name_after_that_is_still_a_name() -> None:
    text = "Anna knew that Ilse was tired. Anna hoped that Ilse would go.\n\n“I’m not tired,” said Ilse.\n"
    assert speakers(text) == ["Ilse"]


@pytest.mark.parametrize("verb", ["deadpanned", "yeeted", "snarked"])
def test_what_stands_in_a_verb_s_place_is_a_verb_of_saying(verb: str) -> None:
    text = f"“It’s late,” {verb} Vex.\n\n“It’s early,” Quill {verb}.\n\n“Is it?” {verb} Vex.\n\n“Very,” said Quill.\n"
    assert speakers(text) == ["Vex", "Quill", "Vex", "Quill"]


def test_who_speaks_is_somebody_though_no_list_has_the_noun() -> None:
    text = """
“You’re late,” said the hedgehog.

“I came as fast as I could,” the scarecrow said. He had straw in his boots.

“Have you a ticket?” asked the hedgehog.

“I have not,” said the scarecrow.
"""
    assert speakers(text) == ["the hedgehog", "the scarecrow"] * 2


def test_either_apostrophe_is_one_name() -> None:
    text = "“Help,” said O’Brien.\n\n“No,” said Anna. O'Brien laughed.\n\n“Why not?” O'Brien asked.\n\n“No,” said Anna."
    assert speakers(text) == ["O’Brien", "Anna", "O’Brien", "Anna"]


def test_who_is_called_does_not_speak() -> None:
    text = """
“D’Artagnan. Put the lobster down.” Athos had not raised his voice.

“But Gerald is innocent,” said d’Artagnan.

“Gerald is supper,” Porthos said.

“D'Artagnan. Put the lobster down.”
"""
    found = speakers(text)
    assert found[:3] == ["Athos", "d’Artagnan", "Porthos"]
    assert found[3] != "d’Artagnan"


def test_a_couple_with_a_particle_is_two() -> None:
    text = "“Put it down,” said Mrs. van der Berg.\n\n“I shall not,” said Mr. van der Berg.\n"
    assert speakers(text) == ["Mrs van der Berg", "Mr van der Berg"]


def test_who_acts_without_a_name_is_somebody() -> None:
    text = """
A porter was leaning on the rail. Anna waved.

“Is this the Dover train?” Anna asked.

“It might be.” The porter shifted his cap.

“I hope so,” said Anna.
"""
    assert speakers(text) == ["Anna", "the porter", "Anna"]


RIVALS = """
Tobin had the keys. “You’re in the wrong shed,” Tobin said.

“It’s a boathouse, Locke.” Vane sat on the shell.

“Get off it, Vane,” Tobin said.

“Say please, Locke,” said Vane. Vane smiled.

Tobin did not say please. “You’ve heard, then?” Vane asked.

* * *

Adrian climbed the hill. Locke was behind him. “I want to know what’s wrong with my neck,” said Locke.

“Nothing’s wrong with it,” Adrian said. Adrian was cold.

“Pell says you bet on me, Vane,” said Locke. Locke came in.

“Against,” said Adrian. “I’ve always bet against you, Locke.”
"""


def test_two_names_that_never_meet_are_one_person() -> None:
    assert len(set(speakers(RIVALS))) == 2


def test_a_heading_says_who_i_is() -> None:
    text = """
Dana’s POV

I sat on the counter. I had my keys in my hand. “You never buy milk,” I said.

“You drink it all,” Sam told me.

Sam’s POV

I looked at her. I put my cup down. “You drink it all,” I said again.

“I do not,” Dana said.
"""
    assert speakers(text) == ["Dana", "Sam", "Sam", "Dana"]


def test_nobody_is_no_sure_speaker() -> None:
    found = script("“It’s late.”\n\n“It’s early.”\n\n“Is it?”\n")
    assert {line.confidence for line in found.lines} == {0.0}
    assert "every quotation" in doubt(found)


def test_what_was_not_understood_is_a_guess() -> None:
    text = "“Поздно”, сказала Марта.\n\n“Рано”, ответил Павел.\n\n“Разве?” спросила Марта.\n"
    found = script(text)
    assert all(line.confidence <= 0.1 for line in found.lines if line.kind is Kind.DIALOGUE)
    assert "every quotation" in doubt(found)


def test_what_was_understood_needs_no_word() -> None:
    assert doubt(script("“Now,” said Anna.\n\n“No,” said Karin.\n")) == ""


def test_a_tag_that_names_somebody_is_never_contradicted() -> None:
    text = "“Anna,” said Anna.\n\n“Anna, come,” said Bob.\n\n“Bob,” said Anna.\n\n“Anna, I am Anna,” said Anna.\n"
    assert speakers(text) == ["Anna", "Bob", "Anna", "Anna"]
