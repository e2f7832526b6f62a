"""Playing from the bench: the ordinary talk and its debrief, of which nothing is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rehearse.authoring.bench.trial import standing_here, trial_along, trial_from
from rehearse.engine.play import StoryLoop
from rehearse.tui.bench.dials import DialsScreen
from rehearse.tui.conductor import Course
from rehearse.tui.talk.screen import TalkScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearse.authoring.bench.bench import Bench
    from rehearse.authoring.bench.trial import Standing, Trial
    from rehearse.store.session import Session
    from rehearse.tui.app import RehearseApp

NOT_PLAYABLE = "It cannot be played from here: {reason}"


class TrialCourse(Course):
    """The course of a trial; once one has come back from it, *ended* is called and the trial thrown away."""

    def __init__(self, app: RehearseApp, trial: Trial, ended: Callable[[], None]) -> None:
        """For one trial."""
        super().__init__(app)
        self._trial = trial
        self._ended = ended

    def talk(self, session: Session, chosen: str = "", seconds: int | None = None) -> None:  # noqa: ARG002  (as usual)
        """Open the talk as its author tries it."""
        self._trial.session = session
        self.app.push_screen(TalkScreen(session), partial(self.after_talk, session))

    def debrief(self, session: Session, *, fresh: bool = False) -> None:  # noqa: ARG002
        """Open the debrief, which asks nothing."""
        super().debrief(session)

    def over(self) -> None:
        """Throw the trial away."""
        self._ended()
        self._trial.close()


def play_from(app: RehearseApp, bench: Bench, moved: Callable[[], None]) -> None:
    """Ask how the talk is to stand at the chosen node, and play; *moved* is called when one has come back."""

    def set_up(standing: Standing | None) -> None:
        if standing is None:
            return
        try:
            trial = trial_from(bench.draft, standing)
        except StoryLoop as error:
            app.tell(NOT_PLAYABLE.format(reason=error), "warning")
            return

        def ended() -> None:
            bench.go(trial.node)
            moved()

        TrialCourse(app, trial, ended).talk(trial.session)

    app.push_screen(DialsScreen(bench.draft, standing_here(bench), bench.station), set_up)


def play_along(app: RehearseApp, bench: Bench, moved: Callable[[], None]) -> None:
    """Play from the beginning, along the path, which is then as it was played."""
    if (trial := trial_along(bench)) is None:
        return

    def ended() -> None:
        bench.take_path(trial.lines, trial.session.played.seed)
        moved()

    TrialCourse(app, trial, ended).talk(trial.session)
