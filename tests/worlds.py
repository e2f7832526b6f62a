"""Small worlds to test in: a few moves, one boss, and whatever meeting a test writes, in a folder of their own."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from textwrap import dedent, indent
from typing import TYPE_CHECKING, Any

from rehearse.engine import Step, Story, available, begin, choose, compile_story
from rehearse.loading.library import Library, load_library
from rehearse.model.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

RULES = """
meters:
  - {id: trust, label: Trust, description: Belief., min: 0, max: 10, start: 5, low: 3, high: 7}
  - {id: patience, label: Patience, description: Time left., min: 0, max: 10, start: 6, low: 3, high: 8}
levels:
  - {id: patient, label: Patient, description: Easy., start: {trust: 1, patience: 2}, answers: {stated: 1, deep: 1}}
  - {id: everyday, label: Everyday, description: Usual., answers: {stated: 1, deep: 2}}
  - {id: tough, label: Tough, description: Hard., start: {trust: -2, patience: -9}, answers: {stated: 2, deep: 3}}
"""

GENERAL = {
    "ask": "helps",
    "listen": "helps",
    "answer": "helps",
    "please": "helps",
    "chat": "depends",
    "push": "hurts",
    "sulk": "hurts",
}
"""The moves there are, and how each works in general."""

PERSONA = """
id: boss
title: The boss
name: Pat Quill
role: Head
pronoun: they
about: About.
talks: Plainly.
signs: [One., Two., Three.]
start: {trust: 5, patience: 6}
concerns:
  - {id: sight, label: Sight, about: Not seeing.}
  - {id: blame, label: Blame, about: Being blamed., deep: true}
moods:
  - {id: usual, weight: 1, cue: The usual face.}
cues:
  trust: {low: [tl1, "tl2 {brief.team}"], middle: [tm1, tm2], high: [th1, th2]}
  patience: {low: [pl1, pl2], middle: [pm1, pm2], high: [ph1, ph2]}
reactions:
  ask: {effects: {surface: current}, says: [Asked., Asked again.], thinks: They ask.}
  listen: {effects: {acknowledge: current}, says: [Heard., Heard again.], thinks: They listen.}
  answer: {effects: {answer: current}, says: [Answered., Answered again.], thinks: They answer.}
  please: {effects: {trust: 2}, says: [Pleased., Pleased again.], thinks: They please.}
  push: {effects: {trust: -2, patience: -3}, says: [Pushed., Pushed again.], thinks: They push.}
general:
  helps: {effects: {trust: 1}, says: [Good., Better.], thinks: Good.}
  depends: {says: [Well., Hm.], thinks: Hm.}
  hurts: {effects: {trust: -1}, says: [No., Never.], thinks: Bad.}
lines:
  objection: {sight: [I cannot see it., I do not see it.], blame: [I get the blame., It will be my fault.]}
  nothing_left: [Nothing left., Nothing more.]
  not_following: [What?, Sorry?]
  impatience: [Hurry., Be quick.]
  thaw: ["Well, well.", Good then.]
  yes: ["Yes.", Yes then.]
  trial: [Try it., A trial.]
  partial: [Some of it., Half of it.]
  later: [Later., Not now.]
  no: ["No.", No then.]
  rupture: [Out., Leave.]
"""

POINTS = """
- {id: LP-01, article: first, where: The start, stage: ask, for: ask, text: Ask first.}
"""
ARTICLES = """
- {id: first, title: First things, short: First, publisher: A paper}
"""
CARDS = """
- id: ask-first
  title: Ask first
  why: Because.
  example: Why?
  counter_example: No.
  recommends: [ask]
  stages: [ask]
  points: [LP-01]
"""

HEAD = {
    "id": "meeting",
    "title": "A meeting",
    "summary": "A summary.",
    "you": "You are you.",
    "scene": "A room.",
    "asks": "A day at home.",
    "start": "open",
}
END = {"phase": "proposal", "ending": "agreed", "title": "Agreed", "boss": "Fine.", "summary": "You agreed."}


def moves() -> str:
    """``moves.yaml`` with every move of this world."""
    shared = {"label": "Label", "description": "Description.", "stage": "ask", "examples": ["One.", "Two.", "Three."]}
    return json.dumps([{"id": name, **shared, "general": general} for name, general in GENERAL.items()])


def meeting(nodes: str, more: str = "") -> str:
    """A scenario's text: the usual head, *more* keys, and *nodes* (an ending ``done`` is added)."""
    head = "\n".join(f"{key}: {value}" for key, value in HEAD.items())
    return f"{head}\n{dedent(more).strip()}\nnodes:\n{indent(dedent(nodes).strip(), '  ')}\n  done: {json.dumps(END)}\n"


def write(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write a world at *root*: what every world has, and *files* by path in place of or beside it (``None``: not)."""
    everything: dict[str, str | bytes | None] = {
        "advice/ground-rules.yaml": RULES,
        "advice/moves.yaml": moves(),
        "advice/points.yaml": POINTS,
        "advice/articles.yaml": ARTICLES,
        "advice/cards/ask.yaml": CARDS,
        "personas/boss.yaml": PERSONA,
    }
    for name, content in (everything | dict(files or {})).items():
        if content is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def library_of(scenario: str, files: Mapping[str, str | bytes | None] | None = None) -> Library:
    """The library of a world with *scenario* in it."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), {"scenarios/meeting.yaml": scenario, **(files or {})})
        return load_library(shipped=Path(folder))


def story_of(
    nodes: str, more: str = "", *, persona: str = PERSONA, rules: str = RULES, brief: Mapping[str, str] | None = None
) -> Story:
    """The story of a meeting with these *nodes*; the content must be without fault."""
    library = library_of(meeting(nodes, more), {"personas/boss.yaml": persona, "advice/ground-rules.yaml": rules})
    assert [str(problem) for problem in library.errors] == []
    assert library.rules is not None
    return compile_story(library.scenarios["meeting"], library.personas["boss"], library.rules, library.moves, brief)


def story_from(scenario: dict[str, Any]) -> Story:
    """The story of a scenario given as data, which must be without fault."""
    library = _bare_library()
    assert library.rules is not None
    made = Scenario.model_validate(_as_loaded({**HEAD, **scenario}))
    return compile_story(made, library.personas["boss"], library.rules, library.moves)


def _as_loaded(value: Any) -> Any:
    """Data as the YAML reader gives it: lists as tuples."""
    if isinstance(value, dict):
        return {key: _as_loaded(part) for key, part in value.items()}
    return tuple(map(_as_loaded, value)) if isinstance(value, (list, tuple)) else value


@cache
def _bare_library() -> Library:
    """The library of a world in which any scenario may be put (it holds the smallest there is)."""
    return library_of(meeting("open: {phase: opening, boss: Well?, goto: done}"))


class Talk:
    """A rehearsal being played, for tests that read like one."""

    def __init__(self, story: Story, *, seed: int = 1, level: str = "everyday") -> None:
        self.story = story
        self.steps: list[Step] = [begin(story, seed=seed, level=level)]

    def say(self, *choices: str) -> Talk:
        """Say these, one after the other."""
        for choice in choices:
            self.steps.append(choose(self.story, self.step.state, choice))
        return self

    @property
    def step(self) -> Step:
        return self.steps[-1]

    @property
    def node(self) -> str:
        return self.story.nodes[self.step.state.node].id

    @property
    def choices(self) -> list[str]:
        return [choice.id for choice in available(self.story, self.step.state)]

    @property
    def said(self) -> list[str]:
        """What the boss said in the last step."""
        return [line.text for line in self.step.lines if line.speaker == "boss"]

    def meter(self, name: str) -> int:
        return self.step.state.meters[self.story.meter(name)]

    def concern(self, name: str) -> int:
        """How far a concern has got: 0 held, 1 surfaced, 2 acknowledged, then the good answers on top."""
        index = [concern.id for concern in self.story.concerns].index(name)
        return self.step.state.concerns[index]

    def events(self, kind: str) -> list[tuple[str, int, int, str]]:
        """The events of one kind in the last step: subject, before, after, cause."""
        return [
            (event.subject, event.before, event.after, event.cause) for event in self.step.events if event.kind == kind
        ]
