"""The right half of the home screen: the meeting, the boss with the signs, and what level and feedback mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import Paragraph, Prose, hanging
from rehearse.tui.talk.modes import DESCRIPTIONS, LABELS, Mode
from rehearse.tui.talk.offers import FEEDBACK, FEEDBACK_DESCRIPTIONS, Offers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from rehearse.tui.answers import StartTalk
    from rehearse.tui.home.setup import Topic

TOPICS: tuple[Topic, ...] = ("meeting", "boss", "how")


class Leaf(Prose):
    """What is told about one topic."""

    def __init__(self, topic: Topic) -> None:
        """An empty leaf."""
        super().__init__()
        self.id = f"about-{topic}"
        self.add_class("about")


class About(VerticalScroll, can_focus=False):
    """What is chosen, told at more length. Where there is little room, only the part that is being looked at."""

    def __init__(self, offers: Offers) -> None:
        """An empty page."""
        super().__init__(id="about", classes="-boss")
        self._offers = offers

    def compose(self) -> ComposeResult:
        """Three pages, of which one is shown."""
        for topic in TOPICS:
            yield Leaf(topic)

    def show(self, wanted: StartTalk, mode: Mode, topic: Topic | None) -> None:
        """Tell about what is *wanted*, and of that about *topic*: the boss, unless something else is asked for."""
        self.query_one("#about-meeting", Prose).show(self._meeting(wanted))
        self.query_one("#about-boss", Prose).show(self._boss(wanted))
        self.query_one("#about-how", Prose).show(self._how(wanted, mode))
        for known in TOPICS:
            self.set_class((topic or "boss") == known, f"-{known}")
        self.scroll_home(animate=False)

    def _meeting(self, wanted: StartTalk) -> Iterator[Paragraph]:
        meeting = self._offers.meeting(wanted.scenario, wanted.persona)
        yield Paragraph(text(meeting.title, "bold $accent"))
        yield Paragraph(text(meeting.summary), above=1)
        yield Paragraph(text("What you came for", "$quiet"), above=1)
        yield Paragraph(text(meeting.asks))
        yield Paragraph(text("Who you are", "$quiet"), above=1)
        yield Paragraph(text(meeting.you))

    def _boss(self, wanted: StartTalk) -> Iterator[Paragraph]:
        boss = self._offers.boss(wanted.persona)
        yield Paragraph(joined((boss.name, "bold $accent"), (f"  {boss.described}", "$quiet")))
        yield Paragraph(text(boss.main.title, "italic"))
        if (called := self._offers.called(wanted.persona)) != boss.name:
            yield Paragraph(text(f"In your talk they are called {called}.", "$quiet"))
        yield Paragraph(text("You may know your own boss by this", "$quiet"), above=1)
        for sign in boss.main.signs:
            yield hanging(text("• ", "$accent"), text(sign))
        if boss.other is not None:
            yield Paragraph(text(f"And, as with {boss.other.name}, by something of this", "$quiet"), above=1)
            for sign in boss.other.signs:
                yield hanging(text("• ", "$accent"), text(sign))
        yield Paragraph(text(f"About {boss.main.name}", "$quiet"), above=1)
        yield Paragraph(text(boss.main.about))

    def _how(self, wanted: StartTalk, mode: Mode) -> Iterator[Paragraph]:
        feedback = dict(FEEDBACK)[wanted.feedback]
        yield Paragraph(text(dict(self._offers.levels)[wanted.level], "bold $accent"))
        yield Paragraph(text(self._offers.level_description(wanted.level)))
        yield Paragraph(text(dict(LABELS)[mode], "bold $accent"), above=1)
        yield Paragraph(text(DESCRIPTIONS[mode]))
        yield Paragraph(text(f"Feedback {feedback[0].lower()}{feedback[1:]}", "bold $accent"), above=1)
        yield Paragraph(text(FEEDBACK_DESCRIPTIONS[wanted.feedback]))
