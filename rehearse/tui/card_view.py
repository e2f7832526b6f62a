"""One advice card, read at leisure: why, what one might say and rather not, moves, sources, and where to read on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rehearse.coaching.feedback.catalogue import STAGE_LABELS
from rehearse.tui.content import joined, stacked, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.content import Content

    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.loading.library import Library
    from rehearse.model.advice import Card


class CardView(VerticalScroll):
    """A card as a page that scrolls."""

    @dataclass
    class Opened(Message):
        """A related card was chosen."""

        card: str

    def __init__(self, catalogue: Catalogue, library: Library) -> None:
        """An empty page."""
        super().__init__(id="card")
        self._catalogue = catalogue
        self._library = library

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield Static(id="card-head", markup=False)
        yield Static(id="card-example", classes="words", markup=False)
        yield Static(id="card-counter", classes="words", markup=False)
        yield Static(id="card-moves", markup=False)
        yield Static(id="card-sources", markup=False)
        yield Static(text("Read on", "$quiet"), id="card-related-heading", markup=False)
        yield OptionList(id="card-related", markup=False, compact=True)

    def show(self, card: Card) -> None:
        """Show another card, from its top."""
        self.query_one("#card-head", Static).update(self._head(card))
        example = stacked([("✓ You might say", "$success"), f"“{card.example}”"])
        self.query_one("#card-example", Static).update(example)
        counter = stacked([("✗ Rather not", "$error"), f"“{card.counter_example}”"])
        self.query_one("#card-counter", Static).update(counter)
        moves = self.query_one("#card-moves", Static)
        moves.update(stacked(self._moves(card)))
        moves.display = bool(card.recommends or card.warns_against)
        self.query_one("#card-sources", Static).update(self._sources(card))
        related = self.query_one("#card-related", OptionList)
        related.clear_options()
        known = {each.id: each for each in self._catalogue.cards}
        related.add_options([Option(text(known[card_id].title), card_id) for card_id in card.see if card_id in known])
        related.highlighted = 0 if related.option_count else None
        related.display = self.query_one("#card-related-heading").display = bool(related.option_count)
        self.scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open a related card."""
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Opened(event.option_id))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Nobody else's business."""
        event.stop()

    def _head(self, card: Card) -> Content:
        stages = ", ".join(STAGE_LABELS[stage] for stage in card.stages)
        head = stacked([(card.title, "bold $accent"), (f"{stages}  ·  {self._for_whom(card)}", "$quiet")])
        return stacked([head, card.why], between="\n\n")

    def _for_whom(self, card: Card) -> str:
        personas = self._library.personas
        names = [personas[persona].name for persona in card.personas if persona in personas]
        return f"above all for {' and '.join(names)}" if names else "for every boss"

    def _moves(self, card: Card) -> Iterator[Content]:
        for word, moves in (("Recommends", card.recommends), ("Warns against", card.warns_against)):
            if moves:
                yield joined((f"{word}  ", "$quiet"), ", ".join(self._catalogue.labels(moves)))

    def _sources(self, card: Card) -> Content:
        told: list[Content] = [text("It stands on", "$quiet")]
        article = ""
        for source in self._catalogue.sources(card):
            if source.article != article:
                article = source.article
                told.append(joined((article, "bold"), (f"  {source.publisher}", "$quiet")))
            told.append(joined(source.text, (f"  {source.point}", "$quiet")))
        return stacked(told)
