"""The shortcuts of the screens for the days between rehearsals, as rows of which ``keys`` makes its own."""

from typing import NamedTuple


class Row(NamedTuple):
    """What a shortcut consists of."""

    id: str
    keys: str
    action: str
    label: str
    description: str
    shown: bool = True


TODAY = (
    Row("today.begin", "enter,s", "screen.begin", "Begin", "Begin the session that is chosen."),
    Row("today.drill", "d", "screen.open('drill')", "Drill", "Practise objections alone, for five minutes."),
    Row("today.close", "escape", "screen.close", "Back", "Close the plan."),
    Row("today.progress", "g", "screen.open('progress')", "Progress", "See what has worked, and what is unproven."),
    Row("today.log", "l", "screen.open('log')", "After the talk", "Note how the real talk went."),
    Row("today.prep", "p", "screen.prep", "Prep sheet", "See the page to take along to your meeting."),
    Row("today.done", "x", "screen.done", "Done", "Note that you have done this session, however you did it."),
    Row("today.export", "e", "screen.export", "Calendar", "Save the sessions ahead as a calendar file."),
    Row("today.brief", "m", "screen.brief", "My meeting", "Tell the day of the meeting, and more about it."),
)

DRILL = (
    Row("drill.go-on", "enter", "screen.go_on", "Go on", "Go on to the next objection."),
    Row("drill.show", "f2", "screen.show", "Show me", "See a line that would do; the objection comes back soon."),
    Row("drill.more", "w", "screen.more", "More", "Show every source and reason, or in short."),
    Row("drill.yes", "y", "screen.answer(True)", "Yes", "Yes, that is what your words meant."),
    Row("drill.none", "n,0", "screen.answer(False)", "No", "Your words meant something else, or none of these."),
    Row("drill.leave", "escape", "screen.leave", "Leave", "Leave the drill; what is answered is kept."),
    *(
        Row(
            f"drill.take-{number}",
            str(number),
            f"screen.take({number})",
            f"Reading {number}",
            f"Your words meant number {number}.",
            shown=False,
        )
        for number in range(1, 4)
    ),
    Row("drill.further", "pagedown", "screen.page(1)", "Read on", "Read on in the text.", shown=False),
    Row("drill.back", "pageup", "screen.page(-1)", "Read back", "Go back in the text.", shown=False),
)

PROGRESS = (
    Row("progress.boss", "b", "screen.boss", "Another boss", "See how it went with the next boss."),
    Row("progress.drill", "d", "screen.drill", "Drill", "Practise objections of this boss, for five minutes."),
    Row("progress.close", "escape", "screen.close", "Back", "Close the progress."),
    Row("progress.further", "space,pagedown", "screen.page(1)", "Read on", "Read on."),
    Row("progress.back", "pageup", "screen.page(-1)", "Read back", "Go back.", shown=False),
)

LOG = (
    Row("log.now", "f2", "screen.turn(False)", "What now", "Hold it against your rehearsals, and read the advice."),
    Row("log.questions", "f4", "screen.turn(True)", "Questions", "Go back to the questions."),
    Row("log.mail", "f3", "screen.mail", "E-mail", "Change the e-mail that follows it up, and export it."),
    Row("log.close", "escape", "screen.close", "Back", "Close it; every answer is kept."),
    Row("log.further", "pagedown", "screen.page(1)", "Read on", "Go on in the questions or in the text.", shown=False),
    Row("log.back", "pageup", "screen.page(-1)", "Read back", "Go back in them.", shown=False),
    Row("log.forget", "f8", "screen.forget", "Forget", "Delete what is noted of this talk, for good."),
)

MAIL = (
    Row("mail.export", "f2", "screen.export", "Export", "Save the e-mail as a text file."),
    Row("mail.anew", "f4", "screen.anew", "Draft anew", "Put the drafted e-mail in place of yours."),
    Row("mail.close", "escape", "screen.close", "Back", "Close the e-mail; your changes are kept."),
)

ROWS = (*TODAY, *DRILL, *PROGRESS, *LOG, *MAIL)
