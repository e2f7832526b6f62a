"""The boss whom the person took for theirs, put into the brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.loading.brief_answers import with_answer
from rehearse.model.mix import parts_of
from rehearse.store.brief import Saving, load_brief, try_to_save

if TYPE_CHECKING:
    from collections.abc import Mapping


def keep_boss(boss: str, personas: Mapping[str, str], *, share: int = 0, name: str | None = None) -> Saving:
    """Put *boss*, one persona or a mix of two, into the brief on disk; all else in it stays.

    *personas* are the bosses there are, titles by id; *share* is how much of the second there is, in percent, where
    that is known. Where a *name* is given the boss is called so from now on, or by no name where it is empty.
    """
    main, other = (*parts_of(boss), "")[:2]
    answers = [
        ("boss.mixed_with", ""),  # first, so that nobody is mixed with themselves meanwhile
        ("boss.persona", main),
        ("boss.mixed_with", other),
        ("boss.share", str(share) if other and share else ""),
        *([] if name is None else [("boss.name", name)]),
    ]
    brief, _ = load_brief()
    for key, answer in answers:
        brief, wrong = with_answer(brief, key, answer, personas)
        if wrong:
            return Saving(done=False, told=wrong)
    return try_to_save(brief)
