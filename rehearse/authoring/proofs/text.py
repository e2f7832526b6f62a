"""A proof as text for a terminal or a mail: sentences first, then small tables, then the marks; 80 columns."""

from __future__ import annotations

from collections import Counter
from textwrap import fill
from typing import TYPE_CHECKING

from rehearse.authoring.proofs.words import begun, counted, listed, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearse.authoring.proofs.proof import Mark, Proof, Section, Table

WIDTH = 80
MOST_ALIKE = 4
"""Noted marks of one code that are told one by one; of more, these are, and the number of the others."""
_SIGNS = {"failing": "✗", "noted": "·", "passed": "✓"}


def proof_text(proof: Proof, changes: Section | None = None) -> str:
    """The whole of *proof*, with what an edit changed in it, if that was asked for."""
    parts = [f"{proof.title} ({proof.scenario})"]
    sections = (*proof.sections, changes) if changes is not None else proof.sections
    parts += ["\n".join(_section(section)) for section in sections]
    parts.append(closing(proof))
    return "\n\n".join(parts)


def closing(proof: Proof) -> str:
    """What it comes to, in a sentence or two."""
    noted = sum(mark.verdict == "noted" for mark in proof.marks)
    worth_a_look = f" {begun(counted(noted, 'mark'))} {'is' if noted == 1 else 'are'} noted." if noted else ""
    if not proof.failing:
        return _wrapped(f"Proved: no failing mark.{worth_a_look}")
    codes = listed(sorted({mark.code for mark in proof.failing}))
    count = counted(len(proof.failing), "failing mark")
    return _wrapped(f"Not proved: {count} ({codes}).{worth_a_look}")


def _section(section: Section) -> Iterator[str]:
    yield section.title.upper()
    for sentence in section.sentences:
        yield _wrapped(sentence)
    for table in section.tables:
        yield ""
        yield from _table(table)
    if section.marks:
        yield ""
        yield from _marks(section.marks)


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def _table(table: Table) -> Iterator[str]:
    """The table; where it is too wide, its columns closer together, and then some after the others."""
    if table.title:
        yield _wrapped(table.title)
    rows = [table.columns, *table.rows]
    first = max(len(row[0]) for row in rows)
    widths = [max(len(row[place]) for row in rows) for place in range(1, len(table.columns))]
    gap = 2 if 2 + first + sum(widths) + 2 * len(widths) <= WIDTH else 1
    places = list(range(len(widths)))
    while places:
        room = WIDTH - 2 - first
        part: list[int] = []
        while places and (not part or room >= widths[places[0]] + gap):
            room -= widths[places[0]] + gap
            part.append(places.pop(0))
        for row in rows:
            cells = "".join(f"{' ' * gap}{row[place + 1]:>{widths[place]}}" for place in part)
            yield f"  {row[0]:<{first}}{cells}".rstrip()


def _marks(marks: Sequence[Mark]) -> Iterator[str]:
    """Marks of one code together, failing ones first; those that passed in a line."""
    for verdict in ("failing", "noted"):
        kinds = dict.fromkeys(mark.code for mark in marks if mark.verdict == verdict)
        for code in kinds:
            yield from _alike([mark for mark in marks if (mark.code, mark.verdict) == (code, verdict)])
    passed = Counter(mark.code for mark in marks if mark.verdict == "passed")
    if passed:
        codes = [code if count == 1 else f"{code} ({count})" for code, count in passed.items()]
        yield _wrapped(f"{_SIGNS['passed']} passed: {', '.join(codes)}", "  ", "    ")


def _alike(marks: Sequence[Mark]) -> Iterator[str]:
    """Marks of one code and verdict: each with its place, then the rule; what to do once, where it is the same."""
    told = marks if marks[0].failing else marks[:MOST_ALIKE]
    one_remedy = len({mark.remedy for mark in told}) == 1
    for mark in told:
        yield _wrapped(f"{_SIGNS[mark.verdict]} {mark.verdict}: {mark.sentence} [{mark.code}]", "  ", "    ")
        if mark.remedy and not one_remedy:
            yield _wrapped(mark.remedy, "    ", "    ")
        if mark.span is not None:
            yield f"    {mark.span}"
    if len(told) < len(marks):
        yield f"    … and {number(len(marks) - len(told))} more like this; --json has all."
    if told[0].rule:
        yield _wrapped(f"Rule: {told[0].rule}", "    ", "    ")
    if told[0].remedy and one_remedy:
        yield _wrapped(told[0].remedy, "    ", "    ")
