"""The person's own editor: which it is, and how it is told to open a file at a line."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLES = ("VISUAL", "EDITOR")
"""Asked in this order, as other programs do."""
NOT_SET = (
    "No editor is set. Leave the program, type  export EDITOR=nano  (or vim, micro, 'code --wait', …) and come back; "
    "or open the file in any editor yourself: the bench follows every save."
)

_PLUS_LINE = frozenset({"vi", "vim", "nvim", "view", "vimx", "elvis", "nvi", "joe", "mg", "pico", "ne", "gvim", "mvim"})
_PLUS_LINE_COMMA = frozenset({"nano", "rnano"})
_PLUS_LINE_COLON = frozenset({"emacs", "emacsclient", "micro", "kak", "gedit"})
_AFTER_THE_FILE = frozenset({"hx", "helix", "subl", "sublime_text", "zed", "zeditor", "lapce"})
_GOTO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"})
_LINE_OPTION = frozenset({"kate", "mate", "kwrite"})
_WINDOWED = _GOTO | _LINE_OPTION | {"gvim", "mvim", "gedit", "subl", "sublime_text", "zed", "zeditor", "lapce"}
"""Editors that open a window of their own: the terminal stays with the program."""


class NoEditor(LookupError):
    """No editor can be opened; carries the sentence that says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Call:
    """How an editor is started."""

    command: tuple[str, ...]
    windowed: bool  # whether it opens a window of its own, so that the terminal need not be handed over
    name: str

    @property
    def at_line(self) -> bool:
        """Whether it was told a line; editors that are not known are only told the file."""
        return self.name in _KNOWN


_KNOWN = _PLUS_LINE | _PLUS_LINE_COMMA | _PLUS_LINE_COLON | _AFTER_THE_FILE | _GOTO | _LINE_OPTION


def editor_call(file: Path, line: int, column: int = 1, environment: Mapping[str, str] | None = None) -> Call:
    """How to open *file* at *line* and *column* (from 1) in the editor that the *environment* names.

    Raises ``NoEditor`` with a sentence where none is named, or the name cannot be read.
    """
    known = os.environ if environment is None else environment
    named = next(((variable, known[variable]) for variable in VARIABLES if known.get(variable, "").strip()), None)
    if named is None:
        raise NoEditor(NOT_SET)
    variable, value = named
    try:
        words = shlex.split(value, posix=os.name != "nt")
    except ValueError as error:
        message = f"${variable} is  {value}  which has a quote that is not closed."
        raise NoEditor(message) from error
    name = Path(words[0]).name.removesuffix(".exe").casefold()
    return Call((*words, *_arguments(name, str(file), max(line, 1), max(column, 1))), name in _WINDOWED, name)


def _arguments(name: str, file: str, line: int, column: int) -> tuple[str, ...]:
    if name in _PLUS_LINE:
        return f"+{line}", file
    if name in _PLUS_LINE_COMMA:
        return f"+{line},{column}", file
    if name in _PLUS_LINE_COLON:
        return f"+{line}:{column}", file
    if name in _AFTER_THE_FILE:
        return (f"{file}:{line}:{column}",)
    if name in _GOTO:
        return "-g", f"{file}:{line}:{column}"
    if name in _LINE_OPTION:
        return "-l", str(line), file
    return (file,)
