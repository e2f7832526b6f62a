"""What may happen in which phase of a session, all of it; and that each phase is taken up again as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.live import resume
from rehearse.workshop.session import rules
from rehearse.workshop.session.fold import room_of
from rehearse.workshop.session.rules import Refused
from tests.workshop.test_session import OPTIONS, Log

if TYPE_CHECKING:
    from rehearse.workshop.session.room import Room, Round

PHASES = ("lobby", "open", "closed", "revealed", "discuss", "decided", "ended")
ALWAYS = {*PHASES} - {"ended"}
UNDER_WAY = {"open", "closed", "revealed", "discuss"}
ANN, BEN, CEM = 1, 2, 3

COMMANDS = {
    "join": (lambda room: rules.join(room, "Dee", "hash of Dee"), ALWAYS),
    "remove": (lambda room: rules.remove(room, BEN), ALWAYS),
    "observe": (lambda room: rules.observe(room, ANN, observes=True), ALWAYS),
    "have-observe": (lambda room: rules.have_observe(room, 2), ALWAYS - {"open"}),
    "lock": (lambda room: rules.lock(room, locked=True), ALWAYS),
    "change-code": (lambda room: rules.change_code(room, "ABCDEF"), ALWAYS),
    "let-lead": (lambda room: rules.let_lead(room, "hash"), ALWAYS),
    "ask": (lambda room: rules.open_round(room, "line", OPTIONS), {"lobby", "open", "decided"}),
    "ask-other": (lambda room: rules.open_round(room, "boss", OPTIONS), {"lobby", "decided"}),
    "vote": (lambda room: rules.vote(room, BEN, room.round.number if room.round else 1, "agree"), {"open"}),
    "count-hands": (lambda room: rules.count_hands(room, {"refuse": 30}), UNDER_WAY),
    "timer": (lambda room: rules.set_timer(room, 99.0), {"open"}),
    "close": (rules.close_round, {"open"}),
    "reopen": (rules.reopen_round, {"closed"}),
    "reveal": (rules.reveal, {"open", "closed"}),
    "discuss": (rules.discuss, UNDER_WAY - {"open"}),
    "decide": (rules.decide, UNDER_WAY - {"open"}),
    "overrule": (lambda room: rules.overrule(room, "agree"), UNDER_WAY),
    "say": (lambda room: rules.say(room, "ask"), ALWAYS - UNDER_WAY),
    "say-instead": (lambda room: rules.say(room, "ask", instead=True), ALWAYS),
    "fork": (lambda room: rules.fork(room, 0), ALWAYS),
    "switch": (lambda room: rules.switch(room, 0), ALWAYS),
    "compare": (lambda room: rules.compare(room, (0, 1)), {*PHASES}),
    "advice": (lambda room: rules.show_advice(room, shown=True), ALWAYS),
    "mode": (lambda room: rules.set_mode(room, "predict"), ALWAYS - {"open"}),
    "end": (rules.end, ALWAYS),
    "suggest": (lambda room: rules.suggest(room, ANN, "Other words", "m"), ALWAYS),
    "hide": (lambda room: rules.hide_suggestion(room, 1), ALWAYS),
    "mark": (lambda room: rules.mark(room, CEM, "m", seen=True), ALWAYS),
    "alone": (lambda room: rules.begin_alone(room, ANN, 5), set()),  # only where everybody practises alone
    "say-alone": (lambda room: rules.say_alone(room, ANN, 1, "ask"), set()),
}
"""Everything that can be asked for, and the phases in which it is granted."""
TWICE = {"join", "change-code", "count-hands", "say", "say-instead", "fork"}
"""What is done again where it comes again; everything else is done once, and then nothing, or refused."""


def in_phase(phase: str) -> Log:
    """A session with three people, one of whom observes, two branches, one line said in each, and one vote."""
    log = Log()
    for name in ("Ann", "Ben", "Cem"):
        log.add(rules.join(log.room, name, f"hash of {name}"))
    log.add(rules.observe(log.room, CEM, observes=True)).add(rules.suggest(log.room, ANN, "Words", "m"))
    if phase == "lobby":
        return log
    log.add(rules.say(log.room, "ask")).add(rules.fork(log.room, 0)).add(rules.say(log.room, "ask"))
    log.add(rules.suggest(log.room, ANN, "Words", "m")).add(rules.open_round(log.room, "line", OPTIONS))
    log.add(rules.vote(log.room, ANN, 1, "ask")).add(rules.set_timer(log.room, 50.0))
    steps = (rules.close_round, rules.reveal, rules.discuss, rules.decide, rules.end)
    for step in steps[: PHASES.index(phase) - 1]:
        log.add(step(log.room))
    return log


def asked(room: Room) -> Round:
    """The vote that is under way, or was last."""
    assert room.round is not None
    return room.round


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("name", COMMANDS)
def test_each_phase_grants_what_belongs_to_it_and_refuses_everything_else_with_a_sentence(phase, name):
    log = in_phase(phase)
    assert log.room.phase == phase
    command, granted = COMMANDS[name]
    if phase == "lobby" and name in {"switch", "compare", "mark"}:
        granted = {"lobby"} if name == "switch" else set()  # there is one branch, and nothing was said
    if phase not in granted:
        with pytest.raises(Refused) as refused:
            command(log.room)
        assert refused.value.sentence.endswith(".")
        assert (refused.value.reason == "over") == (phase == "ended")
        return
    log.add(command(log.room))
    assert room_of(log.events) == log.room
    if name not in TWICE:
        try:
            again = command(log.room)
        except Refused:
            again = ()
        assert again == ()


@pytest.mark.parametrize("phase", PHASES)
async def test_a_session_that_was_interrupted_is_taken_up_in_the_phase_in_which_it_was(phase, tmp_path):
    log = in_phase(phase)
    archive = await open_archive(tmp_path / "workshops.db")
    await archive.append("s1", 1, log.events, batch="b", at=1.0)
    await archive.close()
    archive = await open_archive(tmp_path / "workshops.db")
    live = await resume(archive, "s1", lambda: 49.0)  # the timer has a second left
    assert live.room == log.room
    assert phase != "open" or asked(live.room).until == 50.0
    await live.close()
    await archive.close()


def test_a_vote_that_was_left_by_going_back_takes_no_votes_and_keeps_those_it_has():
    log = in_phase("open")
    log.add(rules.fork(log.room, 0))
    with pytest.raises(Refused) as late:
        rules.vote(log.room, BEN, 1, "agree")
    assert late.value.reason == "late"
    log.add(rules.switch(log.room, 1)).add(rules.open_round(log.room, "line", OPTIONS))
    assert [dict(each.votes) for each in log.room.rounds] == [{ANN: "ask"}, {}]
    assert [each.decided for each in log.room.rounds] == ["", ""]
    with pytest.raises(Refused, match="over"):
        rules.vote(log.room, ANN, 1, "agree")


def test_a_vote_that_is_opened_again_has_no_timer_any_more_and_can_have_another():
    log = in_phase("closed")
    log.add(rules.reopen_round(log.room))
    assert asked(log.room).until == 0
    log.add(rules.set_timer(log.room, 70.0))
    assert asked(log.room).until == 70.0


def test_the_same_question_asked_twice_is_one_vote():
    log = in_phase("open")
    assert rules.open_round(log.room, "line", OPTIONS) == ()
    assert len(log.room.rounds) == 1


def test_more_hands_than_people_with_a_phone_can_be_counted_and_fewer_than_none_cannot():
    log = in_phase("open")
    log.add(rules.count_hands(log.room, {"refuse": 1_000}))
    assert asked(log.room).leading() == ("refuse",)
    for counts in ({"refuse": -1}, {"refuse": 1_001}, {"nothing": 1}):
        with pytest.raises(Refused):
            rules.count_hands(log.room, counts)


def test_nothing_is_stored_behind_the_end():
    log = in_phase("ended")
    for name, (command, _) in COMMANDS.items():
        try:
            assert command(log.room) == (), name
        except Refused as refused:
            assert refused.reason == "over", name
