"""Who is in the story: told by short stories of our own."""

from __future__ import annotations

from audiofic.characters import NARRATOR, YOU, Person, find_people
from audiofic.model import Block, BlockKind, Chapter, Metadata, Scene, Span, Work
from audiofic.segment import segment


def _work(*chapters: tuple[str, str]) -> Work:
    """Chapters as (heading, text); a blank line parts paragraphs."""
    text, made = "", []
    for heading, body in chapters:
        blocks = []
        for paragraph in [heading, *body.strip().split("\n\n")]:
            if paragraph:
                kind = BlockKind.HEADING if paragraph is heading else BlockKind.PARAGRAPH
                blocks.append(Block(kind, (Span(paragraph, len(text)),)))
                text += paragraph + "\n\n"
        made.append(Chapter(heading, (Scene(tuple(blocks)),)))
    return Work(Metadata(), text, tuple(made), "story")


def _people(text: str, **metadata: tuple[str, ...]) -> list[Person]:
    return find_people(segment(_work(("", text))), Metadata(**metadata))  # type: ignore[arg-type]


def _names(people: list[Person]) -> set[str]:
    return {person.name for person in people}


def _of(people: list[Person], name: str) -> Person:
    """The one person with this name."""
    (person,) = [person for person in people if tuple(name.split()) in person.forms]
    return person


HOUSE = """
“The roof leaks,” said Mr. Finch. Mr. Finch looked at his ceiling.

“It always leaked,” said Mrs. Finch, and put down her cup.

“Let it,” said Clara. Clara Finch was eleven and had her own bucket.

“Clara, dear,” said Mrs. Finch.

“No, Clara,” said Mr. Finch. “Ask Captain Marsh.”

“Marsh is asleep,” said Clara.

Marsh opened one eye. “He isn’t,” said Captain Marsh.
"""


def test_a_family_are_as_many_people_as_it_has_members() -> None:
    assert _names(_people(HOUSE)) == {"Mr Finch", "Mrs Finch", "Clara Finch", "Captain Marsh"}


def test_a_family_is_nobody() -> None:
    people = _people(HOUSE + "\n\n“Dinner,” said the Finches, and the Finches ate. The Misses Finch were late.")
    assert _names(people) == _names(_people(HOUSE))


def test_a_bare_surname_is_the_captains() -> None:
    assert ("Captain", "Marsh") in _of(_people(HOUSE), "Marsh").forms


def test_titles_tell_the_pronouns() -> None:
    people = _people(HOUSE)
    assert (_of(people, "Mr Finch").pronoun, _of(people, "Mrs Finch").pronoun) == ("he", "she")


def test_surname_full_name_and_title_are_one_person() -> None:
    people = _people(
        """
        “Good,” said Thaddeus Okoro.

        Mr. Okoro sat down. Okoro was tired. “Very good,” said Okoro.

        “Thaddeus,” said Lin, “go home.”
        """
    )
    assert _of(people, "Okoro") == _of(people, "Thaddeus") == _of(people, "Mr Okoro")
    assert len(people) == 2


def test_brothers_stay_two() -> None:
    people = _people(
        """
        Tomas Reyes and Luis Reyes ran the shop. “Sold,” said Tomas.

        “Not yet,” said Luis. “Tomas, wait.”

        “Sold, Luis,” said Tomas.
        """
    )
    assert _names(people) == {"Tomas Reyes", "Luis Reyes"}


def test_a_wife_is_not_her_husband() -> None:
    people = _people(
        """
        “Quite,” said John Dart. “Quite,” said Mrs. John Dart.

        John laughed. Mrs. John Dart did not.
        """
    )
    assert _of(people, "John") != _of(people, "Mrs John Dart")


def test_a_daughter_is_not_the_lady_of_the_house() -> None:
    people = _people(
        """
        “Sit,” said Lady Thorne. “Sit down,” said Lady Thorne again.

        Isolde Thorne sat. “Must I?” said Isolde. Isolde sighed. Isolde looked at Lady Thorne.
        """
    )
    assert _of(people, "Isolde") != _of(people, "Lady Thorne")


def test_short_names_and_diminutives() -> None:
    people = _people(
        """
        “Late again,” said Theodora Vane. Theo said it kindly.

        “Sorry, Theo,” said Elizabeth. Nobody believed Lizzy.

        “You aren’t, Lizzy,” said Theo.
        """
    )
    assert _of(people, "Theo") == _of(people, "Theodora Vane")
    assert _of(people, "Lizzy") == _of(people, "Elizabeth")
    assert len(people) == 2


def test_a_short_name_is_not_for_somebody_of_the_other_gender() -> None:
    people = _people(
        """
        “Mine,” said Charlotte. She took her spoon. Charlotte ate with her left hand, and hurt herself.

        “No, mine,” said Charley. He took his own. Charley ate with his right hand and hurt himself.
        """
    )
    assert _of(people, "Charlotte") != _of(people, "Charley")


def test_a_slip_of_the_pen_is_the_name_that_was_meant() -> None:
    text = "\n\n".join("“Well,” said Malthus. Harding nodded. “Yes,” said Harding." for _ in range(20))
    people = _people(text + "\n\n“Oh,” said Malths.\n\n“Ah,” said Hording.")
    assert _names(people) == {"Malthus", "Harding"}


def test_who_has_no_name_goes_by_what_they_are() -> None:
    people = _people(
        """
        “No room,” said the Hatter. The Hatter yawned. “No room at all,” the March Hare said.

        “There is,” said Ada to the Hatter, who was in the Armchair.
        """
    )
    assert "the Hatter" in _names(people)
    assert not any("Armchair" in person.name for person in people)


def test_a_rank_with_an_article_is_who_holds_it() -> None:
    people = _people(
        """
        “Forward,” said Colonel Brandt. Colonel Brandt pointed.

        “Why?” said Ines. The Colonel did not say. “Go on,” said the Colonel.
        """
    )
    assert _of(people, "the Colonel") == _of(people, "Colonel Brandt")


def test_kin_are_people() -> None:
    people = _people("“Shoes,” said Mum.\n\n“Coming,” said Jo. Aunt Polly laughed.\n\n“Shoes!” said Aunt Polly.")
    assert {"Mum", "Aunt Polly"} <= _names(people)
    assert _of(people, "Aunt Polly").pronoun == "she"


def test_one_who_is_called_by_surname_and_then_by_first_name() -> None:
    before = "\n\n".join("“So,” said Dray. Dray nodded, and Wren frowned." for _ in range(5))
    after = "\n\n".join("“Yes,” said Milo. Milo laughed, and Wren did." for _ in range(8))
    people = _people(f"{before}\n\n“Milo,” Dray said. “My name.”\n\n{after}")
    assert _names(people) == {"Milo Dray", "Wren"}


def test_pronouns_from_what_follows_a_name() -> None:
    people = _people(
        """
        “Hm,” said Quill. Quill rubbed her eyes. Quill had hurt herself.

        “Hm,” said Sorrel. Sorrel put down xyr book. “Well?” said Sorrel to Quill.

        “Hm,” said Ash. Ash put on their coat. Ash washed their hands. Ash buttoned their cuffs. Ash took their hat.
        """
    )
    assert [_of(people, name).pronouns for name in ("Quill", "Sorrel", "Ash")] == ["she/her", "xe/xem", "they/them"]


def test_an_object_is_somebody_else() -> None:
    people = _people("“Hm,” said Quill. Quill looked at her. Quill saw her and smiled. Quill went to her.")
    assert _of(people, "Quill").pronoun == ""


def test_the_tags_tell_the_pronouns() -> None:
    people = _people(
        "“Done,” said Percy. Percy put his coat on.", tags=("They/Them Pronouns for Percival (Legends)", "Fluff")
    ) + _people("“Done,” said Percy. Percy put his coat on.", tags=("They/Them Pronouns for Percy",))
    assert [person.pronoun for person in people] == ["he", "they"]


def test_a_tagged_name_needs_one_mention() -> None:
    text = "“Late,” said Ines. It was all the fault of Oxley."
    assert _names(_people(text)) == {"Ines"}
    tagged = _people(text, characters=("Bertram Oxley (mentioned)", "Original Female Character(s)", "Ines"))
    assert _names(tagged) == {"Ines", "Oxley"}
    assert ("Bertram", "Oxley") in _of(tagged, "Oxley").forms


def test_relationships_name_people_and_their_other_names() -> None:
    people = _people(
        "“Hey,” said Buck. The Winter Guard turned round. Katsu sighed at Buck and at Yoko.",
        relationships=('James "Buck" Barrow | Winter Guard/Katsu Yoko', "Ines & Buck - Relationship"),
    )
    assert _of(people, "Buck") == _of(people, "James Barrow")
    assert _of(people, "Katsu") == _of(people, "Yoko")


def test_epithets_are_tied_to_whom_they_mean() -> None:
    people = _people(
        """
        “One flat white,” said Sam, the barista. Ines was a surgeon. The landlord, Mr. Oxley, read the paper.

        Kit’s red hair was wet. “And mine?” said Kit. Bo, the student, laughed, and so did Lin, a student.

        “Lin is a student,” said Bo. “I am,” said Lin.
        """
    )
    epithets = {person.name: set(person.epithets) for person in people}
    assert (epithets["Sam"], epithets["Ines"], epithets["Kit"]) == ({"barista"}, {"surgeon"}, {"redhead"})
    assert epithets["Mr Oxley"] == {"landlord"}
    assert epithets["Bo"] == epithets["Lin"] == set()


def test_two_people_never_share_a_name() -> None:
    people = _people(HOUSE)
    assert len(_names(people)) == len(people)


DIARY = """
I went down to the river with my boots on. I had meant to fish. My line was tangled, so I sat and I cursed it.

“Charlie!” somebody called. It was Ines. Ines never let me fish in peace.

“I’m busy,” I said.

“You’re not, Charlie,” said Ines. She took the rod from me. I let her have it.
"""


def test_the_narrator_is_who_is_called_and_not_told_of() -> None:
    assert [person.name for person in _people(DIARY) if person.first_person] == ["Charlie"]


def test_a_narrator_whom_nobody_calls() -> None:
    people = _people(DIARY.replace("Charlie", "Hey"))
    assert [person.name for person in people if person.first_person] == [NARRATOR]


def test_all_that_a_narrator_is_called_is_one_person() -> None:
    people = _people(DIARY + "\n\n“Mr. Okafor, wait,” said Ines. Ines ran. I waited, and I was cold.")
    assert ("Mr", "Okafor") in next(person.forms for person in people if person.first_person)


def test_whom_a_narrator_calls_is_somebody_else() -> None:
    people = _people(
        """
        I put down my cup. “Aram, wake up,” I said. “Aram? Aram!”

        “Leave him, Tunde,” said the nurse. She took my arm. “Tunde, go to bed.”

        I went. I lay there, and I listened to my heart.
        """.replace("        ", "")
    )
    assert [person.name for person in people if person.first_person] == ["Tunde"]


RIVER = """
You wait on the bank, and your feet are wet. You look at Ines.

“One coin,” says Ines. Ines holds out her hand. “You heard me.”

You give it to her. You step into the boat.
"""


def test_a_story_may_be_told_to_you() -> None:
    (you,) = [person for person in _people(RIVER) if person.second_person]
    assert you.first_person
    assert you.name == YOU
    (you,) = [person for person in _people(RIVER + "\n\n“Sit, Charlie. Charlie, sit!”") if person.second_person]
    assert you.name == "Charlie"


def test_a_style_is_no_name() -> None:
    people = _people("“Your Grace is early,” said Ines. “Tea, Your Grace?” Ines bowed. “Sit, Your Grace.”")
    assert _names(people) == {"Ines"}


def test_what_people_are_only_called_is_no_name() -> None:
    people = _people("“Two eggs, Chef,” said Ines. “And you, Pilot?” Ines sat down. “Thank you, Chef.”")
    assert _names(people) == {"Ines"}


def test_a_first_name_may_be_a_noun() -> None:
    people = _people(DIARY.replace("Charlie", "Dean"))
    assert [person.name for person in people if person.first_person] == ["Dean"]


def test_an_i_in_speech_is_no_narrator() -> None:
    people = _people(
        """
        “I was there, Charlie. I saw it myself, and I told my mother so, Charlie,” said Ines.

        Charlie shook his head. Ines shook hers, and they went on in silence as far as the bridge and over it.
        """
    )
    assert not any(person.first_person or person.narrates for person in people)


def test_chapters_may_have_narrators_of_their_own() -> None:
    work = _work(
        ("INES", DIARY), ("Charlie’s POV", DIARY.replace("Charlie", "Bo").replace("Ines", "Milly")), ("INES", DIARY)
    )
    lines = segment(work)
    people = find_people(lines, Metadata())
    told = {
        person.name: {line.chapter for line in lines for span in person.narrates if line.paragraph in span}
        for person in people
    }
    assert {name: chapters for name, chapters in told.items() if chapters} == {"Ines": {1, 3}, "Charlie": {2}}
    assert [person.name for person in people if person.first_person] == ["Ines"]


def test_a_story_without_names_has_no_people() -> None:
    assert _people("It rained. The river rose, and nobody came.") == []


def test_a_long_story_costs_no_more_than_its_length() -> None:
    """Thousands of namesakes: what is weighed for each name is bounded."""
    letters = "abcdefghij"
    names = [f"Mar{a}{b}{c}" for a in letters for b in letters for c in letters]
    people = _people("\n\n".join(f"“Hi,” said {name} Smith. “Hi,” said Mr. {name}." for name in names))
    assert len(people) >= 900


def test_a_first_name_that_is_a_word_begins_a_sentence() -> None:
    people = _people(
        "“I will,” said Will. “And he will,” said Will. They will.\n\nWill Scarlet came. “Well?” said Scarlet."
    )
    assert _of(people, "Will") is _of(people, "Scarlet")


def test_a_question_about_somebody_is_no_first_name() -> None:
    people = _people(
        "“I will,” said Will. “Who will?” said Robin.\n\n“Will Robin come?” said Will. They will. Robin nodded."
    )
    assert _of(people, "Will") is not _of(people, "Robin")


def test_a_name_with_a_particle_begins_a_sentence() -> None:
    people = _people(
        "“No,” said d’Artagnan.\n\n“D’Artagnan, come!” said Athos. D’Artagnan came, and Athos saw d’Artagnan."
    )
    assert len(people) == 2


def test_who_speaks_is_no_place() -> None:
    people = _people(
        "“I can sign for it,” says Hades.\n\n“You can’t,” says Hermes. It was cold in Hades. Hermes sighed."
    )
    assert {"Hades", "Hermes"} <= _names(people)


def test_a_lady_by_her_first_name_is_herself() -> None:
    people = _people("“Lady Marian,” said Robin.\n\n“Well?” said Marian. Marian smiled. Robin bowed to Marian.")
    assert _of(people, "Marian") is _of(people, "Lady Marian")


def test_a_pronoun_may_come_after_the_quotation() -> None:
    people = _people(
        "Smee put down the bag. “It was me,” he said. Smee sighed.\n\n“And me,” said Bell. “All of it.” She sat."
    )
    assert {person.name: person.pronoun for person in people} == {"Smee": "he", "Bell": "she"}
