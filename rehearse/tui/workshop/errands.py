"""What the coach is asked beside the session itself, and what becomes of the answers."""

from __future__ import annotations

import asyncio
import os
import sys
import webbrowser
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rehearse.tui.confirm import ConfirmScreen
from rehearse.tui.content import shortened, text
from rehearse.tui.workshop import lists
from rehearse.tui.workshop.beside import BesideScreen
from rehearse.tui.workshop.hands import HandsScreen
from rehearse.tui.workshop.pick import Picked, PickScreen, Row
from rehearse.workshop.session import rules
from rehearse.workshop.stage import leading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rehearse.coaching.feedback.hearing import Heard
    from rehearse.tui.workshop.screen import CoachScreen
    from rehearse.workshop.session.events import Mode
    from rehearse.workshop.session.room import Room

HIDDEN = "Projector-safe: names and people's own words are hidden. s shows them."
LONGEST_NAME = 40


class Errands:
    """Opens lists and questions before the coach's screen."""

    _SURE: ClassVar = {
        "code": ("Have another code from now on? Whoever is here stays.", "Change it"),
        "end": ("End the session? It cannot be opened again.", "End it"),
    }

    def __init__(self, screen: CoachScreen) -> None:
        """Work for *screen*."""
        self._screen = screen

    def open(self, what: str) -> None:
        """Ask about one thing."""
        screen, room = self._screen, self._screen.room
        stage = screen.desk.stage
        if screen.safe and what in {"people", "suggestions", "lead"}:
            screen.tell(HIDDEN, "warning")
            return
        match what:
            case "override":
                self._ask(
                    "Which line is said?",
                    lists.options(room, safe=screen.safe),
                    self._override,
                    first=lists.first_to_take(room, safe=screen.safe),
                )
            case "branches":
                self._ask("Go back, or go on elsewhere", lists.branches(stage, room), self._go)
            case "mode":
                self._ask(
                    "What the room does from now on",
                    lists.modes(room, screen.about),
                    self._mode,
                    first=lists.present_mode(room, screen.about),
                )
            case "people":
                self._ask("Who is here", lists.people(room), self._person, removable=True)
            case "suggestions":
                self._ask(
                    "What people would say",
                    lists.suggestions(stage, room),
                    self._suggestion,
                    removable=True,
                    about="Enter says it to the boss, in place of a vote.",
                )
            case "lead":
                self._ask("Your own phone as a remote", lists.lead(room), self._lead)
            case "beside":
                self._beside(room)
            case "hands" if room.round is not None:
                screen.app.push_screen(HandsScreen(room.round), self._hands)
            case "wall":
                screen.work.begin(self._open_wall(screen.doors.projector))
            case _:
                self._confirm(*self._SURE[what], partial(self._agreed, what))

    def _ask(
        self,
        question: str,
        rows: Sequence[Row],
        take: Callable[[Picked], None],
        *,
        removable: bool = False,
        about: str = "",
        first: str = "",
    ) -> None:
        def taken(picked: Picked | None) -> None:
            if picked is not None:
                take(picked)

        self._screen.app.push_screen(PickScreen(question, rows, removable=removable, about=about, first=first), taken)

    def _confirm(self, question: str, yes: str, agreed: Callable[[], None]) -> None:
        def answered(answer: bool | None) -> None:  # noqa: FBT001  (as screens answer)
            if answer:
                agreed()

        self._screen.app.push_screen(ConfirmScreen(question, yes=yes, no="No"), answered)

    # --- what becomes of the answers

    def _override(self, picked: Picked) -> None:
        self._screen.do(lambda room: leading.overrule(self._screen.desk.stage, room, picked.id))

    def _go(self, picked: Picked) -> None:
        kind, _, number = picked.id.partition(":")
        if kind == "turn":
            parent = self._screen.room.branch
            self._screen.do(lambda room: rules.fork(room, int(number), parent))
        else:
            self._screen.do(lambda room: rules.switch(room, int(number)))

    def _mode(self, picked: Picked) -> None:
        name, _, about = picked.id.partition(":")
        if name == "observe":
            self._screen.do(lambda room: rules.have_observe(room, int(about)))
            return
        modes: dict[str, Mode] = {"room": "room", "predict": "predict", "alone": "alone"}
        if about:
            self._screen.about = "trust" if about == "trust" else "says"
        self._screen.do(lambda room: rules.set_mode(room, modes[name]))

    def _person(self, picked: Picked) -> None:
        if picked.remove:
            name = shortened(self._screen.room.seats[int(picked.id)].name, LONGEST_NAME)
            self._confirm(
                f"Take “{name}” off? Their vote no longer counts, and they can join again with the code.",
                "Take off",
                lambda: self._screen.do(lambda room: rules.remove(room, int(picked.id))),
            )

    def _hands(self, counts: dict[str, int] | None) -> None:
        if counts is not None:
            self._screen.do(lambda room: rules.count_hands(room, counts))

    def _agreed(self, what: str) -> None:
        if what == "code":
            self._screen.work.begin(self._screen.doing(self._screen.desk.change_code()))
        else:
            self._screen.do(rules.end)

    async def _open_wall(self, address: str) -> None:
        """Have a browser show the projector's page; where there is none, say where it is."""
        opened = await asyncio.to_thread(_browsed, address)
        self._screen.tell("The projector's page opens in the browser." if opened else f"Open this page: {address}")

    # --- suggestions

    def _suggestion(self, picked: Picked) -> None:
        number = int(picked.id)
        if picked.remove:
            self._screen.do(lambda room: rules.hide_suggestion(room, number))
        else:
            self._screen.work.begin(self._understood(self._screen.room.suggestions[number - 1].words))

    async def _understood(self, words: str) -> None:
        """Play *words* where it is sure what they do, and else ask."""
        stage = self._screen.desk.stage
        played = stage.played(self._screen.room.now)
        heard: Heard = await asyncio.to_thread(stage.hearing.hear, played, words)
        if heard.outcome == "sure":
            self._play(Picked(str(heard.readings[0].entry)))
        else:
            self._ask("How is it meant?", lists.readings(heard), self._play, about=f"“{words}”")

    def _play(self, picked: Picked) -> None:
        self._screen.do(lambda room: leading.play(self._screen.desk.stage, room, picked.id))

    # --- two branches

    def _beside(self, room: Room) -> None:
        rows = lists.pairs(room)
        if len(rows) == 1:
            self._put_beside(Picked(rows[0].id))
        elif rows:
            self._ask("Which one beside this?", rows, self._put_beside)

    def _put_beside(self, picked: Picked) -> None:
        screen, both = self._screen, sorted((self._screen.room.branch, int(picked.id)))
        screen.do(lambda room: rules.compare(room, both))
        left, right = (screen.room.branches[number] for number in both)
        screen.app.push_screen(BesideScreen(screen.desk.stage, left, right), self._apart)

    def _apart(self, _: None) -> None:
        self._screen.do(partial(rules.compare, branches=()))

    # --- the coach's phone

    def _lead(self, picked: Picked) -> None:
        if picked.id == "none":
            self._screen.do(lambda room: rules.let_lead(room, ""))
        else:
            self._screen.work.begin(self._show_lead())

    async def _show_lead(self) -> None:
        screen = self._screen
        token = ""

        async def made() -> Room:
            nonlocal token
            token = await screen.desk.let_lead()
            return screen.desk.live.room

        await screen.doing(made())
        if token:
            address = screen.desk.doors(screen.room).lead
            about = f"Open {address} on your phone and type this key. It is shown once.\n{token}"
            self._ask("Your phone may lead", [Row("done", text("Done"))], lambda _: None, about=about)


def _browsed(address: str) -> bool:
    """Open *address* in a browser with a window of its own; one that would take this terminal is not asked."""
    windows = sys.platform in {"win32", "darwin"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    try:
        return bool(windows) and webbrowser.open(address)
    except webbrowser.Error:
        return False
