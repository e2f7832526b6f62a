"""Telling what became of tests: to people, as data, and as JUnit XML for the programs that collect it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from textwrap import fill
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearse.authoring.tests.found import Case
    from rehearse.authoring.tests.run import Failure, Outcome
    from rehearse.engine import Line
    from rehearse.model.problem import Problem

WIDTH = 100
MOST_LINES = 8
"""Lines of the talk that a failure shows: the last ones."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that came of one call: the outcomes with the seconds that each took, and what could not be read."""

    outcomes: tuple[tuple[Outcome, float], ...]
    problems: tuple[Problem, ...]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Those that went another way than expected."""
        return tuple(outcome for outcome, _ in self.outcomes if not outcome.passed)

    @property
    def passed(self) -> bool:
        """Whether everything could be read and went as expected."""
        return not self.failed and not any(problem.severity == "error" for problem in self.problems)


def summary(run: Run) -> str:
    """All in one sentence or two."""
    tests = len({(outcome.case.file.path, outcome.case.index) for outcome, _ in run.outcomes})
    played = f"{_count(tests, 'test')}, played {_count(len(run.outcomes), 'time')}"
    errors = sum(problem.severity == "error" for problem in run.problems)
    unread = f" What has one of the {_count(errors, 'error')} above was left out." if errors > 1 else ""
    unread = " What has the error above was left out." if errors == 1 else unread
    if not run.outcomes:
        return f"No test was played.{unread}"
    if not run.failed:
        return f"{played}: all as expected.{unread}"
    failed = len({(outcome.case.file.path, outcome.case.index) for outcome in run.failed})
    return (
        f"{played}: {failed} of {_count(tests, 'test')} went another way ({_count(len(run.failed), 'time')}).{unread}"
    )


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def failures(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Each failing test as a paragraph. Settings in which the very same went wrong are told together."""
    for _, same in groupby(outcomes, key=lambda outcome: (outcome.case.file.path, outcome.case.index)):
        alike: dict[object, list[Outcome]] = {}
        for outcome in same:
            if outcome.failure is not None:
                alike.setdefault((outcome.failure.where, outcome.failure.missed), []).append(outcome)
        for together in alike.values():
            yield failure_text(together[0], others=[outcome.case for outcome in together[1:]])


def failure_text(outcome: Outcome, others: Sequence[Case] = ()) -> str:
    """What went another way in *outcome*: which step, what was expected, what happened, and the talk so far."""
    failure = outcome.failure
    if failure is None:
        return ""
    case = outcome.case
    parts = [f"{case.place}: {case.name}", f"  with {_setting(outcome)}"]
    if others:
        parts[1] += (
            f", and just so {_count(len(others), 'more time')}: {others[0].setting}{', …' if others[1:] else ''}"
        )
    step = (
        f"step {failure.step}, line {failure.where.line}" if failure.step else f"in the end, line {failure.where.line}"
    )
    parts.append(f"  {step}{': ' + failure.told if failure.told else ''}")
    for missed in failure.missed:
        parts += [_labelled("    expected  ", missed.expected), _labelled("    but       ", missed.happened)]
    parts += _talk(failure)
    return "\n".join(parts)


def _setting(outcome: Outcome) -> str:
    drawn = f" (the first from {outcome.case.seed} on with that mood)" if outcome.seed != outcome.case.seed else ""
    return f"{outcome.case.persona}, {outcome.case.level}, seed {outcome.seed}{drawn}"


def _talk(failure: Failure) -> Iterator[str]:
    if failure.talk:
        left = len(failure.talk) - MOST_LINES
        before = f" ({_count(left, 'line')} before)" if left > 0 else ""
        yield f"  the talk so far{before}:"
        for line in failure.talk[-MOST_LINES:]:
            yield _labelled(f"    {_speaker(line)}  ", line.text)


def _speaker(line: Line) -> str:
    return "you " if line.speaker == "you" else "boss"


def _labelled(label: str, text: str) -> str:
    return fill(" ".join(text.split()) or "…", WIDTH, initial_indent=label, subsequent_indent=" " * len(label))


def as_data(run: Run) -> dict[str, object]:
    """Everything as plain data, for ``--json``."""
    return {
        "passed": run.passed,
        "tests": [_outcome_data(outcome, seconds) for outcome, seconds in run.outcomes],
        "problems": [str(problem) for problem in run.problems],
    }


def _outcome_data(outcome: Outcome, seconds: float) -> dict[str, object]:
    case, failure = outcome.case, outcome.failure
    told: dict[str, object] = {
        "file": str(case.file.path),
        "line": case.place.line,
        "name": case.name,
        "scenario": case.file.scenario,
        "persona": case.persona,
        "level": case.level,
        "seed": outcome.seed,
        "passed": outcome.passed,
        "seconds": round(seconds, 4),
    }
    if failure is not None:
        told["failure"] = {
            "step": failure.step,
            "line": failure.where.line,
            "said": failure.told,
            "missed": [{"expected": missed.expected, "but": missed.happened} for missed in failure.missed],
            "talk": [{"speaker": line.speaker, "text": line.text} for line in failure.talk],
        }
    return told


def junit(run: Run) -> bytes:
    """Everything as JUnit XML: a suite for each file, a case for each time that a test was played."""
    suites = ET.Element("testsuites", name="rehearse")
    for path, group in groupby(run.outcomes, key=lambda each: each[0].case.file.path):
        suite = ET.SubElement(suites, "testsuite", name=_xml(str(path)))
        outcomes = tuple(group)
        for outcome, seconds in outcomes:
            _junit_case(suite, outcome, seconds)
        _sum_up(suite, len(outcomes), sum(not outcome.passed for outcome, _ in outcomes), 0, outcomes)
    errors = [problem for problem in run.problems if problem.severity == "error"]
    if errors:
        suite = ET.SubElement(suites, "testsuite", name="files of tests")
        for problem in errors:
            where = ET.SubElement(suite, "testcase", name=_xml(str(problem.span)), classname=_xml(problem.span.path))
            ET.SubElement(where, "error", message=_xml(problem.message)).text = _xml(str(problem))
        _sum_up(suite, len(errors), 0, len(errors), ())
    _sum_up(suites, len(run.outcomes) + len(errors), len(run.failed), len(errors), run.outcomes)
    ET.indent(suites)
    return bytes(ET.tostring(suites, encoding="utf-8", xml_declaration=True)) + b"\n"


def _junit_case(suite: ET.Element, outcome: Outcome, seconds: float) -> None:
    case = outcome.case
    element = ET.SubElement(
        suite,
        "testcase",
        classname=_xml(case.file.scenario),
        name=_xml(f"{case.name} [{case.setting}]"),
        file=_xml(str(case.file.path)),
        line=str(case.place.line),
        time=f"{seconds:.4f}",
    )
    if outcome.failure is not None:
        first = outcome.failure.missed[0]
        message = f"expected {first.expected}, but {first.happened}"
        ET.SubElement(element, "failure", message=_xml(message)).text = _xml(failure_text(outcome))


def _sum_up(
    element: ET.Element, tests: int, failed: int, errors: int, outcomes: Sequence[tuple[Outcome, float]]
) -> None:
    element.set("tests", str(tests))
    element.set("failures", str(failed))
    element.set("errors", str(errors))
    element.set("skipped", "0")
    element.set("time", f"{sum(seconds for _, seconds in outcomes):.4f}")


def _xml(text: str) -> str:
    """*text* without what XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
