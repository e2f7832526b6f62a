"""What the screens bind, what the palette offers and what the help explains are the same."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import rehearse.tui
from rehearse.authoring.bench.bench import Bench
from rehearse.authoring.workplace import Workplace
from rehearse.coaching.between.after import Log
from rehearse.coaching.between.follow_up import draft
from rehearse.model.brief import Brief
from rehearse.tui.advice import AdviceScreen
from rehearse.tui.bench.proof import ProofScreen
from rehearse.tui.bench.screen import BenchScreen
from rehearse.tui.boss.screen import BossScreen
from rehearse.tui.brief.form import Form
from rehearse.tui.brief.screen import BriefScreen
from rehearse.tui.commands import Commands
from rehearse.tui.debrief.screen import DebriefScreen
from rehearse.tui.doors import screen_for
from rehearse.tui.help import PARAGRAPHS, TITLES, HelpScreen
from rehearse.tui.journal import JournalScreen
from rehearse.tui.keys import SHORTCUTS, displayed, shortcuts
from rehearse.tui.log.mail import MailScreen
from rehearse.tui.map.screen import MapScreen
from rehearse.tui.prep.screen import PrepScreen
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.world import WEST, begin, flat, opened, program, shown, until

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rehearse.loading.library import Library

PLACES = (
    "home",
    "talk",
    "debrief",
    "advice",
    "journal",
    "prep",
    "brief",
    "boss",
    "map",
    "today",
    "drill",
    "progress",
    "log",
    "mail",
    "bench",
    "proof",
)


def own_bindings() -> dict[str, Binding]:
    """Every binding that a class of the program's own declares, by id."""
    found: dict[str, Binding] = {}
    for module in pkgutil.walk_packages(rehearse.tui.__path__, "rehearse.tui."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, DOMNode) and value.__module__.startswith("rehearse."):
                inherited = [binding for base in value.__mro__[1:] for binding in vars(base).get("BINDINGS", [])]
                for binding in vars(value).get("BINDINGS", []):
                    if binding in inherited:  # a part of Textual's own
                        continue
                    assert isinstance(binding, Binding), f"{value.__name__} binds {binding!r} without an id"
                    assert binding.id, f"{value.__name__} binds {binding.key} without an id"
                    found[binding.id] = binding
    return found


def test_every_binding_is_in_the_registry_and_the_other_way_round() -> None:
    assert set(own_bindings()) == {shortcut.id for shortcut in SHORTCUTS}


def test_every_binding_has_a_label_and_a_sentence_of_its_own() -> None:
    bound = own_bindings()
    for shortcut in SHORTCUTS:
        assert shortcut.label
        assert shortcut.description.endswith(".")
        assert bound[shortcut.id].description == shortcut.label
    assert len({shortcut.id for shortcut in SHORTCUTS}) == len(SHORTCUTS)


def test_no_two_shortcuts_of_a_screen_share_a_key() -> None:
    for place in PLACES:
        keys = [key for shortcut in shortcuts(place) for key in shortcut.keys.split(",")]
        assert len(keys) == len(set(keys)), place


@pytest.mark.parametrize(
    ("key", "shown_as"), [("escape", "Esc"), ("ctrl+q", "Ctrl+Q"), ("f1", "F1"), ("question_mark", "?"), ("s", "s")]
)
def test_keys_are_shown_as_people_write_them(key: str, shown_as: str) -> None:
    assert displayed(key) == shown_as


async def open_place(pilot: Pilot[str], place: str, library: Library) -> None:
    """Open the screen of that name."""
    await until(pilot, lambda: pilot.app.screen.query("#start"))
    session = begin(library)
    match place:
        case "talk":
            await opened(pilot, TalkScreen(session))
        case "debrief":
            session.say(session.choices()[0].id)
            await opened(pilot, DebriefScreen(session))
        case "advice":
            await opened(pilot, AdviceScreen())
        case "journal":
            await opened(pilot, JournalScreen())
        case "brief":
            await opened(pilot, BriefScreen(Form({persona.id: persona.title for persona in library.personas.values()})))
        case "boss":
            await opened(pilot, BossScreen())
        case "map":
            await opened(pilot, MapScreen(session))
            await until(pilot, lambda: pilot.app.screen.query("#map").first().display)
        case "today" | "drill" | "progress" | "log":
            await opened(pilot, screen_for(place))
        case "mail":
            log = Log(date(2026, 3, 17))
            await opened(pilot, MailScreen(log, lambda log: draft(log, Brief())))
        case "bench" | "proof":
            bench = Bench(Workplace(library, WEST, Path(library.origins["scenarios", WEST].document.path)))
            await opened(pilot, BenchScreen(bench) if place == "bench" else ProofScreen(bench, lambda _: None))
        case "prep":
            await opened(pilot, PrepScreen())
            await until(pilot, lambda: pilot.app.screen.query("#prep").first().display)


@pytest.mark.parametrize("place", PLACES)
async def test_the_palette_offers_every_shortcut_that_the_screen_takes(library: Library, place: str) -> None:
    app = program(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_place(pilot, place, library)
        offered = {shortcut.id for shortcut in Commands(app.screen).offered()}
        actions = {shortcut.action for shortcut in SHORTCUTS if shortcut.id in offered}
        for shortcut in (*shortcuts(place), *shortcuts("everywhere")):
            takes = app.screen.check_action(*shortcut.called) is not False
            if shortcut.id not in {"app.palette", "app.stop"} and takes:
                assert shortcut.action in actions, shortcut.id


@pytest.mark.parametrize("place", PLACES)
async def test_the_help_explains_the_screen_and_every_shortcut_of_it(library: Library, place: str) -> None:
    app = program(library)
    async with app.run_test(size=(120, 90)) as pilot:
        await open_place(pilot, place, library)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen) and TITLES[place] in shown(app))
        box = app.screen.query_one("#help").region
        seen = flat("\n".join(row[box.x : box.right] for row in shown(app).splitlines()))
        assert flat(PARAGRAPHS[place]) in seen
        for shortcut in (*shortcuts(place), *shortcuts("everywhere")):
            assert shortcut.description in seen
            assert shortcut.display in seen
        await pilot.press("f1")
        await until(pilot, lambda: not isinstance(app.screen, HelpScreen))


async def test_the_palette_runs_what_it_finds(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"journal")
        await until(pilot, lambda: "Look at past rehearsals." in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, JournalScreen))


async def test_a_key_in_the_line_at_the_foot_can_be_clicked(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        row = next(
            number for number, line in enumerate(shown(app).splitlines()) if " Journal" in line and " Start" in line
        )
        column = shown(app).splitlines()[row].index("Journal")
        await pilot.click(offset=(column, row))
        await until(pilot, lambda: isinstance(app.screen, JournalScreen))
