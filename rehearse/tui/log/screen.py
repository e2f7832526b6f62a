"""After the real talk: eight questions on one page, and on the other what it says beside the rehearsals."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import VerticalScroll
from textual.widgets import Static

from rehearse.coaching.between.after import advice
from rehearse.coaching.between.follow_up import reasons
from rehearse.coaching.between.log_questions import QUESTIONS
from rehearse.store import clock
from rehearse.store.brief import load_brief
from rehearse.store.logs import Noting
from rehearse.store.session import UnknownContent
from rehearse.tui.content import text
from rehearse.tui.dates import date_in_full
from rehearse.tui.keys import bindings
from rehearse.tui.log.fields import LogBlock
from rehearse.tui.log.page import what_now
from rehearse.tui.page import Page, TitleLine
from rehearse.tui.paragraphs import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from textual.widget import Widget

    from rehearse.coaching.between.after import Log

HINT = "Two minutes, while you remember it. Nothing has to be answered; it stays on this machine."


class LogScreen(Page[None]):
    """What is noted of the real talk."""

    PLACE = "log"
    NAME = "After the talk"
    CSS_PATH = "log.tcss"
    BINDINGS: ClassVar = bindings("log")

    def __init__(self) -> None:
        """An empty page."""
        super().__init__()
        self._noting: Noting | None = None
        self._asking = True  # or telling what it says

    def body(self) -> Iterable[Widget]:
        """The questions, and the text in their place."""
        yield VerticalScroll(Static(text(HINT, "$quiet"), id="hint", markup=False), id="questions", can_focus=False)
        yield VerticalScroll(Prose(id="told"), id="page")

    async def on_mount(self) -> None:
        """Ask."""
        self.query_one("#page").display = False
        shelf = self.app.shelf
        if shelf is None:
            return
        brief, _ = load_brief(personas=shelf.library.personas)
        try:
            self._noting = Noting.open(shelf.library, shelf.journal, brief, self.app.settings.persona, clock.today())
        except UnknownContent as error:
            self.query_one("#hint", Static).update(text(str(error), "$warning"))
            return
        await self._lay_out(self._noting)

    async def _lay_out(self, noting: Noting) -> None:
        questions = self.query_one("#questions")
        await questions.remove_children(LogBlock)
        await questions.mount(*(LogBlock(question, noting.log, noting.concerns) for question in QUESTIONS))
        self._follow(noting)
        self._block("result" if not noting.log.result else "agreed").field.focus()

    def _block(self, key: str) -> LogBlock:
        return self.query_one(f"#ask-{key}", LogBlock)

    def _follow(self, noting: Noting) -> None:
        """Show what is noted now."""
        when = date_in_full(noting.log.day, clock.today())
        self.query_one(TitleLine).say(self.NAME, f"{when}, with {noting.boss.name}", when)
        for block in self.query(LogBlock):
            block.take_over(noting.log)
        self.refresh_bindings()

    @property
    def typing(self) -> bool:
        """Whether keys write into a field."""
        return self._asking

    # --- keeping

    @on(LogBlock.Answered)
    def _answered(self, message: LogBlock.Answered) -> None:
        message.stop()
        self._take(message)

    def _take(self, answered: LogBlock.Answered) -> None:
        """Keep one answer; a second time nothing happens."""
        if self._noting is not None:
            if sentence := self._noting.take(answered.key, answered.said):
                self.app.tell(sentence, "warning")
            self.app.show_notices()
            self._follow(self._noting)

    def keep(self) -> None:
        """Keep what is being written, before the screen is left."""
        for block in self.query(LogBlock):
            if (answered := block.finish()) is not None:
                self._take(answered)

    # --- the other page

    def action_turn(self, asking: bool) -> None:  # noqa: FBT001  (an action's parameter)
        """Go to the questions, or to what it says."""
        self.keep()
        self._asking = asking
        if not asking:
            self._tell()
        self.query_one("#questions").display = asking
        self.query_one("#page").display = not asking
        if asking:
            self._block("result").field.focus()
        else:
            self.query_one("#page").focus()
        self.refresh_bindings()

    def _tell(self) -> None:
        shelf, noting = self.app.shelf, self._noting
        if shelf is None or noting is None:
            return
        catalogue = shelf.catalogue
        told = what_now(noting.log, noting.beside(), advice(catalogue, noting.log), reasons(catalogue))
        self.query_one("#told", Prose).show(told)
        self.query_one("#page").scroll_home(animate=False)

    # --- what can be done

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """There is an e-mail only where something is noted, and something to forget."""
        if action in {"mail", "forget"}:
            return self._noting is not None and not self._noting.log.is_empty
        if action == "turn":
            return self._noting is not None and parameters != (self._asking,)
        return super().check_action(action, parameters)

    def action_mail(self) -> None:
        """Change the e-mail, and export it."""
        from rehearse.tui.log.mail import MailScreen  # noqa: PLC0415  (loaded only when it is opened)

        self.keep()
        shelf, noting = self.app.shelf, self._noting
        if noting is not None and shelf is not None:
            points = (source.point for rule in reasons(shelf.catalogue) for source in rule.sources)
            screen = MailScreen(noting.log, noting.mail, tuple(dict.fromkeys(points)))
            self.app.push_screen(screen, self._after_mail)

    def _after_mail(self, log: Log | None) -> None:
        if log is not None and self._noting is not None:
            if sentence := self._noting.keep(log):
                self.app.tell(sentence, "warning")
            self._follow(self._noting)

    def action_forget(self) -> None:
        """Delete what is noted, after one question."""
        from rehearse.tui.confirm import ConfirmScreen  # noqa: PLC0415

        if self._noting is not None:
            day = date_in_full(self._noting.log.day, clock.today())
            question = f"Forget what you noted of {day}? This cannot be undone."
            self.app.push_screen(ConfirmScreen(question, yes="Forget it", no="Keep it"), self._forget)

    async def _forget(self, agreed: bool | None) -> None:  # noqa: FBT001  (the answer of the question's screen)
        if agreed and self._noting is not None:
            self._noting.forget()
            self.app.show_notices()
            await self._lay_out(self._noting)
            if not self._asking:
                self._tell()

    def action_page(self, direction: int) -> None:
        """Go on (1) or back (-1)."""
        page = self.query_one("#questions" if self._asking else "#page", VerticalScroll)
        page.scroll_relative(y=direction * max(page.size.height - 2, 1), animate=False)

    def action_close(self) -> None:
        """Back to where one came from."""
        self.keep()
        self.dismiss(None)
