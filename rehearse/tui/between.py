"""The screens for the days between rehearsals, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearse.tui.page import Page


def screen_for(place: str, boss: str = "") -> Page[None]:
    """The screen of that name, with *boss* in the drill, if given. Raises ``KeyError`` where there is none."""
    match place:
        case "today":
            from rehearse.tui.today.screen import TodayScreen  # noqa: PLC0415  (loaded only when it is opened)

            return TodayScreen()
        case "drill":
            from rehearse.tui.drill.screen import DrillScreen  # noqa: PLC0415

            return DrillScreen(boss)
        case "progress":
            from rehearse.tui.progress.screen import ProgressScreen  # noqa: PLC0415

            return ProgressScreen()
        case "log":
            from rehearse.tui.log.screen import LogScreen  # noqa: PLC0415

            return LogScreen()
        case _:
            raise KeyError(place)
