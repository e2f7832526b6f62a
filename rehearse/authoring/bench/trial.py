"""Trying a scenario from anywhere, with meters as one likes: the ordinary talk, in a journal that is thrown away."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.engine import Played, arrive
from rehearse.engine.state import ACKNOWLEDGED, HELD, State
from rehearse.model.brief import Brief
from rehearse.store.journal import Journal
from rehearse.store.session import Session

if TYPE_CHECKING:
    from rehearse.authoring.bench.bench import Bench
    from rehearse.authoring.bench.draft import Draft
    from rehearse.engine import Story

CONCERN_WORDS = ("held", "surfaced", "acknowledged")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a talk is to stand where it begins. Values go by the story's indexes."""

    persona: str
    level: str
    node: str
    meters: tuple[int, ...]
    concerns: tuple[int, ...]
    flags: tuple[bool, ...]
    mood: int
    seed: int

    def state(self, story: Story) -> State:
        """As the engine has it, with nothing said and nothing visited as yet."""
        return State(
            node=next(node.index for node in story.nodes if node.id == self.node),
            meters=self.meters,
            concerns=self.concerns,
            flags=sum(1 << index for index, is_set in enumerate(self.flags) if is_set),
            used=0,
            seen=0,
            interrupted=0,
            back=-1,
            turn=0,
            mood=self.mood,
            level=story.level(self.level),
            seed=self.seed,
            asides=0,
        )


@dataclass(slots=True)
class Trial:
    """A talk that is tried, and the folder that its journal lies in until it is over."""

    session: Session
    folder: tempfile.TemporaryDirectory[str]

    @property
    def node(self) -> str:
        """Where it stands."""
        session = self.session
        return session.story.nodes[session.played.now.state.node].id

    @property
    def lines(self) -> tuple[str, ...]:
        """What was said, as the journal writes it."""
        return tuple(str(choice.entry) for choice in self.session.played.choices)

    def close(self) -> None:
        """Throw the journal away."""
        self.session.journal.close()
        self.folder.cleanup()


def standing_here(bench: Bench) -> Standing:
    """How the talk stands at the chosen node: as the path does, else as it can be there, else as it begins."""
    story = bench.story
    if bench.stands_here and bench.path.played is not None:
        return standing_of(bench.persona, story, bench.path.played.now.state)
    begun = story.levels[story.level(bench.level)]
    meters, concerns = begun.start, (HELD,) * len(story.concerns)
    station = bench.station
    if station is not None and station.meters:
        meters = tuple(
            min(max(value, each.least), each.most) for value, each in zip(meters, station.meters, strict=True)
        )
        concerns = tuple(each.least for each in station.concerns)
    flags = (False,) * len(story.flags)
    return Standing(bench.persona, bench.level, bench.node, meters, concerns, flags, 0, bench.path.trail.seed)


def standing_of(persona: str, story: Story, state: State) -> Standing:
    """How *state* stands."""
    return Standing(
        persona,
        story.levels[state.level].id,
        story.nodes[state.node].id,
        state.meters,
        state.concerns,
        tuple(bool(state.flags >> index & 1) for index in range(len(story.flags))),
        state.mood,
        state.seed,
    )


def fitted(standing: Standing, story: Story) -> Standing:
    """*standing* for another boss or level: what the two share stays, the rest is as it begins there."""
    levels = [level.id for level in story.levels]
    level = standing.level if standing.level in levels else levels[0]
    full = story.levels[levels.index(level)].answered
    concerns = [min(value, max(most, ACKNOWLEDGED)) for value, most in zip(standing.concerns, full, strict=False)]
    concerns += [HELD] * (len(full) - len(concerns))
    mood = standing.mood if standing.mood < len(story.moods) else 0
    return replace(standing, level=level, concerns=tuple(concerns), mood=mood)


def trial_from(draft: Draft, standing: Standing) -> Trial:
    """A talk that begins as *standing* says: the boss says what they say on coming there. Raises ``StoryLoop``."""
    story = draft.story(standing.persona)
    step = arrive(story, standing.state(story))
    return _trial(draft, standing.persona, Played(story, standing.seed, standing.level, (step,), ()))


def trial_along(bench: Bench) -> Trial | None:
    """A talk from the beginning that has already come along the path; none where it cannot be begun."""
    played = bench.path.played
    if played is None:
        return None
    return _trial(bench.draft, bench.persona, replace(played, divergence=None))


def _trial(draft: Draft, persona: str, played: Played) -> Trial:
    folder = tempfile.TemporaryDirectory(prefix="rehearse-trial-", ignore_cleanup_errors=True)
    journal = Journal.open(Path(folder.name) / "journal.db")
    story = played.story
    record = journal.start(
        scenario=story.scenario,
        persona=persona,
        level=played.level,
        seed=played.seed,
        content_hash="",
        feedback="now",
        title=story.title,
        boss=story.boss.described,
        choices=tuple(str(choice.entry) for choice in played.choices),
    )
    library = draft.library
    session = Session(library, journal, Catalogue(library), record, played, Brief(), kept=False)
    return Trial(session, folder)


def concern_word(story: Story, standing: Standing, concern: int, value: int) -> str:
    """How far a concern has got, in a word."""
    full = story.levels[story.level(standing.level)].answered[concern]
    if value >= full:
        return "answered"
    if value <= ACKNOWLEDGED:
        return CONCERN_WORDS[value]
    return f"acknowledged, {value - ACKNOWLEDGED} of {full - ACKNOWLEDGED} answers"
