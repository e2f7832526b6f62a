"""A talk that opens after lines that were named for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.engine import Entry
from rehearse.store.journal import Journal
from rehearse.tui.answers import StartTalk
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.world import BOSS, WEST, program, shown, until

if TYPE_CHECKING:
    from rehearse.loading.library import Library


async def test_a_talk_opens_after_the_lines_that_are_said_first(library: Library) -> None:
    said = (Entry.of_choice("ask"), Entry.of_choice("hear"))
    app = program(library, StartTalk(WEST, BOSS, "everyday", 7, "later", said=said))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        assert "turn 3" in shown(app)
        (record,) = Journal.open().rehearsals()
        assert list(record.choices) == ["ask", "hear"]
