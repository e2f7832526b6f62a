"""What is read from another program's file, whatever its format: passages, what is said in them, and ways on.

The words and the ways are kept. What decides between ways (conditions, variables, code) is left out, and every such
thing is a ``Dropped`` with its line: nothing is left out silently.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

MOST_BYTES = 5_000_000
"""Bytes a file to be imported may have."""
MOST_PASSAGES = 20_000
MOST_LEVELS = 30
"""Levels of options inside options."""
MOST_PARTS = 200_000
"""Lines, options and links together."""


class NotReadable(ValueError):
    """A file that cannot be imported; carries a sentence, and the line where it is known (else 0)."""

    def __init__(self, message: str, line: int = 0) -> None:
        """Keep the sentence and the line."""
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that was not carried over, or not as it was."""

    line: int
    kind: str  # "condition", "variable", "command": what the report counts by
    text: str  # as it stands in the source, or a sentence


@dataclass(frozen=True, slots=True)
class Way:
    """A way on, to a passage by its name."""

    to: str
    when: str = ""  # a condition of ours, from a file that we exported
    weight: int = 0


class Extra(NamedTuple):
    """A further key of the format, from a file that we exported."""

    key: str
    value: str  # a text, or else YAML on one line
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """Something the person can say or do."""

    line: int
    text: str
    ways: tuple[Way, ...] = ()  # one as a rule; none where the story ends with it
    reply: str = ""
    repeat: bool = True
    id: str = ""
    moves: tuple[str, ...] = ()
    detour: str = ""
    returns: bool = False
    keys: tuple[Extra, ...] = ()
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the source that becomes a node."""

    name: str
    line: int
    text: str = ""
    options: tuple[Option, ...] = ()
    ways: tuple[Way, ...] = ()  # more than one: something that was dropped decided between them
    fallback: str = ""
    otherwise: str = ""
    phase: str = ""
    ending: str = ""
    todo: bool = True
    keys: tuple[Extra, ...] = ()
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole story."""

    source: str  # the file
    form: str  # "Twee", "Yarn Spinner", "Ink"
    title: str
    start: str
    passages: tuple[Passage, ...]
    keys: tuple[Extra, ...] = ()
    dropped: tuple[Dropped, ...] = ()  # what belongs to no passage
    id: str = ""  # its own, from a file that we exported
    ours: bool = False  # exported from here: texts have our slots, moves are known

    @property
    def all_dropped(self) -> tuple[Dropped, ...]:
        """Everything that was not carried over, by line."""
        found = [*self.dropped]
        for passage in self.passages:
            found += passage.dropped
            for option in passage.options:
                found += option.dropped
        return tuple(sorted(found, key=lambda one: one.line))


def decoded(raw: bytes) -> str:
    """The text of a file to be imported, its line ends made alike. Raises ``NotReadable``."""
    if len(raw) > MOST_BYTES:
        message = f"The file is too large to be imported: more than {MOST_BYTES:,} bytes."
        raise NotReadable(message)
    try:
        text = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        message = "The file is not UTF-8 text. Save it as UTF-8."
        raise NotReadable(message, raw[: error.start].count(b"\n") + 1) from error
    if "\0" in text:
        message = "The file is no text."
        raise NotReadable(message)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_LIKE_SPACES)


_LIKE_SPACES = {
    sign: " " for sign in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF) if chr(sign) not in "\n\t"
}
"""Signs that nobody sees, and such as some would take for the end of a line."""


def braces_doubled(text: str) -> str:
    """*text* with its braces as the format writes them where they are no slots."""
    return text.replace("{", "{{").replace("}", "}}")


def checked_size(passages: list[Passage]) -> tuple[Passage, ...]:
    """*passages*, where there are not too many. Raises ``NotReadable``."""
    if len(passages) > MOST_PASSAGES:
        message = f"The story is too large: more than {MOST_PASSAGES:,} passages."
        raise NotReadable(message, passages[MOST_PASSAGES].line)
    if sum(1 + len(passage.options) for passage in passages) > MOST_PARTS:
        message = f"The story is too large: more than {MOST_PARTS:,} options."
        raise NotReadable(message)
    return tuple(passages)
