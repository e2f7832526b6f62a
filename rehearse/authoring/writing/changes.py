"""What a command would change in content files: shown first, written only when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from typing import TYPE_CHECKING

from rehearse.authoring.writing.content_files import read_source
from rehearse.loading.ids import Unchanged, with_ids
from rehearse.loading.layout import laid_out
from rehearse.loading.yaml_reader import SourceError
from rehearse.model.tests import is_tests_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rehearse.loading.ids import Named


@dataclass(frozen=True, slots=True)
class Change:
    """One file before and after."""

    path: Path
    before: bytes = b""
    after: bytes = b""
    named: tuple[Named, ...] = ()
    """The ids that were given."""
    problem: str = ""
    """Why it stays as it is; empty where nothing is the matter."""

    @property
    def is_one(self) -> bool:
        """Whether anything changes."""
        return self.before != self.after

    def diff(self) -> Iterator[str]:
        """The change as a patch, line by line, without line ends."""
        old, new = (content.decode("utf-8", "replace").splitlines() for content in (self.before, self.after))
        yield from unified_diff(old, new, str(self.path), str(self.path), lineterm="", n=2)


def ids_for(files: Sequence[Path]) -> Iterator[Change]:
    """What giving ids to what lacks one would change in each of *files*."""
    for path in files:
        if is_tests_file(path.name):
            continue
        try:
            before = read_source(path)
            identified = with_ids(str(path), before)
        except SourceError as error:
            yield Change(path, problem=str(error.problem))
        except Unchanged as error:
            yield Change(path, problem=str(error))
        else:
            yield Change(path, before, identified.content, identified.named)


def layout_of(files: Sequence[Path]) -> Iterator[Change]:
    """What laying out each of *files* like the others would change."""
    for path in files:
        try:
            before = read_source(path)
            yield Change(path, before, laid_out(str(path), before))
        except SourceError as error:
            yield Change(path, problem=str(error.problem))
        except Unchanged as error:
            yield Change(path, problem=str(error))
