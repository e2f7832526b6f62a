"""Whom the answers about one's boss point to: the signs, the first worry, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Button, Static

from rehearse.coaching.boss.boss_choice import bosses, shown
from rehearse.coaching.boss.which_boss import told
from rehearse.model.mix import parts_of
from rehearse.store.brief import load_brief
from rehearse.store.my_boss import keep_boss
from rehearse.tui.brief.fields import LineField, Written
from rehearse.tui.content import clean, joined, text
from rehearse.tui.home.pickers import Picker
from rehearse.tui.paragraphs import Paragraph, Prose, hanging

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.app import ComposeResult

    from rehearse.coaching.boss.which_boss import BossMix
    from rehearse.model.persona import Persona

KEPT = "✓ In your meeting."
NO_NAME = "what you call them, if you like"


class ResultView(Vertical):
    """The result of the statements."""

    class Rehearse(Message):
        """The boss is to be rehearsed with."""

    class Keep(Message):
        """The boss is to be kept in the person's own meeting."""

    def __init__(self, personas: Mapping[str, Persona]) -> None:
        """No result yet; *personas* are all that there are."""
        super().__init__(id="result")
        self._personas = personas
        self._result: BossMix | None = None
        self._bosses: tuple[str, ...] = ()
        self._name = ""  # as it was kept last

    def compose(self) -> ComposeResult:
        """The text; whom to rehearse with, where there are several; the name; the buttons."""
        with VerticalScroll(can_focus=False):
            yield Prose()
        yield Static(text("Rehearse with", "$quiet"), id="near-heading", markup=False)
        yield Picker((), "", id="near")
        with Horizontal(id="name-line"):
            yield Static(text("Their name", "$quiet"), markup=False)
            yield LineField("", NO_NAME)
        with Horizontal(id="buttons"):
            yield Button(text("▸ Rehearse with this boss"), id="rehearse")
            yield Button(text("Put it into my meeting"), id="keep")
        yield Static(id="kept", markup=False)

    @property
    def typing(self) -> bool:
        """Whether keys write into the name."""
        return self.query_one(LineField).has_focus

    @property
    def boss(self) -> str:
        """Whom to rehearse with; empty where nobody fitted."""
        if len(self._bosses) > 1:
            return self.query_one("#near", Picker).value
        return self._bosses[0] if self._bosses else ""

    @property
    def named(self) -> bool:
        """Whether the boss was given another name than is kept."""
        return self.query_one(LineField).text.strip() != self._name

    def show(self, result: BossMix) -> None:
        """Show *result*, and put the cursor where one goes on."""
        self._result, self._bosses = result, bosses(result)
        self._name = clean(load_brief()[0].boss.name or "")
        self.query_one(Prose).show(self._told(result))
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self.query_one(LineField).show(self._name)
        near = self.query_one("#near", Picker)
        near.offer([(boss, self._label(boss)) for boss in self._bosses], "")
        near.display = self.query_one("#near-heading").display = len(self._bosses) > 1
        for part in ("#name-line", "#buttons"):
            self.query_one(part).display = bool(self._bosses)
        self._say("")
        if self._bosses:
            (near if near.display else self.query_one("#rehearse")).focus()

    def _label(self, boss: str) -> str:
        return ", with something of ".join(clean(self._personas[part].name) for part in parts_of(boss))

    def _told(self, result: BossMix) -> Iterator[Paragraph]:
        yield Paragraph(text(told(result, self._personas), "bold"))
        for name in shown(result):
            persona = self._personas[name]
            yield Paragraph(joined((persona.name, "bold $accent"), (f"  {persona.role}", "$quiet")), above=1)
            for sign in persona.signs:
                yield hanging(text("• ", "$accent"), text(sign))
            yield Paragraph(text(persona.concerns[0].label), text("What worries them first  ", "$quiet"))

    def read(self, pages: int) -> None:
        """Scroll the text."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=pages * max(page.size.height - 2, 1), animate=False)

    def keep(self) -> None:
        """Put the boss and the name into the brief, and say what became of it."""
        result = self._result
        if result is None or not self.boss:
            return
        titles = {persona.id: persona.title for persona in self._personas.values()}
        share = result.other_share if result.clear and self.boss == result.boss else 0
        name = self.query_one(LineField).text.strip()
        done, sentence = keep_boss(self.boss, titles, share=share, name=name)
        if done:
            self._name = name
        self._say(sentence or KEPT, "$success" if done else "$warning")

    def _say(self, sentence: str, style: str = "") -> None:
        self.query_one("#kept", Static).update(text(sentence, style))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.post_message(self.Rehearse() if event.button.id == "rehearse" else self.Keep())

    @on(Picker.Picked)
    @on(Written)
    def _changed(self, event: Message) -> None:
        event.stop()
        self._say("")
