"""How the boss looks just now: a cue in words, the meters as labelled bars, and how far each concern has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.containers import VerticalScroll

from rehearse.analysis.checks.lengths import CUE_ROWS, ROOM_FOR_WRAPPING
from rehearse.engine.state import ACKNOWLEDGED, HELD, SURFACED
from rehearse.tui.content import joined, shortened, text
from rehearse.tui.paragraphs import Paragraph, Prose, hanging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from rehearse.store.session import Gauge, Session

NOT_YET, SAID, HEARD, AT_REST = "not yet said", "said aloud", "felt heard", "put to rest"
SIGNS = {NOT_YET: "○", SAID: "◔", HEARD: "◑", AT_REST: "●"}
_FULL, _EMPTY = "━", "╌"
_PANEL_BAR = 10
_WIDEST_STRIP_BAR, _SHORT_STRIP_BAR, _NARROWEST_STRIP_BAR = 10, 4, 0


class Concern(NamedTuple):
    """One concern as the person may know it now."""

    label: str  # empty while it has not been said
    word: str
    good: int  # good answers given
    needed: int

    @property
    def sign(self) -> str:
        """How far it has come, as a sign told apart by its shape."""
        return SIGNS[self.word]


def concerns(session: Session) -> tuple[Concern, ...]:
    """How far each concern has come."""
    story, state = session.story, session.played.now.state
    found = []
    for concern, value, full in zip(story.concerns, state.concerns, story.levels[state.level].answered, strict=True):
        if value == HELD:
            found.append(Concern("", NOT_YET, 0, full - ACKNOWLEDGED))
        else:
            word = SAID if value == SURFACED else AT_REST if value >= full else HEARD
            found.append(Concern(concern.label, word, max(value - ACKNOWLEDGED, 0), full - ACKNOWLEDGED))
    return tuple(found)


def bar(gauge: Gauge, width: int) -> Content:
    """*gauge* as a bar of *width* columns; full and empty parts differ in shape."""
    full = round(max(gauge.value, 0) * width / gauge.most) if gauge.most > 0 else 0
    full = min(max(full, 1 if gauge.value > 0 else 0), width)
    return joined((_FULL * full, "$accent"), (_EMPTY * (width - full), "$quiet 60%"))


class MoodPanel(VerticalScroll, can_focus=False):
    """All of it, below one another, where there is room at the side."""

    def compose(self) -> ComposeResult:
        """One text."""
        yield Prose()

    def show(self, session: Session, *, meters: bool) -> None:
        """Show how things stand; only the cue where the *meters* are switched off."""
        boss, mood = session.story.boss, session.mood()
        paragraphs = [
            Paragraph(text(boss.name, "bold")),
            Paragraph(text(boss.role, "$quiet")),
            Paragraph(text(mood.cue, "italic"), above=1),
        ]
        if meters:
            paragraphs += _meters(mood.bands)
            paragraphs += _concerns(concerns(session))
        self.query_one(Prose).show(paragraphs)


def _meters(gauges: Sequence[Gauge]) -> list[Paragraph]:
    labels = [text(gauge.label) for gauge in gauges]
    widest = max((label.cell_length for label in labels), default=0)
    paragraphs: list[Paragraph] = []
    for gauge, label in zip(gauges, labels, strict=True):
        name = label.pad_right(widest - label.cell_length + 2)
        row = joined(name, bar(gauge, _PANEL_BAR), f"  {gauge.value:>2} ", (gauge.word, "$quiet"))
        paragraphs.append(Paragraph(row, above=0 if paragraphs else 1))
    return paragraphs


def _concerns(found: Sequence[Concern]) -> list[Paragraph]:
    paragraphs = [Paragraph(text("Concerns", "bold $accent"), above=1)]
    for concern in found:
        sign = text(f"{concern.sign} ", "$accent" if concern.label else "$quiet")
        state = concern.word
        if concern.word == HEARD and concern.needed > 1:
            state += f", {concern.good} of {concern.needed} good answers"
        if concern.label:
            paragraphs.append(hanging(sign, text(concern.label)))
            paragraphs.append(hanging("  ", text(state, "$quiet")))
        else:
            paragraphs.append(hanging(sign, text(state, "$quiet")))
    return paragraphs


class MoodStrip(Prose):
    """The same in two lines, where there is no room at the side."""

    def __init__(self) -> None:
        """Nothing as yet."""
        super().__init__()
        self._cue = ""
        self._gauges: tuple[Gauge, ...] = ()
        self._concerns: tuple[Concern, ...] = ()

    def show_session(self, session: Session, *, meters: bool) -> None:
        """Show how things stand; only the cue where the *meters* are switched off."""
        mood = session.mood()
        self._cue = mood.cue
        self._gauges = mood.bands if meters else ()
        self._concerns = concerns(session) if meters else ()
        self._set()

    def on_resize(self) -> None:
        """Fit the bars to the width."""
        self._set()

    def _set(self) -> None:
        width = self.content_size.width
        paragraphs = [Paragraph(text(shortened(self._cue, max(CUE_ROWS * width - ROOM_FOR_WRAPPING, 1)), "italic"))]
        if self._gauges:
            paragraphs.append(Paragraph(self._figures(width)))
        self.show(paragraphs)

    def _figures(self, width: int) -> Content:
        """Meters and concerns in one line: with bars as long as there is room for."""
        counted = {word: sum(concern.word == word for concern in self._concerns) for word in SIGNS}
        gap = text("   ")
        worded = text("  ").join(
            joined((f"{SIGNS[word]} ", "$accent"), (f"{number} {word}", "$quiet"))
            for word, number in counted.items()
            if number
        )
        signs = joined(("Concerns ", "$quiet"), (" ".join(concern.sign for concern in self._concerns), "$accent"))
        line = text("")
        for tail, shortest in ((worded, _SHORT_STRIP_BAR), (signs, _NARROWEST_STRIP_BAR)):
            for length in range(_WIDEST_STRIP_BAR, shortest - 1, -1):
                line = gap.join([*(_figure(gauge, length) for gauge in self._gauges), tail])
                if line.cell_length <= width:
                    return line
        return line


def _figure(gauge: Gauge, length: int) -> Content:
    drawn = joined(bar(gauge, length), " ") if length else text("")
    return joined(f"{gauge.label} ", drawn, f"{gauge.value} ", (gauge.word, "$quiet"))
