"""What audits find over the state graph is what one finds by going through a small story one state after the other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given, settings

from rehearse.analysis.audits.audit import Asked, Audit, Cue, as_bytes, audit, audit_by_playing, read_audit
from rehearse.analysis.audits.coverage import Speaks
from rehearse.analysis.audits.ground import ALIKE, MATTERS, Ground
from rehearse.analysis.audits.pivots import ALL_ONE, Signs
from rehearse.analysis.audits.strategy import by_heart, difference
from rehearse.analysis.odds import KINDS
from rehearse.analysis.outlook import Damaged
from rehearse.coaching.odds.persons import PERSONS, WORTH, persons
from rehearse.engine import available, begin, is_over
from rehearse.engine.story import METER
from tests.analysis.brute_force import begun_by_hand, chain_of, some_ranks, swept
from tests.engine.test_any_story import scenarios
from tests.worlds import END, story_from, story_of

if TYPE_CHECKING:
    from rehearse.analysis.outlook import Way
    from rehearse.analysis.playthroughs import Says
    from rehearse.coaching.odds.persons import Person
    from rehearse.engine import State, Story
    from tests.analysis.brute_force import Chain

GOOD = ("agreed", "trial", "partial")
ENDINGS = {
    "good": END,
    "half": END | {"ending": "partial", "title": "Half"},
    "bad": END | {"ending": "refused", "title": "No"},
}


def with_endings(scenario: dict[str, Any]) -> dict[str, Any]:
    """*scenario* with three endings in place of one: which it comes to goes by trust."""
    routes = [{"when": "trust >= 6", "to": "good"}, {"when": "trust >= 4", "to": "half"}, {"to": "bad"}]
    last = {"phase": "proposal", "boss": "Well then.", "goto": routes}
    return scenario | {"nodes": {**scenario["nodes"], "done": last, **ENDINGS}}


def asked_of(story: Story) -> Asked:
    lines = range(len(story.choices))
    return Asked(
        persons=PERSONS,
        learning="halfway",
        usual="uniform",
        perfect="best",
        pointed=("advice", "tempting"),
        good=GOOD,
        cues={
            "some": Cue(tuple(float(5 * line % 7) for line in lines)),
            "only": Cue(tuple(float(line % 3 == 0) for line in lines), only=True),
        },
        cards={"even": Speaks(tuple(lines[::2]), ()), "odd": Speaks(tuple(lines[1::4]), tuple(lines[3::4]))},
        signs=Signs(tuple(lines[::3]), ()),
    )


def ground_of(story: Story) -> Ground:
    ways: dict[str, Way] = {name: person.weights for name, person in persons(some_ranks(story)).items()}
    return Ground(story, story.level("everyday"), ways, WORTH)


class ByHand:
    """A small story that comes to an end whatever is said, gone through one state after the other."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.starts, self.chain = chain_of(story)
        known = persons(some_ranks(story))
        self.uniform, self.learning = known["uniform"], known["halfway"]
        values = swept(story, self.chain, self.uniform)
        assume(begun_by_hand(self.starts, values)[-1] < 1e-9)
        self.after = {name: self.worths(known[name]) for name in ("halfway", "uniform", "best")}
        self.visits = visits(self.starts, self.chain, self.story, self.learning)
        assume(all(clear_cut(after) for person in self.after.values() for after in person.values()))

    def worths(self, person: Person) -> dict[State, list[float]]:
        """What each line of each state is worth, by its place."""
        values = swept(self.story, self.chain, person)
        worth = {state: float(row @ np.asarray(WORTH)) for state, row in values.items()}
        return {
            state: [sum(chance * worth[after] for after, chance in line) for line in lines]
            for state, lines in self.chain.items()
            if lines
        }

    def decisions(self, person: str) -> list[tuple[State, float, list[bool]]]:
        """Every state in which it matters what is said, how often the talk comes there, and which lines are best."""
        found = []
        for state, after in self.after[person].items():
            if max(after) - min(after) > MATTERS:
                found.append((state, self.visits[state], [value >= max(after) - ALIKE for value in after]))
        return found

    def told(self, person: str, cue: Cue) -> tuple[float, float]:
        hits = chance = total = 0.0
        for state, times, best in self.decisions(person):
            shares = [share for _, share in cue.says(self.story, state)]
            total += times
            hits += times * sum(share for share, good in zip(shares, best, strict=True) if good)
            chance += times * sum(best) / len(best)
        return (hits / total, chance / total) if total else (0.0, 0.0)


def clear_cut(worths: list[float]) -> bool:
    """Whether nothing about these lies so near to a bound that it could fall on either side of it."""
    gaps = [abs(one - other) for one in worths for other in worths]
    return not any(
        ALIKE / 100 < gap < ALIKE * 100 or min(abs(gap - MATTERS), abs(gap - ALL_ONE)) < 1e-6 for gap in gaps
    )


def visits(
    starts: list[tuple[State, float]], chain: Chain, story: Story, person: Any, stop: set[State] | None = None
) -> dict[State, float]:
    """How often a talk comes to each state on average; it goes no further from those where it is to *stop*."""
    found: dict[State, float] = defaultdict(float)
    flowing: dict[State, float] = defaultdict(float)
    for state, chance in starts:
        flowing[state] += chance
    for _ in range(3_000):
        onward: dict[State, float] = defaultdict(float)
        for state, times in flowing.items():
            found[state] += times
            if chain[state] and state not in (stop or ()):
                for (_, share), line in zip(person.says(story, state), chain[state], strict=True):
                    for after, chance in line:
                        onward[after] += times * share * chance
        flowing = onward
        if sum(flowing.values()) < 1e-13:
            break
    return found


@given(scenario=scenarios())
@settings(max_examples=20)
def test_an_audit_finds_what_going_through_every_state_finds(scenario: dict[str, Any]) -> None:
    story = story_from(with_endings(scenario))
    hand = ByHand(story)
    asked = asked_of(story)
    found = audit(ground_of(story), asked)
    assert found.lines == pytest.approx(sum(hand.visits[state] for state in hand.after["halfway"]), abs=1e-7)
    known = persons(some_ranks(story))
    for name, odds in found.persons:
        expected = begun_by_hand(hand.starts, swept(story, hand.chain, known[name]))  # type: ignore[index]
        if name == "best":  # several lines may be worth the same
            assert np.asarray(odds) @ WORTH == pytest.approx(expected @ np.asarray(WORTH), abs=1e-8)
        else:
            assert odds == pytest.approx(expected.tolist(), abs=1e-8)
    for score in found.cues:
        cue = asked.cues[score.cue]
        ended = visits(hand.starts, hand.chain, story, cue)
        kinds = [kind_at(story, state) for state in hand.chain]
        by_hand = [sum(ended[s] for s, k in zip(hand.chain, kinds, strict=True) if k == kind) for kind in KINDS[:-1]]
        assert score.odds[:-1] == pytest.approx(by_hand, abs=1e-8)
        assert tuple(score.learning) == pytest.approx(hand.told("halfway", cue), abs=1e-8)
        assert tuple(score.perfect) == pytest.approx(hand.told("best", cue), abs=1e-8)
        assert sum(place.share * place.hits for place in score.places) == pytest.approx(score.learning.hits)


def kind_at(story: Story, state: State) -> str:
    ending = story.nodes[state.node].ending
    return "" if ending is None else ending.kind


@given(scenario=scenarios())
@settings(max_examples=20)
def test_a_card_is_met_as_often_as_by_going_through_every_state(scenario: dict[str, Any]) -> None:
    story = story_from(with_endings(scenario))
    hand = ByHand(story)
    asked = asked_of(story)
    for practice in audit(ground_of(story), asked).cards:
        speaks = asked.cards[practice.card]
        of_card = {*speaks.follows, *speaks.against}
        on_offer = {state: [line.index for line in available(story, state)] for state in hand.after["halfway"]}
        meeting = {state for state, lines in on_offer.items() if not of_card.isdisjoint(lines)}
        for chance, person in zip(practice.met, (hand.learning, hand.uniform), strict=True):
            first = visits(hand.starts, hand.chain, story, person, stop=meeting)
            assert chance == pytest.approx(sum(first[state] for state in meeting), abs=1e-8)
        follows = [
            (state, lines.index(line)) for state, lines in on_offer.items() for line in lines if line in speaks.follows
        ]
        assert practice.follows == pytest.approx(sum(hand.visits[state] for state, _ in follows), abs=1e-8)
        times = gained = 0.0
        for state, place in follows:
            after = hand.after["halfway"][state]
            if len(after) > 1:
                others = (sum(after) - after[place]) / (len(after) - 1)
                times += hand.visits[state]
                gained += hand.visits[state] * (after[place] - others)
        assert practice.gain == pytest.approx(gained / times if times > 1e-12 else 0.0, abs=1e-6)


@given(scenario=scenarios())
@settings(max_examples=20)
def test_pivots_are_those_that_going_through_every_state_shows(scenario: dict[str, Any]) -> None:
    story = story_from(with_endings(scenario))
    hand = ByHand(story)
    asked = asked_of(story)
    found = audit(ground_of(story), asked).pivots
    rows: dict[int, list[tuple[State, list[int]]]] = defaultdict(list)
    for state in hand.after["halfway"]:
        rows[state.node].append((state, [line.index for line in available(story, state)]))
    for node in found.nodes:
        spreads = [
            max(hand.after[person][state]) - min(hand.after[person][state])
            for state, _ in rows[node.node]
            for person in ("halfway", "uniform")
        ]
        assert node.most == pytest.approx(max(spreads), abs=1e-7)
        assert node.times == pytest.approx(sum(hand.visits[state] for state, _ in rows[node.node]), abs=1e-7)
    for pivot in found.lines:
        line = story.choices[pivot.choice]
        states = [(state, lines) for state, lines in rows[line.node] if line.index in lines]
        assert pivot.possible == bool(states)
        alike = [
            other.index
            for other in story.nodes[line.node].choices
            if other.index != line.index
            and any(other.index in lines for _, lines in states)
            and all(
                abs(hand.after[p][s][lines.index(other.index)] - hand.after[p][s][lines.index(line.index)]) <= ALL_ONE
                for p in ("halfway", "uniform")
                for s, lines in states
                if other.index in lines
            )
        ]
        assert pivot.twin == (alike[0] if alike else -1)
        if pivot.dominated >= 0:
            for state, lines in states:
                gap = hand.after["halfway"][state][lines.index(pivot.dominated)]
                assert gap - hand.after["halfway"][state][lines.index(line.index)] > ALL_ONE - 1e-9


@given(scenario=scenarios())
@settings(max_examples=20)
def test_points_of_no_return_are_found_and_so_is_whether_they_can_be_told(scenario: dict[str, Any]) -> None:
    story = story_from(with_endings(scenario))
    hand = ByHand(story)
    asked = asked_of(story)
    hopeful = {state for state in hand.chain if kind_at(story, state) in GOOD}
    while True:
        more = {s for s, lines in hand.chain.items() if any(a in hopeful for line in lines for a, _ in line)} - hopeful
        if not more:
            break
        hopeful |= more
    total: dict[int, float] = defaultdict(float)
    told: dict[int, float] = defaultdict(float)
    for state in hopeful & hand.after["halfway"].keys():
        for (line, share), leads in zip(hand.learning.says(story, state), hand.chain[state], strict=True):
            for after, chance in leads:
                if after not in hopeful and hand.chain[after]:
                    times = hand.visits[state] * share * chance
                    total[line.index] += times
                    told[line.index] += times * can_be_told(story, asked.signs, line, state, after)
    found = audit(ground_of(story), asked).pivots.last_turns
    assert {turn.choice: turn.times for turn in found} == pytest.approx({k: v for k, v in total.items() if v > 0})
    assert {turn.choice: turn.times * turn.seen for turn in found} == pytest.approx(
        {k: told[k] for k, v in total.items() if v > 0}
    )


def can_be_told(story: Story, signs: Signs, line: Any, before: State, after: State) -> bool:
    order = ("low", "middle", "high")
    hurts = any(op[0] == METER and op[2] < 0 for _, ops in line.effects for op in ops)
    bands = [
        (order.index(meter.band(one)), order.index(meter.band(other)))
        for meter, one, other in zip(story.meters, before.meters, after.meters, strict=True)
    ]
    return line.index in signs.warned or hurts or any(other < one or other == 0 for one, other in bands)


@given(scenario=scenarios())
@settings(max_examples=20)
def test_who_knows_a_boss_by_heart_ends_as_often_as_by_going_through_every_state(scenario: dict[str, Any]) -> None:
    story = story_from(with_endings(scenario))
    hand = ByHand(story)
    ground = ground_of(story)
    decisions = audit(ground, asked_of(story)).decisions
    assert sum(decision.times for decision in decisions) == pytest.approx(
        sum(hand.visits[state] for state in hand.after["halfway"]), abs=1e-7
    )
    known = {
        (decision.node, decision.offered): decision.offered[decision.worth.index(max(decision.worth))]
        for decision in decisions
    }

    class Learned:
        """Somebody who says what they learnt every other line."""

        def says(self, story: Story, state: State) -> list[tuple[Any, float]]:
            lines = available(story, state)
            best = known[state.node, tuple(line.index for line in lines)]
            return [(line, 0.5 * (line.index == best) + 0.5 / len(lines)) for line in lines]

    ended = visits(hand.starts, hand.chain, story, Learned())
    expected = [sum(v for s, v in ended.items() if kind_at(story, s) == kind) for kind in KINDS[:-1]]
    assert by_heart(ground, decisions)[:-1] == pytest.approx(expected, abs=1e-8)
    assert difference(decisions, decisions)[0] == pytest.approx(0, abs=1e-9)


OPEN = """
open:
  phase: opening
  boss: Well?
  choices:
    - {id: kind, say: Please., move: please, goto: done}
    - {id: rude, say: No., move: push, goto: gone}
gone: {phase: proposal, ending: refused, title: Gone, boss: Go., summary: Nothing.}
"""


def test_an_audit_that_was_kept_is_read_as_it_was() -> None:
    story = story_of(OPEN)
    found = audit(ground_of(story), asked_of(story))
    assert read_audit(as_bytes(found)) == found
    assert isinstance(read_audit(as_bytes(found)), Audit)
    for damaged in (b"", b"[]", b"{}", b"[1, 2]", as_bytes(found)[:-20], b'[1,"x",0,[],[],[],[],[[],[],[]]]'):
        with pytest.raises(Damaged):
            read_audit(damaged)


def test_what_is_found_by_playing_is_near_to_what_is_computed() -> None:
    story = story_of(OPEN)
    asked = asked_of(story)
    exact = audit(ground_of(story), asked)
    says: dict[str, Says] = {name: person.says for name, person in persons(some_ranks(story)).items() if person.habits}
    by_playing = audit_by_playing(story, "everyday", says, asked)
    assert by_playing.states == 0
    assert by_playing.error == pytest.approx(0.01)
    for name, odds in by_playing.persons:
        assert odds == pytest.approx(exact.odds(name), abs=0.06)
    for one, other in zip(by_playing.cues, exact.cues, strict=True):
        assert one.odds == pytest.approx(other.odds, abs=0.06)


def test_a_talk_that_goes_round_for_ever_is_counted_as_unfinished() -> None:
    story = story_of("""
        open:
          phase: opening
          boss: Well?
          choices:
            - {id: again, say: Again., move: chat, repeat: true, goto: round}
            - {id: out, say: Out., move: chat, goto: done}
        round:
          phase: opening
          boss: Round.
          choices:
            - {id: on, say: On., move: chat, repeat: true, goto: round}
    """)
    assert not is_over(story, begin(story, seed=1, level="everyday").state)
    odds = dict(zip(KINDS, ground_of(story).view("uniform").begun, strict=True))
    assert odds["unfinished"] == pytest.approx(0.5)
    assert odds["agreed"] == pytest.approx(0.5)
