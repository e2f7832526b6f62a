"""The prep sheet as Markdown, the form to go on writing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.prep.html import html
from rehearse.coaching.prep.parts import head, parts
from rehearse.coaching.prep.values import OWN_WORDS
from rehearse.coaching.report.markdown import NOTICE, as_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.coaching.prep.parts import Part, Row
    from rehearse.coaching.prep.values import PrepSheet

__all__ = ["html", "markdown"]

YOURS = "This page is yours: change, cut and add to it before you print it."
_BLANK = "……………………………………"


def markdown(sheet: PrepSheet) -> str:
    """The page as Markdown."""
    return "\n".join(_markdown(sheet)) + "\n"


def _markdown(sheet: PrepSheet) -> Iterator[str]:
    yield f"# {as_markdown(sheet.title)}\n"
    yield from (_row(row, 0) for row in head(sheet).rows)
    if sheet.boss:
        yield f"- **Most like:** {as_markdown(sheet.boss)}"
    for part in parts(sheet):
        yield f"\n## {part.title}\n"
        yield from _part(part)
    yield f"\n---\n\n{OWN_WORDS} {NOTICE} {YOURS}"


def _part(part: Part) -> Iterator[str]:
    if part.hint:
        yield f"{part.hint}\n"
    for number, row in enumerate(part.rows, 1):
        follows = number < len(part.rows) and part.rows[number].shape in {"then", "mine"}
        yield _row(row, number) + ("  " if follows else "")  # two blanks break the line within an item
        if row.shape == "say" and number < len(part.rows):
            yield ""
    if part.after:
        yield f"\n{part.after}"


def _row(row: Row, number: int) -> str:
    match row.shape:
        case "say":
            return f"> {_said(row)}"
        case "number":
            return f"{number}. {_said(row)}"
        case "fact":
            return f"- {as_markdown(row.words.text) or _BLANK}"
        case "if":
            worry = "; ".join(text for text in (row.aside, row.tally) if text)
            aside = f" *({as_markdown(worry)})*" if worry else ""
            said = f"“{as_markdown(row.words.text)}”" if row.words.text else _BLANK
            return f"- **If:** {said}{aside}"
        case "then":
            return f"  **then:** {_said(row)}"
        case "mine":
            return f"  **mine:** {as_markdown(row.words.text)}"
        case _:
            return f"- **{as_markdown(row.label)}:** {as_markdown(row.words.text) or _BLANK}"


def _said(row: Row) -> str:
    """A line with where it comes from."""
    text = as_markdown(row.words.text)
    return f"“{text}” *({as_markdown(row.words.note)})*" if text else _BLANK
