"""What stands beside the chosen node: its problems, the file's, and what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.authoring.bench.figures import persons_told
from rehearse.coaching.map.words import ENDING_SIGNS
from rehearse.coaching.odds.persons import USUAL
from rehearse.coaching.report.markdown import ENDING_WORDS
from rehearse.engine.state import ACKNOWLEDGED
from rehearse.tui.bench.leaves import Leaf
from rehearse.tui.bench.proof import told_of_mark
from rehearse.tui.bench.words import MARK_STYLES, MARKS, percent
from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import Paragraph, hanging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rehearse.analysis.stations import Range, Station
    from rehearse.authoring.bench.bench import Bench
    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.coaching.odds.persons import PersonName
    from rehearse.model.problem import Problem

WORKING = "Being worked out …"
MOST_OF_THE_FILE = 12
"""Problems of other places that are listed below those of the node."""
GOOD = ("agreed", "trial", "partial")
PERSON_WORDS: dict[PersonName, str] = {
    "uniform": "says anything",
    "advice": "by the advice",
    "tempting": "what tempts",
    "best": "plays best",
    "halfway": "is learning",
}
_CONCERNS = ("held", "surfaced", "acknowledged", "answered")
_LEAST, _MOST_SHOWN = 0.005, 3
_NAMES = 15
_GAP = Paragraph(text(" "))


def problem_id(place: int) -> str:
    """The id of the leaf of problem number *place* of all problems."""
    return f"problem-{place}"


class FactsPage:
    """Sets what stands beside the node."""

    def __init__(self, bench: Bench, catalogue: Catalogue, failed: str = "") -> None:
        """Read *bench*; *failed* says why figures could not be worked out, where they could not."""
        self._bench = bench
        self._catalogue = catalogue
        self._failed = failed

    def leaves(self) -> Iterator[Leaf]:
        """The problems of the node, what is known of it, the problems of the file; problems can be chosen."""
        bench = self._bench
        problems = bench.findings.problems
        here = [problem for problem in problems if bench.findings.place_of(problem) == bench.node]
        others = [problem for problem in problems if bench.findings.place_of(problem) != bench.node]
        if bench.findings.broken:  # nothing is as pressing
            here, others = list(problems), []
        yield Leaf(list(self._counted(len(here), len(others))))
        yield from self._listed(here, problems)
        yield Leaf([_GAP, *self._how(), *self._figures(), *self._cards(), *self._proved()])
        if others:
            yield Leaf([_GAP, _title("Problems elsewhere in the file", first=True)])
            yield from self._listed(others[:MOST_OF_THE_FILE], problems)
            if len(others) > MOST_OF_THE_FILE:
                more = len(others) - MOST_OF_THE_FILE
                yield Leaf([Paragraph(text(f"and {more} more: 'rehearse check' lists them.", "$quiet"))])

    def _counted(self, here: int, others: int) -> Iterator[Paragraph]:
        elsewhere = f"{others} elsewhere in the file: n goes to the next." if others else ""
        if here:
            yield _title("Problems" if self._bench.findings.broken else "Problems here", first=True)
        else:
            done = "" if self._bench.findings.checked is not None else " so far"
            yield Paragraph(text(f"No problems here{done}." if others else f"No problems{done}.", "$quiet"))
        if elsewhere:
            yield Paragraph(text(elsewhere, "$quiet"))

    def _listed(self, problems: Iterable[Problem], known: Sequence[Problem]) -> Iterator[Leaf]:
        for problem in problems:
            sign = text(f"{MARKS[problem.severity]} ", MARK_STYLES[problem.severity])
            where = f"line {problem.span.line}" if problem.span.line else ""
            place = self._bench.findings.place_of(problem)
            at = ", ".join(part for part in (where, place if place != self._bench.node else "") if part)
            told = [hanging(sign, text(problem.message))]
            if problem.hint:
                told.append(Paragraph(text(problem.hint, "$accent"), text("  "), text("  ")))
            told.append(
                Paragraph(text(f"{at} · {problem.code}" if at else problem.code, "$quiet"), text("  "), text("  "))
            )
            yield Leaf(told, problem_id(known.index(problem)))

    # --- what is known

    def _how(self) -> Iterator[Paragraph]:
        bench, station = self._bench, self._bench.station
        yield _title("How one comes here", first=True)
        if station is None:
            yield Paragraph(text(self._failed or WORKING, "$warning" if self._failed else "$quiet"))
            return
        if not station.reached:
            yield Paragraph(text(f"No line leads here with {bench.story.boss.name}, whatever is said.", "$warning"))
            return
        if not station.lines:
            yield Paragraph(text("The talk begins here.", "$quiet"))
            return
        count = len(station.lines)
        yield Paragraph(text(f"At the least {count} line{'' if count == 1 else 's'} (t takes this way):", "$quiet"))
        steps = [line.partition(".")[2] for line in station.lines]
        yield Paragraph(joined(*(_with_arrow(step, place) for place, step in enumerate(steps))))

    def _figures(self) -> Iterator[Paragraph]:
        bench, station, figures = self._bench, self._bench.station, self._bench.figures
        if station is None or figures is None or not station.reached:
            return
        story = bench.story
        if station.meters:
            yield _title("Possible here")
            for meter, span in zip(story.meters, station.meters, strict=True):
                yield _pair(meter.label, f"{_between(span)} of {meter.min} to {meter.max}")
            full = story.levels[story.level(bench.level)].answered
            for concern, span, most in zip(story.concerns, station.concerns, full, strict=True):
                least, highest = _rung(span.least, most), _rung(span.most, most)
                how_far = least if least == highest else f"{least} to {highest}"
                yield Paragraph(joined((f"{concern.label}: ", "$quiet"), how_far))
        yield _title("Who comes here, and how it ends then")
        for person in persons_told(figures):
            comes = station.comes.get(person, 0.0)
            ahead = station.ahead.get(person)
            good = f"ends well {percent(_good(ahead))}" if ahead is not None and comes else ""
            yield _pair(PERSON_WORDS[person], f"{percent(comes):>6}  {good}")
        yield from self._ends(station)
        how = "exact, over all states" if figures.exact else f"sampled, ± {2 * figures.error:.0%}"
        if station.states:
            how += f"; {station.states:,} of them stand here"
        yield Paragraph(text(f"{how}. Well: agreed, trial or in part.", "$quiet"))

    def _ends(self, station: Station) -> Iterator[Paragraph]:
        ahead = station.ahead.get(USUAL)
        if ahead is None:
            return
        from rehearse.analysis.odds import KINDS  # noqa: PLC0415  (loads numpy, only once there are figures)

        named = [(kind, chance) for kind, chance in zip(KINDS, ahead, strict=True) if chance >= _LEAST]
        yield Paragraph(text("From here, for who is learning:", "$quiet"), above=1)
        for kind, chance in named:
            sign = ENDING_SIGNS.get(kind, "?")
            yield _pair(f"{sign} {ENDING_WORDS.get(kind, 'no end')}", percent(chance))

    def _proved(self) -> Iterator[Paragraph]:
        proof = self._bench.proof
        marks = () if proof is None else proof.at(self._bench.node)
        if marks:
            yield _title("From the proof")
        for mark in marks:
            yield from told_of_mark(mark, place=False)

    def _cards(self) -> Iterator[Paragraph]:
        bench = self._bench
        found: dict[str, tuple[str, list[str], list[str]]] = {}
        for choice in bench.point.choices:
            ranked = self._catalogue.ranked(
                choice.moves, persona=bench.persona, phase=bench.point.phase, named=choice.cards
            )
            for _, card, speaks in ranked[:_MOST_SHOWN]:
                _, practised, against = found.setdefault(card.id, (card.title, [], []))
                (practised if speaks == "recommends" else against).append(choice.id)
        if not bench.point.choices:
            return
        yield _title("Cards practised here")
        if not found:
            yield Paragraph(text("None: no card speaks of these moves.", "$warning"))
        for title, practised, against in found.values():
            sign = ("✓ ", "$success") if practised else ("✗ ", "$quiet")
            by = ", ".join(practised) if practised else f"goes against it: {', '.join(against)}"
            more = f" · against: {', '.join(against)}" if practised and against else ""
            yield hanging(joined(sign), joined(title, (f"  {by}{more}", "$quiet")))


def _good(ahead: Sequence[float]) -> float:
    return min(sum(ahead[: len(GOOD)]), 1.0)  # the types of endings are in the order of their worth


def _between(span: Range) -> str:
    return str(span.least) if span.least == span.most else f"{span.least} to {span.most}"


def _rung(value: int, full: int) -> str:
    return _CONCERNS[-1] if value >= full else _CONCERNS[min(value, ACKNOWLEDGED)]


def _title(words: str, *, first: bool = False) -> Paragraph:
    return Paragraph(text(words, "bold"), above=0 if first else 1)


def _pair(name: str, value: str) -> Paragraph:
    shown = text(name, "$quiet")
    return Paragraph(text(value), shown.pad_right(max(_NAMES - shown.cell_length, 2)))


def _with_arrow(step: str, place: int) -> tuple[str, str]:
    return (f" → {step}" if place else step), "$foreground"
