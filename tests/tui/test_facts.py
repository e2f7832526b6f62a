"""One's own facts in a talk: seen, put into the answer, and marked where they were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.engine import Entry
from rehearse.model.brief import Brief, Fact
from rehearse.store.brief import save_brief
from rehearse.tui.debrief.screen import DebriefScreen
from rehearse.tui.talk.facts import FactsScreen
from rehearse.tui.talk.reply import ReplyField
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.talking import LARGE, SMALL, heard_as, reply
from tests.tui.world import begin, flat, opened, program, shown, until

if TYPE_CHECKING:
    from rehearse.loading.library import Library

STRANGE = "[/x] The [bold]west[/bold] \x1b[31mwindow"
FACTS = (Fact(text="Deadlines met", figure="11 of 12", source="the plan"), Fact(text=STRANGE, figure="94 %"))


@pytest.fixture(autouse=True)
def _with_facts() -> None:
    assert save_brief(Brief(facts=FACTS)) == ""


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_a_fact_goes_into_the_answer_behind_what_stands_there(library: Library, size: tuple[int, int]) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, TalkScreen(session))
        await pilot.press("i", *"Look")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, FactsScreen))
        seen = flat(shown(app))
        assert "Deadlines met: 11 of 12 (the plan)" in seen
        assert "[/x] The [bold]west[/bold]" in seen
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        field = app.screen.query_one(ReplyField)
        assert field.value == "Look Deadlines met: 11 of 12 (the plan). "
        assert field.has_focus


async def test_what_was_told_is_marked_in_the_talk_and_in_the_list_and_escape_takes_none(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "ask")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, "I met eleven of twelve deadlines.")
        await until(pilot, lambda: "╎ ✓ Deadlines met: 11 of 12 (the plan)" in shown(app))
        await pilot.press("escape", "e")
        await until(pilot, lambda: isinstance(app.screen, FactsScreen))
        assert "told in turn 1" in flat(shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        assert app.screen.query_one(ReplyField).value == ""


async def test_the_debrief_tells_which_facts_were_used_and_how_it_ended_against_ones_own_range(
    library: Library,
) -> None:
    assert save_brief(Brief(facts=FACTS, ask={"ideal": "two days", "accepts": ("agreed",)})) == ""  # type: ignore[arg-type]
    app, session = program(library), begin(library)
    session.say(Entry.of_choice("ask", "I met 11 of 12 deadlines."))
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(session))
        await until(pilot, lambda: "two days" in flat(shown(app)))
        seen = flat(shown(app))
        assert "told in turn 1" in seen
        assert "not told" in seen


async def test_without_facts_there_is_no_key_and_the_word_says_where_they_come_from(library: Library) -> None:
    assert save_brief(Brief()) == ""
    app, session = program(library), begin(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await pilot.press("e")
        assert isinstance(app.screen, TalkScreen)
        await reply(pilot, "/facts")
        await until(pilot, lambda: isinstance(app.screen, FactsScreen))
        assert "My meeting" in flat(shown(app))
