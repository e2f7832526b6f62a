"""What a test expects of one moment of a talk, against what is so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rehearse.engine import available
from rehearse.engine.conditions import ConditionCompiler
from rehearse.engine.state import HELD, SURFACED
from rehearse.model.condition import parse_condition
from rehearse.model.tests import NO_ENDING, bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.engine import Line, Played, Story
    from rehearse.engine.story import Holds
    from rehearse.model.tests import BossLine, Expectations, OnOffer

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})  # noqa: RUF001  (they are what is meant)


class Missed(NamedTuple):
    """Something that was expected, and what is so instead."""

    expected: str
    happened: str


class Moment:
    """A talk as it stands after the last line, as expectations ask about it."""

    def __init__(self, played: Played) -> None:
        """Look at the last step of *played*."""
        self.story = played.story
        self.state = played.now.state
        self.node = self.story.nodes[self.state.node]
        self.lines = tuple(line for line in played.now.lines if line.speaker == "boss")
        self.offered = tuple(choice.id for choice in available(self.story, self.state))

    def progress(self, concern: str) -> str | None:
        """How far a concern has got; nothing where this boss has none of that name."""
        index = _concerns(self.story).get(concern)
        if index is None:
            return None
        value = self.state.concerns[index]
        if value >= self.story.levels[self.state.level].answered[index]:
            return "answered"
        return {HELD: "held", SURFACED: "surfaced"}.get(value, "acknowledged")


def missed(expect: Expectations, moment: Moment) -> tuple[Missed, ...]:
    """Everything in *expect* that is not so."""
    return tuple(_missed(expect, moment))


def _missed(expect: Expectations, moment: Moment) -> Iterator[Missed]:
    for line in expect.boss or ():
        if not any(_is_said(line, said) for said in moment.lines):
            yield Missed(f"the boss says {_asked(line)}", _said(moment.lines))
    if expect.node and moment.node.id not in expect.node:
        yield Missed(f"the talk is at {_either(expect.node)}", f"it is at '{moment.node.id}'")
    if expect.ending:
        ended = moment.node.ending.kind if moment.node.ending else NO_ENDING
        if ended not in expect.ending:
            wanted = " or ".join("that it goes on" if kind == NO_ENDING else f"'{kind}'" for kind in expect.ending)
            how = "it has not ended" if ended == NO_ENDING else f"it ended with '{ended}' (at '{moment.node.id}')"
            yield Missed(f"an ending of {wanted}" if expect.ending != (NO_ENDING,) else "the talk goes on", how)
    for concern, progress in (expect.concerns or {}).items():
        got = moment.progress(concern)
        if got != progress:
            yield Missed(f"the concern '{concern}' is {progress}", f"it is {got}" if got else "this boss has none such")
    yield from _missed_numbers(expect, moment)
    if expect.on_offer is not None:
        yield from _missed_offers(expect.on_offer, moment.offered)
    if expect.holds is not None and not _compiled(moment.story, expect.holds)(moment.state):
        meters = zip(moment.story.meters, moment.state.meters, strict=True)
        stand = ", ".join(f"{meter.id} {value}" for meter, value in meters)
        yield Missed(f"{expect.holds}", f"that does not hold ({stand})")


def _missed_numbers(expect: Expectations, moment: Moment) -> Iterator[Missed]:
    story, state = moment.story, moment.state
    for meter, amount in (expect.meters or {}).items():
        value = state.meters[story.meter(meter)]
        least, most = bounds(amount)
        if (least is not None and value < least) or (most is not None and value > most):
            yield Missed(f"{meter} is {amount}", f"it is {value}")
    for flag, is_set in (expect.flags or {}).items():
        if bool(state.flags >> story.flags.index(flag) & 1) != is_set:
            yield Missed(f"the flag '{flag}' is {'set' if is_set else 'not set'}", f"it is{' not' if is_set else ''}")


def _missed_offers(expected: OnOffer, offered: tuple[str, ...]) -> Iterator[Missed]:
    happened = f"on offer are {', '.join(offered)}" if offered else "nothing is on offer"
    lacking = [choice for choice in expected.includes or () if choice not in offered]
    if lacking:
        yield Missed(f"{_both(lacking)} can be said", happened)
    there = [choice for choice in expected.excludes or () if choice in offered]
    if there:
        yield Missed(f"{_both(there)} cannot be said", happened)
    if expected.only is not None and set(expected.only) != set(offered):
        yield Missed(f"only {_both(expected.only)} can be said", happened)


def _is_said(asked: BossLine, said: Line) -> bool:
    if asked.occasion is not None and asked.occasion != said.occasion:
        return False
    if asked.exact is not None and " ".join(asked.exact.split()) != " ".join(said.text.split()):
        return False
    return asked.contains is None or _plain(asked.contains) in _plain(said.text)


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split()).casefold()


def _asked(line: BossLine) -> str:
    text = f"exactly “{line.exact}”" if line.exact else f"something with “{line.contains}”" if line.contains else ""
    return f"{text} ({line.occasion})".strip() if line.occasion and text else text or f"something ({line.occasion})"


def _said(lines: tuple[Line, ...]) -> str:
    return (
        "they say " + " / ".join(f"“{line.text}” ({line.occasion})" for line in lines) if lines else "they say nothing"
    )


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(f"'{name}'" for name in names)


def _both(names: tuple[str, ...] | list[str]) -> str:
    return " and ".join(f"'{name}'" for name in names)


def _concerns(story: Story) -> dict[str, int]:
    found = {concern.id: index for index, concern in enumerate(story.concerns)}
    return {**found, "stated": 0, "deep": len(story.concerns) - 1}


def _compiled(story: Story, condition: str) -> Holds:
    """The function that says whether *condition* holds in a state of *story*."""
    return ConditionCompiler(
        meters={meter.id: index for index, meter in enumerate(story.meters)},
        flags={flag: index for index, flag in enumerate(story.flags)},
        nodes={node.id: node.index for node in story.nodes},
        choices={choice.key: choice.index for choice in story.choices},
        concerns=_concerns(story),
        levels=story.levels,
    ).compiled(parse_condition(condition))
