"""The person's own meeting in one line, as the home screen shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.reactive import Reactive
from textual.widgets import Static

from rehearse.model.brief_progress import progress
from rehearse.tui.content import action, joined, shortened
from rehearse.tui.dates import date_in_full

if TYPE_CHECKING:
    from rehearse.model.brief import Brief
    from rehearse.tui.talk.offers import Offers

TITLE = "My meeting"
OPEN = "app.go_to('brief')"
NOT_TOLD = "not told yet"
LONGEST_NAME = 30


def told_of(brief: Brief, offers: Offers, problems: int = 0) -> str:
    """When, with whom, and how much of it is told; and that there are *problems* with its file, where there are."""
    boss = brief.boss.name or (offers.boss(offers.mine).name if offers.mine else "")
    when = date_in_full(brief.date) if brief.date else ""
    who = f"with {shortened(boss, LONGEST_NAME)}" if boss else ""
    answered, asked = progress(brief)
    parts = [", ".join(part for part in (when, who) if part), f"{answered} of {asked} answered" if answered else ""]
    if problems:
        parts.append(f"{problems} thing{'' if problems == 1 else 's'} cannot be read")
    return " · ".join(part for part in parts if part) or NOT_TOLD


class MyMeeting(Static):
    """The line, which opens the form when it is clicked."""

    auto_links = Reactive(default=False)  # our own styles say what is what

    def __init__(self, told: str) -> None:
        """The line with what is *told* of the meeting."""
        label = action(f"{TITLE}: ", OPEN, "$accent")
        super().__init__(joined(label, action(told, OPEN, "$quiet")), id="my-meeting", markup=False)
