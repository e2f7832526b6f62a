"""The prep sheet: the page to take along, row by row, to be read, changed and exported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import OptionList, Static

from rehearse.coaching.prep.own import changed, turned
from rehearse.coaching.prep.values import room_for
from rehearse.loading.brief_answers import answer_text, with_answer
from rehearse.model.brief_questions import QUESTION
from rehearse.store.brief import Saving, load_brief
from rehearse.store.own_words import load_own, save_own
from rehearse.store.prep import prep_sheet_now
from rehearse.store.session import REFUSALS
from rehearse.tui.brief.form import Form
from rehearse.tui.content import stacked, text
from rehearse.tui.export import export_prep
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page, TitleLine
from rehearse.tui.paragraphs import Paragraph, Prose
from rehearse.tui.prep.edit import Asked, EditScreen
from rehearse.tui.prep.rows import SheetList, about, can_change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from textual.widget import Widget

    from rehearse.coaching.prep.parts import Part, Row
    from rehearse.coaching.prep.values import PrepSheet, Words
    from rehearse.tui.home.shelf import Shelf

WAITING = "Laying out the page, one moment …"
IN_ONES_WORDS = "Your own words stay, whatever later rehearsals bring. Left empty, it is a line to write on by hand."
EXPORT_SHOWN_FOR = 20
"""Seconds for which the path of an export is shown."""


class PrepScreen(Page[None]):
    """One page, from the brief and the rehearsals, with the person's own words in place of any row."""

    PLACE = "prep"
    NAME = "Prep sheet"
    CSS_PATH = "prep.tcss"
    BINDINGS: ClassVar = bindings("prep")

    @dataclass
    class LaidOut(Message):
        """The sheet is there."""

        number: int
        sheet: PrepSheet | None
        sentences: tuple[str, ...]

    def __init__(self) -> None:
        """An empty page."""
        super().__init__()
        self._sheet: PrepSheet | None = None
        self._shelf: Shelf | None = None
        self._number = 0  # of the last laying out: an earlier one that ends later is not shown
        self._told: set[str] = set()
        self._editing: tuple[EditScreen, Words] | None = None

    def body(self) -> Iterable[Widget]:
        """A calm word, then the rows, and beside them what is told about the one that is chosen."""
        yield Static(text(WAITING, "$quiet"), id="waiting", markup=False)
        yield Horizontal(SheetList(), VerticalScroll(Prose(id="about"), id="beside", can_focus=False), id="prep")

    def on_mount(self) -> None:
        """Lay out the sheet."""
        self.query_one("#prep").display = False

    def on_screen_resume(self) -> None:
        """The brief may be another one now."""
        if self._editing is None:
            self._lay_out()

    def on_resize(self) -> None:
        """There is another room for what is told about a row."""
        self.call_after_refresh(self._tell_about)

    # --- laying out

    def _lay_out(self) -> None:
        if self.app.shelf is not None:
            self._number += 1
            self._shelf = self.app.shelf
            self._compute(self._number)

    @work(thread=True, exit_on_error=False)
    def _compute(self, number: int) -> None:  # no shelf: a worker is described by all that it is given, at length
        assert self._shelf is not None  # noqa: S101  (it was there when this was begun)
        try:
            laid_out = self.LaidOut(number, *sheet_of(self._shelf))
        except Exception as error:  # noqa: BLE001  (a worker's boundary: it becomes a sentence on the screen)
            laid_out = self.LaidOut(number, None, (f"The page could not be laid out: {error}",))
        self.post_message(laid_out)

    @on(LaidOut)
    def _show(self, message: LaidOut) -> None:
        message.stop()
        if message.number != self._number:
            return
        for sentence in message.sentences:
            if sentence not in self._told:
                self._told.add(sentence)
                self.app.tell(sentence, "warning")
        if message.sheet is None:
            self.query_one("#waiting", Static).update(text(message.sentences[0], "$warning"))
            return
        first, self._sheet = self._sheet is None, message.sheet
        self.query_one("#waiting").display = False
        self.query_one("#prep").display = True
        self._list.show(message.sheet)
        self.query_one(TitleLine).say(self.NAME, message.sheet.title)
        self._tell_about()
        if first:
            self._list.focus()

    @property
    def _list(self) -> SheetList:
        return self.query_one(SheetList)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, message: OptionList.OptionHighlighted) -> None:
        message.stop()
        self._tell_about()

    def _tell_about(self) -> None:
        if self._sheet is None or (chosen := self._list.chosen) is None:
            return
        told = about(*chosen)
        wide = self.has_class("-wide")
        shown = [Paragraph(each, above=1) for each in told] if wide else [Paragraph(stacked(told, between="  "))]
        self.query_one("#about", Prose).show(shown)
        self.query_one("#beside").scroll_home(animate=False)
        self.refresh_bindings()

    # --- what can be done

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """Nothing before the sheet is there; only own words can be set aside, and used again."""
        if action in {"edit", "turn", "export"} and self._sheet is None:
            return False
        if action == "turn":
            chosen = self._list.chosen
            return chosen is not None and (chosen[1].words.given is not None or bool(chosen[1].words.kept))
        return super().check_action(action, parameters)

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        """Change the row that is chosen."""
        if (chosen := self._list.chosen) is None or not self.is_current:
            return
        part, row = chosen
        if not can_change(row.words):
            self.app.action_go_to("brief")
            return
        self._edit(part, row)

    def _edit(self, part: Part, row: Row, written: str | None = None) -> None:
        screen = EditScreen(asked_about(part, row), written)
        self._editing = (screen, row.words)
        self.app.push_screen(screen, partial(self._edited, part, row))

    def _edited(self, part: Part, row: Row, said: str | None) -> None:
        self._editing = None
        if said is None:
            return
        saving = kept(row.words, said)
        if saving.told:
            self.app.tell(saving.told, "warning")
        if saving.done:
            self._lay_out()
        else:  # what was written is still there
            self._edit(part, row, said)

    def keep(self) -> None:
        """Keep what is being written, before the program is left."""
        if self._editing is not None:
            screen, words = self._editing
            if screen.is_mounted and screen.changed and not screen.why_not():
                kept(words, screen.written)

    def action_turn(self) -> None:
        """Set the person's own words aside, or use them again."""
        if (chosen := self._list.chosen) is None:
            return
        words = chosen[1].words
        if told := save_own(turned(load_own()[0], words)).told:
            self.app.tell(told, "warning")
        self._lay_out()

    def action_export(self) -> None:
        """Save the page, and say where."""
        if self._sheet is not None:
            said = export_prep(self._sheet, datetime.now().astimezone().date())
            self.notify(said, markup=False, timeout=EXPORT_SHOWN_FOR)

    def action_close(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)


def asked_about(part: Part, row: Row) -> Asked:
    """What is asked where a row is changed: an answer about the meeting, or a line in the person's own words."""
    words, key = row.words, row.words.key
    if (question := QUESTION.get(key)) is None:
        title = part.title if row.shape == "say" else f"{part.title}: {row.label}"
        return Asked(title, IN_ONES_WORDS, words.text, room_for(key), words.others)
    brief = load_brief()[0]
    return Asked(
        f"{part.title}: {question.label}",
        f"It is kept in “My meeting”. For example: {question.example}",
        answer_text(brief, key),
        room_for(key),
        tuple(label for _, label in question.options) if question.kind == "choice" else (),
        limited=False,
        wrong=lambda said: with_answer(brief, key, said)[1],
    )


def kept(words: Words, said: str) -> Saving:
    """Keep what a person wrote: in the brief where it is an answer, else as their own words."""
    if words.key in QUESTION:
        form = Form({})
        form.open()
        form.finish(words.key, said)
        form.save()
        return Saving(done=not form.trouble, told=form.trouble or form.notice)
    before = load_own()[0]
    own = changed(before, words, said)
    return save_own(own) if own != before else Saving(done=True, told="")


def sheet_of(shelf: Shelf) -> tuple[PrepSheet, tuple[str, ...]]:
    """The sheet as things stand, and what could not be read for it. Slow; meant for a worker."""
    brief, problems = load_brief(personas=shelf.library.personas)
    own, unread = load_own()
    sentences = [unread] if unread else []
    if problems:
        sentences.insert(0, f"Not all of your meeting can be read: {problems[0]}")
    try:
        return prep_sheet_now(shelf.library, shelf.journal, brief, own), tuple(sentences)
    except REFUSALS as error:  # the boss that it names is not there
        nobody = brief.model_copy(update={"boss": brief.boss.model_copy(update={"persona": None, "mixed_with": None})})
        return prep_sheet_now(shelf.library, shelf.journal, nobody, own), (*sentences, str(error))
