"""The path of a rehearsal through the screens: its talk, its debrief, and from there the next talk or back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rehearse.store.session import REFUSALS, Session, new_seed
from rehearse.tui.answers import ReadOtherwise, ToDebrief, TryAgain
from rehearse.tui.page import Page

if TYPE_CHECKING:
    from rehearse.tui.answers import DebriefAnswer, StartTalk, TalkAnswer
    from rehearse.tui.app import RehearseApp
    from rehearse.tui.talk.modes import Mode


class Course:
    """Leads from a talk to its debrief, and wherever that answers to."""

    def __init__(self, app: RehearseApp) -> None:
        """For one program."""
        self.app = app
        self._way: tuple[Mode, int | None] | None = None  # in which the talk before was practised

    def talk(self, session: Session, chosen: str = "", seconds: int | None = None) -> None:
        """Open the talk, in the way that was *chosen* or the usual one."""
        from rehearse.tui.talk.modes import mode_of, usual_mode  # noqa: PLC0415
        from rehearse.tui.talk.screen import TalkScreen  # noqa: PLC0415

        self.app.show_notices()
        record = session.record
        mode = mode_of(chosen) or mode_of(self.app.settings.mode)
        if mode is None:
            mode = usual_mode(session.journal.rehearsals(), record.scenario, apart_from=record.id)
        self._way = mode, seconds
        self.app.push_screen(TalkScreen(session, mode, seconds), partial(self.after_talk, session))
        self.app.call_after_refresh(session.weigh)  # beside the talk, so that the debrief need not wait

    def debrief(self, session: Session, *, fresh: bool = False) -> None:
        """Open the debrief, *fresh* where one comes from the talk itself."""
        from rehearse.tui.debrief.screen import DebriefScreen  # noqa: PLC0415

        self.app.push_screen(DebriefScreen(session, fresh=fresh), partial(self.after_debrief, session))

    def over(self) -> None:
        """The path has ended, and one is back where it began."""
        self._way = None

    def after_talk(self, session: Session, answer: TalkAnswer) -> None:
        """Go where the talk has answered to."""
        self.app.show_notices()
        if isinstance(answer, ToDebrief):
            self.debrief(session, fresh=True)
        else:
            self.over()

    def after_debrief(self, session: Session, answer: DebriefAnswer) -> None:
        """Go where the debrief has answered to; back into it where that cannot be."""
        try:
            match answer:
                case TryAgain(turn):
                    self.talk(session.fork(turn - 1), *(self._way or ()))
                case ReadOtherwise(turn, entry):
                    self.talk(session.reread(turn, entry), *(self._way or ()))
                case None:
                    self.over()
        except REFUSALS as error:
            self.app.tell(str(error), "error")
            self.debrief(session)


class Conductor:
    """Begins rehearsals and opens those of the journal, or says why that cannot be."""

    def __init__(self, app: RehearseApp) -> None:
        """For one program."""
        self._app = app
        self._course = Course(app)

    @property
    def _may_open(self) -> bool:
        """Whether a list is in front: a second click on it may come after the talk has opened."""
        screen = self._app.screen
        return isinstance(screen, Page) and screen.PLACE in {"home", "journal"}

    def start(self, start: StartTalk) -> None:
        """Begin what is chosen on the home screen, and ask how confident one feels."""
        if self._may_open:
            self._app.home.keep()
            if (session := self.begin(start)) is not None and self._app.asks_confidence:
                from rehearse.tui.talk.confidence import ask_before  # noqa: PLC0415

                ask_before(self._app, session)

    def begin(self, start: StartTalk) -> Session | None:
        """Begin a rehearsal and open its talk, or say why it cannot be begun."""
        shelf, settings = self._app.shelf, self._app.settings
        if shelf is None:
            return None
        try:
            session = Session.begin(
                shelf.library,
                shelf.journal,
                scenario=start.scenario,
                persona=start.persona,
                level=start.level or settings.level,
                seed=new_seed() if start.seed is None else start.seed,
                feedback=start.feedback or settings.feedback,
            )
            for line in start.said:
                session.say(line)
        except REFUSALS as error:
            self._app.tell(str(error), "error")
            return None
        self._course.talk(session, start.mode, start.seconds)
        return session

    def resume(self, rehearsal: str, mode: str = "", seconds: int | None = None) -> None:
        """Carry on with a rehearsal of the journal."""
        if (session := self._session(rehearsal)) is not None:
            self._course.talk(session, mode, seconds)

    def open(self, asked: Page.Asked) -> None:
        """Do what is asked for with a rehearsal of the journal."""
        if not (self._may_open or isinstance(asked, Page.Export)):
            return
        if (session := self._session(asked.rehearsal)) is None:
            return
        match asked:
            case Page.Resume():
                self._course.talk(session)
            case Page.OpenDebrief():
                self._course.debrief(session)
            case Page.OpenMap():
                from rehearse.tui.map.screen import MapScreen  # noqa: PLC0415

                self._app.push_screen(MapScreen(session))
            case _:
                self._app.run_worker(partial(self._export, session), thread=True, exit_on_error=False)

    def _session(self, rehearsal: str) -> Session | None:
        shelf = self._app.shelf
        if shelf is None or (record := shelf.journal.get(rehearsal)) is None:
            return None
        try:
            return Session.resume(shelf.library, shelf.journal, record)
        except REFUSALS as error:
            self._app.tell(str(error), "error")
            return None

    def _export(self, session: Session) -> None:
        """Write a debrief into the person's folder and say where it is; its odds may take seconds."""
        from rehearse.tui.export import export_whole  # noqa: PLC0415

        self._app.call_from_thread(self._app.tell, export_whole(session))
