"""The author's bench: a scenario's outline, its nodes as the person sees them, and what is known of each.

The file is written in the author's own editor; whatever program saves it, the bench follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import Input, OptionList, Static

from rehearse.authoring.bench.figures import Checks, Failed, Figures, Nodes
from rehearse.authoring.bench.trial import standing_here, trial_along, trial_from
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.engine.play import StoryLoop
from rehearse.tui.bench.panes import BenchPanes
from rehearse.tui.bench.place import notice_of, path_of
from rehearse.tui.bench.watch import Watch
from rehearse.tui.bench.work import Answered, BenchWork, NotWatched, Read, Saved
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page, TitleLine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.widget import Widget

    from rehearse.authoring.bench.bench import Bench
    from rehearse.authoring.bench.trial import Standing, Trial

NOT_PLAYABLE = "It cannot be played from here: {reason}"
LAST_GOOD = "The last version that could be read is shown."


class BenchScreen(Page[None]):
    """One scenario being written."""

    PLACE = "bench"
    NAME = "Bench"
    CSS_PATH = "bench.tcss"
    BINDINGS: ClassVar = bindings("bench")
    AUTO_FOCUS = "#outline"

    def __init__(self, bench: Bench) -> None:
        """Show *bench*."""
        super().__init__()
        self._bench = bench
        self._panes = BenchPanes(bench, Catalogue(bench.draft.library))
        self._work = BenchWork(self, bench)
        self._watch = self._watching()
        self._told = ""  # what has happened to the place, until one goes on

    def aside(self) -> str:
        """Which boss, which level, and how the file is."""
        bench = self._bench
        story = bench.story
        level = next(level.label for level in story.levels if level.id == bench.level)
        count = len(bench.findings.problems)
        found = f"{count} problem{'' if count == 1 else 's'}" if count else "no problems"
        return f"{story.boss.name} · {level} · {bench.draft.file.name}: {found}"

    def body(self) -> Iterable[Widget]:
        """What has happened, the three panes, the path."""
        return Static(id="notice", markup=False), self._panes, Static(id="path", markup=False)

    def on_mount(self) -> None:
        """Show it, follow the file, and have worked out what is known."""
        self._show()
        self._watch.start()
        self._work.begin()

    def on_unmount(self) -> None:
        """Follow nothing any more."""
        self._watch.stop()
        self._work.end()

    def _watching(self) -> Watch:
        return Watch(
            self._bench.draft.file,
            lambda paths: self.post_message(Saved(paths)),
            lambda sentence: self.post_message(NotWatched(sentence)),
        )

    @property
    def typing(self) -> bool:
        """Whether one is searching."""
        return self._panes.is_mounted and self._panes.search.has_focus

    # --- showing

    def _show(self) -> None:
        """Show everything as it is now."""
        self._panes.show()
        self._show_around()

    def _show_around(self) -> None:
        """Show the title, what has happened, and the path."""
        bench = self._bench
        count = len(bench.findings.problems)
        shortest = f"{bench.story.boss.name} · {count} problem{'' if count == 1 else 's'}"
        self.query_one(TitleLine).say(bench.story.title, self.aside(), shortest)
        notice = notice_of(bench, self._told)
        shown = self.query_one("#notice", Static)
        shown.display = notice is not None
        if notice is not None:
            shown.update(notice)
        self.query_one("#path", Static).update(path_of(bench))
        self.refresh_bindings()

    def _moved(self, sentence: str = "") -> None:
        """The place is another one now."""
        if sentence:
            self.app.tell(sentence)
        self._told = ""
        self._panes.show()
        self._show_around()

    # --- what comes from workers

    @on(Saved)
    def _saved(self, message: Saved) -> None:
        message.stop()
        self._work.read(everything=message.paths != {self._bench.draft.file.resolve()})

    @on(NotWatched)
    def _not_watched(self, message: NotWatched) -> None:
        message.stop()
        self.app.tell(message.sentence, "warning")

    @on(Read)
    def _read(self, message: Read) -> None:
        message.stop()
        if message.draft is None:
            assert message.unreadable is not None  # noqa: S101  (one or the other)
            self._bench.findings.refuse(message.unreadable)
        else:
            moved = self._bench.take(message.draft)
            self._told = moved.node
            self._panes.catalogue = Catalogue(message.draft.library)
            self._panes.failed = ""
            self._work.begin()
        choice = self._panes.choice
        self._panes.show_outline()
        self._panes.show_node(choice)
        self._show_around()

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        message.stop()
        bench, panes = self._bench, self._panes
        match message.question, message.answer:
            case Nodes(), Figures() as figures:
                bench.know(figures)
            case Nodes(), Failed(sentence):
                panes.failed = sentence
            case Checks(), Failed(sentence):
                self.app.tell(sentence, "warning")
            case Checks(), problems:
                bench.findings.checked = problems
                panes.show_outline()
        panes.show_facts()
        self._show_around()

    # --- moving about

    @on(OptionList.OptionHighlighted, "#outline")
    def _looked_at(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_id is not None and event.option_id != self._bench.node:
            self._bench.node = event.option_id
            self._told = ""
            self._panes.show_node()
            self._show_around()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_list.id == "outline":
            self._panes.set_pane(1)
        elif event.option_list.id == "node":
            numbers = [choice.id for choice in self._bench.point.choices]
            self.action_follow(numbers.index(str(event.option_id)) + 1)
        elif (problem := self._panes.problem) is not None and (node := self._bench.findings.place_of(problem)):
            self._bench.go(node)
            self._moved()

    def action_follow(self, number: int) -> None:
        """Take the choice with this number."""
        self._moved(self._bench.follow(number))

    def action_problem(self, by: int) -> None:
        """Go to the next node with a problem (1), or to the one before (-1)."""
        marks = self._bench.findings.marks()
        order = [node for node in self._bench.nodes if node in marks or node == self._bench.node]
        if not marks:
            self.app.tell("No node has a problem.")
            return
        self._bench.go(order[(order.index(self._bench.node) + by) % len(order)])
        self._moved()

    def action_move(self, what: str) -> None:
        """Go back to the node before, to where the path stands; or change the path."""
        bench = self._bench
        sentence = ""
        match what:
            case "return":
                bench.return_()
            case "here":
                bench.go(bench.path.here)
            case "way":
                sentence = bench.take_way()
            case "undo":
                bench.take_back()
            case "clear":
                bench.begin_again()
        self._moved(sentence)

    def action_show(self, what: str) -> None:
        """Show another boss, another level, all bosses or one, or another order."""
        bench, panes = self._bench, self._panes
        sentence = ""
        match what:
            case "boss" | "boss-before":
                sentence = bench.next_boss(1 if what == "boss" else -1)
            case "level":
                bench.next_level()
            case "variants":
                panes.variants = not panes.variants
            case "order":
                panes.by_phase = not panes.by_phase
        if what in {"boss", "boss-before", "level"} and bench.figures is None:
            panes.failed = ""
            self._work.ask(bench.question)
        self._moved(sentence)

    def action_pane(self, by: int) -> None:
        """Go on to the next pane (1), or to the one before (-1)."""
        self._panes.go(by)

    def action_page(self, direction: int) -> None:
        """Turn a page."""
        self._panes.turn_page(direction)

    # --- searching

    def action_search(self) -> None:
        """Search."""
        self._panes.search.display = True
        self._panes.search.focus()

    @on(Input.Changed, "#search")
    def _sought(self, event: Input.Changed) -> None:
        event.stop()
        self._panes.show_outline()

    @on(Input.Submitted, "#search")
    def _found(self, event: Input.Submitted) -> None:
        event.stop()
        fitting = self._panes.outline.ids
        if fitting:
            named = [node for node in fitting if event.value.strip().casefold() in node]
            self._bench.go((*named, *fitting)[0])
        self._moved()
        self._panes.set_pane(0)

    def action_close(self) -> None:
        """Leave the search, or the bench."""
        search = self._panes.search
        if search.display:
            search.value, search.display = "", False
            self._panes.show_outline()
            self._panes.set_pane(0)
            return
        self.dismiss(None)

    # --- writing, playing, proving

    def work_on(self, file: Path) -> None:
        """Follow another file from now on: a copy of the one that is shown."""
        self._bench.move_to(file)
        self._watch.stop()
        self._watch = self._watching()
        self._watch.start()
        self._work.read(everything=True)

    def action_reload(self) -> None:
        """Read everything again."""
        self._work.read(everything=True)

    def action_edit(self) -> None:
        """Open the file in the author's editor."""
        from rehearse.tui.bench.opening import edit  # noqa: PLC0415  (not before somebody edits)

        problem = self._panes.problem
        span = problem.span if problem is not None and problem.span.line else self._bench.span(self._panes.choice)
        edit(self, self._bench, span)

    def action_play(self) -> None:
        """Ask how the talk is to stand, and play."""
        from rehearse.tui.bench.dials import DialsScreen  # noqa: PLC0415

        bench = self._bench
        self.app.push_screen(DialsScreen(bench.draft, standing_here(bench), bench.station), self._play_from)

    def _play_from(self, standing: Standing | None) -> None:
        if standing is None:
            return
        try:
            trial = trial_from(self._bench.draft, standing)
        except StoryLoop as error:
            self.app.tell(NOT_PLAYABLE.format(reason=error), "warning")
            return
        self._play(trial, along=False)

    def action_along(self) -> None:
        """Play from the beginning, along the path."""
        if (trial := trial_along(self._bench)) is not None:
            self._play(trial, along=True)

    def _play(self, trial: Trial, *, along: bool) -> None:
        from rehearse.tui.bench.opening import play  # noqa: PLC0415

        def ended() -> None:
            if along:
                self._bench.take_path(trial.lines, trial.session.played.seed)
            else:
                self._bench.go(trial.node)
            self._moved()

        play(self.app, trial, ended)

    def action_proof(self) -> None:
        """See the proof."""
        from rehearse.tui.bench.proof import ProofScreen  # noqa: PLC0415

        self.app.push_screen(ProofScreen(self._bench, self._work.prove), lambda _: self._panes.show_facts())
