"""Playing tests: each case from its beginning, until everything is as expected or something is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.authoring.tests.expected import Missed, Moment, missed
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.feedback.hearing import Ear
from rehearse.engine import Entry, available, replay
from rehearse.engine.play import StoryLoop, Unavailable, begin
from rehearse.model.problem import did_you_mean
from rehearse.model.tests import NOTHING, UNSURE
from rehearse.store.session import UnknownContent, story_of
from rehearse.store.weighing import Weighing

if TYPE_CHECKING:
    from rehearse.authoring.tests.found import Case
    from rehearse.coaching.feedback.hearing import Heard
    from rehearse.coaching.odds.worth import Worth
    from rehearse.engine import Line, Played, Story
    from rehearse.loading.library import Library
    from rehearse.model.problem import Span
    from rehearse.model.tests import OddsExpectation, TestStep

_MOST_SEEDS = 10_000
"""Seeds that are tried for a mood."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Where a case went another way than its test expects."""

    where: Span  # the step, or the expectation in the end
    step: int  # from 1; 0 for what is expected in the end
    told: str  # what was said in that step
    missed: tuple[Missed, ...]
    talk: tuple[Line, ...]  # all of it, up to there


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case."""

    case: Case
    seed: int  # that it was played with: where a mood is given, it may be a later one
    failure: Failure | None = None

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return self.failure is None


class CannotBePlayed(ValueError):
    """A step that cannot be said where it stands; carries what was expected and what is so instead."""

    def __init__(self, expected: str, happened: str) -> None:
        """Keep both halves for the report."""
        super().__init__(f"{expected}: {happened}")
        self.missed = Missed(expected, happened)


class Player:
    """Plays cases with one library. What several of them need is made once."""

    def __init__(self, library: Library) -> None:
        """Nothing is made ready yet."""
        self._library = library
        self._stories: dict[tuple[str, str, tuple[tuple[str, str], ...]], Story] = {}
        self._worths: dict[tuple[str, str, str], Worth] = {}
        self._ear: Ear | None = None

    def played(self, case: Case) -> Outcome:
        """Play *case*. Never raises for what stands in content."""
        try:
            story = self._story(case)
        except UnknownContent as error:
            return Outcome(case, case.seed, Failure(case.place, 0, "", (Missed("a meeting to play", str(error)),), ()))
        seed = case.seed
        if case.given.mood:
            with_mood = _seed_with(story, case.given.mood, seed)
            if with_mood is None:
                what = Missed(f"a day on which the boss is {case.given.mood}", "there is no such mood with this boss")
                return Outcome(case, seed, Failure(case.place, 0, "", (what,), ()))
            seed = with_mood
        return Outcome(case, seed, self._failure(case, story, seed))

    def _story(self, case: Case) -> Story:
        slots = case.given.brief or {}
        key = case.file.scenario, case.persona, tuple(sorted(slots.items()))
        if key not in self._stories:
            self._stories[key] = story_of(self._library, case.file.scenario, case.persona, slots)
        return self._stories[key]

    def _failure(self, case: Case, story: Story, seed: int) -> Failure | None:
        """Play it through; what goes wrong first, if anything."""
        played, number, told, where = None, 0, "", case.place
        try:
            played = replay(story, seed=seed, level=case.level, choices=())
            for number, step in enumerate(case.test.steps, 1):
                where, told = case.file.span("tests", case.index, "steps", number - 1), step.told
                heard = None if step.say is None else self._hear(played, step.say)
                played = _said(played, step, heard)
                if wrong := _missed_step(played, step, heard):
                    return Failure(where, number, told, wrong, _talk(played))
            number, told, where = 0, "", case.file.span("tests", case.index, "expect")
            if case.test.expect is not None and (wrong := missed(case.test.expect, Moment(played))):
                return Failure(where, 0, "", wrong, _talk(played))
            if case.test.odds is not None and (wrong := self._missed_odds(case, story, played, case.test.odds)):
                return Failure(case.file.span("tests", case.index, "odds"), 0, "", wrong, _talk(played))
        except CannotBePlayed as error:
            return Failure(where, number, told, (error.missed,), _talk(played))
        except (StoryLoop, Unavailable) as error:
            return Failure(where, number, told, (Missed("the talk goes on", str(error)),), _talk(played))
        return None

    def _hear(self, played: Played, words: str) -> Heard:
        if self._ear is None:
            self._ear = Ear(self._library)
        return self._ear.hear(played.story, played.now.state, words)

    def _missed_odds(self, case: Case, story: Story, played: Played, odds: OddsExpectation) -> tuple[Missed, ...]:
        worth = self._worth(case, story)
        before = None if played.choices or case.given.mood else worth.begun(odds.player)
        found = before or worth.odds(played.now.state, odds.player)
        chance = sum(found[kind] for kind in odds.endings)
        low, high = odds.at_least or 0.0, 1.0 if odds.at_most is None else odds.at_most
        if low <= chance <= high:
            return ()
        asked = f"at least {low:g}" if chance < low else f"at most {high:g}"
        counted = " or ".join(odds.endings)
        how = "" if worth.exact else f", give or take {2 * worth.error:.2f}"
        return (Missed(f"a chance of {asked} of {counted} for {odds.player}", f"it is {chance:.4f}{how}"),)

    def _worth(self, case: Case, story: Story) -> Worth:
        key = story.scenario, story.boss.persona, case.level
        if key not in self._worths:
            self._worths[key] = Weighing(self._library, Catalogue(self._library), story, case.level).now()
        return self._worths[key]


def _seed_with(story: Story, mood: str, seed: int) -> int | None:
    """The first seed from *seed* on that draws *mood*."""
    if mood not in {known.id for known in story.moods}:
        return None
    level = story.levels[0].id
    for number in range(seed, seed + _MOST_SEEDS):
        if story.moods[begin(story, seed=number, level=level).state.mood].id == mood:
            return number
    return None


def _talk(played: Played | None) -> tuple[Line, ...]:
    return () if played is None else tuple(line for step in played.steps for line in step.lines)


def _said(played: Played, step: TestStep, heard: Heard | None) -> Played:
    """One line further. Raises ``CannotBePlayed`` with a sentence where the line cannot be said."""
    entry = _entry(played, step, heard)
    try:
        return played.said(entry)
    except Unavailable as error:
        raise CannotBePlayed(*_why_not(played, entry)) from error


def _entry(played: Played, step: TestStep, heard: Heard | None) -> Entry:
    if heard is None:
        if step.choose is not None:
            return Entry.of_choice(step.choose)
        return Entry.of_move(step.move, "") if step.move is not None else Entry("~")
    words = heard.unread.words
    expects_unsure = step.expect is not None and step.expect.heard_as == UNSURE
    if step.meant == NOTHING or (step.meant is None and expects_unsure and heard.outcome == "unsure"):
        return heard.unread  # none of what the program asks about
    if step.meant is not None:
        offered = {choice.id for choice in available(played.story, played.now.state)}
        return Entry.of_move(step.meant, words) if _is_move(step.meant, played, offered) else Entry(step.meant, words)
    if heard.outcome == "unsure":
        near = " or ".join(f"'{reading.entry.what.lstrip('=')}'" for reading in heard.readings)
        asked = "the words are understood"
        raise CannotBePlayed(asked, f"the program asks whether {near} is meant; say so with 'meant:'")
    return heard.readings[0].entry if heard.readings and heard.outcome != "nothing" else heard.unread


def _is_move(name: str, played: Played, offered: set[str]) -> bool:
    return name not in offered and name in played.story.reactions


def _why_not(played: Played, entry: Entry) -> tuple[str, str]:
    """What was expected of *entry* and what is so, for a line that cannot be said."""
    story, state = played.story, played.now.state
    node = story.nodes[state.node]
    offered = [choice.id for choice in available(story, state)]
    what = entry.move or entry.what
    expected = f"'{what}' can be said at '{node.id}'"
    if not offered:
        ended = f"with '{node.ending.kind}' " if node.ending else ""
        return expected, f"the talk is over: it ended {ended}at '{node.id}'"
    here = f"on offer {'is' if len(offered) == 1 else 'are'} {', '.join(offered)}"
    if what in node.by_id:
        choice = node.by_id[what]
        why = (
            "it was said before"
            if state.used >> choice.index & 1 and not choice.repeat
            else "its condition does not hold"
        )
        return expected, f"{why}; {here}"
    hint = did_you_mean(what, offered)
    return expected, f"it is no line there; {here}{'. ' + hint if hint else ''}"


def _missed_step(played: Played, step: TestStep, heard: Heard | None) -> tuple[Missed, ...]:
    if step.expect is None:
        return ()
    found: list[Missed] = []
    if heard is not None and step.expect.heard_as is not None:
        reading = heard_as(heard)
        if reading != step.expect.heard_as:
            found.append(Missed(f"the words are heard as '{step.expect.heard_as}'", f"they are heard as '{reading}'"))
    if heard is not None and step.expect.asks is not None:
        asks = heard.outcome in {"confirm", "unsure"}
        if asks != step.expect.asks:
            does = ("the program asks before it counts", "the program takes the words without asking")
            found.append(Missed(does[not step.expect.asks], does[not asks]))
    moves = played.choices[-1].moves
    if step.expect.move is not None and set(step.expect.move) != set(moves):
        found.append(
            Missed(
                f"the line makes the move {' and '.join(step.expect.move)}", f"it makes {' and '.join(moves) or 'none'}"
            )
        )
    return (*found, *missed(step.expect, Moment(played)))


def heard_as(heard: Heard) -> str:
    """What words are read as, as a test names it: a choice, a move, ``unsure`` or ``nothing``."""
    if heard.outcome == "nothing":
        return NOTHING
    return UNSURE if heard.outcome == "unsure" else heard.readings[0].entry.what.lstrip("=")
