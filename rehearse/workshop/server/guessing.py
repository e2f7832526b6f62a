"""Codes and keys that people try: right ones let in, wrong ones are counted by where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rehearse.workshop.server.asking import address_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from rehearse.workshop.server.shared import Shared
    from rehearse.workshop.session.room import Room

Verdict = Literal["right", "wrong", "wait"]
"""Whether it holds; ``wait``: so many wrong ones came from there that nobody there is told."""


async def tried(shared: Shared, request: Request, of: Callable[[Room], bool], *, key: bool = False) -> Verdict:
    """Whether what *request* shows is right *of* the session.

    A wrong one is counted before anything is waited for: else many that are sent at once would all be answered. A *key*
    is too long to be guessed, so whoever has the right one never waits for what others do.
    """
    address = shared.whereabouts.of(address_of(request))
    right = of(shared.live.room)
    if right and (key or shared.wrong_codes.left(address)):
        return "right"
    if right or not shared.wrong_codes.take(address):
        return "wait"
    if not await shared.holds(of):
        return "wrong"
    shared.wrong_codes.give_back(address)  # it is right since a moment ago, at another process
    return "right"
