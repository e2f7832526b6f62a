"""The person's own words on the prep sheet: they stand until they are set aside, and nothing of them is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.prep import page as prep_page
from rehearse.coaching.prep.own import changed, placed, turned, worded
from rehearse.coaching.prep.sheet import prep_sheet
from rehearse.coaching.prep.values import MOST_PLANS, Own, Words, as_line, plain, room_for
from rehearse.loading.library import load_library
from rehearse.model.brief import Boss, Brief, Fact

FOUND = Words("What they gave me.", "said", "turn 1, with Pat", key="opening")
MINE = "What I say."


def listed(*texts: str) -> list[Words]:
    return [Words(text, "brief") for text in texts]


def test_own_words_stand_in_place_of_what_is_found_and_know_what_that_was() -> None:
    own = changed({}, FOUND, MINE)
    words = worded(FOUND, "opening", own, ["Another."])
    assert (words.text, words.origin, words.given, words.newer) == (MINE, "own", FOUND, False)
    assert words.others == (FOUND.text, "Another.")


def test_a_line_found_since_then_is_told_and_saving_ones_own_again_settles_it() -> None:
    own = changed({}, FOUND, MINE)
    later = replace(FOUND, text="A better one.")
    words = worded(later, "opening", own)
    assert (words.text, words.newer) == (MINE, True)
    assert not worded(later, "opening", changed(own, words, MINE)).newer


@pytest.mark.parametrize("origin", ["example", "better", "boss"])
def test_another_example_is_nothing_to_tell(origin: str) -> None:
    later = Words("Another example.", origin)  # type: ignore[arg-type]
    assert not worded(later, "opening", changed({}, FOUND, MINE)).newer


def test_what_is_set_aside_is_kept_and_can_be_used_again() -> None:
    own = turned(changed({}, FOUND, MINE), worded(FOUND, "opening", changed({}, FOUND, MINE)))
    aside = worded(FOUND, "opening", own, ["Another."])
    assert (aside.text, aside.origin, aside.kept) == (FOUND.text, "said", MINE)
    assert aside.others == (MINE, "Another.")
    again = worded(FOUND, "opening", turned(own, aside))
    assert (again.text, again.given) == (MINE, FOUND)


def test_writing_what_stands_there_anyway_is_no_wording_of_ones_own() -> None:
    own = changed({}, FOUND, MINE)
    assert changed(own, worded(FOUND, "opening", own), FOUND.text) == {}
    assert turned({}, FOUND) == {}


def test_emptied_it_is_a_line_to_write_on() -> None:
    words = worded(FOUND, "opening", changed({}, FOUND, "  "))
    assert (words.text, words.origin) == ("", "own")


def test_of_a_list_nothing_stands_twice_and_the_next_best_moves_up() -> None:
    own = {"fact.1": Own("c", "a")}
    assert [words.text for words in placed(listed("a", "b", "c"), "fact", 2, own)] == ["c", "b"]
    assert [words.text for words in placed(listed("a", "b", "c"), "fact", 2, {"fact.2": Own("a", "b")})] == ["b", "a"]
    first, second = placed(listed("a"), "fact", 2, {})
    assert (first.text, second.text) == ("a", "")
    assert placed(listed("a", "b", "c"), "fact", 2, {})[0].others == ("c",)


def test_a_worry_that_was_planned_for_stays_on_the_page_however_it_went() -> None:
    library = load_library()
    brief = Brief(boss=Boss(persona="controlling", mixed_with="sociable"))
    plain_sheet = prep_sheet(library, Catalogue(library), brief)
    assert len(plain_sheet.plans) == MOST_PLANS
    own = {"then.answerable": Own("You will hear it first from me.")}
    sheet = prep_sheet(library, Catalogue(library), brief, own=own)
    assert len(sheet.plans) == MOST_PLANS
    assert "You will hear it first from me." in [plan.then.text for plan in sheet.plans]
    assert "You will hear it first from me." not in [plan.then.text for plan in plain_sheet.plans]


def test_every_kind_of_line_can_be_put_in_ones_own_words() -> None:
    library = load_library()
    brief = Brief(boss=Boss(persona="controlling"), facts=(Fact(text="First"), Fact(text="Second"), Fact(text="Third")))
    keys = ["place", "opening", "fact.2", "question.3", "if.reach", "then.reach", "theirs.reach", "close", "no"]
    own = {key: Own(f"Mine for {key.replace('.', ' ')}") for key in keys}
    sheet = prep_sheet(library, Catalogue(library), brief, own=own)
    page, text = prep_page.html(sheet), prep_page.markdown(sheet)
    for mine in own.values():
        assert mine.text in page
        assert mine.text in text
    assert sheet.facts_left == 2
    assert "First" in page


def test_on_a_blank_page_the_plans_can_be_written_too() -> None:
    library = load_library()
    own = {"if.1": Own("Why only you?"), "then.1": Own("Because I asked."), "theirs.2": Own("Being blamed")}
    page = prep_page.markdown(prep_sheet(library, Catalogue(library), Brief(), own=own))
    for mine in own.values():
        assert mine.text in page


def test_more_than_there_is_room_for_is_cut_also_where_the_file_was_edited_by_hand() -> None:
    for key in ("opening", "question.1", "then.x", "if.x", "fact.1", "place"):
        words = worded(FOUND, key, {key: Own("word " * 400)})
        assert len(words.text) <= room_for(key) + 2
        assert words.text.endswith("…")


def test_signs_that_nobody_sees_are_left_out() -> None:
    assert plain("a\x1b[31mb\u202e\u200b\tc\nd\x07\ud800e") == "a[31mb c de"
    assert as_line("  one\n two ") == "one two"
    assert worded(FOUND, "opening", {"opening": Own("\x1b]0;x\x07 hm")}).text == "]0;x hm"
