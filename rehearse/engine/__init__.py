"""The conversation as a pure state machine: values in, values out, no clock, no files, no globals.

``compile_story`` makes a ``Story`` of a scenario, a persona and a brief; ``begin``, ``available`` and ``choose`` play
it; ``replay`` plays a list of choice ids again.
"""

from rehearse.engine.compile import compile_story
from rehearse.engine.entry import Entry
from rehearse.engine.play import (
    Unavailable,
    arrive,
    available,
    begin,
    choose,
    improvise,
    is_over,
    keep_silent,
    puzzle,
    shuffled,
)
from rehearse.engine.replay import Divergence, Played, replay
from rehearse.engine.state import Event, Line, State, Step
from rehearse.engine.story import Choice, Concern, Ending, Node, Story

__all__ = [
    "Choice",
    "Concern",
    "Divergence",
    "Ending",
    "Entry",
    "Event",
    "Line",
    "Node",
    "Played",
    "State",
    "Step",
    "Story",
    "Unavailable",
    "arrive",
    "available",
    "begin",
    "choose",
    "compile_story",
    "improvise",
    "is_over",
    "keep_silent",
    "puzzle",
    "replay",
    "shuffled",
]
