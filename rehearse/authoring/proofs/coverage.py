"""What of the advice a meeting practises, with whom, how likely, and whether it makes a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rehearse.authoring.proofs.proof import Figure, Mark, Section, Table
from rehearse.authoring.proofs.words import WHO, begun, counted, listed, number, of_hundred, some
from rehearse.model.mix import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.analysis.audits.coverage import Practice
    from rehearse.authoring.proofs.material import Material
    from rehearse.model.advice import Card

CONSEQUENCE = 0.05
"""Worth that has to be lost by going against a card, for it to have a consequence."""
MISLEADS = 0.5
"""Worth by which the lines that follow a card may be below the others on offer, on average over the bosses whom it is
meant for. Below the others a little is no contradiction: among them are lines that follow other cards. Half a step of
the scale is more than what divides most lines on offer."""
BELOW = 0.25
"""From here on it is worth a look with whom."""
HARDLY = 0.02
"""Chance of a meeting below which a card is hardly ever met: one in fifty."""
_TITLE = "What of the advice is practised"


class _Card(NamedTuple):
    """A card, and what the meeting makes of it with each boss with whom it comes up."""

    card: Card
    found: dict[str, Practice]  # by persona

    @property
    def meant(self) -> list[Practice]:
        """With those bosses whom it is meant for; it is for all alike where it names none."""
        if not self.card.personas:
            return list(self.found.values())
        return [
            practice
            for persona, practice in self.found.items()
            if not set(self.card.personas).isdisjoint(parts_of(persona))
        ]


def coverage(material: Material) -> Section:
    """Every card and point, at the first level for which it is known."""
    level = next(
        (level for level in material.levels if all(material.audits[level, p].states for p in material.personas)), ""
    )
    if not level:
        return Section(
            "coverage", _TITLE, ("Not every state can be looked at, which it takes to tell what is practised.",)
        )
    cards = [
        _Card(
            card,
            {
                persona: practice
                for persona in material.personas
                for practice in material.audits[level, persona].cards
                if practice.card == card.id
            },
        )
        for card in material.catalogue.cards
    ]
    practised = [card for card in cards if card.found]
    points = _points(material, [card.card.id for card in practised])
    sentence = (
        f"{begun(counted(len(practised), 'card'))} of {number(len(cards))} and {number(len(points))} of"
        f" {number(len(material.library.points))} points can be practised here. A card is practised by a line that"
        " feedback would judge by it."
    )
    return Section(
        "coverage",
        _TITLE,
        (sentence,),
        (_table(material, practised),),
        tuple(_figures(level, practised, points)),
        tuple(_marks(material, level, cards, practised, points)),
    )


def _points(material: Material, cards: list[str]) -> set[str]:
    return {point for card in cards for point in material.library.cards[card].points}


def _table(material: Material, practised: list[_Card]) -> Table:
    rows: dict[str, list[str]] = {
        "cards practised": [],
        "  met in every second talk": [],
        "  can be followed": [],
        "  can be gone against": [],
        "    with a consequence": [],
        "points practised": [],
    }
    for persona in material.personas:
        own = [card.found[persona] for card in practised if persona in card.found]
        against = [practice for practice in own if practice.against > 0]
        counts = [
            len(own),
            sum(practice.met[0] >= 0.5 for practice in own),  # noqa: PLR2004  (every second)
            sum(practice.follows > 0 for practice in own),
            len(against),
            sum(practice.cost >= CONSEQUENCE for practice in against),
            len(_points(material, [practice.card for practice in own])),
        ]
        for row, count in zip(rows.values(), counts, strict=True):
            row.append(str(count))
    return Table(
        ("", *map(material.surname, material.personas)),
        tuple((label, *cells) for label, cells in rows.items()),
        f"Talks are those of {WHO['halfway']}",
    )


def _figures(level: str, practised: list[_Card], points: set[str]) -> Iterator[Figure]:
    yield Figure("coverage.cards", len(practised), "count", "", level)
    yield Figure("coverage.points", len(points), "count", "", level)
    for card in practised:
        for persona, practice in card.found.items():
            name, where = f"card.{card.card.id}", (persona, level)
            yield Figure(f"{name}.met", practice.met[0], "chance", *where, "halfway")
            yield Figure(f"{name}.met", practice.met[1], "chance", *where, "uniform")
            yield Figure(f"{name}.follows", practice.follows, "count", *where, "halfway")
            yield Figure(f"{name}.against", practice.against, "count", *where, "halfway")
            yield Figure(f"{name}.gain", practice.gain, "worth", *where, "halfway")
            yield Figure(f"{name}.cost", practice.cost, "worth", *where, "halfway")


def _marks(
    material: Material, level: str, cards: list[_Card], practised: list[_Card], points: set[str]
) -> Iterator[Mark]:
    misleading = False
    for card in practised:
        following = [practice.gain for practice in card.meant if practice.follows > 0]
        mean = sum(following) / len(following) if following else 0.0
        if mean < -MISLEADS:
            misleading = True
            yield _misleads(material, level, card, mean)
        worst = min((persona for persona in card.found), key=lambda persona: card.found[persona].gain)
        if card.found[worst].gain < -BELOW and mean >= -MISLEADS:
            yield Mark(
                "card-followers-below",
                "noted",
                f"'{card.card.title}': with {material.name(worst)} the lines that follow it are worth"
                f" {-card.found[worst].gain:.2f} less than the others on offer.",
                f"Noted above {BELOW}; failing above {MISLEADS} on average over the bosses whom the card is meant for.",
                "Nothing is to be done where better advice is on offer there, or the card does not suit this boss.",
                card.found[worst].gain,
                -BELOW,
                worst,
                level,
            )
    if not misleading:
        yield Mark(
            "cards-hold",
            "passed",
            "Whoever follows a card does not do markedly worse than with the other lines on offer.",
            f"Followers may be {MISLEADS} below the others, on average over the bosses whom a card is meant for.",
            level=level,
        )
    free = [
        card
        for card in practised
        if any(practice.against > 0 for practice in card.found.values())
        and all(practice.cost < CONSEQUENCE for practice in card.found.values() if practice.against > 0)
    ]
    for card in free:
        most = max(practice.cost for practice in card.found.values())
        yield Mark(
            "card-without-consequence",
            "noted",
            f"'{card.card.title}' can be gone against, and that costs nothing with any boss: {most:.2f} at most.",
            f"A line against a card should cost {CONSEQUENCE} of worth at least, with some boss.",
            "Let the boss react to it, or let the talk go another way.",
            most,
            CONSEQUENCE,
            level=level,
        )
    hardly = [card.card.title for card in practised if max(one.met[0] for one in card.found.values()) < HARDLY]
    if hardly:
        yield Mark(
            "card-hardly-met",
            "noted",
            f"Fewer than {of_hundred(HARDLY)} talks of {WHO['halfway']} come to a line of {some(_quoted(hardly))}.",
            "A card is hardly practised where one meeting in fifty comes to it, with every boss.",
            "Lead more ways to the nodes where it comes up, or leave it to another scenario.",
            float(len(hardly)),
            0.0,
            level=level,
        )
    for persona in material.personas:
        missing = [
            card.card.title
            for card in cards
            if not set(card.card.personas).isdisjoint(parts_of(persona)) and persona not in card.found
        ]
        if missing:
            yield Mark(
                "card-for-boss-missing",
                "noted",
                f"{begun(counted(len(missing), 'card'))} meant for {material.name(persona)} cannot be practised here:"
                f" {some(_quoted(missing), 4)}.",
                "Noted for every card that names a boss whom it matters most with.",
                "No scenario has to practise every card.",
                float(len(missing)),
                0.0,
                persona,
                level,
            )
    rest = sorted(set(material.library.points) - points)
    if rest:
        yield Mark(
            "points-left-out",
            "noted",
            f"{begun(counted(len(rest), 'point'))} of the articles cannot be practised here: {some(rest, 8)}.",
            "Noted so that scenarios can share them out; no scenario has to practise all.",
            "",
            float(len(rest)),
            0.0,
            level=level,
        )


def _misleads(material: Material, level: str, card: _Card, mean: float) -> Mark:
    place = next(iter(_following(material, card)), None)
    key = material.key(place) if place is not None else ""
    bosses = [material.name(practice) for practice in card.found]
    return Mark(
        "card-misleads",
        "failing",
        f"Whoever follows '{card.card.title}' does worse: the lines that follow it are worth {-mean:.2f} less than the"
        f" others on offer, on average with {listed(bosses)}.",
        f"At most {MISLEADS} less, on average over the bosses whom the card is meant for.",
        f"Mend what follows on such a line{f', as {key!r},' if key else ''} or give it another move.",
        mean,
        -MISLEADS,
        level=level,
        node=key.partition(".")[0],
        choice=key.partition(".")[2],
        span=material.span_of_line(place) if place is not None else None,
    )


def _following(material: Material, card: _Card) -> list[int]:
    story = next(iter(material.stories.values()))
    return [
        choice.index
        for choice in story.choices
        if card.card.id in choice.cards or not set(choice.moves).isdisjoint(card.card.recommends)
    ]


def _quoted(titles: list[str]) -> list[str]:
    return [f"'{title}'" for title in titles]
