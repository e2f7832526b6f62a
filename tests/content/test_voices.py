"""The bosses do not repeat themselves while they have other lines left."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from rehearse.engine import available, begin, choose

from .test_shipped_content import PAIRS, story_of


@pytest.mark.parametrize(("scenario", "persona"), PAIRS)
def test_a_reaction_is_not_heard_twice_before_its_other_variants(scenario, persona):
    story = story_of(scenario, persona)
    for seed in range(150):
        dice = random.Random(seed)
        state = begin(story, seed=seed, level="everyday").state
        heard: dict[int, Counter[str]] = {}
        while story.nodes[state.node].ending is None:
            choice = dice.choice(available(story, state))
            step = choose(story, state, choice.id)
            if choice.alike:
                lines = heard.setdefault(choice.alike, Counter())
                lines[step.lines[1].text] += 1
                assert max(lines.values()) - (min(lines.values()) if len(lines) == len(choice.replies) else 0) <= 1
            state = step.state
