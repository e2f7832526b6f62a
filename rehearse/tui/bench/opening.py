"""What the bench opens and comes back from: the editor, a talk, a copy of a scenario; and the bench itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.authoring.bench.copy import NotCopied, copied, copy_place, is_shipped
from rehearse.authoring.workplace import Workplace
from rehearse.tui.bench.editor import opened
from rehearse.tui.confirm import ConfirmScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearse.authoring.bench.bench import Bench
    from rehearse.authoring.bench.trial import Trial
    from rehearse.model.problem import Span
    from rehearse.tui.answers import DebriefAnswer, OpenBench, TalkAnswer
    from rehearse.tui.app import RehearseApp
    from rehearse.tui.bench.screen import BenchScreen

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


def edit(screen: BenchScreen, bench: Bench, span: Span) -> None:
    """Open the file in the author's editor; of a shipped one a copy, after one question."""
    file = bench.draft.file
    if not is_shipped(file):
        _edit(screen, Path(span.path), span)
        return

    def answered(agreed: bool | None) -> None:  # noqa: FBT001  (the answer of the question's screen)
        if not agreed:
            return
        try:
            place = copied(file)
        except NotCopied as error:
            screen.app.tell(str(error), "error")
            return
        screen.work_on(place)
        _edit(screen, place, span)

    question = SHIPPED.format(place=copy_place(file))
    screen.app.push_screen(ConfirmScreen(question, yes="Copy it and edit", no="Leave it"), answered)


def _edit(screen: BenchScreen, file: Path, span: Span) -> None:
    sentence, well = opened(screen.app, file, max(span.line, 1), max(span.column, 1))
    if sentence:
        screen.app.tell(sentence, "information" if well else "warning")


def play(app: RehearseApp, trial: Trial, ended: Callable[[], None]) -> None:
    """Open the talk of *trial*; *ended* is called once one has come back from it, and from its debrief."""
    from rehearse.store.session import REFUSALS  # noqa: PLC0415
    from rehearse.tui.answers import ReadOtherwise, ToDebrief, TryAgain  # noqa: PLC0415
    from rehearse.tui.debrief.screen import DebriefScreen  # noqa: PLC0415
    from rehearse.tui.talk.screen import TalkScreen  # noqa: PLC0415

    def talk() -> None:
        app.push_screen(TalkScreen(trial.session), left)

    def left(answer: TalkAnswer) -> None:
        if isinstance(answer, ToDebrief):
            app.push_screen(DebriefScreen(trial.session), looked_back)
        else:
            over()

    def looked_back(answer: DebriefAnswer) -> None:
        try:
            match answer:
                case TryAgain(turn):
                    trial.session = trial.session.fork(turn - 1)
                case ReadOtherwise(turn, entry):
                    trial.session = trial.session.reread(turn, entry)
                case _:
                    over()
                    return
        except REFUSALS as error:
            app.tell(str(error), "error")
            over()
            return
        talk()

    def over() -> None:
        ended()
        trial.close()

    talk()
