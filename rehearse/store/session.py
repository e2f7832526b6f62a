"""A rehearsal under way: the story being played, and the journal that keeps every turn of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from rehearse.coaching.debrief.evidence import facts_in, facts_told
from rehearse.coaching.debrief.summary import debrief, outcome
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.feedback.judging import feedback
from rehearse.engine import Entry, Played, compile_story, is_over, replay, shuffled
from rehearse.engine.chance import draw
from rehearse.engine.play import StoryLoop, Unavailable
from rehearse.loading.library import unknown_id, wrong_boss
from rehearse.model.brief_slots import slots_of
from rehearse.model.mix import parts_of
from rehearse.store.brief import load_brief
from rehearse.store.places import model_folder, vectors_folder
from rehearse.store.record import Conflict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.coaching.feedback.hearing import Ear, Heard
    from rehearse.coaching.feedback.values import Debrief, FactUse, Feedback
    from rehearse.coaching.odds.worth import Worth
    from rehearse.engine import Choice, Step, Story
    from rehearse.loading.library import Library
    from rehearse.model.brief import Brief
    from rehearse.store.journal import Journal, Record
    from rehearse.store.weighing import Weighing

BAND_WORDS = {"low": "low", "middle": "middling", "high": "high"}
MAX_SEED = 2**31
_SALT_CUE = 500


class UnknownContent(LookupError):
    """A scenario, persona or level that is not there; the message says which one was probably meant."""


REFUSALS = (UnknownContent, Unavailable, StoryLoop, Conflict)
"""Why a rehearsal cannot be begun, carried on or tried again; each says so in a sentence for the person."""


class Gauge(NamedTuple):
    """A meter as a person reads it."""

    label: str
    value: int
    most: int
    word: str


class Mood(NamedTuple):
    """What one sees of the boss now, and the meters behind it."""

    cue: str
    bands: tuple[Gauge, ...]


def new_seed() -> int:
    """A seed for a new rehearsal."""
    return secrets.randbelow(MAX_SEED)


def story_of(library: Library, scenario: str, persona: str, brief: Mapping[str, str] | None = None) -> Story:
    """The story of a scenario with a persona, or with a mix of two (``controlling+sociable``).

    *brief* fills the slots (see ``brief_slots``): it is wording alone, which no journal keeps, so that an old rehearsal
    is shown with the brief as it is now. Raises ``UnknownContent`` with a sentence.
    """
    if scenario not in library.scenarios:
        raise UnknownContent(unknown_id(scenario, library.scenarios, "scenario"))
    if wrong := wrong_boss(persona, library.personas):
        raise UnknownContent(wrong)
    main, *second = (library.personas[part] for part in parts_of(persona))
    if library.rules is None:
        message = "The ground rules (advice/ground-rules.yaml) could not be read: run 'rehearse check'."
        raise UnknownContent(message)
    try:
        return compile_story(
            library.scenarios[scenario],
            main,
            library.rules,
            library.moves,
            brief,
            second=second[0] if second else None,
        )
    except KeyError as error:
        message = (
            f"'{scenario}' cannot be played, since it refers to {error}, which is not there: run 'rehearse check'."
        )
        raise UnknownContent(message) from error


@dataclass(slots=True, repr=False)  # the screens' workers are described by all that they are given
class Session:
    """One rehearsal being played. Every line is in the journal before its step is returned."""

    library: Library
    journal: Journal
    catalogue: Catalogue
    record: Record
    played: Played
    brief: Brief
    ear: Ear | None = None
    weighing: Weighing | None = None  # shared by all branches of a rehearsal
    kept: bool = True  # whether it is the person's own rehearsal, or an author's trial, which nobody keeps

    @classmethod
    def begin(
        cls,
        library: Library,
        journal: Journal,
        *,
        scenario: str,
        persona: str,
        level: str,
        seed: int,
        feedback: str,  # noqa: A002 RUF100
    ) -> Session:
        """A new rehearsal. Raises ``UnknownContent`` for ids that are not there."""
        brief, _ = load_brief()
        story = story_of(library, scenario, persona, slots_of(brief, persona))
        levels = {known.id: known for known in story.levels}
        if level not in levels:
            raise UnknownContent(unknown_id(level, levels, "level"))
        played = replay(story, seed=seed, level=level, choices=())
        record = journal.start(
            scenario=scenario,
            persona=persona,
            level=level,
            seed=seed,
            content_hash=library.content_hash(scenario, persona),
            feedback=feedback,
            title=story.title,
            boss=story.boss.described,
        )
        return cls(library, journal, Catalogue(library), record, played, brief)

    @classmethod
    def resume(cls, library: Library, journal: Journal, record: Record) -> Session:
        """A rehearsal from the journal, as far as it still fits its scenario (see ``diverged``).

        Raises ``UnknownContent`` where its scenario or its boss is not there, and ``StoryLoop`` as ``play`` does.
        """
        missing = [f"scenario '{record.scenario}'"] if record.scenario not in library.scenarios else []
        missing += [f"persona '{part}'" for part in parts_of(record.persona) if part not in library.personas]
        if missing:
            message = f"There is no {missing[0]}. If it belongs to a pack, name the folder of that: --pack FOLDER."
            raise UnknownContent(message)
        brief, _ = load_brief()
        story = story_of(library, record.scenario, record.persona, slots_of(brief, record.persona))
        played = replay(story, seed=record.seed, level=record.level, choices=record.choices)
        return cls(library, journal, Catalogue(library), record, played, brief)

    @property
    def story(self) -> Story:
        """The meeting being played."""
        return self.played.story

    @property
    def over(self) -> bool:
        """Whether the talk has ended."""
        return is_over(self.story, self.played.now.state)

    @property
    def diverged(self) -> str:
        """A sentence where the recorded rehearsal no longer fits an edited scenario, else empty."""
        divergence = self.played.divergence
        if divergence is None:
            return ""
        return (
            f"The scenario has changed since: the line '{divergence.choice}' of turn {divergence.turn} is no longer "
            "there. The talk stands just before it; what was said after it stays in the journal until you go on."
        )

    def choices(self) -> tuple[Choice, ...]:
        """What the person can say now, in the order in which it is shown."""
        return shuffled(self.story, self.played.now.state)

    def say(self, line: Entry | str) -> Step:
        """Say a line, by a choice's id or as a whole entry; it is on disk before this returns.

        Raises ``engine.Unavailable`` for a line that cannot be said now, and ``journal.Conflict`` where another program
        has carried this rehearsal on.
        """
        if self.played.divergence is not None:
            self.journal.undo(self.record.id, len(self.played.choices))
        entry = Entry.of_choice(line) if isinstance(line, str) else line
        played = self.played.said(entry)
        self.journal.say(self.record.id, len(played.choices), str(entry))
        self.played = played
        ending = self.story.nodes[played.now.state.node].ending
        if ending is not None:
            self.journal.finish(self.record.id, ending.kind, ending.title)
        return played.now

    def hear(self, words: str) -> Heard:
        """How the person's own words can be taken now; nothing is said yet."""
        from rehearse.coaching.feedback.hearing import Ear  # noqa: PLC0415  (the thesaurus is read with the first typed line)
        from rehearse.understanding import use_semantics  # noqa: PLC0415

        if self.ear is None:
            use_semantics(model_folder(), vectors_folder())  # before the fit, which computes the vectors
            self.ear = Ear(self.library)
        return self.ear.hear(self.story, self.played.now.state, words)

    def facts(self) -> tuple[FactUse, ...]:
        """The facts of the brief, with the turns in which each was told."""
        return facts_told(self.played, self.brief.facts)

    def facts_in(self, words: str) -> tuple[str, ...]:
        """The facts of the brief that *words* tell."""
        return facts_in(words, self.brief.facts)

    def undo(self) -> bool:
        """Take the last line back. Returns whether there was one."""
        turns = len(self.played.choices)
        if not turns:
            return False
        self.journal.undo(self.record.id, turns - 1)
        self.played = self.played.back_to(turns - 1)
        return True

    def have_feedback(self, feedback: str) -> None:
        """Have feedback ``now`` or ``later`` from here on, also when it is carried on. Raises ``journal.Conflict``."""
        self.journal.have_feedback(self.record.id, feedback)
        self.record = replace(self.record, feedback=feedback)

    def fork(self, turn: int) -> Session:
        """A new rehearsal in which the first *turn* lines are already said; this one stays as it is."""
        kept = tuple(str(choice.entry) for choice in self.played.choices[:turn])
        record = self.journal.start(
            scenario=self.record.scenario,
            persona=self.record.persona,
            level=self.record.level,
            seed=self.record.seed,
            content_hash=self.library.content_hash(self.record.scenario, self.record.persona),
            feedback=self.record.feedback,
            title=self.record.title,
            boss=self.record.boss,
            parent=self.record.id,
            forked_at=turn,
            choices=kept,
        )
        return replace(self, record=record, played=self.played.back_to(turn))

    def reread(self, turn: int, entry: Entry) -> Session:
        """A new rehearsal in which line *turn* (from 1) is taken as *entry*, and which goes on from there.

        Raises ``engine.Unavailable`` where it cannot be said there.
        """
        self.played.back_to(turn - 1).said(entry)
        session = self.fork(turn - 1)
        session.say(entry)
        return session

    def feedback(self, turn: int) -> Feedback:
        """What line *turn* (from 1) was worth."""
        return feedback(self.catalogue, self.played, turn, self.brief.facts)

    def debrief(self) -> Debrief:
        """What is learnt from this rehearsal so far."""
        return debrief(self.catalogue, self.played, self.brief)

    def weigh(self) -> None:
        """Have the odds of this meeting looked for, or computed beside the talk (see ``worth``). Returns at once."""
        self._weighing().start()

    def worth(self) -> Worth | None:
        """What states and lines are worth, once that is there; ``weigh`` has it looked for. Never waits."""
        return None if self.weighing is None else self.weighing.found()

    @property
    def weighs(self) -> bool:
        """Whether ``worth`` is still on its way. Where not, and it is not there, only ``worth_now`` brings it."""
        return self.weighing is not None and self.weighing.looking

    def worth_now(self) -> Worth:
        """What states and lines are worth; waits for it, or computes it here where it must. Takes seconds."""
        return self._weighing().now()

    def _weighing(self) -> Weighing:
        from rehearse.store.weighing import Weighing  # noqa: PLC0415  (not needed by who only looks into the journal)

        if self.weighing is None:
            self.weighing = Weighing(self.library, self.catalogue, self.story, self.record.level)
        return self.weighing

    def ending(self) -> tuple[str, str]:
        """How it ended: type and title."""
        ended = outcome(self.played)
        return ended.kind, ended.title

    def mood(self) -> Mood:
        """What one sees of the boss now."""
        return mood_of(self.played)


def mood_of(played: Played) -> Mood:
    """What one sees of the boss at the end of *played*."""
    story, state = played.story, played.now.state
    gauges = tuple(
        Gauge(meter.label, value, meter.max, BAND_WORDS[meter.band(value)])
        for meter, value in zip(story.meters, state.meters, strict=True)
    )
    if state.turn == 0:
        return Mood(story.moods[state.mood].cue, gauges)
    return Mood(_cue(played), gauges)


def _cue(played: Played) -> str:
    """The cue of the meter that is furthest from the middle; the one that has just moved where both are alike."""
    story, state = played.story, played.now.state
    before = played.steps[-2].state if len(played.steps) > 1 else state
    telling: list[tuple[bool, bool, bool, int]] = []
    for index, meter in enumerate(story.meters):
        if meter.id in story.cues:
            band = meter.band(state.meters[index])
            moved = state.meters[index] != before.meters[index]
            telling.append((band == "low", moved, band == "high", -index))
    if not telling:
        return ""
    index = -max(telling)[3]
    meter = story.meters[index]
    cues = story.cues[meter.id][meter.band(state.meters[index])]
    return cues[draw(state.seed, state.turn, _SALT_CUE) % len(cues)]
