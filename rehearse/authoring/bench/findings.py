"""What is wrong with a file as it is now, and at which node each thing stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.authoring.bench.draft import Draft, Unreadable, errors_first, line_before, rows_of

if TYPE_CHECKING:
    from rehearse.model.problem import Problem, Severity

_GRAVITY: tuple[Severity, ...] = ("error", "warning", "note")


class Findings:
    """The problems of one version; where a later one was saved that cannot be shown, those of that."""

    def __init__(self, draft: Draft) -> None:
        """Begin with what reading *draft* has shown."""
        self._draft = draft
        self._rows: tuple[str, ...] = ()  # of the version that cannot be shown
        self.broken: tuple[Problem, ...] = ()  # of that version; empty while the file is shown
        self.checked: tuple[Problem, ...] | None = None  # all that the checks have found, once they have

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with the file as it is now, the gravest first."""
        return self.broken or errors_first(self._draft.problems if self.checked is None else self.checked)

    def refuse(self, unreadable: Unreadable) -> None:
        """A version was saved that cannot be shown."""
        self.broken = errors_first(unreadable.problems)
        self._rows = rows_of(self._draft.file)

    def place_of(self, problem: Problem) -> str:
        """The node that a problem stands at; empty where it is the file's, or another file's."""
        line = problem.span.line
        if not line or problem.span.path != self._draft.span().path:
            return ""
        if self.broken:  # that version's lines are not those of the one that is shown
            line = line_before(line, self._rows, self._draft.rows)
        return self._draft.node_at(line)

    def marks(self) -> dict[str, Severity]:
        """The gravest problem of each node that has any."""
        found: dict[str, Severity] = {}
        for problem in self.problems:
            if node := self.place_of(problem):
                found[node] = min(found.get(node, "note"), problem.severity, key=_GRAVITY.index)
        return found
