"""The shortcuts of the coach's screen."""

from rehearse.tui.keys.shortcut import Shortcut

COACH = (
    Shortcut(
        "coach.step",
        "space,enter",
        "screen.lead('step')",
        "Next step",
        "Do what comes next: it stands above this line.",
    ),
    Shortcut(
        "coach.decide",
        "d",
        "screen.lead('decide')",
        "Decide now",
        "Let what leads be said, without a pause to discuss.",
    ),
    Shortcut(
        "coach.side",
        "v",
        "screen.side",
        "Notes or code",
        "Have the notes beside the talk, the code and who is here, or nothing.",
    ),
    Shortcut("coach.override", "o", "screen.open('override')", "Override", "Choose the line yourself, or break a tie."),
    Shortcut(
        "coach.words",
        "u",
        "screen.open('suggestions')",
        "Suggestions",
        "See what people propose, and play one of them.",
    ),
    Shortcut("coach.more", "t", "screen.lead('timer', 15)", "+15 s", "Give the vote a timer, or fifteen seconds more."),
    Shortcut(
        "coach.wall",
        "w",
        "screen.open('wall')",
        "Projector",
        "Open the projector's page in this computer's browser.",
        shown=False,
    ),
    Shortcut(
        "coach.back",
        "b",
        "screen.open('branches')",
        "Back, branches",
        "Rewind to any line, or go on in another branch.",
    ),
    Shortcut(
        "coach.advice",
        "a",
        "screen.lead('advice')",
        "Advice",
        "Show the advice on the last line to the room, or hide it.",
    ),
    Shortcut(
        "coach.mode", "m", "screen.open('mode')", "Mode", "Have the room decide, guess at the boss, or practise alone."
    ),
    Shortcut(
        "coach.beside",
        "c",
        "screen.open('beside')",
        "Side by side",
        "Put two branches side by side, here and on the projector.",
    ),
    Shortcut("coach.hands", "h", "screen.open('hands')", "Hands", "Enter a show of hands, beside the votes of phones."),
    Shortcut("coach.people", "p", "screen.open('people')", "People", "See who is here, and take a name off."),
    Shortcut(
        "coach.safe", "s", "screen.lead('safe')", "Projector-safe", "Hide notes, names and tallies here, or show them."
    ),
    Shortcut(
        "coach.off",
        "T",
        "screen.lead('timer', 0)",
        "Timer off",
        "Let the vote stay open until you close it.",
        shown=False,
    ),
    Shortcut(
        "coach.reopen",
        "r",
        "screen.lead('reopen')",
        "Open again",
        "Open a closed vote again, before its tally was seen.",
        shown=False,
    ),
    Shortcut(
        "coach.lock", "l", "screen.lead('lock')", "Lock", "Let nobody new join, or let people join again.", shown=False
    ),
    Shortcut(
        "coach.code",
        "k",
        "screen.open('code')",
        "Change code",
        "Have another code find the session from now on.",
        shown=False,
    ),
    Shortcut(
        "coach.lead",
        "g",
        "screen.open('lead')",
        "Phone remote",
        "Let your own phone lead too, or no longer.",
        shown=False,
    ),
    Shortcut("coach.further", "pagedown", "screen.page(1)", "Read on", "Read on in what was said.", shown=False),
    Shortcut("coach.earlier", "pageup", "screen.page(-1)", "Read back", "Go back in what was said.", shown=False),
    Shortcut(
        "coach.end", "e", "screen.open('end')", "End", "End the session, once you have said so twice.", shown=False
    ),
)

PICK = (
    Shortcut("pick.take", "enter", "screen.take", "Take", "Take the row that is marked."),
    Shortcut("pick.remove", "x,delete", "screen.remove", "Remove", "Take the row that is marked off the list."),
    Shortcut("pick.leave", "escape", "screen.leave", "Back", "Leave everything as it was."),
)

HANDS = (
    Shortcut("hands.save", "enter,ctrl+s", "screen.save", "Count", "Count these hands, beside the votes of phones."),
    Shortcut("hands.leave", "escape", "screen.leave", "Back", "Leave the count as it was."),
)

BESIDE = (
    Shortcut(
        "beside.answer",
        "enter",
        "screen.answer",
        "What they share",
        "Tell what the better one has and the other has not.",
    ),
    Shortcut("beside.further", "space,pagedown", "screen.page(1)", "Read on", "Read on."),
    Shortcut("beside.back", "pageup", "screen.page(-1)", "Read back", "Go back.", shown=False),
    Shortcut(
        "beside.close", "escape", "screen.close", "Back", "Back to the session; the projector goes on with one branch."
    ),
)
