"""Every shortcut of the program in one place: what the screens bind, the palette offers and the help explains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

Place = Literal["everywhere", "home", "talk", "debrief", "advice", "journal", "help", "question", "reread"]
"""Where a shortcut holds: one of the screens, or all of them."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One thing a key does."""

    id: str  # "home.start"; its first word is the place
    keys: str  # as Textual names them, joined by commas
    action: str  # "screen.start", "app.help"
    label: str  # one or two words, for the line at the foot
    description: str  # one sentence, for the help and the palette
    shown: bool = True  # in the line at the foot
    priority: bool = False  # even while a field is being typed in

    @property
    def place(self) -> str:
        """The screen that it belongs to."""
        place = self.id.partition(".")[0]
        return "everywhere" if place == "app" else place

    @property
    def typed(self) -> bool:
        """Whether its first key writes a sign while a field is being typed in."""
        first = self.keys.split(",")[0]
        return len(first) == 1 or first in {"space", "slash", "question_mark"}

    @property
    def display(self) -> str:
        """The first of its keys, as people write it."""
        return displayed(self.keys.split(",")[0])


_NAMES = {
    "escape": "Esc",
    "question_mark": "?",
    "slash": "/",
    "enter": "Enter",
    "backspace": "Backspace",
    "delete": "Del",
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
}


def displayed(key: str) -> str:
    """A key as people write it: ``ctrl+q`` as ``Ctrl+Q``, ``escape`` as ``Esc``."""
    *modifiers, last = key.strip().split("+")
    if last in _NAMES:
        shown = _NAMES[last]
    else:
        shown = last.upper() if modifiers or (len(last) > 1 and last[0] == "f" and last[1:].isdigit()) else last
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])


EVERYWHERE = (
    Shortcut("app.help", "f1,question_mark", "app.help", "Help", "Explain this screen and its keys."),
    Shortcut(
        "app.palette", "ctrl+p", "app.command_palette", "Commands", "Find anything the program can do.", priority=True
    ),
    Shortcut("app.theme", "ctrl+t", "app.other_theme", "Light or dark", "Change between light and dark.", shown=False),
    Shortcut(
        "app.quit", "ctrl+q", "app.quit", "Quit", "Leave the program; nothing is lost.", shown=False, priority=True
    ),
    Shortcut("app.stop", "ctrl+c", "app.quit", "Quit", "Leave, where nothing is selected to be copied.", shown=False),
)

HOME = (
    Shortcut("home.start", "s", "screen.start", "Start", "Start the meeting that is chosen."),
    Shortcut("home.resume", "c", "screen.resume", "Carry on", "Carry on with the unfinished rehearsal."),
    Shortcut("home.advice", "a", "screen.advice", "Advice", "Read the advice."),
    Shortcut("home.journal", "j", "screen.journal", "Journal", "Look at past rehearsals."),
    Shortcut(
        "home.further", "pagedown", "screen.read(1)", "Read on", "Scroll on in what is told at the right.", shown=False
    ),
    Shortcut("home.back", "pageup", "screen.read(-1)", "Read back", "Scroll back in it.", shown=False),
    Shortcut("home.quit", "q", "app.quit", "Quit", "Leave the program."),
)

TALK = (
    Shortcut(
        "talk.own-words",
        "i,tab",
        "screen.own_words",
        "Own words",
        "Go into the field to answer in your own words, or out of it.",
    ),
    Shortcut("talk.show-lines", "c", "screen.show_lines", "See lines", "Show the lines to choose from, once."),
    Shortcut("talk.yes", "y", "screen.meant", "Yes", "Yes, that is what your words meant."),
    Shortcut("talk.none", "n,0", "screen.not_meant", "No", "Your words meant something else, or none of these."),
    Shortcut("talk.undo", "u", "screen.undo", "Undo", "Take back your last line."),
    Shortcut("talk.advice", "a", "screen.advice", "Advice", "Show or hide the advice for this moment."),
    Shortcut("talk.meters", "m", "screen.meters", "Bars", "Show or hide trust, patience and concerns."),
    Shortcut("talk.leave", "escape", "screen.leave", "Leave", "Leave the talk; you can carry on later."),
    Shortcut(
        "talk.feedback", "f", "screen.feedback", "Feedback", "Have feedback after each line, or in the debrief only."
    ),
    Shortcut("talk.mode", "g", "screen.mode", "Way", "Practise in another way: guided, recall or real."),
    Shortcut("talk.debrief", "d", "screen.debrief", "Debrief", "Look back at the talk as far as it has come."),
    Shortcut(
        "talk.go-on",
        "enter,space",
        "screen.go_on",
        "Go on",
        "Close the feedback and see the lines to choose from.",
        shown=False,
    ),
    Shortcut(
        "talk.more",
        "w",
        "screen.more",
        "More",
        "Show the feedback with every source and reason, or in short.",
        shown=False,
    ),
    Shortcut("talk.earlier", "pageup", "screen.page(-1)", "Earlier", "See what was said earlier.", shown=False),
    Shortcut("talk.later", "pagedown", "screen.page(1)", "Later", "See what was said later.", shown=False),
    *(
        Shortcut(
            f"talk.say-{number}",
            str(number),
            f"screen.say({number})",
            f"Line {number}",
            f"Say line {number}.",
            shown=False,
        )
        for number in range(1, 7)
    ),
)

DEBRIEF = (
    Shortcut("debrief.again", "t", "screen.again", "Try again", "Try again from the turn that is chosen."),
    Shortcut(
        "debrief.reread",
        "r",
        "screen.reread",
        "Read otherwise",
        "Say what your typed words meant, and go on from there.",
    ),
    Shortcut("debrief.export", "e", "screen.export", "Export", "Save the debrief as Markdown and HTML."),
    Shortcut("debrief.carry-on", "c", "screen.carry_on", "Carry on", "Go back into the talk, which is not over."),
    Shortcut("debrief.close", "escape", "screen.close", "Back", "Close the debrief."),
    Shortcut(
        "debrief.outcome", "1", "screen.section(1)", "Outcome", "How the talk ended, and how it went.", shown=False
    ),
    Shortcut(
        "debrief.turning", "2", "screen.section(2)", "Where it turned", "The lines that mattered most.", shown=False
    ),
    Shortcut(
        "debrief.concerns",
        "3",
        "screen.section(3)",
        "Concerns",
        "What worried them, and what became of it.",
        shown=False,
    ),
    Shortcut(
        "debrief.advice",
        "4",
        "screen.section(4)",
        "Advice",
        "The advice that you used, and what you missed.",
        shown=False,
    ),
    Shortcut(
        "debrief.talk",
        "5",
        "screen.section(5)",
        "The talk",
        "Every line with its verdict, from the first.",
        shown=False,
    ),
    Shortcut("debrief.next", "n", "screen.step(1)", "Next", "Go to the next entry of the list."),
    Shortcut("debrief.previous", "p", "screen.step(-1)", "Previous", "Go to the entry before.", shown=False),
    Shortcut("debrief.down", "space,pagedown", "screen.page(1)", "Read on", "Read on in the text."),
    Shortcut("debrief.up", "pageup", "screen.page(-1)", "Up", "Go back in the text.", shown=False),
)

ADVICE = (
    Shortcut("advice.search", "slash,ctrl+f", "screen.search", "Search", "Put the cursor into the search field."),
    Shortcut("advice.clear", "ctrl+r", "screen.clear", "Show all", "Empty the search and the three filters."),
    Shortcut(
        "advice.previous", "backspace", "screen.previous", "Card before", "Go back to the card that led to this one."
    ),
    Shortcut("advice.close", "escape", "screen.close", "Back", "Close the advice."),
)

JOURNAL = (
    Shortcut("journal.open", "enter,o", "screen.open", "Open", "Open the debrief, or carry on where it is unfinished."),
    Shortcut("journal.debrief", "d", "screen.debrief", "Debrief", "Open the debrief, also of an unfinished rehearsal."),
    Shortcut("journal.export", "e", "screen.export", "Export", "Save the debrief as Markdown and HTML."),
    Shortcut(
        "journal.forget", "delete,x", "screen.forget", "Forget", "Take the rehearsal out of the journal for good."
    ),
    Shortcut("journal.close", "escape", "screen.close", "Back", "Close the journal."),
)

HELP = (Shortcut("help.close", "escape,q,f1,question_mark", "screen.close", "Close", "Close the help."),)

QUESTION = (
    Shortcut("question.yes", "y", "screen.answer(True)", "Yes", "Answer yes."),
    Shortcut("question.no", "n,escape", "screen.answer(False)", "No", "Answer no."),
)

REREAD = (
    Shortcut("reread.next", "down", "screen.next", "Next", "Mark the next line or move."),
    Shortcut("reread.previous", "up", "screen.previous", "Previous", "Mark the one before."),
    Shortcut("reread.close", "escape", "screen.close", "Back", "Leave it as it was read."),
)

SHORTCUTS: tuple[Shortcut, ...] = (*EVERYWHERE, *HOME, *TALK, *DEBRIEF, *ADVICE, *JOURNAL, *HELP, *QUESTION, *REREAD)


def shortcuts(place: str) -> tuple[Shortcut, ...]:
    """The shortcuts of one place, in the order in which they are shown."""
    return tuple(shortcut for shortcut in SHORTCUTS if shortcut.place == place)


def bindings(place: str) -> list[BindingType]:
    """What a screen (or, for ``everywhere``, the program) binds."""
    return [
        Binding(
            shortcut.keys,
            shortcut.action,
            shortcut.label,
            show=shortcut.shown,
            priority=shortcut.priority,
            tooltip=shortcut.description,
            id=shortcut.id,
        )
        for shortcut in shortcuts(place)
    ]
