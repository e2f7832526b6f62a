"""What the coach's screen shows of a room, as paragraphs: the talk, the vote, the code, the notes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rehearse.coaching.odds.chances import percent
from rehearse.coaching.report.markdown import ENDING_WORDS
from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import Paragraph, hanging
from rehearse.tui.talk.script import VERDICT_STYLES, short_name
from rehearse.tui.workshop import qr
from rehearse.workshop.session.room import letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.workshop.server.serving import Doors
    from rehearse.workshop.session.room import Phase, Room, Round
    from rehearse.workshop.stage import Stage

PHASES: dict[Phase, str] = {
    "lobby": "people come in",
    "open": "the vote is open",
    "closed": "the vote is closed",
    "revealed": "the tally is shown",
    "discuss": "time to talk",
    "decided": "the talk goes on",
    "ended": "the session is over",
}
MODES = {"room": "the room decides", "predict": "guess the boss", "alone": "everybody alone"}
UNDER_WAY = {"open", "closed", "revealed", "discuss"}
HIDDEN = "?"
YOU = "Room"
"""Who says our lines."""
_BAR = 16
_NAME = 2
_USUAL = "http://"
"""What browsers put before an address by themselves."""


def talk(stage: Stage, room: Room, pending: str = "") -> list[Paragraph]:
    """What was said in the branch that goes on, and the line *pending* that was decided on and not said yet."""
    boss, you = short_name(stage.story.boss.name), YOU
    column = max(len(boss), len(you)) + _NAME
    found = [Paragraph(text(words, "italic $quiet")) for words in (stage.story.scene, stage.story.asks) if words]
    before = ""
    for line in stage.lines(room.now):
        yours = line.speaker == "you"
        name = text(
            ("" if line.speaker == before else you if yours else boss).ljust(column),
            "bold $accent" if yours else "bold",
        )
        body = text(line.text, "$accent" if yours else "")
        found.append(Paragraph(body, name, text(" " * column), above=0 if line.speaker == before else 1))
        before = line.speaker
    ended = stage.ended(room.now)
    if pending:
        found.append(Paragraph(joined(("About to say: ", "$quiet"), (stage.says(pending), "$accent")), above=1))
    elif ended is not None:
        found.append(Paragraph(joined((f"{ended.title}. ", "bold"), ended.summary), above=1))
    elif room.phase != "lobby":
        found.append(Paragraph(text(stage.mood(room.now).cue, "italic $quiet"), above=1))
    return found


def vote(stage: Stage, room: Room, *, safe: bool, bars: bool = True) -> list[Paragraph]:
    """The vote that is under way or was the last here, or what could be voted on next; how many did what alone."""
    if room.mode == "alone" and room.phase not in UNDER_WAY:
        return list(_alone(stage, room))
    asked = room.round
    if asked is None or not (room.phase in UNDER_WAY or stage.pending(room)):
        options = stage.options(room.now) if room.phase != "ended" else ()
        return [
            *_guessed(room),
            *([Paragraph(text("What can be said next", "$quiet"))] if options else []),
            *(
                Paragraph(text(option.text), text(f"{letter(place)}  ", "$quiet"), text("   "))
                for place, option in enumerate(options)
            ),
        ]
    return list(_asked(stage, asked, tally_shown=asked.revealed or not safe, bars=bars))


def _guessed(room: Room) -> list[Paragraph]:
    """How many foresaw what the boss has just made of the line, and what that was."""
    asked = room.round
    if (
        asked is None
        or asked.question != "boss"
        or (asked.branch, asked.turn + 1) != (room.branch, len(room.now.entries))
    ):
        return []
    true = next((option.text for option in asked.options if option.id == asked.decided), "")
    right = asked.tally().get(asked.decided, 0)
    counted = f"{right} of {asked.taken_part} guessed right" if asked.taken_part else "It came so"
    return [Paragraph(joined((f"{counted}: ", "bold"), true))]


def _asked(stage: Stage, asked: Round, *, tally_shown: bool, bars: bool) -> Iterator[Paragraph]:
    yield Paragraph(joined((f"Vote {asked.number}  ", "$quiet"), (stage.question(asked), "bold")))
    tally, leading = asked.tally(), asked.leading()
    most = max(*tally.values(), 1)
    for place, option in enumerate(asked.options):
        votes = tally[option.id]
        leads = tally_shown and option.id in leading
        count = f"{votes:>3}" if tally_shown else f"{HIDDEN:>3}"
        side = joined((f"{letter(place)} ", "$quiet"), (f"{count}  ", "bold $accent" if leads else "bold"))
        signs = [("  ✓ taken", "bold $success")] if asked.decided == option.id else []
        signs += [("  ◂ leads" if len(leading) == 1 else "  ◂ tie", "$accent")] if leads and not asked.decided else []
        yield Paragraph(joined(option.text, *signs), side, text(" " * side.cell_length))
        if bars and tally_shown and votes:
            bar = text("▬" * max(round(votes / most * _BAR), 1), "$accent" if leads else "$quiet")
            yield Paragraph(bar, text(" " * side.cell_length))


def _alone(stage: Stage, room: Room) -> Iterator[Paragraph]:
    begun = [stage.alone(own) for seat, own in room.alone.items() if not room.seats[seat].removed]
    ended = [found for played in begun if (found := stage.ended(played)) is not None]
    yield Paragraph(text("Everybody practises alone", "bold"))
    yield Paragraph(text(f"{len(begun)} of {len(room.present)} have begun, {len(ended)} have come to an end."))
    titles = [f"{ENDING_WORDS.get(found.kind, found.kind)}: {found.title}" for found in ended]
    for title, count in Counter(titles).most_common():
        yield hanging(text("• ", "$accent"), joined(title, (f"  {count}", "bold")))


def door(room: Room, doors: Doors, *, picture: bool = True) -> list[Paragraph]:
    """The code, the QR code, the addresses, and who is here; once it is over, how to have the report."""
    if room.phase == "ended":
        report = f"rehearse workshop report {room.began.session}"
        return [Paragraph(text("The session is over.", "bold")), Paragraph(text(report, "$accent"), above=1)]
    locked = "  locked" if room.locked else ""
    return [
        Paragraph(joined((" ".join(room.code), "bold $accent"), (locked, "bold $warning"))),
        *(qr.paragraphs(doors.picture) if picture else ()),
        Paragraph(text(doors.join.removeprefix(_USUAL), "bold")),
        Paragraph(joined(("Projector: ", "$quiet"), ("w", "bold"), (", or the code at", "$quiet")), above=1),
        Paragraph(text(doors.wall.removeprefix(_USUAL))),
        Paragraph(text(who(room)), above=1),
        Paragraph(text(doors.sentence, "$quiet"), above=1),
    ]


def who(room: Room) -> str:
    """How many are here."""
    count, watching = len(room.present), len(room.present) - room.voters
    here = "1 person is here" if count == 1 else f"{count} people are here"
    return f"{here}, {watching} of them observing." if watching else f"{here}."


def notes(stage: Stage, room: Room, *, safe: bool) -> list[Paragraph]:
    """The author's notes, what to ask, the advice on the last line, and the odds, all for the coach alone."""
    found: list[Paragraph] = []
    if safe:
        found.append(Paragraph(text("Notes are hidden: projector-safe.", "$quiet")))
    else:
        told = stage.notes(room.now)
        if told.notes:
            found += [Paragraph(text("Notes", "bold")), Paragraph(text(" ".join(told.notes)))]
        if told.questions:
            found.append(Paragraph(text("To ask", "bold"), above=1))
            found += [hanging(text("? ", "bold $accent"), text(question)) for question in told.questions]
    if not safe or room.advice_shown:
        found += _advice(stage, room)
    found += _seen(stage, room)
    if (waiting := _waiting(room)) and not safe:
        found.append(Paragraph(text(waiting), above=1))
    return found or [Paragraph(text("No notes for this moment.", "$quiet"))]


def _advice(stage: Stage, room: Room) -> list[Paragraph]:
    told = stage.advice(room.now)
    if told is None:
        return []
    shown = "shown to the room" if room.advice_shown else "not shown to the room"
    found = [
        Paragraph(joined(("On the last line", "bold"), (f"  {shown}", "$quiet")), above=1),
        Paragraph(joined((f"{told.symbol} {told.word}. ", VERDICT_STYLES[told.verdict]), told.why)),
    ]
    if told.rule is not None:
        sources = "; ".join(dict.fromkeys(f"{each.short} {each.point}" for each in told.rule.sources))
        found.append(Paragraph(joined((told.rule.title, "bold"), (f"  {sources}", "$quiet"))))
    if told.better is not None:
        found.append(Paragraph(joined(("Better: ", "bold"), told.better.say)))
    odds = stage.odds(room.now)
    if odds is not None and len(odds.values) > 1:
        before, after = odds.values[-2:]
        found.append(Paragraph(text(f"Chance of {odds.counted}: {percent(before)}, now {percent(after)}.", "$quiet")))
    return found


def _seen(stage: Stage, room: Room) -> list[Paragraph]:
    """What observers saw in the last line, and what was in it."""
    marks = room.marks.get((room.branch, len(room.now.entries)), frozenset())
    counts = Counter(move for seat, move in marks if not room.seats[seat].removed)
    if not counts:
        return []
    made = stage.made(room.now)
    return [
        Paragraph(text("Observers saw", "bold"), above=1),
        *(
            hanging(
                text(f"{count:>3}  "), joined(stage.move_label(move), ("  ✓", "bold $success") if move in made else "")
            )
            for move, count in counts.most_common()
        ),
    ]


def _waiting(room: Room) -> str:
    here = [each for each in room.suggestions if (each.branch, each.turn) == (room.branch, len(room.now.entries))]
    count = sum(not each.hidden for each in here)
    return (
        ""
        if not count
        else "1 suggestion from the room: u."
        if count == 1
        else f"{count} suggestions from the room: u."
    )


def taken_part(room: Room) -> str:
    """How many have voted."""
    asked = room.round
    if asked is None or room.phase not in {"open", "closed", "revealed", "discuss"}:
        return ""
    hands = sum(asked.hands.values())
    counted = f" and {hands} hands" if hands else ""
    return f"{len(asked.votes)} of {room.voters}{counted}"


def clock(room: Room, now: float) -> str:
    """What is left of the timer."""
    asked = room.round
    if asked is None or not asked.until or room.phase != "open":
        return ""
    left = max(round(asked.until - now), 0)
    return f"◷ {left // 60}:{left % 60:02}"


def title(room: Room, *, safe: bool, over: bool = False, about: str = "") -> tuple[str, ...]:
    """What stands beside the title: as much as there is room for, the longest first.

    *over*: the talk has come to its end. *about*: what is guessed of the boss.
    """
    here = f"{len(room.present)} here"
    phase = "the talk is over" if over and room.phase == "decided" else PHASES[room.phase]
    mode = MODES[room.mode] + (f" ({about})" if about and room.mode == "predict" else "")
    branch = [f"branch {room.branch + 1}"] if len(room.branches) > 1 else []
    kept = [*(["locked"] if room.locked else []), *(["projector-safe"] if safe else [])]
    told = (phase, *branch, mode, *kept, here), (phase, *branch, *kept, here), (*branch, *kept, here), (*kept, here)
    return tuple(" · ".join(each) for each in told)
