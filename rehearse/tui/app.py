"""The program: it opens the screens, carries their answers to one another, and does nothing else.

Nothing heavy is imported here: content, journal and all screens but the first come after the first paint.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.message import Message
from textual.reactive import Reactive, reactive

from rehearse.store.settings import Settings, load_settings, save_settings
from rehearse.tui.answers import (
    DebriefAnswer,
    OpenBench,
    OpenBetween,
    OpenBrief,
    ReadOtherwise,
    RehearseWith,
    ResumeTalk,
    Start,
    StartTalk,
    TalkAnswer,
    ToDebrief,
    ToHome,
    TryAgain,
)
from rehearse.tui.contained import ContainedApp
from rehearse.tui.home.screen import HomeScreen
from rehearse.tui.home.shelf import Shelf, read_shelf
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page
from rehearse.tui.themes import DARK, THEMES, other

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    from textual.command import Provider
    from textual.notifications import SeverityLevel
    from textual.screen import Screen
    from textual.theme import Theme

    from rehearse.store.session import Session
    from rehearse.tui.brief.form import Form

__all__ = ["OpenBetween", "OpenBrief", "RehearseApp", "ResumeTalk", "Start", "StartTalk"]


_OPENING: dict[type, str] = {
    StartTalk: "Opening the talk",
    ResumeTalk: "Opening the talk",
    OpenBrief: "Opening your meeting",
    OpenBetween: "Getting it ready",
    OpenBench: "Laying out the bench",
}


def _palette() -> type[Provider]:
    from rehearse.tui.commands import Commands  # noqa: PLC0415  (only when the palette opens)

    return Commands


class RehearseApp(ContainedApp, inherit_bindings=False):
    """Practise a hard conversation before you have it."""

    TITLE = "rehearse"
    CSS_PATH: ClassVar = ["app.tcss", "home/home.tcss"]  # the first screen's with it: it is there from the start
    COMMANDS: ClassVar = {_palette}
    BINDINGS: ClassVar = bindings("everywhere")
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012  (as Textual has it)
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-short"), (32, "-tall")]  # noqa: RUF012

    theme: Reactive[str] = Reactive(DARK)
    shelf: reactive[Shelf | None] = reactive(None)

    @dataclass
    class ShelfRead(Message):
        """Content and journal are there."""

        shelf: Shelf

    @dataclass
    class ShelfNotRead(Message):
        """Content and journal could not be loaded."""

        sentence: str

    def __init__(
        self,
        *,
        start: Start | None = None,
        packs: Sequence[Path] = (),
        read: Callable[[Sequence[Path]], Shelf] = read_shelf,
    ) -> None:
        """The program, going straight into a talk if *start* is given, with further *packs* of content.

        *read* loads content and journal in a worker; where it raises, the home screen says why.
        """
        self.settings: Settings = load_settings()
        super().__init__()
        self._start = start
        self._packs = tuple(packs)
        self._read_shelf = read
        self._form: Form | None = None  # what is told of the person's own meeting, once it was opened
        if self.settings.theme in THEMES:
            self.theme = self.settings.theme

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Our two themes, known from the first moment."""
        return THEMES

    def get_default_screen(self) -> Screen[None]:
        """The home screen lies below all others."""
        return HomeScreen(opening=_OPENING.get(type(self._start), ""))

    # --- content and journal, loaded after the first paint

    def on_mount(self) -> None:
        """Load once the first frame is there."""
        self.call_after_refresh(self._read)

    @work(thread=True, exit_on_error=False)
    def _read(self) -> None:
        try:
            shelf = self._read_shelf(self._packs)
        except Exception as error:  # noqa: BLE001  (a worker's boundary: it becomes a sentence on the screen)
            self.post_message(self.ShelfNotRead(f"The meetings could not be loaded: {error}"))
        else:
            self.post_message(self.ShelfRead(shelf))

    @on(ShelfRead)
    def _take_shelf(self, message: ShelfRead) -> None:
        self.shelf = message.shelf
        self.show_notices()
        if errors := len(message.shelf.library.errors):
            what = "is one thing" if errors == 1 else f"are {errors} things"
            self.tell(f"There {what} wrong with the content: 'rehearse check' with its folder says what.", "warning")
        if self._start is not None:
            start, self._start = self._start, None
            if isinstance(start, ResumeTalk):
                self.resume(start.rehearsal, start.mode, start.seconds)
            elif isinstance(start, OpenBrief):
                self.action_brief()
            elif isinstance(start, OpenBetween):
                self.open_between(start.place, start.boss)
            elif isinstance(start, OpenBench):
                from rehearse.tui.bench.opening import open_bench  # noqa: PLC0415  (for authors alone)

                open_bench(self, start)
            else:
                self.begin(start)

    @on(ShelfNotRead)
    def _say_why(self, message: ShelfNotRead) -> None:
        self.home.explain(message.sentence)

    @property
    def home(self) -> HomeScreen:
        """The screen that lies below all others."""
        home = self.screen_stack[0]
        assert isinstance(home, HomeScreen)  # noqa: S101  (the default screen, which is never taken away)
        return home

    def on_unmount(self) -> None:
        """Close the journal."""
        if self.shelf is not None:
            self.shelf.journal.close()

    # --- what any screen may ask of the program

    def tell(self, sentence: str, severity: SeverityLevel = "information") -> None:
        """Show a sentence for a while; it is text, never markup."""
        self.notify(sentence, severity=severity, markup=False, timeout=8 if severity != "information" else 5)

    def show_notices(self) -> None:
        """Show what the journal has to say about what it could not store, each thing once."""
        if self.shelf is not None and (sentence := self.shelf.journal.take_notice()):
            self.tell(sentence, "warning")

    def remember(self, **changes: Any) -> None:  # noqa: ANN401  (the fields of Settings)
        """Keep settings for the next time."""
        settings = replace(self.settings, **changes)
        if settings != self.settings:
            self.settings = settings
            if sentence := save_settings(settings):
                self.tell(sentence, "warning")

    def _keep_choice(self) -> None:
        if (wanted := self.home.wanted) is not None:
            self.remember(
                scenario=wanted.scenario,
                persona=wanted.persona,
                level=wanted.level,
                feedback=wanted.feedback,
                mode=wanted.mode or self.settings.mode,
            )

    async def action_quit(self) -> None:
        """Keep what is chosen, and what is being written, and leave."""
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.keep()
        self._keep_choice()
        self.exit(self._form.unkept if self._form is not None else None)

    def action_other_theme(self) -> None:
        """Change between light and dark."""
        self.theme = other(self.theme)
        self.remember(theme=self.theme)

    def action_help(self) -> None:
        """Explain the screen that is open."""
        from rehearse.tui.help import HelpScreen  # noqa: PLC0415

        if isinstance(self.screen, Page):
            self.push_screen(HelpScreen(self.screen.PLACE))

    def action_advice(self) -> None:
        """Open the advice."""
        from rehearse.tui.advice import AdviceScreen  # noqa: PLC0415

        self.push_screen(AdviceScreen())

    def action_journal(self) -> None:
        """Open the journal."""
        from rehearse.tui.journal import JournalScreen  # noqa: PLC0415

        self.push_screen(JournalScreen())

    def action_brief(self) -> None:
        """Open the person's own meeting."""
        from rehearse.tui.brief.form import Form  # noqa: PLC0415
        from rehearse.tui.brief.screen import BriefScreen  # noqa: PLC0415

        if self.shelf is not None:
            self._keep_choice()
            if self._form is None:
                self._form = Form({persona.id: persona.title for persona in self.shelf.library.personas.values()})
            self.push_screen(BriefScreen(self._form))

    def action_prep(self) -> None:
        """Open the page to take along."""
        from rehearse.tui.prep.screen import PrepScreen  # noqa: PLC0415

        if self.shelf is not None:
            self._keep_choice()
            self.push_screen(PrepScreen())

    def action_map(self) -> None:
        """Open the map of the meeting that is on the screen."""
        if isinstance(self.screen, Page) and (session := self.screen.session) is not None:
            self._open_map(session)

    def _open_map(self, session: Session) -> None:
        from rehearse.tui.map.screen import MapScreen  # noqa: PLC0415

        self.push_screen(MapScreen(session))

    def open_between(self, place: str, boss: str = "") -> None:
        """Open one of the screens for the days between rehearsals: the plan, the drill, the progress, the log."""
        from rehearse.tui.between import screen_for  # noqa: PLC0415

        if self.shelf is not None:
            self._keep_choice()
            self.push_screen(screen_for(place, boss))

    def action_boss(self) -> None:
        """Ask which boss is most like the person's own."""
        from rehearse.tui.boss.screen import BossScreen  # noqa: PLC0415

        self._keep_choice()
        self.push_screen(BossScreen(), self._after_boss)

    async def _after_boss(self, answer: RehearseWith | None) -> None:
        if answer is not None:
            self._go_home()
            await self.home.prefer(answer.boss)

    def _go_home(self) -> None:
        while not isinstance(self.screen, HomeScreen):
            self.pop_screen()

    @work(thread=True, exit_on_error=False)
    def export(self, session: Session) -> None:
        """Write a debrief into the person's folder and say where it is; its odds may take seconds."""
        from rehearse.tui.export import export_whole  # noqa: PLC0415

        self.call_from_thread(self.tell, export_whole(session))

    # --- rehearsals: talk, debrief, and back

    @on(HomeScreen.Begin)
    def _begin_asked(self, message: HomeScreen.Begin) -> None:
        if self._may_open:
            self._keep_choice()
            if (session := self.begin(message.start)) is not None and self.asks_confidence:
                from rehearse.tui.talk.confidence import ask_before  # noqa: PLC0415

                ask_before(self, session)

    @property
    def _may_open(self) -> bool:
        """Whether a list is in front: a second click on it may come after the talk has opened."""
        return isinstance(self.screen, Page) and self.screen.PLACE in {"home", "journal"}

    def begin(self, start: StartTalk) -> Session | None:
        """Begin a rehearsal and open its talk, or say why it cannot be begun."""
        from rehearse.store.session import REFUSALS, Session, new_seed  # noqa: PLC0415

        if self.shelf is None:
            return None
        try:
            session = Session.begin(
                self.shelf.library,
                self.shelf.journal,
                scenario=start.scenario,
                persona=start.persona,
                level=start.level or self.settings.level,
                seed=new_seed() if start.seed is None else start.seed,
                feedback=start.feedback or self.settings.feedback,
            )
            for line in start.said:
                session.say(line)
        except REFUSALS as error:
            self.tell(str(error), "error")
            return None
        self._open_talk(session, start.mode, start.seconds)
        return session

    @property
    def asks_confidence(self) -> bool:
        """Whether somebody who begins a talk is asked how confident they feel."""
        return self.settings.ask_confidence

    @on(Page.Export)
    def _export_asked(self, message: Page.Export) -> None:
        if (session := self._session(message.rehearsal)) is not None:
            self.export(session)

    @on(Page.OpenMap)
    def _map_asked(self, message: Page.OpenMap) -> None:
        if self._may_open and (session := self._session(message.rehearsal)) is not None:
            self._open_map(session)

    @on(Page.Resume)
    def _resume_asked(self, message: Page.Resume) -> None:
        if self._may_open:
            self.resume(message.rehearsal)

    def resume(self, rehearsal: str, mode: str = "", seconds: int | None = None) -> None:
        """Carry on with a rehearsal of the journal."""
        if (session := self._session(rehearsal)) is not None:
            self._open_talk(session, mode, seconds)

    @on(Page.OpenDebrief)
    def _debrief_asked(self, message: Page.OpenDebrief) -> None:
        if self._may_open and (session := self._session(message.rehearsal)) is not None:
            self._open_debrief(session)

    def _session(self, rehearsal: str) -> Session | None:
        from rehearse.store.session import REFUSALS, Session  # noqa: PLC0415

        if self.shelf is None or (record := self.shelf.journal.get(rehearsal)) is None:
            return None
        try:
            return Session.resume(self.shelf.library, self.shelf.journal, record)
        except REFUSALS as error:
            self.tell(str(error), "error")
            return None

    def _open_talk(self, session: Session, chosen: str = "", seconds: int | None = None) -> None:
        from rehearse.tui.talk.modes import mode_of, usual_mode  # noqa: PLC0415
        from rehearse.tui.talk.screen import TalkScreen  # noqa: PLC0415

        self.show_notices()
        record = session.record
        mode = mode_of(chosen) or mode_of(self.settings.mode)
        if mode is None:
            mode = usual_mode(session.journal.rehearsals(), record.scenario, apart_from=record.id)
        self.push_screen(TalkScreen(session, mode, seconds), partial(self._after_talk, session))
        self.call_after_refresh(session.weigh)  # beside the talk, so that the debrief need not wait

    def _after_talk(self, session: Session, answer: TalkAnswer) -> None:
        self.show_notices()
        if isinstance(answer, ToDebrief):
            self._open_debrief(session, fresh=True)

    def _open_debrief(self, session: Session, *, fresh: bool = False) -> None:
        from rehearse.tui.debrief.screen import DebriefScreen  # noqa: PLC0415

        self.push_screen(DebriefScreen(session, fresh=fresh), partial(self._after_debrief, session))

    def _after_debrief(self, session: Session, answer: DebriefAnswer) -> None:
        from rehearse.store.session import REFUSALS  # noqa: PLC0415

        try:
            match answer:
                case TryAgain(turn):
                    self._open_talk(session.fork(turn - 1))
                case ReadOtherwise(turn, entry):
                    self._open_talk(session.reread(turn, entry))
                case ToHome():
                    self._go_home()
                case None:
                    pass
        except REFUSALS as error:
            self.tell(str(error), "error")
            self._open_debrief(session)
