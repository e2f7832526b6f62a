"""Opening the bench, and from it the editor: with the file itself, or with a copy of one that was shipped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.authoring.bench.copy import NotCopied, copied, copy_place, is_shipped
from rehearse.authoring.workplace import Workplace
from rehearse.tui.bench.editor import opened
from rehearse.tui.confirm import ConfirmScreen

if TYPE_CHECKING:
    from rehearse.authoring.bench.bench import Bench
    from rehearse.model.problem import Span
    from rehearse.tui.answers import OpenBench
    from rehearse.tui.app import RehearseApp
    from rehearse.tui.bench.work import BenchWork

SHIPPED = (
    "This meeting came with the program, and the next version would take your changes away. Copy it to {place} and "
    "edit the copy, which then takes its place?"
)


def open_bench(app: RehearseApp, start: OpenBench) -> None:
    """Open the bench with a scenario of the content that was read, or say why it cannot be opened."""
    from rehearse.authoring.bench.bench import Bench  # noqa: PLC0415  (loaded only when it is opened)
    from rehearse.authoring.bench.draft import Unreadable  # noqa: PLC0415
    from rehearse.store.session import UnknownContent  # noqa: PLC0415
    from rehearse.tui.bench.screen import BenchScreen  # noqa: PLC0415

    if app.shelf is None:
        return
    library = app.shelf.library
    place = start.file or Path(library.origins["scenarios", start.scenario].document.path)
    try:
        bench = Bench(Workplace(library, start.scenario, place), start.boss.partition("+")[0], start.packs)
    except (UnknownContent, Unreadable) as error:
        app.tell(str(error), "error")
        return
    begun = bench.draft
    app.push_screen(BenchScreen(bench), lambda _: _take_over(app, bench, changed=bench.draft is not begun))


def _take_over(app: RehearseApp, bench: Bench, *, changed: bool) -> None:
    """Let the rest of the program have what was written."""
    if changed and app.shelf is not None:
        from rehearse.coaching.feedback.catalogue import Catalogue  # noqa: PLC0415
        from rehearse.tui.home.shelf import Shelf  # noqa: PLC0415

        library = bench.draft.library
        app.shelf = Shelf(library, Catalogue(library), app.shelf.journal)


def edit(app: RehearseApp, bench: Bench, work: BenchWork, span: Span) -> None:
    """Open the file in the author's editor; of a shipped one a copy, after one question."""
    file = bench.draft.file
    if not is_shipped(file):
        _edit(app, Path(span.path), span)
        return

    def answered(agreed: bool | None) -> None:  # noqa: FBT001  (the answer of the question's screen)
        if not agreed:
            return
        try:
            place = copied(file)
        except NotCopied as error:
            app.tell(str(error), "error")
            return
        work.move_to(place)
        _edit(app, place, span)

    question = SHIPPED.format(place=copy_place(file))
    app.push_screen(ConfirmScreen(question, yes="Copy it and edit", no="Leave it"), answered)


def _edit(app: RehearseApp, file: Path, span: Span) -> None:
    sentence, well = opened(app, file, max(span.line, 1), max(span.column, 1))
    if sentence:
        app.tell(sentence, "information" if well else "warning")
