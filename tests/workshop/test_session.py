"""A workshop's session as a list of events: what may happen, what it adds up to, and that it survives being stored."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from rehearse.workshop.session import events as e
from rehearse.workshop.session import rules
from rehearse.workshop.session.fold import after, room_of
from rehearse.workshop.session.rules import Refused

BEGAN = e.Began("s1", "One day a week", "one-day-a-week", "controlling", "everyday", 7, "KMP4TX", "hash")
OPTIONS = (e.Option("ask", "What is behind it?"), e.Option("agree", "Fine."), e.Option("refuse", "No."))


class Log:
    """Events with the room that they add up to, as a store keeps them."""

    def __init__(self, began=BEGAN):
        self.events = [began]
        self.room = room_of(self.events)

    def add(self, events):
        for event in events:
            self.events.append(e.from_json(e.as_json(event)))
            self.room = after(self.room, self.events[-1])
        return self


@pytest.fixture
def log():
    opened = Log()
    for name in ("Ann", "Ben", "Cem"):
        opened.add(rules.join(opened.room, name, f"hash of {name}"))
    return opened


@pytest.fixture
def voting(log):
    return log.add(rules.open_round(log.room, "line", OPTIONS))


def vote(log, seat, option):
    return log.add(rules.vote(log.room, seat, log.room.rounds[-1].number, option))


def test_a_vote_can_be_changed_until_it_is_closed_and_counts_once(voting):
    vote(voting, 1, "ask")
    vote(voting, 1, "agree")
    vote(voting, 2, "agree")
    assert voting.room.rounds[-1].tally() == {"ask": 0, "agree": 2, "refuse": 0}
    voting.add(rules.close_round(voting.room))
    with pytest.raises(Refused, match="closed") as late:
        vote(voting, 3, "ask")
    assert late.value.reason == "late"
    assert voting.room.rounds[-1].tally()["ask"] == 0


def test_the_same_vote_again_is_no_event_and_no_refusal(voting):
    vote(voting, 1, "ask")
    assert rules.vote(voting.room, 1, 1, "ask") == ()


def test_a_vote_for_an_earlier_round_is_late_and_for_a_later_one_early(voting):
    voting.add(rules.overrule(voting.room, "ask")).add(rules.say(voting.room, "ask"))
    voting.add(rules.open_round(voting.room, "line", OPTIONS))
    for number, reason in ((1, "late"), (3, "early")):
        with pytest.raises(Refused) as refused:
            rules.vote(voting.room, 1, number, "ask")
        assert refused.value.reason == reason


def test_hands_count_beside_the_votes_of_phones(voting):
    vote(voting, 1, "ask")
    voting.add(rules.count_hands(voting.room, {"ask": 0, "agree": 4}))
    assert voting.room.rounds[-1].tally() == {"ask": 1, "agree": 4, "refuse": 0}
    voting.add(rules.count_hands(voting.room, {}))
    assert voting.room.rounds[-1].tally() == {"ask": 1, "agree": 0, "refuse": 0}


def test_who_is_taken_off_no_longer_counts_and_cannot_vote(voting):
    vote(voting, 1, "ask")
    voting.add(rules.remove(voting.room, 1))
    assert voting.room.rounds[-1].tally()["ask"] == 0
    assert voting.room.seat_of("hash of Ann") is None
    with pytest.raises(Refused, match="not in this session"):
        vote(voting, 1, "ask")


def test_a_name_that_is_taken_gets_a_number(log):
    log.add(rules.join(log.room, "ann", "x")).add(rules.join(log.room, "Ann", "y"))
    assert [seat.name for seat in log.room.present] == ["Ann", "Ben", "Cem", "ann 2", "Ann 3"]


def test_a_locked_session_lets_nobody_new_in(log):
    log.add(rules.lock(log.room, locked=True))
    with pytest.raises(Refused, match="locked"):
        rules.join(log.room, "Dee", "z")
    log.add(rules.lock(log.room, locked=False)).add(rules.join(log.room, "Dee", "z"))
    assert len(log.room.present) == 4


@pytest.mark.parametrize(
    ("tie", "drawn", "option", "by"), [("first", 1, "ask", "tie-rule"), ("chance", 1, "agree", "tie-rule")]
)
def test_a_tie_is_broken_by_the_rule_that_was_chosen_before(tie, drawn, option, by):
    log = Log(e.Began("s", "t", "x", "y", "everyday", 1, "KMP4TX", "h", tie=tie))
    log.add(rules.join(log.room, "Ann", "a")).add(rules.join(log.room, "Ben", "b"))
    log.add(rules.open_round(log.room, "line", OPTIONS))
    vote(log, 1, "agree")
    vote(log, 2, "ask")
    log.add(rules.close_round(log.room)).add(rules.decide(log.room, drawn))
    assert (log.room.rounds[-1].decided, log.room.rounds[-1].by) == (option, by)


def test_who_observes_takes_their_vote_back_while_the_vote_is_open_and_not_afterwards(voting):
    vote(voting, 1, "ask")
    vote(voting, 2, "ask")
    voting.add(rules.observe(voting.room, 1, observes=True))
    assert voting.room.rounds[-1].votes == {2: "ask"}
    with pytest.raises(Refused, match="open"):
        rules.have_observe(voting.room, 3)
    voting.add(rules.reveal(voting.room)).add(rules.have_observe(voting.room, 2))
    assert [seat.observes for seat in voting.room.present] == [False, True, False]
    assert voting.room.rounds[-1].votes == {2: "ask"}


def test_a_tie_without_a_rule_waits_for_the_coach(voting):
    vote(voting, 1, "agree")
    vote(voting, 2, "ask")
    voting.add(rules.reveal(voting.room))
    with pytest.raises(Refused, match="tie"):
        rules.decide(voting.room)
    voting.add(rules.overrule(voting.room, "ask"))
    assert (voting.room.rounds[-1].decided, voting.room.rounds[-1].by) == ("ask", "coach")


def test_a_vote_that_was_seen_is_not_opened_again(voting):
    voting.add(rules.close_round(voting.room)).add(rules.reopen_round(voting.room))
    assert voting.room.phase == "open"
    voting.add(rules.reveal(voting.room))
    with pytest.raises(Refused):
        rules.reopen_round(voting.room)


def test_going_back_keeps_the_branch_that_was_left(voting):
    voting.add(rules.overrule(voting.room, "ask")).add(rules.say(voting.room, "ask")).add(
        rules.say(voting.room, "agree")
    )
    voting.add(rules.fork(voting.room, 1)).add(rules.say(voting.room, "refuse"))
    assert [branch.entries for branch in voting.room.branches] == [("ask", "agree"), ("ask", "refuse")]
    voting.add(rules.compare(voting.room, (0, 1))).add(rules.switch(voting.room, 0))
    assert voting.room.now.entries == ("ask", "agree")
    with pytest.raises(Refused, match="2 lines"):
        rules.fork(voting.room, 3)


def test_nothing_happens_after_the_end(voting):
    voting.add(rules.end(voting.room))
    for late in (
        lambda: vote(voting, 1, "ask"),
        lambda: rules.join(voting.room, "Dee", "z"),
        lambda: rules.say(voting.room, "ask"),
        lambda: rules.end(voting.room),
    ):
        with pytest.raises(Refused) as refused:
            late()
        assert refused.value.reason == "over"


def test_a_line_of_ones_own_rehearsal_said_twice_is_one(log):
    log.add(rules.set_mode(log.room, "alone")).add(rules.begin_alone(log.room, 1, 5))
    log.add(rules.say_alone(log.room, 1, 1, "ask"))
    assert rules.say_alone(log.room, 1, 1, "ask") == ()
    with pytest.raises(Refused):
        rules.say_alone(log.room, 1, 1, "agree")
    log.add(rules.begin_alone(log.room, 1, 6))
    assert log.room.alone[1].entries == ()
    assert log.room.alone[1].earlier == ((5, ("ask",)),)


@pytest.mark.parametrize(
    "stored", [b"", b"[]", b'{"kind":"nonsense"}', b'{"kind":"voted"}', b'{"kind":"ended","more":1}', b"\xff", b"null"]
)
def test_what_is_no_event_is_refused_by_name(stored):
    with pytest.raises(e.Unreadable):
        e.from_json(stored)


class AnySession(RuleBasedStateMachine):
    """Anything that people and coach may do, in any order."""

    def __init__(self):
        super().__init__()
        self.log = Log()
        self.acknowledged = {}  # round and seat: the option that was acknowledged last

    def attempt(self, command, *arguments, **named):
        try:
            self.log.add(command(self.log.room, *arguments, **named))
        except Refused:
            return False
        return True

    seats = st.integers(1, 6)
    options = st.sampled_from([option.id for option in OPTIONS])

    @rule(name=st.sampled_from(["Ann", "Ben"]))
    def join(self, name):
        self.attempt(rules.join, name, f"token {self.log.room.sequence}")

    @rule(seat=seats)
    def remove(self, seat):
        if self.attempt(rules.remove, seat) and self.log.room.rounds and not self.log.room.rounds[-1].decided:
            self.acknowledged.pop((self.log.room.rounds[-1].number, seat), None)

    @rule(seat=seats, observes=st.booleans())
    def observe(self, seat, observes):
        if self.attempt(rules.observe, seat, observes=observes) and observes and self.log.room.phase == "open":
            self.acknowledged.pop((self.log.room.rounds[-1].number, seat), None)

    @rule(every=st.integers(0, 4))
    def have_observe(self, every):
        if self.attempt(rules.have_observe, every):
            observing = [seat.observes for seat in self.log.room.present]
            assert observing == [bool(every) and place % every == 0 for place in range(1, len(observing) + 1)]

    @rule()
    def ask(self):
        self.attempt(rules.open_round, "line", OPTIONS)

    @rule(seat=seats, option=options, back=st.integers(0, 1))
    @precondition(lambda self: self.log.room.rounds)
    def vote(self, seat, option, back):
        number = self.log.room.rounds[-1].number - back
        if self.attempt(rules.vote, seat, number, option):
            self.acknowledged[number, seat] = option

    @rule(command=st.sampled_from([rules.close_round, rules.reveal, rules.discuss, rules.decide, rules.reopen_round]))
    def lead(self, command):
        self.attempt(command)

    @rule(option=options)
    def overrule(self, option):
        self.attempt(rules.overrule, option)

    @rule(entry=options)
    def say(self, entry):
        self.attempt(rules.say, entry)

    @rule(turn=st.integers(0, 3), parent=st.integers(0, 3))
    def fork(self, turn, parent):
        self.attempt(rules.fork, turn, parent)

    @rule(branch=st.integers(0, 3))
    def switch(self, branch):
        self.attempt(rules.switch, branch)

    @rule(seat=seats, words=st.text(max_size=5))
    def suggest(self, seat, words):
        self.attempt(rules.suggest, seat, words, "ask-for-the-reason")

    @rule(mode=st.sampled_from(["room", "predict", "alone"]))
    def set_mode(self, mode):
        self.attempt(rules.set_mode, mode)

    @invariant()
    def what_is_stored_adds_up_to_the_same(self):
        assert room_of(self.log.events) == self.log.room
        assert self.log.room.sequence == len(self.log.events)

    @invariant()
    def every_acknowledged_vote_counts_once_and_nothing_else_does(self):
        for each in self.log.room.rounds:
            assert dict(each.votes) == {
                seat: option for (number, seat), option in self.acknowledged.items() if number == each.number
            }
            assert sum(each.tally().values()) == len(each.votes)

    @invariant()
    def a_branch_begins_as_its_parent_did(self):
        for branch in self.log.room.branches[1:]:
            assert branch.entries[: branch.turn] == self.log.room.branches[branch.parent].entries[: branch.turn]


AnySession.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestAnySession = AnySession.TestCase
