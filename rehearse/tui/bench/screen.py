"""The author's bench: a scenario's outline, its nodes as the person sees them, and what is known of each.

The file is written in the author's own editor; whatever program saves it, the bench follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import OptionList, Static

from rehearse.authoring.bench.figures import Checks, Failed, Figures, Nodes
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.tui.bench.outline import Outline
from rehearse.tui.bench.panes import BenchPanes
from rehearse.tui.bench.place import asides_of, notice_of, path_of
from rehearse.tui.bench.work import Answered, BenchWork, Read
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page, TitleLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from rehearse.authoring.bench.bench import Bench


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
        self._told = ""  # what has happened to the place, until one goes on

    def body(self) -> Iterable[Widget]:
        """What has happened, the three panes, the path."""
        return Static(id="notice", markup=False), self._panes, Static(id="path", markup=False)

    def on_mount(self) -> None:
        """Show it, follow the file, and have worked out what is known."""
        self._panes.show()
        self._show_around()
        self._work.watch.start()
        self._work.begin()

    def on_unmount(self) -> None:
        """Follow nothing any more."""
        self._work.watch.stop()
        self._work.end()

    @property
    def typing(self) -> bool:
        """Whether one is searching."""
        return self._panes.outline.typing

    def _show_around(self) -> None:
        """Show the title, what has happened, and the path."""
        bench = self._bench
        self.query_one(TitleLine).say(bench.story.title, *asides_of(bench))
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
        self._panes.show(self._panes.choice)
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
                panes.outline.show()
        panes.show_facts()
        self._show_around()

    # --- moving about

    @on(Outline.Chosen)
    def _chosen(self, message: Outline.Chosen) -> None:
        message.stop()
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

    def action_move(self, what: str) -> None:
        """Go to another problem, back to the node before, to where the path stands; or change the path."""
        bench = self._bench
        sentence = ""
        match what:
            case "problem" | "problem-before":
                sentence = bench.next_problem(1 if what == "problem" else -1)
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
                panes.outline.by_phase = not panes.outline.by_phase
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

    def action_search(self) -> None:
        """Search."""
        self._panes.search()

    def action_close(self) -> None:
        """Leave the search, or the bench."""
        if not self._panes.end_search():
            self.dismiss(None)

    # --- writing, playing, proving

    def action_reload(self) -> None:
        """Read everything again."""
        self._work.read(everything=True)

    def action_edit(self) -> None:
        """Open the file in the author's editor."""
        from rehearse.tui.bench.opening import edit  # noqa: PLC0415  (not before somebody edits)

        problem = self._panes.problem
        span = problem.span if problem is not None and problem.span.line else self._bench.span(self._panes.choice)
        edit(self.app, self._bench, self._work, span)

    def action_play(self) -> None:
        """Play from the node, as it is set."""
        from rehearse.tui.bench.playing import play_from  # noqa: PLC0415  (not before somebody plays)

        play_from(self.app, self._bench, self._moved)

    def action_along(self) -> None:
        """Play from the beginning, along the path."""
        from rehearse.tui.bench.playing import play_along  # noqa: PLC0415

        play_along(self.app, self._bench, self._moved)

    def action_proof(self) -> None:
        """See the proof."""
        from rehearse.tui.bench.proof import ProofScreen  # noqa: PLC0415

        self.app.push_screen(ProofScreen(self._bench, self._work.prove), lambda _: self._panes.show_facts())
