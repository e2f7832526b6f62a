"""Changing how a talk is practised while it goes on: the way, the time, feedback, meters, advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rehearse.store.journal import Conflict
from rehearse.tui.talk.modes import CHANGED, REFUSED, after

if TYPE_CHECKING:
    from rehearse.store.session import Session
    from rehearse.tui.talk.foot import TalkFoot
    from rehearse.tui.talk.modes import Practice
    from rehearse.tui.talk.stage import TalkStage

Switch = Literal["mode", "time", "feedback", "meters", "advice"]
"""What can be changed."""
FEEDBACK_NOW, FEEDBACK_LATER = "Feedback comes after each line.", "Feedback is kept for the debrief."


class Ways:
    """Changes the practice of one talk, tells so on its stage, and lets the foot follow."""

    def __init__(self, session: Session, practice: Practice, stage: TalkStage, foot: TalkFoot) -> None:
        """Take the parts of a talk."""
        self._session = session
        self._practice = practice
        self._stage = stage
        self._foot = foot

    def switch(self, what: Switch) -> None:
        """Change one thing, or say why not."""
        practice, stage = self._practice, self._stage
        if practice.real and what in REFUSED:
            stage.remark(REFUSED[what])
            return
        match what:
            case "mode":
                self._take_next_mode()
            case "time":
                practice.take_next_time()
                stage.remark(practice.pace)
                self._foot.saying.practise()
            case "feedback":
                self._switch_feedback()
            case "meters":
                practice.meters = not practice.meters
            case "advice":
                stage.advise(wanted=not stage.advising)

    def _take_next_mode(self) -> None:
        """Practise in the next way."""
        practice, foot = self._practice, self._foot
        practice.mode = after(practice.mode)
        self._stage.remark(CHANGED[practice.mode])
        if practice.waits:
            self._stage.remark(practice.pace)
        if practice.real:
            self._stage.advise(wanted=False)
        foot.saying.practise()
        if foot.part == "choosing":
            foot.saying.take_focus()
        elif foot.part == "judging" and practice.real:
            foot.go_on()

    def _switch_feedback(self) -> None:
        """Have feedback after each line, or in the debrief; switched on, it begins with the last line."""
        practice, turn = self._practice, len(self._session.played.choices)
        practice.feedback_now = not practice.feedback_now
        if practice.feedback_now and self._foot.part == "choosing" and turn:
            self._stage.retell(judged=True)
            self._foot.judge(self._stage.feedback(turn))
        else:
            self._stage.remark(FEEDBACK_NOW if practice.feedback_now else FEEDBACK_LATER)
            if self._foot.part == "judging":
                self._foot.go_on()
        try:
            self._session.have_feedback("now" if practice.feedback_now else "later")
        except Conflict as conflict:
            self._stage.note(str(conflict))
