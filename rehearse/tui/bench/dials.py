"""The question how a talk is to stand when it is played from a node: every row is turned with the arrow keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from rehearse.authoring.bench.trial import Standing, concern_word, fitted
from rehearse.engine.state import ACKNOWLEDGED
from rehearse.store.session import UnknownContent
from rehearse.tui.bench.leaves import Leaf, Leaves
from rehearse.tui.content import joined, shortened, text
from rehearse.tui.keys import bindings
from rehearse.tui.paragraphs import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from rehearse.analysis.stations import Station
    from rehearse.authoring.bench.draft import Draft
    from rehearse.engine import Story

NOT_KEPT = "A trial of yours: it is not written into the journal."
HINT = "← and → turn a row, Enter plays."
_NAME = 26
_LONGEST_NAME = 24


class Dial(NamedTuple):
    """One thing that can be set: what it is called, what it is set to, how many values there are, and an aside."""

    id: str
    name: str
    value: int
    values: int  # how many there are
    shown: str
    aside: str = ""


class DialsScreen(ModalScreen[Standing | None]):
    """Answers how the talk is to stand, or nothing."""

    CSS_PATH = "bench_dials.tcss"
    BINDINGS: ClassVar = bindings("dials")

    def __init__(self, draft: Draft, standing: Standing, station: Station | None) -> None:
        """Begin with *standing*; *station* tells what is possible there with its boss and level."""
        super().__init__()
        self._draft = draft
        self._standing = standing
        self._station = station
        self._known_for = (standing.persona, standing.level)

    def compose(self) -> ComposeResult:
        """A title, the rows, and what the keys do."""
        with Vertical(id="dials"):
            yield Static(text(f"Play from '{self._standing.node}'", "bold $accent"), markup=False)
            yield Leaves()
            yield Static(text(f"{HINT} {NOT_KEPT}", "$quiet"), markup=False)

    def on_mount(self) -> None:
        """Show the rows, the first meter marked: that is what is turned most."""
        self._show("meter-0")
        self.query_one(Leaves).focus()

    @property
    def _story(self) -> Story:
        return self._draft.story(self._standing.persona)

    def _show(self, chosen: str) -> None:
        self.query_one(Leaves).show([Leaf([_row(dial)], dial.id) for dial in self._dials()], chosen)

    def _dials(self) -> Iterator[Dial]:
        story, standing = self._story, self._standing
        personas = self._draft.personas
        yield Dial("persona", "Boss", personas.index(standing.persona), len(personas), story.boss.name)
        level = story.level(standing.level)
        yield Dial("level", "Level", level, len(story.levels), story.levels[level].label)
        station = self._station if (standing.persona, standing.level) == self._known_for else None
        for index, meter in enumerate(story.meters):
            value, aside = standing.meters[index], f"{meter.min} to {meter.max}"
            if station is not None and station.meters:
                aside += f"; {station.meters[index].least} to {station.meters[index].most} can be here"
            yield Dial(f"meter-{index}", meter.label, value - meter.min, meter.max - meter.min + 1, str(value), aside)
        for index, concern in enumerate(story.concerns):
            value = standing.concerns[index]
            most = max(story.levels[level].answered[index], ACKNOWLEDGED)
            word = concern_word(story, standing, index, value)
            yield Dial(f"concern-{index}", concern.label, value, most + 1, word)
        for index, flag in enumerate(story.flags):
            yield Dial(
                f"flag-{index}",
                f"flag {flag}",
                int(standing.flags[index]),
                2,
                "set" if standing.flags[index] else "not set",
            )
        mood = story.moods[standing.mood]
        yield Dial("mood", "Mood of the day", standing.mood, len(story.moods), mood.id)

    # --- turning

    def action_turn(self, by: int) -> None:
        """Set the row that is marked to its next value (1), or the one before (-1)."""
        chosen = self.query_one(Leaves).chosen
        dial = next((dial for dial in self._dials() if dial.id == chosen), None)
        if dial is None:
            return
        value = dial.value + by
        if dial.id in {"persona", "level", "mood"}:
            value %= dial.values
        self._set(dial, min(max(value, 0), dial.values - 1))
        self._show(chosen)

    def _set(self, dial: Dial, value: int) -> None:
        story, standing = self._story, self._standing
        what, _, place = dial.id.partition("-")
        match what:
            case "persona":
                turned = replace(standing, persona=self._draft.personas[value])
                try:
                    self._standing = fitted(turned, self._draft.story(turned.persona))
                except UnknownContent as error:
                    self.notify(str(error), severity="warning", markup=False)
            case "level":
                self._standing = fitted(replace(standing, level=story.levels[value].id), story)
            case "mood":
                self._standing = replace(standing, mood=value)
            case "meter":
                own = story.meters[int(place)].min + value
                self._standing = replace(standing, meters=_with(standing.meters, int(place), own))
            case "concern":
                self._standing = replace(standing, concerns=_with(standing.concerns, int(place), value))
            case _:
                flags = tuple(bool(each) for each in _with(tuple(map(int, standing.flags)), int(place), value))
                self._standing = replace(standing, flags=flags)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_play()

    def action_play(self) -> None:
        """Play, as it is set."""
        self.dismiss(self._standing)

    def action_leave(self) -> None:
        """Back to the bench."""
        self.dismiss(None)


def _with(values: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    return (*values[:place], value, *values[place + 1 :])


def _row(dial: Dial) -> Paragraph:
    less, more = ("◂" if dial.value > 0 else " "), ("▸" if dial.value < dial.values - 1 else " ")
    name = text(shortened(dial.name, _LONGEST_NAME)).pad_right(0)
    name = name.pad_right(max(_NAME - name.cell_length, 1))
    aside = (f"   {dial.aside}", "$quiet") if dial.aside else ("", "")
    return Paragraph(joined(name, (f"{less} ", "$accent"), (dial.shown, "bold"), (f" {more}", "$accent"), aside))
