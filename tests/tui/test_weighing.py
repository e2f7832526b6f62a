"""What lines are worth is computed beside a talk, from the moment that it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.store.weighing import Weighing
from rehearse.tui.app import StartTalk
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.world import BOSS, WEST, program, until

if TYPE_CHECKING:
    import pytest

    from rehearse.loading.library import Library


async def test_it_begins_once_the_talk_is_on_the_screen(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    app = program(library)
    begun_on = []
    monkeypatch.setattr(Weighing, "start", lambda _: begun_on.append(type(app.screen)))
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.shelf is not None)
        app.conductor.begin(StartTalk(WEST, BOSS, "everyday"))
        await until(pilot, lambda: begun_on)
    assert begun_on == [TalkScreen]
