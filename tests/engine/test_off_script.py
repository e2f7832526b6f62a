"""Lines that are not on offer: a general move, something the boss does not follow, and silence."""

from __future__ import annotations

import pytest

from rehearse.engine import Entry, Unavailable, arrive, begin, compile_story, improvise, keep_silent, puzzle, replay
from rehearse.loading.library import load_library


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture(scope="module")
def story(library):
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


def liked(story, start):
    """The moves that raise trust and cost nothing."""
    now = meters(story, start)
    after = {move: meters(story, improvise(story, start, move, "b").state) for move in story.moves}
    return [move for move, new in after.items() if new["trust"] > now["trust"] and new["patience"] >= now["patience"]]


def off_script_costs(step):
    return [event.cause for event in step.events if event.subject == "patience" and event.cause == "off-script"]


def test_one_aside_upon_another_that_does_no_good_costs_patience(story, start):
    idle = next(move for move in story.moves if improvise(story, start, move, "b").state.meters == start.meters)
    once = improvise(story, start, "set-the-frame", "a").state
    assert not off_script_costs(improvise(story, start, idle, "b"))
    assert off_script_costs(improvise(story, once, idle, "b"))


def test_asides_that_do_good_cost_nothing(story, start):
    once = improvise(story, start, "set-the-frame", "a").state
    twice = improvise(story, once, liked(story, start)[1], "b")
    assert meters(story, twice.state)["trust"] > meters(story, once)["trust"]
    assert not off_script_costs(twice)


@pytest.mark.parametrize("seed", range(4))
def test_an_open_question_off_the_script_is_answered_with_the_worry(story, seed):
    start = begin(story, seed=seed, level="everyday").state
    step = improvise(story, start, "ask-what-worries-them", "What worries you about it?")
    (raised,) = (event.subject for event in step.events if event.kind == "concern")
    said = [line.text for line in step.lines if line.speaker == "boss"]
    places = [concern.id for concern in story.concerns]
    assert set(said) & set(story.objections[places.index(raised)])


@pytest.mark.parametrize("seed", range(6))
def test_a_worry_that_came_up_off_the_script_is_not_said_again_in_the_same_words(library, seed):
    story = compile_story(
        library.scenarios["summoned-three-days"], library.personas["sociable"], library.rules, library.moves
    )
    state = begin(story, seed=seed, level="patient").state
    state = improvise(story, state, "ask-what-worries-them", "What worries you about it?").state
    objecting = next(node for node in story.nodes if node.speaks == "objection" and node.concern in {None, -1})
    again = arrive(story, state._replace(node=objecting.index))
    worries = {line for lines in story.objections for line in lines}
    first = improvise(story, begin(story, seed=seed, level="patient").state, "ask-what-worries-them", "What?").lines
    assert {line.text for line in again.lines} & worries
    assert not {line.text for line in again.lines} & {line.text for line in first} & worries


@pytest.mark.parametrize("seed", range(4))
def test_two_asides_with_the_same_reactions_are_not_met_with_the_same_line(story, seed):
    start = begin(story, seed=seed, level="patient").state
    first = improvise(story, start, "list-duties", "a")
    second = improvise(story, first.state, "list-duties", "b")
    assert len(story.reactions["list-duties"].says) > 1
    assert first.lines[1].text != second.lines[1].text


def test_a_talk_is_not_broken_off_by_a_line_that_does_good(story, start):
    patience = story.meter("patience")
    spent = start._replace(meters=tuple(0 if i == patience else each for i, each in enumerate(start.meters)))
    spent = spent._replace(interrupted=sum(32 << i for i in range(len(story.interrupts))))
    assert story.nodes[improvise(story, spent, liked(story, start)[0], "a").state.node].ending is None
    assert story.nodes[keep_silent(story, spent).state.node].ending is not None


def test_a_move_made_before_does_no_good_a_second_time(story, start):
    once = improvise(story, start, "set-the-frame", "a").state
    again = improvise(story, once, "set-the-frame", "a")
    assert meters(story, again.state)["trust"] == meters(story, once)["trust"]
    assert meters(story, again.state)["patience"] == meters(story, once)["patience"] - 1


def test_two_lines_that_are_not_followed_cost_nothing_and_the_third_a_little(story, start):
    first = puzzle(story, start, "blah")
    assert first.state.meters == start.meters
    assert first.events == ()
    assert first.lines[1].text in story.lines["not_following"]
    second = puzzle(story, first.state, "blah blah")
    assert second.events == ()
    assert second.lines[1].text != first.lines[1].text
    third = puzzle(story, second.state, "blah blah blah")
    assert [(event.subject, event.before - event.after, event.cause) for event in third.events] == [
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
