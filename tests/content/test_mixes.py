"""Every mix of two shipped bosses can be rehearsed in every meeting, and what joins is heard and can be met."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.engine import Story, available, begin, choose
from rehearse.engine.state import HELD
from rehearse.store.session import story_of

from .test_shipped_content import LEVELS, PERSONAS, SCENARIOS, library, walked

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearse.engine import Choice, State

MIXES = [f"{main}+{other}" for main, other in permutations(PERSONAS, 2)]
PAIRS = [(scenario, mix) for scenario in SCENARIOS for mix in MIXES]
WALKS = 400


@cache
def mixed(scenario: str, boss: str) -> Story:
    return story_of(library(), scenario, boss)


@pytest.mark.parametrize(("scenario", "mix"), PAIRS)
def test_no_mix_is_ever_stuck_and_it_can_end_in_at_least_four_ways(scenario, mix):
    _, _, ends = walked(mixed(scenario, mix), walks=WALKS)
    assert len({kind for kind, _ in ends}) >= 4


@pytest.mark.parametrize(("scenario", "mix"), PAIRS)
def test_the_joined_concern_is_heard_and_can_be_put_to_rest(scenario, mix):
    story = mixed(scenario, mix)
    assert [concern.deep for concern in story.concerns] == [False, False, False, True]
    assert story.joined == 2
    reached: Counter[str] = Counter()
    for seed in range(WALKS):
        states = run(story, seed, "patient", lambda choices, dice: dice.choice(choices))
        worry = next((at for at, state in enumerate(states) if story.nodes[state.node].id == "worry"), None)
        if worry is not None:
            reached["worry"] += 1
            assert states[worry].concerns[story.joined] != HELD
        reached["answered"] += states[-1].concerns[story.joined] >= story.levels[states[-1].level].answered[2]
    assert reached["worry"] > WALKS // 4
    assert reached["answered"]


@pytest.mark.parametrize(("scenario", "mix"), PAIRS)
def test_a_mix_is_about_as_hard_as_its_main_boss(scenario, mix):
    """Following the advice gets a trial or better about as often (never much less) as with the main boss alone."""
    alone, both = (good_ends(scenario, boss) for boss in (mix.partition("+")[0], mix))
    assert both >= alone - 0.15


def test_no_boss_says_a_name_of_their_own_which_the_person_may_have_changed():
    for boss in PERSONAS:
        names = set(library().personas[boss].name.split())
        story = mixed(SCENARIOS[0], boss)
        heard = [text for lines in (*story.lines.values(), *story.objections) for text in lines]
        heard += [text for reaction in story.reactions.values() for text in (*reaction.says, reaction.thinks)]
        heard += [text for cues in story.cues.values() for texts in cues.values() for text in texts]
        heard += [
            text for scenario in SCENARIOS for node in mixed(scenario, boss).nodes for text in (node.boss, node.again)
        ]
        assert [text for text in heard if names & {word.strip(".,?!'\"") for word in text.split()}] == []


def run(
    story: Story, seed: int, level: str, pick: Callable[[tuple[Choice, ...], random.Random], Choice]
) -> list[State]:
    dice = random.Random(seed)
    states = [begin(story, seed=seed, level=level).state]
    while story.nodes[states[-1].node].ending is None:
        choices = available(story, states[-1])
        assert choices, f"stuck at {story.nodes[states[-1].node].id}"
        states.append(choose(story, states[-1], pick(choices, dice).id).state)
    return states


@cache
def catalogue() -> Catalogue:
    return Catalogue(library())


@cache
def good_ends(scenario: str, boss: str) -> float:
    """How often somebody who follows the cards, and else guesses, gets a trial or all of it."""
    story = mixed(scenario, boss)
    worth = {choice.key: advised(story, choice) for choice in story.choices}

    def best(choices: tuple[Choice, ...], dice: random.Random) -> Choice:
        most = max(worth[choice.key] for choice in choices)
        return dice.choice([choice for choice in choices if worth[choice.key] == most])

    ends = Counter[str]()
    for seed in range(WALKS // 2):
        ending = story.nodes[run(story, seed, LEVELS[seed % 3], best)[-1].node].ending
        assert ending is not None
        ends[ending.kind] += 1
    return (ends["agreed"] + ends["trial"]) / ends.total()


def advised(story: Story, choice: Choice) -> int:
    phase = story.nodes[choice.node].phase
    cards = catalogue().ranked(choice.moves, persona=story.boss.persona, phase=phase, named=choice.cards)
    speaks = [speaks for fit, _, speaks in cards if fit >= 0][:1]
    general = min({"helps": 2, "depends": 0, "hurts": -4}[catalogue().move(move).general] for move in choice.moves)
    return general + {"recommends": 2, "warns": -2}.get(speaks[0] if speaks else "", 0)


@pytest.mark.parametrize("boss", PERSONAS)
def test_what_may_join_another_boss_says_neither_he_nor_she(boss):
    concern = library().personas[boss].concerns[0]
    words = {word.strip(".,;").casefold() for word in f"{concern.label} {concern.about}".split()}
    assert not words & {"he", "she", "his", "her", "him", "himself", "herself"}
