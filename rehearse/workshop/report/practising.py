"""What people practised by themselves, for a session's report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rehearse.coaching.feedback.judging import feedback
from rehearse.coaching.report.markdown import ENDING_WORDS
from rehearse.workshop.report.values import Alone, AlonePerson, AlonePlace
from rehearse.workshop.report.withheld import breakdown, graded, people
from rehearse.workshop.session.room import Alone as Own
from rehearse.workshop.texts import WORDS, clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rehearse.coaching.feedback.values import Verdict
    from rehearse.engine import Choice, Played
    from rehearse.workshop.session.room import Room
    from rehearse.workshop.stage import Stage

UNFINISHED = "unfinished"
OWN_WORDS = "="
"""What all lines count as that were not on offer; whose words they were and what they said is nobody's business."""
ELSE = "Something else, in their own words"
KINDS = {
    "agreed": "yes",
    "trial": "yes",
    "partial": "yes",
    "deferred": "not-yet-or-no",
    "refused": "not-yet-or-no",
    "ruptured": "ruptured",
    UNFINISHED: UNFINISHED,
}
"""Types of endings together, where each by itself would tell of too few people."""
WHETHER = KINDS | {"deferred": "no-yes", "refused": "no-yes", "ruptured": "no-yes"}
"""The same, coarser still."""
KIND_WORDS = ENDING_WORDS | {
    "yes": "A yes, or a part of it, or a trial",
    "not-yet-or-no": "Put off or refused",
    "no-yes": "Put off, refused or broken off",
}
"""Each type of ending and each group of types, as people read it, best first."""
VERDICTS: tuple[Verdict, ...] = ("strong", "fair", "weak", "costly", "unread")


class Practised(NamedTuple):
    """Somebody's last rehearsal in which something was said."""

    seat: int
    played: Played
    ended: str  # an ending's type
    verdicts: Counter[str]
    rehearsals: int  # with that one


def practised(room: Room, stage: Stage) -> tuple[Practised, ...]:
    """Everybody's, without those whose name was taken off."""
    found = []
    for seat, own in sorted(room.alone.items()):
        attempts = [*own.earlier, (own.seed, own.entries)]
        said = [attempt for attempt in attempts if attempt[1]]
        if said and not room.seats[seat].removed:
            seed, entries = said[-1]
            played = stage.alone(Own(1, seed, entries))
            ended = stage.ended(played)
            verdicts = Counter(
                feedback(stage.catalogue, played, turn).verdict for turn in range(1, len(played.choices) + 1)
            )
            found.append(Practised(seat, played, ended.kind if ended else UNFINISHED, Counter(verdicts), len(said)))
    return tuple(found)


def alone_of(room: Room, stage: Stage, names: Mapping[int, str]) -> Alone | None:
    """What all of them did together; *names* by seat, none in an anonymous session.

    Of an anonymous session that still runs it is only told that there will be something: who had two reports of it
    could take one from the other, and would know of single people.
    """
    each = practised(room, stage)
    if not each:
        return None
    anonymous = room.began.anonymous
    if anonymous and room.phase != "ended":
        return Alone(None, None, None, (), (), (), (), later=True)
    many = people(len(each), anonymous=anonymous) is not None
    ended = Counter(one.ended for one in each)
    ends = {node.ending.kind for node in stage.story.nodes if node.ending} | {UNFINISHED}
    counts = {kind: ended[kind] for kind in ENDING_WORDS if kind in ends}
    shown = graded(counts, (KINDS, WHETHER), anonymous=anonymous)
    verdicts = sum((one.verdicts for one in each), Counter[str]())
    lines = verdicts.total()
    return Alone(
        people(len(each), anonymous=anonymous),
        sum(one.rehearsals for one in each) if many else None,
        lines if many else None,
        tuple((kind, KIND_WORDS[kind], count) for kind, count in shown.items()),
        _places(each, stage, anonymous=anonymous),
        tuple((verdict, verdicts[verdict] / lines) for verdict in VERDICTS if verdicts[verdict])
        if many and lines
        else (),
        tuple(sorted((_person(one, names[one.seat]) for one in each if one.seat in names), key=lambda one: one.name)),
    )


def _person(one: Practised, name: str) -> AlonePerson:
    verdicts: dict[str, int] = {verdict: one.verdicts[verdict] for verdict in VERDICTS if one.verdicts[verdict]}
    return AlonePerson(name, one.rehearsals, ENDING_WORDS[one.ended], len(one.played.choices), verdicts)


def line_of(choice: Choice) -> str:
    """What a line counts as: the choice as which it was taken, or own words that were none of them."""
    return OWN_WORDS if choice.off_script else choice.id


def first_lines(played: Played) -> dict[int, Choice]:
    """What somebody said first at each point of the talk that they came to, by the node's index."""
    found: dict[int, Choice] = {}
    for choice in played.choices:
        found.setdefault(choice.node, choice)
    return found


def place_counts(each: Sequence[Practised]) -> dict[int, Counter[str]]:
    """How many said each line first, by the node's index: the point that most came to first."""
    found: dict[int, Counter[str]] = {}
    for one in each:
        for node, choice in first_lines(one.played).items():
            found.setdefault(node, Counter())[line_of(choice)] += 1
    return dict(sorted(found.items(), key=lambda item: -item[1].total()))


def _places(each: Sequence[Practised], stage: Stage, *, anonymous: bool) -> tuple[AlonePlace, ...]:
    told = []
    for index, counts in place_counts(each).items():
        node = stage.story.nodes[index]
        reached = people(counts.total(), anonymous=anonymous)
        if reached is None:
            continue  # fewer than five came here: not even that is told
        texts = {choice.id: clean(choice.say, WORDS) for choice in node.choices} | {OWN_WORDS: ELSE}
        # lines that nobody said are counted too: a part that is withheld may then be one of nobody
        shown = breakdown({line: counts[line] for line in texts}, anonymous=anonymous)
        lines = tuple((line, texts[line], count) for line, count in shown.items())
        told.append(AlonePlace(node.id, node.boss, reached, lines))
    return tuple(told)
