"""A boss who is mostly one persona, with something of another: whose concern joins, and how it is met."""

from __future__ import annotations

import pytest

from rehearse.engine import compile_story
from rehearse.model.base import Effects
from tests.worlds import PERSONA, Talk, library_of, meeting

OTHER = (
    PERSONA.replace("id: boss", "id: other")
    .replace("name: Pat Quill", "name: Kim Rowe")
    .replace("{id: sight, label: Sight, about: Not seeing.}", "{id: crowd, label: Crowd, about: Missing people.}")
    .replace(
        "objection: {sight: [I cannot see it., I do not see it.]", "objection: {crowd: [It is so quiet., So quiet.]"
    )
    .replace(
        "  please: {effects: {trust: 2}, says: [Pleased., Pleased again.], thinks: They please.}",
        "  please: {effects: {trust: 5, answer: stated, surface: blame}, says: [Other!, Other?], thinks: Other.}\n"
        "  chat: {effects: {patience: 3, answer: crowd}, says: [Chatted., Chatty.], thinks: They chat.}",
    )
)
NODES = """
open:
  phase: opening
  boss: Well?
  choices:
    - {id: ask, say: Why?, move: ask, repeat: true, goto: open}
    - {id: listen, say: I see., move: listen, repeat: true, goto: open}
    - {id: answer, say: Fridays., move: answer, repeat: true, goto: open}
    - {id: please, say: Of course., move: please, repeat: true, goto: open}
    - {id: chat, say: "Nice day, {boss.name}.", move: chat, repeat: true, goto: open}
    - {id: stated, say: One., move: chat, repeat: true, effects: {acknowledge: stated}, goto: open}
    - {id: deep, say: Two., move: chat, repeat: true, effects: {acknowledge: deep}, goto: open}
    - {id: object, say: Object., move: sulk, repeat: true, goto: objects}
    - {id: object-deep, say: Object., move: sulk, repeat: true, goto: objects-deep}
    - {id: all, say: All., move: sulk, repeat: true, when: count(surfaced) == 3, goto: done}
    - {id: known, say: Known., move: sulk, repeat: true, when: surfaced(crowd), goto: done}
objects: {phase: concerns, speaks: objection, concern: current, goto: open}
objects-deep: {phase: concerns, speaks: objection, concern: deep, goto: open}
"""


def story_with(other: str = OTHER, *, main: str = PERSONA, nodes: str = NODES, **slots: str):
    files = {"personas/boss.yaml": main, "personas/other.yaml": other}
    library = library_of(meeting(nodes), files)
    assert [str(problem) for problem in library.errors] == []
    assert library.rules is not None
    brief = {f"boss.{name}": said for name, said in slots.items()}
    return compile_story(
        library.scenarios["meeting"],
        library.personas["boss"],
        library.rules,
        library.moves,
        brief,
        second=library.personas["other"],
    )


@pytest.fixture(scope="module")
def story():
    return story_with()


def test_the_first_stated_concern_of_the_second_persona_joins_before_the_deep_one(story):
    assert [concern.id for concern in story.concerns] == ["sight", "crowd", "blame"]
    assert [concern.deep for concern in story.concerns] == [False, False, True]
    assert [level.answered for level in story.levels] == [(3, 3, 3), (3, 3, 4), (4, 4, 5)]


def test_the_boss_is_the_main_persona_and_says_of_whom_there_is_something(story):
    assert (story.boss.name, story.boss.persona) == ("Pat Quill", "boss+other")
    assert story.boss.described == "Pat Quill, with something of Kim Rowe"
    assert story.lines["yes"] == ("Yes.", "Yes then.")


def test_stated_and_deep_remain_the_main_personas(story):
    talk = Talk(story).say("stated", "deep")
    assert talk.step.state.concerns == (1, 0, 1)


def test_the_joined_concern_is_raised_with_whatever_worries_them_now_and_only_once(story):
    talk = Talk(story).say("object")
    assert talk.said[-2] in {"I cannot see it.", "I do not see it."}
    assert talk.said[-1] in {"It is so quiet.", "So quiet."}
    assert talk.events("concern") == [("sight", 0, 1, "objection"), ("crowd", 0, 1, "objection")]
    assert talk.say("object").events("concern") == []
    assert len(talk.said) == 2


def test_the_joined_concern_is_not_raised_with_the_deep_one(story):
    talk = Talk(story).say("object-deep")
    assert talk.events("concern") == [("blame", 0, 1, "objection")]


def test_the_joined_concern_is_surfaced_and_acknowledged_by_the_same_moves_as_the_others(story):
    talk = Talk(story).say("ask", "ask")
    assert talk.step.state.concerns == (1, 1, 0)
    talk.say("listen", "listen")
    assert talk.step.state.concerns == (2, 2, 0)


def test_it_is_answered_by_the_moves_that_answer_it_with_the_second_persona(story):
    talk = Talk(story).say("ask", "ask", "listen", "listen")
    assert talk.say("please").events("concern") == [("crowd", 2, 3, "reaction:please")]
    other = Talk(story).say("ask", "ask", "listen", "listen")
    assert other.say("chat").events("concern") == [("crowd", 2, 3, "reaction:chat")], "a move that the first leaves out"


def test_no_other_effect_of_the_second_persona_is_taken_and_none_of_its_lines(story):
    talk = Talk(story).say("please")
    assert talk.meter("trust") == 7
    assert talk.said[0] in {"Pleased.", "Pleased again."}
    assert talk.concern("blame") == 0
    patience = talk.meter("patience")
    assert talk.say("chat").meter("patience") == patience
    assert talk.said[0] in {"Well.", "Hm."}


def test_a_concern_of_the_same_name_gets_the_second_personas_before_it():
    twin = PERSONA.replace("id: boss", "id: other")
    story = story_with(twin, nodes=NODES.replace("surfaced(crowd)", "surfaced(sight)"))
    assert [concern.id for concern in story.concerns] == ["sight", "other-sight", "blame"]
    talk = Talk(story).say("ask", "ask", "listen", "listen")
    assert talk.step.state.concerns == (2, 2, 0)


def test_conditions_count_and_name_the_joined_concern(story):
    talk = Talk(story).say("ask")
    assert "known" not in talk.choices
    assert "known" in talk.say("ask").choices
    assert "all" not in talk.choices
    assert "all" in talk.say("ask").choices


def test_a_boss_with_another_name_is_called_by_it_everywhere():
    main = PERSONA.replace('yes: ["Yes."', 'yes: ["{boss.name} says yes."')
    other = OTHER.replace("It is so quiet.", '"They call me {boss.name}."')
    story = story_with(other, main=main, name="Ms Lund")
    assert story.boss.described == "Ms Lund, with something of Kim Rowe"
    assert story.lines["yes"][0] == "Ms Lund says yes."
    assert story.objections[1][0] == "They call me Ms Lund."
    assert Talk(story).say("chat").step.lines[0].text == "Nice day, Ms Lund."


def test_the_personas_themselves_stay_as_they_are():
    library = library_of(meeting(NODES), {"personas/boss.yaml": PERSONA, "personas/other.yaml": OTHER})
    assert library.rules is not None
    before = {name: persona.model_dump() for name, persona in library.personas.items()}
    arguments = (library.scenarios["meeting"], library.personas["boss"], library.rules, library.moves)
    compile_story(*arguments, second=library.personas["other"])
    assert {name: persona.model_dump() for name, persona in library.personas.items()} == before
    assert [concern.id for concern in compile_story(*arguments).concerns] == ["sight", "blame"]
    assert library.personas["boss"].reactions["please"].effects == Effects(meters={"trust": 2})
