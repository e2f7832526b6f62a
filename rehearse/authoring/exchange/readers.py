"""Which reader reads which file, and a file read by it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rehearse.authoring.exchange.draft import MOST_BYTES, NotReadable, decoded
from rehearse.authoring.exchange.ink import read_ink
from rehearse.authoring.exchange.twee_in import read_twee
from rehearse.authoring.exchange.yarn import read_yarn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rehearse.authoring.exchange.draft import Draft

READERS = {"twee": read_twee, "yarn": read_yarn, "ink": read_ink}
KEPT = "comment"
"""What is not carried over but stands in the draft as it was."""


def read_story(path: Path, form: str) -> Draft:
    """The story in the file at *path*, read as *form* (``twee``, ``yarn``, ``ink``).

    Raises ``NotReadable`` with a sentence where there is none, or it cannot be read.
    """
    try:
        if path.is_dir():
            message = f"'{path}' is a folder, where a file is expected."
            raise NotReadable(message)
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        message = f"'{path}' cannot be read: {error.strerror or error}."
        raise NotReadable(message) from error
    return READERS[form](str(path), decoded(raw))


def report(draft: Draft) -> Iterator[str]:
    """A line for everything that was not carried over, with file and line."""
    for one in draft.all_dropped:
        if one.kind != KEPT:
            place = f"{draft.source}:{one.line}" if one.line else draft.source
            yield f"{place}: {one.kind}: {' '.join(one.text.split())}"


def counted(draft: Draft) -> str:
    """What was not carried over, in numbers: ``12 conditions, 3 variables``; empty where that is nothing."""
    kinds = Counter(one.kind for one in draft.all_dropped)
    return ", ".join(
        f"{count} {kind if count == 1 or kind.endswith('s') else _plural(kind)}" for kind, count in kinds.most_common()
    )


def _plural(kind: str) -> str:
    first, *rest = kind.split(" ")
    if rest and rest[0] == "outside":  # line outside every node
        return " ".join((f"{first}s", *rest))
    uncounted = {"glue", "logic", "metadata", "markup", "formatting", "code", "to do", "style"}
    return kind if kind in uncounted else f"{kind[:-1]}ches" if kind.endswith("ch") else f"{kind}s"
