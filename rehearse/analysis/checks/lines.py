"""Whether typed replies can tell lines apart: the choices at one node, and the example lines of moves.

A line is typed word for word, as somebody would who has seen it, and read as typed replies are read. Where that is not
heard as the line itself, no other wording of it will be. Choices that make the same move share its example lines, so
their own lines alone tell them apart; that is as it should be, as long as these differ.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rehearse.analysis.checks.wording import listed
from rehearse.loading.library import shipped_content
from rehearse.model.base import DEFAULT
from rehearse.model.codes import CODES
from rehearse.model.condition import All, Condition, Not, parse_condition
from rehearse.model.problem import Problem
from rehearse.model.slots import fill_sentence
from rehearse.understanding import accept, explain, fit, rank, use_concepts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearse.analysis.checks.parts import Place
    from rehearse.loading.library import Library
    from rehearse.model.advice import Move
    from rehearse.model.scenario import Choice, Scenario
    from rehearse.understanding import Reading

MOST_LINES = 400
"""Lines of one meeting, with those for single bosses, that are read; of more they are compared by their words."""
CLOSE = 0.5
"""A line that is not surely heard as itself is confused with another that scores at least this share of its score."""
SURELY_ANOTHER = 0.95
"""From this score on a line that is left out of its own choice's examples is surely taken for another."""
SAME_WORDS = 0.75
"""Lines that share this part of their words are alike, if they make the same move or are not read any closer."""
FEWEST_EXAMPLES = 5
"""Example lines with which a move is understood well; every shipped one has them."""
_KEPT = 4_000
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")


class _Line(NamedTuple):
    """A choice's line as one boss, or all others, would be told it."""

    choice: Choice
    text: str
    place: Place


class _Heard(NamedTuple):
    """What becomes of a line that is typed word for word: what it is confused with, or read as; empty: nothing."""

    confused: str = ""
    ruled_out: bool = False
    read_as: str = ""  # when it is not among its own examples


_kept: OrderedDict[tuple[object, ...], _Heard] = OrderedDict()


def line_problems(library: Library, scenario: Scenario) -> Iterator[Problem]:
    """Choices of *scenario* that typed replies cannot tell apart."""
    groups = list(_groups(scenario))
    if sum(map(len, groups)) > MOST_LINES:
        yield from _by_words(library, scenario, groups)
        return
    _get_ready(library)
    known = hash(tuple(sorted(item for item in library.hashes.items() if item[0][0] in {"moves", "concepts"})))
    told: set[tuple[str, Place]] = set()
    for group in groups:
        for line in group:
            together = [other for other in group if not _exclude(line.choice, other.choice)]
            heard = _heard(library, known, line, together)
            for problem in _told(library, scenario, line, heard):
                if (problem.code, line.place) not in told:
                    told.add((problem.code, line.place))
                    yield problem


def move_problems(library: Library) -> Iterator[Problem]:
    """Moves of packs that replies cannot be understood by; the shipped ones are checked by the program's own tests."""
    own = [move for move in library.moves.values() if not _is_shipped(library, move)]
    for move in own:
        if len(move.examples) < FEWEST_EXAMPLES:
            message = (
                f"The move '{move.id}' has {len(move.examples)} example lines; with {FEWEST_EXAMPLES} or more, in "
                "different voices, typed replies are understood better."
            )
            yield _problem(library, "moves", move.id, "few-examples", ("examples",), message)
    if own:
        _get_ready(library)
    for move in own:
        yield from strays(library, move)


def strays(library: Library, move: Move) -> Iterator[Problem]:
    """Example lines of *move* that do not find it among all moves there are."""
    _get_ready(library)
    lines = {known.id: known.examples for known in library.moves.values()}
    for index, example in enumerate(move.examples):
        reading = explain(example, lines)
        message = ""
        if not reading.allows(move.requires, move.forbids):
            message = f"This example of '{move.id}' is ruled out by what the move itself requires or forbids."
        elif reading.ranked[0][0] != move.id:
            message = f"This example of '{move.id}' is read as '{reading.ranked[0][0]}'."
        else:
            others = tuple(line for line in move.examples if line != example)
            ranked = rank(example, {**lines, move.id: others}) if others else []
            if ranked and ranked[0][0] != move.id and accept(ranked):
                message = (
                    f"Were it not an example of '{move.id}' itself, this would surely be read as '{ranked[0][0]}'."
                )
        if message:
            yield _problem(library, "moves", move.id, "example-strays", ("examples", index), message)


def _problem(library: Library, kind: str, name: str, code: str, at: Place, message: str, hint: str = "") -> Problem:
    return Problem(code, CODES[code].severity, library.origins[kind, name].span(at), message, hint)


def _is_shipped(library: Library, move: Move) -> bool:
    return _in_shipped(library.origins["moves", move.id].document.path)


@lru_cache(maxsize=64)
def _in_shipped(path: str) -> bool:
    from pathlib import Path  # noqa: PLC0415

    return Path(path).resolve().is_relative_to(shipped_content().resolve() / "advice")


def _get_ready(library: Library) -> None:
    use_concepts(library.concepts.values())
    fit({move.id: move.examples for move in library.moves.values()})


def _groups(scenario: Scenario) -> Iterator[list[_Line]]:
    """The lines that are on offer together: for each node for all bosses, and for each boss with lines of their own."""
    for name, node in scenario.nodes.items():
        bosses = dict.fromkeys([DEFAULT, *(key for choice in node.choices for key in choice.say)])
        for boss in bosses:
            group = []
            for index, choice in enumerate(node.choices):
                key = boss if boss in choice.say else DEFAULT
                text = fill_sentence(choice.say[key], scenario.slots)
                group.append(_Line(choice, text, ("nodes", name, "choices", index, "say", key)))
            if len(group) > 1:
                yield group


def _heard(library: Library, known: int, line: _Line, group: Sequence[_Line]) -> _Heard:
    """How *line* is heard where the lines of *group*, itself among them, are on offer; *known* stands for all moves."""
    demands = [(one.choice.id, one.text, one.choice.move, one.choice.requires, one.choice.forbids) for one in group]
    key = (known, line.choice.id, *demands)
    found = _kept.get(key)
    if found is None:
        found = _kept[key] = _read(library, line, group)
        if len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return found


def _read(library: Library, line: _Line, group: Sequence[_Line]) -> _Heard:
    own = line.choice.id
    examples = {one.choice.id: _examples(library, one.choice) for one in group}
    lines = {one.choice.id: (one.text, *examples[one.choice.id]) for one in group}
    reading = explain(line.text, lines)
    if not _allowed(library, line.choice, reading):
        return _Heard(ruled_out=True)
    by_choice = {one.choice.id: one.choice for one in group}
    nearest, score = next(((name, score) for name, score in reading.ranked if name != own), ("", 0.0))
    mine = dict(reading.ranked)[own]
    twin = next((one.choice.id for one in group if _twins(line, one)), "")
    if twin:
        return _Heard(confused=twin)
    told_apart = reading.ranked[0][0] == own and accept(reading.ranked)
    if nearest and not told_apart and score >= CLOSE * mine and _allowed(library, by_choice[nearest], reading):
        return _Heard(confused=nearest)
    if len(group) < 2 or not examples[own]:  # noqa: PLR2004
        return _Heard()
    ranked = rank(line.text, {**lines, own: examples[own]})
    first, score = ranked[0]
    if first != own and score >= SURELY_ANOTHER and set(by_choice[first].move).isdisjoint(line.choice.move):
        return _Heard(read_as=first)
    return _Heard()


def _examples(library: Library, choice: Choice) -> tuple[str, ...]:
    return tuple(line for move in choice.move for line in library.moves[move].examples)


def _allowed(library: Library, choice: Choice, reading: Reading) -> bool:
    moves = [library.moves[move] for move in choice.move]
    return reading.allows(choice.requires, choice.forbids) and all(
        reading.allows(move.requires, move.forbids) for move in moves
    )


def _told(library: Library, scenario: Scenario, line: _Line, heard: _Heard) -> Iterator[Problem]:
    choice = line.choice
    if heard.ruled_out:
        message = f"The line of '{choice.id}' is ruled out by what it or its move requires or forbids: it is not heard."
        yield _problem(library, "scenarios", scenario.id, "line-ruled-out", line.place, message)
    if heard.confused:
        message = f"Typed word for word, the line of '{choice.id}' cannot be told from that of '{heard.confused}'."
        hint = "Let them differ in what they say, or give one of them 'requires' or 'forbids'."
        yield _problem(library, "scenarios", scenario.id, "choices-alike", line.place, message, hint)
    if heard.read_as:
        message = (
            f"The line of '{choice.id}' sounds less like its move ({listed(choice.move)}) than like the choice "
            f"'{heard.read_as}': said in other words, it will be taken for that."
        )
        yield _problem(library, "scenarios", scenario.id, "line-of-another-move", line.place, message)


def _by_words(library: Library, scenario: Scenario, groups: Sequence[Sequence[_Line]]) -> Iterator[Problem]:
    """Lines that have nearly the same words: for meetings with too many lines to read each."""
    for group in groups:
        for place, line in enumerate(group):
            twin = next((one for one in group[:place] if _share_words(line.text, one.text)), None)
            if twin is not None and not _exclude(line.choice, twin.choice):
                yield from _told(library, scenario, line, _Heard(confused=twin.choice.id))
    message = (
        f"'{scenario.id}' has {sum(map(len, groups)):,} lines; of more than {MOST_LINES} it was only looked at whether "
        "they have the same words, and not how they are read when they are typed."
    )
    yield _problem(library, "scenarios", scenario.id, "limited-check", (), message)


def _twins(one: _Line, other: _Line) -> bool:
    """Whether two lines differ in nothing by which they could be told apart: they share a move, and most words."""
    mine, theirs = one.choice, other.choice
    if mine is theirs or set(mine.move).isdisjoint(theirs.move):
        return False
    demands = (mine.requires, mine.forbids) != (theirs.requires, theirs.forbids)
    return not demands and _share_words(one.text, other.text)


def _share_words(one: str, other: str) -> bool:
    mine, theirs = (frozenset(_WORD.findall(text.lower())) for text in (one, other))
    return len(mine & theirs) >= SAME_WORDS * len(mine | theirs)


def _exclude(one: Choice, other: Choice) -> bool:
    """Whether the conditions of two choices show that they are never on offer together."""
    if one is other or one.when is None or other.when is None:
        return False
    mine, theirs = (frozenset(_joined(parse_condition(choice.when or ""))) for choice in (one, other))
    return any(_opposite(term) in theirs for term in mine)


def _joined(condition: Condition) -> tuple[Condition, ...]:
    return condition.terms if isinstance(condition, All) else (condition,)


def _opposite(condition: Condition) -> Condition:
    return condition.term if isinstance(condition, Not) else Not(condition)
