"""The right half of the home screen: the meeting, the boss with the signs, and what level and feedback mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widgets import Static

from rehearse.tui.content import joined, stacked, text
from rehearse.tui.offers import FEEDBACK, FEEDBACK_DESCRIPTIONS, Offers

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from rehearse.tui.answers import StartTalk
    from rehearse.tui.setup import Topic


class About(VerticalScroll, can_focus=False):
    """What is chosen, told at more length. Where there is little room, only the part that is being looked at."""

    def __init__(self, offers: Offers) -> None:
        """An empty page."""
        super().__init__(id="about", classes="-boss")
        self._offers = offers

    def compose(self) -> ComposeResult:
        """Three parts."""
        yield Static(id="about-meeting", classes="about", markup=False)
        yield Static(id="about-boss", classes="about", markup=False)
        yield Static(id="about-signs", classes="about", markup=False)
        yield Static(id="about-how", classes="about", markup=False)

    def show(self, wanted: StartTalk, topic: Topic) -> None:
        """Tell about what is *wanted*, above all about *topic*."""
        self.query_one("#about-meeting", Static).update(self._meeting(wanted))
        self.query_one("#about-boss", Static).update(self._boss(wanted))
        self.query_one("#about-signs", Static).update(self._signs(wanted))
        self.query_one("#about-how", Static).update(self._how(wanted))
        self.set_class(topic == "meeting", "-meeting")
        self.set_class(topic == "boss", "-boss")
        self.set_class(topic == "how", "-how")
        self.scroll_home(animate=False)

    def _meeting(self, wanted: StartTalk) -> Content:
        meeting = self._offers.meeting(wanted.scenario, wanted.persona)
        return stacked(
            [
                text(meeting.title, "bold $accent"),
                meeting.summary,
                stacked([("Who you are", "$quiet"), meeting.you]),
                stacked([("What you came for", "$quiet"), meeting.asks]),
            ],
            between="\n\n",
        )

    def _boss(self, wanted: StartTalk) -> Content:
        boss = self._offers.boss(wanted.persona)
        head = stacked([(boss.name, "bold $accent"), (boss.role, "$quiet"), (boss.title, "italic")])
        return stacked([head, boss.about], between="\n\n")

    def _signs(self, wanted: StartTalk) -> Content:
        boss = self._offers.boss(wanted.persona)
        return stacked([("You may know your own boss by this", "$quiet"), *(f"· {sign}" for sign in boss.signs)])

    def _how(self, wanted: StartTalk) -> Content:
        level = dict(self._offers.levels)[wanted.level]
        feedback = dict(FEEDBACK)[wanted.feedback]
        return stacked(
            [
                stacked([(level, "bold $accent"), self._offers.level_description(wanted.level)]),
                stacked([(f"Feedback {feedback[0].lower()}{feedback[1:]}", "bold $accent"),
                         FEEDBACK_DESCRIPTIONS[wanted.feedback]]),
            ],
            between="\n\n",
        )
