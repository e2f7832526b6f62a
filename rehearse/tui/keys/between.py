"""The shortcuts of the screens for the days between rehearsals."""

from rehearse.tui.keys.shortcut import Shortcut

TODAY = (
    Shortcut("today.begin", "enter,s", "screen.begin", "Begin", "Begin the session that is chosen."),
    Shortcut("today.drill", "d", "app.go_to('drill')", "Drill", "Practise objections alone, for five minutes."),
    Shortcut("today.close", "escape", "screen.close", "Back", "Close the plan."),
    Shortcut("today.progress", "g", "app.go_to('progress')", "Progress", "See what has worked, and what is unproven."),
    Shortcut("today.log", "l", "app.go_to('log')", "After the talk", "Note how the real talk went."),
    Shortcut("today.prep", "p", "app.go_to('prep')", "Prep sheet", "See the page to take along to your meeting."),
    Shortcut("today.done", "x", "screen.done", "Done", "Note that you have done this session, however you did it."),
    Shortcut("today.export", "e", "screen.export", "Calendar", "Save the sessions ahead as a calendar file."),
    Shortcut("today.brief", "m", "app.go_to('brief')", "My meeting", "Tell the day of the meeting, and more about it."),
)

DRILL = (
    Shortcut("drill.go-on", "enter", "screen.go_on", "Go on", "Go on to the next objection."),
    Shortcut("drill.show", "f2", "screen.show", "Show me", "See a line that would do; the objection comes back soon."),
    Shortcut("drill.more", "w", "screen.more", "More", "Show every source and reason, or in short."),
    Shortcut("drill.yes", "y", "screen.answer(True)", "Yes", "Yes, that is what your words meant."),
    Shortcut("drill.none", "n,0", "screen.answer(False)", "No", "Your words meant something else, or none of these."),
    Shortcut("drill.leave", "escape", "screen.leave", "Leave", "Leave the drill; what is answered is kept."),
    *(
        Shortcut(
            f"drill.take-{number}",
            str(number),
            f"screen.take({number})",
            f"Reading {number}",
            f"Your words meant number {number}.",
            shown=False,
        )
        for number in range(1, 4)
    ),
    Shortcut("drill.further", "pagedown", "screen.page(1)", "Read on", "Read on in the text.", shown=False),
    Shortcut("drill.back", "pageup", "screen.page(-1)", "Read back", "Go back in the text.", shown=False),
)

PROGRESS = (
    Shortcut("progress.boss", "b", "screen.boss", "Another boss", "See how it went with the next boss."),
    Shortcut("progress.drill", "d", "screen.drill", "Drill", "Practise objections of this boss, for five minutes."),
    Shortcut("progress.close", "escape", "screen.close", "Back", "Close the progress."),
    Shortcut("progress.further", "space,pagedown", "screen.page(1)", "Read on", "Read on."),
    Shortcut("progress.back", "pageup", "screen.page(-1)", "Read back", "Go back.", shown=False),
)

LOG = (
    Shortcut(
        "log.now", "f2", "screen.turn(False)", "What now", "Hold it against your rehearsals, and read the advice."
    ),
    Shortcut("log.questions", "f4", "screen.turn(True)", "Questions", "Go back to the questions."),
    Shortcut("log.mail", "f3", "screen.mail", "E-mail", "Change the e-mail that follows it up, and export it."),
    Shortcut("log.close", "escape", "screen.close", "Back", "Close it; every answer is kept."),
    Shortcut(
        "log.further", "pagedown", "screen.page(1)", "Read on", "Go on in the questions or in the text.", shown=False
    ),
    Shortcut("log.back", "pageup", "screen.page(-1)", "Read back", "Go back in them.", shown=False),
    Shortcut("log.forget", "f8", "screen.forget", "Forget", "Delete what is noted of this talk, for good."),
)

MAIL = (
    Shortcut("mail.export", "f2", "screen.export", "Export", "Save the e-mail as a text file."),
    Shortcut("mail.anew", "f4", "screen.anew", "Draft anew", "Put the drafted e-mail in place of yours."),
    Shortcut("mail.close", "escape", "screen.close", "Back", "Close the e-mail; your changes are kept."),
)
