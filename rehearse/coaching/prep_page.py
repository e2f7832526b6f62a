"""The prep sheet as a page: Markdown to go on writing in, and HTML that prints on one side of A4."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rehearse.coaching.prep_values import OWN_WORDS, Entry
from rehearse.coaching.report import NOTICE, as_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rehearse.coaching.prep_values import Plan, PrepSheet, Words

YOURS = "This page is yours: change, cut and add to it before you print it."
GRANT = "Grant the worry first, then answer it."
_BLANK = "……………………………………"
_TWO_BLANK = (Entry("They", ""), Entry("Underneath", ""))

OPENING, ASK, NEED, THEIRS, FACTS, QUESTIONS, PLANS, TRIAL, CLOSE, NO = (
    "My opening line, word for word",
    "What I ask for",
    "What I need",
    "What they probably need",
    "Facts (two at most)",
    "Three open questions",
    "If they object",
    "The trial I offer",
    "How I close",
    "If the answer is no",
)


def markdown(sheet: PrepSheet) -> str:
    """The page as Markdown, the form in which it is edited."""
    return "\n".join(_markdown(sheet)) + "\n"


def _markdown(sheet: PrepSheet) -> Iterator[str]:
    yield f"# {as_markdown(sheet.title)}\n"
    yield from _entries(sheet.logistics)
    if sheet.boss:
        yield f"- **Most like:** {as_markdown(sheet.boss)}"
    yield f"\n## {OPENING}\n\n> {_words(sheet.opening)}"
    for title, entries in ((ASK, sheet.ask), (NEED, sheet.need), (THEIRS, sheet.theirs or _TWO_BLANK)):
        yield f"\n## {title}\n"
        yield from _entries(entries)
    yield f"\n## {FACTS}\n"
    yield from (f"- {as_markdown(fact)}" for fact in sheet.facts or (_BLANK, _BLANK))
    if sheet.facts_left:
        yield f"\n{_kept_back(sheet)}"
    yield f"\n## {QUESTIONS}\n"
    yield from (f"{number}. {_words(words)}" for number, words in enumerate(sheet.questions, 1))
    yield f"\n## {TRIAL}\n"
    yield from _entries(sheet.trial)
    yield f"\n## {PLANS}\n\n{GRANT}\n"
    for plan in sheet.plans:
        yield f"- **If:** “{as_markdown(plan.objection)}” *({_worry(plan)})*  "
        yield f"  **then:** {_words(plan.then)}" + ("  " if plan.detail else "")
        if plan.detail:
            yield f"  **mine:** {as_markdown(plan.detail)}"
    if not sheet.plans:
        yield from (f"- **If:** {_BLANK} **then:** {_BLANK}" for _ in range(2))
    yield f"\n## {CLOSE}\n\n> {_words(sheet.close)}\n"
    yield from _entries((sheet.afterwards,))
    yield f"\n## {NO}\n\n> {_words(sheet.no)}\n"
    yield from _entries(sheet.if_no)
    yield f"\n---\n\n{OWN_WORDS} {NOTICE} {YOURS}"


def _entries(entries: Iterable[Entry]) -> Iterator[str]:
    yield from (f"- **{as_markdown(entry.label)}:** {as_markdown(entry.value) or _BLANK}" for entry in entries)


def _words(words: Words) -> str:
    said = f"“{as_markdown(words.text)}”" if words.text else _BLANK
    return f"{said} *({as_markdown(words.note)})*"


def _worry(plan: Plan) -> str:
    worry = as_markdown(plan.worry)
    return f"{worry}; {_left(plan)}" if plan.left else worry


def _left(plan: Plan) -> str:
    if plan.of == 1:
        return "left unanswered when you rehearsed"
    return f"left unanswered {plan.left} of {plan.of} times"


def _kept_back(sheet: PrepSheet) -> str:
    return f"{sheet.facts_left} more kept back: a third reason makes the first two weaker."


_STYLE = """
@page { size: A4; margin: 10mm 12mm; }
:root { color-scheme: light; --ink: #22211f; --quiet: #67645d; --line: #cfcabf; --accent: #2f6f62; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 10mm 12mm; max-width: 210mm; font: 9pt/1.32 Georgia, 'DejaVu Serif', serif;
  color: var(--ink); background: #fff; overflow-wrap: anywhere; }
h1 { font-size: 15pt; line-height: 1.15; margin: 0 0 1mm; }
h2 { font-size: 8.6pt; letter-spacing: .05em; text-transform: uppercase; color: var(--accent);
  margin: 0 0 1mm; padding-top: 1.2mm; border-top: .4mm solid var(--accent); break-after: avoid; }
section { margin: 0 0 2.4mm; break-inside: avoid; } .long { break-inside: auto; }
.long > p { break-after: avoid; }
.logistics { display: flex; flex-wrap: wrap; gap: 0 6mm; margin: 0 0 2mm; }
.logistics div { flex: 0 1 auto; }
.opening p.say { font-size: 12pt; line-height: 1.32; }
.columns { columns: 2; column-gap: 7mm; }
dl, ol, ul { margin: 0; padding: 0; }
dl div { margin: 0 0 .7mm; } dt { display: inline; font-weight: bold; } dt::after { content: ": "; }
dd { display: inline; margin: 0; }
ol, ul { padding-left: 4.5mm; } li { margin: 0 0 .9mm; }
p { margin: 0 0 .9mm; }
.quiet { color: var(--quiet); font-size: .84em; font-style: italic; }
.plan { margin: 0 0 1.6mm; padding-left: 2.4mm; border-left: .6mm solid var(--line); break-inside: avoid; }
.blank { display: inline-block; min-width: 42mm; height: 1em; border-bottom: .25mm dotted var(--quiet); }
footer { border-top: .25mm solid var(--line); padding-top: 1mm; color: var(--quiet); font-size: .84em; }
@media print { body { padding: 0; max-width: none; } }
"""


def html(sheet: PrepSheet) -> str:
    """The page as one HTML file that needs nothing else and prints on one side of A4."""
    return "\n".join(_html(sheet)) + "\n"


def _html(sheet: PrepSheet) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(sheet.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{escape(sheet.title)}</h1>"
    boss = f'<div class="quiet">most like: {escape(sheet.boss)}</div>' if sheet.boss else ""
    yield f'<dl class="logistics">{"".join(_rows(sheet.logistics))}{boss}</dl>'
    yield f'<section class="opening"><h2>{OPENING}</h2>{_say(sheet.opening)}</section>'
    yield '<div class="columns">'
    yield from _part(ASK, _list_of(sheet.ask))
    yield from _part(NEED, _list_of(sheet.need))
    yield from _part(THEIRS, _list_of(sheet.theirs or _TWO_BLANK))
    facts = "".join(f"<li>{escape(fact) or _LINE}</li>" for fact in sheet.facts or ("", ""))
    left = f'<p class="quiet">{_kept_back(sheet)}</p>' if sheet.facts_left else ""
    yield from _part(FACTS, f"<ul>{facts}</ul>{left}")
    asked = "".join(f"<li>{_say(words, tag='span')}</li>" for words in sheet.questions)
    yield from _part(QUESTIONS, f"<ol>{asked}</ol>")
    yield from _part(TRIAL, _list_of(sheet.trial))
    plans = "".join(_plan(plan) for plan in sheet.plans) or "".join(_blank_plan() for _ in range(2))
    yield f'<section class="long"><h2>{PLANS}</h2><p class="quiet">{GRANT}</p>{plans}</section>'
    yield from _part(CLOSE, _say(sheet.close) + _list_of((sheet.afterwards,)))
    yield from _part(NO, _say(sheet.no) + _list_of(sheet.if_no))
    yield f"</div>\n<footer>{OWN_WORDS} {NOTICE}</footer>\n</body>\n</html>"


_LINE = '<span class="blank"></span>'


def _part(title: str, inner: str) -> Iterator[str]:
    yield f"<section><h2>{title}</h2>{inner}</section>"


def _list_of(entries: Iterable[Entry]) -> str:
    return f"<dl>{''.join(_rows(entries))}</dl>"


def _rows(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield f"<div><dt>{escape(entry.label)}</dt><dd>{escape(entry.value) or _LINE}</dd></div>"


def _say(words: Words, tag: str = "p") -> str:
    said = f"“{escape(words.text)}”" if words.text else _LINE
    return f'<{tag} class="say">{said} <span class="quiet">{escape(words.note)}</span></{tag}>'


def _plan(plan: Plan) -> str:
    left = f"; {_left(plan)}" if plan.left else ""
    detail = f"<p><b>Mine:</b> {escape(plan.detail)}</p>" if plan.detail else ""
    return (
        f'<div class="plan"><p><b>If:</b> “{escape(plan.objection)}” '
        f'<span class="quiet">{escape(plan.worry)}{left}</span></p>'
        f"<p><b>Then:</b> {_say(plan.then, tag='span')}</p>{detail}</div>"
    )


def _blank_plan() -> str:
    return f'<div class="plan"><p><b>If:</b> {_LINE}</p><p><b>Then:</b> {_LINE}</p></div>'
