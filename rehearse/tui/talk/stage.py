"""What is seen of the talk: all that was said, how the boss looks, and the advice for this moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical

from rehearse.tui.talk.advice import AdvicePanel
from rehearse.tui.talk.log import TalkLog
from rehearse.tui.talk.mood_panel import MoodPanel, MoodStrip
from rehearse.tui.talk.script import TalkScript

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rehearse.coaching.feedback.values import Feedback
    from rehearse.store.session import Session

ADVISING = "-advice"


class TalkStage(Vertical):
    """Strip, log and panels. It reads the session anew whenever it is told to show something of it."""

    def __init__(self, session: Session) -> None:
        """The stage for *session*."""
        super().__init__()
        self._session = session
        self._script = TalkScript(session)

    def compose(self) -> ComposeResult:
        """The strip where there is no room at the side, and the log between the panels."""
        yield MoodStrip()
        with Horizontal(id="upper"):
            yield TalkLog()
            yield MoodPanel()
            yield AdvicePanel()

    # --- what was said

    def retell(self, *, judged: bool) -> None:
        """Show the whole talk; where it is *judged*, with the sign of its verdict beside each line."""
        self.query_one(TalkLog).show(self._script.whole(judged=judged))
        if self._session.diverged:
            self.note(self._session.diverged)
        self._notice()

    def tell(self, turn: int, *, judged: bool) -> None:
        """Add what was said in *turn* (from 1)."""
        self.query_one(TalkLog).add(self._script.turn(turn, judged=judged))
        self._notice()

    def feedback(self, turn: int) -> Feedback:
        """What line *turn* (from 1) was worth."""
        return self._script.feedback(turn)

    def note(self, sentence: str) -> None:
        """Add something that the program has to say."""
        self.query_one(TalkLog).add([self._script.note(sentence)])

    def remark(self, sentence: str) -> None:
        """Add something quiet from the program."""
        self.query_one(TalkLog).add([self._script.remark(sentence)])

    def _notice(self) -> None:
        """What the journal has to say about what it could not store."""
        if sentence := self._session.journal.take_notice():
            self.note(sentence)

    # --- how things stand

    def look(self, *, meters: bool) -> None:
        """Show how the boss looks now, with the *meters* or without, and the advice for now where it is open."""
        self.query_one(MoodPanel).show(self._session, meters=meters)
        self.query_one(MoodStrip).show_session(self._session, meters=meters)
        if self.advising:
            self.query_one(AdvicePanel).show(self._session.catalogue.advice_now(self._session.played))

    @property
    def advising(self) -> bool:
        """Whether the advice is open."""
        return self.has_class(ADVISING)

    def advise(self, *, wanted: bool) -> None:
        """Open the advice, or close it."""
        self.set_class(wanted, ADVISING)

    def turn_page(self, direction: int) -> None:
        """Turn a page (1 or -1) of the advice where it is open, otherwise of the log."""
        panel = self.query_one(AdvicePanel) if self.advising else self.query_one(TalkLog)
        panel.scroll_page(direction)
