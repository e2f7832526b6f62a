"""The progress: what happened so far, counted and drawn, and what is still unproven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import VerticalScroll
from textual.message import Message

from rehearse.model.mix import parts_of
from rehearse.store import clock
from rehearse.store.brief import load_brief
from rehearse.store.practice import usual_boss
from rehearse.store.progress import progress_now
from rehearse.store.session import UnknownContent
from rehearse.tui.content import text
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page, TitleLine
from rehearse.tui.paragraphs import Paragraph, Prose
from rehearse.tui.progress.pages import ProgressPages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from textual.widget import Widget

    from rehearse.coaching.between.progress import Progress
    from rehearse.tui.home.shelf import Shelf

WAITING = "Looking through your rehearsals, one moment …"


class ProgressScreen(Page[None]):
    """How far one has come with a boss."""

    PLACE = "progress"
    NAME = "Progress"
    CSS_PATH = "progress.tcss"
    BINDINGS: ClassVar = bindings("progress")

    @dataclass
    class Found(Message):
        """It is worked out."""

        boss: str
        progress: Progress | None
        accepts: tuple[str, ...] = ()
        sentence: str = ""

    def __init__(self) -> None:
        """An empty page."""
        super().__init__()
        self._boss = ""  # the one that is shown; empty for the person's own
        self._found: ProgressScreen.Found | None = None
        self._bosses: tuple[str, ...] = ()

    def body(self) -> Iterable[Widget]:
        """One text that scrolls."""
        yield VerticalScroll(Prose([Paragraph(text(WAITING, "$quiet"))], id="progress"), id="page")

    def on_mount(self) -> None:
        """Begin to read."""
        self.query_one("#page").focus()

    def on_screen_resume(self) -> None:
        """There may have been a drill meanwhile."""
        self._look(self._boss)

    def on_resize(self) -> None:
        """The picture has another room."""
        self.call_after_refresh(self._show)

    @work(thread=True, exit_on_error=False)
    def _look(self, wanted: str) -> None:
        shelf = self.app.shelf
        assert shelf is not None  # noqa: S101  (the screen is only opened once it is there)
        try:
            brief, _ = load_brief(personas=shelf.library.personas)
            usual = usual_boss(shelf.library, shelf.journal, brief, self.app.settings.persona)
            self._bosses = _bosses(shelf, usual)
            boss = wanted or usual
            found = progress_now(shelf.library, shelf.journal, brief, boss)
            message = self.Found(boss, found, brief.ask.accepts)
        except UnknownContent as error:
            message = self.Found(wanted, None, sentence=str(error))
        except Exception as error:  # noqa: BLE001  (a worker's boundary: it becomes a sentence on the screen)
            message = self.Found(wanted, None, sentence=f"The progress could not be worked out: {error}")
        self.post_message(message)

    @on(Found)
    def _take(self, message: Found) -> None:
        message.stop()
        first = self._found is None or self._found.boss != message.boss
        self._found, self._boss = message, message.boss
        self._show()
        if first:
            self.query_one("#page").scroll_home(animate=False)
        self.refresh_bindings()

    def _show(self) -> None:
        found, shelf = self._found, self.app.shelf
        if found is None or shelf is None:
            return
        page = self.query_one("#progress", Prose)
        if found.progress is None:
            page.show([Paragraph(text(found.sentence, "$warning"))])
            return
        self.query_one(TitleLine).say(self.NAME, f"with {found.progress.name}")
        levels = {level.id: level.label for level in shelf.library.rules.levels} if shelf.library.rules else {}
        pages = ProgressPages(found.progress, found.accepts, levels, clock.now())
        page.show(pages.all(page.content_size.width or self.size.width - 8))

    # --- what can be done

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """There is another boss only where there is one."""
        if action == "boss":
            return len(self._bosses) > 1
        if action == "drill":
            return self._found is not None and self._found.progress is not None
        return super().check_action(action, parameters)

    def action_boss(self) -> None:
        """See how it went with the next boss."""
        at = self._bosses.index(self._boss) if self._boss in self._bosses else -1
        self._look(self._bosses[(at + 1) % len(self._bosses)])

    def action_drill(self) -> None:
        """Practise objections of this boss."""
        self.app.action_go_to("drill", self._boss)

    def action_page(self, direction: int) -> None:
        """Read on (1) or go back (-1)."""
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=direction * max(page.size.height - 2, 1), animate=False)

    def action_close(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)


def _bosses(shelf: Shelf, usual: str) -> tuple[str, ...]:
    """The person's own boss, and whomever they have rehearsed with."""
    known = shelf.library.personas
    met = (part for record in shelf.journal.rehearsals() if record.choices for part in parts_of(record.persona))
    return tuple(dict.fromkeys((usual, *(boss for boss in met if boss in known and boss not in parts_of(usual)[:1]))))
