"""What the plain commands print: paragraphs, cleaned of signs that could move the cursor."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

import click

WIDTH = 78
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")


def clean(text: str) -> str:
    """*text* without signs that could move the cursor or turn the direction."""
    return _UNSAFE.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")


def paragraph(text: str, indent: str = "", hanging: str | None = None) -> None:
    """Print *text* wrapped, its further rows *hanging* where they should stand elsewhere."""
    further = indent if hanging is None else hanging
    for number, line in enumerate(clean(text).split("\n")):
        first = further if number else indent
        click.echo(click.wrap_text(line, WIDTH, first, further) if line.strip() else "")


def row(text: str) -> None:
    """Print *text* as it is laid out."""
    click.echo(clean(text).rstrip())


def blank() -> None:
    """Print an empty line."""
    click.echo()


def asked_line() -> str:
    """One line of the person's, asked for; empty where there is no more."""
    click.echo("> ", nl=False)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        click.echo()
    return line


def as_json(data: Any, *, lines: bool = False) -> None:  # noqa: ANN401  (whatever JSON can hold)
    """Print *data* as JSON, in one line where it is one of several *lines*."""
    click.echo(json.dumps(data, indent=None if lines else 2, ensure_ascii=False, default=str))
