"""Names in running text, and names that are short for others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audiofic.characters import NameForm, NameIndex, find_names
from audiofic.language.en.firstnames import FEMALE_NAMES, MALE_NAMES
from audiofic.language.en.nicknames import may_be_short
from audiofic.model import Kind, Line


def _lines(*texts: str) -> list[Line]:
    """Narration, and dialogue where a text begins with a quotation mark."""
    return [
        Line(1, 1, i + 1, Kind.DIALOGUE if text[0] == "“" else Kind.NARRATION, text, 0, len(text), i)
        for i, text in enumerate(texts)
    ]


def _forms(*texts: str) -> dict[str, NameForm]:
    forms, _ = find_names(_lines(*texts))
    return {form.text: form for form in forms.values()}


def _people(*texts: str) -> set[str]:
    return {text for text, form in _forms(*texts).items() if form.is_person()}


def test_a_title_and_its_full_stop_belong_to_the_name() -> None:
    form = _forms("Nobody saw Mrs. Hale leave.")["Mrs Hale"]
    assert (form.title, form.bare, form.gender) == ("mrs", ("Hale",), "she")


def test_a_particle_belongs_to_the_name() -> None:
    assert "Anna van der Berg" in _forms("The letter was for Anna van der Berg, who lived upstairs.")


def test_a_possessive_ending_does_not() -> None:
    form = _forms("He had taken Ines’s coat.")["Ines"]
    assert form.owns == 1


def test_a_small_letter_may_begin_a_name() -> None:
    assert "d’Aubigny" in _forms("The door was opened by d’Aubigny, who yawned.")


def test_the_word_that_begins_a_sentence_is_no_part_of_a_name() -> None:
    assert set(_forms("Nobody had told Corwin. Tell Corwin now.", "Fetch Corwin!")) == {"Corwin"}


def test_a_common_word_at_the_beginning_of_a_sentence_is_no_name() -> None:
    assert _people("Rain fell. The rain fell. He liked rain.", "Rain was all there was.") == set()


def test_a_common_word_is_a_name_for_whom_it_names() -> None:
    assert _people("“Stop!” ", "said Much, and nobody did much about Much’s horse.") == {"Much"}


def test_contractions_and_exclamations_are_no_names() -> None:
    assert _people("“Oh, Hush, I’m Fine,” ", "she said.", "“Don’t. We’ll see.”") == set()


def test_a_place_is_no_person() -> None:
    assert _people("They lived in Farrow. He walked through Farrow and came back to it; nothing is in Farrow.") == set()


def test_a_town_that_a_book_is_about_is_no_person() -> None:
    town = "Farrow was dark. In Farrow nobody slept, and of Farrow nobody spoke. He had left Farrow. "
    assert _people(*([town] * 8), "Farrow said nothing.", "“Well, Farrow,” ", "he replied to Farrow.") == set()


def test_what_is_said_is_nobody_who_says_it() -> None:
    assert _people("He said Yes, and she said Yes, and then they both said No.") == set()


def test_what_everybody_calls_somebody_is_no_family_name() -> None:
    called = ["“Yes, Father,” ", "she said."] * 10
    assert "Father" not in _people(*called, "Father was late.")
    assert "Father" in _people(*called, "Father was late. Father sat down.")


def test_a_house_is_no_person_though_its_name_is_half_a_persons() -> None:
    assert "Harlow Grange" not in _people("He left Harlow Grange at noon. The gates of Harlow Grange were shut.")


def test_who_is_spoken_to_by_name_is_a_person() -> None:
    assert _people("“No, Betsey, leave it,” ", "he told her.") == {"Betsey"}


def test_what_somebody_is_counts_as_a_name_if_it_speaks() -> None:
    assert _people("“More tea?” ", "said the Hatter to the Teapot.") == {"the Hatter"}


def test_a_family_word_counts_as_a_name_if_it_acts() -> None:
    assert _people("“Come in,” ", "said Mum.", "Before long Dad was at the door.") == {"Mum", "Dad"}


def test_a_headline_is_no_name() -> None:
    assert _forms("Famous Harbour Pilot Wins Unlikely Regional Baking Prizes") == {}


def test_sightings_are_in_order_and_where_the_names_are() -> None:
    lines = _lines("Ada waited for Mr. Finch.", "“Ada!”", "said Finch.")
    _, sightings = find_names(lines)
    found = [lines[sighting.line].text[sighting.start : sighting.end] for sighting in sightings]
    assert found == ["Ada", "Mr. Finch", "Ada", "Finch"]
    assert [sighting.speaks for sighting in sightings] == [False, False, False, True]
    assert [sighting.called for sighting in sightings] == [False, False, True, False]


def test_the_longest_name_wins() -> None:
    index = NameIndex([(("Ada",), 0), (("Ada", "Finch"), 1), (("the", "Hatter"), 2)])
    text = "Ada Finch and Ada met. The Hatter’s hat, the Hatter."
    assert [(text[start:end], owners) for start, end, owners in index.find(text)] == [
        ("Ada Finch", (1,)),
        ("Ada", (0,)),
        ("The Hatter", (2,)),
        ("the Hatter", (2,)),
    ]


def test_a_name_of_two_people_has_two_owners() -> None:
    index = NameIndex([(("Finch",), 3), (("Finch",), 5)])
    assert [owners for _, _, owners in index.find("Finch")] == [(3, 5)]


@given(st.text(alphabet="Aa b.’'-Mr\n", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    forms, sightings = find_names([Line(1, 1, 1, Kind.NARRATION, text, 0, len(text), 0)])
    assert sum(form.total for form in forms.values()) == len(sightings)
    for sighting in sightings:
        assert text[sighting.start : sighting.end].rstrip(".").endswith(sighting.form.words[-1])


def test_short_names() -> None:
    for short, full in (
        ("lizzy", "elizabeth"),
        ("bob", "robert"),
        ("theo", "theodora"),
        ("dag", "dagonet"),
        ("persie", "persephone"),
        ("tommy", "thomas"),
    ):
        assert may_be_short(short, full), (short, full)
    for short, full in (("harry", "harvey"), ("al", "alfred the great"), ("maria", "marianne"), ("jan", "jane")):
        assert not may_be_short(short, full), (short, full)


def test_no_first_name_has_two_genders() -> None:
    assert not MALE_NAMES & FEMALE_NAMES


def test_a_name_may_follow_the_mark_that_opens_a_quotation() -> None:
    lines = [Line(1, 1, i + 1, Kind.DIALOGUE, "'Tunde, wake up.'", 0, 17, i) for i in range(2)]
    forms, _ = find_names(lines)
    assert forms["Tunde",].called == 2
