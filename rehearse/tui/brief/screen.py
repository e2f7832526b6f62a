"""My meeting: a form about the person's own meeting, part by part. Everything may be left out, and all is kept at once.

The parts stand at the left, the questions of one of them beside it, and where there is room the advice behind the
question that is being answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.widgets import Static

from rehearse.model.brief_progress import progress
from rehearse.model.brief_questions import QUESTION, SECTIONS
from rehearse.tui.brief.block import QuestionBlock
from rehearse.tui.brief.fields import LongField
from rehearse.tui.brief.parts import Behind, CardLine, PartList, Parts
from rehearse.tui.content import joined, text
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page, TitleLine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from textual import events
    from textual.timer import Timer
    from textual.widget import Widget

    from rehearse.model.advice import Card
    from rehearse.tui.brief.form import Form

PAUSE = 0.6
"""Seconds without a key after which what is written so far is kept."""
FORGET = (
    "Delete everything that you have told about your meeting, and with it your own words on the prep sheet? "
    "This cannot be undone."
)
FORGOTTEN = "Everything about your meeting is deleted."


class BriefScreen(Page[None]):
    """The form."""

    PLACE = "brief"
    NAME = "My meeting"
    CSS_PATH = "brief.tcss"
    BINDINGS: ClassVar = bindings("brief")
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-slim"), (76, "-narrow"), (100, "-wide")]  # noqa: RUF012
    AUTO_FOCUS = ""

    def __init__(self, form: Form) -> None:
        """The screen for *form*."""
        super().__init__()
        self._form = form
        self._question = ""  # the key of the question that is being answered
        self._soon: Timer | None = None
        self._away = False  # whether another screen is before this one
        self._not_kept = ""  # what is not kept, once leaving was held up to say so

    def body(self) -> Iterable[Widget]:
        """A line for what is wrong, and one that says where one is; the form; and a line that names the advice."""
        self._form.begin()
        personas = self.app.shelf.library.personas.values() if self.app.shelf is not None else ()
        yield Static(id="trouble", markup=False)
        yield Static(id="here", markup=False)
        yield Parts(self._form, [(persona.id, persona.name, persona.title) for persona in personas])
        yield CardLine(markup=False)

    def on_mount(self) -> None:
        """Say how far it has come."""
        self._show_signs()

    @property
    def typing(self) -> bool:
        """Always: keys that write signs do so nearly everywhere here."""
        return True

    @property
    def _parts(self) -> Parts:
        return self.query_one(Parts)

    # --- going from question to question

    def focus_next(self, selector: str | type[Any] = "*") -> Widget | None:
        """The next field; after the last of a part the first of the next."""
        chain, parts = self.focus_chain, self._parts
        if chain and self.focused is chain[-1] and parts.at + 1 < len(SECTIONS):
            parts.turn_to(parts.at + 1)
            return self.focused
        return super().focus_next(selector)

    def focus_previous(self, selector: str | type[Any] = "*") -> Widget | None:
        """The field before; before the first of a part the list of parts, or where that is out of sight the last."""
        chain, parts = self.focus_chain, self._parts
        if chain and self.focused is chain[0] and parts.at and not parts.listed:
            parts.turn_to(parts.at - 1, last=True)
            return self.focused
        return super().focus_previous(selector)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the advice behind the question that is being answered."""
        for node in event.widget.ancestors_with_self:
            if isinstance(node, QuestionBlock):
                self._question = node.question.key
                node.scroll_visible(animate=False)
        self._show_signs()

    # --- keeping

    @on(QuestionBlock.Answered)
    def _answered(self, event: QuestionBlock.Answered) -> None:
        event.stop()
        self._not_kept = ""
        if self._soon is not None:
            self._soon.stop()
        if event.whole:
            self._save()
        else:
            self._soon = self.set_timer(PAUSE, self._save)

    @on(QuestionBlock.Left)
    def _save(self) -> None:
        self._form.save()
        for block in self._parts.blocks:
            block.show_what_follows()
        self._show_signs()

    def keep(self) -> None:
        """Take every answer as it is now, and save."""
        for block in self._parts.blocks:
            block.finish()
        self._save()

    def on_screen_suspend(self) -> None:
        """Another screen comes before this one: what is written is kept meanwhile."""
        if self.query(QuestionBlock):
            self._away = True
            self.keep()

    def on_screen_resume(self) -> None:
        """The other screen may have changed the answers."""
        if self._away:
            self._away = False
            self._form.open()
            self._show_all()

    def _show_all(self) -> None:
        for block in self._parts.blocks:
            block.show()
        self._show_signs()

    # --- what it says about itself

    @on(Parts.Turned)
    def _show_signs(self) -> None:
        form, at = self._form, self._parts.at
        answered, asked = form.progress
        kept = "not kept on disk" if form.trouble else "✓ kept" if form.kept else ""
        count = f"{answered} of {asked} answered" if answered else ""
        self.query_one(TitleLine).say(self.NAME, " · ".join(part for part in (count, kept) if part))
        done = progress(form.brief, SECTIONS[at])
        where = f"  part {at + 1} of {len(SECTIONS)} · {done.answered} of {done.asked} answered"
        self.query_one("#here", Static).update(joined((SECTIONS[at], "bold $accent"), (where, "$quiet")))
        self._parts.show_progress()
        line = self.query_one("#trouble", Static)
        sentence = f"{self._not_kept} Esc again leaves; it stays here until you quit." if self._not_kept else form.told
        line.update(text(f"! {sentence}", "$warning"))
        line.display = bool(sentence)
        self.query_one(CardLine).tell(self._card)
        self.query_one(Behind).tell(self._card)
        self.refresh_bindings()

    @property
    def _card(self) -> Card | None:
        question, shelf = QUESTION.get(self._question), self.app.shelf
        return shelf.library.cards.get(question.card) if question is not None and shelf is not None else None

    # --- what can be done

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """There is advice to read where a question is being answered, and something to forget where one was."""
        if action == "card":
            return self._card is not None
        if action == "forget":
            return self._form.anything
        return super().check_action(action, parameters)

    def action_step(self, step: int) -> None:
        """Go to the next question, or to the one before."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_enter(self) -> None:
        """Go to the next question, where the key means nothing else."""
        if isinstance(self.focused, (LongField, PartList)):
            raise SkipAction
        self.focus_next()

    def action_part(self, step: int) -> None:
        """Go to the next part, or to the one before."""
        self._parts.turn_to((self._parts.at + step) % len(SECTIONS))

    def action_card(self) -> None:
        """Read the advice behind the question."""
        from rehearse.tui.advice import AdviceScreen  # noqa: PLC0415

        if (card := self._card) is not None:
            self.app.push_screen(AdviceScreen(card.id))

    def action_forget(self) -> None:
        """Delete everything, after one question."""
        from rehearse.tui.confirm import ConfirmScreen  # noqa: PLC0415

        self.app.push_screen(ConfirmScreen(FORGET, yes="Delete it", no="Keep it"), self._forget)

    def _forget(self, agreed: bool | None) -> None:  # noqa: FBT001  (the answer of the question's screen)
        if agreed:
            sentence = self._form.forget()
            self._show_all()
            self.app.tell(sentence or FORGOTTEN, "error" if sentence else "information")

    async def action_close(self) -> None:
        """Back to where one came from; where something is not kept, that is said first."""
        self.keep()
        if self._not_kept or not self._form.unkept:
            self.dismiss(None)
            return
        self._not_kept = self._form.unkept
        if key := self._form.unread:
            await self._parts.turn_to_question(key)
        self._show_signs()
