"""The advice: every card, found by typing, by stage, by boss and by article."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Container, Horizontal
from textual.widgets import Input, OptionList, Select, Static
from textual.widgets.option_list import Option

from rehearse.coaching.feedback.catalogue import STAGE_LABELS
from rehearse.tui.card_view import CardView
from rehearse.tui.content import text
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page, TitleLine
from rehearse.tui.paragraphs import Script, hanging

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from textual import events
    from textual.widget import Widget

    from rehearse.model.advice import Card
    from rehearse.tui.home.shelf import Shelf

ANY = ""
"""The filter that lets everything through."""


class CardList(OptionList):
    """The cards found."""

    def __init__(self) -> None:
        """An empty list."""
        super().__init__(id="cards", markup=False, compact=True)

    def show(self, cards: tuple[Card, ...], keep: str) -> None:
        """Show other cards by stage, the highlight staying on *keep* if it is among them, else on the first."""
        options: list[Option] = []
        stage = ""
        for card in cards:
            if card.stages[0] != stage:
                stage = card.stages[0]
                options.append(Option(text(STAGE_LABELS[stage], "$quiet"), disabled=True))
            options.append(Option(Script([hanging(text("· ", "$quiet"), text(card.title))]), card.id))
        self.clear_options()
        self.add_options(options)
        if cards:
            self.highlight(keep if any(card.id == keep for card in cards) else cards[0].id)

    def highlight(self, card: str) -> None:
        """Put the highlight on a card, or nowhere where it is not in the list."""
        ids = [option.id for option in self.options]
        self.highlighted = ids.index(card) if card in ids else None


class AdviceScreen(Page[None]):
    """List at the left, card at the right, or below it where there is little room."""

    PLACE = "advice"
    NAME = "Advice"
    CSS_PATH = "advice.tcss"
    BINDINGS: ClassVar = bindings("advice")
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (76, "-beside"), (100, "-wide")]  # noqa: RUF012

    def __init__(self, card: str = "") -> None:
        """All cards, open at *card* if one is named."""
        super().__init__()
        self._card = card
        self._found: tuple[Card, ...] | None = None
        self._before: list[str] = []  # cards to go back to

    @property
    def _shelf(self) -> Shelf:
        shelf = self.app.shelf
        if shelf is None:
            message = "The advice opens once the content is loaded."
            raise RuntimeError(message)
        return shelf

    def body(self) -> Iterable[Widget]:
        """Search and filters above, list and card below."""
        library, catalogue = self._shelf.library, self._shelf.catalogue
        bosses = [(text(persona.name), persona.id) for persona in library.personas.values()]
        articles = [(text(article.short), article.id) for article in catalogue.articles]
        stages = [(text(label), stage) for stage, label in STAGE_LABELS.items()]
        yield Horizontal(
            Input(placeholder="Search", id="search", compact=True),
            self._filter("stage", "Every stage", stages),
            self._filter("persona", "Every boss", bosses),
            self._filter("article", "Every article", articles),
            id="filters",
        )
        nothing = text("No card holds all of these words. Ctrl+R shows all cards again.", "$quiet")
        yield Static(nothing, id="nothing", markup=False)
        yield Container(CardList(), CardView(catalogue, library), id="advice")

    def _filter(self, name: str, every: str, entries: list[Any]) -> Select[str]:
        return Select(
            [(text(every), ANY), *entries], allow_blank=False, value=ANY, id=name, compact=True, type_to_search=False
        )

    def on_mount(self) -> None:
        """Show everything, and put the cursor into the search field."""
        self._search()
        self.query_one("#cards" if self._card else "#search").focus()

    # --- searching

    @on(Input.Changed, "#search")
    @on(Select.Changed)
    def _search(self) -> None:
        found = self._shelf.catalogue.search(
            self.query_one("#search", Input).value.lstrip("/"),  # the key that leads here, pressed once too often
            stage=self._chosen("stage"),
            persona=self._chosen("persona"),
            article=self._chosen("article"),
        )
        if found == self._found:
            return
        self._found = found
        self.query_one(CardList).show(found, self._card)
        self.query_one("#advice").display = bool(found)
        self.query_one("#nothing").display = not found
        every = len(self._shelf.catalogue.cards)
        count = f"{every} cards" if len(found) == every else f"{len(found)} of {every} cards"
        self.query_one(TitleLine).say(self.NAME, count)

    def _chosen(self, name: str) -> str | None:
        value = self.query_one(f"#{name}", Select).value
        return value if isinstance(value, str) and value != ANY else None

    @on(Input.Submitted, "#search")
    def _to_list(self) -> None:
        self.query_one(CardList).focus()

    def on_key(self, event: events.Key) -> None:
        """From the search field, down goes into the list."""
        if event.key == "down" and self.focused is not None and self.focused.id == "search":
            event.stop()
            self._to_list()

    # --- reading

    @on(OptionList.OptionHighlighted, "#cards")
    def _show(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id is not None:
            self._card = event.option_id
            self.query_one(CardView).show(self._shelf.catalogue.card(event.option_id))

    @on(OptionList.OptionSelected, "#cards")
    def _read(self) -> None:
        self.query_one(CardView).focus()

    @on(CardView.Opened)
    def _open_related(self, event: CardView.Opened) -> None:
        self._before.append(self._card)
        self._turn_to(event.card)

    def _turn_to(self, card: str) -> None:
        self._card = card
        self.query_one(CardList).highlight(card)
        view = self.query_one(CardView)
        view.show(self._shelf.catalogue.card(card))
        view.focus()
        self.refresh_bindings()

    # --- keys

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """One can only go back where one came from."""
        if action == "previous":
            return bool(self._before)
        return super().check_action(action, parameters)

    def action_previous(self) -> None:
        """Go back to the card from which this one was opened."""
        if self._before:
            self._turn_to(self._before.pop())

    def action_search(self) -> None:
        """Put the cursor into the search field."""
        self.query_one("#search").focus()

    def action_clear(self) -> None:
        """Show all cards again."""
        self.query_one("#search", Input).value = ""
        for choice in self.query(Select):
            choice.value = ANY

    def action_close(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)
