"""Whether the best line can be told without understanding the talk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rehearse.authoring.proofs.cues import CODE_OF, CUES
from rehearse.authoring.proofs.proof import Figure, Mark, Section, Table
from rehearse.authoring.proofs.words import begun, good, listed, of_hundred, percent, worth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.analysis.audits.giveaways import CueScore
    from rehearse.authoring.proofs.material import Material
    from rehearse.authoring.proofs.proof import Verdict

HITS = 0.15
"""How much more often than any line a cue's line may be the best one. On the shipped meetings, cues that are drawn by
lot, and so mean nothing, are off by 0.09 (one standard deviation): about one in twenty of those would be marked."""
GAIN = 1.0
"""How much more than saying anything it may be worth to go by a cue and nothing else: one step of the scale of endings,
as from deferred to partial. Cues drawn by lot are off by 0.9 (one standard deviation)."""
GOOD_GAIN = 0.10
"""And how much likelier a trial or better may become. Hardly any cue drawn by lot brings as much."""
RULE = (
    f"A cue may pick the best line at most {round(HITS * 100)} times of 100 more often than any line does, be worth at"
    f" most {GAIN:g} more than saying anything, and bring a trial or better at most {round(GOOD_GAIN * 100)} times of"
    " 100 more often."
)
_PLACES = 3
_REMEDY = {
    "longest": "shorten the best line, or let another say as much",
    "shortest": "let the best line say a little more, or another less",
    "first": "write the best line in another place",
    "last": "write the best line in another place",
    "polite": "let another line be as courteous, or the best one plainer",
    "blunt": "let the best line be as courteous as the others",
    "hedged": "let the best line be said as plainly as the others",
    "plain": "let another line be said as plainly as the best one",
    "card": "let another line name its card too: the one that warns against it, or a second way to do well",
    "recommended": "give another line a move that a card recommends, so that there is something to weigh",
}


class _Against(NamedTuple):
    """One cue with one boss, against saying anything."""

    level: str
    persona: str
    score: CueScore
    hits: float
    gain: float
    good: float

    @property
    def over(self) -> float:
        """How far beyond the margins it is, as a share of them: above 1 it gives lines away."""
        return max(self.hits / HITS, self.gain / GAIN, self.good / GOOD_GAIN)


def giveaways(material: Material) -> Section:
    """Every cue with every boss."""
    found = {cue: list(_against(material, cue)) for cue in CUES}
    failing = [cue for cue, listed_ in found.items() if max(one.over for one in listed_) > 1]
    first = (
        "Nobody who goes by looks alone does much better than by saying anything: the best line cannot be told by its"
        " length, its place, its tone, or by a card."
        if not failing
        else f"The best line gives itself away: {listed([f'it is too often {CUES[cue]}' for cue in failing])}."
    )
    place = (
        "On the screen lines are shuffled, so their place as written helps nobody there; it does on paper, and it tells"
        " what an author does out of habit."
    )
    return Section(
        "giveaways",
        "Whether lines give themselves away",
        (first, place),
        tuple(table for level in material.levels for table in _tables(material, level)),
        tuple(_figures(found)),
        tuple(mark for cue, listed_ in found.items() for mark in _marks(material, cue, listed_)),
    )


def _against(material: Material, cue: str) -> Iterator[_Against]:
    for (level, persona), audit in material.audits.items():
        usual = audit.odds("uniform")
        score = next(score for score in audit.cues if score.cue == cue)
        yield _Against(
            level,
            persona,
            score,
            score.learning.hits - score.learning.by_chance,
            worth(score.odds) - worth(usual),
            good(score.odds) - good(usual),
        )


def _tables(material: Material, level: str) -> Iterator[Table]:
    audits = [material.audits[level, persona] for persona in material.personas]
    columns = ("", *map(material.surname, material.personas))
    cues = [{score.cue: score for score in audit.cues} for audit in audits]
    if all(audit.states for audit in audits):
        rows = [("any line", *(percent(scores["first"].learning.by_chance) for scores in cues))]
        rows += [(CUES[cue], *(percent(scores[cue].learning.hits) for scores in cues)) for cue in CUES]
        yield Table(columns, tuple(rows), f"How often this is the best line, {level}")
    rows = [("any line", *(f"{worth(audit.odds('uniform')):.2f}" for audit in audits))]
    rows += [(CUES[cue], *(f"{worth(scores[cue].odds):.2f}" for scores in cues)) for cue in CUES]
    yield Table(columns, tuple(rows), f"What the ending is worth (0 to 5) to who always says this, {level}")


def _figures(found: dict[str, list[_Against]]) -> Iterator[Figure]:
    for cue, listed_ in found.items():
        for one in listed_:
            where = (one.persona, one.level, cue)
            yield Figure("giveaway.hits", one.score.learning.hits, "chance", *where)
            yield Figure("giveaway.chance", one.score.learning.by_chance, "chance", *where)
            yield Figure("giveaway.perfect.hits", one.score.perfect.hits, "chance", *where)
            yield Figure("giveaway.perfect.chance", one.score.perfect.by_chance, "chance", *where)
            yield Figure("giveaway.worth", worth(one.score.odds), "worth", *where)
            yield Figure("giveaway.good", good(one.score.odds), "chance", *where)


def _marks(material: Material, cue: str, found: list[_Against]) -> Iterator[Mark]:
    """One mark for the boss with whom the cue tells most; where it fails, also the nodes to begin at."""
    worst = max(found, key=lambda one: one.over)
    fails = worst.over > 1
    audit = material.audits[worst.level, worst.persona]
    chance = worth(audit.odds("uniform"))
    hits = (
        f"is the best one in {of_hundred(worst.score.learning.hits)} decisions that matter, any line in"
        f" {of_hundred(worst.score.learning.by_chance)}; "
        if audit.states
        else ""
    )
    gained = worth(worst.score.odds)
    sentence = (
        f"With {material.name(worst.persona)} {CUES[cue]} {hits}the ending is worth {gained:.2f} to who always says it,"
        f" {chance:.2f} to who says anything."
    )
    places = [place for place in worst.score.places if place.hits > place.by_chance][:_PLACES] if fails else []
    names = listed([f"'{material.node(place.node)}'" for place in places])
    yield Mark(
        CODE_OF[cue],
        "failing" if fails else "passed",
        begun(sentence),
        RULE,
        f"Begin where it tells most, at {names}: {_REMEDY[cue]}."
        if places
        else f"{begun(_REMEDY[cue])}."
        if fails
        else "",
        worst.hits if audit.states else worst.gain,
        HITS if audit.states else GAIN,
        worst.persona,
        worst.level,
        node=material.node(places[0].node) if places else "",
        span=material.span_of_node(places[0].node) if places else None,
    )
    verdict: Verdict = "noted"
    for place in places:
        best = _best_lines(material, worst, place.node)
        yield Mark(
            f"{CODE_OF[cue]}-here",
            verdict,
            f"At '{material.node(place.node)}' {CUES[cue]} is the best one in {of_hundred(place.hits)} of the times"
            f" with {material.name(worst.persona)}, any line in {of_hundred(place.by_chance)}.",
            RULE,
            f"Here {_REMEDY[cue]}: the best one is mostly '{material.key(best)}'." if best is not None else "",
            place.hits - place.by_chance,
            HITS,
            worst.persona,
            worst.level,
            node=material.node(place.node),
            choice=material.key(best).partition(".")[2] if best is not None else "",
            span=material.span_of_line(best) if best is not None else material.span_of_node(place.node),
        )


def _best_lines(material: Material, one: _Against, node: int) -> int | None:
    """The line that is the best one most often at a node."""
    times: dict[int, float] = {}
    for decision in material.audits[one.level, one.persona].decisions:
        if decision.node == node:
            for choice, share in zip(decision.offered, decision.best, strict=True):
                times[choice] = times.get(choice, 0.0) + decision.times * share
    return max(times, key=times.__getitem__, default=None)
