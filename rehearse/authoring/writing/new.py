"""New content: a small file that works, is commented, and can be played at once."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Literal

from rehearse.authoring.workplace import pack_around
from rehearse.authoring.writing.schemas import modelines
from rehearse.loading.yaml_reader import strip_controls
from rehearse.loading.yaml_text import quoted, scalar
from rehearse.model.naming import id_of
from rehearse.store.places import is_pack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.loading.library import Library

Kind = Literal["scenario", "persona", "card", "pack"]

LONGEST_TITLE = 60
LONGEST_NAME = 40
LONGEST_ASK = 90
LONGEST_ID = 80
"""Signs that each may have."""
FIRST_SCENARIO = "first-meeting"
"""The meeting that a new pack begins with."""
RESERVED: Mapping[str, tuple[str, ...]] = {"persona": ("default", "all", "creative")}
"""What no persona can be called: `default` and `all` stand for every boss, `creative` for a kind that cards name."""
USUAL_MOVE = "propose-a-trial"


class NotMade(ValueError):
    """Nothing was made: a sentence that says why, and what would do."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to write, which is not there yet."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """The pack that something new goes into."""

    pack: Path
    is_new: bool
    """Whether the folder is no pack yet, and becomes one."""


def place_for(into: Path | None) -> Place:
    """Where something new goes: *into* if it is given, else the pack around the current folder, else that folder."""
    if into is not None:
        return Place(into, is_new=not is_pack(into))
    here = Path.cwd()
    around = pack_around(here)
    return Place(around or here, is_new=around is None)


def new_id(kind: Kind, name: str, taken: Mapping[str, object] | None = None) -> str:
    """*name* as an id that is free. Raises ``NotMade`` with a sentence, and with a name that would do."""
    made = id_of(name)
    if made != name:
        hint = f" Try: rehearse new {kind} {made}" if made else ""
        shown = strip_controls(name)[:LONGEST_TITLE]
        message = f"'{shown}' is no id: lower-case letters and digits, words joined by hyphens.{hint}"
        raise NotMade(message)
    if name in RESERVED.get(kind, ()):
        message = f"'{name}' has a meaning of its own in texts and tests; nothing was written. Choose another name."
        raise NotMade(message)
    if name in (taken or {}):
        article = "a" if kind != "card" else "an advice"
        message = f"There is {article} {kind} '{name}' already; nothing was written. Choose another name."
        raise NotMade(message)
    return name


def title_of(name: str) -> str:
    """An id as a title: ``ask-for-a-raise`` becomes ``Ask for a raise``."""
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]


def new_scenario(name: str, place: Place, *, title: str, asks: str) -> NewFile:
    """A small meeting in which the person asks for *asks*, a phrase that goes on from "I would like"."""
    path = place.pack / "scenarios" / f"{name}.yaml"
    asked = _plain("What is asked for", asks, LONGEST_ASK).rstrip(".!")
    text = _filled(
        "scenario.yaml",
        id=name,
        title=scalar(_plain("The title", title, LONGEST_TITLE), "  "),
        summary=_said(f"You have asked your boss for a quarter of an hour. You would like {asked}.", "  "),
        asks_whole=_said(f"You would like {asked}.", "  "),
        asks_said=_said(f"Yes, about one thing, and I'll say it straight away. I would like {asked}.", " " * 10),
    )
    return NewFile(path, modelines(path, place.pack, "scenario") + text)


def new_persona(name: str, place: Place, *, title: str, boss: str, pronoun: str) -> NewFile:
    """A whole boss, who plays with every meeting."""
    path = place.pack / "personas" / f"{name}.yaml"
    text = _filled(
        "persona.yaml",
        id=name,
        title=scalar(_plain("The title", title, LONGEST_TITLE), "  "),
        name=scalar(_plain("The name", boss, LONGEST_NAME), "  "),
        pronoun=pronoun,
    )
    return NewFile(path, modelines(path, place.pack, "persona") + text)


def new_card(name: str, place: Place, library: Library, *, title: str, move: str, point: str = "") -> NewFile:
    """An advice card that recommends *move*; it stands on *point*, else on what the first such card stands on.

    Raises ``NotMade`` where the move or the point is not there.
    """
    from rehearse.loading.library import unknown_id  # noqa: PLC0415

    if move not in library.moves:
        raise NotMade(unknown_id(move, library.moves, "move"))
    if point and point not in library.points:
        raise NotMade(unknown_id(point, library.points, "point"))
    alike = next((card.points for card in library.cards.values() if move in card.recommends), tuple(library.points))
    if not point and not alike:
        message = "There is no point that a card could stand on."
        raise NotMade(message)
    path = place.pack / "advice" / "cards" / f"{name}.yaml"
    text = _filled(
        "card.yaml",
        id=name,
        title=scalar(_plain("The title", title, LONGEST_TITLE), "    "),
        move=move,
        stage=library.moves[move].stage,
        point=point or alike[0],
        example=quoted(library.moves[move].examples[0]),
    )
    return NewFile(path, modelines(path, place.pack, "cards") + text)


def new_pack(name: str, folder: Path, *, title: str, author: str, meeting: bool = True) -> tuple[NewFile, ...]:
    """The files of a pack in a folder *name* below *folder*: a manifest, a read-me, and a *meeting* with its tests."""
    pack = folder / name
    place = Place(pack, is_new=True)
    title = _plain("The title", title, LONGEST_TITLE)
    author = quoted(_plain("The author", author, LONGEST_NAME))
    scenario = f"{name}-{FIRST_SCENARIO}"[:LONGEST_ID].strip("-")
    manifest = pack / "pack.yaml"
    tests = pack / "scenarios" / f"{scenario}.tests.yaml"
    common = (
        NewFile(
            manifest,
            modelines(manifest, pack, "pack") + _filled("pack.yaml", id=name, title=scalar(title, "  "), author=author),
        ),
        NewFile(pack / ".vscode" / "extensions.json", '{"recommendations": ["redhat.vscode-yaml"]}\n'),
        NewFile(
            pack / "README.md",
            _filled(
                "readme.md", title=title, play=f"{scenario} --boss sociable" if meeting else "SCENARIO --boss BOSS"
            ),
        ),
    )
    if not meeting:
        return common
    return (
        *common,
        new_scenario(scenario, place, title=f"{title[:40]}: a first meeting", asks="one day a week at home"),
        NewFile(tests, modelines(tests, pack, "tests") + _filled("tests.yaml")),
    )


def _filled(template: str, **values: str) -> str:
    text = files("rehearse.authoring.writing").joinpath("templates", template).read_text(encoding="utf-8")
    return Template(text).substitute(values)


def _plain(what: str, text: str, longest: int) -> str:
    """*text* on one line. Raises ``NotMade`` where it is too long or empty."""
    said = " ".join(strip_controls(text).split())
    if not said:
        message = f"{what} is empty; nothing was written."
        raise NotMade(message)
    if len(said) > longest:
        message = f"{what} may have {longest} characters at most, and has {len(said)}; nothing was written."
        raise NotMade(message)
    return said


def _said(text: str, indent: str) -> str:
    """A text in which slots might stand, as YAML: braces written so that they are shown."""
    return scalar(text.replace("{", "{{").replace("}", "}}"), indent)
