"""A list whose entries are whole paragraphs, some of them only read and some of them chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from rehearse.tui.paragraphs import Script

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rehearse.tui.paragraphs import Paragraph

_LEFT_TO_THE_SCREEN = ("page", "left", "right")


class Leaf(NamedTuple):
    """One entry: its paragraphs, and its id where it can be chosen."""

    paragraphs: Sequence[Paragraph]
    id: str = ""


class Leaves(OptionList, inherit_bindings=False):
    """Leaves below one another. The keys that turn pages are left to the screen."""

    BINDINGS: ClassVar = [
        binding
        for binding in OptionList.BINDINGS
        if not str(binding.key).startswith(_LEFT_TO_THE_SCREEN)  # type: ignore[union-attr]
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  (Textual's name)
        """A list without leaves."""
        super().__init__(id=id, classes=classes, markup=False)
        self._shown: tuple[Leaf, ...] = ()

    def show(self, leaves: Iterable[Leaf], chosen: str = "") -> None:
        """Show *leaves*, with *chosen* marked, if it is among them; nobody chose it, so nobody is told."""
        before, self._shown = self._shown, tuple(leaves)
        with self.prevent(OptionList.OptionHighlighted):
            if [leaf.id for leaf in before] == [leaf.id for leaf in self._shown]:  # of a thousand most stay as they are
                for place, (old, new) in enumerate(zip(before, self._shown, strict=True)):
                    if list(old.paragraphs) != list(new.paragraphs):
                        self.replace_option_prompt_at_index(place, Script(new.paragraphs))
            else:
                self.set_options(
                    [Option(Script(leaf.paragraphs), id=leaf.id or None, disabled=not leaf.id) for leaf in self._shown]
                )
            self.mark(chosen)

    def mark(self, chosen: str) -> None:
        """Mark the leaf with this id, or none."""
        places = [place for place, leaf in enumerate(self._shown) if leaf.id and leaf.id == chosen]
        with self.prevent(OptionList.OptionHighlighted):
            self.highlighted = places[0] if places else None

    @property
    def chosen(self) -> str:
        """The id of the leaf that is marked; empty without one."""
        return "" if self.highlighted is None else self._shown[self.highlighted].id

    @property
    def ids(self) -> tuple[str, ...]:
        """Those that can be chosen, in order."""
        return tuple(leaf.id for leaf in self._shown if leaf.id)

    def turn_page(self, direction: int) -> None:
        """Scroll one page down (1) or up (-1)."""
        self.scroll_relative(y=direction * max(self.size.height - 2, 1), animate=False)
