"""Every shortcut of the program in one place: what the screens bind, the palette offers and the help explains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual import actions
from textual.binding import Binding, BindingType

from rehearse.tui import keys_bench, keys_between

Place = Literal[
    "everywhere",
    "home",
    "talk",
    "debrief",
    "advice",
    "journal",
    "help",
    "question",
    "reread",
    "facts",
    "brief",
    "boss",
    "prep",
    "map",
    "words",
    "today",
    "drill",
    "progress",
    "log",
    "mail",
    "compare",
    "goal",
    "confidence",
    "bench",
    "dials",
    "proof",
]
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
    def called(self) -> tuple[str, tuple[object, ...]]:
        """The action's own name, and what it is called with: as ``check_action`` is asked about it."""
        _, name, parameters = actions.parse(self.action)
        return name, parameters

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
    "plus": "+",
    "minus": "-",
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
    Shortcut("home.today", "t", "screen.between('today')", "Today", "See what is on, and the way to your meeting."),
    Shortcut("home.brief", "m", "screen.brief", "My meeting", "Tell about your own meeting, as much as you like."),
    Shortcut("home.prep", "p", "screen.prep", "Prep sheet", "See the page to take along to your meeting."),
    Shortcut("home.advice", "a", "screen.advice", "Advice", "Read the advice."),
    Shortcut("home.journal", "j", "screen.journal", "Journal", "Look at past rehearsals."),
    Shortcut(
        "home.drill",
        "d",
        "screen.between('drill')",
        "Drill",
        "Practise objections alone, for five minutes.",
        shown=False,
    ),
    Shortcut(
        "home.progress",
        "g",
        "screen.between('progress')",
        "Progress",
        "See what has worked, and what is still unproven.",
        shown=False,
    ),
    Shortcut("home.log", "l", "screen.between('log')", "After the talk", "Note how the real talk went.", shown=False),
    Shortcut(
        "home.further", "pagedown", "screen.read(1)", "Read on", "Scroll on in what is told at the right.", shown=False
    ),
    Shortcut("home.back", "pageup", "screen.read(-1)", "Read back", "Scroll back in it.", shown=False),
    Shortcut("home.quit", "q", "app.quit", "Quit", "Leave the program."),
    Shortcut("home.boss", "b", "screen.boss", "Which boss?", "Find out which boss is most like yours."),
    Shortcut("home.bench", "e", "screen.bench", "Author's bench", "See how the meeting is written.", shown=False),
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
    Shortcut("talk.yes", "y", "screen.answer(True)", "Yes", "Yes, that is what your words meant."),
    Shortcut("talk.none", "n", "screen.answer(False)", "No", "Not what you meant: as asked, or as your line was read."),
    Shortcut("talk.none-of-these", "0", "screen.none_of_these", "None", "None of these is what you meant."),
    Shortcut("talk.undo", "u", "screen.undo", "Undo", "Take back your last line."),
    Shortcut("talk.advice", "a", "screen.switch('advice')", "Advice", "Show or hide the advice for this moment."),
    Shortcut("talk.facts", "e,f2", "screen.facts", "Facts", "See your own facts, and put one into your answer."),
    Shortcut("talk.meters", "m", "screen.switch('meters')", "Bars", "Show or hide trust, patience and concerns."),
    Shortcut("talk.leave", "escape", "screen.leave", "Leave", "Leave the talk; you can carry on later."),
    Shortcut(
        "talk.feedback",
        "f",
        "screen.switch('feedback')",
        "Feedback",
        "Have feedback after each line, or in the debrief only.",
    ),
    Shortcut("talk.mode", "g", "screen.switch('mode')", "Way", "Practise in another way: guided, recall or real."),
    Shortcut(
        "talk.time",
        "t",
        "screen.switch('time')",
        "Time",
        "In a real talk, set how long your boss waits for an answer: 120, 60 or 30 seconds, or as long as you like.",
    ),
    Shortcut("talk.debrief", "d", "screen.debrief", "Debrief", "Look back at the talk as far as it has come."),
    Shortcut("talk.map", "o,f3", "app.map", "Map", "See the meeting as a picture, with your way in it."),
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
    Shortcut(
        "debrief.next", "n,right", "screen.step(1)", "Next part", "Go on to the next part, or leave this one out."
    ),
    Shortcut("debrief.again", "t", "screen.again", "Try again", "Try again from the turn that is chosen."),
    Shortcut("debrief.script", "v,tab", "screen.script", "The talk", "Show the talk in place of the text, and back."),
    Shortcut("debrief.goal", "g", "screen.goal", "Goal", "Take one thing for next time, as a plan in a line."),
    Shortcut("debrief.compare", "b", "screen.compare", "Side by side", "See two ways the talk went side by side."),
    Shortcut(
        "debrief.reread",
        "r",
        "screen.reread",
        "Read otherwise",
        "Say what your typed words meant, and go on from there.",
    ),
    Shortcut("debrief.carry-on", "c", "screen.carry_on", "Carry on", "Go back into the talk, which is not over."),
    Shortcut("debrief.close", "escape", "screen.close", "Back", "Back from a turn to its part, or out of the debrief."),
    Shortcut("debrief.export", "e", "screen.export", "Export", "Save the debrief as Markdown and HTML."),
    Shortcut("debrief.advice", "a", "screen.number(10)", "Advice", "The advice that you used, and what you missed."),
    Shortcut("debrief.map", "m,f3", "app.map", "Map", "See the meeting as a picture, with your way in it."),
    Shortcut("debrief.prep", "s", "app.prep", "Prep sheet", "See the page to take along to your meeting.", shown=False),
    Shortcut("debrief.open", "enter", "screen.open", "Open", "Look at the turn that is marked.", shown=False),
    Shortcut(
        "debrief.on", "space,pagedown", "screen.read('page', 1)", "Read on", "Read on, then the next part.", shown=False
    ),
    Shortcut("debrief.up", "pageup", "screen.read('page', -1)", "Up", "Go back in the text.", shown=False),
    Shortcut("debrief.previous", "p,left", "screen.step(-1)", "Previous", "Go to the part before.", shown=False),
    Shortcut("debrief.down", "down", "screen.read('row', 1)", "Down", "The next turn, or a line down.", shown=False),
    Shortcut(
        "debrief.line-up", "up", "screen.read('row', -1)", "Line up", "The turn before, or a line up.", shown=False
    ),
    *(
        Shortcut(f"debrief.number-{number}", str(number), f"screen.number({number})", label, description, shown=False)
        for number, label, description in (
            (1, "Outcome", "How the talk ended. Where a number is asked for, the digits give it."),
            (2, "Your guess", "Which turn you think changed it."),
            (3, "Where it turned", "The chance of a good end, turn by turn, and the lines that mattered most."),
            (4, "Their worries", "What worried them, and what became of it."),
            (5, "Another line", "Try again from a turn, and what came of it."),
            (6, "How you talk", "What can be counted in your lines, beside what one study saw."),
            (7, "Next time", "One plan for the next talk."),
            (8, "Confidence", "How confident you feel now."),
            (9, "Their chair", "The same talk from the other chair, with what they thought."),
        )
    ),
    Shortcut("debrief.number-0", "0", "screen.number(0)", "Turn 10", "Take turn 10 for your guess.", shown=False),
)

COMPARE = (
    Shortcut("compare.answer", "enter,space", "screen.answer", "Answer", "See what the better ones share."),
    Shortcut("compare.left", "l", "screen.other('left')", "Other left", "Put another talk at the left."),
    Shortcut("compare.right", "r", "screen.other('right')", "Other right", "Put another talk at the right."),
    Shortcut("compare.export", "e", "screen.export", "Export", "Save both as Markdown and HTML."),
    Shortcut("compare.down", "down,pagedown", "screen.page(1)", "Read on", "Read on in both.", shown=False),
    Shortcut("compare.up", "up,pageup", "screen.page(-1)", "Up", "Go back in both.", shown=False),
    Shortcut("compare.close", "escape", "screen.close", "Back", "Back to the debrief."),
)

GOAL = (
    Shortcut("goal.save", "enter,ctrl+s", "screen.save", "Keep", "Keep this plan."),
    Shortcut("goal.leave", "escape", "screen.leave", "Back", "Leave it as it was."),
)

CONFIDENCE = (
    *(
        Shortcut(f"confidence.{number}", str(number), f"screen.feel({number})", word, f"You feel {word} confident.")
        for number, word in enumerate(("not at all", "a little", "so so", "fairly", "very"), 1)
    ),
    Shortcut("confidence.skip", "enter,escape,space", "screen.leave", "Skip", "Leave the question out."),
    Shortcut("confidence.never", "0", "screen.never", "Never ask", "Leave it out, and do not ask again."),
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
    Shortcut("journal.map", "m,f3", "screen.map", "Map", "See the meeting as a picture, with the way that it took."),
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

# Keys that lead on are heard before the fields hear theirs: whoever types fast is in the next field in time.
BRIEF = (
    Shortcut("brief.next", "tab", "screen.step(1)", "Next", "Go on to the next question.", priority=True),
    Shortcut(
        "brief.enter",
        "enter",
        "screen.enter",
        "Go on",
        "Go on to the next question; in an answer of several rows, begin a new row.",
        shown=False,
        priority=True,
    ),
    Shortcut(
        "brief.previous",
        "shift+tab",
        "screen.step(-1)",
        "Before",
        "Go back to the question before.",
        shown=False,
        priority=True,
    ),
    Shortcut(
        "brief.part", "pagedown", "screen.part(1)", "Next part", "Go on to the next part of the form.", priority=True
    ),
    Shortcut(
        "brief.part-before",
        "pageup",
        "screen.part(-1)",
        "Part before",
        "Go back to the part before.",
        shown=False,
        priority=True,
    ),
    Shortcut("brief.card", "f2", "screen.card", "Advice", "Read the advice behind the question."),
    Shortcut("brief.close", "escape", "screen.close", "Back", "Close the form; every answer is kept."),
    Shortcut("brief.boss", "f3", "screen.boss", "Which boss?", "Find out which boss is most like yours."),
    Shortcut("brief.prep", "f4", "screen.prep", "Prep sheet", "See the page to take along to your meeting."),
    Shortcut("brief.forget", "f8", "screen.forget", "Forget", "Delete everything that you have told, for good."),
)

BOSS = (
    Shortcut("boss.very", "1", "screen.say(1)", "Very like them", "The statement is very like your boss.", shown=False),
    Shortcut("boss.a-bit", "2", "screen.say(2)", "A bit", "The statement fits your boss a bit.", shown=False),
    Shortcut("boss.not", "3", "screen.say(3)", "Not at all", "The statement does not fit your boss.", shown=False),
    Shortcut("boss.rehearse", "f5", "screen.rehearse", "Rehearse", "Choose this boss for the next talk."),
    Shortcut("boss.keep", "f6", "screen.keep", "Into my meeting", "Keep this boss, and the name, for your meeting."),
    Shortcut("boss.close", "escape", "screen.close", "Back", "Leave the statements."),
    Shortcut("boss.back", "backspace", "screen.back", "One back", "Go back to the statement before."),
    Shortcut("boss.again", "f7", "screen.again", "Once more", "Answer the statements once more, from the first."),
    Shortcut("boss.further", "pagedown", "screen.read(1)", "Read on", "Scroll on in the result.", shown=False),
    Shortcut("boss.earlier", "pageup", "screen.read(-1)", "Read back", "Scroll back in it.", shown=False),
)

FACTS = (Shortcut("facts.close", "escape,e,f2", "screen.close", "Back", "Take none of them."),)

PREP = (
    Shortcut("prep.edit", "enter,o", "screen.edit", "Change", "Change the row that is chosen, in your own words."),
    Shortcut(
        "prep.turn",
        "u",
        "screen.turn",
        "Swap",
        "Take what your rehearsals and your meeting give in place of your own words, or go back to them.",
    ),
    Shortcut("prep.export", "e", "screen.export", "Export", "Save the page as Markdown, and as HTML to print."),
    Shortcut("prep.brief", "m", "screen.brief", "My meeting", "Tell more about your own meeting."),
    Shortcut("prep.close", "escape", "screen.close", "Back", "Close the page; every change is kept."),
)

MAP = (
    Shortcut("map.down", "down", "screen.move('down')", "Down", "Go down along a line.", shown=False),
    Shortcut("map.up", "up", "screen.move('up')", "Up", "Go up along a line.", shown=False),
    Shortcut("map.left", "left", "screen.move('left')", "Left", "Go to what stands at the left.", shown=False),
    Shortcut("map.right", "right", "screen.move('right')", "Right", "Go to what stands at the right.", shown=False),
    *(
        Shortcut(
            f"map.follow-{number}",
            str(number),
            f"screen.follow({number})",
            f"Line {number}",
            f"Go to where line {number} leads.",
            shown=False,
        )
        for number in range(1, 7)
    ),
    Shortcut("map.closer", "plus,equals_sign", "screen.zoom(1)", "Closer", "Show more at each point."),
    Shortcut("map.farther", "minus", "screen.zoom(-1)", "Farther", "Show more points, with less at each."),
    Shortcut("map.read", "enter,space", "screen.read", "Read", "Read what is told about the point, and back."),
    Shortcut("map.close", "escape", "screen.close", "Back", "Close the map."),
    Shortcut("map.all", "x", "screen.show_all", "Show all", "Show the whole meeting, also where you have not been."),
    Shortcut("map.here", "c", "screen.here", "Here", "Go to where the talk stands, or where it ended."),
    Shortcut("map.next", "n", "screen.step(1)", "Next", "Go on along your own way."),
    Shortcut("map.previous", "p", "screen.step(-1)", "Previous", "Go back along your own way.", shown=False),
    Shortcut("map.start", "s,home", "screen.start", "Start", "Go to where the talk begins."),
    Shortcut("map.ending", "e,end", "screen.ending", "Endings", "Go to the endings, one after another."),
    Shortcut("map.page-down", "pagedown", "screen.scroll(0,1)", "Scroll down", "Scroll down.", shown=False),
    Shortcut("map.page-up", "pageup", "screen.scroll(0,-1)", "Scroll up", "Scroll up.", shown=False),
    Shortcut("map.page-right", "ctrl+right", "screen.scroll(1,0)", "Scroll right", "Scroll to the right.", shown=False),
    Shortcut("map.page-left", "ctrl+left", "screen.scroll(-1,0)", "Scroll left", "Scroll to the left.", shown=False),
)

WORDS = (
    Shortcut("words.save", "enter,ctrl+s", "screen.save", "Save", "Save what is written."),
    Shortcut("words.leave", "escape", "screen.leave", "Back", "Leave it as it was."),
)

BETWEEN = tuple(Shortcut(*row) for row in keys_between.ROWS)
"""Those of the plan, the drill, the progress and the log."""
BENCH = tuple(Shortcut(*row) for row in keys_bench.ROWS)
"""Those of the author's bench."""

SHORTCUTS: tuple[Shortcut, ...] = (
    *EVERYWHERE,
    *HOME,
    *TALK,
    *DEBRIEF,
    *COMPARE,
    *GOAL,
    *CONFIDENCE,
    *ADVICE,
    *JOURNAL,
    *HELP,
    *QUESTION,
    *REREAD,
    *FACTS,
    *BRIEF,
    *BOSS,
    *PREP,
    *MAP,
    *WORDS,
    *BETWEEN,
    *BENCH,
)


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
