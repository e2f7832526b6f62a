"""Whom the answers about one's boss lead to: whose signs to show, and with whom one can rehearse."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearse.coaching.boss.which_boss import BossMix

_TWO = 2


def shown(result: BossMix) -> tuple[str, ...]:
    """The personas whose signs belong beside *result*; none where nothing fitted."""
    if not result.anybody:
        return ()
    if not result.clear and len(result.near) > 1:
        return result.near
    return (result.main, result.other) if result.other and result.other_share else (result.main,)


def bosses(result: BossMix) -> tuple[str, ...]:
    """With whom one can rehearse then: the one boss where it is clear, else each who is near, and the two as one."""
    if result.clear:
        return (result.boss,)
    near = shown(result)
    return (*near, result.boss) if len(near) == _TWO else near
