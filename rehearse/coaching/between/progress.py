"""Progress: what was met in rehearsals and drills, what was answered well, and what is still unproven.

Counts and pictures of what happened. There is no score, since none would say anything about the talk that is to come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rehearse.coaching.feedback.judging import feedback
from rehearse.engine.state import ACKNOWLEDGED, SURFACED
from rehearse.model.mix import parts_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from rehearse.coaching.between.objections import Drilled
    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.coaching.feedback.values import Verdict
    from rehearse.coaching.prep.if_then import Planning
    from rehearse.engine.replay import Played
    from rehearse.model.persona import Concern

Reached = Literal["left", "heard", "rest"]
"""How far a worry got in one rehearsal, once it had come up: left standing, felt heard on, put to rest."""

REACHED: dict[Reached, tuple[str, str]] = {
    "rest": ("●", "put to rest"),
    "heard": ("◐", "felt heard"),
    "left": ("○", "left standing"),
}
"""A sign, told apart by its shape, and a word for each."""
DRILLED = "▪"
DRILLED_BADLY = "▫"
"""An answer in a drill that put the worry to rest, and one that did not."""
MOST_UNPROVEN = 8
ALL_SHOWN = "Whatever a rehearsal can show has been shown at least once. The talk itself is another thing."
_SEVERAL = 3
_GOOD = frozenset({"strong", "fair"})


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One rehearsal of the journal, with what only the journal knows of it."""

    id: str
    at: dt.datetime
    played: Played
    boss: str  # described
    typed: int  # lines in one's own words


@dataclass(frozen=True, slots=True)
class Result:
    """How one rehearsal ended."""

    id: str
    at: dt.datetime
    title: str  # of the meeting
    boss: str
    level: str  # its id
    kind: str  # an ending's type
    within: bool  # the person's range
    own_words: bool  # mostly


@dataclass(frozen=True, slots=True)
class Met:
    """One time that a worry came up."""

    at: dt.datetime
    sign: str
    well: bool


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One worry of the boss over all rehearsals and drills."""

    id: str
    label: str
    deep: bool
    met: tuple[Met, ...]  # oldest first
    hidden: int  # rehearsals in which it never came out

    @property
    def well(self) -> int:
        """How often it was answered well."""
        return sum(each.well for each in self.met)


@dataclass(frozen=True, slots=True)
class Used:
    """One time that a move was made."""

    at: dt.datetime
    verdict: Verdict

    @property
    def well(self) -> bool:
        """Whether it did some good."""
        return self.verdict in _GOOD


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move over all rehearsals and drills."""

    id: str
    label: str
    used: tuple[Used, ...]  # oldest first; none where it is still to be tried
    answers: tuple[str, ...]  # the worries of this boss that it puts to rest, by label

    @property
    def well(self) -> int:
        """How often it did some good."""
        return sum(each.well for each in self.used)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody has come with one boss."""

    boss: str  # its id
    name: str
    results: tuple[Result, ...]  # of every rehearsal that came to an end, with any boss, oldest first
    concerns: tuple[ConcernRow, ...]
    moves: tuple[MoveRow, ...]  # those that were made, what did most good first
    unproven: tuple[str, ...]  # sentences

    @property
    def groups(self) -> tuple[tuple[str, tuple[MoveRow, ...]], ...]:
        """The moves by how often they did good, each group with its title; empty ones are left out."""
        found = (
            ("What did good", tuple(row for row in self.moves if row.well == len(row.used))),
            ("What did good at times", tuple(row for row in self.moves if 0 < row.well < len(row.used))),
            ("What did no good", tuple(row for row in self.moves if not row.well)),
        )
        return tuple((title, rows) for title, rows in found if rows)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell yet."""
        return not self.results and not self.moves and not any(row.met for row in self.concerns)


def progress(
    catalogue: Catalogue,
    planning: Planning,
    boss: tuple[str, str],
    rehearsals: Sequence[Rehearsed],
    drilled: Iterable[Drilled],
    hardest: tuple[str, str],
) -> Progress:
    """The progress with *boss* (id and name), by all *rehearsals*, oldest first, and what was *drilled* with them.

    *hardest* is the level that is hardest, by id and label.
    """
    name = boss[0]
    answers = tuple(drilled)
    theirs = [
        each for each in rehearsals if not set(parts_of(each.played.story.boss.persona)).isdisjoint(parts_of(name))
    ]
    results = tuple(_result(each, planning) for each in rehearsals if _ending(each.played) is not None)
    concerns = tuple(_concern_row(concern, theirs, answers) for concern in planning.boss.concerns)
    moves = _moves(catalogue, planning, theirs, answers)
    unproven = tuple(_unproven(catalogue, planning, concerns, moves, theirs, hardest))[:MOST_UNPROVEN]
    return Progress(name, boss[1], results, concerns, moves, unproven)


def _ending(played: Played) -> str | None:
    ending = played.story.nodes[played.now.state.node].ending
    return None if ending is None else ending.kind


def _result(each: Rehearsed, planning: Planning) -> Result:
    played = each.played
    kind = _ending(played) or ""
    return Result(
        id=each.id,
        at=each.at,
        title=played.story.title,
        boss=each.boss,
        level=played.level,
        kind=kind,
        within=planning.brief.accepts(kind),
        own_words=2 * each.typed >= len(played.choices),
    )


def _concern_row(concern: Concern, rehearsals: Sequence[Rehearsed], drilled: Sequence[Drilled]) -> ConcernRow:
    met: list[Met] = []
    hidden = 0
    for each in rehearsals:
        story, state = each.played.story, each.played.now.state
        for index, known in enumerate(story.concerns):
            if known.id != concern.id:
                continue
            value, full = state.concerns[index], story.levels[state.level].answered[index]
            if value < SURFACED:
                hidden += _ending(each.played) is not None
                continue
            reached: Reached = "rest" if value >= full else "heard" if value >= ACKNOWLEDGED else "left"
            met.append(Met(each.at, REACHED[reached][0], reached == "rest"))
    met += [Met(a.at, DRILLED if a.good else DRILLED_BADLY, a.good) for a in drilled if a.concern == concern.id]
    return ConcernRow(concern.id, concern.label, concern.deep, tuple(sorted(met, key=lambda each: each.at)), hidden)


def _moves(
    catalogue: Catalogue, planning: Planning, rehearsals: Sequence[Rehearsed], drilled: Sequence[Drilled]
) -> tuple[MoveRow, ...]:
    used: dict[str, list[Used]] = {}
    for each in rehearsals:
        for turn, choice in enumerate(each.played.choices, 1):
            if choice.followed:
                verdict = feedback(catalogue, each.played, turn).verdict
                for move in choice.moves:
                    used.setdefault(move, []).append(Used(each.at, verdict))
    for answer in drilled:
        if answer.move in planning.moves:
            used.setdefault(answer.move, []).append(Used(answer.at, "strong" if answer.good else "weak"))
    rows = [
        MoveRow(
            move,
            planning.moves[move].label,
            tuple(sorted(times, key=lambda each: each.at)),
            _answered_by(planning, move),
        )
        for move, times in used.items()
        if move in planning.moves
    ]
    return tuple(sorted(rows, key=lambda row: (row.well / len(row.used), len(row.used)), reverse=True))


def _answered_by(planning: Planning, move: str) -> tuple[str, ...]:
    return tuple(concern.label for concern in planning.boss.concerns if move in planning.answering(concern))


def _unproven(
    catalogue: Catalogue,
    planning: Planning,
    concerns: Sequence[ConcernRow],
    moves: Sequence[MoveRow],
    rehearsals: Sequence[Rehearsed],
    hardest: tuple[str, str],
) -> Iterable[str]:
    """What has not been shown yet, the weightiest first."""
    for row in sorted(concerns, key=lambda each: not each.deep):
        if row.met and not row.well:
            yield f"“{row.label}” has come up, and was not put to rest yet.{_to_try(catalogue, planning, row, moves)}"
        elif row.met and len(row.met) >= _SEVERAL * row.well:
            yield f"“{row.label}” was answered well {row.well} of {len(row.met)} times: that is not sure yet."
        elif not row.met and row.hidden:
            yield f"“{row.label}” never came out: ask what worries them, and wait."
    finished = [each for each in rehearsals if _ending(each.played) is not None]
    if not any(2 * each.typed >= len(each.played.choices) for each in finished):
        yield "No talk to its end in your own words yet: practise from memory."
    if not any(each.played.level == hardest[0] for each in finished):
        yield f"No talk to its end at the level “{hardest[1]}” yet."
    if finished and not any(planning.brief.accepts(_ending(each.played) or "") for each in finished):
        yield "No talk with this boss has ended within your range yet."


def _to_try(catalogue: Catalogue, planning: Planning, row: ConcernRow, moves: Sequence[MoveRow]) -> str:
    """A move that answers the worry: one that has not been made yet, if there is one."""
    concern = next(each for each in planning.boss.concerns if each.id == row.id)
    made = {each.id for each in moves}
    move = min(planning.answering(concern), key=lambda each: each in made, default="")
    label = catalogue.move(move).label if move else ""
    return f" To try: {label[:1].lower()}{label[1:]}." if label else ""
