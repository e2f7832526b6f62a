"""The talk: what the person does in it, and what is shown of it then."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.widgets import Button

from rehearse.coaching.feedback.catalogue import PHASE_LABELS
from rehearse.engine import Entry, Unavailable
from rehearse.engine.play import StoryLoop
from rehearse.store.journal import Conflict
from rehearse.tui.answers import TalkAnswer, ToDebrief, ToHome
from rehearse.tui.content import shortened
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page, TitleLine
from rehearse.tui.talk.foot import FeedbackBlock, TalkFoot
from rehearse.tui.talk.modes import Mode, Practice
from rehearse.tui.talk.say import RESERVED, SayBlock
from rehearse.tui.talk.stage import TalkStage
from rehearse.tui.talk.ways import Switch, Ways

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from rehearse.store.session import Session

_SHOWN_WORD = 40
NOTHING_TO_UNDO = "There is nothing to take back yet."
LINES_SHOWN = "Here are the lines, this once: a number says one of them."
NO_LINES = "In a real talk there are no lines to choose from: answer in your own words."
A_TRIAL = "An author's trial: nothing of it is written into the journal."


class TalkScreen(Page[TalkAnswer]):
    """One rehearsal being played. The stage shows it; at the foot lines are said; this carries one to the other."""

    PLACE = "talk"
    CSS_PATH = "talk.tcss"
    BINDINGS: ClassVar = bindings("talk")

    def __init__(self, session: Session, mode: Mode = "guided", seconds: int | None = None) -> None:
        """Open the talk where *session* stands, practised in this *mode*.

        In a real talk the boss waits so many *seconds* for an answer: with 0 as long as one likes, without any as long
        as the last time.
        """
        super().__init__()
        self._session = session
        self._practice = Practice(mode, feedback_now=session.record.feedback == "now", seconds=seconds or 0)
        self._as_last_time = seconds is None
        self._stage = TalkStage(session)
        self._foot = TalkFoot(session, self._practice)
        self._ways = Ways(session, self._practice, self._stage, self._foot)

    def body(self) -> Iterable[Widget]:
        """The stage, and below it what can be said."""
        return self._stage, self._foot

    @property
    def typing(self) -> bool:
        """Whether the person is writing."""
        return self._foot.part == "choosing" and self._foot.saying.typing

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        self.refresh_bindings()

    def on_mount(self) -> None:
        """Show the talk as far as it has come."""
        practice, settings = self._practice, self.app.settings
        practice.meters = settings.show_meters
        if self._as_last_time:
            practice.seconds = settings.answer_seconds
        self._stage.retell(judged=practice.judges)
        if practice.waits and not self._session.over:
            self._stage.remark(practice.pace)
        if not self._session.kept:
            self._stage.remark(A_TRIAL)
        self.action_go_on()

    def on_resize(self) -> None:
        """There is more room now, or less."""
        self._foot.fit()

    def _show(self) -> None:
        """Show how things stand now: how the boss looks, which turn of which phase it is, what can be done."""
        self._stage.look(meters=self._practice.shows_meters)
        session, part = self._session, self._foot.part
        said, now = len(session.played.choices), session.story.nodes[session.played.now.state.node].phase
        turn = f"{said} turns" if part == "ended" else f"turn {said if part == 'judging' else said + 1}"
        phases = "  ".join(f"{'●' if phase == now else '○'} {label}" for phase, label in PHASE_LABELS.items())
        title = self.query_one(TitleLine)
        title.say(session.story.title, f"{phases}    {turn}", f"{PHASE_LABELS[now]} · {turn}")
        self.refresh_bindings()

    # --- lines: said, judged, taken back

    def action_say(self, number: int) -> None:
        """Say the line with this number, or answer the question with it."""
        if self._foot.part == "choosing":
            self._foot.saying.take(number)

    def action_answer(self, yes: bool) -> None:  # noqa: FBT001  (as keys call it)
        """Yes, that is what was meant; or no, or none of these; or no, the line just said was read wrongly."""
        if yes or self._foot.saying.asking:
            self.action_say(1 if yes else 0)
        elif self._foot.typed_last and (said := self._taken_back()) is not None:
            self._foot.saying.ask_again(said)

    def action_none_of_these(self) -> None:
        """None of the readings is what was meant."""
        self.action_say(0)

    @on(SayBlock.Said)
    def _say(self, message: SayBlock.Said) -> None:
        message.stop()
        session, line = self._session, message.line
        if not self.is_attached:  # the talk was left meanwhile
            return
        silent = isinstance(line, Entry) and line.silent
        try:
            session.say(line)
        except (Conflict, Unavailable, StoryLoop) as error:
            self._stage.note(str(error))
            self._foot.saying.unsaid()
            if silent:  # it would fail again and again
                self._practice.seconds = 0
                self._foot.saying.practise()
            return
        turn, judged = len(session.played.choices), self._practice.judges
        self._stage.tell(turn, judged=judged)
        if judged:
            self._foot.judge(self._stage.feedback(turn))
        else:
            self._foot.go_on(keep_words=silent)  # who was interrupted goes on typing
        self._show()

    def action_go_on(self) -> None:
        """Close the feedback."""
        self._foot.go_on()
        self._show()

    def action_more(self) -> None:
        """Show the feedback in full, or in short again."""
        self.query_one(FeedbackBlock).turn_over()

    def action_undo(self) -> None:
        """Take the last line back; what was typed for it is in the field again."""
        if (said := self._taken_back()) is not None:
            self._foot.saying.bring_back(said.words)

    def _taken_back(self) -> Entry | None:
        """Take the last line back: that line, or nothing where there was none to take."""
        said = self._session.played.choices
        try:
            undone = self._session.undo()
        except Conflict as conflict:
            self._stage.note(str(conflict))
            return None
        if not undone:
            self._stage.remark(NOTHING_TO_UNDO)
            return None
        self._stage.retell(judged=self._practice.judges)
        self._foot.go_on(keep_words=True)
        self._show()
        return said[-1].entry

    def action_own_words(self) -> None:
        """Go into the field, or out of it."""
        self._foot.saying.type()

    def action_show_lines(self) -> None:
        """Show the lines to choose from, once."""
        self._foot.saying.show_once()

    def action_facts(self) -> None:
        """Show one's own facts, and put one into the answer."""
        from rehearse.tui.talk.facts import FactsScreen  # noqa: PLC0415  (only where somebody has facts to look at)

        self.app.push_screen(FactsScreen(self._session.facts()), self._foot.saying.write)

    @on(SayBlock.Reserved)
    def _reserved(self, message: SayBlock.Reserved) -> None:
        message.stop()
        match message.word:
            case "/help":
                self.app.action_help()
            case "/advice":
                self.action_switch("advice")
            case "/facts":
                self.action_facts()
            case "/quit":
                self._go_home()
            case "/undo":
                self.action_undo()
            case "/no":
                self.action_answer(yes=False)
            case number if number.isdecimal():
                self._number_typed(number)
            case other:
                word = shortened(other, _SHOWN_WORD)
                self._stage.note(f"There is no '{word}'. There are {', '.join(RESERVED)}.")

    def _number_typed(self, number: str) -> None:
        """A number alone is the number of a line, and none has it, or none is in sight."""
        if self._practice.real:
            self._stage.remark(NO_LINES)
        elif self._foot.saying.choices_shown:
            self._stage.remark(f"There is no line {number}.")
        else:
            self._foot.saying.show_once()
            self._stage.remark(LINES_SHOWN)
            self.refresh_bindings()

    def action_switch(self, what: Switch) -> None:
        """Change one thing about how the talk is practised."""
        self._ways.switch(what)
        if what == "meters":
            self.app.remember(show_meters=self._practice.meters)
        elif what == "time":
            self.app.remember(answer_seconds=self._practice.seconds)
        self._show()

    def action_page(self, direction: int) -> None:
        """Turn a page of the advice where it is open, otherwise of the log."""
        self._stage.turn_page(direction)

    # --- leaving

    @on(Button.Pressed, "#see-debrief")
    def action_debrief(self) -> None:
        """Go on to the debrief."""
        self.dismiss(ToDebrief())

    def action_leave(self) -> None:
        """Go one step back: out of the question, the field, the advice, and then the talk."""
        if self._foot.part == "choosing" and self._foot.saying.leave():
            return
        if self._stage.advising:
            self.action_switch("advice")
            return
        self._go_home()

    def _go_home(self) -> None:
        """Leave the talk. Every line said is stored already."""
        if self._session.kept and not self._session.over and self._session.played.choices:
            if self._session.journal.in_memory:
                self.app.tell("Kept in memory only: you can carry on until you leave the program.", "warning")
            else:
                self.app.tell("Kept. You can carry on whenever you like.")
        self.dismiss(ToHome())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done just now."""
        saying, mode = self._foot.saying, self._practice.mode
        choosing = self._foot.part == "choosing"
        match action:
            case "say":
                return choosing
            case "own_words":
                return choosing and not saying.asking
            case "none_of_these":
                return choosing and saying.asking
            case "facts":
                return choosing and not saying.asking and bool(self._session.brief.facts)
            case "show_lines":
                return choosing and mode == "recall" and not saying.asking and not saying.choices_shown
            case "answer":
                if parameters == (True,):
                    return choosing and saying.confirming
                return (choosing and saying.asking) or self._foot.typed_last
            case "switch" if parameters == ("time",):
                return mode == "real" and not self._session.over
            case "go_on" | "more":
                return self._foot.part == "judging"
            case "undo" | "debrief":
                return bool(self._session.played.choices)
            case _:
                return True
