"""The shortcuts that hold everywhere, and those of the screens that one comes to first."""

from rehearse.tui.keys.shortcut import Shortcut

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
    Shortcut("home.today", "t", "app.go_to('today')", "Today", "See what is on, and the way to your meeting."),
    Shortcut(
        "home.brief", "m", "app.go_to('brief')", "My meeting", "Tell about your own meeting, as much as you like."
    ),
    Shortcut("home.prep", "p", "app.go_to('prep')", "Prep sheet", "See the page to take along to your meeting."),
    Shortcut("home.advice", "a", "app.go_to('advice')", "Advice", "Read the advice."),
    Shortcut("home.journal", "j", "app.go_to('journal')", "Journal", "Look at past rehearsals."),
    Shortcut(
        "home.drill",
        "d",
        "app.go_to('drill')",
        "Drill",
        "Practise objections alone, for five minutes.",
        shown=False,
    ),
    Shortcut(
        "home.progress",
        "g",
        "app.go_to('progress')",
        "Progress",
        "See what has worked, and what is still unproven.",
        shown=False,
    ),
    Shortcut("home.log", "l", "app.go_to('log')", "After the talk", "Note how the real talk went.", shown=False),
    Shortcut(
        "home.further", "pagedown", "screen.read(1)", "Read on", "Scroll on in what is told at the right.", shown=False
    ),
    Shortcut("home.back", "pageup", "screen.read(-1)", "Read back", "Scroll back in it.", shown=False),
    Shortcut("home.quit", "q", "app.quit", "Quit", "Leave the program."),
    Shortcut("home.boss", "b", "app.go_to('boss')", "Which boss?", "Find out which boss is most like yours."),
    Shortcut(
        "home.workshop", "w", "screen.workshop", "Workshop", "Lead a group through it: they vote by phone.", shown=False
    ),
    Shortcut("home.bench", "e", "screen.bench", "Author's bench", "See how the meeting is written.", shown=False),
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
    Shortcut("question.other", "left,right", "screen.other", "Other", "Go to the other answer."),
    Shortcut("question.no", "n,escape", "screen.answer(False)", "No", "Answer no."),
)
