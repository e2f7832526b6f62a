"""The e-mail after the talk: a draft to change, and to save as a text file. Nothing is sent from here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import Static

from rehearse.coaching.between.after import LONGEST_MAIL
from rehearse.coaching.between.follow_up import Mail
from rehearse.store.logs import export_mail
from rehearse.tui.brief.fields import LineField, LongField, Written
from rehearse.tui.content import text
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page, TitleLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.widget import Widget

    from rehearse.coaching.between.after import Log

WHY = "It follows up what was said, and asks for nothing new{points}. What you noted for yourself is not in it."
EXPORT_SHOWN_FOR = 20
"""Seconds for which the path of an export is shown."""


class MailScreen(Page["Log | None"]):
    """Answers with the log, the e-mail in it as it was left."""

    PLACE = "mail"
    NAME = "E-mail"
    CSS_PATH = "mail.tcss"
    BINDINGS: ClassVar = bindings("mail")

    def __init__(self, log: Log, drafted: Callable[[Log], Mail], points: Sequence[str] = ()) -> None:
        """The e-mail of *log*; *drafted* gives the one in it, or the draft where there is none.

        *points* are those of the articles that say what such an e-mail is for.
        """
        super().__init__()
        self._points = tuple(points)
        self._log = log
        self._drafted = drafted

    def body(self) -> Iterable[Widget]:
        """Why it is written, the subject, the text."""
        shown = self._drafted(self._log)
        why = WHY.format(points=f" ({', '.join(self._points)})" if self._points else "")
        yield Static(text(why, "$quiet"), id="why", markup=False)
        yield Vertical(LineField(shown.subject, "The subject"), LongField(shown.body, "The text"), id="mail")

    def on_mount(self) -> None:
        """Begin in the text."""
        self.query_one(LongField).focus()
        self._tell()

    def on_written(self, event: Written) -> None:
        """Say whether it is still the draft."""
        event.stop()
        self._tell()

    def _tell(self) -> None:
        self.query_one(TitleLine).say(self.NAME, "as drafted" if self._is_draft else "in your own words")

    @property
    def typing(self) -> bool:
        """Whether keys write into a field."""
        return True

    @property
    def _draft(self) -> Mail:
        return self._drafted(replace(self._log, mail=""))

    @property
    def _written(self) -> Mail:
        subject = " ".join(self.query_one(LineField).text.split())
        return Mail(subject, self.query_one(LongField).text.strip())

    @property
    def _is_draft(self) -> bool:
        return self._written == Mail(self._draft.subject, self._draft.body.strip())

    # --- what can be done

    def action_export(self) -> None:
        """Save it as a text file, and say where."""
        said = export_mail(self._written.text, self._log.day)[1]
        self.notify(said, markup=False, timeout=EXPORT_SHOWN_FOR)

    def action_anew(self) -> None:
        """Put the draft in its place."""
        self.query_one(LineField).show(self._draft.subject)
        self.query_one(LongField).show(self._draft.body)
        self._tell()

    def action_close(self) -> None:
        """Back, with what was changed."""
        kept = "" if self._is_draft else self._written.text.strip()
        if len(kept) > LONGEST_MAIL:
            self.app.tell(
                f"The e-mail is longer than {LONGEST_MAIL} signs: shorten it, so that it can be kept.", "warning"
            )
            return
        self.dismiss(replace(self._log, mail=kept))
