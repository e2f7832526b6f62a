"""After the real meeting: what is noted, what it says beside the rehearsals, the e-mail, and the advice."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.coaching.between.after import GAINED, MOST_ADVICE, RESULTS, Log, advice, compared
from rehearse.coaching.between.follow_up import TO_FILL_IN, addressed, draft, mail, reasons
from rehearse.coaching.between.log_questions import QUESTIONS, answer_text, with_answer
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.engine import compile_story, is_over, replay, shuffled
from rehearse.loading.library import Library, load_library
from rehearse.model.brief import Ask, Boss, Brief, Trial

if TYPE_CHECKING:
    from rehearse.engine import Played

DAY = dt.date(2026, 3, 17)
BRIEF = Brief(
    you="Sam",
    boss=Boss(name="Karen Holt", persona="controlling"),
    ask=Ask(ideal="Two days", accepts=("agreed", "trial")),
    trial=Trial(length="8 weeks", measures="deadlines kept", review="30 April", ends="one word from you"),
)
PRIVATE = "she was cross and I was cross"
FULL = Log(
    DAY,
    "controlling",
    "trial",
    "Fridays at home\n- the page on Mondays",
    PRIVATE,
    ("visibility", "answerable"),
    PRIVATE,
    PRIVATE,
    "2026-04-30, after the launch",
)
KINDS = [name for name, _ in RESULTS]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def rehearsal(library: Library, seed: int = 1) -> Played:
    assert library.rules is not None
    story = compile_story(
        library.scenarios["summoned-three-days"], library.personas["controlling"], library.rules, library.moves
    )
    played = replay(story, seed=seed, level="everyday", choices=())
    while not is_over(story, played.now.state):
        played = played.said(shuffled(story, played.now.state)[0].id)
    return played


# --- the note


def test_a_log_comes_back_from_its_note_as_it_was() -> None:
    assert Log.read(FULL.data()) == FULL
    assert Log.read(Log(DAY).data()) == Log(DAY)


@given(st.dictionaries(st.sampled_from([*Log(DAY).data(), "x"]), st.one_of(st.text(), st.integers(), st.none())))
def test_whatever_a_note_holds_is_a_log_or_none(data: dict[str, Any]) -> None:
    found = Log.read(data)
    assert found is None or isinstance(found, Log)
    whole = Log.read({**data, "day": "2026-03-17"})
    assert whole is not None
    assert whole.result in {"", *KINDS}


def test_the_next_day_is_read_where_one_is_named() -> None:
    assert FULL.next_day == dt.date(2026, 4, 30)
    assert replace(FULL, next_talk="after the launch").next_day is None
    assert replace(FULL, next_talk="2026-02-31").next_day is None


def test_a_log_without_answers_is_empty() -> None:
    assert Log(DAY, boss="controlling").is_empty
    assert not replace(Log(DAY), surprised="x").is_empty


# --- the questions


@pytest.mark.parametrize(
    ("key", "said", "kept"),
    [
        ("day", "2026-03-18", "2026-03-18"),
        ("result", "2", "trial"),
        ("result", "A TRIAL", "trial"),
        ("result", "refused", "refused"),
        ("result", "", ""),
        ("concerns", "1, b", "a, b"),
        ("concerns", "second worry,1,1", "b, a"),
        ("concerns", "", ""),
        ("agreed", "  two\nlines ", "two\nlines"),
        ("next_talk", "after the launch", "after the launch"),
    ],
)
def test_an_answer_is_taken_as_people_give_it(key: str, said: str, kept: str) -> None:
    log, wrong = with_answer(FULL, key, said, {"a": "First worry", "b": "Second worry"})
    assert (answer_text(log, key), wrong) == (kept, "")


@pytest.mark.parametrize(
    ("key", "said"), [("day", "soon"), ("result", "7"), ("result", "²"), ("concerns", "1, 9"), ("i_said", "x" * 2001)]
)
def test_an_answer_that_cannot_be_read_changes_nothing_and_a_sentence_says_why(key: str, said: str) -> None:
    log, wrong = with_answer(FULL, key, said, {"a": "First worry"})
    assert log == FULL
    assert wrong.endswith(".")


def test_there_is_a_question_for_everything_that_a_person_notes() -> None:
    assert {question.key for question in QUESTIONS} == set(FULL.data()) - {"boss", "mail"}


# --- beside the rehearsals


def test_what_they_raised_is_held_against_what_came_up_in_rehearsals(library: Library) -> None:
    played = rehearsal(library)
    concerns = library.personas["controlling"].concerns
    reached = dict(zip([c.id for c in concerns], played.now.state.concerns, strict=True))
    came_up = {name for name, value in reached.items() if value}
    assert came_up
    found = compared(FULL, concerns, [played], BRIEF)
    labels = {concern.id: concern.label for concern in concerns}
    raised = set(FULL.concerns)
    assert set(found.foreseen) == {labels[name] for name in raised & came_up}
    assert set(found.unforeseen) == {labels[name] for name in raised - came_up}
    assert set(found.spared) == {labels[name] for name in came_up - raised}
    ending = played.story.nodes[played.now.state.node].ending
    assert ending is not None
    assert found.endings == ((ending.kind, 1),)


def test_the_result_is_held_against_ones_range(library: Library) -> None:
    concerns = library.personas["controlling"].concerns
    within = compared(FULL, concerns, [], BRIEF)
    assert within.within
    assert "within your range" in within.sentences[0]
    outside = compared(replace(FULL, result="partial"), concerns, [], BRIEF)
    assert "outside your range" in outside.sentences[0]
    assert compared(replace(FULL, result=""), concerns, [], BRIEF).within is None


def test_without_rehearsals_it_says_so_and_claims_nothing(library: Library) -> None:
    found = compared(FULL, library.personas["controlling"].concerns, [], BRIEF)
    assert found.endings == ()
    assert "There is no rehearsal with this boss to compare it with." in found.sentences


def test_where_nothing_is_noted_of_worries_none_is_said_to_be_missing(library: Library) -> None:
    found = compared(Log(DAY, "controlling"), library.personas["controlling"].concerns, [rehearsal(library)], BRIEF)
    assert found.spared == ()


# --- the e-mail


def test_the_draft_holds_what_was_agreed_and_the_next_talk_and_nothing_private() -> None:
    text = draft(FULL, BRIEF).text
    assert text.startswith("Our talk on Tuesday, 17 March\n\nHello Karen,\n")
    assert "- Fridays at home\n- the page on Mondays\n" in text
    assert "Thursday, 30 April" in text
    assert text.endswith("\n\nSam\n")
    assert PRIVATE not in text


@pytest.mark.parametrize("kind", ["", *KINDS])
@pytest.mark.parametrize("brief", [BRIEF, Brief()])
def test_there_is_a_draft_after_every_ending(kind: str, brief: Brief) -> None:
    for log in (replace(FULL, result=kind), Log(DAY, result=kind)):
        found = draft(log, brief, "Margaret Voss")
        assert found.subject
        assert "Hello Karen," in found.body or "Hello Margaret," in found.body
        assert PRIVATE not in found.text
        assert not (kind in GAINED and log.agreed) or "- Fridays at home" in found.body


def test_a_trial_is_drafted_from_the_brief_where_nothing_is_noted() -> None:
    body = draft(Log(DAY, result="trial"), BRIEF).body
    assert "- We try it for eight weeks." in body
    assert "- We look at it together on 30 April." in body
    assert TO_FILL_IN in draft(Log(DAY, result="agreed"), Brief()).body


def test_what_a_person_has_changed_stands_in_place_of_the_draft() -> None:
    found = mail(replace(FULL, mail="My subject\n\nMy text\n\nSam"), BRIEF)
    assert (found.subject, found.body) == ("My subject", "My text\n\nSam")
    assert mail(FULL, BRIEF) == draft(FULL, BRIEF)


@pytest.mark.parametrize(
    ("name", "said"), [("Karen Holt", "Karen"), ("Ms Holt", "Ms Holt"), ("Dr. Falk", "Dr. Falk"), ("", "")]
)
def test_people_are_addressed_as_one_writes_to_them(name: str, said: str) -> None:
    assert addressed(name) == said


@given(st.text(), st.text(), st.text())
def test_any_note_makes_a_draft_without_signs_that_nobody_sees(agreed: str, again: str, name: str) -> None:
    brief = Brief.model_validate({"boss": {"name": name[:300]}})
    text = draft(replace(FULL, agreed=agreed, next_talk=again), brief).text
    assert not {unicodedata.category(sign) for sign in text if sign != "\n"} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(text) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")


def test_the_articles_say_what_an_e_mail_is_for(library: Library) -> None:
    points = {source.point for rule in reasons(Catalogue(library)) for source in rule.sources}
    assert "LP-07" in points


# --- the advice


@pytest.mark.parametrize(
    ("kind", "card"),
    [("agreed", "be-seen-to-work"), ("trial", "make-trial-days-your-best"), ("refused", "take-a-no-well")],
)
def test_the_advice_fits_the_ending_and_names_its_sources(library: Library, kind: str, card: str) -> None:
    rules = advice(Catalogue(library), replace(FULL, result=kind))
    assert rules[0].card == card
    assert len(rules) == MOST_ADVICE
    assert all(rule.sources for rule in rules)


@pytest.mark.parametrize("kind", KINDS)
def test_after_every_ending_the_advice_is_of_the_stages_that_come_then(library: Library, kind: str) -> None:
    stages = {"after", "close", "escalate", "avoid", "negotiate"}
    for rule in advice(Catalogue(library), replace(FULL, result=kind)):
        assert stages & set(library.cards[rule.card].stages)


def test_without_a_result_there_is_no_advice_yet(library: Library) -> None:
    assert advice(Catalogue(library), Log(DAY)) == ()
