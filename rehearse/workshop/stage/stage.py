"""What every face of a session shows of the conversation. No clock, no chance; what is slow is done beside it."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from rehearse.coaching.debrief.comparison import Branch as Compared
from rehearse.coaching.debrief.comparison import Comparison, compare
from rehearse.coaching.debrief.summary import accepted, outcome
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.feedback.judging import feedback
from rehearse.engine import Divergence, Entry, Played, Unavailable, available, is_over, replay, shuffled
from rehearse.loading.library import unknown_id
from rehearse.store.session import UnknownContent, mood_of, story_of
from rehearse.workshop.session.events import Option
from rehearse.workshop.session.room import Branch
from rehearse.workshop.stage.hearing import Hearing
from rehearse.workshop.stage.odds import Curves
from rehearse.workshop.stage.predicting import boss_options, came_true

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rehearse.coaching.feedback.values import Debrief, Feedback, Outcome
    from rehearse.coaching.odds.chances import Chances
    from rehearse.engine import Story
    from rehearse.engine.state import Occasion, Speaker
    from rehearse.loading.library import Library
    from rehearse.store.session import Mood
    from rehearse.workshop.session.events import Began
    from rehearse.workshop.session.room import Alone, Room, Round
    from rehearse.workshop.stage.predicting import About

    Talk = Branch | Played

MOST_KEPT = 600
"""Talks that are kept worked out: the branches, and what people say alone on their phones."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")
_ASKS = re.compile(
    r"\?$|\bask (the room|them|who|what|which|how|why|where|when|whether)\b"
    r"|^(let|have|hold) the room\b|^collect from\b",
    re.IGNORECASE,
)


class Spoken(NamedTuple):
    """Something that was said, and in which turn: 0 is before the room's first line."""

    turn: int
    speaker: Speaker
    text: str
    occasion: Occasion


class Notes(NamedTuple):
    """The author's notes for who leads the talk about a moment: for the coach's eyes only."""

    notes: tuple[str, ...]  # sentences
    questions: tuple[str, ...]  # those that are to be asked


class Move(NamedTuple):
    """A move as observers read it."""

    id: str
    label: str


class Stage:
    """One meeting with one boss, as a session began it. Belongs to one thread; only ``hearing`` is for any."""

    def __init__(self, library: Library, began: Began, told: Callable[[], None] = lambda: None) -> None:
        """Raises ``UnknownContent`` with a sentence. *told* is called, by any thread, whenever odds have come."""
        self.began = began
        self.story: Story = story_of(library, began.scenario, began.persona)
        levels = {level.id: level for level in self.story.levels}
        if began.level not in levels:
            raise UnknownContent(unknown_id(began.level, levels, "level"))
        self.catalogue = Catalogue(library)
        self.hearing = Hearing(library, self.story)
        self.changed = library.content_hash(began.scenario, began.persona) != began.content
        """Whether the meeting was edited since the session began; see also ``Played.divergence``."""
        self._curves = Curves(library, self.catalogue, self.story, began.level, told)
        self._played: OrderedDict[tuple[int, tuple[str, ...]], Played] = OrderedDict()

    # --- what was said

    def played(self, talk: Talk) -> Played:
        """The conversation of a branch, line by line, with all that it did."""
        return self._replayed(self.began.seed, talk.entries) if isinstance(talk, Branch) else talk

    def alone(self, own: Alone) -> Played:
        """Somebody's own rehearsal."""
        return self._replayed(own.seed, own.entries)

    def _replayed(self, seed: int, entries: tuple[str, ...]) -> Played:
        key = (seed, entries)
        found = self._played.get(key)
        if found is None:
            before = self._played.get((seed, entries[:-1])) if entries else None
            if before is not None and before.divergence is None:
                found = _replayed_on(before, entries[-1])
            else:
                found = replay(self.story, seed=seed, level=self.began.level, choices=entries)
            self._played[key] = found
            if len(self._played) > MOST_KEPT:
                self._played.popitem(last=False)
        self._played.move_to_end(key)
        return found

    def lines(self, talk: Talk) -> tuple[Spoken, ...]:
        """Everything that was said so far, the boss's first words included."""
        steps = self.played(talk).steps
        return tuple(
            Spoken(turn, line.speaker, line.text, line.occasion)
            for turn, step in enumerate(steps)
            for line in step.lines
        )

    def mood(self, talk: Talk) -> Mood:
        """What one sees of the boss now: a cue in words, and the meters behind it."""
        return mood_of(self.played(talk))

    def ended(self, talk: Talk) -> Outcome | None:
        """How the meeting came out; nothing while it goes on."""
        played = self.played(talk)
        return outcome(played) if is_over(self.story, played.now.state) else None

    # --- what can be said

    def options(self, talk: Talk) -> tuple[Option, ...]:
        """The lines that can be said now, in the order in which they are shown; none where the talk is over."""
        played = self.played(talk)
        if is_over(self.story, played.now.state) or played.divergence:
            return ()
        return tuple(Option(choice.id, choice.say) for choice in shuffled(self.story, played.now.state))

    def boss_options(self, talk: Talk, entry: str, about: About = "says") -> tuple[Option, ...]:
        """What the boss might make of a line: what they *say* to it, or what it does to their *trust*.

        One of them is what will happen (see ``comes_true``). Where this boss has only one answer, trust is asked about.
        Raises ``engine.Unavailable`` where the line cannot be said.
        """
        return boss_options(self.played(talk), entry, about)

    def comes_true(self, talk: Talk, entry: str, options: Sequence[Option]) -> str:
        """The id of that of ``boss_options`` which will happen. For nobody's eyes before the round is decided."""
        return came_true(self.played(talk), entry, options)

    def pending(self, room: Room) -> str:
        """The line that the room decided on and that was not said yet, as an entry; empty where there is none."""
        for asked in reversed(room.rounds):
            if (asked.branch, asked.turn) != (room.branch, len(room.now.entries)):
                break
            if asked.question == "line":
                return asked.decided
        return ""

    def question(self, asked: Round) -> str:
        """What a round asks, as a sentence."""
        if asked.question == "line":
            return "What do you say?"
        if asked.options and asked.options[0].id.startswith("trust"):
            return f"What will it do to the trust of {self.story.boss.name}?"
        return f"What will {self.story.boss.name} answer?"

    def says(self, entry: str) -> str:
        """A line as people read it, by its entry: own words, or the choice's."""
        what, _, words = entry.partition("\t")
        return words or next((choice.say for choice in self.story.choices if choice.id == what), what)

    # --- what it was worth

    def advice(self, talk: Talk) -> Feedback | None:
        """What the last line was worth, with the rule and its sources; nothing before the first line."""
        played = self.played(talk)
        return feedback(self.catalogue, played, len(played.choices)) if played.choices else None

    def notes(self, talk: Talk) -> Notes:
        """The author's notes on where the talk stands. They are for the coach alone."""
        return notes_in(self.story.nodes[self.played(talk).now.state.node].notes)

    def checklist(self, talk: Talk) -> tuple[Move, ...]:
        """The moves that observers look out for in the last line: what every line on offer there would have been."""
        played = self.played(talk)
        turn = max(len(played.choices) - 1, 0)
        offered = [move for choice in available(self.story, played.steps[turn].state) for move in choice.moves]
        said = played.choices[-1].moves if played.choices else ()
        return tuple(
            sorted(
                {Move(move, self.catalogue.move(move).label) for move in (*offered, *said)}, key=lambda move: move.label
            )
        )

    def made(self, talk: Talk) -> tuple[str, ...]:
        """The moves that the last line was, by id."""
        choices = self.played(talk).choices
        return choices[-1].moves if choices else ()

    def odds(self, talk: Talk) -> Chances | None:
        """The chance of a yes of some kind after each line. Never waits: nothing until it is there, then ``told``."""
        found = self._curves.of(self.played(talk))
        return found.chances if found else None

    def debrief(self, talk: Talk) -> Debrief:
        """What is learnt from a talk; with its odds where they are there."""
        return self._curves.debrief(self.played(talk))

    def debrief_now(self, talk: Talk) -> Debrief:
        """The same with the odds, waited for where they are on their way. Takes seconds: never in the event loop."""
        return self._curves.now(self.played(talk))

    def compare(self, left: Branch, right: Branch) -> Comparison:
        """Two branches beside one another: where they part, how they came out, what sets the better one apart."""
        one, other = (
            Compared(str(each.number), f"Branch {each.number + 1}", each.entries, self.debrief(each))
            for each in (left, right)
        )
        return compare(one, other, (one, other), accepted(None))

    def move_label(self, move: str) -> str:
        """A move as people read it; words for none where it is not known."""
        try:
            return self.catalogue.move(move).label
        except KeyError:
            return "Not understood"


def notes_in(text: str) -> Notes:
    """An author's *text* as notes, with whatever the room is to be asked or to do apart."""
    sentences = tuple(_SENTENCE.split(" ".join(text.split()))) if text.strip() else ()
    asks = tuple(each for each in sentences if _ASKS.search(each))
    return Notes(tuple(each for each in sentences if each not in asks), asks)


def _replayed_on(before: Played, entry: str) -> Played:
    """*before*, one line further; where that cannot be said, as ``replay`` tells it."""
    try:
        return before.said(entry)
    except Unavailable:
        gone = Divergence(len(before.choices) + 1, Entry.read(entry).what)
        return Played(before.story, before.seed, before.level, before.steps, before.choices, gone)
