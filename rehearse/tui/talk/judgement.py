"""Feedback on one line as paragraphs, for the talk and for the debrief."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearse.coaching.feedback.judging import ALL_CLOSED, ALL_NOTHING
from rehearse.coaching.feedback.values import SYMBOLS
from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import NOTHING, Paragraph, hanging
from rehearse.tui.talk.script import VERDICT_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.content import Content

    from rehearse.coaching.feedback.values import Change, Feedback, Rule, Source, Verdict

LABEL_COLUMN = 13
"""Columns that the labels take where they stand at the left."""
SHORT_WHY = 160
"""About how many signs of the reason are shown at first."""
MOST_REMARKS = 2
"""Remarks on how a line was said that are shown at first."""
_SIGNS = {"+": ("+", "$success"), "-": ("-", "$warning"), "=": ("=", "$quiet")}
_LABEL_STYLE = "$quiet"


def verdict(word: Verdict, *, bold: bool = True) -> Content:
    """A verdict as a sign and a word."""
    return text(f"{SYMBOLS[word]} {word.capitalize()}", f"{'bold ' if bold else ''}{VERDICT_STYLES[word]}")


def heading(title: str, *, above: int = 1) -> Paragraph:
    """A title over several paragraphs."""
    return Paragraph(text(title, "bold $accent"), above=above)


def labelled(label: str, paragraphs: Iterable[Paragraph], *, beside: bool, above: int = 0) -> list[Paragraph]:
    """Paragraphs with a quiet label: *beside* them where there is room, otherwise over them."""
    found = list(paragraphs)
    if not beside:
        return [Paragraph(text(label, _LABEL_STYLE), above=above), *found]
    set_beside = []
    for place, paragraph in enumerate(found):
        name = text(label if place == 0 else "", _LABEL_STYLE)
        first = name.pad_right(max(LABEL_COLUMN - name.cell_length, 0)) + paragraph.first
        rest = text(" " * LABEL_COLUMN) + paragraph.rest
        set_beside.append(Paragraph(paragraph.body, first, rest, above if place == 0 else paragraph.above))
    return set_beside


def changes(found: Sequence[Change], *, causes: bool) -> list[Paragraph]:
    """What a line did, one thing a row; with the *causes* if wanted, each once."""
    paragraphs = []
    for place, change in enumerate(found):
        sign, style = _SIGNS[change.sign]
        paragraphs.append(hanging(text(f"{sign} ", style), text(change.text)))
        last = place + 1 == len(found) or found[place + 1].because != change.because
        if causes and last and change.text not in {ALL_CLOSED, ALL_NOTHING}:
            paragraphs.append(hanging("  ", text(f"({change.because})", "$quiet")))
    return paragraphs


def source(found: Source) -> list[Paragraph]:
    """A point with the article that it stands in."""
    where = f"“{found.article}”, {found.publisher}" + (f" ({found.where})" if found.where else "")
    return [
        hanging(text(f"{found.point}  ", "$accent"), text(found.text)),
        hanging(" " * (len(found.point) + 2), text(where, "$quiet")),
    ]


def rule(found: Rule, *, why: bool) -> list[Paragraph]:
    """A rule with every point it stands on, and the *why* of it if wanted."""
    paragraphs = [Paragraph(text(found.title, "bold"))]
    if why:
        paragraphs.append(Paragraph(text(found.why)))
    for each in found.sources:
        paragraphs += source(each)
    return paragraphs


def rule_in_short(found: Rule) -> list[Paragraph]:
    """A rule with the first point it stands on, in two rows or three."""
    paragraphs = [Paragraph(text(found.title, "bold"))]
    if found.sources:
        first, *others = found.sources
        more = f", and {len(others)} more" if others else ""
        paragraphs.append(Paragraph(joined((first.point, "$accent"), (f"  “{first.article}”{more}", "$quiet"))))
    return paragraphs


def first_sentences(value: str, most: int = SHORT_WHY) -> str:
    """The beginning of *value*, in whole sentences of about *most* signs together; all of it where it is short."""
    sentences = re.split(r"(?<=[.!?])\s+", value.strip())
    kept = sentences[0]
    for sentence in sentences[1:]:
        if len(kept) + len(sentence) >= most:
            return f"{kept} …"
        kept = f"{kept} {sentence}"
    return kept


def unread(feedback: Feedback, *, beside: bool) -> list[Paragraph]:
    """Of a line that could not be read: only what happened, and no word about its worth."""
    found = [Paragraph(text(feedback.why))]
    if feedback.changes:
        found += labelled("What it did", changes(feedback.changes, causes=True), beside=beside)
    return found


def in_short(feedback: Feedback, *, beside: bool) -> list[Paragraph]:
    """Feedback as it comes after a line: verdict, effect, why, rule and a better line."""
    if feedback.verdict == "unread":
        return unread(feedback, beside=beside)
    found = [_head(feedback)]
    found += labelled("What it did", [_run_on(feedback)], beside=beside)
    found += labelled("Why", [Paragraph(text(first_sentences(feedback.why)))], beside=beside)
    if feedback.rule is not None:
        found += labelled("Rule", rule_in_short(feedback.rule), beside=beside)
    if feedback.better is not None:
        found += labelled("Better", [Paragraph(text(f"“{feedback.better.say}”", "$accent"))], beside=beside)
    return found + labelled("How said", how_said(feedback, most=MOST_REMARKS), beside=beside)


def in_full(feedback: Feedback, *, beside: bool) -> list[Paragraph]:
    """The same with every cause, source and reason."""
    if feedback.verdict == "unread":
        return unread(feedback, beside=beside)
    found = [_head(feedback)]
    found += labelled("What it did", changes(feedback.changes, causes=True), beside=beside)
    found += labelled("Why", [Paragraph(text(feedback.why))], beside=beside, above=1)
    if feedback.rule is not None:
        own = feedback.rule.why != feedback.why
        found += labelled("Rule", rule(feedback.rule, why=own), beside=beside, above=1)
    if feedback.better is not None:
        found += labelled("Better line", better(feedback), beside=beside, above=1)
    return found + labelled("How said", how_said(feedback), beside=beside, above=1)


def how_said(feedback: Feedback, *, most: int | None = None) -> list[Paragraph]:
    """The facts that a line told, and at *most* so many remarks on how it was said, each with what it stands on."""
    told = [hanging(text("✓ ", "$accent"), joined(("Your fact: ", "$quiet"), fact)) for fact in feedback.facts]
    remarks = [
        hanging(text("• ", "$quiet"), joined(remark.sentence, (f"  {remark.stands_on}", "$quiet")))
        for remark in feedback.remarks[:most]
    ]
    return told + remarks


def better(feedback: Feedback) -> list[Paragraph]:
    """A better line that was on offer, with its reason and its rule."""
    line = feedback.better
    if line is None:
        return []
    found = [Paragraph(text(f"“{line.say}”", "$accent")), Paragraph(text(line.reason))]
    if line.rule is not None and (feedback.rule is None or line.rule.card != feedback.rule.card):
        found += rule_in_short(line.rule)
    return found


def _head(feedback: Feedback) -> Paragraph:
    moves = " · ".join(feedback.moves)
    return Paragraph(joined(verdict(feedback.verdict), (f"  {moves}" if moves else "", "$quiet")), NOTHING)


def _run_on(feedback: Feedback) -> Paragraph:
    parts = [joined((f"{_SIGNS[change.sign][0]} ", _SIGNS[change.sign][1]), change.text) for change in feedback.changes]
    return Paragraph(text("  ").join(parts))
