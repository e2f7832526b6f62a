"""A session as xAPI statements (version 1.0.3, as JSON Lines): what people did, for a learning record store.

Verbs and activity types are those of ADL's vocabulary; votes and lines are interactions of the type *choice*. Actors
are accounts with random ids, which come from what is stored of a seat and are the same in each export. Ids of
statements come from the events, so that exporting twice does no harm: a store knows them again.

In an anonymous session nothing is written that the report withholds; and since what one person did in all rounds is
itself a breakdown of one, an account stands there for one person in one round or one line, and no further. All
statements of a round are dated by when it closed.

Of people who were simulated nothing is written, and nothing of what a room did in which some were.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from rehearse.coaching.debrief.summary import accepted
from rehearse.workshop.report.accounts import Accounts
from rehearse.workshop.report.activities import Activities
from rehearse.workshop.report.moments import moments
from rehearse.workshop.report.practising import UNFINISHED, first_lines, line_of, practised
from rehearse.workshop.report.real import real_only, simulated
from rehearse.workshop.report.sequences import Sequences
from rehearse.workshop.report.telling import report_of, stage_of
from rehearse.workshop.report.withheld import people
from rehearse.workshop.session.fold import room_of
from rehearse.workshop.texts import WORDS, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rehearse.loading.library import Library
    from rehearse.workshop.archive.archive import Stored
    from rehearse.workshop.report.practising import Practised
    from rehearse.workshop.report.values import Alone, Asked, Turn
    from rehearse.workshop.report.withheld import Count

Statement = dict[str, Any]
VERBS = "http://adlnet.gov/expapi/verbs/"
WITHHELD = (
    "The session is anonymous: {} that fewer than five people stand behind, or that would tell of them, {} withheld."
)
TRIAL = "A trial: {} simulated. No statement is about them, nor about what the room did together."
LATER = "What people practised by themselves comes once the session has ended."


class Written(NamedTuple):
    """The statements, and what their reader must know, in sentences."""

    statements: tuple[Statement, ...]
    notices: tuple[str, ...]


def as_lines(statements: Iterable[Statement]) -> str:
    """JSON Lines: one statement a line."""
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in statements)


def statements_of(library: Library, stored: Sequence[Stored]) -> Written:
    """All statements about a session, in the order of their time. See the module for what is left out."""
    pretended = len(simulated(stored))
    writing = _Writing(library, real_only(stored) if pretended else stored)
    made = writing.of_people() if pretended else writing.all()
    found = sorted(made, key=lambda each: (each["timestamp"], each["id"]))
    notices = [TRIAL.format("1 person was" if pretended == 1 else f"{pretended} people were")] if pretended else []
    if left := writing.withheld:
        notices.append(
            WITHHELD.format("1 statement" if left == 1 else f"{left} statements", "was" if left == 1 else "were")
        )
    if writing.later:
        notices.append(LATER)
    return Written(tuple(found), tuple(notices))


class _Writing:
    """Writes the statements of one session."""

    def __init__(self, library: Library, stored: Sequence[Stored]) -> None:
        self._room = room_of(each.event for each in stored)
        self._report = report_of(library, stored)
        self._stage, _ = stage_of(library, self._room)
        self._moments = moments(stored)
        self._sequences = Sequences(stored)
        began = self._room.began
        self._activities = Activities(began, self._stage)
        self._accounts = Accounts(self._room)
        self._content = library.content_hash(began.scenario, began.persona) if self._stage else ""
        self.withheld = 0
        self.later = False

    def all(self) -> Iterator[Statement]:
        """Every statement that may be written."""
        yield from self._of_the_room()
        yield from self.of_people()

    def of_people(self) -> Iterator[Statement]:
        """Those about what each person did."""
        for _, turn, asked in self._report.rounds:
            yield from self._votes(turn, asked)
        yield from self._suggestions()
        yield from self._people()
        if self._report.alone is not None:
            if self._report.alone.later:
                self.later = True
            else:
                yield from self._alone(self._report.alone)

    def _statement(
        self,
        sequence: int,
        actor: Statement,
        verb: str,
        activity: Statement,
        *,
        result: Statement | None = None,
        at: float = 0.0,
        key: str = "",
    ) -> Statement:
        """One statement about the event of that number; *at*: dated by that moment and not by the event."""
        seconds = at or self._sequences.at(sequence)
        parts: Statement = {
            "id": self._accounts.statement(sequence, actor, key),
            "actor": actor,
            "verb": {"id": VERBS + verb, "display": {"en": verb}},
            "object": activity,
            "context": self._activities.context(activity),
            "timestamp": datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds"),
            "version": "1.0.3",
        }
        return parts | ({"result": result} if result else {})

    # --- what the room did together

    def _of_the_room(self) -> Iterator[Statement]:
        room, session = self._accounts.room(), self._activities.session()
        yield self._statement(1, room, "initialized", session)
        for branch in self._report.branches:
            entries = self._room.branches[branch.number - 1].entries
            for turn in branch.turns:
                if turn.said:
                    sequence = self._sequences.said[branch.number - 1, turn.number]
                    entry = entries[turn.number - 1]
                    activity = self._activities.line(branch, turn, entry)
                    response = clean(entry.partition("\t")[2], WORDS) or entry.partition("\t")[0]
                    yield self._statement(sequence, room, "answered", activity, result={"response": response})
            if branch.outcome is not None and (branch.number - 1, len(entries)) in self._sequences.said:
                sequence = self._sequences.said[branch.number - 1, len(entries)]
                yield self._completed(sequence, room, branch.outcome.kind)
        if self._sequences.ended:
            yield self._statement(self._sequences.ended, room, "terminated", session)

    def _completed(self, sequence: int, actor: Statement, kind: str, at: float = 0.0) -> Statement:
        result = {"completion": True, "success": kind in accepted(None), "response": kind}
        return self._statement(
            sequence,
            actor,
            "completed",
            self._activities.meeting(),
            result=result,
            at=at,
            key=f"{kind} {self._content}",
        )

    # --- what each did

    def _votes(self, turn: Turn, asked: Asked) -> Iterator[Statement]:
        held = next(each for each in self._room.rounds if each.number == asked.round)
        if asked.tally == "hidden":
            return  # it is nobody's business yet
        told = {line.id: line.count for line in asked.lines}
        at = self._moments.closed[held.number] if self._report.anonymous else 0.0
        for seat, option in held.votes.items():
            if self._left_out(told[option] if asked.tally == "told" else None):
                continue
            result: Statement = {"response": option}
            if held.question == "boss" and held.decided:
                result["success"] = option == held.decided
            sequence = self._sequences.voted[held.number, seat]
            actor = self._accounts.person(seat, f"round {held.number}")
            activity = self._activities.vote(turn, asked)
            yield self._statement(sequence, actor, "answered", activity, result=result, at=at)

    def _left_out(self, count: Count) -> bool:
        """Whether a statement is withheld, as the count that it belongs to is."""
        left = self._report.anonymous and count is None
        self.withheld += left
        return left

    def _suggestions(self) -> Iterator[Statement]:
        played = {each.words for _, turn in self._turns() for each in turn.proposed if each.played}
        many = people(len(self._room.present), anonymous=self._report.anonymous)
        for each in self._room.suggestions:
            words = clean(each.words, WORDS)
            if each.hidden or not words or (words not in played and self._left_out(many)):
                continue
            actor = self._accounts.person(each.seat, f"suggestion {each.number}")
            activity = self._activities.suggestion(each.branch + 1, each.turn + 1)
            sequence = self._sequences.suggested[each.number]
            at = self._sequences.at(1) if self._report.anonymous else 0.0
            yield self._statement(sequence, actor, "commented", activity, result={"response": words}, at=at)

    def _turns(self) -> Iterator[tuple[int, Turn]]:
        for branch in self._report.branches:
            for turn in branch.turns:
                yield branch.number, turn

    def _people(self) -> Iterator[Statement]:
        if self._report.anonymous:
            return
        for seat, sequence in self._sequences.joined.items():
            yield self._statement(sequence, self._accounts.person(seat), "attended", self._activities.session())

    # --- what each practised

    def _alone(self, told: Alone) -> Iterator[Statement]:
        if self._stage is None:
            return
        endings = {kind: count for kind, _, count in told.endings}
        lines = {(place.node, line): count for place in told.places for line, _, count in place.lines}
        for one in practised(self._room, self._stage):
            yield from self._one_alone(one, endings, lines)

    def _one_alone(
        self, one: Practised, endings: dict[str, Count], lines: dict[tuple[str, str], Count]
    ) -> Iterator[Statement]:
        assert self._stage is not None  # noqa: S101  (see ``_alone``)
        at = self._moments.alone if self._report.anonymous else 0.0
        attempt, sequences = self._sequences.alone(one.seat)
        for node, choice in first_lines(one.played).items():
            line, place = line_of(choice), self._stage.story.nodes[node].id
            if self._left_out(lines.get((place, line))):
                continue
            turn = one.played.choices.index(choice) + 1
            actor = self._accounts.person(one.seat, f"alone {attempt} {turn}")
            activity = self._activities.alone(self._stage.story.nodes[node])
            result = {"response": line}
            key = self._content
            yield self._statement(sequences[turn], actor, "answered", activity, result=result, at=at, key=key)
        if one.ended != UNFINISHED and not self._left_out(endings.get(one.ended)):
            actor = self._accounts.person(one.seat, f"alone {attempt} end")
            yield self._completed(sequences[len(one.played.choices)], actor, one.ended, at)
