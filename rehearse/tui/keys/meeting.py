"""The shortcuts of the screens about the person's own meeting."""

from rehearse.tui.keys.shortcut import Shortcut

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
    Shortcut("brief.boss", "f3", "app.go_to('boss')", "Which boss?", "Find out which boss is most like yours."),
    Shortcut("brief.prep", "f4", "app.go_to('prep')", "Prep sheet", "See the page to take along to your meeting."),
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
    Shortcut("prep.brief", "m", "app.go_to('brief')", "My meeting", "Tell more about your own meeting."),
    Shortcut("prep.close", "escape", "screen.close", "Back", "Close the page; every change is kept."),
)

WORDS = (
    Shortcut("words.save", "enter,ctrl+s", "screen.save", "Save", "Save what is written."),
    Shortcut("words.leave", "escape", "screen.leave", "Back", "Leave it as it was."),
)
