"""Texts that are too long for a terminal of 80 by 24, by the rules of the screens.

The screens show everything at that size; what is too long for its place is cut with an ellipsis, or has to be scrolled
to. The measures stand here, each with what it comes from; the screens that cut use the same.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rehearse.model.base import DEFAULT
from rehearse.model.codes import CODES
from rehearse.model.problem import Problem
from rehearse.model.slots import fill_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rehearse.analysis.checks.parts import Place
    from rehearse.loading.library import Library
    from rehearse.model.persona import Persona
    from rehearse.model.scenario import Scenario

COLUMNS, ROWS = 80, 24
"""The smallest terminal in which all is to be seen at once."""
MARGIN = 2
"""Blank columns at either side of the talk."""
INSIDE = COLUMNS - 2 * MARGIN
CHOICE_COLUMNS = INSIDE - 4 - 1
"""What a choice's line has: its number takes four columns, and one stays blank at the right."""
CHOICES_ROWS = ROWS * 45 // 100
"""What all choices of a node have together: 45 in a hundred of the height (``talk.tcss``); more has to be scrolled."""
MOST_NUMBERED = 6
"""Choices that have a key of their own; any others are reached with the arrows."""
BOSS_COLUMNS = INSIDE - 2 - 17
"""What the boss's words have in the talk: the scroll bar takes two columns, the name beside them seventeen at most."""
BOSS_ROWS = ROWS - CHOICES_ROWS - 6
"""What is left for the talk above the choices: title, keys, rule and reply field take a row each, the mood two."""
TITLE_COLUMNS = 40
"""A meeting's title on the button that carries on with it, beside the boss's name, the day and how far it has come."""
NAME_COLUMNS = 28
"""A boss's name in the list of rehearsals, beside the day and how it ended."""
ENDING_COLUMNS = INSIDE - 13 - 2 - NAME_COLUMNS
"""An ending's title in the same list, between the day and the boss's name."""
CUE_ROWS = 2
"""What one sees of the boss has two rows above the talk."""
ROOM_FOR_WRAPPING = 14
"""Columns that wrapping a text to two rows may cost."""
CUE_COLUMNS = CUE_ROWS * INSIDE - ROOM_FOR_WRAPPING


def scenario_lengths(library: Library, scenario: Scenario) -> Iterator[Problem]:
    """What of *scenario* does not fit."""
    yield from _title(library, "scenarios", scenario.id, ("title",), scenario.title, TITLE_COLUMNS, "A title")
    for name, node in scenario.nodes.items():
        at: Place = ("nodes", name)
        texts = [((*at, "boss"), node.boss), ((*at, "again"), node.again)]
        texts += [((*at, "choices", index, "reply"), choice.reply) for index, choice in enumerate(node.choices)]
        for place, by_boss in texts:
            for key, text in (by_boss or {}).items():
                rows = rows_of(fill_sentence(text, scenario.slots), BOSS_COLUMNS)
                if rows > BOSS_ROWS:
                    message = (
                        f"At {COLUMNS} by {ROWS} this takes {rows} rows beside the boss's name; {BOSS_ROWS} are in "
                        "sight above the choices."
                    )
                    hint = "Shorten it, or let the boss say the rest at a further node."
                    yield _problem(library, "scenarios", scenario.id, (*place, key), message, hint)
        if node.title is not None:
            yield from _title(
                library, "scenarios", scenario.id, (*at, "title"), node.title, ENDING_COLUMNS, "An ending's title"
            )
        yield from _choices(library, scenario, name)


def persona_lengths(library: Library, persona: Persona) -> Iterator[Problem]:
    """What of *persona* does not fit."""
    yield from _title(library, "personas", persona.id, ("name",), persona.name, NAME_COLUMNS, "A boss's name")
    seen: list[tuple[Place, str]] = [(("moods", index, "cue"), mood.cue) for index, mood in enumerate(persona.moods)]
    for meter, cues in persona.cues.items():
        for band in ("low", "middle", "high"):
            seen += [(("cues", meter, band, index), cue) for index, cue in enumerate(getattr(cues, band))]
    for place, cue in seen:
        width = columns_of(fill_sentence(cue, {"boss.name": persona.name}))
        if width > CUE_COLUMNS:
            message = (
                f"What one sees of the boss is cut after {CUE_COLUMNS} signs at {COLUMNS} columns; this has {width}."
            )
            yield _problem(library, "personas", persona.id, place, message)


def rows_of(text: str, width: int) -> int:
    """How many rows *text* takes where it is wrapped at *width* columns."""
    rows, used = 1, 0
    for word in text.split():
        size = columns_of(word)
        if used and used + 1 + size > width:
            rows, used = rows + 1, 0
        used += size + (1 if used else 0)
        if used > width:  # a word that is longer than a row is broken
            rows += (used - 1) // width
            used = (used - 1) % width + 1
    return rows


def columns_of(text: str) -> int:
    """How many columns *text* takes on one row."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(bool(unicodedata.combining(sign)) for sign in text)


def _choices(library: Library, scenario: Scenario, name: str) -> Iterator[Problem]:
    """Choices of one node that are not all in sight."""
    choices = scenario.nodes[name].choices
    at: Place = ("nodes", name, "choices")
    if len(choices) > MOST_NUMBERED:
        message = f"There are {len(choices)} choices here; only {MOST_NUMBERED} of them have a key of their own."
        yield _problem(library, "scenarios", scenario.id, at, message, "Three or four can be weighed at a time.")
        return
    told: Mapping[str, int] = {
        boss: sum(
            rows_of(fill_sentence(choice.say.get(boss, choice.say[DEFAULT]), scenario.slots), CHOICE_COLUMNS)
            for choice in choices
        )
        for boss in dict.fromkeys([DEFAULT, *(key for choice in choices for key in choice.say)])
    }
    for boss, rows in told.items():
        if rows > CHOICES_ROWS:
            told_whom = "" if boss == DEFAULT else f" with {boss}"
            message = (
                f"At {COLUMNS} by {ROWS} the choices take {rows} rows{told_whom}; {CHOICES_ROWS} are in sight at once."
            )
            yield _problem(library, "scenarios", scenario.id, at, message, "Shorten them: one breath each is enough.")
            return


def _title(library: Library, kind: str, name: str, at: Place, text: str, most: int, what: str) -> Iterator[Problem]:
    width = columns_of(text)
    if width > most:
        message = f"{what} is cut after {most} signs at {COLUMNS} columns; this has {width}."
        yield _problem(library, kind, name, at, message)


def _problem(library: Library, kind: str, name: str, at: Place, message: str, hint: str = "") -> Problem:
    code = "does-not-fit"
    return Problem(code, CODES[code].severity, library.origins[kind, name].span(at), message, hint)
