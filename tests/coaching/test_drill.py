"""The drill: what presses most comes first, what is answered badly comes back soon, and it ends with two sentences."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.coaching.between.drill import MOST, Answer, Drill, closing
from rehearse.coaching.between.drill_feedback import Judge
from rehearse.coaching.between.objections import (
    DAYS_OFF,
    OWN,
    PLANNED,
    Drilled,
    Intention,
    Objection,
    Past,
    fell_on,
    objections,
    stood,
    with_boss,
)
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.prep.if_then import Planning
from rehearse.coaching.prep.values import Own, Words
from rehearse.engine import Entry, compile_story, replay, shuffled
from rehearse.loading.library import Library, load_library
from rehearse.model.brief import Brief, Fact
from rehearse.model.persona import Concern

TODAY = dt.date(2026, 3, 10)
CONCERNS = tuple(
    Concern(id=name, label=f"The {name} worry", about=f"About {name}.", deep=name == "deep")
    for name in ("one", "two", "deep")
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def at(days_ago: int) -> dt.datetime:
    return dt.datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=dt.UTC) - dt.timedelta(days=days_ago)


def answer(concern: str, line: int, *, good: bool, days_ago: int = 1, said: str = "") -> Drilled:
    return Drilled("controlling", concern, "x", good, line, said, at(days_ago))


def of(library: Library, past: Past) -> list[tuple[str, int]]:
    found = objections(library.personas["controlling"], {}, past, TODAY)
    return [(each.concern.id, each.line) for each in found]


def past(**more: object) -> Past:
    return Past(stood={}, fell={}, **more)  # type: ignore[arg-type]


def item(concern: int = 0, line: int = 0, weight: int = 0, *, due: bool = True) -> Objection:
    return Objection(CONCERNS[concern], line, f"{CONCERNS[concern].id} {line}?", "", weight, due)


# --- which objections


def test_every_line_of_the_boss_is_there_once_and_the_worry_underneath_comes_first(library: Library) -> None:
    boss = library.personas["controlling"]
    found = objections(boss, {}, past(), TODAY)
    assert sorted(each.says for each in found) == sorted(
        text for lines in boss.lines.objection.values() for text in lines
    )
    assert found[0].concern.deep
    assert found[0].why == "This is the worry underneath."


def test_what_went_badly_in_a_drill_comes_before_everything_else(library: Library) -> None:
    found = of(library, past(drilled=[answer("reach", 1, good=False)]))
    assert found[0] == ("reach", 1)


def test_what_one_fell_down_on_and_what_was_left_standing_presses(library: Library) -> None:
    known = Past(stood={"visibility": (3, 3)}, fell={("visibility", 2): 1})
    found = objections(library.personas["controlling"], {}, known, TODAY)
    assert (found[0].concern.id, found[0].line) == ("visibility", 2)
    assert found[0].why == "Your answer to this did not hold in a rehearsal."
    left = next(each for each in found if (each.concern.id, each.line) == ("visibility", 0))
    assert left.why == "This worry was left standing in 3 of 3 rehearsals."


@pytest.mark.parametrize("times", [1, 2, 3, 6])
def test_what_is_answered_well_comes_back_later_each_time(library: Library, times: int) -> None:
    wait = DAYS_OFF[min(times, len(DAYS_OFF) - 1)]
    for days, due in ((wait - 1, False), (wait, True)):
        known = past(drilled=[answer("reach", 0, good=True, days_ago=days) for _ in range(times)])
        found = objections(library.personas["controlling"], {}, known, TODAY)
        one = next(each for each in found if (each.concern.id, each.line) == ("reach", 0))
        assert one.due is due
        if not due:
            assert found[-1] == one


def test_a_poor_answer_makes_it_due_at_once_however_often_it_was_good(library: Library) -> None:
    known = past(drilled=[*[answer("reach", 0, good=True)] * 5, answer("reach", 0, good=False, days_ago=0)])
    assert of(library, known)[0] == ("reach", 0)


def test_ones_own_wording_and_ones_plan_are_objections_too(library: Library) -> None:
    plan = Intention("You will be gone when it burns.", "I am there within the hour.", "reach", "promise-reachability")
    own = {"if.visibility": Own("I cannot see you work.")}
    found = objections(library.personas["controlling"], {}, past(plans={"reach": plan}, own=own), TODAY)
    by_line = {(each.concern.id, each.line): each for each in found}
    assert by_line["reach", PLANNED].says == plan.when
    assert by_line["visibility", OWN].says == "I cannot see you work."
    assert {found[0].line, found[1].line} >= {PLANNED}
    assert all(each.plan is plan for each in found if each.concern.id == "reach")


def test_a_plan_for_a_line_that_the_boss_has_anyway_is_no_further_objection(library: Library) -> None:
    line = library.personas["controlling"].lines.objection["reach"][0]
    plan = Intention(line[:60] + " …", "I ring back.", "reach", "promise-reachability")
    assert ("reach", PLANNED) not in of(library, past(plans={"reach": plan}))


def test_words_set_aside_are_no_objection(library: Library) -> None:
    assert ("reach", OWN) not in of(library, past(own={"if.reach": Own("Mine.", used=False)}))


def test_rehearsals_tell_what_one_fell_down_on(library: Library) -> None:
    assert library.rules is not None
    story = compile_story(
        library.scenarios["summoned-three-days"], library.personas["controlling"], library.rules, library.moves
    )
    played = replay(story, seed=1, level="everyday", choices=())
    spoken = {
        text: (c.id, n) for c, ls in zip(story.concerns, story.objections, strict=True) for n, text in enumerate(ls)
    }
    heard: list[tuple[str, int]] = []
    while not heard:
        played = played.said(shuffled(story, played.now.state)[0].id)
        heard = [spoken[line.text] for line in played.now.lines if line.text in spoken]
    before = fell_on(Catalogue(library), [played])
    played = played.said(Entry.of_move("accuse", "You never trust me."))
    assert fell_on(Catalogue(library), [played]) - before == dict.fromkeys(heard, 1)
    assert stood([played])[heard[0][0]] == (1, 1)


def test_only_drills_with_this_boss_or_with_a_part_of_them_count() -> None:
    known = [answer("reach", 0, good=True)]
    assert with_boss(known, "sociable+controlling") == tuple(known)
    assert with_boss(known, "sociable") == ()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"persona": "a", "concern": "b"},
        {"persona": "a", "concern": "b", "good": "yes"},
        {"good": True, "line": "x"},
    ],
)
def test_a_note_that_is_no_answer_is_left_out(data: dict[str, object]) -> None:
    assert Drilled.read(data, at(0)) is None


def test_an_answer_comes_back_from_its_note_as_it_was() -> None:
    one = answer("reach", 2, good=True, said="I ring back.")
    assert Drilled.read(one.data(), one.at) == one
    short = Drilled.read({"persona": "a", "concern": "b", "move": "c", "good": False}, at(0))
    assert short is not None
    assert (short.line, short.said) == (0, "")


# --- the order


def test_each_worry_comes_in_turn_and_what_is_not_due_comes_last() -> None:
    found = [item(0, 0, 9), item(0, 1, 8), item(1, 0, 3), item(2, 0, 7), item(0, 2, 9, due=False)]
    order = [(each.concern.id, each.line) for each in Drill.of(found).waiting]
    assert order == [("one", 0), ("deep", 0), ("two", 0), ("one", 1), ("one", 2)]


def test_a_poor_answer_comes_back_a_few_objections_later_and_a_good_one_does_not() -> None:
    drill = Drill.of([item(0), item(1), item(2), item(0, 1), item(1, 1)])
    first = drill.current
    again = drill.answered(good=False)
    assert first in again.waiting[3:]
    assert first not in drill.answered(good=True).waiting


@given(st.lists(st.builds(item, st.integers(0, 2), st.integers(0, 5), st.integers(0, 9)), unique_by=str), st.data())
def test_a_drill_ends_after_ten_at_most_and_nothing_comes_back_more_than_once(
    found: list[Objection], data: st.DataObject
) -> None:
    drill = Drill.of(found)
    assert sorted(drill.waiting, key=str) == sorted(found, key=str)
    while drill.current is not None:
        drill = drill.answered(good=data.draw(st.booleans()))
    assert len(drill.answers) <= MOST
    asked = [each.objection for each in drill.answers]
    assert all(asked.count(each) <= 2 for each in asked)
    assert all(each.objection not in asked[place + 1 :] for place, each in enumerate(drill.answers) if each.good)
    assert len(drill.answers) >= min(len(found), MOST)
    one, other = closing(drill.answers)
    assert one.endswith(".")
    assert other.endswith(".")
    assert not any(sign.isdigit() for sign in one)


def test_the_two_sentences_name_what_held_and_what_comes_back() -> None:
    good, poor = Answer(item(0), good=True), Answer(item(1), good=False)
    assert closing([good, poor]) == (
        "You had an answer to “The one worry”.",
        "“two 0?” comes back first the next time.",
    )
    assert closing([good])[1] == "They come back in a few days, put in other words."
    assert closing([poor, Answer(poor.objection, good=True)])[0] == "You had an answer to “The two worry”."
    assert closing([poor])[0].startswith("None of their worries is put to rest yet")
    assert closing([])[0] == "Nothing was answered this time."


# --- the verdict


@pytest.fixture(scope="module")
def judge(library: Library) -> Judge:
    brief = Brief(facts=tuple(Fact(text=f"Thing {n}", figure=f"{n}{n} of 99") for n in range(3, 6)))
    planning = Planning(library.personas["controlling"], library.moves, brief, {})
    return Judge(Catalogue(library), planning, "Karen Holt")


def told(library: Library, judge: Judge, concern: str, move: str, words: str = "Words.", plan: Intention | None = None):
    boss = library.personas["controlling"]
    about = next(each for each in boss.concerns if each.id == concern)
    objection = Objection(about, 0, boss.lines.objection[concern][0], "", 0, due=True, plan=plan)
    return judge.told(objection, move, words, 1, judge.planning.ways(about))


@pytest.mark.parametrize(
    ("concern", "move", "verdict", "good"),
    [
        ("visibility", "offer-regular-update", "strong", True),
        ("reach", "offer-regular-update", "weak", False),
        ("answerable", "shape-the-trial", "strong", True),
        ("visibility", "acknowledge-their-worry", "fair", False),
        ("visibility", "ask-what-worries-them", "fair", False),
        ("reach", "cite-research", "weak", False),
        ("reach", "accuse", "costly", False),
        ("reach", "press-after-no", "costly", False),
    ],
)
def test_the_verdict_is_how_this_boss_takes_that_move_when_it_is_said_to_that_worry(
    library: Library, judge: Judge, concern: str, move: str, verdict: str, good: object
) -> None:
    found = told(library, judge, concern, move)
    assert (found.feedback.verdict, found.good) == (verdict, good)
    assert found.feedback.answered in library.personas["controlling"].reactions[move].says


def test_every_move_gets_a_verdict_from_every_boss_on_every_worry(library: Library) -> None:
    for persona in library.personas.values():
        planning = Planning(persona, library.moves, Brief(), {})
        judging = Judge(Catalogue(library), planning, persona.name)
        for concern in persona.concerns:
            objection = Objection(concern, 0, "?", "", 0, due=True)
            answering = set(planning.answering(concern))
            assert answering, f"nothing answers {concern.id}"
            for move, known in library.moves.items():
                found = judging.told(objection, move, "Words.", 1, planning.ways(concern))
                assert found.good == (found.feedback.verdict == "strong")
                assert not (found.good and known.general == "hurts")
                assert not (found.good and move not in answering)
                assert found.feedback.why
                assert found.feedback.changes
                assert found.feedback.better is not None


def test_a_verdict_names_a_card_with_its_source(library: Library, judge: Judge) -> None:
    rule = told(library, judge, "visibility", "offer-regular-update").feedback.rule
    assert rule is not None
    assert rule.sources
    warned = told(library, judge, "reach", "accuse").feedback.rule
    assert warned is not None
    assert "accuse" in library.cards[warned.card].warns_against


def test_the_stronger_line_answers_the_worry_and_is_not_what_was_just_said(library: Library, judge: Judge) -> None:
    first = told(library, judge, "visibility", "cite-research").feedback.better
    assert first is not None
    assert first.rule is not None
    other = told(library, judge, "visibility", "offer-regular-update", first.say.upper()).feedback.better
    assert other is not None
    assert other.say != first.say


def test_what_one_planned_is_told_beside_it(library: Library, judge: Judge) -> None:
    plan = Intention("", "A page every Friday.", "visibility", "offer-regular-update")
    assert told(library, judge, "visibility", "offer-regular-update", plan=plan).as_planned
    assert not told(library, judge, "visibility", "list-duties", plan=plan).as_planned


def test_how_it_was_said_is_remarked_on_as_in_a_talk(library: Library, judge: Judge) -> None:
    kinds = [r.kind for r in told(library, judge, "reach", "accuse", "You never trust anybody.").feedback.remarks]
    assert "blame" in kinds
    many = "Thing 33 of 99, thing 44 of 99, and thing 55 of 99."
    assert told(library, judge, "visibility", "show-own-results", many).feedback.remarks[0].kind == "facts"


def test_what_could_not_be_read_gets_no_verdict(library: Library, judge: Judge) -> None:
    concern = library.personas["controlling"].concerns[0]
    objection = Objection(concern, 0, "?", "", 0, due=True)
    found = judge.unread(objection, "Banana.", 1, [Words("I send a page.", "own")])
    assert found.feedback.verdict == "unread"
    assert not found.good
    assert found.feedback.better is not None
    assert judge.unread(objection, "", 1, []).feedback.answered == ""
