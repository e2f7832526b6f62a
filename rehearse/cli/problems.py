"""Problems as people read them: where, what, the line with a caret below the place, and what was probably meant."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.loading.yaml_faults import LINE_END
from rehearse.loading.yaml_reader import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearse.model.problem import Problem, Severity

COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "blue"}
"""Beside the word, which always stands there as well."""
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_WIDTH = 100
"""Cells of a line where the output is no terminal."""
_CUT = "…"
_STRANGE = "\N{MIDDLE DOT}"
_TAB = "\N{RIGHTWARDS ARROW}"
"""What stands for signs that are not printed: each takes one cell, so that the caret stays below its place."""


class Sources:
    """The lines of files that problems are in, each file read once."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._lines: dict[str, list[str]] = {}

    def line(self, problem: Problem) -> str:
        """The line in which *problem* is; empty where there is none, or its file cannot be read."""
        span = problem.span
        if not span.line:
            return ""
        if span.path not in self._lines:
            self._lines[span.path] = _lines_of(Path(span.path))
        lines = self._lines[span.path]
        return lines[span.line - 1] if span.line <= len(lines) else ""


def _lines_of(path: Path) -> list[str]:
    try:
        if not path.is_file():
            return []
        with path.open("rb") as file:
            return LINE_END.split(file.read(MAX_BYTES).decode("utf-8-sig", "replace"))
    except OSError:
        return []


def problem_lines(problem: Problem, sources: Sources, width: int) -> Iterator[str]:
    """*problem* as lines of at most *width* cells where they show what stands in the file, styled for a terminal."""
    colour = COLOURS[problem.severity]
    severity = click.style(problem.severity, fg=colour, bold=True)
    code = click.style(f"[{problem.code}]", dim=True)
    yield f"{click.style(str(problem.span), bold=True)}: {severity}: {printable(problem.message)} {code}"
    if source := sources.line(problem).rstrip():
        number = f"{problem.span.line:>5}"
        shown, before = excerpt(source, problem.span.column, width - len(number) - 3)
        yield f"{click.style(f'{number} |', dim=True)} {shown}"
        yield f"{' ' * len(number)} {click.style('|', dim=True)} {' ' * before}{click.style('^', fg=colour, bold=True)}"
    if problem.hint:
        yield f"      {printable(problem.hint)}"
    if problem.play:
        yield f"      Play to it: {click.style(printable(problem.play), bold=True)}"


def excerpt(line: str, column: int, width: int) -> tuple[str, int]:
    """What of *line* fits into *width* cells around *column* (from 1), and the cells before that column."""
    from rich.cells import cell_len  # noqa: PLC0415  (not needed where there is nothing to show)

    shown = printable(line)
    at = min(max(column - 1, 0), len(shown))
    start, end = 0, len(shown)
    room = max(width, 12)
    if cell_len(shown) > room:
        start = end = at
        while end < len(shown) and cell_len(shown[start : end + 1]) <= room // 2:
            end += 1
        while start > 0 and cell_len(shown[start - 1 : end]) <= room - 2:
            start -= 1
        while end < len(shown) and cell_len(shown[start : end + 1]) <= room - 2:
            end += 1
    head, tail = (_CUT if start else ""), (_CUT if end < len(shown) else "")
    return f"{head}{shown[start:end]}{tail}", cell_len(head + shown[start:at])


def printable(text: str) -> str:
    """*text* with every sign that could command a terminal or turn the text round replaced by one that shows it."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        _TAB
        if sign == "\t"
        else _STRANGE
        if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
        else sign
        for sign in text
    )


def gravest_first(problems: Sequence[Problem]) -> list[Problem]:
    """*problems* by how grave they are, else as they were."""
    return sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity))


def counts(problems: Sequence[Problem]) -> str:
    """How many there are of each severity: ``2 errors, 1 warning``; empty where there are none."""
    by_severity = Counter(problem.severity for problem in problems)
    return ", ".join(counted(by_severity[severity], severity) for severity in SEVERITIES if by_severity[severity])


def counted(count: int, what: str) -> str:
    """So many of *what*: ``1 error``, ``2 errors``."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def terminal_width() -> int:
    """Cells of a line of the output."""
    return shutil.get_terminal_size((_WIDTH, 24)).columns if sys.stdout.isatty() else _WIDTH


def in_colour() -> bool | None:
    """Whether to print in colour: not where ``NO_COLOR`` is set, else wherever the output is a terminal."""
    return False if os.environ.get("NO_COLOR") else None
