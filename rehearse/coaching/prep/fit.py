"""Whether the prep sheet fits one side of paper, reckoned in the widest of the usual letters, and what is done if not.

A browser sets the page; nobody sees it before it is printed. So the size of the letters is chosen here, and texts are
shortened where even the smallest letters are too large; how many is said at the foot of the page. The paper reckoned
with is as narrow as A4 and as low as US Letter. Lengths are in em, the size of the page's letters, unless said. Which
font the browser has is not known; ``font-size-adjust`` makes their widths much alike.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rehearse.coaching.prep.parts import head, parts
from rehearse.coaching.prep.values import Words, as_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rehearse.coaching.prep.parts import Part, Row, Shape
    from rehearse.coaching.prep.values import PrepSheet

MARGIN_MM = (10, 12)
"""Above and below, left and right."""
_WIDTH_MM, _HEIGHT_MM = 210 - 2 * MARGIN_MM[1], 279.4 - 2 * MARGIN_MM[0]
GAP_MM = 7
"""Between the two columns."""
SIZES_PT = (11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
BLANKS_MM = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
"""How high a line to write on is: as high as there is room for."""
SHORTER = (200, 160, 130, 100, 80, 60, 40, 25)
"""Signs to which texts are cut, step by step, where the smallest letters are too large."""
_MM_PER_PT = 25.4 / 72
_SAFETY = 1.02

LINE, OPENING_SIZE, OPENING_LINE, TITLE_SIZE, TITLE_LINE, HEADING, QUIET = 1.32, 1.3, 1.28, 1.6, 1.15, 0.92, 0.84
"""Heights of lines and sizes of letters, as the style sheet has them too."""
BELOW_PART, BELOW_ROW, BELOW_PLAN, ABOVE_HEADING, BELOW_HEADING = 0.8, 0.22, 0.5, 0.35, 0.25
INDENT, PLAN_INDENT = 1.4, 0.8
_INDENTED: dict[Shape, float] = {
    "number": INDENT,
    "fact": INDENT,
    "if": PLAN_INDENT,
    "then": PLAN_INDENT,
    "mine": PLAN_INDENT,
}
_BOLD, _SPACED = 1.12, 0.06
_WIDTHS = (
    (0.33, " ',.ijl"),
    (0.38, "-/:;\\f|"),
    (0.43, "!()IJ[]t\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"),
    (0.53, '"*_`rs“”'),
    (0.58, "?cvxyz"),
    (0.62, "aeko"),
    (0.66, "$0123456789LPTYbdghnpqu{}"),
    (0.78, "AFSVXZBCEKR"),
    (0.88, "DGOQ#+<=>HU^w~"),
    (1.05, "&N%m@MW…—"),
)
_WIDTH = {sign: width for width, signs in _WIDTHS for sign in signs}
_OTHER, _WIDE = 0.75, 1.1
_ADJUSTED = 0.9
"""What ``font-size-adjust`` makes of the widths above, which are those of DejaVu Serif, the widest."""
X_HEIGHT = 0.48


@dataclass(frozen=True, slots=True)
class Fitted:
    """The sheet as it goes onto one side."""

    size: float  # of the letters, in points
    blank: float  # height of a line to write on, in millimetres
    top: tuple[Part, ...]  # as wide as the page
    left: tuple[Part, ...]
    right: tuple[Part, ...]
    shortened: int  # texts that had to be cut for it
    fits: bool = True


def fitted(sheet: PrepSheet, foot: str) -> Fitted:
    """*sheet* with the largest letters with which it fits; shortened where it fits with none."""
    top, below = (head(sheet), parts(sheet)[0]), parts(sheet)[1:]
    for size, blank in _steps():
        page = _set(sheet, top, below, size, blank, foot)
        if page.fits:
            return page
    for most in SHORTER:
        short_top, short_below = (tuple(_shortened(part, most) for part in each) for each in (top, below))
        page = _set(sheet, short_top, short_below, SIZES_PT[-1], BLANKS_MM[-1], foot + shortened_note(99))
        page = replace(page, shortened=_changes((*top, *below), (*short_top, *short_below)))
        if page.fits:
            break
    return page


def _steps() -> list[tuple[float, float]]:
    """Sizes of letters and of lines to write on: the largest first, then both smaller by turns."""
    tried = [(size, blank) for size in range(len(SIZES_PT)) for blank in range(len(BLANKS_MM))]
    tried.sort(key=lambda step: (step[0] + step[1], abs(step[0] - step[1])))
    return [(SIZES_PT[size], BLANKS_MM[blank]) for size, blank in tried]


def shortened_note(places: int) -> str:
    """What the foot of the page says where something had to be cut."""
    if not places:
        return ""
    where = "one place" if places == 1 else f"{places} places"
    return f" Shortened in {where} to fit the page: it stands whole in the program."


def _set(
    sheet: PrepSheet, top: tuple[Part, ...], below: tuple[Part, ...], size: float, blank: float, foot: str
) -> Fitted:
    """The parts with letters of *size*, in two columns as even as can be."""
    em = size * _MM_PER_PT
    wide, column, line_to_write_on = _WIDTH_MM / em, (_WIDTH_MM - GAP_MM) / 2 / em, blank / em
    heights = [_height(part, column, line_to_write_on) for part in below]
    at = min(range(len(below) + 1), key=lambda at: max(sum(heights[:at]), sum(heights[at:])))
    meeting, opening = top
    high = _lines(wide / TITLE_SIZE, (sheet.title, _BOLD)) * TITLE_SIZE * TITLE_LINE + BELOW_ROW
    high += _meeting_height(sheet, meeting, wide, BLANKS_MM[-1] / em)
    high += _height(opening, wide, line_to_write_on, OPENING_SIZE, OPENING_LINE)
    high += max(sum(heights[:at]), sum(heights[at:]))
    high += _lines(wide, (foot, QUIET)) * QUIET * LINE + ABOVE_HEADING
    return Fitted(size, blank, top, below[:at], below[at:], 0, high * _SAFETY <= _HEIGHT_MM / em)


def _meeting_height(sheet: PrepSheet, part: Part, wide: float, blank: float) -> float:
    """When, how and where stand in one line where there is room, what has happened and the boss below it."""
    in_line, below = beside(part)
    room = sum(_length(f"{row.label}: {row.words.text}") * _BOLD + 2 + (0 if row.words.text else 16) for row in in_line)
    high = -(-room // wide) * (LINE if all(row.words.text for row in in_line) else max(blank, LINE))
    high += sum(_row_height(row, wide, blank) for row in below)
    return high + (_lines(wide, (sheet.boss, QUIET)) * QUIET * LINE if sheet.boss else 0) + BELOW_PART


def beside(part: Part) -> tuple[list[Row], list[Row]]:
    """The rows about the meeting that stand beside one another, and those below them."""
    return [row for row in part.rows if row.is_short], [row for row in part.rows if not row.is_short]


def _height(part: Part, width: float, blank: float, size: float = 1, line: float = LINE) -> float:
    title = part.title.upper()
    high = ABOVE_HEADING + BELOW_HEADING + BELOW_PART
    high += HEADING * LINE * _lines(width / HEADING - len(title) * _SPACED, (title, _BOLD))
    for quiet in (part.hint, part.after):
        high += _lines(width, (quiet, QUIET)) * QUIET * LINE + BELOW_ROW if quiet else 0
    for row in part.rows:
        high += _row_height(row, width, blank, size, line) + (BELOW_PLAN if row.shape == "if" else 0)
    return high


def _row_height(row: Row, width: float, blank: float, size: float = 1, line: float = LINE) -> float:
    room = (width - _INDENTED.get(row.shape, 0)) / size
    if not row.words.text:
        return (max(blank, size * line) + BELOW_ROW) * blanks(row)
    label = "" if row.shape in {"say", "number", "fact"} else f"{row.label}: "
    said = f"“{row.words.text}”" if row.is_said else row.words.text
    lines = _lines(room, (label, _BOLD), (said, 1), (f" {marked(row)} {row.aside}", QUIET))
    return lines * size * line + BELOW_ROW


def marked(row: Row) -> str:
    """Where a row comes from, as a word that is never broken."""
    return row.words.mark.replace(" ", "\N{NO-BREAK SPACE}")


def blanks(row: Row) -> int:
    """How many lines to write on a row without a text has."""
    return 2 if row.shape in {"say", "then"} else 1


def _lines(width: float, *texts: tuple[str, float]) -> int:
    """How many lines several texts take one after the other, each with its size."""
    lines, at = 1, 0.0
    for text, size in texts:
        for word in filter(None, text.split(" ")):
            long = _length(word) * size
            if at and at + long > width:
                lines, at = lines + 1, 0.0
            while long > width:  # broken anywhere
                lines, long = lines + 1, long - width + 1
            at += long + _em(" ") * size
    return lines


def _length(text: str) -> float:
    return sum(map(_em, text))


def _em(sign: str) -> float:
    """How wide a sign is."""
    if sign in _WIDTH:
        return _WIDTH[sign] * _ADJUSTED
    return _WIDE if unicodedata.east_asian_width(sign) in "WF" else _OTHER


def _shortened(part: Part, most: int) -> Part:
    return replace(part, rows=tuple(_cut(row, most) for row in part.rows))


def _cut(row: Row, most: int) -> Row:
    words: Words = replace(row.words, text=as_line(row.words.text, most))
    return replace(row, words=words)


def _changes(before: Sequence[Part], after: Iterable[Part]) -> int:
    texts = [[row.words.text for part in each for row in part.rows] for each in (before, after)]
    return sum(old != new for old, new in zip(*texts, strict=True))
