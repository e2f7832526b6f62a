"""What is wrong with a file that is not YAML: the line that its author must change, in words they know.

The parser names the place where it gave up, which is often a line below the fault. Here the fault itself is looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.loading.yaml_slips import in_quotes
from rehearse.model.problem import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import yaml
    from yaml._yaml import Mark as CMark
    from yaml.error import Mark
    from yaml.events import ScalarEvent

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""Where YAML begins a new line."""

_INDENT = re.compile(r"[ \t]*")
_KEY = re.compile(r"\s*(?:- +)*(?P<key>[\w.-]+|'[^']*'|\"[^\"]*\"):(?P<gap>\s+|$)(?P<value>.*)")
_KEY_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*[\w-]+(?P<colon>:)(?=[^\s/])")
_HYPHEN_WITHOUT_SPACE = re.compile(r"\s*(?P<hyphen>-)(?=[^\s-])")
_ONE_WORD = re.compile(r"\s*(?:- +)*[\w-]+\s*:(\s|$)")
_SENTENCE = re.compile(r"(?P<dash>\s*- +)[A-Z]")
"""An item of a list that begins as texts do, and keys do not."""
_CONFLICT = re.compile(r"(<{7}|={7}|>{7})( |$)")
_CLOSED_BY = {"[": "]", "{": "}"}
_AT_A_SIGN = frozenset(f"while scanning {what}" for what in ("an alias", "an anchor", "a block scalar", "a tag"))
_SIGN_IN_THE_WAY = (
    "cannot start any token",
    "sequence entries are not allowed",
    "keys are not allowed",
    "node content",
)
_UNCLOSED_QUOTE = "A quote is opened here and never closed."
_FAR = 400
"""Lines that are looked through above a place where the parser gave up, and below a key."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something is in the text; both count from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class _Text:
    """A word or text that the parser has read: its quotes or its sign, and where it begins and ends."""

    style: str
    start: _Place
    end: _Place


@dataclass(frozen=True, slots=True)
class _Fault:
    """A text that is not YAML, and how far the parser got."""

    path: str
    lines: list[str]
    said: str
    """What the parser says, never shown to anybody."""
    while_doing: str
    gave_up: _Place
    began: _Place
    """Where that began which the parser could not finish."""
    last: _Text | None
    """The last word or text before the parser gave up."""

    def line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def sign(self, place: _Place) -> str:
        return self.line(place.line)[place.column : place.column + 1]

    def problem(self, code: str, place: _Place, message: str, hint: str = "") -> Problem:
        return Problem(code, "error", Span(self.path, place.line + 1, place.column + 1), message, hint)


def syntax_problem(path: str, text: str, error: yaml.YAMLError, last: ScalarEvent | None) -> Problem:
    """The one problem with *text*, at which the parser gave up with *error*; *last* is the last scalar that it read."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None) or mark
    fault = _Fault(
        path,
        LINE_END.split(text),
        str(getattr(error, "problem", "") or ""),
        str(getattr(error, "context", "") or ""),
        _place(mark),
        _place(context),
        _Text(last.style or "", _place(last.start_mark), _place(last.end_mark)) if last else None,
    )
    looks = (_left_by_git, _tab, _quote, _sign, _bracket, _beginning, _colon, _no_colon, _indentation)
    for look in looks:
        if (found := next(look(fault), None)) is not None:
            return found
    message = "This line, or the one above it, cannot be read as YAML."
    return fault.problem("yaml-syntax", fault.gave_up, message, "Look at its indentation, its quotes and its brackets.")


def _place(mark: Mark | CMark | None) -> _Place:
    return _Place(mark.line, mark.column) if mark else _Place(0, 0)


def _left_by_git(fault: _Fault) -> Iterator[Problem]:
    for number, line in enumerate(fault.lines):
        if _CONFLICT.match(line):
            message = "This line was left here when two versions of the file were joined."
            hint = "Keep one of the two versions, and remove the lines that begin with <<<<<<<, ======= or >>>>>>>."
            yield fault.problem("yaml-syntax", _Place(number, 0), message, hint)


def _tab(fault: _Fault) -> Iterator[Problem]:
    line = fault.line(fault.gave_up.line)
    indent = _INDENT.match(line)
    if indent is not None and "\t" in indent[0]:
        message = "A tab stands at the beginning of this line."
        place = _Place(fault.gave_up.line, indent[0].index("\t"))
        yield fault.problem("yaml-tab", place, message, "Use spaces: two for each step.")


def _quote(fault: _Fault) -> Iterator[Problem]:
    """Quotes that are not closed, that are closed far below, or inside others."""
    if fault.while_doing == "while scanning a quoted scalar":
        yield fault.problem("yaml-quote", fault.began, _UNCLOSED_QUOTE)
    if "escape" in fault.said:
        message = "Between double quotes a backslash begins a special sign, and this is none."
        yield fault.problem("yaml-quote", fault.gave_up, message, "Write the backslash twice, or use single quotes.")
    last = fault.last
    if last is None or last.style not in {"'", '"'} or last.end.line != fault.gave_up.line:
        return
    start, end = last.start, last.end
    after = fault.line(end.line)[end.column :]
    if start.line < end.line and not _ONE_WORD.match(after):
        message = f"A quote is opened here; the next one is only in line {end.line + 1}."
        yield fault.problem("yaml-quote", start, message, "Close it where the text ends.")
    elif after[:1].isalnum() or (after.strip() and after.strip()[0] not in ":,]}#"):
        place = _Place(end.line, end.column - 1)
        message = "The text ends for YAML at this quote, but it goes on."
        if last.style == "'":
            hint = "Inside single quotes write an apostrophe twice (''), or put the whole text in double quotes."
        else:
            hint = "Put the whole text in single quotes; an apostrophe in it is then written twice ('')."
        yield fault.problem("yaml-quote", place, message, hint)


def _sign(fault: _Fault) -> Iterator[Problem]:
    """A text that begins with a sign that means something to YAML."""
    if fault.while_doing == "while scanning a directive":
        message = "A line that begins with % is an order to YAML."
        yield fault.problem("yaml-sign", _Place(fault.began.line, 0), message, "Put the text in quotes.")
        return
    if fault.while_doing in _AT_A_SIGN or "undefined tag" in fault.said:
        place = fault.began
    elif any(said in fault.said for said in _SIGN_IN_THE_WAY):
        place = fault.gave_up
    else:
        return
    if sign := fault.sign(place).strip():
        message = f"The text begins with {sign}, a sign that YAML keeps for itself."
        yield fault.problem("yaml-sign", place, message, _in_quotes(fault, place))


def _bracket(fault: _Fault) -> Iterator[Problem]:
    """Brackets that are not closed, and commas missing between what stands in them."""
    opening = fault.sign(fault.began)
    if "did not find expected ','" not in fault.said or opening not in _CLOSED_BY:
        return
    closing = _CLOSED_BY[opening]
    if not _is_closed(fault, opening, closing):
        message = f"The bracket {opening} is opened here and never closed."
        yield fault.problem("yaml-bracket", fault.began, message, f"Write {closing} where it ends.")
        return
    value = _KEY.match(fault.line(fault.began.line))
    if value and value.start("value") == fault.began.column and fault.gave_up.line == fault.began.line:
        after = _after_bracket(fault)
        if after and after[0].isalnum():
            yield from _beginning(fault)
    message = f"Between {opening} and {closing} a comma is missing, or a text with signs in it needs quotes."
    yield fault.problem("yaml-bracket", fault.gave_up, message)


def _is_closed(fault: _Fault, opening: str, closing: str) -> bool:
    """Whether the bracket with which the fault began is closed somewhere, as far as one can see."""
    depth = 0
    for number in range(fault.began.line, len(fault.lines)):
        line = fault.lines[number]
        start = fault.began.column if number == fault.began.line else 0
        if number > fault.began.line and _KEY.match(line) and not line.strip().endswith((",", closing)):
            return False  # a key on a line of its own: the bracket before it was forgotten
        for sign in line[start:]:
            depth += (sign == opening) - (sign == closing)
            if depth == 0:
                return True
    return False


def _after_bracket(fault: _Fault) -> str:
    line = fault.line(fault.began.line)[fault.began.column :]
    closing = _CLOSED_BY[line[0]]
    return line.partition(closing)[2].strip()


def _beginning(fault: _Fault) -> Iterator[Problem]:
    """A text such as ``[sighs] Well.`` or ``{boss.name} says``, and brackets closed that were never opened."""
    line = fault.line(fault.gave_up.line)
    written = _KEY.match(line) or re.match(r"\s*(?:- +)+(?P<value>.*)", line)
    value = written["value"] if written else line.strip()
    if value[:1] in _CLOSED_BY:
        after = value.partition(_CLOSED_BY[value[0]])[2].strip()
        place = _Place(fault.gave_up.line, line.index(value) if value else 0)
        if after and after[0] not in ":]}#":
            message = f"The text begins with {value[0]}, which YAML takes for the beginning of a list or a mapping."
            yield fault.problem("yaml-sign", place, message, _in_quotes(fault, place))
    if fault.sign(fault.gave_up) in {"]", "}"}:
        message = f"The bracket {fault.sign(fault.gave_up)} closes here, but none is open."
        yield fault.problem("yaml-bracket", fault.gave_up, message)


def _colon(fault: _Fault) -> Iterator[Problem]:
    """A colon in a text without quotes, or a line indented too far."""
    if "mapping values are not allowed" not in fault.said:
        return
    last, number = fault.last, fault.gave_up.line
    line = fault.line(number)
    if last is not None and last.start.line < number and _ONE_WORD.match(line):
        indent = len(line) - len(line.lstrip())
        above = last.start.line + 1
        message = f"This line is indented further than line {above}, but line {above} already has its text."
        hint = "Give both the same indentation; or, if it goes on with the text above, put that text in quotes."
        yield fault.problem("yaml-indentation", _Place(number, indent), message, hint)
        return
    message = "A colon with a space after it stands inside a text."
    if last is None or last.start.line != number:
        yield fault.problem("yaml-colon", fault.gave_up, message, "Put the whole text in quotes.")
        return
    item = _SENTENCE.match(line)
    first = _Place(number, item.end("dash") if item else last.start.column)
    yield fault.problem("yaml-colon", fault.gave_up, message, _in_quotes(fault, first))


def _no_colon(fault: _Fault) -> Iterator[Problem]:
    """A line that is neither a key with its colon nor part of a text."""
    if "could not find expected ':'" not in fault.said:
        return
    number = fault.began.line
    line = fault.line(number)
    if found := _HYPHEN_WITHOUT_SPACE.match(line):
        place = _Place(number, found.start("hyphen") + 1)
        yield fault.problem("yaml-colon", place, "A space is missing after the hyphen.")
    elif found := _KEY_WITHOUT_SPACE.match(line):
        place = _Place(number, found.start("colon") + 1)
        yield fault.problem("yaml-colon", place, "A space is missing after the colon.")
    else:
        message = "This line has no colon: it is neither a key with its value, nor does it belong to the text above."
        hint = "If it goes on with the text above, indent it further than that text's key."
        yield fault.problem("yaml-colon", _Place(number, len(line) - len(line.lstrip())), message, hint)


def _indentation(fault: _Fault) -> Iterator[Problem]:
    """A line whose indentation is that of nothing above it."""
    number = fault.gave_up.line
    line = fault.line(number)
    indent = len(line) - len(line.lstrip(" "))
    place = _Place(number, indent)
    if "expected '-'" in fault.said:
        if found := _HYPHEN_WITHOUT_SPACE.match(line):
            yield fault.problem("yaml-colon", _Place(number, found.end()), "A space is missing after the hyphen.")
        elif line.lstrip().startswith("-"):
            message = f"This item is indented by {_spaces(indent)}, the others of its list by {fault.began.column}."
            yield fault.problem("yaml-indentation", place, message)
        else:
            message = "This line stands straight below a hyphen, as if it were an item of the list."
            hint = f"Indent it by {_spaces(indent + 2)}, below the first word after the hyphen."
            yield fault.problem("yaml-indentation", place, message, hint)
    elif fault.last is not None and fault.last.style in {"|", ">"} and fault.last.start.line < number:
        message = f"This line is indented less than the text that begins below line {fault.last.start.line + 1}."
        yield fault.problem("yaml-indentation", place, message, "Indent all lines of that text alike.")
    elif "did not find expected key" in fault.said and number != fault.began.line:
        yield from _indented_too_little(fault, number, indent)
        message = f"This line is indented by {_spaces(indent)}, as no line above it is that it could belong to."
        yield fault.problem("yaml-indentation", place, message, "Give it the indentation of the lines it belongs to.")
    elif "document start" in fault.said:
        message = "Above this line the document was ended (by '...'), and nothing may follow."
        yield fault.problem("two-documents", place, message)


def _indented_too_little(fault: _Fault, number: int, indent: int) -> Iterator[Problem]:
    """A key above line *number* that is itself out of line: the parser took it for one further out, and went on.

    It is built as the one before it that is indented as line *number* is.
    """
    above = _last_key(fault, number, lambda deep: deep < indent)
    before = _last_key(fault, above, lambda deep: deep == indent) if above is not None else None
    if above is None or before is None:
        return
    out = len(fault.line(above)) - len(fault.line(above).lstrip(" "))
    if fault.line(above).rstrip().endswith(":") and _keys_below(fault, above) & _keys_below(fault, before):
        message = f"This line is indented by {_spaces(out)}, and line {before + 1} by {indent}."
        hint = "If it stands beside that, give it the same indentation."
        yield fault.problem("yaml-indentation", _Place(above, out), message, hint)


def _last_key(fault: _Fault, below: int, fits: Callable[[int], bool]) -> int | None:
    """The nearest line above *below* with a key whose indentation *fits*."""
    for number in range(below - 1, max(-1, below - _FAR), -1):
        line = fault.line(number)
        if _KEY.match(line) and fits(len(line) - len(line.lstrip(" "))):
            return number
    return None


def _keys_below(fault: _Fault, number: int) -> set[str]:
    """The keys on the first level below that in line *number*."""
    around = len(fault.line(number)) - len(fault.line(number).lstrip(" "))
    keys: set[str] = set()
    depth = None
    for line in fault.lines[number + 1 : number + _FAR]:
        found, deep = _KEY.match(line), len(line) - len(line.lstrip(" "))
        if line.strip() and deep <= around:
            break
        depth = deep if depth is None and found else depth
        if found and deep == depth and not line.lstrip().startswith("-"):
            keys.add(found["key"])
    return keys


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces" if count else "no space"


def _in_quotes(fault: _Fault, place: _Place) -> str:
    """A suggestion: the text that begins at *place*, to the end of its line, in the quotes that it needs."""
    return in_quotes(fault.line(place.line)[place.column :].strip())
