"""The report as plain tables, one for each kind of thing: what CSV and XLSX are written from.

Several tables, not one: a vote, a line of the talk and a piece of advice have nothing in common but the session. In
each table every row is one thing of its kind, so that it can be filtered and counted as it stands.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from rehearse.coaching.report.markdown import ENDING_WORDS, sources_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rehearse.workshop.report.values import Alone, Asked, Branch, Line, Report, Turn
    from rehearse.workshop.report.withheld import Count

Cell = str | int | float
WITHHELD = "withheld"


class Table(NamedTuple):
    """A table with its name, which is that of its file or sheet."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables_of(report: Report) -> tuple[Table, ...]:
    """All of them. Those about single people are there only in a session with names."""
    return tuple(_tables(report))


def _tables(report: Report) -> Iterator[Table]:
    yield _table("session", ("what", "value"), _session(report))
    yield _table(
        "votes",
        ("round", "branch", "line", "about", "voted", "by phone", "by hand", "could vote by phone", "tally", "decided"),
        _votes(report),
    )
    yield _table(
        "options",
        (
            "round",
            "branch",
            "line",
            "about",
            "letter",
            "option",
            "text",
            "votes",
            "led",
            "chosen or true",
            "said",
            "chance of a good end in percent",
        ),
        _options(report),
    )
    yield _table(
        "path",
        (
            "branch",
            "line",
            "leaves branch",
            "said",
            "taken as",
            "answered",
            "verdict",
            "advice",
            "sources",
            "better line",
            "chance before in percent",
            "chance after in percent",
        ),
        _path(report),
    )
    yield _table(
        "endings",
        ("branch", "leaves branch", "after line", "lines", "type", "ending", "chance at last in percent"),
        _endings(report),
    )
    yield _table("suggestions", ("branch", "line", "move", "words", "played", "times", "name"), _suggestions(report))
    yield _table(
        "observed", ("move", "lines in which it was made", "marked there", "marked elsewhere"), _observed(report)
    )
    yield _table("cards", ("advice", "followed in", "missed in", "sources"), _cards(report))
    if report.alone is not None and not report.alone.later:
        yield _table("alone endings", ("type", "ending", "people"), _alone_endings(report.alone))
        yield _table(
            "alone lines", ("point", "boss", "people there", "option", "text", "people"), _alone_lines(report.alone)
        )
        yield _table(
            "alone verdicts",
            ("verdict", "lines in percent"),
            ((verdict, _percent(share)) for verdict, share in report.alone.verdicts),
        )
    if report.anonymous:
        return
    yield _table(
        "people",
        ("name", "votes", "suggestions", "observed", "rehearsals alone", "taken off", "simulated"),
        (
            (
                each.name,
                each.voted,
                each.proposed,
                _yes(each.observed),
                each.alone,
                _yes(each.removed),
                _yes(each.simulated),
            )
            for each in report.participation.persons
        ),
    )
    yield _table("observed by line", ("branch", "line", "move", "made", "seen by", "observers"), _by_line(report))
    yield _table(
        "votes by name",
        ("round", "name", "option"),
        (
            (asked.round, name, option)
            for _, _, asked in report.rounds
            for name, option in sorted((asked.votes or {}).items())
        ),
    )
    if report.alone is not None:
        yield _table(
            "alone by name",
            ("name", "rehearsals", "ended", "lines"),
            ((each.name, each.rehearsals, each.ended, each.lines) for each in report.alone.persons),
        )


def _table(name: str, columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
    return Table(name, columns, tuple(rows))


def _session(report: Report) -> Iterator[tuple[Cell, ...]]:
    took = report.participation
    yield "session", report.session
    yield "title", report.title
    yield "meeting", report.meeting
    yield "boss", report.boss
    yield "level", report.level
    yield "began", _moment(report.began)
    yield "ended", "" if report.ended is None else _moment(report.ended)
    yield "anonymous", _yes(report.anonymous)
    yield "people", _count(took.people)
    yield "simulated people", took.simulated
    yield "voted at least once", _count(took.voted)
    yield "observed", _count(took.observers)
    yield "proposed own words", _count(took.proposed)
    yield "names taken off", _count(took.removed)
    if report.alone is not None and not report.alone.later:
        yield "practised alone", _count(report.alone.people)
        yield "rehearsals alone", _count(report.alone.rehearsals)
    for notice in (*report.notices, *report.remarks):
        yield "notice", notice


def _votes(report: Report) -> Iterator[tuple[Cell, ...]]:
    for branch, turn, asked in report.rounds:
        yield (
            asked.round,
            branch.number,
            turn.number,
            asked.kind,
            _count(asked.people),
            _count(asked.phones),
            _count(asked.hands),
            _count(asked.voters),
            _TALLIES[asked.tally],
            asked.decided,
        )


def _options(report: Report) -> Iterator[tuple[Cell, ...]]:
    for branch in report.branches:
        for turn in branch.turns:
            for asked in turn.asked:
                yield from (_option(branch, turn, asked, line) for line in asked.lines)


def _option(branch: Branch, turn: Turn, asked: Asked, line: Line) -> tuple[Cell, ...]:
    votes = "" if not asked.round or asked.tally == "hidden" else _count(line.count)
    return (
        asked.round or "",
        branch.number,
        turn.number,
        asked.kind,
        line.letter,
        line.id,
        line.text,
        votes,
        _yes(line.leads),
        _yes(line.decided),
        _yes(line.said),
        _percent(line.chance),
    )


def _path(report: Report) -> Iterator[tuple[Cell, ...]]:
    for branch in report.branches:
        for turn in branch.turns:
            if not turn.said:
                continue
            found, chance = turn.feedback, turn.chance
            rule = found.rule if found else None
            yield (
                branch.number,
                turn.number,
                branch.parent or "",
                turn.said,
                found.read_as if found else "",
                found.answered if found else "",
                found.word if found else "",
                rule.title if rule else "",
                sources_line(rule) if rule else "",
                found.better.say if found and found.better else "",
                _percent(chance.before if chance else None),
                _percent(chance.after if chance else None),
            )


def _endings(report: Report) -> Iterator[tuple[Cell, ...]]:
    for branch in report.branches:
        outcome = branch.outcome
        yield (
            branch.number,
            branch.parent or "",
            branch.shared,
            branch.shared + sum(bool(turn.said) for turn in branch.turns),
            ENDING_WORDS["unfinished"] if outcome is None else ENDING_WORDS.get(outcome.kind, outcome.kind),
            outcome.title if outcome else "",
            _percent(branch.chances.last if branch.chances else None),
        )


def _suggestions(report: Report) -> Iterator[tuple[Cell, ...]]:
    for branch in report.branches:
        for turn in branch.turns:
            for each in turn.proposed:
                yield (
                    branch.number,
                    turn.number,
                    each.move,
                    each.words,
                    _yes(each.played),
                    each.times,
                    "; ".join(each.names),
                )


def _observed(report: Report) -> Iterator[tuple[Cell, ...]]:
    for each in report.observed:
        yield each.label, each.lines, _count(each.seen), _count(each.elsewhere)


def _by_line(report: Report) -> Iterator[tuple[Cell, ...]]:
    for branch in report.branches:
        for turn in branch.turns:
            for each in turn.watched:
                yield (
                    branch.number,
                    turn.number,
                    each.label,
                    _yes(each.made),
                    each.seen,
                    turn.watchers,
                )


def _cards(report: Report) -> Iterator[tuple[Cell, ...]]:
    for card in report.cards:
        yield card.rule.title, "; ".join(card.followed), "; ".join(card.missed), sources_line(card.rule)


def _alone_endings(alone: Alone) -> Iterator[tuple[Cell, ...]]:
    for kind, words, many in alone.endings:
        yield kind, words, _count(many)


def _alone_lines(alone: Alone) -> Iterator[tuple[Cell, ...]]:
    for place in alone.places:
        for name, text, many in place.lines:
            yield place.node, place.boss, _count(place.people), name.strip("="), text, _count(many)


_TALLIES = {"told": "told", "few": WITHHELD, "hidden": "not revealed", "none": "nobody voted"}


def _count(number: Count) -> Cell:
    return WITHHELD if number is None else number


def _yes(true: bool) -> str:  # noqa: FBT001  (it is a cell)
    return "yes" if true else ""


def _percent(share: float | None) -> Cell:
    return "" if share is None else round(100 * share, 1)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
