"""What every full-screen program of ours has: two themes, one palette, one help, and what the person chose last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.reactive import Reactive

from rehearse.store.settings import Settings, load_settings, save_settings
from rehearse.tui.contained import ContainedApp
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page
from rehearse.tui.themes import DARK, THEMES, other

if TYPE_CHECKING:
    from typing import Any

    from textual.command import Provider
    from textual.notifications import SeverityLevel
    from textual.theme import Theme


def _palette() -> type[Provider]:
    from rehearse.tui.commands import Commands  # noqa: PLC0415  (only when the palette opens)

    return Commands


class Program(ContainedApp, inherit_bindings=False):
    """A program of ours; what it opens with is for the one that is made of it."""

    COMMANDS: ClassVar = {_palette}
    BINDINGS: ClassVar = bindings("everywhere")
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012  (as Textual has it)
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-short"), (32, "-tall")]  # noqa: RUF012

    theme: Reactive[str] = Reactive(DARK)

    def __init__(self) -> None:
        """The program, in the theme that was chosen last."""
        self.settings: Settings = load_settings()
        super().__init__()
        if self.settings.theme in THEMES:
            self.theme = self.settings.theme

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Our two themes, known from the first moment."""
        return THEMES

    def tell(self, sentence: str, severity: SeverityLevel = "information") -> None:
        """Show a sentence for a while; it is text, never markup."""
        self.notify(sentence, severity=severity, markup=False, timeout=8 if severity != "information" else 5)

    def remember(self, **changes: Any) -> None:  # noqa: ANN401  (the fields of Settings)
        """Keep settings for the next time."""
        settings = replace(self.settings, **changes)
        if settings != self.settings:
            self.settings = settings
            if sentence := save_settings(settings):
                self.tell(sentence, "warning")

    def action_other_theme(self) -> None:
        """Change between light and dark."""
        self.theme = other(self.theme)
        self.remember(theme=self.theme)

    def action_help(self) -> None:
        """Explain the screen that is open."""
        from rehearse.tui.help import HelpScreen  # noqa: PLC0415  (only when it is asked for)

        if isinstance(self.screen, Page):
            self.push_screen(HelpScreen(self.screen.PLACE))
