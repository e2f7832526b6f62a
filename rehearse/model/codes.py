"""Every code that a problem can have: how grave it is unless a pack says otherwise, and what it is called.

Each has a page in ``docs/problems/`` with a bad and a good example, both of which the tests run.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from rehearse.model.problem import Severity


class Code(NamedTuple):
    """One kind of problem."""

    severity: Severity
    title: str
    """What is the matter, in a few words."""
    firm: bool = False
    """Whether what has it cannot be read or played, so that no pack may make it less than an error."""


def _firm(title: str) -> Code:
    return Code("error", title, firm=True)


# --- files and YAML
_FILES = {
    "no-pack": _firm("a folder that is not there"),
    "not-a-file": _firm("a folder where a file is expected"),
    "unreadable": _firm("a file that cannot be opened"),
    "file-too-large": _firm("a file that is too large"),
    "file-empty": _firm("a file with nothing in it"),
    "not-utf-8": _firm("a file that is not UTF-8 text"),
    "control-character": _firm("a file that is not a text file"),
    "two-documents": _firm("two documents in one file"),
    "too-deep": _firm("nesting that is too deep"),
    "yaml-syntax": _firm("not readable as YAML"),
    "yaml-tab": _firm("a tab where spaces are needed"),
    "yaml-indentation": _firm("indentation that does not fit"),
    "yaml-colon": _firm("a colon inside a text without quotes"),
    "yaml-quote": _firm("a quote that is never closed"),
    "yaml-bracket": _firm("a bracket that is never closed"),
    "yaml-sign": _firm("a text that begins with a sign of YAML's own"),
    "yaml-key": _firm("a key that is no plain word"),
    "yaml-alias": _firm("an anchor or an alias"),
    "yaml-tag": _firm("a tag (!name) in front of a value"),
    "yaml-merge": _firm("a merge key (<<)"),
    "duplicate-key": _firm("a key that stands twice"),
    "text-cut": Code("warning", "a text that YAML cut at a number sign"),
    "curly-quotes": Code("warning", "quotes of a word processor around a value"),
    "unknown-content": _firm("neither scenario, persona nor advice"),
}
# --- the shape of what is written
_SHAPE = {
    "missing-key": _firm("a key that must be there is not"),
    "unknown-key": _firm("a key that does not exist"),
    "unknown-value": _firm("not one of the words that are allowed"),
    "wrong-type": _firm("a number, list or mapping where something else is meant"),
    "empty-text": _firm("a text with nothing in it"),
    "too-few": _firm("fewer than are needed"),
    "too-many": _firm("more than are allowed"),
    "too-long": _firm("a text or id that is too long"),
    "out-of-range": _firm("a number that is too small or too large"),
    "bad-id": _firm("an id that is not lower-case words joined by hyphens"),
    "bad-point": _firm("a point that is not written like LP-09"),
    "bad-version": _firm("a version that is not numbers with points"),
    "bad-language": _firm("a language that is not written like en or pt-BR"),
    "bad-date": _firm("a date that cannot be read"),
    "lone-brace": _firm("a brace that stands alone"),
    "unknown-slot": _firm("a slot that does not exist"),
    "missing-default": _firm("a text by persona has no default"),
    "condition": _firm("a condition that cannot be understood"),
    "meter-range": _firm("a meter whose numbers are out of order"),
    "one-deep-concern": _firm("not exactly one deep concern, and last"),
    "objections-by-concern": _firm("a concern without its objection lines"),
    "same-boss-twice": _firm("a mix of a boss with themselves"),
    "route-falls-through": _firm("routes that may all fail"),
    "route-never-taken": _firm("a route behind one that is always taken"),
    "two-exits": _firm("two ways on that exclude each other"),
    "no-exit": _firm("no way on"),
    "bare-ending": _firm("an ending without title or summary"),
    "silent-node": _firm("a node at which the boss says nothing"),
    "objection-of-what": _firm("an objection without its concern"),
    "unknown-code": _firm("a severity for a problem that does not exist"),
    "firm-severity": _firm("a severity that cannot be lowered"),
    "pack-needs-newer": _firm("a pack for a later version of rehearse"),
}
# --- what refers to what
_REFERENCES = {
    "unknown-article": _firm("an article that does not exist"),
    "unknown-point": _firm("a point that does not exist"),
    "unknown-move": _firm("a move that does not exist"),
    "unknown-card": _firm("a card that does not exist"),
    "unknown-concept": _firm("a concept that does not exist"),
    "unknown-persona": _firm("a persona that does not exist"),
    "unknown-node": _firm("a node that does not exist"),
    "unknown-choice": _firm("a choice that does not exist"),
    "unknown-meter": _firm("a meter that does not exist"),
    "unknown-flag": _firm("a flag that is not declared"),
    "unknown-concern": _firm("a concern that no boss has"),
    "concept-circle": _firm("concepts that lead back to themselves"),
    "duplicate-id": _firm("an id that stands twice"),
    "renamed-clash": Code("error", "an old name that is taken"),
    "detour-ends": _firm("an ending inside a detour"),
    "detour-in-detour": _firm("a detour inside a detour"),
    "return-without-detour": _firm("a return where no detour leads"),
    "overridden": Code("note", "something takes the place of another of the same id"),
    "id-and-file": Code("warning", "an id and a file's name that differ"),
    "todo": Code("warning", "a node that is still to be written"),
}
# --- what is there for nothing, or was probably meant otherwise
_UNUSED = {
    "unused-flag": Code("warning", "a flag that nothing sets and nothing asks for"),
    "unasked-flag": Code("note", "a flag that is set, and nothing asks for it"),
    "unused-meter": Code("warning", "a meter of the scenario's own that nothing moves, or nothing asks for"),
    "unused-slot": Code("note", "a slot given a default and never used"),
    "flag-never-set": Code("warning", "a condition on a flag that nothing sets"),
    "route-repeated": Code("warning", "a route with the condition of an earlier one"),
    "alike-names": Code("warning", "two names that differ by a letter"),
    "start-beyond": Code("warning", "a start beyond a meter's range"),
    "names-the-boss": Code("warning", "a text that fits any boss, and names one"),
    "never-answered": Code("warning", "a concern that nothing answers"),
    "unpractised-card": Code("note", "a card that no choice practises"),
    "unused-point": Code("note", "a point that no card stands on"),
}
# --- texts in other languages
_STRINGS = {
    "string-slots": Code("error", "a translation whose slots are not those of the original"),
    "string-stale": Code("warning", "a translation of an older wording"),
    "string-unknown": Code("warning", "a translation of a text that is not there"),
    "string-missing": Code("note", "texts that are not translated"),
}
# --- the graph (further ones: see analysis)
_GRAPH = {
    "unreachable-node": Code("warning", "a node that no way leads to"),
    "no-way-out": Code("error", "a node from which no ending can be reached"),
    "stuck": Code("error", "a talk in which nothing is left that can be said"),
    "goes-round": Code("error", "a talk that goes round by itself"),
    "endless": Code("error", "a talk that can go on for ever and never end"),
    "never-reached": Code("warning", "a node that no state leads to"),
    "never-true": Code("warning", "a condition that never holds"),
    "always-true": Code("warning", "a condition that always holds"),
    "idle-effect": Code("warning", "an effect that never changes anything"),
    "only-off-script": Code("note", "something that no line on offer brings about"),
    "ending-not-with": Code("note", "an ending that never comes with some bosses"),
    "choices-alike": Code("warning", "two choices that typed replies cannot tell apart"),
    "line-ruled-out": Code("warning", "a line that its own requirements rule out"),
    "line-of-another-move": Code("note", "a line that sounds like another move than its own"),
    "example-strays": Code("warning", "an example line that does not find its own move"),
    "few-examples": Code("note", "a move with few example lines"),
    "does-not-fit": Code("warning", "a text too long for its place on the screen"),
    "limited-check": Code("note", "a meeting too large to look at every state"),
}

CODES: Mapping[str, Code] = MappingProxyType({**_FILES, **_SHAPE, **_REFERENCES, **_UNUSED, **_STRINGS, **_GRAPH})
"""Every code, in the order in which the pages are listed."""
