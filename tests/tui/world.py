"""A small meeting with a plain boss, and the same with strange texts, as a pack beside what is shipped."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.loading.library import load_library
from rehearse.store.journal import Journal
from rehearse.store.session import Session
from rehearse.tui.app import RehearseApp
from rehearse.tui.debrief.screen import DebriefScreen
from rehearse.tui.home.shelf import Shelf
from tests.tui.settling import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.screen import Screen

    from rehearse.loading.library import Library
    from rehearse.tui.answers import Start

STRANGE = "[/x] [@click=app.quit]x[/] [red]not red[/red] \\[b] {{sighs}} *stars* `code` " + "long" * 60
"""What an author may write that looks like markup, with a word longer than any row."""
PREFIX = "[/x] [@click=app.quit]x[/]"
WEST, BOSS = "west-window", "plain-boss"
UNSPEAKABLE = "\u202eturned\u202c \u2066here\u2069 \u200bunseen \x1b[31mred\x1b]0;owned\x07 \x9b2J"
"""Signs that should never reach the terminal; YAML lets them in when they are written as escapes."""


def make_pack(folder: Path, *, strange: bool = False, choices: int = 4) -> Path:
    """Write the pack: *strange* puts markup and worse into every text of the meeting and the boss."""
    mark = f"{STRANGE} {UNSPEAKABLE}" if strange else ""

    def words(text: str) -> str:
        return f"{text} {mark}".strip()

    files = {f"scenarios/{WEST}.yaml": _scenario(words, choices), f"personas/{BOSS}.yaml": _persona(words)}
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data), encoding="utf-8")  # which is YAML as well
    return folder


def _scenario(words: Any, choices: int) -> dict[str, Any]:
    def line(name: str, say: str, move: str, goto: str, **more: Any) -> dict[str, Any]:
        return {"id": name, "say": words(say), "move": move, "goto": goto, **more}

    further = [
        line(f"further-{number}", f"Further line {number}.", "buy-time", "second", repeat=True)
        for number in range(5, choices + 1)
    ]
    return {
        "id": WEST,
        "title": words("The seat by the west window"),
        "summary": words("A meeting for tests."),
        "you": words("You sit by the west window."),
        "scene": words("A small room, late on a Thursday."),
        "asks": words("To keep the seat."),
        "start": "first",
        "nodes": {
            "first": {
                "phase": "opening",
                "boss": words("You wanted a word."),
                "choices": [
                    line("ask", "What is behind the move?", "ask-for-the-reason", "second"),
                    line("agree", "Never mind. I agree.", "agree-at-once", "second"),
                    line("accuse", "You never listen to anybody.", "accuse", "second", effects={"trust": -3}),
                    line("frame", "I would like to talk about the seat.", "set-the-frame", "second"),
                    *further,
                ],
            },
            "second": {
                "phase": "concerns",
                "boss": words("The floor is full, as you know."),
                "choices": [
                    line("hear", "A full floor is hard on you.", "acknowledge-their-worry", "third"),
                    line("refuse", "I shall stay where I am.", "refuse-flatly", "third"),
                    line("trial", "Shall we try it for six weeks?", "propose-a-trial", "third"),
                ],
            },
            "third": {
                "phase": "proposal",
                "boss": words("What do you want, then?"),
                "choices": [
                    line("clear", "The seat, for six weeks, and then we look.", "make-a-clear-ask", "kept"),
                    line("leave", "Then I shall have to look elsewhere.", "threaten-to-leave", "lost"),
                    line("vague", "Something that suits us both, perhaps.", "ask-vaguely", "lost"),
                ],
            },
            "kept": {
                "phase": "proposal",
                "ending": "trial",
                "title": words("Six weeks by the window"),
                "boss": words("Six weeks, then."),
                "summary": words("You keep the seat for six weeks."),
                "next_talk": True,
            },
            "lost": {
                "phase": "proposal",
                "ending": "refused",
                "title": words("The seat is gone"),
                "boss": words("No."),
                "summary": words("You move on Monday."),
            },
        },
    }


def _persona(words: Any) -> dict[str, Any]:
    def reaction(**effects: Any) -> dict[str, Any]:
        return {"effects": effects, "says": [words("I see."), words("So.")], "thinks": words("We shall see.")}

    kinds = ("nothing_left", "not_following", "impatience", "thaw", "yes", "trial", "partial", "later", "no", "rupture")
    two = [words("One way."), words("Another way.")]
    return {
        "id": BOSS,
        "title": words("The one for tests"),
        "name": f"{PREFIX} Pat Plain" if words("") else "Pat Plain",
        "role": words("Head of Seats"),
        "pronoun": "they",
        "about": words("Keeps a plan of the floor."),
        "talks": words("Plainly."),
        "signs": [words("Counts desks."), words("Owns a tape measure."), words("Knows every plant.")],
        "start": {"trust": 5, "patience": 6},
        "concerns": [
            {"id": "room", "label": words("Room for everybody"), "about": words("There are more people than desks.")},
            {"id": "fair", "label": words("Being called unfair"), "about": words("It happened once."), "deep": True},
        ],
        "moods": [{"id": "usual", "cue": words("A plan of the floor lies on the table.")}],
        "cues": {
            meter: {band: [words(f"Looks {band}."), words(f"Seems {band}.")] for band in ("low", "middle", "high")}
            for meter in ("trust", "patience")
        },
        "reactions": {
            "ask-for-the-reason": reaction(trust=1, surface="room"),
            "acknowledge-their-worry": reaction(trust=1, acknowledge="current"),
            "accuse": reaction(trust=-2, patience=-2),
            "threaten-to-leave": reaction(trust=-2, patience=-2),
        },
        "general": {"helps": reaction(trust=1), "depends": reaction(), "hurts": reaction(trust=-1, patience=-1)},
        "lines": {"objection": {"room": two, "fair": two}, **dict.fromkeys(kinds, two)},
    }


def begin(
    library: Library, *, feedback: str = "later", seed: int = 1, scenario: str = WEST, persona: str = BOSS
) -> Session:
    """A rehearsal of the small meeting, in a journal in the test's own folder."""
    return Session.begin(
        library, Journal.open(), scenario=scenario, persona=persona, level="everyday", seed=seed, feedback=feedback
    )


def library_of(folder: Path) -> Library:
    """What is shipped, and the pack in *folder*, free of errors."""
    library = load_library((folder,))
    assert not library.errors
    return library


def program(library: Library, start: Start | None = None) -> RehearseApp:
    """The program with what has been loaded already, so that a test need not wait for it."""
    return RehearseApp(start=start, read=lambda _: Shelf(library, Catalogue(library), Journal.open()))


def rehearsed(library: Library, *choices: str) -> str:
    """Rehearse the small meeting as far as *choices* go; its id in the journal."""
    session = begin(library)
    for choice in choices:
        session.say(choice)
    session.journal.close()
    return session.record.id


async def opened(pilot: Pilot[str], screen: Screen[Any], answers: list[object] | None = None) -> None:
    """Open *screen* once the content is there; its answer is added to *answers*."""
    await until(pilot, lambda: pilot.app.shelf is not None)  # type: ignore[attr-defined]
    pilot.app.push_screen(screen, None if answers is None else answers.append)
    await until(pilot, lambda: pilot.app.screen is screen)
    await pilot.pause()


def open_turn(app: RehearseApp, turn: int) -> None:
    """Look at one turn of the debrief that is open."""
    screen = app.screen
    assert isinstance(screen, DebriefScreen)
    screen.open_turn(turn)


async def until(pilot: Pilot[str], holds: Any) -> None:
    """Wait for something that a worker brings about."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"It did not come about; the screen shows:\n{shown(pilot.app)}"  # type: ignore[arg-type]
        await pilot.pause(0.02)
    await pilot.pause()


def shown(app: RehearseApp) -> str:
    """Everything on the screen, row by row."""
    rows = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in row).rstrip() for row in rows)


def clickable(app: RehearseApp) -> set[str]:
    """The actions that a click somewhere on the screen would run."""
    styles = [segment.style for row in app.screen._compositor.render_strips() for segment in row]
    return {str(style.meta["@click"]) for style in styles if style is not None and "@click" in style.meta}


def flat(text: str) -> str:
    """*text* without the breaks that wrapping brings."""
    return " ".join(text.split())
