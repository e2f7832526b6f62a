"""The parts of the form side by side: their list, the questions of the one that is open, and the advice behind one."""

from __future__ import annotations

from asyncio import Lock
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rehearse.model.brief_progress import progress
from rehearse.model.brief_questions import QUESTION, QUESTIONS, SECTIONS
from rehearse.tui.brief.block import QuestionBlock
from rehearse.tui.content import action, joined, stacked, text
from rehearse.tui.paragraphs import Paragraph, Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

    from rehearse.model.advice import Card
    from rehearse.tui.brief.form import Form

INTRODUCTION = "Nothing has to be answered, and half of it is already useful. It stays on this machine."
TITLE_WIDTH = 18


class PartList(OptionList):
    """The parts, with how much of each is answered."""

    def __init__(self) -> None:
        """All parts, nothing answered."""
        super().__init__(*[Option(text(section)) for section in SECTIONS], id="parts", markup=False, compact=True)
        self.highlighted = 0

    def show(self, form: Form) -> None:
        """Show how far each part has come, and where an answer cannot be read."""
        wrong = {QUESTION[key].section for key in form.drafts}
        for index, section in enumerate(SECTIONS):
            answered, asked = progress(form.brief, section)
            count = "✓" if answered == asked else f"{answered}/{asked}" if answered else "·"
            sign = ("  ✗", "$error") if section in wrong else (f"{count:>3}", "$quiet")
            self.replace_option_prompt_at_index(index, joined(f"{section:<{TITLE_WIDTH}}", sign))


class Part(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The questions of one part."""

    def __init__(self, section: str, form: Form, bosses: Sequence[tuple[str, str, str]]) -> None:
        """The part *section*, whose questions come when they are needed."""
        super().__init__(classes="part")
        self.display = False
        self._section, self._form, self._bosses = section, form, bosses
        self.full = False
        self._filling = Lock()

    async def fill(self) -> None:
        """Lay the questions out, if that is not done yet."""
        async with self._filling:
            if not self.full:
                asked = [question for question in QUESTIONS if question.section == self._section]
                await self.mount_all(QuestionBlock(question, self._form, self._bosses) for question in asked)
                self.full = True

    def enter(self, *, last: bool = False) -> None:
        """Put the cursor into the first question, or into the last."""
        self.scroll_home(animate=False)
        if asked := [block for block in self.query_children(QuestionBlock) if block.display]:
            asked[-1 if last else 0].focus_field(last=last)


class Behind(Prose):
    """The advice behind the question that is being answered."""

    auto_links = Reactive(default=False)  # our own styles say what is what

    def tell(self, card: Card | None) -> None:
        """Show a card in short, or what the form is for."""
        if card is None:
            self.show([Paragraph(text(INTRODUCTION, "$quiet"))])
            return
        key = action("F2", "screen.card", "bold $accent")
        self.show(
            [
                Paragraph(text(card.title, "bold $accent")),
                Paragraph(text(card.why), above=1),
                Paragraph(text("You might say", "$quiet"), above=1),
                Paragraph(text(f"“{card.example}”")),
                Paragraph(stacked([key, action("Read it whole", "screen.card", "$quiet")], between=" "), above=1),
            ]
        )


class CardLine(Static):
    """The name of that advice in a line, where there is no room for more."""

    auto_links = Reactive(default=False)

    def tell(self, card: Card | None) -> None:
        """Name a card, or say what the form is for."""
        if card is None:
            self.update(text(INTRODUCTION, "$quiet"))
        else:
            key = action("F2", "screen.card", "bold $accent")
            self.update(joined(key, action(f" Advice: {card.title}", "screen.card", "$quiet")))


class Parts(Horizontal):
    """The whole of the form, of which one part is open."""

    @dataclass
    class Turned(Message):
        """Another part is open."""

        part: int

    def __init__(self, form: Form, bosses: Sequence[tuple[str, str, str]]) -> None:
        """All questions of *form*; *bosses* are there to choose from: id, name, title."""
        super().__init__(id="form")
        self._form = form
        self._parts = tuple(Part(section, form, bosses) for section in SECTIONS)
        self.at = 0

    def compose(self) -> ComposeResult:
        """List, questions, advice."""
        yield PartList()
        yield from self._parts
        with VerticalScroll(id="behind", can_focus=False):
            yield Behind()

    @property
    def blocks(self) -> Iterable[QuestionBlock]:
        """Every question."""
        return self.query(QuestionBlock)

    @property
    def listed(self) -> bool:
        """Whether the list of parts is in sight."""
        return self.query_one(PartList).display

    def show_progress(self) -> None:
        """Show how far each part has come."""
        self.query_one(PartList).show(self._form)

    async def on_mount(self) -> None:
        """Open the first part that is not wholly answered; the others are laid out once that is on the screen."""
        open_parts = [n for n, section in enumerate(SECTIONS) if len(set(progress(self._form.brief, section))) > 1]
        await self._enter(open_parts[0] if open_parts else 0)
        self.call_after_refresh(self._fill)

    async def _fill(self) -> None:
        """Lay out the next part that is not, and then the others, so that keys are heard between them."""
        for part in self._parts:
            if not part.full:
                await part.fill()
                self.call_after_refresh(self._fill)
                return

    def turn_to(self, part: int, *, last: bool = False) -> None:
        """Open a part, the cursor in its first question, or in the *last* one."""
        if self._parts[part].full:
            self._open(part)
            self._parts[part].enter(last=last)
        else:
            self.call_later(self._enter, part, last=last)

    async def _enter(self, part: int, *, last: bool = False) -> None:
        await self._parts[part].fill()
        self.turn_to(part, last=last)

    async def turn_to_question(self, key: str) -> None:
        """Open the part of a question, the cursor in it."""
        await self._enter(SECTIONS.index(QUESTION[key].section))
        next(block for block in self.blocks if block.question.key == key).focus_field()

    def _open(self, part: int) -> None:
        self.at = part
        for number, each in enumerate(self._parts):
            each.display = number == part
        self.query_one(PartList).highlighted = part
        self.post_message(self.Turned(part))

    @on(OptionList.OptionHighlighted, "#parts")
    def _chosen(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_index != self.at and event.option_list.has_focus:
            self._open(event.option_index)

    @on(OptionList.OptionSelected, "#parts")
    def _entered(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.turn_to(event.option_index)
