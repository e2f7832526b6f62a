"""The prep sheet as one HTML file that needs nothing else and prints on one side of A4 or US Letter."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from rehearse.coaching.prep import fit
from rehearse.coaching.prep.fit import beside, blanks, fitted, marked
from rehearse.coaching.prep.values import OWN_WORDS
from rehearse.coaching.report.markdown import NOTICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rehearse.coaching.prep.fit import Fitted
    from rehearse.coaching.prep.parts import Part, Row
    from rehearse.coaching.prep.values import PrepSheet

_FOOT = f"{OWN_WORDS} {NOTICE}"
_STYLE = f"""
@page {{ margin: {fit.MARGIN_MM[0]}mm {fit.MARGIN_MM[1]}mm; }}
:root {{ color-scheme: only light; }}
* {{ box-sizing: border-box; }}
html {{ background: #fff; }}
body {{ margin: 0 auto; padding: {fit.MARGIN_MM[0]}mm {fit.MARGIN_MM[1]}mm; max-width: 210mm;
  font: SIZEpt/{fit.LINE} Georgia, Charter, 'Times New Roman', 'Liberation Serif', 'DejaVu Serif', serif;
  font-size-adjust: {fit.X_HEIGHT}; color: #111; background: #fff; overflow-wrap: anywhere; hyphens: manual; }}
h1 {{ font-size: {fit.TITLE_SIZE}em; line-height: {fit.TITLE_LINE}; margin: 0 0 .3em; }}
h2 {{ font-size: {fit.HEADING}em; line-height: {fit.LINE}; letter-spacing: .05em; text-transform: uppercase;
  margin: 0 0 {fit.BELOW_HEADING}em; padding-top: {fit.ABOVE_HEADING}em; border-top: .35mm solid #111; }}
section {{ margin: 0 0 {fit.BELOW_PART}em; break-inside: avoid; }}
p {{ margin: 0 0 {fit.BELOW_ROW}em; }}
.meeting {{ margin: 0 0 {fit.BELOW_PART}em; }}
.meeting .line {{ display: flex; flex-wrap: wrap; gap: 0 2em; align-items: flex-end; }}
.meeting .line p {{ margin: 0; min-width: 0; }}
.meeting .blank {{ flex: 1 1 16em; min-height: {fit.BLANKS_MM[-1]}mm; }}
.opening .say {{ font-size: {fit.OPENING_SIZE}em; line-height: {fit.OPENING_LINE}; }}
.columns {{ display: flex; gap: {fit.GAP_MM}mm; }}
.columns > div {{ flex: 1 1 0; min-width: 0; }}
.number, .fact {{ padding-left: {fit.INDENT}em; text-indent: -{fit.INDENT}em; }}
.number > *, .fact > * {{ text-indent: 0; }}
.number > i, .fact > i {{ display: inline-block; width: {fit.INDENT}em; font-style: normal; }}
.plan {{ margin: 0 0 {fit.BELOW_PLAN}em; padding-left: {fit.PLAN_INDENT}em; border-left: .5mm solid #999;
  break-inside: avoid; }}
.quiet {{ color: #555; font-size: {fit.QUIET}em; font-style: italic; }}
.blank {{ display: flex; align-items: flex-end; min-height: BLANKmm; padding: 0; text-indent: 0; }}
.blank > u {{ flex: 1; min-width: 3em; margin-left: .4em; border-bottom: .25mm dotted #555; }}
footer {{ border-top: .2mm solid #999; padding-top: .3em; font-size: {fit.QUIET}em; color: #555; }}
@media screen and (max-width: 150mm) {{ .columns {{ display: block; }} }}
@media print {{ body {{ padding: 0; max-width: none; color: #000; }} .quiet, footer {{ color: #333; }} }}
"""
_LINE = "<u></u>"


def html(sheet: PrepSheet) -> str:
    """The page as HTML, black on white, with letters as large as one side has room for."""
    return "\n".join(_html(sheet, fitted(sheet, _FOOT))) + "\n"


def _html(sheet: PrepSheet, page: Fitted) -> Iterator[str]:
    style = _STYLE.replace("SIZE", f"{page.size:g}").replace("BLANK", f"{page.blank:g}")
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(sheet.title)}</title>\n<style>{style}</style>\n</head>\n<body>"
    yield f"<h1>{escape(sheet.title)}</h1>"
    meeting, opening = page.top
    yield from _meeting(meeting, sheet.boss)
    yield from _part(opening, "opening")
    yield '<div class="columns">'
    for column in (page.left, page.right):
        yield "<div>"
        for part in column:
            yield from _part(part)
        yield "</div>"
    yield f"</div>\n<footer>{_FOOT}{fit.shortened_note(page.shortened)}</footer>\n</body>\n</html>"


def _meeting(part: Part, boss: str) -> Iterator[str]:
    yield '<div class="meeting"><div class="line">'
    in_line, below = beside(part)
    yield from (_row(row, 0) for row in in_line)
    yield "</div>"
    yield from (_row(row, 0) for row in below)
    if boss:
        yield f'<div class="quiet">most like: {escape(boss)}</div>'
    yield "</div>"


def _part(part: Part, kind: str = "") -> Iterator[str]:
    yield f'<section class="{kind}">' if kind else "<section>"
    yield f"<h2>{escape(part.title)}</h2>"
    if part.hint:
        yield f'<p class="quiet">{escape(part.hint)}</p>'
    plans = 0

    def plan_of(row: Row) -> int:
        nonlocal plans
        plans += row.shape == "if"
        return plans

    number = 0
    for plan, rows in groupby(part.rows, plan_of):
        listed = []
        for row in rows:
            number += 1
            listed.append(_row(row, number))
        yield from _wrapped(listed) if plan else listed
    if part.after:
        yield f'<p class="quiet">{escape(part.after)}</p>'
    yield "</section>"


def _wrapped(rows: Iterable[str]) -> Iterator[str]:
    yield '<div class="plan">'
    yield from rows
    yield "</div>"


def _row(row: Row, number: int) -> str:
    sign = {"number": f"<i>{number}.</i>", "fact": "<i>•</i>", "say": ""}.get(row.shape)
    sign = f"<b>{escape(row.label)}:</b>" if sign is None else sign
    if not row.words.text:
        more = f'<p class="blank {row.shape}">{_LINE}</p>' * (blanks(row) - 1)
        return f'<p class="blank {row.shape}">{sign}{_LINE}</p>{more}'
    said = f"“{escape(row.words.text)}”" if row.is_said else escape(row.words.text)
    aside = "; ".join(text for text in (marked(row), row.aside) if text)
    quiet = f' <span class="quiet">{escape(aside)}</span>' if aside else ""
    between = " " if sign.endswith("</b>") else ""
    return f'<p class="{row.shape}">{sign}{between}{said}{quiet}</p>'
