"""Proving a scenario: whether it teaches what it means to, shown by exact figures instead of by an opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.authoring.proofs.coverage import coverage
from rehearse.authoring.proofs.difficulty import difficulty
from rehearse.authoring.proofs.endings import endings
from rehearse.authoring.proofs.giveaways import giveaways
from rehearse.authoring.proofs.material import gather
from rehearse.authoring.proofs.pivots import pivots
from rehearse.authoring.proofs.proof import Figure, Mark, Proof, Section, Table
from rehearse.authoring.proofs.separation import separation
from rehearse.loading.library import unknown_id
from rehearse.store.session import UnknownContent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rehearse.loading.library import Library

    Progress = Callable[[str, int, int], None]
    """Told what is being worked on (a boss and a level), how many such steps are done, and how many there are."""

__all__ = ["Figure", "Mark", "Proof", "Section", "Table", "UnknownContent", "prove"]

LEVEL = "everyday"
"""The level at which a scenario is proved unless others are asked for; where there is none of that name, the first."""


def prove(
    library: Library,
    scenario: str,
    personas: Sequence[str] = (),
    levels: Sequence[str] = (),
    *,
    cache: bool = True,
    progress: Progress | None = None,
) -> Proof:
    """Everything that can be shown about *scenario* with *personas* (all there are, where none is named) at *levels*.

    Without *levels* it is looked at as on an everyday, and its difficulty at all levels. Takes some seconds for each
    boss the first time, and next to nothing where it is kept and nothing has changed: call it in a worker. *cache*: use
    what is kept on disk, and keep what is found.

    Raises ``UnknownContent`` with a sentence where a name is unknown or the content cannot be played.
    """
    known = [level.id for level in library.rules.levels] if library.rules is not None else []
    for level in levels:
        if level not in known:
            raise UnknownContent(unknown_id(level, dict.fromkeys(known), "level"))
    chosen = tuple(dict.fromkeys(personas)) or tuple(library.personas)
    if not chosen:
        message = "There is no boss to prove it with: no persona could be read."
        raise UnknownContent(message)
    audited = tuple(dict.fromkeys(levels)) or (LEVEL if LEVEL in known else "".join(known[:1]),)
    others = () if levels else tuple(level for level in known if level not in audited)
    material = gather(
        library,
        scenario,
        chosen,
        audited,
        others,
        cached=cache,
        progress=progress or (lambda *_: None),
    )
    sections = (endings, giveaways, separation, coverage, pivots, difficulty)
    return Proof(
        scenario,
        library.scenarios[scenario].title,
        chosen,
        audited,
        tuple(section(material) for section in sections),
    )
