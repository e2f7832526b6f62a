"""The prep sheet as a list that one goes through row by row, and what is told about the row that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from rehearse.coaching.prep.parts import head, parts
from rehearse.model.brief_questions import QUESTION
from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import Paragraph, Script, hanging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from rehearse.coaching.prep.parts import Part, Row
    from rehearse.coaching.prep.values import PrepSheet, Words

BLANK = "…………………………"
SIGNS = {"if": "If    ", "then": "Then  ", "mine": "Mine  ", "fact": "•  "}
IN_OWN_WORDS = "Put it in your own words."
FROM_BRIEF = "From your meeting: what you change here is changed there."
PUT_TOGETHER = "From your meeting. Enter opens it."
NOTHING_YET = "Nothing yet: on paper there is a line to write on."
_ORIGINS = {
    "own": "Your own words.",
    "better": f"A better line that was on offer. {IN_OWN_WORDS}",
    "example": f"An example. {IN_OWN_WORDS}",
    "draft": f"A draft. {IN_OWN_WORDS}",
    "brief": "From your meeting.",
}


class SheetList(OptionList):
    """Every row of the sheet below its part's title; Enter or a click chooses one to change."""

    def __init__(self) -> None:
        """An empty list."""
        super().__init__(id="sheet", markup=False)
        self._rows: list[tuple[Part, Row] | None] = []

    def show(self, sheet: PrepSheet) -> None:
        """Show *sheet*, the same row chosen as before if it is still there."""
        at = self.highlighted
        before = self.chosen
        self._rows = []
        options: list[Option] = []
        for part in (head(sheet), *parts(sheet)):
            self._rows.append(None)
            options.append(Option(Script(_title(part, first=not options)), disabled=True))
            for number, row in enumerate(part.rows, 1):
                self._rows.append((part, row))
                options.append(Option(Script(_row(row, number))))
            if part.after:
                self._rows.append(None)
                options.append(Option(Script([hanging("  ", text(part.after, "$quiet"))]), disabled=True))
        with self.prevent(OptionList.OptionHighlighted):
            self.set_options(options)
            self.highlighted = self._again(before, at)
        self.scroll_to_highlight()

    def _again(self, before: tuple[Part, Row] | None, at: int | None) -> int:
        """Where the row is that was chosen *before*; the one *at* the same place where it is gone, else the first."""
        if before is not None:
            for number, shown in enumerate(self._rows):
                if shown and (shown[1].words.key, shown[1].shape) == (before[1].words.key, before[1].shape):
                    return number
        rows = [number for number, shown in enumerate(self._rows) if shown]
        return min(rows, key=lambda number: abs(number - at)) if at is not None else self._opening()

    def _opening(self) -> int:
        return next((n for n, shown in enumerate(self._rows) if shown and shown[1].words.key == "opening"), 1)

    @property
    def chosen(self) -> tuple[Part, Row] | None:
        """The row that is chosen, with its part."""
        at = self.highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else None


def _title(part: Part, *, first: bool) -> Iterator[Paragraph]:
    if not first:
        yield Paragraph(text(" "))
    yield Paragraph(text(part.title, "bold $accent"))
    if part.hint:
        yield Paragraph(text(part.hint, "$quiet"))


def _row(row: Row, number: int) -> Iterator[Paragraph]:
    sign = text("  " + (f"{number}. " if row.shape == "number" else SIGNS.get(row.shape, "")), "$quiet")
    label = (f"{row.label}: ", "$quiet") if row.shape == "entry" else ""
    yield hanging(sign, joined(label, _said(row), _note(row.words)))
    if worry := "; ".join(each for each in (row.aside, row.tally) if each):
        yield hanging(" " * sign.cell_length, text(worry, "$quiet"))


def _said(row: Row) -> Content:
    said = row.words.text
    if not said:
        return text(BLANK, "$quiet")
    return text(f"“{said}”" if row.is_said else said)


def _note(words: Words) -> Content:
    """A word about where it comes from, where that matters at a glance."""
    if words.origin == "own":
        newer = ("  ◆ a newer one", "$warning") if words.newer else ""
        return joined(("  ✎ mine", "$accent"), newer)
    return text(f"  {words.mark}" if words.mark else "", "$quiet")


def about(part: Part, row: Row) -> list[Content]:
    """What is told about a row: where it comes from, and what else there is."""
    words = row.words
    shown = row.label if row.shape in {"say", "entry", "mine"} else f"{part.title}: {row.label}"
    told = [text(shown, "bold"), text(_origin(row), "$quiet")]
    if words.given is not None and words.given.text:
        lead = ("Since then: ", "$warning") if words.newer else ("That was: ", "$quiet")
        key = _key("u", "takes the newer one, and keeps yours" if words.newer else "goes back to what was found")
        told += [key, joined(lead, f"“{words.given.text}”", (f"  {words.given.note}", "$quiet"))]
    elif words.given is not None:
        told.append(_key("u", "takes them away"))
    elif words.kept:
        told += [_key("u", "puts your own words back"), joined(("They are: ", "$quiet"), f"“{words.kept}”")]
    return told


def _origin(row: Row) -> str:
    words = row.words
    if words.key in QUESTION:
        return FROM_BRIEF
    if not can_change(words):
        return PUT_TOGETHER
    if words.origin == "own":
        return _ORIGINS["own"] if words.text else f"{_ORIGINS['own']} {NOTHING_YET}"
    if not words.text:
        return NOTHING_YET
    if words.origin == "said":
        return f"You said it: {words.where}."
    if words.origin == "boss":
        return "As this boss would put it." if row.shape == "if" else "What helps with this boss, to begin with."
    return _ORIGINS[words.origin]


def can_change(words: Words) -> bool:
    """Whether a row can be changed here; what is put together from several answers is changed in “My meeting”."""
    return bool(words.key)


def _key(key: str, does: str) -> Content:
    return joined((key, "bold $accent"), (f" {does}", "$quiet"))
