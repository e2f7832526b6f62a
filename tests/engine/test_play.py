"""Playing a meeting: what can be said, where it leads, what it does."""

from __future__ import annotations

from collections import Counter

import pytest

from rehearse.engine import Unavailable, available, begin, choose, is_over, shuffled
from rehearse.engine.play import StoryLoop
from tests.worlds import PERSONA, Talk, story_of

ROOM = """
open:
  phase: opening
  boss: Well?
  again: As I said.
  choices:
    - {id: once, say: Once., move: chat, goto: open}
    - {id: often, say: Often., move: chat, repeat: true, goto: open}
    - {id: please, say: Please., move: please, repeat: true, goto: open}
    - {id: push, say: Push., move: push, repeat: true, goto: open}
    - {id: later, say: Later., move: chat, when: trust >= 7, goto: done}
"""


def test_a_choice_can_be_said_once_unless_it_may_be_repeated() -> None:
    talk = Talk(story_of(ROOM)).say("often", "once", "often")
    assert talk.choices == ["often", "please", "push"]
    with pytest.raises(Unavailable, match="'once' cannot be said at 'open'"):
        talk.say("once")


def test_a_choice_whose_condition_does_not_hold_cannot_be_said() -> None:
    talk = Talk(story_of(ROOM))
    assert "later" not in talk.choices
    with pytest.raises(Unavailable, match="as things stand"):
        talk.say("later")
    assert talk.say("please").say("later").node == "done"


@pytest.mark.parametrize("name", ["nothing", "", "open.once", "ONCE", "__class__"])
def test_a_choice_that_is_not_there_cannot_be_said(name: str) -> None:
    with pytest.raises(Unavailable):
        Talk(story_of(ROOM)).say(name)


def test_after_the_ending_nothing_can_be_said() -> None:
    talk = Talk(story_of(ROOM)).say("please", "later")
    assert talk.choices == []
    assert is_over(talk.story, talk.step.state)
    assert talk.events("ending") == [("agreed", 0, talk.step.state.node, "node:done")]
    with pytest.raises(Unavailable):
        talk.say("once")


def test_a_level_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="impossible"):
        begin(story_of(ROOM), seed=1, level="impossible")


def test_a_node_that_is_come_back_to_says_its_again_text() -> None:
    talk = Talk(story_of(ROOM))
    assert talk.said == ["Well?"]
    assert talk.say("often").said[-1] == "As I said."
    without = Talk(story_of(ROOM.replace("again: As I said.", ""))).say("often")
    assert "Well?" not in without.said
    assert len(without.said) == 1


def test_the_boss_answers_with_the_reaction_to_the_move_or_the_choices_own_reply() -> None:
    story = story_of("""
        open:
          phase: opening
          boss: Well?
          choices:
            - {id: plain, say: Please., move: please, goto: open}
            - {id: own, say: Please., move: please, reply: Oh do., goto: open}
            - {id: general, say: Sulk., move: sulk, goto: done}
    """)
    talk = Talk(story).say("plain")
    assert talk.step.lines[1].text in {"Pleased.", "Pleased again."}
    assert talk.step.lines[1].occasion == "line"
    talk.say("own")
    assert talk.step.lines[1] == ("boss", "Oh do.", "reply")
    assert talk.meter("trust") == 9, "the reaction's effects count all the same"
    assert talk.say("general").step.lines[1].text in {"No.", "Never."}
    assert talk.events("meter") == [("trust", 9, 8, "reaction:sulk")]


def test_a_choice_of_two_moves_has_the_effects_of_both_and_the_first_ones_line() -> None:
    story = story_of("""
        open:
          phase: opening
          boss: Well?
          choices:
            - {id: both, say: Both., move: [please, push], effects: {trust: 1}, goto: done}
    """)
    talk = Talk(story).say("both")
    assert talk.step.lines[1].text in {"Pleased.", "Pleased again."}
    assert talk.events("meter") == [
        ("trust", 5, 6, "choice"),
        ("trust", 6, 8, "reaction:please"),
        ("trust", 8, 6, "reaction:push"),
        ("patience", 6, 3, "reaction:push"),
    ]


def test_meters_stay_in_their_range_and_an_effect_without_effect_is_no_event() -> None:
    story = story_of("""
        open:
          phase: opening
          boss: Well?
          choices:
            - {id: up, say: Up., move: chat, repeat: true, effects: {trust: 7}, goto: open}
            - {id: down, say: Down., move: chat, repeat: true, effects: {trust: -100}, goto: done}
    """)
    talk = Talk(story).say("up")
    assert talk.events("meter") == [("trust", 5, 10, "choice")]
    assert talk.say("up").events("meter") == []
    assert talk.say("down").events("meter") == [("trust", 10, 0, "choice")]


@pytest.mark.parametrize(("level", "trust", "patience"), [("patient", 6, 8), ("everyday", 5, 6), ("tough", 3, 0)])
def test_a_level_changes_the_start_within_the_range(level: str, trust: int, patience: int) -> None:
    talk = Talk(story_of(ROOM), level=level)
    assert (talk.meter("trust"), talk.meter("patience")) == (trust, patience)


def test_a_scenario_may_have_meters_of_its_own_and_effects_by_persona() -> None:
    story = story_of(
        """
        open:
          phase: opening
          boss: {default: Hello., boss: You again.}
          effects: {noise: 1}
          choices:
            - id: shout
              say: {default: "!", boss: Boss!}
              move: chat
              effects: {default: {noise: 1}, boss: {noise: 3}}
              goto: [{when: noise >= 5, to: done}, {to: open}]
        """,
        "meters: [{id: noise, label: Noise, description: Noise., min: 0, max: 6, start: 1, low: 1, high: 5}]",
    )
    talk = Talk(story)
    assert talk.said == ["You again."]
    assert talk.meter("noise") == 2
    assert talk.say("shout").step.lines[0].text == "Boss!"
    assert talk.events("meter") == [("noise", 2, 5, "choice")]
    assert talk.node == "done"


def test_the_first_route_that_holds_is_taken_after_the_line_has_had_its_effects() -> None:
    story = story_of("""
        open:
          phase: opening
          boss: Well?
          choices:
            - id: go
              say: Go.
              move: please
              goto:
                - {when: trust >= 9, to: high}
                - {when: trust >= 7, to: done}
                - {to: low}
        high: {phase: opening, boss: High., goto: done}
        low: {phase: opening, boss: Low., goto: done}
    """)
    assert {"High.", "Low."}.isdisjoint(Talk(story).say("go").said)
    assert Talk(story).say("go").said[-1] == "Fine."
    assert "Low." in Talk(story, level="tough").say("go").said


def test_flags_are_set_and_cleared_and_only_a_change_is_an_event() -> None:
    story = story_of(
        """
        open:
          phase: opening
          boss: Well?
          choices:
            - {id: set, say: Set., move: chat, repeat: true, effects: {set: named}, goto: open}
            - {id: clear, say: Clear., move: chat, repeat: true, effects: {clear: named}, goto: open}
            - {id: leave, say: Leave., move: chat, when: flag(named), goto: done}
        """,
        "flags: {other: Another., named: It was named.}",
    )
    talk = Talk(story)
    assert talk.say("clear").events("flag") == []
    assert talk.say("set").events("flag") == [("named", 0, 1, "choice")]
    assert "leave" in talk.choices
    assert talk.say("set").events("flag") == []
    assert talk.say("clear").events("flag") == [("named", 1, 0, "choice")]
    assert "leave" not in talk.choices


DETOUR = """
open:
  phase: opening
  boss: Well?
  choices:
    - {id: weather, say: Nice day., move: chat, detour: chat, goto: business}
    - {id: other-way, say: Nice day too., move: chat, detour: chat, goto: done}
chat:
  phase: opening
  boss: Nice indeed.
  choices:
    - {id: more, say: Very., move: chat, goto: garden}
    - {id: back, say: Anyway., move: chat, return: true}
garden:
  phase: opening
  boss: My roses.
  choices:
    - {id: home, say: Lovely., move: chat, return: true}
business:
  phase: proposal
  boss: To business.
  choices:
    - {id: end, say: Yes., move: chat, goto: done}
"""


def test_a_detour_comes_back_to_where_the_choice_that_began_it_leads() -> None:
    talk = Talk(story_of(DETOUR)).say("weather")
    assert talk.node == "chat"
    assert talk.events("detour")[0][0] == "chat"
    talk.say("back")
    assert talk.node == "business"
    assert talk.events("return")[0][0] == "business"
    assert talk.step.state.back == -1
    assert Talk(story_of(DETOUR)).say("other-way", "more", "home").node == "done"


def test_an_interrupt_comes_before_the_next_node_once_and_ends_a_detour() -> None:
    story = story_of(
        DETOUR.replace("id: more, say: Very., move: chat", "id: more, say: Very., move: push"),
        "interrupts: [{when: patience <= 3, goto: business}]",
    )
    talk = Talk(story).say("weather", "more")
    assert talk.node == "business"
    assert talk.step.state.back == -1
    assert [event[0] for event in talk.events("interrupt")] == ["business"]
    assert talk.say("end").node == "done", "it interrupts once"


def test_an_interrupt_does_not_keep_the_talk_from_ending() -> None:
    story = story_of(
        """
        open:
          phase: opening
          boss: Well?
          choices:
            - {id: push, say: Push., move: push, goto: done}
        cut: {phase: opening, boss: Out., goto: done}
        """,
        "interrupts: [{when: patience <= 9, goto: cut}]",
    )
    assert "Out." not in Talk(story).say("push").said


def test_interrupts_are_taken_in_order_however_many_there_are() -> None:
    count = 70
    story = story_of(
        """
        open:
          phase: opening
          boss: Well?
          choices:
            - {id: again, say: Again., move: chat, repeat: true, goto: open}
            - {id: push, say: Push., move: push, repeat: true, goto: open}
        """
        + "".join(f"\n        cut-{n}: {{phase: opening, boss: Cut {n}., goto: open}}" for n in range(count)),
        "interrupts:\n" + "\n".join(f"  - {{when: trust >= 0, goto: cut-{n}}}" for n in range(count)),
    )
    talk = Talk(story).say("push")
    assert talk.said[1:] == ["Hurry.", "Cut 0."] or talk.said[1:] == ["Be quick.", "Cut 0."]
    for number in range(1, count):
        assert talk.say("again").said[-1] == f"Cut {number}."
    assert talk.say("again").events("interrupt") == []


def test_a_node_with_nothing_left_to_say_goes_to_its_fallback() -> None:
    story = story_of("""
        open:
          phase: opening
          boss: Well?
          fallback: over
          choices:
            - {id: one, say: One., move: chat, goto: open}
            - {id: two, say: Two., move: chat, goto: open}
        over: {phase: opening, boss: Is that all?, goto: done}
    """)
    talk = Talk(story).say("two", "one")
    assert talk.node == "done"
    assert talk.said[-2:] == ["Is that all?", "Fine."]
    assert [event[0] for event in talk.events("fallback")] == ["over"]


def test_a_node_without_a_fallback_where_nothing_is_left_is_over() -> None:
    story = story_of("""
        open:
          phase: opening
          boss: Well?
          choices:
            - {id: one, say: One., move: chat, goto: open}
            - {id: end, say: End., move: chat, when: trust >= 10, goto: done}
    """)
    talk = Talk(story).say("one")
    assert is_over(story, talk.step.state)


def test_nodes_that_go_on_by_themselves_have_their_effects_on_the_way() -> None:
    story = story_of("""
        open: {phase: opening, boss: Come in., effects: {trust: 2, surface: stated}, goto: next}
        next: {phase: opening, speaks: "yes", effects: {trust: -1}, goto: last}
        last:
          phase: opening
          boss: Now?
          choices: [{id: end, say: End., move: chat, goto: done}]
    """)
    talk = Talk(story)
    assert talk.said[0] == "Come in."
    assert talk.said[1] in {"Yes.", "Yes then."}
    assert talk.said[2] == "Now?"
    assert talk.events("meter") == [("trust", 5, 7, "node:open"), ("trust", 7, 6, "node:next")]
    assert talk.events("concern") == [("sight", 0, 1, "node:open")]


def test_a_talk_that_goes_round_in_circles_by_itself_is_stopped() -> None:
    story = story_of("""
        open: {phase: opening, boss: One., goto: two}
        two: {phase: opening, boss: Two., goto: [{when: trust >= 11, to: done}, {to: open}]}
    """)
    with pytest.raises(StoryLoop, match="round in circles"):
        Talk(story)


def test_thaw_and_impatience_are_said_once_when_the_band_is_crossed() -> None:
    talk = Talk(story_of(ROOM))
    assert talk.say("please").said[1] in {"Well, well.", "Good then."}
    assert [line.occasion for line in talk.step.lines] == ["says", "line", "thaw", "again"]
    talk.say("push")
    assert [line.occasion for line in talk.step.lines] == ["says", "line", "impatience", "again"]
    talk.say("please")
    assert "thaw" not in [line.occasion for line in talk.step.lines], "it is said once"


def test_patience_that_runs_out_altogether_is_no_mere_impatience() -> None:
    story = story_of("""
        open:
          phase: opening
          boss: Well?
          choices: [{id: bang, say: Bang., move: chat, effects: {patience: -9}, goto: done}]
    """)
    assert "impatience" not in [line.occasion for line in Talk(story).say("bang").step.lines]


CHANCE = """
open:
  phase: opening
  boss: Well?
  choices:
    - {id: again, say: Again., move: chat, repeat: true, chance: [{weight: 3, to: rings}, {weight: 1, to: open}]}
    - {id: end, say: End., move: chat, goto: done}
rings: {phase: opening, boss: It rings., goto: open}
"""


def test_chance_comes_from_the_seed_by_weight() -> None:
    story = story_of(CHANCE)
    drawn = Counter(Talk(story, seed=seed).say("again").events("chance")[0][0] for seed in range(2000))
    assert set(drawn) == {"rings", "open"}
    assert 0.70 < drawn["rings"] / 2000 < 0.80
    for seed in range(20):
        assert Talk(story, seed=seed).say("again").step == Talk(story, seed=seed).say("again").step


def test_chance_is_drawn_anew_at_each_turn() -> None:
    talk = Talk(story_of(CHANCE), seed=5)
    assert len({talk.say("again").events("chance")[0][0] for _ in range(40)}) == 2


def test_two_chances_on_one_way_are_drawn_apart() -> None:
    story = story_of("""
        open: {phase: opening, boss: One., chance: [{to: left}, {to: right}]}
        left: {phase: opening, boss: Left., chance: [{to: up}, {to: down}]}
        right: {phase: opening, boss: Right., chance: [{to: up}, {to: down}]}
        up: {phase: opening, boss: Up., goto: done}
        down: {phase: opening, boss: Down., goto: done}
    """)
    ways = Counter(tuple(Talk(story, seed=seed).said[1:3]) for seed in range(400))
    assert len(ways) == 4
    assert min(ways.values()) > 60


def test_the_mood_of_the_day_comes_from_the_seed_and_has_its_effects() -> None:
    persona = PERSONA.replace(
        "  - {id: usual, weight: 1, cue: The usual face.}",
        "  - {id: usual, weight: 3, cue: The usual face.}\n"
        "  - {id: rushed, weight: 1, effects: {patience: -1}, cue: '{boss.name} stands.'}",
    )
    story = story_of(ROOM, persona=persona)
    talks = [Talk(story, seed=seed) for seed in range(1000)]
    rushed = [talk for talk in talks if story.moods[talk.step.state.mood].id == "rushed"]
    assert 200 < len(rushed) < 300
    assert {talk.meter("patience") for talk in rushed} == {5}
    assert rushed[0].events("meter") == [("patience", 6, 5, "mood:rushed")]
    assert story.moods[1].cue == "Pat Quill stands."


def test_the_same_seed_and_the_same_lines_are_the_same_rehearsal() -> None:
    lines = ["please", "often", "push", "once", "please", "often"]
    one, other = story_of(ROOM), story_of(ROOM)
    for seed in range(30):
        assert Talk(one, seed=seed).say(*lines).steps == Talk(other, seed=seed).say(*lines).steps


def test_the_seed_decides_which_variant_is_said() -> None:
    story = story_of(ROOM)
    assert {Talk(story, seed=seed).say("please").said[0] for seed in range(30)} == {"Pleased.", "Pleased again."}


def test_choosing_changes_neither_the_story_nor_the_state() -> None:
    story = story_of(ROOM)
    state = begin(story, seed=3, level="everyday").state
    before, kept = state._replace(), repr(story)
    first = choose(story, state, "please")
    choose(story, state, "push")
    assert state == before
    assert repr(story) == kept
    assert choose(story, state, "please") == first


def test_the_order_of_the_choices_is_drawn_by_the_seed_and_loses_none() -> None:
    story = story_of(ROOM)
    orders = set()
    for seed in range(200):
        state = begin(story, seed=seed, level="everyday").state
        order = shuffled(story, state)
        assert order == shuffled(story, state)
        assert sorted(choice.id for choice in order) == sorted(choice.id for choice in available(story, state))
        orders.add(tuple(choice.id for choice in order))
    assert len(orders) == 24
    firsts = Counter(order[0] for order in orders)
    assert len(firsts) == 4


def test_slots_are_filled_wherever_a_person_reads() -> None:
    story = story_of(
        """
        open:
          phase: opening
          boss: "{you.name}, {brief.office_days} days, {{really}}."
          choices:
            - {id: end, say: "On {brief.home_day}, {boss.name}.", move: chat, reply: "Why {brief.project}?", goto: done}
        """,
        "slots: {brief.home_day: Friday, brief.project: the barn, brief.office_days: four}",
        brief={"you.name": "Robin", "brief.project": "the mill", "brief.team": "the crew", "brief.office_days": ""},
    )
    talk = Talk(story)
    assert talk.said == ["Robin, four days, {really}."]
    assert talk.say("end").step.lines[0].text == "On Friday, Pat Quill."
    assert talk.said[0] == "Why the mill?"
    assert story.cues["trust"]["low"] == ("tl1", "tl2 the crew")
