"""A rehearsal as a test: what was said in it, and what should come of that again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.authoring.tests.expected import Moment
from rehearse.authoring.tests.run import heard_as
from rehearse.authoring.workplace import SUFFIXES
from rehearse.coaching.debrief.evidence import facts_in
from rehearse.coaching.feedback.hearing import Ear
from rehearse.engine import replay
from rehearse.loading.tests import meeting_tests_in
from rehearse.model.brief_slots import slots_of
from rehearse.model.tests import NO_ENDING, NOTHING, scenario_beside
from rehearse.store.session import story_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rehearse.engine import Choice, Played
    from rehearse.loading.library import Library
    from rehearse.loading.tests import TestsFile
    from rehearse.model.brief import Brief
    from rehearse.store.record import Record

LEFT_OUT = "(left out)"
"""What stands for words that nobody could follow and that are not to be written down."""
HEAD = "# Tests of this meeting. 'rehearse test' plays them.\n"
_SHORT = 4
"""Letters from which on a word of the brief is looked for in what was typed."""


class CannotRecord(ValueError):
    """Why no test can be made of a rehearsal, or none be added to a file: a sentence."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A test as lines of YAML, without the hyphen and the indentation that it gets in its file."""

    lines: tuple[str, ...]
    own_words: tuple[int, ...]  # the turns (from 1) in which it holds words of the person's own
    personal: tuple[int, ...]  # those of them in which something of the brief seems to stand


def recorded(library: Library, record: Record, *, name: str, every_step: bool, words: bool, brief: Brief) -> Recorded:
    """The test that *record* makes.

    With *every_step* each line expects what came of it, else only the end is looked at. Without *words* lines that were
    typed stand as the choice or move that they were read as. The brief fills no slot: nothing of it gets into the file
    but by words that were typed. Raises ``CannotRecord`` where the rehearsal no longer fits its meeting, and
    ``UnknownContent`` where that is not there.
    """
    story = story_of(library, record.scenario, record.persona)
    played = replay(story, seed=record.seed, level=record.level, choices=record.choices)
    if played.divergence is not None:
        message = (
            f"The scenario has changed since: the line '{played.divergence.choice}' of turn {played.divergence.turn} "
            "is no longer there, so that no test can be made of this rehearsal."
        )
        raise CannotRecord(message)
    if not played.choices:
        message = "Nothing was said in this rehearsal."
        raise CannotRecord(message)
    writer = _Writer(library, played, every_step=every_step, words=words)
    steps = [line for turn in range(1, len(played.choices) + 1) for line in writer.step(turn)]
    ending = story.nodes[played.now.state.node].ending
    kind = ending.kind if ending else NO_ENDING
    lines = (
        f"name: {quoted(name)}",
        f"given: {{persona: {plain(record.persona)}, level: {plain(record.level)}, seed: {record.seed}}}",
        "steps:",
        *(f"  {line}" for line in steps),
        f"expect: {{ending: {kind}, node: {plain(story.nodes[played.now.state.node].id)}}}",
    )
    typed = tuple(turn for turn in writer.typed if words)
    personal = tuple(turn for turn in typed if _is_personal(played.choices[turn - 1].say, brief))
    return Recorded(lines, typed, personal)


class _Writer:
    """Writes the steps of one rehearsal."""

    def __init__(self, library: Library, played: Played, *, every_step: bool, words: bool) -> None:
        self._ear = Ear(library)
        self._played = played
        self._every_step = every_step
        self._words = words
        self.typed: list[int] = []

    def step(self, turn: int) -> Iterator[str]:
        """The lines of one step."""
        choice = self._played.choices[turn - 1]
        entry = choice.entry
        expected = self._expected(turn) if self._every_step else []
        if entry.silent:
            said = ["silence: true"]
        elif not entry.words or (not self._words and entry.followed):
            said = [f"move: {plain(entry.move)}" if entry.move else f"choose: {plain(entry.what)}"]
        else:
            self.typed.append(turn)
            said, reading = self._typed(turn, choice)
            expected = [*reading, *expected]
        if said == [f"choose: {plain(entry.what)}"] and not expected:
            yield f"- {plain(entry.what)}"
            return
        if expected:
            said.append(f"expect: {{{', '.join(expected)}}}")
        yield f"- {said[0]}"
        yield from (f"  {line}" for line in said[1:])

    def _typed(self, turn: int, choice: Choice) -> tuple[list[str], list[str]]:
        """Words that were typed; what was meant by them, where it is not what they are heard as; what is expected."""
        words = choice.say if self._words else LEFT_OUT
        was = choice.entry.what.lstrip("=") if choice.followed else NOTHING
        heard = heard_as(self._ear.hear(self._played.story, self._played.steps[turn - 1].state, words))
        said = [f"say: {quoted(words)}"]
        if heard == was:
            return said, [f"heard_as: {plain(was)}"]
        return [*said, f"meant: {plain(was)}"], []

    def _expected(self, turn: int) -> list[str]:
        played = self._played.back_to(turn)
        moment, before = Moment(played), Moment(self._played.back_to(turn - 1))
        meters = zip(moment.story.meters, moment.state.meters, strict=True)
        found = [
            f"node: {plain(moment.node.id)}",
            f"meters: {{{', '.join(f'{plain(m.id)}: {value}' for m, value in meters)}}}",
        ]
        names = [concern.id for concern in moment.story.concerns]
        moved = [
            f"{plain(name)}: {moment.progress(name)}"
            for name in names
            if moment.progress(name) != before.progress(name)
        ]
        return [*found, f"concerns: {{{', '.join(moved)}}}"] if moved else found


def _is_personal(words: str, brief: Brief) -> bool:
    """Whether *words* seem to tell something that stands in *brief*."""
    said = words.casefold()
    values = (value for value in slots_of(brief).values() if len(value) >= _SHORT)
    return bool(facts_in(words, brief.facts)) or any(value.casefold() in said for value in values)


def quoted(text: str) -> str:
    """*text* as YAML in double quotes, on one line."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def plain(name: str) -> str:
    """An id as YAML: in quotes where it would be taken for something else."""
    return f'"{name}"' if name.isdigit() or name in {"true", "false", "null"} else name


def appended(path: Path, raw: bytes | None, scenario: str, lines: Sequence[str]) -> tuple[bytes, int]:
    """The file at *path*, which now holds *raw* (``None``: not there yet), with one more test, and the line of that.

    Whatever stands there stays as it is, to the letter. Raises ``CannotRecord`` where it cannot be added to.
    """
    text = "" if raw is None else raw.decode("utf-8", "replace")
    newline = "\r\n" if "\r\n" in text else "\n"
    if not text.strip() or all(line.startswith("#") or not line.strip() for line in text.splitlines()):
        beside = any(path.with_name(scenario + suffix).is_file() for suffix in SUFFIXES)
        head = "" if beside and scenario_beside(path.name) == scenario else f"scenario: {scenario}\n"
        begun = [*(text.rstrip().splitlines() or [HEAD.rstrip()]), *head.splitlines(), "tests:"]
        return _joined([*begun, *_item(lines, 2)], newline), len(begun) + 1
    file, problems = meeting_tests_in(path, text.encode())
    if file is None or any(problem.severity == "error" for problem in problems):
        message = f"Nothing was added, since the file cannot be read. {problems[0]}"
        raise CannotRecord(message)
    if file.scenario != scenario:
        message = f"'{path}' holds tests of '{file.scenario}', and this is one of '{scenario}'."
        raise CannotRecord(message)
    old = text.splitlines()
    indent, at = _place(file, old)
    if not file.tests.tests:
        key = file.origin.document.keys["tests",].line - 1
        old[key] = old[key].partition(":")[0] + ":"
    new = _joined([*old[:at], *([""] if at and old[at - 1].strip() else []), *_item(lines, indent), *old[at:]], newline)
    again, _ = meeting_tests_in(path, new)
    if again is None or again.tests.tests[:-1] != file.tests.tests:
        message = (
            f"'{path}' is written in a way that nothing can be added to: begin each test with '- name:' on a line."
        )
        raise CannotRecord(message)
    return new, again.span("tests", len(again.tests.tests) - 1).line


def _item(lines: Sequence[str], indent: int) -> list[str]:
    return [f"{' ' * indent}{'- ' if not index else '  '}{line}" for index, line in enumerate(lines)]


def _joined(lines: Sequence[str], newline: str) -> bytes:
    return (newline.join(lines) + newline).encode()


def _place(file: TestsFile, lines: Sequence[str]) -> tuple[int, int]:
    """How far a further test is indented, and before which line (from 0) it goes."""
    keys = file.origin.document.keys
    at = next(
        (span.line - 1 for path, span in sorted(keys.items(), key=lambda each: each[1]) if _follows(path, keys)), None
    )
    end = len(lines) if at is None else at
    while end and (not lines[end - 1].strip() or (at is not None and lines[end - 1].startswith("#"))):
        end -= 1
    if not file.tests.tests:
        return 2, end
    span = file.span("tests", 0)
    before = lines[span.line - 1][: span.column - 1]
    return (len(before) - len(before.lstrip()) if before.strip() == "-" else 2), end


def _follows(path: tuple[str | int, ...], keys: object) -> bool:
    return len(path) == 1 and isinstance(keys, dict) and keys[path].line > keys["tests",].line
