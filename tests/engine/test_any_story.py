"""What holds for every story: events explain every change, and nothing leaves its range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rehearse.engine import available, begin, choose, is_over, replay, shuffled
from tests.worlds import END, GENERAL, story_from

if TYPE_CHECKING:
    from rehearse.engine import State, Step, Story

FLAGS = ("named", "warned")
CONCERNS = ("current", "stated", "deep", "sight", "blame")
MOST_TURNS = 25

amounts = st.integers(-12, 12)
concerns = st.one_of(st.sampled_from(CONCERNS), st.lists(st.sampled_from(CONCERNS), min_size=1, max_size=2))
flags = st.sampled_from(FLAGS)
effects = st.fixed_dictionaries(
    {},
    optional={
        "trust": amounts,
        "patience": amounts,
        "surface": concerns,
        "acknowledge": concerns,
        "answer": concerns,
        "set": flags,
        "clear": flags,
    },
)
simple_conditions = st.one_of(
    st.builds("{} {} {}".format, st.sampled_from(["trust", "patience"]), st.sampled_from(["<", ">=", "=="]), amounts),
    st.builds("flag({})".format, flags),
    st.builds(
        "{}({})".format,
        st.sampled_from(["held", "surfaced", "acknowledged", "answered"]),
        st.sampled_from(CONCERNS[1:]),
    ),
    st.sampled_from(["seen(n1)", "chosen(n0.c0)", "count(surfaced) >= 1", "count(answered) < 2"]),
)
conditions = st.one_of(
    simple_conditions,
    st.builds("not {}".format, simple_conditions),
    st.builds("{} and not ({} or {})".format, simple_conditions, simple_conditions, simple_conditions),
)


def exits(targets: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Ways on to any of *targets*."""
    target = st.sampled_from(targets)
    route = st.fixed_dictionaries({"when": conditions, "to": target})
    last = st.fixed_dictionaries({"to": target})
    chance = st.fixed_dictionaries({"weight": st.integers(1, 4), "to": target})
    return st.one_of(
        st.fixed_dictionaries({"goto": target}),
        st.fixed_dictionaries({"goto": st.tuples(route, last).map(list)}),
        st.fixed_dictionaries({"chance": st.lists(chance, min_size=2, max_size=3)}),
    )


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """Small meetings: nodes with choices, nodes that go on by themselves, conditions, chance, detours, interrupts."""
    names = [f"n{index}" for index in range(draw(st.integers(2, 5)))]
    everywhere = [*names, "done"]
    nodes: dict[str, Any] = {}
    for index, name in enumerate(names):
        node: dict[str, Any] = {"phase": "opening", "boss": f"Here is {name}.", "effects": draw(effects)}
        if index and draw(st.integers(0, 3)) == 0:
            node |= draw(exits(everywhere[index + 1 :]))  # only onwards, so that it comes to an end
            if draw(st.booleans()):
                node |= {"speaks": "objection", "concern": draw(st.sampled_from(CONCERNS))}
        else:
            node["fallback"] = "done"
            node["choices"] = [
                {
                    "id": f"c{number}",
                    "say": f"Line {number}.",
                    "move": draw(st.lists(st.sampled_from(sorted(GENERAL)), min_size=1, max_size=2, unique=True)),
                    "repeat": draw(st.booleans()),
                    "effects": draw(effects),
                    **draw(exits(everywhere)),
                    **({"when": draw(conditions)} if number and draw(st.booleans()) else {}),
                    **({"detour": "aside"} if draw(st.integers(0, 4)) == 0 else {}),
                }
                for number in range(draw(st.integers(1, 4)))
            ]
        nodes[name] = node
    nodes["aside"] = {
        "phase": "opening",
        "boss": "By the way.",
        "fallback": "done",
        "choices": [
            {"id": "back", "say": "Yes.", "move": "chat", "effects": draw(effects), "return": True, "repeat": True},
            {"id": "away", "say": "No.", "move": "push", "when": draw(conditions), **draw(exits(everywhere))},
        ],
    }
    interrupts = [
        {"when": draw(conditions), "goto": draw(st.sampled_from(everywhere))} for _ in range(draw(st.integers(0, 2)))
    ]
    return {
        "start": "n0",
        "flags": dict.fromkeys(FLAGS, "Something."),
        "interrupts": interrupts,
        "nodes": {**nodes, "done": END},
    }


def walk(story: Story, seed: int, level: str, picks: list[int]) -> tuple[list[Step], list[str]]:
    """A rehearsal in which the choices are taken by *picks*."""
    steps, said = [begin(story, seed=seed, level=level)], []
    for pick in picks:
        offered = available(story, steps[-1].state)
        if not offered:
            break
        said.append(offered[pick % len(offered)].id)
        steps.append(choose(story, steps[-1].state, said[-1]))
    return steps, said


def explained(story: Story, before: State, step: Step) -> tuple[dict[str, int], dict[str, int], set[str]]:
    """Meters, concerns and flags as the events say that they are after *step*."""
    meters = dict(zip((meter.id for meter in story.meters), before.meters, strict=True))
    raised = dict(zip((concern.id for concern in story.concerns), before.concerns, strict=True))
    standing = {flag for index, flag in enumerate(story.flags) if before.flags >> index & 1}
    for event in step.events:
        if event.kind == "meter":
            assert meters[event.subject] == event.before != event.after
            meters[event.subject] = event.after
        elif event.kind == "concern":
            assert raised[event.subject] == event.before == event.after - 1
            raised[event.subject] = event.after
        elif event.kind == "too-early":
            assert raised[event.subject] == event.before == event.after == 0
        elif event.kind == "flag":
            assert (event.subject in standing) == bool(event.before) != bool(event.after)
            standing ^= {event.subject}
    return meters, raised, standing


rehearsals = {
    "scenario": scenarios(),
    "seed": st.integers(-(2**70), 2**70),
    "level": st.sampled_from(["patient", "everyday", "tough"]),
    "picks": st.lists(st.integers(0, 11), min_size=1, max_size=MOST_TURNS),
}


@given(**rehearsals)
@settings(max_examples=150)
def test_events_explain_every_change_and_nothing_leaves_its_range(
    scenario: dict[str, Any], seed: int, level: str, picks: list[int]
) -> None:
    story = story_from(scenario)
    steps, _ = walk(story, seed, level, picks)
    rules = story.levels[story.level(level)]
    before = steps[0].state._replace(meters=rules.start, concerns=(0,) * len(story.concerns), flags=0, seen=0, used=0)
    for turn, step in enumerate(steps):
        after = step.state
        meters, raised, standing = explained(story, before, step)
        assert tuple(meters.values()) == after.meters
        assert tuple(raised.values()) == after.concerns
        assert standing == {flag for index, flag in enumerate(story.flags) if after.flags >> index & 1}
        assert all(meter.min <= value <= meter.max for meter, value in zip(story.meters, after.meters, strict=True))
        assert all(value <= full for value, full in zip(after.concerns, rules.answered, strict=True))
        assert after.seen & before.seen == before.seen
        assert after.used & before.used == before.used
        assert after.seen >> after.node & 1
        assert (after.turn, after.seed, after.mood) == (turn, seed, before.mood)
        assert all(line.text for line in step.lines)
        ended = [event.subject for event in step.events if event.kind == "ending"]
        ending = story.nodes[after.node].ending
        assert ended == ([] if ending is None else [ending.kind])
        before = after


@given(**rehearsals)
@settings(max_examples=60)
def test_a_rehearsal_played_again_is_the_same(
    scenario: dict[str, Any], seed: int, level: str, picks: list[int]
) -> None:
    story = story_from(scenario)
    steps, said = walk(story, seed, level, picks)
    played = replay(story, seed=seed, level=level, choices=said)
    assert list(played.steps) == steps
    assert [choice.id for choice in played.choices] == said
    assert played.divergence is None
    again = story_from(scenario)
    assert list(replay(again, seed=seed, level=level, choices=said).steps) == steps


@given(**rehearsals)
@settings(max_examples=60)
def test_what_is_on_offer_can_be_said_and_nothing_else(
    scenario: dict[str, Any], seed: int, level: str, picks: list[int]
) -> None:
    story = story_from(scenario)
    steps, _ = walk(story, seed, level, picks)
    for step in steps:
        offered = {choice.id for choice in available(story, step.state)}
        assert {choice.id for choice in shuffled(story, step.state)} == offered
        assert is_over(story, step.state) == (not offered)
        assert is_over(story, step.state) == (story.nodes[step.state.node].ending is not None), "there is a fallback"
        for choice in story.nodes[step.state.node].choices:
            try:
                choose(story, step.state, choice.id)
            except ValueError:
                assert choice.id not in offered
            else:
                assert choice.id in offered
