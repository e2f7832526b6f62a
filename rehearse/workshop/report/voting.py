"""One vote of a session for its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.workshop.report.values import Asked, Line
from rehearse.workshop.report.withheld import breakdown, people
from rehearse.workshop.session.room import letter
from rehearse.workshop.texts import WORDS, clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rehearse.workshop.report.values import Tally
    from rehearse.workshop.report.withheld import Count
    from rehearse.workshop.session.room import Room, Round

_FREE = frozenset({"lobby", "decided", "ended"})


def asked_of(
    held: Round,
    room: Room,
    *,
    question: str,
    said: str,
    chances: Mapping[str, float],
    names: Mapping[int, str],
    voters: int,
) -> Asked:
    """A vote as it may be told. *said*: the line that was said then; *names* by seat, none in an anonymous session."""
    anonymous = room.began.anonymous
    tally = held.tally()
    told = _tally(held, anonymous=anonymous)
    shown: Mapping[str, Count] = dict.fromkeys(tally)
    if told == "told":
        shown = breakdown(tally, anonymous=anonymous, revealed=held.revealed)
    elif told == "none":
        shown = tally
    phones, hands = _apart(held, anonymous=anonymous)
    is_line = held.question == "line"
    return Asked(
        held.number,
        held.question,
        question or "A question about the boss",
        tuple(
            Line(
                option.id,
                letter(place),
                clean(option.text, WORDS),
                shown[option.id],
                told == "told" and shown[option.id] is not None and option.id in held.leading(),
                option.id == held.decided,
                is_line and option.id == said,
                chances.get(option.id) if is_line else None,
            )
            for place, option in enumerate(held.options)
        ),
        told,
        people(held.taken_part, anonymous=anonymous),
        phones,
        hands,
        people(voters, anonymous=anonymous),
        _how(held, room, said) if told != "few" else _how_few(held),
        held is room.round and not held.decided and room.phase not in _FREE,
        _by_name(held, names) if told != "hidden" else None,
    )


def not_asked(offered: Sequence[tuple[str, str]], said: str, chances: Mapping[str, float]) -> Asked:
    """The lines that could be said where there was no vote."""
    lines = tuple(
        Line(name, letter(place), clean(text, WORDS), said=name == said, chance=chances.get(name))
        for place, (name, text) in enumerate(offered)
    )
    how = "It was the only line left." if len(lines) == 1 else "The coach had a line said without a vote."
    return Asked(0, "line", "What could be said:", lines, "none", 0, 0, 0, 0, how)


def _tally(held: Round, *, anonymous: bool) -> Tally:
    if not (held.revealed or held.decided):
        return "hidden"
    if not held.taken_part:
        return "none"
    return "few" if people(held.taken_part, anonymous=anonymous) is None else "told"


def _apart(held: Round, *, anonymous: bool) -> tuple[Count, Count]:
    """Phones and hands, where neither tells of a few."""
    phones, hands = len(held.votes), sum(held.hands.values())
    told = people(phones, anonymous=anonymous), people(hands, anonymous=anonymous)
    return told if None not in told else (None, None)


def _by_name(held: Round, names: Mapping[int, str]) -> dict[str, str] | None:
    return {names[seat]: option for seat, option in held.votes.items() if seat in names} if names else None


def _how(held: Round, room: Room, said: str) -> str:
    """How it was decided, as a sentence."""
    if not held.decided:
        return _undecided(held, room, said)
    if held.question == "boss":
        return "The answer came; the guesses were held against it."
    leading = held.leading()
    if held.by == "vote":
        return "The vote decided."
    if held.by == "tie-rule":
        rule = "the line that stood first was taken" if room.tie == "first" else "chance decided"
        return f"It was a tie: {rule}."
    if not leading:
        return "Nobody voted: the coach decided."
    if held.decided in leading:
        return "It was a tie: the coach decided."
    return "The coach decided for another line than the one that led."


def _how_few(held: Round) -> str:
    """The same where fewer than five voted: that it was a tie would already tell how."""
    return {"vote": "The vote decided.", "coach": "The coach decided."}.get(held.by, "It was decided.")


def _undecided(held: Round, room: Room, said: str) -> str:
    if said:
        return "It was not decided: the coach had a line said in its place."
    if held is room.round and room.phase == "open":
        return "The vote is going on."
    return "It was not decided." if room.phase == "ended" or held is not room.round else "It is not decided yet."
