"""What the screens read and write: all content, the advice, and the journal. Loaded after the first paint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.loading.library import Library
    from rehearse.store.journal import Journal


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that takes a while to load."""

    library: Library
    catalogue: Catalogue
    journal: Journal


def read_shelf(packs: Sequence[Path] = ()) -> Shelf:
    """Load it all, the person's own packs first and then *packs*. Slow; meant for a worker."""
    from rehearse.coaching.feedback.catalogue import Catalogue  # noqa: PLC0415  (nothing of this before the first paint)
    from rehearse.loading.library import load_library  # noqa: PLC0415
    from rehearse.store import places  # noqa: PLC0415
    from rehearse.store.journal import Journal  # noqa: PLC0415
    from rehearse.store.languages import as_remembered  # noqa: PLC0415

    library = as_remembered(load_library((*places.packs(), *packs)))
    return Shelf(library, Catalogue(library), Journal.open())
