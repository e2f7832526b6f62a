"""The prep sheet: useful with nothing, better with a brief, best after rehearsals."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.prep import page as prep_page
from rehearse.coaching.prep.sheet import prep_sheet
from rehearse.coaching.report.markdown import NOTICE
from rehearse.engine import compile_story, is_over, replay, shuffled
from rehearse.engine.entry import Entry
from rehearse.loading.library import load_library
from rehearse.model.brief import Ask, Boss, Brief, Duties, Fact, Trial
from rehearse.model.brief_slots import slots_of

if TYPE_CHECKING:
    from rehearse.coaching.prep.values import PrepSheet
    from rehearse.engine import Played
    from rehearse.loading.library import Library

FULL = Brief(
    you="Sam",
    boss=Boss(name="Karen Holt", persona="controlling"),
    years=6,
    date=dt.date(2026, 3, 17),
    form="in-person",
    happened="The mail came on Monday.",
    ask=Ask(ideal="Two fixed days", acceptable="Wednesdays", walk_away="Less than one", home_days=2, home_day="Friday"),
    need="being at the nursery by five",
    reason="Only I can.",
    facts=(
        Fact(text="Nobody has noticed"),
        Fact(text="Deadlines met", figure="23 of 24", source="the plan"),
        Fact(text="Tickets closed", figure="31% more", source="the queue"),
    ),
    result="23 of 24 deadlines met",
    trial=Trial(length="8 weeks", measures="deadlines kept", review="30 April", ends="one word from you"),
    duties=Duties(home="reports", office="training"),
    reachable="by phone from eight to five",
    internet="I go on over the phone",
    alternative="I come in, and ask again after the launch",
    stop="after the second no",
    follow_up="I mail it the same day",
)
MARKUP = "</title><script>alert(1)</script> <b>x</b> & \"quoted\" 'single' [/x] `code` *star* | # 1. -"


@cache
def library() -> Library:
    return load_library()


def sheet_of(brief: Brief, rehearsals: tuple[Played, ...] = (), persona: str = "") -> PrepSheet:
    return prep_sheet(library(), Catalogue(library()), brief, rehearsals, persona=persona)


def rehearsal(brief: Brief = FULL, *, seed: int = 1, words: dict[int, Entry] | None = None) -> Played:
    """A whole talk with the controlling boss, choosing the first line shown but where *words* (by turn) say else."""
    shelf = library()
    assert shelf.rules is not None
    story = compile_story(
        shelf.scenarios["summoned-three-days"],
        shelf.personas["controlling"],
        shelf.rules,
        shelf.moves,
        slots_of(brief, "controlling"),
    )
    played = replay(story, seed=seed, level="everyday", choices=())
    turn = 1
    while not is_over(story, played.now.state):
        typed = (words or {}).get(turn)
        played = played.said(typed or Entry.of_choice(shuffled(story, played.now.state)[0].id))
        turn += 1
    return played


def test_with_nothing_at_all_it_is_a_page_to_fill_in_by_hand() -> None:
    sheet = sheet_of(Brief())
    assert sheet.title == "My meeting"
    assert sheet.opening.text == "I'd like to talk about where I work, and to leave with a yes, a no or a next step."
    assert len(sheet.questions) == 3
    assert all(words.text.count("?") for words in sheet.questions)
    assert not any(fact.text for fact in sheet.facts)
    assert not any(plan.objection.text or plan.then.text for plan in sheet.plans)
    page = prep_page.markdown(sheet)
    assert page.count("……") > 10
    assert NOTICE in page


def test_half_a_brief_gives_the_boss_the_ask_and_a_plan_for_each_worry() -> None:
    sheet = sheet_of(Brief(boss=Boss(persona="risk-averse"), ask=Ask(home_day="Friday")))
    concerns = library().personas["risk-averse"].concerns
    assert sheet.opening.text.startswith("I'd like to talk about Fridays at home")
    assert [entry.label for entry in sheet.theirs][-1] == f"{concerns[-1].label} (underneath)"
    assert {plan.worry for plan in sheet.plans} == {concern.label for concern in concerns}
    assert len({plan.then.text for plan in sheet.plans}) == len(sheet.plans)
    assert all(plan.then.origin == "example" and not plan.of for plan in sheet.plans)


def test_a_full_brief_is_on_the_page_with_two_facts_at_most() -> None:
    sheet = sheet_of(FULL)
    assert sheet.title == "My meeting with Karen Holt"
    told = ["Deadlines met: 23 of 24 (the plan)", "Tickets closed: 31% more (the queue)"]
    assert [fact.text for fact in sheet.facts] == told
    assert sheet.facts_left == 1
    page = prep_page.markdown(sheet)
    for said in (
        "Tuesday 17 March 2026",
        "in person",
        "Two fixed days",
        "Less than one",
        "being at the nursery by five",
        "deadlines kept",
        "by phone from eight to five",
        "I come in, and ask again after the launch",
        "after the second no",
        "I mail it the same day",
        "So, to say it back: Fridays at home for eight weeks, and we look at it on 30 April.",
    ):
        assert said in page


def test_the_opening_line_is_the_best_that_was_said_and_typed_ones_come_first() -> None:
    chosen = sheet_of(FULL, (rehearsal(),)).opening
    mine = "Karen, I want to leave today with a yes, a no or a date."
    typed = sheet_of(FULL, (rehearsal(), rehearsal(words={1: Entry.of_move("set-the-frame", mine)}))).opening
    assert chosen.text != mine
    assert (typed.text, typed.origin, typed.where) == (mine, "said", "turn 1, with Karen Holt")


def test_a_line_that_did_harm_is_not_taken_along() -> None:
    harm = "You have never trusted a single one of us."
    page = prep_page.markdown(sheet_of(FULL, (rehearsal(words={1: Entry.of_move("accuse", harm)}),)))
    assert harm not in page


def test_what_the_boss_did_not_follow_is_passed_over() -> None:
    played = rehearsal(words={1: Entry.not_followed("Mumble mumble?")})
    assert "Mumble" not in prep_page.markdown(sheet_of(FULL, (played,)))


def test_good_questions_of_ones_own_come_first() -> None:
    asked = "What would have to be on your desk each Friday for this to be easy?"
    sheet = sheet_of(FULL, (rehearsal(words={3: Entry.of_move("ask-how-it-is-judged", asked)}),))
    assert sheet.questions[0].text == asked
    assert len({words.text for words in sheet.questions}) == 3


def test_of_ones_own_words_only_the_question_is_taken_along() -> None:
    asked = "What would have to be on your desk each Friday for this to be easy?"
    mine = f"Fine, write that I asked for 98.6 percent. {asked} Correct?"
    sheet = sheet_of(FULL, (rehearsal(words={3: Entry.of_move("ask-how-it-is-judged", mine)}),))
    assert sheet.questions[0].text == asked
    sheet = sheet_of(FULL, (rehearsal(words={3: Entry.of_move("ask-how-it-is-judged", "You want it seen. Correct?")}),))
    assert "Correct?" not in prep_page.markdown(sheet)


def test_what_was_said_first_opens_a_talk_rather_than_what_went_on_from_it() -> None:
    first, second = "I'd like to leave today with a yes or a no.", "As I said, I need a yes, a no or a date."
    said = {1: Entry.of_move("set-the-frame", first), 2: Entry.of_move("set-the-frame", second)}
    assert sheet_of(FULL, (rehearsal(words=said),)).opening.text == first


def test_the_worries_that_stayed_unanswered_come_first_with_how_often() -> None:
    both = (rehearsal(seed=1), rehearsal(seed=2))
    sheet = sheet_of(FULL, both)
    shares = [plan.left / plan.of for plan in sheet.plans]
    assert [plan.of for plan in sheet.plans] == [2, 2, 2]
    assert shares == sorted(shares, reverse=True)
    assert any(plan.left for plan in sheet.plans)
    assert {plan.then.origin for plan in sheet.plans} & {"said", "better"}


def test_a_rehearsal_with_another_boss_says_nothing_about_this_ones_worries() -> None:
    sheet = sheet_of(FULL, (rehearsal(),), persona="sociable")
    assert sheet.plans
    assert not any(plan.of for plan in sheet.plans)


def test_ones_own_words_of_a_kind_that_helps_come_before_anybody_elses() -> None:
    mine = "You can reach me by phone from eight to five, and I ring back within the hour."
    sheet = sheet_of(FULL, (rehearsal(words={1: Entry.of_move("promise-reachability", mine)}),))
    reach = next(plan for plan in sheet.plans if plan.worry == "People she cannot get hold of")
    assert (reach.then.text, reach.then.origin) == (mine, "said")


def test_what_the_brief_says_comes_before_an_example_that_would_be_somebody_elses() -> None:
    sheet = sheet_of(FULL)
    then = {plan.worry: plan.then for plan in sheet.plans}
    assert {words.origin for words in then.values()} == {"draft"}
    assert then["People she cannot get hold of"].text == "You can reach me by phone from eight to five."
    page = prep_page.markdown(sheet)
    assert "within fifteen minutes" not in page
    assert "eleven of twelve" not in page


def test_what_is_said_to_a_no_asks_what_would_change_it() -> None:
    said = "All right. I will come in from Monday, and I will do it properly."
    sheet = sheet_of(FULL, (rehearsal(words={4: Entry.of_move("accept-with-grace", said)}),))
    assert sheet.no.text.endswith("?")


def test_a_mix_brings_the_second_bosss_worry() -> None:
    sheet = sheet_of(Brief(boss=Boss(persona="controlling", mixed_with="sociable")))
    assert library().personas["sociable"].concerns[0].label in [entry.label for entry in sheet.theirs]
    assert sheet.theirs[-1].label.endswith("(underneath)")
    assert ", with something of " in sheet.boss


def test_what_the_meeting_made_up_about_the_person_is_never_taken_along() -> None:
    nobody = Brief(boss=Boss(persona="controlling"))
    played = tuple(rehearsal(nobody, seed=seed) for seed in range(12))
    assert any("eleven of twelve" in choice.say for talk in played for choice in talk.choices)
    page = prep_page.markdown(sheet_of(nobody, played))
    for fact in ("eleven of twelve deadlines met, the twelfth", "Brenner", "seven hours", "nursery"):
        assert fact not in page


def test_the_boss_of_the_newest_rehearsal_is_meant_where_nobody_says() -> None:
    assert sheet_of(Brief(), (rehearsal(Brief()),)).title == "My meeting with Margaret Voss"


@pytest.mark.parametrize("brief", [Brief(), FULL], ids=["empty", "full"])
def test_both_forms_of_the_page_hold_the_same_parts(brief: Brief) -> None:
    sheet = sheet_of(brief, (rehearsal(brief),))
    text, page = prep_page.markdown(sheet), prep_page.html(sheet)
    titles = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert titles == re.findall(r"<h2>(.*?)</h2>", page)
    assert len(titles) == 10
    assert page.startswith("<!doctype html>")
    assert page.count("<section") == page.count("</section>") == 10
    assert "http" not in page


def test_no_markup_is_let_through() -> None:
    marked = Brief(
        you=MARKUP,
        boss=Boss(name=MARKUP, persona="controlling"),
        happened=MARKUP,
        ask=Ask(ideal=MARKUP, acceptable=MARKUP, walk_away=MARKUP),
        need=MARKUP,
        reason=MARKUP,
        facts=(Fact(text=MARKUP, figure=MARKUP, source=MARKUP),),
        trial=Trial(length=MARKUP, measures=MARKUP, review=MARKUP, ends=MARKUP),
        reachable=MARKUP,
        internet=MARKUP,
        alternative=MARKUP,
        stop=MARKUP,
        follow_up=MARKUP,
    )
    played = rehearsal(marked, words={1: Entry.of_move("set-the-frame", MARKUP), 3: Entry.of_move("accuse", MARKUP)})
    sheet = sheet_of(marked, (played,))
    page = prep_page.html(sheet)
    assert "<script" not in page
    assert "<b>x" not in page
    assert "&lt;script&gt;" in page
    assert page.count("</title>") == 1
    text = prep_page.markdown(sheet)
    assert not re.search(r"(?<!\\)[<`|#\[](?!#|# )", re.sub(r"^#+ |^> ", "", text, flags=re.MULTILINE))


def test_long_answers_are_cut_to_what_a_page_has_room_for() -> None:
    long = "word " * 390
    sheet = sheet_of(Brief(boss=Boss(persona="controlling"), reason=long, happened=long, duties=Duties(home=long)))
    assert all(len(entry.value) <= 170 for entry in (*sheet.need, *sheet.logistics))
    assert all(len(plan.detail.text) <= 170 for plan in sheet.plans)
