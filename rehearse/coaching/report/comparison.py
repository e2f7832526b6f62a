"""Two branches of a rehearsal side by side, as Markdown and as one HTML file that needs nothing else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.comparison import QUESTION
from rehearse.coaching.report.html import head
from rehearse.coaching.report.markdown import NOTICE, as_markdown, sources_line
from rehearse.coaching.report.parts import branches_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.coaching.debrief.comparison import Comparison

_COLUMNS = """
body { max-width: 70rem; }
.both { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 0 2.5rem; }
"""


def markdown(found: Comparison) -> str:
    """The comparison as Markdown: one branch below the other."""
    return "\n".join(_markdown(found)) + "\n"


def _markdown(found: Comparison) -> Iterator[str]:
    debrief = found.left.debrief
    yield f"# {as_markdown(debrief.title)}: side by side"
    yield ""
    yield f"With {as_markdown(debrief.boss)} · level: {as_markdown(debrief.level)}"
    for part in branches_in_words(found):
        yield f"\n## {as_markdown(part.title)}\n"
        yield from (f"{as_markdown(each)}\n" for each in part.sentences)
        yield from (f"- {as_markdown(each)}" for each in part.items)
    yield f"\n## {QUESTION}\n"
    yield as_markdown(found.shared.sentence)
    if found.shared.rules:
        yield ""
        for rule in found.shared.rules:
            yield f"- **{as_markdown(rule.title)}** {as_markdown(rule.why)} ({as_markdown(sources_line(rule))})"
    yield f"\n---\n\n{NOTICE}"


def html(found: Comparison) -> str:
    """The comparison as HTML: the branches beside one another where there is room."""
    return "\n".join(_html(found)) + "\n"


def _html(found: Comparison) -> Iterator[str]:
    debrief = found.left.debrief
    yield head(f"{debrief.title}: side by side", _COLUMNS)
    yield f"<h1>{escape(debrief.title)}: side by side</h1>"
    yield f'<p class="quiet">{escape(f"With {debrief.boss} · level: {debrief.level}")}</p>\n<div class="both">'
    for part in branches_in_words(found):
        yield f"<section>\n<h2>{escape(part.title)}</h2>"
        yield from (f'<p class="quiet">{escape(each)}</p>' for each in part.sentences)
        yield "<ul>"
        yield from (f"<li>{escape(each)}</li>" for each in part.items)
        yield "</ul>\n</section>"
    yield f"</div>\n<h2>{escape(QUESTION)}</h2>\n<p>{escape(found.shared.sentence)}</p>\n<ul>"
    for rule in found.shared.rules:
        yield (
            f"<li><b>{escape(rule.title)}</b> {escape(rule.why)}<br>"
            f'<span class="quiet">{escape(sources_line(rule))}</span></li>'
        )
    yield f'</ul>\n<footer class="quiet">{NOTICE}</footer>\n</body>\n</html>'
