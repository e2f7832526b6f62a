"""The rows of the coach's lists."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rehearse.tui.content import joined, text
from rehearse.tui.workshop.parts import HIDDEN
from rehearse.tui.workshop.pick import Row
from rehearse.workshop.session.room import letter
from rehearse.workshop.texts import alike
from rehearse.workshop.trial.participants import is_simulated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.coaching.feedback.hearing import Heard
    from rehearse.workshop.session.room import Room, Suggestion
    from rehearse.workshop.stage import Stage
    from rehearse.workshop.stage.predicting import About


def options(room: Room, *, safe: bool) -> list[Row]:
    """What the coach can choose: the options of the vote that is under way."""
    asked = room.round
    if asked is None:
        return []
    tally, shown = asked.tally(), asked.revealed or not safe
    leading = asked.leading() if shown else ()
    sign = "  ◂ leads" if len(leading) == 1 else "  ◂ tie"
    return [
        Row(
            option.id,
            joined(
                (f"{tally[option.id] if shown else HIDDEN:>3}  ", "bold"),
                option.text,
                (sign if option.id in leading else "", "$accent"),
            ),
            f"{letter(place)} ",
        )
        for place, option in enumerate(asked.options)
    ]


def first_to_take(room: Room, *, safe: bool) -> str:
    """The option at which the mark stands: the first that leads, unless that must not be seen."""
    asked = room.round
    if asked is None or (safe and not asked.revealed):
        return ""
    return next(iter(asked.leading()), "")


def branches(stage: Stage, room: Room) -> list[Row]:
    """The lines of this branch to go back to, the last one first, and the other branches."""
    turns = list(enumerate(room.now.entries))
    rows = [Row("", text("Say something else in place of"))] if turns else []
    rows += [
        Row(f"turn:{turn}", joined((f"line {turn + 1}  ", "bold"), stage.says(entry)), "↺ ")
        for turn, entry in reversed(turns)
    ]
    others = [branch for branch in room.branches if branch.number != room.branch]
    if others:
        rows.append(Row("", text("Go on in")))
    for branch in others:
        ended = stage.ended(branch)
        how = ended.title if ended else "not at its end"
        parted = (
            f"parts from branch {branch.parent + 1} after line {branch.turn}" if branch.parent >= 0 else "the first"
        )
        about = f"branch {branch.number + 1}  "
        rows.append(
            Row(f"branch:{branch.number}", joined((about, "bold"), f"{len(branch.entries)} lines, {how}; {parted}"))
        )
    return rows


def pairs(room: Room) -> list[Row]:
    """The branches that can be put beside this one."""
    return [
        Row(str(branch.number), text(f"Branch {branch.number + 1}, {len(branch.entries)} lines"))
        for branch in room.branches
        if branch.number != room.branch
    ]


def people(room: Room) -> list[Row]:
    """Who is here, real people before those who are simulated."""
    voted = room.round.votes if room.round is not None and room.phase == "open" else {}
    return [
        Row(
            str(seat.number),
            joined(
                seat.name,
                ("  observes", "$quiet") if seat.observes else "",
                ("  has voted", "$quiet") if seat.number in voted else "",
                ("  simulated", "$quiet") if is_simulated(seat.token) else "",
            ),
        )
        for seat in sorted(room.present, key=lambda seat: is_simulated(seat.token))
    ]


def modes(room: Room, about: About) -> list[Row]:
    """What the room can do."""
    known = (
        ("room", "The room decides", "the vote leads"),
        ("predict:says", "Guess the boss: words", "once a line is chosen, what they will say"),
        ("predict:trust", "Guess the boss: trust", "once a line is chosen, what it does to their trust"),
        ("alone", "Everybody alone", "each on their own phone, in the same report"),
    )
    now = present_mode(room, about)
    rows = [
        Row(name, joined((label, "bold"), f"  {does}"), "● " if name == now else "○ ") for name, label, does in known
    ]
    watching = len(room.present) - room.voters
    rows += [
        Row("", text("Beside that, whoever likes can observe on their phone; or you choose:")),
        Row("observe:3", joined(("Every third person observes", "bold"), "  with a list of moves to watch for"), "+ "),
    ]
    if watching:
        rows.append(Row("observe:0", joined(("Nobody observes", "bold"), f"  {watching} do now"), "- "))
    return rows


def present_mode(room: Room, about: About) -> str:
    """The row of the mode that the room is in."""
    return f"predict:{about}" if room.mode == "predict" else room.mode


def suggestions(stage: Stage, room: Room) -> list[Row]:
    """What people propose for the next line, grouped by what it does; what was not understood comes last."""
    here = [
        each
        for each in room.suggestions
        if (each.branch, each.turn) == (room.branch, len(room.now.entries)) and not each.hidden
    ]
    counts = {move: sum(each.move == move for each in here) for move in dict.fromkeys(each.move for each in here)}
    rows: list[Row] = []
    for move in sorted(counts, key=lambda move: (not move, -counts[move], move)):
        rows.append(Row("", joined(stage.move_label(move), (f"  {counts[move]}", "bold"))))
        rows += list(_alike([each for each in here if each.move == move]))
    return rows


def _alike(suggestions: list[Suggestion]) -> Iterator[Row]:
    """A row for each wording, with how many others proposed the same."""
    counts = Counter(alike(each.words) for each in suggestions)
    first = {alike(each.words): each for each in reversed(suggestions)}
    for wording, count in counts.items():
        told = (f"  {count} times" if count > 1 else "", "$quiet")
        yield Row(str(first[wording].number), joined(first[wording].words, told))


def readings(heard: Heard) -> list[Row]:
    """The ways in which a suggestion can be taken."""
    rows = [
        Row(str(reading.entry), joined(reading.label, ("  off the script", "$quiet") if reading.off_script else ""))
        for reading in heard.readings
    ]
    return [*rows, Row(str(heard.unread), text("None of these: the boss does not follow", "$quiet"))]


def lead(room: Room) -> list[Row]:
    """What can be done about the coach's phone."""
    rows = [Row("new", text("Let a phone lead: makes a new key" + (", and the old one ends" if room.remote else "")))]
    return [*rows, Row("none", text("Let no phone lead any more"))] if room.remote else rows
