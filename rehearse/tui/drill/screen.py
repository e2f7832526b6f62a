"""The drill: they object, you answer by typing, you see what it did; next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on, work
from textual.containers import VerticalScroll
from textual.message import Message

from rehearse.engine import Entry
from rehearse.store.brief import load_brief
from rehearse.store.drilling import DrillSession
from rehearse.store.practice import usual_boss
from rehearse.store.session import UnknownContent
from rehearse.tui.content import text
from rehearse.tui.drill.answer import AnswerBlock
from rehearse.tui.drill.script import DrillScript
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page, TitleLine
from rehearse.tui.paragraphs import Paragraph, Prose, flow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from textual.widget import Widget

    from rehearse.coaching.between.drill_feedback import Told

WAITING = "Looking for what is worth a drill, one moment …"
State = Literal["waiting", "asked", "told", "over"]


class DrillScreen(Page[None]):
    """Five minutes of objections."""

    PLACE = "drill"
    NAME = "Drill"
    CSS_PATH = "drill.tcss"
    BINDINGS: ClassVar = bindings("drill")
    AUTO_FOCUS = ""

    @dataclass
    class Ready(Message):
        """The objections are there, or a sentence says why not."""

        session: DrillSession | None
        sentence: str = ""

    def __init__(self, boss: str = "") -> None:
        """A drill with *boss*, or with the person's own where it is empty."""
        super().__init__()
        self._boss = boss
        self._session: DrillSession | None = None
        self._script = DrillScript("")
        self._state: State = "waiting"
        self._told: Told | None = None
        self._said: list[Paragraph] = []
        self._asked = 0  # how many of them are what they said
        self._whole = False

    def body(self) -> Iterable[Widget]:
        """What is said, and below it the field, or the question how the words in it were meant."""
        yield VerticalScroll(Prose([Paragraph(text(WAITING, "$quiet"))], id="said"), id="page", can_focus=False)
        yield AnswerBlock()

    def on_mount(self) -> None:
        """Look for objections."""
        self._prepare()

    @work(thread=True, exit_on_error=False)
    def _prepare(self) -> None:
        shelf = self.app.shelf
        assert shelf is not None  # noqa: S101  (the drill is only opened once it is there)
        try:
            brief, _ = load_brief(personas=shelf.library.personas)
            boss = self._boss or usual_boss(shelf.library, shelf.journal, brief, self.app.settings.persona)
            session = DrillSession.begin(shelf.library, shelf.journal, brief, boss)
            session.hear("")  # the thesaurus is read meanwhile
        except UnknownContent as error:
            self.post_message(self.Ready(None, str(error)))
        except Exception as error:  # noqa: BLE001  (a worker's boundary: it becomes a sentence on the screen)
            self.post_message(self.Ready(None, f"The drill could not be made: {error}"))
        else:
            self.post_message(self.Ready(session))

    @on(Ready)
    def _begin(self, message: Ready) -> None:
        message.stop()
        if message.session is None:
            self.query_one("#said", Prose).show([Paragraph(text(message.sentence, "$warning"))])
            return
        self._session = message.session
        self._script = DrillScript(message.session.boss.name)
        self._ask()

    # --- one objection

    def _ask(self) -> None:
        """Put the next objection, or end where there is none."""
        session = self._session
        if session is None:
            return
        objection = session.current
        if session.over or objection is None:
            self._close()
            return
        minutes = session.minutes_left
        left = f", {minutes} minute{'' if minutes == 1 else 's'} left" if minutes else ""
        who = f"with {session.boss.name}"
        self.query_one(TitleLine).say(self.NAME, f"{session.place}{left} · {who}", f"{session.place}{left}")
        self._said = self._script.asked(objection)
        self._asked = len(self._said)
        self._told = None
        self._state = "asked"
        self._show()
        self._answering.ask_anew(session.hear)
        self.refresh_bindings()

    @property
    def _answering(self) -> AnswerBlock:
        return self.query_one(AnswerBlock)

    def _show(self) -> None:
        shown = list(self._said)
        if self._told is not None:
            shown += self._script.judged(self._told, beside=self.size.width >= 72, whole=self._whole)  # noqa: PLR2004
        self.query_one("#said", Prose).show(shown)
        self.call_after_refresh(self._scroll)

    def _scroll(self) -> None:
        """Begin at the top; where the verdict does not fit below what they said, begin with the answer."""
        page = self.query_one("#page", VerticalScroll)
        asked = len(flow(self._said[: self._asked], self.query_one("#said").content_size.width))
        page.scroll_to(y=asked + 1 if self._told is not None else 0, animate=False)

    def on_resize(self) -> None:
        """Labels stand beside the text, or over it."""
        if self._state in {"asked", "told"}:
            self.call_after_refresh(self._show)

    @property
    def typing(self) -> bool:
        """Whether keys write into the field."""
        return self._answering.field.has_focus

    @on(AnswerBlock.Answered)
    def _answered(self, message: AnswerBlock.Answered) -> None:
        message.stop()
        self._tell(message.entry)

    def _tell(self, entry: Entry) -> None:
        """Take an answer, and tell what is to be said of it."""
        if self._session is None or self._state != "asked" or self._session.current is None:
            return
        self._told = self._session.answer(entry)
        self.app.show_notices()
        self._said += self._script.answered(self._told)
        self._whole = False
        self._rest("told")

    def _rest(self, state: State) -> None:
        """Show something that wants no answer."""
        self._state = state
        self._answering.close()
        self.set_focus(None)
        self._show()
        self.refresh_bindings()

    def _close(self) -> None:
        """End with two sentences."""
        assert self._session is not None  # noqa: S101  (it was begun)
        self.query_one(TitleLine).say(self.NAME, f"with {self._session.boss.name}")
        self._said, self._told = self._script.closed(self._session.closing()), None
        self._rest("over")

    # --- keys

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """What can be done depends on where one is."""
        asking = self._state == "asked" and self._answering.asking
        match action:
            case "go_on":
                return self._state in {"told", "over"}
            case "show":
                return self._state == "asked" and not asking
            case "more":
                return self._told is not None
            case "take":
                return asking
            case "answer":
                return asking and (self._answering.confirming or parameters == (False,))
            case _:
                return super().check_action(action, parameters)

    def action_take(self, number: int) -> None:
        """Answer the question how the words were meant; 0 is for none of these."""
        self._answering.take(number)

    def action_answer(self, agreed: bool) -> None:  # noqa: FBT001  (an action's parameter)
        """Answer it with yes or no."""
        self._answering.take(1 if agreed else 0)

    def action_go_on(self) -> None:
        """Go on to the next objection, or away at the end."""
        if self._state == "over":
            self.dismiss(None)
        else:
            self._ask()

    def action_show(self) -> None:
        """Pass on this one, and see a line that would do."""
        self._tell(Entry.not_followed(""))

    def action_more(self) -> None:
        """Show every source and reason, or in short."""
        self._whole = not self._whole
        self._show()

    def action_page(self, direction: int) -> None:
        """Read on (1) or go back (-1)."""
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=direction * max(page.size.height - 2, 1), animate=False)

    def action_leave(self) -> None:
        """From the question back to the field; else end, with the two sentences where something was answered."""
        if self._state == "asked" and self._answering.asking:
            self._answering.back_to_field()
        elif self._session is not None and self._state != "over" and self._session.drill.answers:
            self._close()
        else:
            self.dismiss(None)
