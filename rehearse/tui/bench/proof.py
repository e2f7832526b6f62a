"""The proof of a scenario as a page: what was looked at, what it came to, and what is to be mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import VerticalScroll
from textual.message import Message

from rehearse.authoring.bench.figures import Failed, Proofs
from rehearse.authoring.proofs.proof import Proof
from rehearse.tui.content import joined, text
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page, TitleLine
from rehearse.tui.paragraphs import Paragraph, Prose, hanging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from textual.widget import Widget

    from rehearse.authoring.bench.bench import Bench
    from rehearse.authoring.proofs.proof import Mark, Section, Table, Verdict

WAITING = "Proving it with {who}. The first time this takes some ten seconds for each boss …"
NOTHING = "Nothing was looked at."
SIGNS: dict[Verdict, tuple[str, str]] = {
    "failing": ("✗ to be mended", "bold $error"),
    "noted": ("! worth a look", "bold $warning"),
    "passed": ("✓ kept", "$success"),
}
"""A sign and a word for each verdict, and a colour beside them."""


class ProofScreen(Page[None]):
    """The page for one boss or all of them."""

    PLACE = "proof"
    NAME = "Proof"
    CSS_PATH = "bench_proof.tcss"
    BINDINGS: ClassVar = bindings("proof")

    @dataclass
    class Came(Message):
        """The proof is there, or why it is not."""

        question: Proofs
        proof: Any

    def __init__(self, bench: Bench, ask: Callable[[Proofs], Any]) -> None:
        """Prove what lies on *bench*; *ask* waits for the answer, and is called in a worker."""
        super().__init__()
        self._bench = bench
        self._ask = ask
        self._question = Proofs(bench.persona)
        self._known: dict[Proofs, Any] = {}
        if (known := bench.proof) is not None:
            alone = known.personas == (bench.persona,)
            self._known[Proofs(bench.persona) if alone else Proofs()] = known
            self._question = self._question if alone else Proofs()

    def aside(self) -> str:
        """With whom."""
        return "with all bosses" if not self._question.persona else f"with {self._bench.story.boss.name}"

    def body(self) -> Iterable[Widget]:
        """One text."""
        yield VerticalScroll(Prose(id="told"), id="page")

    def on_mount(self) -> None:
        """Prove it with the boss of the bench: with all of them takes as many times as long."""
        self.query_one("#page").focus()
        self._show()

    def _show(self) -> None:
        self.query_one(TitleLine).say(f"{self.NAME}: {self._bench.story.title}", self.aside())
        prose = self.query_one("#told", Prose)
        if self._question in self._known:
            prose.show(told(self._known[self._question]))
        else:
            prose.show([Paragraph(text(WAITING.format(who=self.aside().removeprefix("with ")), "$quiet"))])
            question = self._question
            self.run_worker(lambda: self._prove(question), thread=True, exit_on_error=False)
        self.query_one("#page").scroll_home(animate=False)

    def _prove(self, question: Proofs) -> None:
        if (proof := self._ask(question)) is not None:
            self.post_message(self.Came(question, proof))

    def on_proof_screen_came(self, message: Came) -> None:
        """Show it, if it is still what is asked for."""
        message.stop()
        self._known[message.question] = message.proof
        if isinstance(message.proof, Proof):
            self._bench.proof = message.proof
        if message.question == self._question:
            self._show()

    def action_boss(self) -> None:
        """With this boss alone, or with all of them."""
        self._question = Proofs() if self._question.persona else Proofs(self._bench.persona)
        self._show()

    def action_page(self, direction: int) -> None:
        """Read on (1), or go back (-1)."""
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=direction * max(page.size.height - 2, 1), animate=False)

    def action_close(self) -> None:
        """Back to the bench."""
        self.dismiss(None)


def told(proof: Proof | Failed) -> Iterator[Paragraph]:
    """A proof as paragraphs: what is to be mended first, then section by section."""
    if not isinstance(proof, Proof):
        yield Paragraph(text(proof.sentence, "$warning"))
        return
    if not proof.sections:
        yield Paragraph(text(NOTHING, "$quiet"))
        return
    failing = proof.failing
    if failing:
        count = "One thing is" if len(failing) == 1 else f"{len(failing)} things are"
        yield Paragraph(text(f"✗ {count} to be mended.", "bold $error"))
    else:
        yield Paragraph(text("✓ Nothing has to be mended.", "bold $success"))
    for section in proof.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[Paragraph]:
    sign, style = SIGNS[section.verdict]
    yield Paragraph(joined((section.title, "bold $accent"), (f"   {sign}", style)), above=1)
    for sentence in section.sentences:
        yield Paragraph(text(sentence))
    for mark in section.marks:
        if mark.verdict != "passed":
            yield from told_of_mark(mark, place=True)
    for table in section.tables:
        yield from _table(table)


def told_of_mark(mark: Mark, *, place: bool) -> Iterator[Paragraph]:
    """What one rule came to, with its place or without."""
    sign, style = SIGNS[mark.verdict]
    at = ".".join(part for part in (mark.node, mark.choice) if part)
    where = f"  {at}" if at and place else ""
    yield hanging(text(f"{sign[0]} ", style), joined(mark.sentence, (where, "$accent")))
    for more in (mark.remedy, mark.rule):
        if more:
            yield Paragraph(text(more, "$quiet"), text("  "), text("  "))


def _table(table: Table) -> Iterator[Paragraph]:
    rows = (table.columns, *table.rows)
    cells = [[text(cell) for cell in row] for row in rows]
    widths = [max(row[column].cell_length for row in cells) for column in range(len(table.columns))]
    if table.title:
        yield Paragraph(text(table.title, "$quiet"), above=1)
    for place, row in enumerate(cells):
        shown = [
            cell.pad_right(width - cell.cell_length) if not column else cell.pad_left(width - cell.cell_length)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        line = joined(*(part for cell in shown for part in (cell, "  ")))
        yield Paragraph(line.stylize("$quiet") if not place else line, above=int(not place and not table.title))
