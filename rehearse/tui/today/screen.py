"""What is on: the plan to the day of the meeting, with a way into the drill, the progress and the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from rehearse.store import clock
from rehearse.store.brief import load_brief
from rehearse.store.planned import calendar_of, export_calendar, mark_done, today_now
from rehearse.store.session import UnknownContent
from rehearse.tui.answers import StartTalk
from rehearse.tui.content import joined, text
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page, TitleLine
from rehearse.tui.paragraphs import Paragraph, Prose, hanging
from rehearse.tui.today import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from textual.content import Content
    from textual.widget import Widget

    from rehearse.store.planned import Sitting, Today

DAY_COLUMN = 13
EXPORT_SHOWN_FOR = 20
"""Seconds for which the path of an export is shown."""
NO_NAMES = "It names neither meeting nor boss: calendars are often read by others."
_BUTTONS = {
    "no-date": "Tell about my meeting",
    "past": "Note how it went",
    "over": "See what is noted",
    "ready": "See the page",
    "day": "See the page",
}


class TodayScreen(Page[None]):
    """What is on today, and every session before and after it."""

    PLACE = "today"
    NAME = "Today"
    CSS_PATH = "today.tcss"
    BINDINGS: ClassVar = bindings("today")

    def __init__(self) -> None:
        """An empty plan."""
        super().__init__()
        self._today: Today | None = None

    def body(self) -> Iterable[Widget]:
        """The session that is chosen, with its button, and the way to the meeting."""
        with_button = Vertical(VerticalScroll(Prose(id="session"), id="about", can_focus=False), Button("", id="begin"))
        with_button.id = "chosen"
        way = Vertical(
            Static(text("The way there"), classes="heading", markup=False),
            OptionList(id="way", markup=False, compact=True),
            id="all",
        )
        yield Horizontal(with_button, way, id="today")

    def on_mount(self) -> None:
        """Lay it out."""
        self._show()

    def on_screen_resume(self) -> None:
        """Something may have been done meanwhile, or told."""
        if self.is_mounted:
            self._show()

    # --- showing

    def _show(self) -> None:
        shelf = self.app.shelf
        if shelf is None:
            return
        brief, _ = load_brief(personas=shelf.library.personas)
        try:
            self._today = today_now(shelf.library, shelf.journal, brief, self.app.settings, clock.today())
        except UnknownContent as error:
            self.query_one("#session", Prose).show([Paragraph(text(str(error), "$warning"))])
            return
        today = self._today
        self.query_one(TitleLine).say(self.NAME, words.heading(today))
        self._lay_out_way(today)
        self._tell_about()

    def _lay_out_way(self, today: Today) -> None:
        way = self.query_one("#way", OptionList)
        shown = () if today.stage in {"no-date", "past", "over"} else today.sittings
        way.set_options([*(Option(_row(today, sitting)) for sitting in shown), *_end(today, shown)])
        self.query_one("#all").display = bool(shown)
        self.set_class(bool(shown), "-planned")
        if shown:
            on_now = today.next or shown[-1]
            way.highlighted = shown.index(on_now)
            way.focus()
            self.call_after_refresh(way.scroll_to_highlight)
        else:
            self.query_one("#begin").focus()

    @property
    def chosen(self) -> Sitting | None:
        """The session that is marked in the list."""
        today, at = self._today, self.query_one("#way", OptionList).highlighted
        if today is None or at is None or not self.query_one("#all").display or at >= len(today.sittings):
            return None
        return today.sittings[at]

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, message: OptionList.OptionHighlighted) -> None:
        message.stop()
        self._tell_about()

    def _tell_about(self) -> None:
        if self._today is None:
            return
        sitting = self._about
        label = "Begin" if sitting is not None else _BUTTONS.get(self._today.stage, "Begin")
        self.query_one("#begin", Button).label = text(f"▸ {label}")
        self.query_one("#session", Prose).show(_told(self._today, sitting))
        self.refresh_bindings()

    @property
    def _about(self) -> Sitting | None:
        """The session that is told about; none where there is something else to say first."""
        today, chosen = self._today, self.chosen
        if today is None or (today.stage in {"ready", "day"} and today.now is None and chosen == today.sittings[-1]):
            return None
        return chosen

    # --- what can be done

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """Only what lies ahead can be done, and put into a calendar."""
        if action == "done":
            return self._is_ahead(self.chosen)
        if action == "export":
            return self._today is not None and self._today.next is not None
        return super().check_action(action, parameters)

    def _is_ahead(self, sitting: Sitting | None) -> bool:
        today = self._today
        return (
            sitting is not None
            and today is not None
            and today.plan is not None
            and (sitting.number > len(today.plan.done))
        )

    @on(OptionList.OptionSelected)
    @on(Button.Pressed)
    def action_begin(self) -> None:
        """Begin the session that is chosen, or what else there is to do."""
        if self._today is None or not self.is_current:
            return
        sitting = self._about
        if sitting is None:
            self._do_instead(self._today.stage)
        elif sitting.step.kind == "page":
            self.app.action_go_to("prep")
        elif sitting.step.kind == "drill":
            self.app.action_go_to("drill", sitting.boss)
        else:
            step = sitting.step
            self.app.conductor.begin(
                StartTalk(sitting.scenario, sitting.boss, sitting.level, mode=step.mode, seconds=step.seconds)
            )

    def _do_instead(self, stage: str) -> None:
        match stage:
            case "no-date":
                self.app.action_go_to("brief")
            case "past" | "over":
                self.app.action_go_to("log")
            case _:
                self.app.action_go_to("prep")

    def action_done(self) -> None:
        """Note that the session is done."""
        shelf, sitting = self.app.shelf, self.chosen
        if shelf is not None and sitting is not None and self._is_ahead(sitting):
            mark_done(shelf.journal, sitting.step)
            self.app.show_notices()
            self._show()

    def action_export(self) -> None:
        """Save the sessions ahead as a calendar file, and say where."""
        shelf, today = self.app.shelf, self._today
        if shelf is not None and today is not None and (written := calendar_of(today, shelf.journal, clock.now())):
            said = f"{export_calendar(written, today.day)[1]} {NO_NAMES}"
            self.notify(said, markup=False, timeout=EXPORT_SHOWN_FOR)

    def action_close(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)


def _row(today: Today, sitting: Sitting) -> Content:
    """A session in the list."""
    sign = words.sign(today, sitting)
    done, now = sign == words.MARKS["done"], sign == words.MARKS["now"]
    day = f"{words.short_day(sitting.day, today.day):<{DAY_COLUMN}}"
    return joined(
        (f"{sign} ", "$accent" if done or now else "$quiet"),
        (day, "$quiet"),
        (sitting.step.title, "bold" if now else "$quiet" if done else ""),
    )


def _end(today: Today, shown: tuple[Sitting, ...]) -> Iterator[Option]:
    """The meeting itself, below all sessions; it cannot be chosen."""
    if shown and today.plan is not None:
        day = f"{words.short_day(today.plan.meeting, today.day):<{DAY_COLUMN}}"
        what = "The next talk" if today.next_talk else "The meeting"
        yield Option(joined(("◆ ", "$accent"), (day, "$quiet"), (what, "bold")), disabled=True)


def _told(today: Today, sitting: Sitting | None) -> Iterator[Paragraph]:
    """What is told about a session, or what there is to say where none is meant."""
    if sitting is None:
        yield Paragraph(text(words.what_now(today)))
        return
    yield Paragraph(text(_when(today, sitting), "$quiet"))
    yield Paragraph(text(sitting.step.title, "bold $accent"))
    minutes = f"about {sitting.step.minutes} minutes"
    yield Paragraph(text(f"{sitting.with_whom}, {minutes}" if sitting.with_whom else minutes.capitalize(), "$quiet"))
    first, *others = words.goal(today, sitting)
    yield Paragraph(text(first), above=1)
    for other in others:
        yield hanging(text("→ ", "$accent"), text(other), above=1)
    if today.plan is not None and today.plan.moved and sitting == today.next:
        yield Paragraph(text(words.MOVED, "$quiet"), above=1)


def _when(today: Today, sitting: Sitting) -> str:
    if today.plan is not None and sitting.number <= len(today.plan.done):
        return f"Done, {words.short_day(sitting.day, today.day)}"
    place = f"{sitting.number} of {len(today.sittings)}"
    if sitting == today.now:
        return f"Today · {place}"
    if sitting == today.next:
        return f"Nothing is on today. Next, {words.on_day(sitting.day, today.day)} · {place}"
    when = words.on_day(sitting.day, today.day)
    return f"{when[:1].upper()}{when[1:]} · {place}"
