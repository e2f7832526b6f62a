"""The shortcuts of the debrief and of what opens from it."""

from rehearse.tui.keys.shortcut import Shortcut

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
    Shortcut("debrief.map", "m,f3", "app.go_to('map')", "Map", "See the meeting as a picture, with your way in it."),
    Shortcut(
        "debrief.prep",
        "s",
        "app.go_to('prep')",
        "Prep sheet",
        "See the page to take along to your meeting.",
        shown=False,
    ),
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

REREAD = (
    Shortcut("reread.next", "down", "screen.next", "Next", "Mark the next line or move."),
    Shortcut("reread.previous", "up", "screen.previous", "Previous", "Mark the one before."),
    Shortcut("reread.close", "escape", "screen.close", "Back", "Leave it as it was read."),
)
