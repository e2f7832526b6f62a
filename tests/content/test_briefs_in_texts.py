"""Every shipped text reads well with anybody's brief in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import pytest

from rehearse.engine import compile_story
from rehearse.model.brief import Ask, Boss, Brief, Commute, Trial
from rehearse.model.brief_slots import slots_of

from .test_shipped_content import PAIRS, library

if TYPE_CHECKING:
    from rehearse.engine import Story

BRIEFS = {
    "empty": Brief(),
    "usual": Brief(
        you="Robin",
        boss=Boss(name="Karen Holt"),
        company="Eastway",
        team="The billing team.",
        colleague="Noor",
        years=6,
        ask=Ask(home_days=2, home_day="Friday", office_days=4),
        need="I need to pick up Ella",
        commute=Commute(minutes=55),
        result="23 of 24 dates kept.",
        project="The Calder audit",
        trial=Trial(length="8 weeks"),
    ),
    "one day": Brief(
        ask=Ask(home_days=1, office_days=1),
        years=0.5,
        need="my mother is ill",
        commute=Commute(minutes=30, hours=1),
        result="I met every date",
        project="our move to SAP",
        trial=Trial(length="until Easter"),
    ),
    "long": Brief(
        boss=Boss(name="Dr " + "Maximiliane " * 20),
        company="The " + "Very " * 50 + "Long Company",
        need="being " + "there, and again " * 17,
        result="x" * 300,
        project=("the audit of everything, " * 12).strip(),
    ),
}


def texts_of(value: Any) -> Iterator[str]:
    """Every text anywhere in a story."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from texts_of(part)
    elif isinstance(value, Mapping):
        yield from texts_of(tuple(value.values()))
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))


def story_with(brief: Brief, scenario: str, persona: str) -> Story:
    shelf = library()
    assert shelf.rules is not None
    slots = slots_of(brief, persona)
    return compile_story(shelf.scenarios[scenario], shelf.personas[persona], shelf.rules, shelf.moves, slots)


@pytest.mark.parametrize("brief", BRIEFS.values(), ids=list(BRIEFS))
@pytest.mark.parametrize(("scenario", "persona"), PAIRS)
def test_no_text_has_a_gap_a_brace_or_a_number_that_does_not_agree(scenario: str, persona: str, brief: Brief) -> None:
    slots = slots_of(brief, persona)
    small = [said for said in slots.values() if said[0].islower()]
    for text in texts_of(story_with(brief, scenario, persona)):
        assert "  " not in text, text
        assert not set("{}") & set(text), text
        assert not re.search(r"\s[.,;!?]|[.,;]\.|,,|\b(?:one|half an?) \w*days\b|\bone whole days\b", text), text
        assert not any(re.search(rf"(?:^|[.?!] ){re.escape(said)}\b(?=\s)", text) for said in small), text


@pytest.mark.parametrize(("scenario", "persona"), PAIRS)
def test_the_brief_changes_words_and_nothing_else(scenario: str, persona: str) -> None:
    plain, mine = (story_with(BRIEFS[name], scenario, persona) for name in ("empty", "usual"))
    assert [choice.key for choice in plain.choices] == [choice.key for choice in mine.choices]
    assert [choice.effects for choice in plain.choices] == [choice.effects for choice in mine.choices]
    assert plain.asks != mine.asks
    assert mine.boss.name == "Karen Holt"
