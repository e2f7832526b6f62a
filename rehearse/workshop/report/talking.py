"""The conversation of a session for its report: branch by branch, line by line, with the votes that led there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.summary import accepted, debrief
from rehearse.engine import shuffled
from rehearse.engine.play import is_over
from rehearse.workshop.report.values import Branch, Observed, Proposed, Turn, Watched
from rehearse.workshop.report.voting import asked_of, not_asked
from rehearse.workshop.report.withheld import people
from rehearse.workshop.texts import WORDS, alike, clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rehearse.coaching.feedback.values import Debrief
    from rehearse.coaching.odds.worth import Worth
    from rehearse.engine import Played
    from rehearse.workshop.report.moments import Moments
    from rehearse.workshop.report.values import Asked
    from rehearse.workshop.report.withheld import Count
    from rehearse.workshop.session.room import Branch as Went
    from rehearse.workshop.session.room import Room, Suggestion
    from rehearse.workshop.stage import Stage


class Talking:
    """Tells the branches of one session."""

    def __init__(
        self, room: Room, found: Moments, names: Mapping[int, str], stage: Stage | None, worth: Worth | None
    ) -> None:
        """*names* by seat: none where the session is anonymous. No *stage*: the meeting is not there any more."""
        self._room = room
        self._moments = found
        self._names = names
        self._stage = stage
        self._worth = worth
        self._offered: dict[tuple[int, int], dict[str, float]] = {}

    def branches(self) -> tuple[Branch, ...]:
        """All of them, in the order in which they were begun."""
        return tuple(self._branch(went) for went in self._room.branches)

    def learnt(self, went: Went) -> Debrief | None:
        """What is learnt from a branch, with its odds where there are any."""
        if self._stage is None:
            return None
        return debrief(self._stage.catalogue, self._stage.played(went), None, self._worth)

    def _branch(self, went: Went) -> Branch:
        stage = self._stage
        played = stage.played(went) if stage else None
        learnt = self.learnt(went)
        asked = [each.turn + 1 for each in self._room.rounds if each.branch == went.number]
        words = [each.turn + 1 for each in self._room.suggestions if each.branch == went.number]
        last = max([len(went.entries), *asked, *words])
        outcome = stage.ended(went) if stage and played and not played.divergence else None
        return Branch(
            went.number + 1,
            went.parent + 1,
            went.turn,
            tuple(self._turn(went, number, played, learnt) for number in range(went.turn + 1, last + 1)),
            outcome,
            learnt,
            learnt.chances if learnt else None,
            self._gone(played),
        )

    def _gone(self, played: Played | None) -> str:
        if played is None or played.divergence is None:
            return ""
        turn = played.divergence.turn
        return (
            f"The meeting was edited since. It no longer has line {turn} of this branch, so what the boss said to it, "
            "and to all lines after it, is not known any more."
        )

    def _turn(self, went: Went, number: int, played: Played | None, learnt: Debrief | None) -> Turn:
        is_said = number <= len(went.entries)
        is_known = played is not None and number <= len(played.choices)
        entry = went.entries[number - 1] if is_said else ""
        chances = self._chances(played, number) if is_known else {}
        return Turn(
            number,
            self._before(played, number),
            self._asked(went, number, entry, chances, played if is_known else None),
            self._says(entry) if is_said else "",
            learnt.turns[number - 1] if learnt and is_known else None,
            learnt.chances.of(number) if learnt and learnt.chances else None,
            *self._watched(went, number, played if is_known else None),
            *self._proposed(went, number, entry),
            self._repeats(went, number),
        )

    def _says(self, entry: str) -> str:
        said = self._stage.says(entry) if self._stage else entry.partition("\t")[2] or self._text(entry)
        return clean(said, WORDS)

    def _text(self, entry: str) -> str:
        """A line as it stood on the phones, where the meeting is not there any more."""
        texts = {option.id: option.text for asked in self._room.rounds for option in asked.options}
        return texts.get(entry, entry)

    def _before(self, played: Played | None, number: int) -> str:
        if played is None or number > len(played.steps):
            return ""
        return " ".join(line.text for line in played.steps[number - 1].lines if line.speaker == "boss")

    def _chances(self, played: Played | None, number: int) -> dict[str, float]:
        """How likely a good end is after each line that was on offer."""
        if played is None or self._worth is None:
            return {}
        state = played.steps[number - 1].state
        return {line.choice: line.chance(accepted(None)) for line in self._worth.lines(state)}

    def _asked(
        self, went: Went, number: int, entry: str, chances: Mapping[str, float], played: Played | None
    ) -> tuple[Asked, ...]:
        room, stage = self._room, self._stage
        what = entry.partition("\t")[0]
        found = [
            asked_of(
                each,
                room,
                question=stage.question(each) if stage else "What do you say?" if each.question == "line" else "",
                said=what,
                chances=chances,
                names=self._names,
                voters=self._moments.voters.get(each.number, 0),
            )
            for each in room.rounds
            if (each.branch, each.turn) == (went.number, number - 1)
            and (each.taken_part or each.decided or each is room.round)
        ]
        if played is None or any(each.kind == "line" for each in found):
            return tuple(found)
        before = played.steps[number - 1].state
        lines = (
            [] if is_over(played.story, before) else [(line.id, line.say) for line in shuffled(played.story, before)]
        )
        return (not_asked(lines, what, chances), *found) if lines else tuple(found)

    def observed(self) -> tuple[Observed, ...]:
        """What observers marked, over all lines in which they marked anything."""
        if self._stage is None:
            return ()
        labels: dict[str, str] = {}
        made_in: Counter[str] = Counter()
        marks: dict[tuple[str, bool], list[int]] = {}  # by move, and whether it was made there: seats
        for went in self._room.branches:
            played = self._stage.played(went)
            for number in range(went.turn + 1, len(played.choices) + 1):
                marked = self._marks(went, number)
                if not marked:
                    continue
                before = played.back_to(number)
                made = self._stage.made(before)
                labels |= {move.id: move.label for move in self._stage.checklist(before)}
                made_in.update(made)
                for seat, move in marked:
                    marks.setdefault((move, move in made), []).append(seat)
        anonymous = self._room.began.anonymous
        told = [
            Observed(
                label,
                made_in[move],
                *(_marks_told(marks.get((move, there), []), anonymous=anonymous) for there in (True, False)),
            )
            for move, label in labels.items()
        ]
        return tuple(sorted(told, key=lambda each: (-each.lines, each.label)))

    def _watched(self, went: Went, number: int, played: Played | None) -> tuple[tuple[Watched, ...], int]:
        """The moves that were looked out for in a line, and by how many; nothing of it in an anonymous session."""
        marks = self._marks(went, number)
        if self._stage is None or played is None or not marks or self._room.began.anonymous:
            return (), 0
        there = self._stage.checklist(played.back_to(number))
        made = self._stage.made(played.back_to(number))
        told = [
            Watched(move.label, move.id in made, sum(1 for _, marked in marks if marked == move.id)) for move in there
        ]
        return tuple(told), len({seat for seat, _ in marks})

    def _marks(self, went: Went, number: int) -> frozenset[tuple[int, str]]:
        """The marks on a line, those too that were made in a branch that had only just begun behind it."""
        found: frozenset[tuple[int, str]] = frozenset()
        for (branch, turn), marks in self._room.marks.items():
            said_in = self._room.branches[branch]
            while said_in.parent >= 0 and turn <= said_in.turn:
                said_in = self._room.branches[said_in.parent]
            if (said_in.number, turn) == (went.number, number):
                found |= marks
        return found

    def _proposed(self, went: Went, number: int, entry: str) -> tuple[tuple[Proposed, ...], bool]:
        """The words proposed for a line, without those that the coach took off; and whether they may not be told."""
        here = [
            each
            for each in self._room.suggestions
            if (each.branch, each.turn) == (went.number, number - 1) and not each.hidden
        ]
        played = clean(entry.partition("\t")[2], WORDS)
        groups: dict[tuple[str, str], list[Suggestion]] = {}
        for each in here:
            groups.setdefault((each.move, alike(each.words)), []).append(each)
        told = [self._alike(group, played) for group in groups.values()]
        anonymous = self._room.began.anonymous
        if anonymous and people(len(self._room.present), anonymous=True) is None:
            return tuple(each for each in told if each.played), any(not each.played for each in told)
        told.sort(key=lambda each: (each.move, not each.played, each.words))
        return tuple(told), False

    def _alike(self, group: Sequence[Suggestion], played: str) -> Proposed:
        """Words that differ in nothing that counts: as they were played, else as most typed them."""
        typed = Counter(clean(each.words, WORDS) for each in group)
        return Proposed(
            self._stage.move_label(group[0].move) if self._stage else "",
            played if played in typed else typed.most_common(1)[0][0],
            played in typed,
            tuple(sorted(self._names[each.seat] for each in group if each.seat in self._names)),
            len(group),
        )

    def _repeats(self, went: Went, number: int) -> int:
        """The first branch before this one in which all was said alike up to that line."""
        said = went.entries[:number]
        alike = (each.number + 1 for each in self._room.branches[: went.number] if each.entries[:number] == said)
        return next(alike, 0) if len(said) == number else 0


def _marks_told(seats: Sequence[int], *, anonymous: bool) -> Count:
    """So many marks, where those who made them are enough that it may be said."""
    return None if people(len(set(seats)), anonymous=anonymous) is None else len(seats)
