"""The shortcuts of the talk and of what opens over it."""

from rehearse.tui.keys.shortcut import Shortcut

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
    Shortcut("talk.map", "o,f3", "app.go_to('map')", "Map", "See the meeting as a picture, with your way in it."),
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

CONFIDENCE = (
    *(
        Shortcut(f"confidence.{number}", str(number), f"screen.feel({number})", word, f"You feel {word} confident.")
        for number, word in enumerate(("not at all", "a little", "so so", "fairly", "very"), 1)
    ),
    Shortcut("confidence.skip", "enter,escape,space", "screen.leave", "Skip", "Leave the question out."),
    Shortcut("confidence.never", "0", "screen.never", "Never ask", "Leave it out, and do not ask again."),
)

FACTS = (Shortcut("facts.close", "escape,e,f2", "screen.close", "Back", "Take none of them."),)
