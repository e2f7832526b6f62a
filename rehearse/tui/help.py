"""Help for the screen that is open: a paragraph about it, and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from rehearse.tui.content import text
from rehearse.tui.keys import Place, Shortcut, bindings, displayed, shortcuts
from rehearse.tui.paragraphs import Paragraph, Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

PARAGRAPHS = {
    "home": """
Choose the meeting that lies before you and the boss who is most like yours: the signs at the right tell which one that
is. A patient boss is good for a first run, a tough one for the last. Guided shows lines to choose from, recall hides
them until you ask, real leaves you to your own words. With feedback after each line you see at once what a line did;
with feedback at the end the talk runs through as in life. Tab and the arrow keys go from part to part, Enter goes on,
and everything can be clicked. What is unfinished can be carried on with at any time. This is practice, not legal
advice.
""",
    "talk": """
Your boss speaks, and you choose what to say, by its number, with the arrow keys or with the mouse, or you type it in
your own words: where it is not clear what they mean, you are asked. The lines are in no order of merit. In the field
letters write, Enter says what is written and Esc leaves it; /help, /undo, /advice and /quit are never said aloud. What
one sees of the boss tells how the talk is going. Every line is kept as you say it: you can leave at any moment and
carry on later, and take the last line back.
""",
    "debrief": """
How the talk ended, where it turned, what worried your boss and what became of it, and what each of your lines was
worth, with the advice it rests on and where that was published. From any turn you can try again another way; the
rehearsal that you look back on stays as it is.
""",
    "advice": """
Every piece of advice on one card, in our own words, with the articles that it stands on. Type to search; choose a
stage, a boss or an article to see only what belongs to it. Enter goes from the search to the list and from the list to
the card, Tab goes on to the cards that it is related to. Where articles disagree, the cards say so and lead to one
another.
""",
    "journal": """
Every rehearsal is kept here from its first line on, on this machine alone. Enter opens the debrief of a finished one
and carries on with an unfinished one. What you export is written as Markdown and as a page to print; what you forget
is gone.
""",
}
"""One plain paragraph about each screen."""

TITLES = {
    "home": "Choose and start",
    "talk": "The talk",
    "debrief": "The debrief",
    "advice": "The advice",
    "journal": "The journal",
}
KEYS_WIDTH = 14


class HelpScreen(ModalScreen[None]):
    """What one can do here."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar = bindings("help")

    def __init__(self, place: Place) -> None:
        """Help for one screen."""
        super().__init__()
        self._place = place

    def compose(self) -> ComposeResult:
        """A title, a paragraph, the keys of the screen, the keys that hold everywhere."""
        with VerticalScroll(id="help"):
            yield Static(text(TITLES[self._place], "bold $accent"), markup=False)
            yield Static(text(" ".join(PARAGRAPHS[self._place].split())), markup=False)
            yield Prose(_table("Keys of this screen", shortcuts(self._place)))
            yield Prose(_table("Keys that hold everywhere", shortcuts("everywhere")))

    def action_close(self) -> None:
        """Back to the screen."""
        self.dismiss(None)


def _table(title: str, listed: tuple[Shortcut, ...]) -> Iterator[Paragraph]:
    yield Paragraph(text(title, "$quiet"))
    for shortcut in listed:
        keys = "  ".join(displayed(key) for key in shortcut.keys.split(","))
        yield Paragraph(text(shortcut.description), text(f"{keys:<{KEYS_WIDTH}}", "bold $accent"))
