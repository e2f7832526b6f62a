"""The tables as one workbook, a sheet each. Needs the extra ``xlsx``."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]  # it has no types

if TYPE_CHECKING:
    from rehearse.workshop.report.tables import Cell, Table

_MOST_SIGNS = 32_767
"""What a cell can hold."""
_WIDEST = 60
_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def as_xlsx(tables: tuple[Table, ...], title: str, began: float) -> bytes:
    """The workbook. The same tables make the same bytes: it is dated by when the session *began* (since 1970)."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _PLAIN) as book:
        book.set_properties({"title": title, "created": datetime.fromtimestamp(began, UTC).replace(tzinfo=None)})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            sheet.set_landscape()
            sheet.repeat_rows(0)
            for column, name in enumerate(table.columns):
                sheet.write_string(0, column, name, head)
                sheet.set_column(column, column, _width([name, *(row[column] for row in table.rows)]))
            for number, row in enumerate(table.rows, 1):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(number, column, cell[:_MOST_SIGNS], body)
                    else:
                        sheet.write_number(number, column, cell, body)
            if table.rows:
                sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    return out.getvalue()


def _width(cells: list[Cell]) -> int:
    return min(max(len(str(cell)) for cell in cells) + 2, _WIDEST)
