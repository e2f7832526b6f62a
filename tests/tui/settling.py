"""How tests wait for what a key brings about: until the program has nothing more to do.

The pilot as it comes asks after each key whether the whole process uses no processor time. That takes a twentieth of a
second where nothing else runs, seconds beside other tests, and what it tells is a guess. The event loop knows.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from textual._context import active_app
from textual._wait import wait_for_idle
from textual.pilot import Pilot

if TYPE_CHECKING:
    import pytest
    from textual.app import App

PATIENCE = 60.0
"""Seconds after which a program that does not come to rest is a failure; nothing is measured here."""

_wait_for_screen = Pilot._wait_for_screen


def wait_by_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every pilot wait so."""
    monkeypatch.setattr("textual.app.wait_for_idle", _until_settled)
    monkeypatch.setattr("textual.pilot.wait_for_idle", _until_settled)
    monkeypatch.setattr(Pilot, "_wait_for_screen", _until_heard)


async def _until_heard(pilot: Pilot[Any], timeout: float = PATIENCE) -> bool:  # noqa: ASYNC109  (as the pilot has it)
    """Wait until every widget has dealt with what it was sent."""
    await _until_quiet()
    return not _at_work(pilot.app) or await _wait_for_screen(pilot, timeout)


async def _until_settled(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until all that follows is done and painted."""
    app: App[Any] = active_app.get()
    await _until_quiet()
    while _paint(app) or app._resize_timer is not None:
        await asyncio.sleep(0.005 if app._resize_timer is not None else 0)
        await _until_quiet()
    if _at_work(app):  # in a thread, of which the event loop knows nothing
        await wait_for_idle(min_sleep, max_sleep)


async def _until_quiet() -> None:
    ready: Any = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    until = time.monotonic() + PATIENCE
    while True:
        await asyncio.sleep(0)
        if not ready:
            return
        assert time.monotonic() < until, "The program does not come to rest."


def _paint(app: App[Any]) -> bool:
    """Paint now what would be painted within the next sixtieth of a second; whether there was anything."""
    if app._exit or not app.screen_stack or app._batch_count:
        return False
    screen = app.screen
    due = (screen._layout_required, screen._scroll_required, screen._repaint_required, screen._recompose_required)
    if not (any(due) or screen._dirty_widgets or screen._callbacks) or not screen.is_current:
        return False
    screen._on_timer_update()
    return True


def _at_work(app: App[Any]) -> bool:
    return any(worker.is_running for worker in app.workers)
