"""What proving a scenario found, as values that screens and commands show: sentences, tables, figures and marks.

Everything a person reads is plain text without markup, at most a paragraph to a sentence; whoever shows it wraps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.model.problem import Span

Verdict = Literal["passed", "noted", "failing"]
"""``failing``: the scenario is to be mended. ``noted``: worth a look, may be meant. ``passed``: the rule is kept."""

Unit = Literal["chance", "worth", "count"]
"""Of a figure: from 0 to 1; expected worth of the ending, from 0 (refused, ruptured) to 5 (agreed); any number."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, by what it tells and about whom; for programs, and for comparing two proofs."""

    name: str  # what it is, stable: "ending.trial", "good", "worth", "giveaway.longest.hits"
    value: float
    unit: Unit
    persona: str = ""  # the boss's id, two joined by a blank where it is about a pair; empty where it is about all
    level: str = ""
    person: str = ""  # who sits in the person's place: "halfway", "longest" …
    error: float = 0.0  # standard error where it was sampled; 0 where it is exact


@dataclass(frozen=True, slots=True)
class Mark:
    """What one rule came to, with its number."""

    code: str  # stable, as "giveaway-length"
    verdict: Verdict
    sentence: str  # what was found, with its number
    rule: str = ""  # the rule that decides, with its margin
    remedy: str = ""  # what to do about it, where something is to be done
    value: float | None = None
    margin: float | None = None
    persona: str = ""  # as in ``Figure``
    level: str = ""
    node: str = ""  # ids of the place, where there is one
    choice: str = ""
    span: Span | None = None  # where the line stands that it is about

    @property
    def failing(self) -> bool:
        """Whether it is to be mended."""
        return self.verdict == "failing"


@dataclass(frozen=True, slots=True)
class Table:
    """A small table; every cell is text, all but the first column are numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One thing that was looked at."""

    id: str  # "endings", "giveaways", "separation", "coverage", "pivots", "difficulty", "changes"
    title: str
    sentences: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The gravest of its marks."""
        found = {mark.verdict for mark in self.marks}
        return "failing" if "failing" in found else "noted" if "noted" in found else "passed"


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that was found about one scenario."""

    scenario: str
    title: str
    personas: tuple[str, ...]
    levels: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks, in the order of the sections."""
        return tuple(mark for section in self.sections for mark in section.marks)

    @property
    def failing(self) -> tuple[Mark, ...]:
        """The marks that are to be mended."""
        return tuple(mark for mark in self.marks if mark.failing)

    @property
    def verdict(self) -> Verdict:
        """The gravest of all marks."""
        found = {section.verdict for section in self.sections}
        return "failing" if "failing" in found else "noted" if "noted" in found else "passed"

    def at(self, node: str) -> tuple[Mark, ...]:
        """The marks about one node or a line there, those that passed left out."""
        return tuple(mark for mark in self.marks if mark.node == node and mark.verdict != "passed")

    def figures(self, name: str = "") -> Iterator[Figure]:
        """All figures, or those of one *name*."""
        return (figure for section in self.sections for figure in section.figures if name in ("", figure.name))
