"""The screens that can be opened from many places, by name; each is loaded only when it is opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rehearse.tui.page import Page

if TYPE_CHECKING:
    from rehearse.tui.answers import RehearseWith
    from rehearse.tui.app import RehearseApp
    from rehearse.tui.home.shelf import Shelf


def open_door(app: RehearseApp, shelf: Shelf, place: str, boss: str = "") -> None:
    """Open the screen of that name, with *boss* in the drill, if given. Raises ``KeyError`` where there is none."""
    match place:
        case "brief":
            from rehearse.tui.brief.form import Form  # noqa: PLC0415
            from rehearse.tui.brief.screen import BriefScreen  # noqa: PLC0415

            if app.form is None:
                app.form = Form({persona.id: persona.title for persona in shelf.library.personas.values()})
            app.push_screen(BriefScreen(app.form))
        case "boss":
            from rehearse.tui.boss.screen import BossScreen  # noqa: PLC0415

            app.push_screen(BossScreen(), partial(_rehearse_with, app))
        case "map":
            from rehearse.tui.map.screen import MapScreen  # noqa: PLC0415

            if isinstance(app.screen, Page) and (session := app.screen.session) is not None:
                app.push_screen(MapScreen(session))
        case _:
            app.push_screen(screen_for(place, boss))


def screen_for(place: str, boss: str = "") -> Page[None]:
    """A screen that finds by itself what it shows. Raises ``KeyError`` where there is none of that name."""
    match place:
        case "advice":
            from rehearse.tui.advice import AdviceScreen  # noqa: PLC0415

            return AdviceScreen()
        case "journal":
            from rehearse.tui.journal import JournalScreen  # noqa: PLC0415

            return JournalScreen()
        case "prep":
            from rehearse.tui.prep.screen import PrepScreen  # noqa: PLC0415

            return PrepScreen()
        case "today":
            from rehearse.tui.today.screen import TodayScreen  # noqa: PLC0415

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


async def _rehearse_with(app: RehearseApp, answer: RehearseWith | None) -> None:
    """Go home, where that boss is chosen."""
    if answer is not None:
        while app.screen is not app.home:
            app.pop_screen()
        await app.home.prefer(answer.boss)
