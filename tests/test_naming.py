"""What is known of the names beforehand goes before what the text seems to say."""

from __future__ import annotations

from audiofic.characters import Naming, Person, find_people
from audiofic.model import Character, Metadata
from audiofic.read import read_bytes
from audiofic.segment import segment

STORY = """\
"Come in," said Lily Potter. Lily smiled. "James Potter will be here soon."

"Hello, Potter," said Robin. Robin sat down. "Hello, Lily."

"Who is that?" asked Lily.

"The barista," said James Potter. James laughed.

"Sit," said the Captain. The Captain was Robin's captain. "Sit, all of you," said the Captain.
"""


def people(naming: Naming) -> dict[str, Person]:
    lines = segment(read_bytes(STORY.encode(), "story.txt"))
    return {person.name: person for person in find_people(lines, Metadata(), naming)}


def test_names_and_aliases_are_one_person() -> None:
    known = Character("Robin Hale", ("Robin", "the Captain"), "they/them")
    found = people(Naming((known,)))
    assert {("Robin",), ("Robin", "Hale"), ("the", "Captain")} <= found["Robin Hale"].forms
    assert found["Robin Hale"].pronouns == "they/them"
    assert found["Robin Hale"].mentions >= 3
    assert "Robin" not in found
    assert "the Captain" not in found


def test_an_alias_that_is_a_part_of_somebody_elses_names_is_taken_alone() -> None:
    known = Character("Lily Potter", ("Lily", "Potter"))
    found = people(Naming((known,)))
    assert ("Potter",) in found["Lily Potter"].forms
    others = [person for name, person in found.items() if name != "Lily Potter"]
    assert all(("Potter",) not in person.forms for person in others)
    assert any(("James", "Potter") in person.forms for person in others)


def test_a_name_may_be_set_apart() -> None:
    assert ("James",) in people(Naming())["James Potter"].forms
    found = people(Naming(apart=("James",)))
    assert found["James"].forms == {("James",)}
    assert ("James",) not in found["James Potter"].forms


def test_somebody_who_is_not_in_the_story_changes_nobody() -> None:
    before, after = people(Naming()), people(Naming((Character("Nobody Here", ("Nobody",)),)))
    assert set(after) == {*before, "Nobody Here"}
    assert after["Nobody Here"].mentions == 0


def test_somebody_who_is_known_by_the_name_alone_stays() -> None:
    before, after = people(Naming()), people(Naming((Character("Robin"),)))
    assert after["Robin"] == before["Robin"]


def test_who_goes_by_a_part_of_one_known_name_is_that_one() -> None:
    found = people(Naming((Character("Robin Hale"), Character("James Potter"))))
    assert ("Robin",) in found["Robin Hale"].forms
    assert found["Robin Hale"].mentions == people(Naming())["Robin"].mentions
    assert "Robin" not in found


def test_a_part_of_two_known_names_is_neither() -> None:
    found = people(Naming((Character("Robin Hale"), Character("Robin Locksley"))))
    assert found["Robin"].forms == {("Robin",)}


def test_a_name_that_two_have_is_left_to_both() -> None:
    found = people(Naming((Character("Lily Potter", ("Potter",)), Character("James Potter", ("Potter",)))))
    assert ("Potter",) in found["Lily Potter"].forms & found["James Potter"].forms


def test_what_somebody_is_may_be_written_small_and_what_somebody_is_to_others_is_no_name() -> None:
    known = Character("Robin", ("the Captain", "the captain", "her sister", "skipper", "captain"))
    forms = people(Naming((known,)))["Robin"].forms
    assert {("the", "Captain"), ("the", "captain")} <= forms
    assert not forms & {("her", "sister"), ("captain",)}


def test_a_surname_is_his_whom_the_text_names_so_though_another_has_it_too() -> None:
    text = (
        '"Go," said Draco Malfoy. Draco left.\n\n"Stay," said Malfoy. Malfoy came back. "Oh, Malfoy," said Robin.\n\n'
    )
    known = Character("Draco Malfoy", ("Draco",), "he/him"), Character("Lucius Malfoy", ("Lucius",), "he/him")
    lines = segment(read_bytes((text * 10 + '"Really, Malfy?"').encode(), "story.txt"))
    names = {person.name for person in find_people(lines, Metadata(), Naming(known)) if person.mentions}
    assert names == {"Draco Malfoy", "Robin"}


def test_one_of_the_known_is_no_part_of_another() -> None:
    text = '"Sit," said Hamid. Hamid sat. "Hamid, dear," said Hamid Begum. Hamid Begum smiled. '
    lines = segment(read_bytes((text * 3).encode(), "story.txt"))
    for known in ((Character("Hamid"), Character("Hamid Begum")), (Character("Hamid Begum"), Character("Hamid"))):
        found = {person.name: person for person in find_people(lines, Metadata(), Naming(known))}
        assert found["Hamid"].forms == {("Hamid",)}
        assert found["Hamid Begum"].forms == {("Hamid", "Begum")}


def test_a_bare_name_is_whom_the_text_calls_so_where_it_is_nobody_elses() -> None:
    text = '"Sit," said Mr. Bounder. Bounder sat. "I am Josiah Bounder," said Bounder. '
    lines = segment(read_bytes((text * 3).encode(), "story.txt"))
    known = (Character("Bounder"), Character("Josiah Bounder", ("Mr. Bounder",)))
    found = {person.name: person for person in find_people(lines, Metadata(), Naming(known)) if person.mentions}
    assert found["Josiah Bounder"].forms >= {("Bounder",), ("Mr", "Bounder"), ("Josiah", "Bounder")}
