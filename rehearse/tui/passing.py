"""A list among other fields: at its ends the arrows go on to the field before or after it."""

from textual.actions import SkipAction
from textual.widgets import OptionList


class PassingList(OptionList):
    """A short list: the arrows leave it at its ends, and turning the page is left to the screen."""

    def action_page_down(self) -> None:
        """Leave the key to the screen."""
        raise SkipAction

    action_page_up = action_page_down

    def action_cursor_up(self) -> None:
        """The entry above, or the field before."""
        if self.highlighted in {None, 0}:
            self.screen.focus_previous()
        else:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """The entry below, or the next field."""
        if self.highlighted in {None, self.option_count - 1}:
            self.screen.focus_next()
        else:
            super().action_cursor_down()
