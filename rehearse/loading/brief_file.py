"""The brief as a YAML file that people can edit: read with located problems, written with a reason above each key."""

from __future__ import annotations

import datetime as dt
import textwrap
from typing import TYPE_CHECKING, Any

from rehearse.loading.validation import salvaged
from rehearse.loading.yaml_reader import SourceError, read_yaml
from rehearse.loading.yaml_text import WIDTH, scalar
from rehearse.model.brief import Brief
from rehearse.model.brief_questions import QUESTION, QUESTIONS, SECTIONS
from rehearse.model.problem import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from rehearse.loading.yaml_reader import Path
    from rehearse.model.brief import Fact
    from rehearse.model.brief_questions import Question

HEAD = """\
# Your own meeting. Everything may be left empty; half of it is already useful.
# It stays on this machine, in your own folder. 'rehearse brief --check' says what cannot be read,
# 'rehearse brief --forget' removes it. Where answers are given in the program, the file is written
# anew, and comments of your own are lost.
"""


def read_brief(path: str, raw: bytes, personas: Collection[str] | None = None) -> tuple[Brief, list[Problem]]:
    """The brief in a file's bytes, and what is wrong with it, each problem with file, line and column.

    What has a problem is left out, and the rest is there. A file with nothing in it is an empty brief. Where the
    *personas* that there are are given, another one is a problem too; but it stays in the brief.
    """
    try:
        document = read_yaml(path, raw)
    except SourceError as error:
        return Brief(), [] if error.problem.code == "file-empty" else [error.problem]
    brief, problems = salvaged(document, Brief, _likely_key)
    brief = brief or Brief()
    for key in ("persona", "mixed_with"):
        named = getattr(brief.boss, key)
        if personas is not None and named is not None and named not in personas:
            hint = did_you_mean(named, personas) or f"There is: {', '.join(sorted(personas))}."
            message = f"There is no persona '{named}'."
            problems.append(Problem("unknown-persona", "error", document.span(("boss", key)), message, hint))
    return brief, sorted((*document.problems, *problems), key=lambda problem: problem.span)


def _likely_key(path: Path) -> str:
    """What was probably meant by a key that the brief does not have: a key near it, or the same one under another."""
    around = ".".join(str(part) for part in path[:-1])
    word = str(path[-1])
    here = {"text", "figure", "source"} if around.startswith("facts") else _keys_under(around)
    for key in QUESTION:
        under, _, last = key.rpartition(".")
        if last == word and under != around:
            return f"It stands under '{under}'." if under else "It stands at the top, not under another key."
    return did_you_mean(word, here) or (f"There is: {', '.join(sorted(here))}." if around else "")


def _keys_under(around: str) -> set[str]:
    """The keys that may stand under *around*, which is empty for the top of the file."""
    before = f"{around}." if around else ""
    return {key.removeprefix(before).partition(".")[0] for key in QUESTION if key.startswith(before)}


def written(brief: Brief) -> str:
    """*brief* as the text of a YAML file: every key there is, above it why it is asked and an example."""
    return HEAD + "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    opened = ""
    for section in SECTIONS:
        yield f"\n# --- {section}"
        for question in QUESTIONS:
            if question.section != section:
                continue
            around, _, key = question.key.rpartition(".")
            if around and around != opened:
                yield f"\n{around}:"
            opened = around
            indent = "  " if around else ""
            yield from _comment(question, indent)
            yield from _entry(key, brief.at(question.key), indent)


def _comment(question: Question, indent: str) -> Iterator[str]:
    said = f"{question.label}."
    if question.options:
        said += f" {'Any' if question.kind == 'choices' else 'One'} of: {', '.join(v for v, _ in question.options)}."
    elif question.kind != "facts":
        said += f" For example: {question.example}"
    if not indent:
        yield ""
    for text in (said, f"Why: {question.why}"):
        yield from textwrap.wrap(text, WIDTH, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}#   ")
    if question.kind == "facts":
        text, figure, source = (part.strip() for part in question.example.split("|"))
        yield f"# facts:\n#   - text: {text}\n#     figure: {figure}\n#     source: {source}"


def _entry(key: str, value: Any, indent: str) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, tuple) and value and not isinstance(value[0], str):
        yield f"{indent}{key}:"
        for fact in value:
            yield from _fact(fact)
    elif isinstance(value, tuple):
        yield f"{indent}{key}: [{', '.join(value)}]"
    elif value is None:
        yield f"{indent}{key}:"
    else:
        yield f"{indent}{key}: {_scalar(value, indent + '  ')}"


def _fact(fact: Fact) -> Iterator[str]:
    yield f"  - text: {_scalar(fact.text, '      ')}"
    for key in ("figure", "source"):
        if (value := getattr(fact, key)) is not None:
            yield f"    {key}: {_scalar(value, '      ')}"


def _scalar(value: str | float | dt.date, indent: str) -> str:
    """A value as YAML: plain where nobody could take it for anything else, else in quotes or as a block."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return scalar(value, indent) if isinstance(value, str) else f"{value:g}"
