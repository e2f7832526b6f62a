"""The command palette: every shortcut of the open screen and of the program, found by typing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from rehearse.tui.content import joined, text
from rehearse.tui.keys import Shortcut, shortcuts
from rehearse.tui.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

_NOT_OFFERED = {"app.palette", "app.stop"}
"""It is open already; and once is enough for leaving."""


class Commands(Provider):
    """Offers what the open screen and the program can do just now."""

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for shortcut in self.offered():
            display = joined(shortcut.label, (f"  {shortcut.display}", "$quiet"))
            yield DiscoveryHit(display, self._running(shortcut), shortcut.label, shortcut.description)

    async def search(self, query: str) -> Hits:
        """What fits the words typed so far."""
        matcher = self.matcher(query)
        for shortcut in self.offered():
            score = max(matcher.match(shortcut.label), 0.8 * matcher.match(shortcut.description))
            if score > 0:
                display = joined(text(shortcut.label, "bold"), (f"  {shortcut.display}", "$quiet"))
                yield Hit(score, display, self._running(shortcut), shortcut.label, shortcut.description)

    def offered(self) -> Iterator[Shortcut]:
        """The shortcuts that the open screen would take now."""
        place = self.screen.PLACE if isinstance(self.screen, Page) else "everywhere"
        seen: set[str] = set()
        for shortcut in dict.fromkeys((*shortcuts(place), *shortcuts("everywhere"))):
            if shortcut.id in _NOT_OFFERED or shortcut.action in seen or not self._enabled(shortcut):
                continue
            seen.add(shortcut.action)
            yield shortcut

    def _enabled(self, shortcut: Shortcut) -> bool:
        return self.screen.check_action(*shortcut.called) is not False

    def _running(self, shortcut: Shortcut) -> Callable[[], Coroutine[Any, Any, bool]]:
        return partial(self.app.run_action, shortcut.action, self.screen)
