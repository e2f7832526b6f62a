"""What is told after the real talk: beside the rehearsals, what is advised now, and why there is an e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.between.after import RESULT_WORDS
from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import Paragraph, hanging
from rehearse.tui.talk.judgement import heading, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearse.coaching.between.after import Compared, Log
    from rehearse.coaching.feedback.values import Rule

NOTHING = "Nothing is noted yet: F4 goes back to the questions."
NO_RESULT = "Once you have noted how it ended, the advice for what comes now stands here."


def what_now(
    log: Log, beside: Compared | None, rules: Sequence[Rule], mail_rules: Sequence[Rule]
) -> Iterator[Paragraph]:
    """The whole page."""
    if log.is_empty:
        yield Paragraph(text(NOTHING, "$quiet"))
        return
    if log.result:
        yield Paragraph(joined(("How it ended  ", "$quiet"), (RESULT_WORDS[log.result], "bold $accent")))
    if log.surprised:
        yield Paragraph(joined(("What surprised you  ", "$quiet"), log.surprised))
    if beside is not None and beside.sentences:
        yield heading("Beside your rehearsals", above=1)
        for sentence in beside.sentences:
            yield hanging(text("• ", "$accent"), text(sentence))
    yield heading("What now")
    if not rules:
        yield Paragraph(text(NO_RESULT, "$quiet"))
    for number, each in enumerate(rules):
        yield from _ruled(each, above=int(number > 0))
    yield heading("The e-mail")
    yield Paragraph(joined("A draft is ready: ", ("F3", "bold $accent"), " opens it. Why by e-mail, and why only now:"))
    for each in mail_rules:
        yield from _ruled(each, above=1)


def _ruled(found: Rule, *, above: int) -> Iterator[Paragraph]:
    first, *others = rule(found, why=True)
    yield Paragraph(first.body, first.first, first.rest, above)
    yield from others
