"""A QR code in half blocks: two rows of it in one of the terminal's."""

from __future__ import annotations

from functools import lru_cache

import segno

from rehearse.tui.content import text
from rehearse.tui.paragraphs import Paragraph

_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_QUIET = 2
"""Light cells around it: fewer than the standard asks for, and enough for phones on a screen."""
_INK = "#000000 on #ffffff"
"""Black on white, whatever the theme: readers look for dark on light."""


@lru_cache(maxsize=4)
def rows(address: str) -> tuple[str, ...]:
    """*address* as rows of half blocks, black where a sign is set."""
    drawn = segno.make(address, error="l", micro=False, boost_error=False)
    cells = [[bool(cell) for cell in row] for row in drawn.matrix_iter(scale=1, border=_QUIET)]
    if len(cells) % 2:
        cells.append([False] * len(cells[0]))
    return tuple(
        "".join(_BLOCKS[upper, lower] for upper, lower in zip(cells[row], cells[row + 1], strict=True))
        for row in range(0, len(cells), 2)
    )


def paragraphs(address: str) -> list[Paragraph]:
    """The same, to be shown."""
    return [Paragraph(text(row, _INK)) for row in rows(address)]
