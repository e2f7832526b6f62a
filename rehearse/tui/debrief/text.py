"""The left half of the debrief: the row of parts, the text of the part that is open, and the field for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.reactive import Reactive
from textual.widgets import Input, Static

from rehearse.coaching.debrief.reflection import MOST_SIGNS
from rehearse.engine import available
from rehearse.model.mix import parts_of
from rehearse.tui.content import action, joined, stacked
from rehearse.tui.debrief import own
from rehearse.tui.debrief.curve import Curve
from rehearse.tui.debrief.guide import NAMES, ON_THE_WAY, PARTS
from rehearse.tui.debrief.pages import Pages
from rehearse.tui.debrief.turned import turned
from rehearse.tui.paragraphs import Prose

if TYPE_CHECKING:
    from typing import Literal

    from textual.app import ComposeResult
    from textual.content import Content

    from rehearse.store.looking_back import LookingBack
    from rehearse.tui.debrief.guide import Guide, PartName
    from rehearse.tui.paragraphs import Paragraph

BETWEEN = "  "


class PartsRow(Static):
    """The parts in a row; each can be clicked. Where there is little room, only the open one has its name."""

    auto_links = Reactive(default=False)  # our own styles say what is what

    def __init__(self, guide: Guide) -> None:
        """The way that *guide* knows."""
        super().__init__(id="parts", markup=False)
        self._guide = guide

    def render(self) -> Content:
        """Every part, and about how long the rest takes."""
        guide = self._guide
        left = f"about {guide.minutes_left} min left" if guide.minutes_left else ""
        row = self._row(all_named=True)
        if row.cell_length > self.size.width:
            row = self._row(all_named=False)
        room = self.size.width - row.cell_length - len(left)
        return joined(row, " " * room, (left, "$quiet")) if left and room > len(BETWEEN) else row

    def _row(self, *, all_named: bool) -> Content:
        here = self._guide.part
        row = stacked([self._part(name, named=all_named or name == here) for name in ON_THE_WAY], between=BETWEEN)
        return row if here in ON_THE_WAY else joined(row, BETWEEN, (PARTS[here].title, "bold underline $accent"))

    def _part(self, name: PartName, *, named: bool) -> Content:
        guide, number = self._guide, NAMES.index(name) + 1
        here = name == guide.part
        label = f"{number} {PARTS[name].title if here else PARTS[name].short}" if named else str(number)
        style = "bold underline $accent" if here else "" if number <= guide.furthest else "$quiet"
        return action(label, f"screen.number({number})", style)


class DebriefText(Vertical):
    """The text of what is open."""

    def __init__(self, looking: LookingBack, guide: Guide) -> None:
        """Nothing as yet."""
        super().__init__(id="told")
        self._looking = looking
        self._guide = guide
        self.trouble = ""  # why the odds will not come

    def compose(self) -> ComposeResult:
        """The text above the field."""
        yield VerticalScroll(Prose(), can_focus=False, id="page")
        yield Input(
            placeholder="Why? A line, if you like", max_length=MOST_SIGNS, compact=True, select_on_focus=False, id="why"
        )

    def show(self, marked: int, *, beside: bool, keep: bool) -> None:
        """Show what is open, with turn *marked* in the transcript; *keep* the place, or begin at the top."""
        prose, scroll, why = (
            self.query_one(Prose),
            self.query_one("#page", VerticalScroll),
            self.query_one("#why", Input),
        )
        prose.show(self._paragraphs(Pages(self._looking.debrief, prose.content_size.width), marked, beside=beside))
        why.display = bool(self._guide.guessing)
        why.disabled = not why.display
        if not keep:
            scroll.scroll_home(animate=False)

    def read_on(self, unit: Literal["page", "row"], direction: int) -> bool:
        """Scroll a page or a row; whether there was anything to scroll to."""
        scroll = self.query_one("#page", VerticalScroll)
        there_is_more = scroll.scroll_y < scroll.max_scroll_y if direction > 0 else scroll.scroll_y > 0
        rows = max(scroll.size.height - 2, 1) if unit == "page" else 1
        scroll.scroll_relative(y=direction * rows, animate=False)
        return there_is_more

    def _paragraphs(self, pages: Pages, marked: int, *, beside: bool) -> list[Paragraph]:
        looking, guide, debrief = self._looking, self._guide, self._looking.debrief
        played = looking.session.played
        if guide.opened:
            turn = guide.opened
            typed = bool(played.choices[turn - 1].read_as or played.choices[turn - 1].off_script)
            offered = self._offered(turn) if typed and debrief.turns[turn - 1].said else ()
            return pages.turn(debrief.turns[turn - 1], played.steps[turn].lines, offered)
        match guide.part:
            case "outcome":
                return pages.outcome(guided=guide.asks)
            case "guess":
                return own.guess(pages, guide, beside=beside)
            case "turned":
                return turned(pages, self._curves(), self.trouble)
            case "worries":
                return pages.worries()
            case "again":
                turn = min(max(marked, 1), len(debrief.turns))
                shown = debrief.turns[turn - 1] if turn else None
                offered = self._offered(turn) if turn else ()
                return own.again(pages, shown, offered, looking.branches(), looking.session.record.id)
            case "style":
                style = looking.with_style().style
                return own.style(pages, style) if style else []
            case "goal":
                return own.goal(pages, looking.goals())
            case "confidence":
                return own.confidence(pages)
            case "chair":
                personas = looking.session.library.personas
                ids = parts_of(looking.session.record.persona)
                return pages.chair(played, [personas[each].about for each in ids if each in personas])
            case _:
                return pages.advice()

    def _offered(self, turn: int) -> tuple[str, ...]:
        """The lines that could have been chosen in *turn*."""
        played = self._looking.session.played
        return tuple(choice.say for choice in available(played.story, played.steps[turn - 1].state))

    def _curves(self) -> tuple[Curve, ...]:
        meters = self._looking.session.story.meters
        found = zip(self._looking.debrief.meters, meters, strict=True)
        return tuple(Curve(label, meter.max, values) for (label, values), meter in found)
