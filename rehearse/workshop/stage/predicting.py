"""What a boss might make of a line: what will happen, hidden among what this boss might as well have done."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from rehearse.engine import Unavailable, available
from rehearse.engine.chance import draw, shuffle
from rehearse.workshop.session.events import Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearse.engine import Played

About = Literal["says", "trust"]

MOST = 4
"""Answers to choose from, the true one among them."""
_SALT_ORDER, _SALT_OTHERS = 7001, 7101
_TRUST = {"trust:up": "It rises.", "trust:same": "It stays as it is.", "trust:down": "It falls."}


def boss_options(played: Played, entry: str, about: About) -> tuple[Option, ...]:
    """What can be guessed: see ``Stage.boss_options``."""
    if about == "says":
        true, others = _answer(played, entry), list(_others(played, entry))
        if true and others:
            texts = [true, *others[: MOST - 1]]
            order = shuffle(len(texts), played.seed, len(played.choices), _SALT_ORDER)
            return tuple(Option(f"says:{place}", texts[index]) for place, index in enumerate(order, 1))
    played.said(entry)  # raises where it cannot be said
    return tuple(Option(name, text) for name, text in _TRUST.items())


def came_true(played: Played, entry: str, options: Sequence[Option]) -> str:
    """Which of *options* happens once the line is said."""
    if any(option.id in _TRUST for option in options):
        index = played.story.meter("trust")
        before, after = played.now.state.meters[index], played.said(entry).now.state.meters[index]
        return "trust:up" if after > before else "trust:down" if after < before else "trust:same"
    true = _answer(played, entry)
    return next((option.id for option in options if option.text == true), "")


def _answer(played: Played, entry: str) -> str:
    """The boss's first words to a line."""
    lines = played.said(entry).now.lines
    return next((line.text for line in lines if line.speaker == "boss"), "")


def _others(played: Played, entry: str) -> Iterator[str]:
    """What this boss would say to other lines, each once: to those on offer here first, then to any other move."""
    story, state = played.story, played.now.state
    known = {_answer(played, entry)}
    turn = len(played.choices)
    here = [choice for choice in available(story, state) if choice.id != entry.partition("\t")[0]]
    for index in shuffle(len(here), played.seed, turn, _SALT_OTHERS):
        with suppress(Unavailable):
            text = _answer(played, here[index].id)
            if text and text not in known:
                known.add(text)
                yield text
    # what everybody says to anything of that kind is too often the same to be taken for this boss's own
    for index in shuffle(len(story.moves), played.seed, turn, _SALT_OTHERS + 500):
        says = story.reactions[story.moves[index]].says
        text = says[draw(played.seed, turn, _SALT_OTHERS + index) % len(says)]
        if text not in known:
            known.update(says)
            yield text
