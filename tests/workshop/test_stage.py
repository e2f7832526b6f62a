"""The conversation of a session, on the content that comes with the program: said, guessed, learnt from, led."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from threading import Event
from typing import Any

import pytest

from rehearse.engine import Entry, Unavailable
from rehearse.loading.library import load_library
from rehearse.store.session import UnknownContent
from rehearse.workshop.session import events as e
from rehearse.workshop.session import rules
from rehearse.workshop.session.fold import after, room_of
from rehearse.workshop.session.room import Branch
from rehearse.workshop.session.rules import Refused
from rehearse.workshop.stage import Stage, leading
from rehearse.workshop.stage.stage import notes_in

MEETING = ("one-day-a-week", "controlling")


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture(scope="module")
def began(library):
    return e.Began("s1", "At home", *MEETING, "everyday", 7, "KMP4TX", library.content_hash(*MEETING))


@pytest.fixture
def stage(library, began):
    return Stage(library, began)


class Led:
    """A session that is led step by step, with nobody's disk in between."""

    def __init__(self, stage, began, mode="room"):
        self.stage = stage
        self.room: Any = room_of([began])
        for name in ("Ann", "Ben", "Cem"):
            self.do(rules.join(self.room, name, f"hash of {name}"))
        self.do(rules.set_mode(self.room, mode))

    def do(self, events):
        self.room = reduce(after, events, self.room)
        return self

    def next(self):
        step = leading.next_step(self.stage, self.room)
        assert step.events is not None, step.label
        return self.do(step.events(self.room))

    def votes(self, *options):
        for seat, option in enumerate(options, 1):
            self.do(rules.vote(self.room, seat, self.room.round.number, option))
        return self

    def line(self, option):
        """A whole round that all vote the same in."""
        return self.next().votes(option, option).next().next().next().next()


@pytest.fixture
def led(stage, began):
    return Led(stage, began)


def test_one_key_leads_from_the_lobby_through_a_vote_to_the_answer_and_the_next_vote(led):
    kinds = []
    for _ in range(6):
        kinds.append(leading.next_step(led.stage, led.room).kind)
        led.next()
        if kinds == ["ask"]:
            led.votes("frame", "frame", "trip")
    assert kinds == ["ask", "close", "reveal", "discuss", "decide", "ask"]
    assert led.room.now.entries == ("frame",)
    assert led.room.rounds[0].by == "vote"


def test_the_options_are_the_lines_of_the_node_in_one_order_for_everybody(led, library, began):
    led.next()
    assert {option.id for option in led.room.round.options} == {"frame", "trip", "growing", "sorry"}
    assert led.room.round.options == Stage(library, began).options(Branch(0))


def test_what_was_said_is_told_line_by_line_with_the_turn(led):
    led.line("frame")
    spoken = led.stage.lines(led.room.now)
    assert (spoken[0].turn, spoken[0].speaker) == (0, "boss")
    said = next(line for line in spoken if line.speaker == "you")
    assert (said.turn, said.text) == (
        1,
        "I'd like to talk about Wednesdays at home, and to leave with a yes, a no or a next step.",
    )
    assert spoken[-1].speaker == "boss"


def test_a_tie_is_for_the_coach_to_break(led):
    led.next().votes("frame", "trip").next().next().next()
    step = leading.next_step(led.stage, led.room)
    assert (step.kind, step.events) == ("choose", None)
    led.do(leading.overrule(led.stage, led.room, "trip"))
    assert led.room.now.entries == ("trip",)
    assert led.room.rounds[0].by == "coach"


def test_a_tie_that_chance_breaks_comes_out_the_same_whenever_it_is_asked(library, began):
    came = set()
    for _ in range(3):
        start = another(began, tie="chance")
        led = Led(Stage(library, start), start)
        led.next().votes("frame", "trip").next().next().next().next()
        came.add(led.room.now.entries)
    assert len(came) == 1


def another(began, **changes):
    """*began* with other fields."""
    return e.Began(**{name: getattr(began, name) for name in began.__struct_fields__} | changes)


def test_a_guess_is_asked_for_once_the_line_is_decided_and_before_it_is_said(stage, began):
    led = Led(stage, began, "predict")
    led.line("frame")
    assert led.room.now.entries == ()
    assert stage.pending(led.room) == "frame"
    led.next()
    assert led.room.round.question == "boss"
    true = stage.comes_true(led.room.now, "frame", led.room.round.options)
    wrong = next(option.id for option in led.room.round.options if option.id != true)
    led.votes(true, wrong, wrong).next().next().next().next()
    assert led.room.round.decided == true
    assert led.room.now.entries == ("frame",)
    text = next(option.text for option in led.room.round.options if option.id == true)
    assert text in {line.text for line in stage.lines(led.room.now) if line.turn == 1}


@pytest.mark.parametrize("line", ["frame", "trip", "growing", "sorry"])
def test_what_the_boss_will_say_is_hidden_among_other_answers_of_theirs_each_of_which_is_another(stage, line):
    options = stage.boss_options(Branch(0), line)
    assert 3 <= len(options) <= 4
    assert len({option.text for option in options}) == len(options)
    assert stage.comes_true(Branch(0), line, options) in {option.id for option in options}


def test_the_true_answer_does_not_always_stand_in_the_same_place(library, began):
    places = set()
    for seed in range(12):
        stage = Stage(library, another(began, seed=seed))
        places.add(stage.comes_true(Branch(0), "frame", stage.boss_options(Branch(0), "frame")))
    assert len(places) > 2


def test_trust_can_be_guessed_at_too(stage):
    options = stage.boss_options(Branch(0), "frame", "trust")
    assert [option.id for option in options] == ["trust:up", "trust:same", "trust:down"]
    trust = stage.story.meter("trust")
    before, now = (stage.played(Branch(0, entries=lines)).now.state.meters[trust] for lines in ((), ("frame",)))
    expected = "trust:up" if now > before else "trust:down" if now < before else "trust:same"
    assert stage.comes_true(Branch(0), "frame", options) == expected


def test_the_coach_does_not_choose_what_the_boss_says(stage, began):
    led = Led(stage, began, "predict").line("frame").next()
    with pytest.raises(Refused, match="not for us to choose"):
        leading.overrule(stage, led.room, led.room.round.options[0].id)


def test_a_line_decided_on_is_still_said_where_the_room_no_longer_guesses(stage, began):
    led = Led(stage, began, "predict").line("frame")
    led.do(rules.set_mode(led.room, "room"))
    assert leading.next_step(stage, led.room).kind == "say"
    assert led.next().room.now.entries == ("frame",)


def test_a_branch_leaves_the_line_that_was_pending_behind(stage, began):
    led = Led(stage, began, "predict").line("frame")
    led.do(rules.fork(led.room, 0))
    assert stage.pending(led.room) == ""
    assert leading.next_step(stage, led.room).kind == "ask"


def test_two_branches_stand_beside_one_another_from_where_they_part(led):
    led.line("frame")
    led.line(ids(led)[0])
    led.do(rules.fork(led.room, 0)).line("sorry")
    found = led.stage.compare(led.room.branches[0], led.room.branches[1])
    assert found.parted == 1
    assert [branch.name for branch in (found.left, found.right)] == ["Branch 1", "Branch 2"]
    assert len(found.turns()) == 2
    assert found.turns()[1][1] is None


def ids(led):
    return [option.id for option in led.stage.options(led.room.now)]


def test_the_boss_is_the_same_in_every_branch(led):
    led.line("frame").do(rules.fork(led.room, 0)).line("frame")
    one, other = led.room.branches
    assert led.stage.lines(one) == led.stage.lines(other)
    assert led.stage.mood(one) == led.stage.mood(other)


def test_a_talk_that_is_over_says_how_it_came_out_and_goes_no_further(led):
    while led.stage.ended(led.room.now) is None:
        led.line(ids(led)[0])
    assert led.stage.ended(led.room.now).title
    assert led.stage.options(led.room.now) == ()
    assert leading.next_step(led.stage, led.room).kind == "nothing"
    with pytest.raises(Refused, match="over"):
        leading.play(led.stage, led.room, "=ask-what-worries-them\tWhat worries you?")


def test_where_one_line_alone_is_left_it_is_said_without_a_vote(library):
    began = e.Began("s1", "At home", MEETING[0], "risk-averse", "everyday", 7, "KMP4TX", "")
    led = Led(Stage(library, began), began)
    way = ("frame", "formally", "the-hours", "fair-point", "rather-not", "where-it-stands", "your-dates")
    for line in way:
        led.do(leading.play(led.stage, led.room, line))
    (only,) = led.stage.options(led.room.now)
    with pytest.raises(Refused, match="nothing to choose"):
        leading.ask(led.stage, led.room)
    step = leading.next_step(led.stage, led.room)
    assert (step.kind, step.label) == ("say", f"Say the only line that is left to {led.stage.story.boss.name}")
    led.next()
    assert led.room.now.entries == (*way, only.id)


def test_a_line_is_not_said_without_a_vote_where_there_are_several(led):
    with pytest.raises(Refused, match="ask the room"):
        leading.say_only(led.stage, led.room)


def test_the_notes_at_an_ending_open_the_talk_about_it(led):
    while led.stage.ended(led.room.now) is None:
        led.line(ids(led)[0])
    notes = led.stage.notes(led.room.now)
    assert notes.notes or notes.questions


def test_what_the_room_is_asked_or_is_to_do_stands_apart_from_what_the_coach_should_know():
    text = """It can be mended. Let the room feel
        the pause. Own the sentence. Ask the room who has said it. Collect from the room what helps. Why is that?"""
    assert notes_in(text) == (
        ("It can be mended.", "Own the sentence."),
        (
            "Let the room feel the pause.",
            "Ask the room who has said it.",
            "Collect from the room what helps.",
            "Why is that?",
        ),
    )
    assert notes_in(" ") == ((), ())


def test_advice_on_the_last_line_names_its_rule_and_where_that_was_published(led):
    assert led.stage.advice(led.room.now) is None
    told: Any = led.line("sorry").stage.advice(led.room.now)
    assert told.turn == 1
    assert told.verdict in {"weak", "costly"}
    assert told.rule.sources[0].publisher


def test_the_notes_are_those_of_the_moment_with_the_questions_apart(led):
    notes = led.stage.notes(led.room.now)
    assert notes.questions == ("Ask the room what the first sentence should do.",)
    assert notes.notes[0] == "The meeting was booked for this alone, which is already a move."
    assert notes != led.line("frame").stage.notes(led.room.now)


def test_observers_watch_for_what_every_line_on_offer_would_have_been_and_so_for_what_was_said(led):
    watched = led.stage.checklist(led.room.now)
    led.line("frame")
    assert led.stage.checklist(led.room.now) == watched
    assert set(led.stage.made(led.room.now)) <= {move.id for move in watched}
    assert all(move.label for move in watched)


def test_a_suggestion_is_grouped_by_the_move_that_it_makes(led):
    played = led.stage.played(led.room.now)
    move = led.stage.hearing.move_of(played, "What would worry you about it?")
    assert led.stage.move_label(move) == "Ask what worries them"
    assert led.stage.hearing.move_of(played, "blue bananas sing") == ""
    assert led.stage.move_label("") == "Not understood"


def test_a_suggestion_is_played_in_place_of_the_vote_in_the_words_of_whoever_made_it(led):
    led.next().votes("frame")
    words = "What would worry you about it?"
    entry = led.stage.hearing.hear(led.stage.played(led.room.now), words).readings[0].entry
    led.do(leading.play(led.stage, led.room, str(entry)))
    assert led.room.phase == "decided"
    assert led.room.rounds[0].decided == ""
    assert any(line.text == words for line in led.stage.lines(led.room.now))


def test_a_line_that_is_not_on_offer_is_refused_with_a_sentence(led):
    with pytest.raises(Refused, match="cannot be said"):
        leading.play(led.stage, led.room, "no-such-line")
    with pytest.raises(Unavailable):
        led.stage.boss_options(led.room.now, "no-such-line")


def test_what_people_say_alone_is_played_from_their_own_seed(stage, began):
    led = Led(stage, began, "alone")
    led.do(rules.begin_alone(led.room, 1, 99)).do(rules.say_alone(led.room, 1, 1, "frame"))
    own = stage.alone(led.room.alone[1])
    assert own.seed == 99
    assert [line.speaker for line in stage.lines(own)].count("you") == 1
    assert stage.advice(own).turn == 1
    assert leading.next_step(stage, led.room).kind == "nothing"


def test_the_curve_of_a_branch_is_not_waited_for_and_told_of_when_it_is_there(library, began, tmp_path, monkeypatch):
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path))
    there = Event()
    stage = Stage(library, began, there.set)
    branch = Branch(0, entries=("frame",))
    assert stage.odds(branch) is None
    assert stage.debrief(branch).chances is None
    assert there.wait(120)
    curve: Any = stage.odds(branch)
    assert len(curve.values) == 2
    assert all(0 <= value <= 1 for value in curve.values)
    assert stage.debrief(branch).chances == curve


def test_a_meeting_that_was_edited_since_is_told_and_stops_where_it_no_longer_fits(library, began):
    edited = another(began, content="older")
    stage = Stage(library, edited)
    assert stage.changed
    gone: Any = stage.played(Branch(0, entries=("frame", "no-such-line", "formally")))
    assert gone.divergence.turn == 2
    assert not Stage(library, began).changed


def test_where_an_edited_meeting_no_longer_goes_on_the_next_step_says_so(stage, began):
    led = Led(stage, began)
    led.do((e.Said(0, "no-such-line"),))
    step = leading.next_step(stage, led.room)
    assert (step.kind, step.events) == ("nothing", None)
    assert "edited" in step.label
    led.do(rules.fork(led.room, 0))
    assert leading.next_step(stage, led.room).kind == "ask"


@pytest.mark.parametrize("field", ["scenario", "persona", "level"])
def test_what_is_not_there_is_refused_with_what_was_probably_meant(library, began, field):
    meant = getattr(began, field)
    with pytest.raises(UnknownContent, match=meant):
        Stage(library, another(began, **{field: meant[:-1]}))


def test_the_entry_of_a_line_is_read_as_people_say_it(stage):
    assert stage.says(str(Entry.of_choice("frame", "My own words"))) == "My own words"
    assert stage.says("sorry").startswith("Sorry to take")


def test_a_room_as_it_was_before_stays_as_it_was(led):
    before = led.room
    led.line("frame")
    assert before.now.entries == ()
    assert replace(before) == before
