"""The shortcuts of the map."""

from rehearse.tui.keys.shortcut import Shortcut

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
