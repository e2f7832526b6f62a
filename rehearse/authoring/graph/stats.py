"""How much there is in scenarios and personas: points, lines, endings, words, how long it takes to read and to talk.

Counted as they are shown, with the slots' defaults filled in.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.analysis.odds import KINDS
from rehearse.authoring.graph.stats_talks import TALKS, Spread, Talks, talks_of
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.store.session import story_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rehearse.engine import Story
    from rehearse.loading.library import Library
    from rehearse.model.persona import Persona, Reaction
    from rehearse.model.scenario import Scenario

READ_SILENTLY, READ_ALOUD = 238, 183
"""Words a minute, read silently (non-fiction, English) and aloud, by adults: the means over 190 studies in Brysbaert,
M. (2019), How many words do we read per minute? Journal of Memory and Language 109, 104047."""
SOURCE = (
    f"Minutes at {READ_SILENTLY} words a minute read silently and {READ_ALOUD} aloud (Brysbaert 2019, means for adults "
    "reading English)."
)
_WORD = re.compile("\\w[\\w'\N{RIGHT SINGLE QUOTATION MARK}-]*")


def words_in(*texts: str) -> int:
    """How many words *texts* have. ``I'd`` and ``pick-up`` are one each."""
    return sum(len(_WORD.findall(text)) for text in texts)


@dataclass(frozen=True, slots=True)
class WithBoss:
    """A scenario with one boss."""

    boss: str  # the persona's id
    name: str
    own_texts: int  # of the texts that bosses say, how many are written for this one
    texts: int  # how many such texts there are
    boss_words: int  # that the scenario gives the boss to say, once each
    your_words: int  # of all lines that one can say
    talks: Talks


@dataclass(frozen=True, slots=True)
class ScenarioStats:
    """What a scenario holds."""

    scenario: str
    title: str
    nodes: int
    talking: int  # nodes at which one can say something
    passing: int  # that the talk goes through by itself
    todo: int
    choices: int
    endings: Mapping[str, int]  # by type, best first; types without any are left out
    words: int  # everything that is written, for all bosses, explanations and notes too
    bosses: tuple[WithBoss, ...]

    @property
    def reading(self) -> float:
        """Minutes that it takes to read all of it silently."""
        return self.words / READ_SILENTLY


@dataclass(frozen=True, slots=True)
class PersonaStats:
    """What a persona holds."""

    persona: str
    name: str
    reactions: int  # moves that it reacts to in its own way
    moves: int  # that there are
    reaction_words: int  # said and thought, in all reactions
    line_words: int  # on occasions: objections, impatience, yes and no
    other_words: int  # cues, moods, signs, descriptions


def scenario_stats(
    library: Library, name: str, bosses: Iterable[str] | None = None, *, talks: int = TALKS
) -> ScenarioStats:
    """The figures of one scenario, by its id, with *bosses* (else all). Plays so many *talks* with each.

    Raises ``UnknownContent`` with a sentence where it is not there or cannot be played.
    """
    catalogue = Catalogue(library)
    stories = [story_of(library, name, boss) for boss in (library.personas if bosses is None else bosses)]
    scenario = library.scenarios[name]
    nodes = scenario.nodes.values()
    kinds = Counter[str](node.ending for node in nodes if node.ending)
    return ScenarioStats(
        scenario=name,
        title=scenario.title,
        nodes=len(scenario.nodes),
        talking=sum(bool(node.choices) for node in nodes),
        passing=sum(node.goto is not None or node.chance is not None for node in nodes),
        todo=sum(node.todo for node in nodes),
        choices=sum(len(node.choices) for node in nodes),
        endings={kind: kinds[kind] for kind in KINDS if kinds[kind]},
        words=words_in(*_written(scenario)),
        bosses=tuple(_with_boss(story, scenario, catalogue, talks) for story in stories),
    )


def _with_boss(story: Story, scenario: Scenario, catalogue: Catalogue, talks: int) -> WithBoss:
    spoken = list(_spoken(scenario))
    said = [text for node in story.nodes for text in (node.boss, node.again) if text]
    said += [choice.replies[0] for choice in story.choices if choice.own_reply]
    return WithBoss(
        boss=story.boss.persona,
        name=story.boss.described,
        own_texts=sum(story.boss.persona.partition("+")[0] in texts for texts in spoken),
        texts=len(spoken),
        boss_words=words_in(*said),
        your_words=words_in(*(choice.say for choice in story.choices)),
        talks=talks_of(story, catalogue, talks, words_in),
    )


def _spoken(scenario: Scenario) -> Iterator[Mapping[str, str]]:
    """The texts that bosses say, by persona."""
    for node in scenario.nodes.values():
        replies = (choice.reply for choice in node.choices)
        yield from (texts for texts in (node.boss, node.again, *replies) if texts is not None)


def _written(scenario: Scenario) -> Iterator[str]:
    """Everything in a scenario that somebody reads."""
    yield scenario.title
    for about in (scenario.summary, scenario.you, scenario.scene, scenario.asks):
        yield from about.values()
    for node in scenario.nodes.values():
        yield from (text for text in (node.title, node.notes) if text)
        for choice in node.choices:
            yield from (*choice.say.values(), *(choice.why or {}).values())
        yield from (node.summary or {}).values()
    for texts in _spoken(scenario):
        yield from texts.values()


def persona_stats(library: Library, persona: str) -> PersonaStats:
    """The figures of one persona, by its id. Raises ``KeyError`` where there is none."""
    found = library.personas[persona]
    reactions = [*found.reactions.values(), found.general.helps, found.general.depends, found.general.hurts]
    return PersonaStats(
        persona=persona,
        name=found.name,
        reactions=len(found.reactions),
        moves=len(library.moves),
        reaction_words=sum(map(_reaction_words, reactions)),
        line_words=words_in(*_lines(found)),
        other_words=words_in(*_other(found)),
    )


def _reaction_words(reaction: Reaction) -> int:
    return words_in(*reaction.says, reaction.thinks)


def _lines(persona: Persona) -> Iterator[str]:
    for kind in type(persona.lines).model_fields:
        lines = getattr(persona.lines, kind)
        for said in lines.values() if isinstance(lines, dict) else (lines,):
            yield from said


def _other(persona: Persona) -> Iterator[str]:
    yield from (persona.title, persona.role, persona.about, persona.talks, *persona.signs)
    for cues in persona.cues.values():
        yield from (*cues.low, *cues.middle, *cues.high)
    for concern in persona.concerns:
        yield from (concern.label, concern.about)
    yield from (mood.cue for mood in persona.moods)


__all__ = [
    "READ_ALOUD",
    "READ_SILENTLY",
    "SOURCE",
    "TALKS",
    "PersonaStats",
    "ScenarioStats",
    "Spread",
    "WithBoss",
    "persona_stats",
    "scenario_stats",
    "words_in",
]
