"""Tests beside scenarios, read with every problem at its own line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.loading.library import Origin, unknown_id, wrong_boss
from rehearse.loading.validation import validated
from rehearse.loading.yaml_reader import MAX_BYTES, SourceError, read_yaml
from rehearse.model import tests as model
from rehearse.model.base import Value
from rehearse.model.condition import CONCERN_TESTS, Compare, parse_condition, terms_of
from rehearse.model.mix import parts_of
from rehearse.model.problem import Problem, Span, did_you_mean
from rehearse.model.tests import EVERY, NOTHING, UNSURE, MeetingTests, scenario_beside

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from rehearse.loading.library import Library
    from rehearse.loading.yaml_reader import Path as DataPath
    from rehearse.model.condition import Test
    from rehearse.model.tests import Expectations, Given, MeetingTest, TestStep

_KEYS = frozenset(
    key
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, Value)
    for key in kind.model_fields
)


@dataclass(frozen=True, slots=True)
class TestsFile:
    """A file of tests that could be read."""

    __test__ = False  # nothing for pytest to collect

    path: Path
    scenario: str  # its id; it need not be there
    tests: MeetingTests
    origin: Origin

    def span(self, *at: str | int) -> Span:
        """Where the value at the path *at* stands."""
        return self.origin.span(at)


def read_tests(path: Path) -> tuple[TestsFile | None, tuple[Problem, ...]]:
    """The tests in the file at *path*, or nothing and what is wrong with it. Never raises."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"The file cannot be read: {error.strerror or error}."
        return None, (Problem("unreadable", "error", Span(str(path)), message),)
    return meeting_tests_in(path, raw)


def meeting_tests_in(path: Path, raw: bytes) -> tuple[TestsFile | None, tuple[Problem, ...]]:
    """The tests in *raw*, which is or will be the file at *path*, or nothing and what is wrong with it."""
    try:
        document = read_yaml(str(path), raw)
    except SourceError as error:
        return None, (error.problem,)
    tests, found = validated(document, MeetingTests, document.data)
    problems = [_with_hint(problem) for problem in (*document.problems, *found)]
    if tests is None:
        return None, tuple(problems)
    file = TestsFile(path, tests.scenario or scenario_beside(path.name), tests, Origin(document))
    return file, (*problems, *_names_twice(file))


def _with_hint(problem: Problem) -> Problem:
    """*problem* with a hint that knows the keys of tests."""
    if problem.code != "unknown-key":
        return problem
    key = problem.message.partition("'")[2].partition("'")[0]
    return Problem(problem.code, problem.severity, problem.span, problem.message, did_you_mean(key, _KEYS))


def _names_twice(file: TestsFile) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, test in enumerate(file.tests.tests):
        if test.name in first:
            line = file.span("tests", first[test.name], "name").line
            message = f"The name '{test.name}' stands here a second time; the first is in line {line}."
            yield Problem("duplicate-id", "error", file.span("tests", index, "name"), message)
        first.setdefault(test.name, index)


def problems_of_tests(file: TestsFile, library: Library) -> tuple[tuple[int | None, Problem], ...]:
    """Whatever *file* names that is not in *library*: which test has the problem (``None``: all of them), and it."""
    if file.scenario not in library.scenarios:
        span = file.span("scenario")
        unread = [problem for problem in library.errors if Path(problem.span.path).stem == file.scenario]
        if unread:
            message = f"The scenario '{file.scenario}' could not be read: {unread[0].message}"
            return ((None, Problem("unknown-content", "error", span, message)),)
        return ((None, Problem("unknown-content", "error", span, _no_scenario(file, library))),)
    return tuple(_References(file, library).problems())


def _no_scenario(file: TestsFile, library: Library) -> str:
    said = unknown_id(file.scenario, library.scenarios, "scenario")
    if file.tests.scenario is None:
        return f"{said} A file of tests is called after its scenario, or names it: 'scenario: …'."
    return said


class _References:
    """What one file of tests refers to."""

    def __init__(self, file: TestsFile, library: Library) -> None:
        self.file = file
        self.library = library
        scenario = library.scenarios[file.scenario]
        rules = library.rules
        self.nodes = tuple(scenario.nodes)
        self.choices = tuple(dict.fromkeys(choice.id for node in scenario.nodes.values() for choice in node.choices))
        self.keys = tuple(f"{name}.{choice.id}" for name, node in scenario.nodes.items() for choice in node.choices)
        self.flags = tuple(scenario.flags)
        self.meters = tuple(meter.id for meter in (*(rules.meters if rules else ()), *scenario.meters))
        self.levels = tuple(level.id for level in rules.levels) if rules else ()
        own = {concern.id for persona in library.personas.values() for concern in persona.concerns}
        joined = {f"{name}-{concern}" for name in library.personas for concern in own}  # of a mix
        self.concerns = (*sorted(own), "stated", "deep")
        self.known_concerns = {*self.concerns, *joined}

    def problems(self) -> Iterator[tuple[int | None, Problem]]:
        """All of them, each with the test that it is in."""
        tests = self.file.tests
        for problem in self.given(("given",), tests.given, tests.given):
            yield None, problem
        for index, test in enumerate(tests.tests):
            at: DataPath = ("tests", index)
            for problem in self.given((*at, "given"), test.given, test.given.over(tests.given)):
                yield index, problem
            for problem in self.test(at, test):
                yield index, problem

    def unknown(
        self,
        at: DataPath,
        words: str | Iterable[str] | None,
        known: Collection[str],
        what: str,
        *,
        key: bool = False,
    ) -> Iterator[Problem]:
        document = self.file.origin.document
        for word in (words,) if isinstance(words, str) else words or ():
            if word not in known:
                code = f"unknown-{what}" if what not in {"level", "mood"} else "unknown-value"
                hint = did_you_mean(word, known) or (f"There is: {', '.join(known)}." if len(known) < 6 else "")  # noqa: PLR2004
                span = document.key_span(at) if key else document.span(at)
                yield Problem(code, "error", span, f"There is no {what} '{word}'.", hint)

    def given(self, at: DataPath, given: Given, whole: Given) -> Iterator[Problem]:
        sound = True
        for index, persona in enumerate(given.persona or ()):
            if persona != EVERY and (wrong := wrong_boss(persona, self.library.personas)):
                sound = False
                yield Problem("unknown-persona", "error", self.file.span(*at, "persona", index), wrong)
        yield from self.unknown((*at, "level"), given.level, (*self.levels, EVERY), "level")
        for persona in (whole.persona or ()) if given.mood and sound else ():
            main = parts_of(persona)[0]
            if main in self.library.personas:
                moods = [mood.id for mood in self.library.personas[main].moods]
                yield from self.unknown((*at, "mood"), given.mood, moods, "mood")

    def test(self, at: DataPath, test: MeetingTest) -> Iterator[Problem]:
        for index, step in enumerate(test.steps):
            yield from self.step((*at, "steps", index), step)
        if test.expect is not None:
            yield from self.expectations((*at, "expect"), test.expect)

    def step(self, at: DataPath, step: TestStep) -> Iterator[Problem]:
        moves = self.library.moves
        readings: Sequence[str] = (*self.choices, *moves)
        yield from self.unknown((*at, "choose"), step.choose, self.choices, "choice")
        yield from self.unknown((*at, "move"), step.move, moves, "move")
        yield from self.unknown((*at, "meant"), step.meant, (*readings, NOTHING), "choice")
        if step.expect is not None:
            where: DataPath = (*at, "expect")
            yield from self.unknown((*where, "heard_as"), step.expect.heard_as, (*readings, NOTHING, UNSURE), "choice")
            yield from self.unknown((*where, "move"), step.expect.move, moves, "move")
            yield from self.expectations(where, step.expect)

    def expectations(self, at: DataPath, expect: Expectations) -> Iterator[Problem]:
        yield from self.unknown((*at, "node"), expect.node, self.nodes, "node")
        for concern in expect.concerns or ():
            if concern not in self.known_concerns:
                yield from self.unknown((*at, "concerns", concern), concern, self.concerns, "concern", key=True)
        for meter in expect.meters or ():
            yield from self.unknown((*at, "meters", meter), meter, self.meters, "meter", key=True)
        for flag in expect.flags or ():
            yield from self.unknown((*at, "flags", flag), flag, self.flags, "flag", key=True)
        if expect.on_offer is not None:
            for key in ("includes", "excludes", "only"):
                yield from self.unknown((*at, "on_offer", key), getattr(expect.on_offer, key), self.choices, "choice")
        for term in terms_of(parse_condition(expect.holds)) if expect.holds else ():
            yield from self.term((*at, "holds"), term)

    def term(self, at: DataPath, term: Compare | Test) -> Iterator[Problem]:
        if isinstance(term, Compare):
            if not term.counted:
                yield from self.unknown(at, term.name, self.meters, "meter")
        elif term.name in CONCERN_TESTS:
            if term.argument not in self.known_concerns:
                yield from self.unknown(at, term.argument, self.concerns, "concern")
        else:
            known = {"flag": self.flags, "seen": self.nodes, "chosen": self.keys}[term.name]
            yield from self.unknown(at, term.argument, known, {"flag": "flag", "seen": "node"}.get(term.name, "choice"))


def personas_named(given: Given, library: Library) -> tuple[str, ...]:
    """The bosses that a test is played with: ``all`` stands for every persona, in alphabetical order; no mixes."""
    named = given.persona or (EVERY,)
    return tuple(
        dict.fromkeys(each for name in named for each in (sorted(library.personas) if name == EVERY else [name]))
    )


def levels_named(given: Given, library: Library) -> tuple[str, ...]:
    """The levels that a test is played at."""
    every = tuple(level.id for level in library.rules.levels) if library.rules else ()
    named = given.level or ((model.USUAL_LEVEL,) if model.USUAL_LEVEL in every else every[:1])
    return tuple(dict.fromkeys(each for name in named for each in (every if name == EVERY else (name,))))
