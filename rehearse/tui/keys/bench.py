"""The shortcuts of the author's bench."""

from rehearse.tui.keys.shortcut import Shortcut

BENCH = (
    Shortcut(
        "bench.edit", "e", "screen.edit", "Edit", "Open the file in your editor, at what is chosen; every save shows."
    ),
    Shortcut("bench.play", "p", "screen.play", "Play from here", "Play from this node, with meters as you like."),
    Shortcut("bench.boss", "b", "screen.show('boss')", "Boss", "Show it with the next boss."),
    Shortcut(
        "bench.variants",
        "v",
        "screen.show('variants')",
        "All bosses",
        "Show every boss's words beside one another, or one's.",
    ),
    Shortcut(
        "bench.proof", "f", "screen.proof", "Proof", "See the proofs of this scenario: odds, giveaways, coverage."
    ),
    Shortcut("bench.next", "n", "screen.move('problem')", "Next problem", "Go to the next problem."),
    Shortcut(
        "bench.search", "slash", "screen.search", "Search", "Search in names and words; the outline shows what fits."
    ),
    Shortcut("bench.close", "escape", "screen.close", "Back", "Leave the search, or the bench."),
    Shortcut("bench.level", "l", "screen.show('level')", "Level", "Look at the next level."),
    Shortcut("bench.way", "t", "screen.move('way')", "Take the way", "Make the fewest lines that lead here your path."),
    Shortcut("bench.along", "a", "screen.along", "Play along", "Play from the beginning, along your path."),
    Shortcut("bench.here", "h", "screen.move('here')", "Path's end", "Go to where your path stands."),
    Shortcut(
        "bench.order",
        "g",
        "screen.show('order')",
        "Order",
        "Show the nodes by phase, or as the file has them.",
        shown=False,
    ),
    Shortcut(
        "bench.right", "right,tab", "screen.pane(1)", "Next pane", "Go on to what stands at the right.", shown=False
    ),
    Shortcut("bench.left", "left,shift+tab", "screen.pane(-1)", "Pane before", "Go back to the left.", shown=False),
    Shortcut(
        "bench.return", "backspace", "screen.move('return')", "Where I was", "Go back to the node before.", shown=False
    ),
    Shortcut(
        "bench.undo", "u", "screen.move('undo')", "Line back", "Take the last line of your path back.", shown=False
    ),
    Shortcut(
        "bench.clear",
        "c",
        "screen.move('clear')",
        "Clear path",
        "Begin your path again, with no line said.",
        shown=False,
    ),
    Shortcut(
        "bench.previous",
        "N",
        "screen.move('problem-before')",
        "Problem before",
        "Go to the problem before.",
        shown=False,
    ),
    Shortcut(
        "bench.boss-before",
        "B",
        "screen.show('boss-before')",
        "Boss before",
        "Show it with the boss before.",
        shown=False,
    ),
    Shortcut("bench.reload", "r", "screen.reload", "Read again", "Read the file and all content again.", shown=False),
    Shortcut("bench.further", "pagedown", "screen.page(1)", "Read on", "Read on in the pane.", shown=False),
    Shortcut("bench.earlier", "pageup", "screen.page(-1)", "Read back", "Go back in the pane.", shown=False),
    *(
        Shortcut(
            f"bench.follow-{number}",
            str(number),
            f"screen.follow({number})",
            f"Choice {number}",
            f"Go on with choice {number}; where your path stands here, it goes on too.",
            shown=False,
        )
        for number in range(1, 10)
    ),
)

DIALS = (
    Shortcut("dials.play", "enter", "screen.play", "Play", "Play from here, as it is set."),
    Shortcut("dials.more", "right,plus", "screen.turn(1)", "More", "Set the row that is marked to its next value."),
    Shortcut("dials.less", "left,minus", "screen.turn(-1)", "Less", "Set it to the value before."),
    Shortcut("dials.leave", "escape", "screen.leave", "Back", "Back to the bench."),
)

PROOF = (
    Shortcut("proof.boss", "b", "screen.boss", "All or one", "Prove it with all bosses, or with this one alone."),
    Shortcut("proof.further", "space,pagedown", "screen.page(1)", "Read on", "Read on."),
    Shortcut("proof.back", "pageup", "screen.page(-1)", "Read back", "Go back.", shown=False),
    Shortcut("proof.close", "escape", "screen.close", "Back", "Back to the bench."),
)
