"""The shortcuts of the author's bench, as rows of which ``keys`` makes its own."""

from rehearse.tui.keys_between import Row

BENCH = (
    Row("bench.edit", "e", "screen.edit", "Edit", "Open the file in your editor, at what is chosen; every save shows."),
    Row("bench.play", "p", "screen.play", "Play from here", "Play from this node, with meters as you like."),
    Row("bench.boss", "b", "screen.show('boss')", "Boss", "Show it with the next boss."),
    Row(
        "bench.variants",
        "v",
        "screen.show('variants')",
        "All bosses",
        "Show every boss's words beside one another, or one's.",
    ),
    Row("bench.proof", "f", "screen.proof", "Proof", "See the proofs of this scenario: odds, giveaways, coverage."),
    Row("bench.next", "n", "screen.problem(1)", "Next problem", "Go to the next problem."),
    Row("bench.search", "slash", "screen.search", "Search", "Search in names and words; the outline shows what fits."),
    Row("bench.close", "escape", "screen.close", "Back", "Leave the search, or the bench."),
    Row("bench.level", "l", "screen.show('level')", "Level", "Look at the next level."),
    Row("bench.way", "t", "screen.move('way')", "Take the way", "Make the fewest lines that lead here your path."),
    Row("bench.along", "a", "screen.along", "Play along", "Play from the beginning, along your path."),
    Row("bench.here", "h", "screen.move('here')", "Path's end", "Go to where your path stands."),
    Row(
        "bench.order",
        "g",
        "screen.show('order')",
        "Order",
        "Show the nodes by phase, or as the file has them.",
        shown=False,
    ),
    Row("bench.right", "right,tab", "screen.pane(1)", "Next pane", "Go on to what stands at the right.", shown=False),
    Row("bench.left", "left,shift+tab", "screen.pane(-1)", "Pane before", "Go back to the left.", shown=False),
    Row(
        "bench.return", "backspace", "screen.move('return')", "Where I was", "Go back to the node before.", shown=False
    ),
    Row("bench.undo", "u", "screen.move('undo')", "Line back", "Take the last line of your path back.", shown=False),
    Row(
        "bench.clear",
        "c",
        "screen.move('clear')",
        "Clear path",
        "Begin your path again, with no line said.",
        shown=False,
    ),
    Row("bench.previous", "N", "screen.problem(-1)", "Problem before", "Go to the problem before.", shown=False),
    Row(
        "bench.boss-before",
        "B",
        "screen.show('boss-before')",
        "Boss before",
        "Show it with the boss before.",
        shown=False,
    ),
    Row("bench.reload", "r", "screen.reload", "Read again", "Read the file and all content again.", shown=False),
    Row("bench.further", "pagedown", "screen.page(1)", "Read on", "Read on in the pane.", shown=False),
    Row("bench.earlier", "pageup", "screen.page(-1)", "Read back", "Go back in the pane.", shown=False),
    *(
        Row(
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
    Row("dials.play", "enter", "screen.play", "Play", "Play from here, as it is set."),
    Row("dials.more", "right,plus", "screen.turn(1)", "More", "Set the row that is marked to its next value."),
    Row("dials.less", "left,minus", "screen.turn(-1)", "Less", "Set it to the value before."),
    Row("dials.leave", "escape", "screen.leave", "Back", "Back to the bench."),
)

PROOF = (
    Row("proof.boss", "b", "screen.boss", "All or one", "Prove it with all bosses, or with this one alone."),
    Row("proof.further", "space,pagedown", "screen.page(1)", "Read on", "Read on."),
    Row("proof.back", "pageup", "screen.page(-1)", "Read back", "Go back.", shown=False),
    Row("proof.close", "escape", "screen.close", "Back", "Back to the bench."),
)

ROWS = (*BENCH, *DIALS, *PROOF)
