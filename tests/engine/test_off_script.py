"""Lines that are not on offer: a general move, something the boss does not follow, and silence."""

from __future__ import annotations

import pytest

from rehearse.engine import Entry, Unavailable, begin, compile_story, improvise, keep_silent, puzzle, replay
from rehearse.loading.library import load_library


@pytest.fixture(scope="module")
def story():
    library = load_library()
    assert library.rules is not None
    return compile_story(
        library.scenarios["one-day-a-week"], library.personas["controlling"], library.rules, library.moves
    )


@pytest.fixture
def start(story):
    return begin(story, seed=5, level="everyday").state


def meters(story, state):
    return dict(zip((meter.id for meter in story.meters), state.meters, strict=True))


def test_a_general_move_gets_the_personas_reaction_and_the_talk_stays(story, start):
    step = improvise(story, start, "set-the-frame", "Let me say what this is about.")
    assert step.state.node == start.node
    assert step.lines[0].text == "Let me say what this is about."
    assert step.lines[1].text in story.reactions["set-the-frame"].says
    assert meters(story, step.state)["trust"] == meters(story, start)["trust"] + 1
    assert {event.cause for event in step.events} == {"reaction:set-the-frame"}


def test_one_aside_upon_another_costs_patience_and_a_proper_line_makes_it_good(story, start):
    once = improvise(story, start, "set-the-frame", "a").state
    twice = improvise(story, once, "check-understanding", "b")
    assert next(event.cause for event in twice.events if event.subject == "patience") == "off-script"
    assert all(event.cause != "off-script" for event in improvise(story, start, "check-understanding", "b").events)


def test_a_move_made_before_does_no_good_a_second_time(story, start):
    once = improvise(story, start, "set-the-frame", "a").state
    again = improvise(story, once, "set-the-frame", "a")
    assert meters(story, again.state)["trust"] == meters(story, once)["trust"]
    assert meters(story, again.state)["patience"] == meters(story, once)["patience"] - 1


def test_the_first_line_that_is_not_followed_costs_nothing_and_the_second_a_little(story, start):
    first = puzzle(story, start, "blah")
    assert first.state.meters == start.meters
    assert first.events == ()
    assert first.lines[1].text in story.lines["not_following"]
    second = puzzle(story, first.state, "blah blah")
    assert [(event.subject, event.before - event.after, event.cause) for event in second.events] == [
        ("patience", 1, "not-followed")
    ]


def test_silence_costs_patience_until_the_talk_is_over(story, start):
    state = start
    for _ in range(20):
        if story.nodes[state.node].ending is not None:
            break
        step = keep_silent(story, state)
        assert all(line.speaker == "boss" for line in step.lines)
        state = step.state
    assert story.nodes[state.node].ending is not None
    with pytest.raises(Unavailable):
        keep_silent(story, state)
    with pytest.raises(Unavailable):
        puzzle(story, state, "x")
    with pytest.raises(Unavailable):
        improvise(story, state, "accuse", "x")


@pytest.mark.parametrize("seed", range(6))
def test_two_silences_are_not_met_with_the_same_line(story, seed):
    first = keep_silent(story, begin(story, seed=seed, level="patient").state)
    second = keep_silent(story, first.state)
    assert len(story.lines["impatience"]) > 1
    assert first.lines[0].text != second.lines[0].text


def test_a_move_that_does_not_exist_is_refused(story, start):
    with pytest.raises(Unavailable):
        improvise(story, start, "no-such-move", "x")


def test_typed_lines_replay_with_their_words(story):
    entries = [
        str(Entry.of_move("set-the-frame", "What I came\tfor,\nin one line.")),
        str(Entry.not_followed("Hm, well.")),
        "~",
        str(Entry.of_choice("frame", "I want to speak about home days.")),
    ]
    played = replay(story, seed=5, level="everyday", choices=entries)
    assert played.divergence is None
    assert [choice.say for choice in played.choices] == [
        "What I came for, in one line.",
        "Hm, well.",
        "",
        "I want to speak about home days.",
    ]
    assert [choice.off_script for choice in played.choices] == [True, True, True, False]
    assert played.choices[3].read_as.startswith("I'd like to talk about")
    assert played == replay(story, seed=5, level="everyday", choices=entries)


def test_an_entry_is_read_back_from_its_text():
    for entry in (Entry.of_choice("a"), Entry.of_choice("a", "b c"), Entry.of_move("m", "x"), Entry.not_followed("y")):
        assert Entry.read(str(entry)) == entry
