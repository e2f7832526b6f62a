"""The outline at the left of the bench: every node with its signs, and a search above them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, OptionList

from rehearse.authoring.bench.outline import outline
from rehearse.coaching.map.words import ENDING_SIGNS
from rehearse.coaching.report.markdown import ENDING_WORDS
from rehearse.tui.bench.leaves import Leaf, Leaves
from rehearse.tui.bench.words import DETOUR, HERE, MARK_STYLES, MARKS, ON_THE_PATH
from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import NOTHING, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from rehearse.authoring.bench.bench import Bench
    from rehearse.authoring.bench.outline import Entry, Group

NOTHING_FITS = "Nothing fits."


class Outline(Vertical):
    """Choosing a node here shows it beside."""

    class Chosen(Message):
        """Another node of the bench is chosen, with the cursor or by the search."""

    def __init__(self, bench: Bench) -> None:
        """The outline of *bench*, to be shown with ``show``."""
        super().__init__(id="left")
        self._bench = bench
        self.by_phase = False

    def compose(self) -> ComposeResult:
        """The search, which comes when it is asked for, above the nodes."""
        search = Input(placeholder="Search", id="search", compact=True)
        search.display = False
        yield search
        yield Leaves(id="outline")

    @property
    def list(self) -> Leaves:
        """The nodes."""
        return self.query_one(Leaves)

    @property
    def _search(self) -> Input:
        return self.query_one(Input)

    @property
    def typing(self) -> bool:
        """Whether one is searching."""
        return self.is_mounted and self._search.has_focus

    def show(self) -> None:
        """Show the nodes that fit the search."""
        search = self._search.value if self._search.display else ""
        leaves = list(_leaves(outline(self._bench, by_phase=self.by_phase, search=search)))
        self.list.show(leaves or [Leaf([Paragraph(text(NOTHING_FITS, "$quiet"))])], self._bench.node)

    def search(self) -> None:
        """Begin to search."""
        self._search.display = True
        self._search.focus()

    def end_search(self) -> bool:
        """Show all nodes again. Returns whether there was a search."""
        if not self._search.display:
            return False
        self._search.value, self._search.display = "", False
        self.show()
        return True

    @on(Input.Changed)
    def _sought(self, event: Input.Changed) -> None:
        event.stop()
        self.show()

    @on(Input.Submitted)
    def _found(self, event: Input.Submitted) -> None:
        event.stop()
        fitting = self.list.ids
        if fitting:
            named = [node for node in fitting if event.value.strip().casefold() in node]
            self._bench.go((*named, *fitting)[0])
        self.show()
        self.list.focus(scroll_visible=False)
        self.post_message(self.Chosen())

    @on(OptionList.OptionHighlighted)
    def _looked_at(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_id is not None and event.option_id != self._bench.node:
            self._bench.node = event.option_id
            self.post_message(self.Chosen())


@dataclass(frozen=True, slots=True)
class Row(Paragraph):
    """A paragraph of one row alone: behind it stands a sign, then a word where there is room for all of it."""

    sign: Content = NOTHING
    word: Content = NOTHING

    def rows(self, width: int) -> list[Content]:
        """The one row; where there is no room for body and sign, the body is cut."""
        room = max(width - self.first.cell_length - self.sign.cell_length, 1)
        body = self.body.truncate(room, ellipsis=True)
        return [self.first + body + self.sign + (self.word if self.word.cell_length <= room - body.cell_length else "")]


def _leaves(groups: Sequence[Group]) -> Iterator[Leaf]:
    for place, group in enumerate(groups):
        if group.heading:
            yield Leaf([Paragraph(text(group.heading, "$quiet"))] if not place else _spaced(group.heading))
        for entry in group.entries:
            yield Leaf([_row(entry)], entry.node)


def _spaced(heading: str) -> list[Paragraph]:
    return [Paragraph(text(" ")), Paragraph(text(heading, "$quiet"))]


@lru_cache(maxsize=4096)  # of a thousand rows hardly one changes with a save
def _row(entry: Entry) -> Row:
    """Two signs, the name, and what kind of node it is, unless the name says so."""
    problem = (MARKS[entry.mark], MARK_STYLES[entry.mark]) if entry.mark else (" ", "")
    path = (HERE, "$accent") if entry.here else (ON_THE_PATH, "$accent") if entry.passed else (" ", "")
    sign = f" {ENDING_SIGNS[entry.ending]}" if entry.ending else f" {DETOUR}" if entry.detour else ""
    word = ENDING_WORDS[entry.ending].lower() if entry.ending else ""
    told = "" if word.replace(" ", "-") == entry.node else f" {word}"
    signs = joined(problem, path, " ")
    return Row(text(entry.node), signs, sign=text(sign, "$quiet"), word=text(told.rstrip(), "$quiet"))
