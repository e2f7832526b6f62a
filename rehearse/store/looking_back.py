"""Looking back on one rehearsal: its debrief with everything that belongs to it, and what the person puts down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from rehearse.coaching.debrief.comparison import compare, parted
from rehearse.coaching.debrief.next_goal import goals
from rehearse.coaching.debrief.reflection import Goal, Guess, Reflection, confidence_in
from rehearse.coaching.debrief.summary import accepted, debrief
from rehearse.coaching.debrief.talk_style import ENOUGH, MOST_TALKS, talk_style
from rehearse.coaching.prep.values import Own
from rehearse.store.branches import branches
from rehearse.store.own_words import load_own, save_own
from rehearse.store.practice import opposite, planning
from rehearse.store.session import REFUSALS, Session

if TYPE_CHECKING:
    from rehearse.coaching.debrief.comparison import Branch, Comparison
    from rehearse.coaching.feedback.values import Debrief
    from rehearse.coaching.odds.worth import Worth
    from rehearse.engine import Played
    from rehearse.store.journal import Journal

GUESS, GOAL, CONFIDENCE = "guess", "goal", "confidence"
"""Kinds of notes."""
BEFORE, AFTER = "before", "after"


class WorkedOut(NamedTuple):
    """What is there once the odds are."""

    debrief: Debrief
    branches: tuple[Branch, ...]


@dataclass(slots=True)
class LookingBack:
    """One rehearsal, its debrief, and the notes about it."""

    session: Session
    _debrief: Debrief | None = None
    _branches: tuple[Branch, ...] | None = None
    _goals: tuple[Goal, ...] | None = None

    @property
    def debrief(self) -> Debrief:
        """What is learnt from it, with what the person has put down until now; without the odds until they came."""
        if self._debrief is None:
            session = self.session
            found = debrief(session.catalogue, session.played, session.brief)
            self._debrief = replace(found, reflection=reflection_on(session.journal, session.record.id))
        return self._debrief

    def worked_out(self, worth: Worth) -> WorkedOut:
        """The same with the odds. May take seconds; changes nothing here, so that a worker can do it."""
        session = self.session
        return WorkedOut(debrief(session.catalogue, session.played, session.brief, worth), branches(session, worth))

    def take(self, found: WorkedOut) -> None:
        """Have the odds from now on."""
        kept = self.debrief
        self._debrief = replace(found.debrief, style=kept.style, reflection=kept.reflection)
        self._branches, self._goals = found.branches, None

    @property
    def reflection(self) -> Reflection:
        """What the person has put down about it."""
        return self.debrief.reflection or Reflection()

    @property
    def heaviest(self) -> int:
        """The turn that mattered most, where the odds are known the one that cost most; 0 where nothing was said."""
        debrief = self.debrief
        points = debrief.turning_points or debrief.turns
        if not points:
            return 0
        if debrief.chances is None:
            return max(points, key=lambda turn: abs(turn.weight)).turn
        swings = {turn.turn: turn.swing for turn in debrief.chances.turns}
        return min(points, key=lambda turn: (min(swings[turn.turn], 0), -abs(swings[turn.turn]))).turn

    def with_style(self) -> Debrief:
        """The debrief, with how the person talks."""
        if self.debrief.style is None:
            style = talk_style(self.session.catalogue, _talks(self.session))
            self._debrief = replace(self.debrief, style=style)
        return self.debrief

    # --- what the person puts down

    def guess(self, turn: int, why: str = "") -> None:
        """Keep which turn they think changed it."""
        guess = Guess(turn, why)
        self._put(GUESS, guess.data, replace(self.reflection, guess=guess))

    def feel(self, value: int) -> None:
        """Keep how confident they feel now, from 1 to 5."""
        self._put(CONFIDENCE, {"when": AFTER, "value": value}, replace(self.reflection, after=value))

    def aim(self, goal: Goal) -> str:
        """Keep one goal for next time, also for the prep sheet; returns a sentence about that."""
        self._put(GOAL, goal.data, replace(self.reflection, goal=goal))
        return put_into_prep(goal)

    def _put(self, kind: str, data: dict[str, object], reflection: Reflection) -> None:
        self.session.journal.note(kind, data, self.session.record.id)
        self._debrief = replace(self.debrief, reflection=reflection)

    # --- what comes of it

    def goals(self) -> tuple[Goal, ...]:
        """Goals that could be taken, the most telling first."""
        if self._goals is None:
            session = self.session
            boss = opposite(session.library, session.brief, session.record.persona)
            plans = planning(session.library, session.brief, boss, [session.played]).plans([session.played], {})
            self._goals = goals(session.played, self.debrief, plans)
        return self._goals

    def branches(self) -> tuple[Branch, ...]:
        """Every way in which it was tried, this one among them."""
        if self._branches is None:
            self._branches = branches(self.session)
        return self._branches

    def usual_pair(self) -> tuple[Branch, Branch] | None:
        """The two branches to look at first: this one and the one it comes from, or else the latest other one."""
        mine = next((branch for branch in self.branches() if branch.id == self.session.record.id), None)
        others = [branch for branch in self.branches() if branch is not mine]
        if mine is None or not others:
            return None
        other = next((branch for branch in others if branch.id == self.session.record.parent), others[-1])
        return (other, mine) if self.session.record.parent else (mine, other)

    def compared(self, left: Branch, right: Branch) -> Comparison:
        """Two branches beside one another."""
        return compare(left, right, self.branches(), accepted(self.session.brief))


def whole_debrief(session: Session, worth: Worth | None = None) -> Debrief:
    """The debrief of a rehearsal with all that belongs to it, as it is exported."""
    looking = LookingBack(session)
    if worth is not None:
        looking.take(looking.worked_out(worth))
    return looking.with_style()


def reflection_on(journal: Journal, rehearsal: str) -> Reflection:
    """What the person has put down about a rehearsal; of each kind the newest counts."""
    found = Reflection()
    for note in journal.notes(GUESS, GOAL, CONFIDENCE, rehearsal=rehearsal):
        match note.kind, note.data.get("when"):
            case "guess", _:
                found = replace(found, guess=Guess.read(note.data) or found.guess)
            case "goal", _:
                found = replace(found, goal=Goal.read(note.data) or found.goal)
            case _, "before":
                found = replace(found, before=confidence_in(note.data) or found.before)
            case _, "after":
                found = replace(found, after=confidence_in(note.data) or found.after)
    return found


def put_into_prep(goal: Goal) -> str:
    """Put a goal that answers a worry on the prep sheet, unless the person has words of their own there."""
    if not goal.concern:
        return "Kept. The drill asks for it."
    own, trouble = load_own()
    keys = {f"if.{goal.concern}": goal.if_, f"then.{goal.concern}": goal.then}
    if trouble:
        return f"Kept for the drill. {trouble}"
    if any(key in own and own[key].used and own[key].text != text for key, text in keys.items()):
        return "Kept for the drill. The prep sheet has words of your own for this worry already; they stay."
    saving = save_own(own | {key: Own(text) for key, text in keys.items()})
    return "Kept: it stands on the prep sheet, and the drill asks for it." if saving.done else saving.told


def _talks(session: Session) -> list[tuple[Played, int]]:
    """This rehearsal, and where it has few lines the ones before it, each with how many lines are not new in it."""
    found = [(session.played, 0)]
    if len(session.played.choices) >= ENOUGH:
        return found
    taken = [tuple(str(choice.entry) for choice in session.played.choices)]
    for record in session.journal.rehearsals():
        if len(found) > MOST_TALKS:
            break
        if record.id == session.record.id or record.started > session.record.started or not record.choices:
            continue
        try:
            played = Session.resume(session.library, session.journal, record).played
        except REFUSALS:
            continue
        entries = tuple(str(choice.entry) for choice in played.choices)
        same = record.scenario == session.record.scenario and record.seed == session.record.seed
        shared = max(parted(entries, each) for each in taken) - 1 if same else 0
        if shared < len(entries):
            found.append((played, shared))
            taken.append(entries)
    return found
