"""Values as the text of a YAML file that people read: plain where nobody could take it for anything else."""

from __future__ import annotations

import json
import re
import textwrap

WIDTH = 100
"""Signs in a line, before a text is folded."""

_PLAIN = re.compile(r"[^\W\d_][\w ,.;()/&+%!'-]*")
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def scalar(value: str, indent: str) -> str:
    """A text as YAML, to stand after a key: plain, else in quotes or as a block whose lines begin with *indent*.

    Reading it gives the same text again.
    """
    if not value.replace("\n", "").isprintable():
        return quoted(value)
    if "\n" in value:
        return _block(value, indent) if _stands_as_block(value) else quoted(value)
    if len(value) > WIDTH - len(indent) and value == " ".join(value.split()):
        lines = textwrap.wrap(
            value, max(40, WIDTH - len(indent)), break_long_words=False, break_on_hyphens=False, drop_whitespace=True
        )
        return ">-\n" + "\n".join(indent + line for line in lines)
    plain = _PLAIN.fullmatch(value) and value.casefold() not in _WORDS_OF_YAML and not value.endswith(" ")
    return value if plain else quoted(value)


def quoted(text: str) -> str:
    """*text* between double quotes, signs that nobody sees as their numbers."""
    return "".join(sign if sign.isprintable() else _escape(sign) for sign in json.dumps(text, ensure_ascii=False))


def comment(text: str, indent: str, width: int = WIDTH) -> str:
    """*text* as comment lines, each beginning with *indent*; lines that are too long are folded."""
    shown = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    lines = [
        part
        for line in shown.split("\n")
        for part in textwrap.wrap(line, max(40, width - len(indent) - 2), break_on_hyphens=False) or [""]
    ]
    return "\n".join(f"{indent}# {line}".rstrip() for line in lines)


def _block(value: str, indent: str) -> str:
    return "|-\n" + "\n".join(f"{indent}{line}" if line else "" for line in value.split("\n"))


def _stands_as_block(value: str) -> bool:
    """Whether a block would give back *value* as it is: no space at an edge, no empty line at one either."""
    lines = value.split("\n")
    return bool(lines[0] and lines[-1]) and all(line == line.strip() for line in lines)


def _escape(sign: str) -> str:
    number = ord(sign)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004
