"""The talk: the conversation as it grows, how the boss looks, and what the person can say now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.widgets import Button

from rehearse.coaching.catalogue import PHASE_LABELS
from rehearse.coaching.debrief import outcome
from rehearse.engine import Unavailable
from rehearse.engine.play import StoryLoop
from rehearse.store.journal import Conflict
from rehearse.tui.answers import TalkAnswer, ToDebrief, ToHome
from rehearse.tui.choice_list import ChoiceList
from rehearse.tui.content import shortened
from rehearse.tui.keys import bindings
from rehearse.tui.modes import CHANGED, Mode, after
from rehearse.tui.mood_panel import MoodPanel, MoodStrip
from rehearse.tui.page import Page, TitleLine
from rehearse.tui.talk_advice import AdvicePanel
from rehearse.tui.talk_foot import EndingBlock, FeedbackBlock
from rehearse.tui.talk_log import TalkLog
from rehearse.tui.talk_say import RESERVED, SayBlock
from rehearse.tui.talk_script import TalkScript

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from rehearse.coaching.values import Feedback
    from rehearse.engine import Entry
    from rehearse.store.session import Session

CHOOSING, JUDGING, ENDED = "-choosing", "-judging", "-ended"
"""What stands below the log: the choices, the feedback on the line just said, or the end of the talk."""

_SHOWN_WORD = 40
ROOMY = 32
"""Rows from which on there are blank ones between the choices, as where the stylesheet says ``-tall``."""


class TalkScreen(Page[TalkAnswer]):
    """One rehearsal being played."""

    PLACE = "talk"
    CSS_PATH = "talk.tcss"
    BINDINGS: ClassVar = bindings("talk")

    def __init__(self, session: Session, mode: Mode = "guided") -> None:
        """Open the talk where *session* stands, practised in this *mode*."""
        super().__init__()
        self._session = session
        self._mode: Mode = mode
        self._script = TalkScript(session)
        self._feedback_now = session.record.feedback == "now"
        self._judged: dict[int, Feedback] = {}  # by turn, as far as it was shown
        self._meters = True
        self._foot = CHOOSING

    def body(self) -> Iterable[Widget]:
        """Strip, log and panels, and below them what can be said."""
        yield Vertical(
            MoodStrip(),
            Horizontal(TalkLog(), MoodPanel(), AdvicePanel(), id="upper"),
            Vertical(SayBlock(self._session, self._mode), FeedbackBlock(), EndingBlock(), id="foot"),
            id="talk",
        )

    @property
    def typing(self) -> bool:
        """Whether the person is writing."""
        return self._foot == CHOOSING and self.query_one(SayBlock).typing

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        self.refresh_bindings()

    def on_mount(self) -> None:
        """Show the talk as far as it has come."""
        self._meters = self.app.settings.show_meters
        self._show_talk()
        if self._session.diverged:
            self._note(self._session.diverged)
        self._notices()
        self._set_foot(ENDED if self._session.over else CHOOSING)

    def on_resize(self) -> None:
        """There is more room now, or less."""
        self._show_place()
        self.query_one(ChoiceList).space_out(spaced=self.app.size.height >= ROOMY)

    # --- what is shown

    def _show_talk(self) -> None:
        """Set the whole log anew."""
        script, paragraphs = self._script, self._script.opening()
        for turn in range(1, len(self._session.played.choices) + 1):
            paragraphs += script.turn(turn, self._judged.get(turn))
        self.query_one(TalkLog).show(paragraphs)

    def _note(self, sentence: str) -> None:
        self.query_one(TalkLog).add([self._script.note(sentence)])

    def _remark(self, sentence: str) -> None:
        self.query_one(TalkLog).add([self._script.remark(sentence)])

    def _notices(self) -> None:
        """What the journal has to say about what it could not store."""
        if sentence := self._session.journal.take_notice():
            self._note(sentence)

    def _set_foot(self, foot: str) -> None:
        """Show how things stand now, and below the log what belongs there."""
        self._foot = foot
        session, judging, ended = self._session, foot == JUDGING, foot == ENDED
        say, feedback = self.query_one(SayBlock), self.query_one(FeedbackBlock)
        ending = self.query_one(EndingBlock)
        if foot == CHOOSING:
            say.offer()
        elif ended:
            ending.show(outcome(session.played))
        say.display, feedback.display, ending.display = foot == CHOOSING, judging, ended
        if judging:
            feedback.take_focus()
        elif ended:
            ending.query_one(Button).focus(scroll_visible=False)
        else:
            say.take_focus()
        self._show_mood()
        self._show_advice()
        self._show_place()
        self.refresh_bindings()

    def _show_mood(self) -> None:
        meters = self._meters and self._mode != "real"
        self.query_one(MoodPanel).show(self._session, meters=meters)
        self.query_one(MoodStrip).show_session(self._session, meters=meters)

    def _show_advice(self) -> None:
        if self.has_class("-advice"):
            self.query_one(AdvicePanel).show(self._session.catalogue.advice_now(self._session.played))

    def _show_place(self) -> None:
        """The meeting's title, the phase, and which turn it is."""
        session = self._session
        said = len(session.played.choices)
        state = session.played.now.state
        now = session.story.nodes[state.node].phase
        turn = f"{said} turns" if self._foot == ENDED else f"turn {said if self._foot == JUDGING else said + 1}"
        phases = "  ".join(f"{'●' if phase == now else '○'} {label}" for phase, label in PHASE_LABELS.items())
        line, title = self.query_one(TitleLine), session.story.title
        aside = f"{phases}    {turn}"
        if len(title) + len(aside) + 4 > line.size.width:
            aside = f"{PHASE_LABELS[now]} · {turn}"
        line.say(shortened(title, line.size.width - len(aside) - 4), aside)

    # --- what the person does

    @on(SayBlock.Reserved)
    def _reserved(self, message: SayBlock.Reserved) -> None:
        message.stop()
        match message.word:
            case "/help":
                self.app.action_help()
            case "/advice":
                self.action_advice()
            case "/quit":
                self._go_home()
            case "/undo" if self._session.played.choices:
                self.action_undo()
            case "/undo":
                self._remark("There is nothing to take back yet.")
            case other:
                self._note(f"There is no '{shortened(other, _SHOWN_WORD)}'. There are {', '.join(RESERVED)}.")

    def action_say(self, number: int) -> None:
        """Say the line with this number, or answer the question with it."""
        self._take(number)

    def action_meant(self) -> None:
        """Yes, that is what was meant."""
        self._take(1)

    def action_not_meant(self) -> None:
        """No, or none of these."""
        self._take(0)

    def action_own_words(self) -> None:
        """Go into the field, or out of it."""
        self.query_one(SayBlock).type()

    def action_show_lines(self) -> None:
        """Show the lines to choose from, once."""
        self.query_one(SayBlock).show_once()

    def action_mode(self) -> None:
        """Practise in the next way."""
        self._mode = after(self._mode)
        if self._mode == "real" and self.has_class("-advice"):
            self.remove_class("-advice")
        self._remark(CHANGED[self._mode])
        say = self.query_one(SayBlock)
        say.practise(self._mode)
        if self._foot == CHOOSING:
            say.take_focus()
        elif self._foot == JUDGING and self._mode == "real":
            self.action_go_on()
        self._show_mood()
        self.refresh_bindings()

    def _take(self, number: int) -> None:
        if self._foot == CHOOSING and (line := self.query_one(SayBlock).take(number)) is not None:
            self._say(line)

    @on(SayBlock.Said)
    def _said(self, message: SayBlock.Said) -> None:
        message.stop()
        self._say(message.line)

    def _say(self, line: Entry | str) -> None:
        session = self._session
        if self._foot != CHOOSING:
            return
        try:
            session.say(line)
        except (Conflict, Unavailable, StoryLoop) as error:
            self._note(str(error))
            return
        turn = len(session.played.choices)
        feedback = self._judge(turn) if self._feedback_now and self._mode != "real" else None
        self.query_one(TalkLog).add(self._script.turn(turn, feedback))
        self._notices()
        self._set_foot(JUDGING if feedback else ENDED if session.over else CHOOSING)

    def _judge(self, turn: int) -> Feedback:
        feedback = self._judged[turn] = self._session.feedback(turn)
        self.query_one(FeedbackBlock).show(feedback)
        return feedback

    def action_go_on(self) -> None:
        """Close the feedback."""
        self._set_foot(ENDED if self._session.over else CHOOSING)

    def action_more(self) -> None:
        """Show the feedback in full, or in short again."""
        self.query_one(FeedbackBlock).turn_over()

    def action_undo(self) -> None:
        """Take the last line back."""
        try:
            self._session.undo()
        except Conflict as conflict:
            self._note(str(conflict))
            return
        turns = len(self._session.played.choices)
        self._judged = {turn: feedback for turn, feedback in self._judged.items() if turn <= turns}
        self._show_talk()
        self._notices()
        self._set_foot(CHOOSING)

    def action_feedback(self) -> None:
        """Change between feedback after each line and in the debrief; switched on, it begins with the last line."""
        if self._mode == "real":
            self._remark("In a real talk, feedback waits for the debrief.")
            return
        self._feedback_now = not self._feedback_now
        turn = len(self._session.played.choices)
        if self._feedback_now and self._foot == CHOOSING and turn:
            self._judge(turn)
            self._show_talk()
            self._set_foot(JUDGING)
            return
        said = "Feedback comes after each line." if self._feedback_now else "Feedback is kept for the debrief."
        self._remark(said)
        if self._foot == JUDGING:
            self.action_go_on()

    def action_meters(self) -> None:
        """Show or hide trust, patience and concerns, and remember it."""
        if self._mode == "real":
            self._remark("In a real talk there are no bars: look at your boss.")
            return
        self._meters = not self._meters
        self.app.remember(show_meters=self._meters)
        self._show_mood()

    def action_advice(self) -> None:
        """Show or hide the advice for this moment."""
        if self._mode == "real":
            self._remark("In a real talk nobody prompts you. The debrief names the advice; g practises in another way.")
            return
        self.toggle_class("-advice")
        self._show_advice()

    def action_page(self, direction: int) -> None:
        """Turn a page of the advice where it is open, otherwise of the log."""
        if self.has_class("-advice"):
            self.query_one(AdvicePanel).scroll_page(direction)
        else:
            self.query_one(TalkLog).scroll_page(direction)

    @on(Button.Pressed, "#see-debrief")
    def action_debrief(self) -> None:
        """Go on to the debrief."""
        self.dismiss(ToDebrief())

    def action_leave(self) -> None:
        """Go one step back: out of the question, the field, the advice, and then the talk."""
        if self._foot == CHOOSING and self.query_one(SayBlock).leave():
            return
        if self.has_class("-advice"):
            self.action_advice()
            return
        self._go_home()

    def _go_home(self) -> None:
        """Leave the talk. Every line said is stored already."""
        if not self._session.over and self._session.played.choices:
            if self._session.journal.in_memory:
                self.app.tell("Kept in memory only: you can carry on until you leave the program.", "warning")
            else:
                self.app.tell("Kept. You can carry on whenever you like.")
        self.dismiss(ToHome())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done just now."""
        del parameters
        match action:
            case "say":
                return self._foot == CHOOSING
            case "own_words":
                return self._foot == CHOOSING and not self.query_one(SayBlock).asking
            case "show_lines":
                return self._foot == CHOOSING and self._mode == "recall" and self.query_one(SayBlock).hiding
            case "meant":
                return self._foot == CHOOSING and self.query_one(SayBlock).confirming
            case "not_meant":
                return self._foot == CHOOSING and self.query_one(SayBlock).asking
            case "go_on" | "more":
                return self._foot == JUDGING
            case "undo" | "debrief":
                return bool(self._session.played.choices)
            case _:
                return True
