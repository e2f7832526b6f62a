"""Who statements are about, and what they are known by: accounts and ids that say nothing about anybody.

They come from what is stored of a seat, the hash of a random token, and so nobody can work them out from a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from rehearse.workshop.report.telling import names_of

if TYPE_CHECKING:
    from rehearse.workshop.session.room import Room

BASE = "tag:rehearse.invalid,2026:"
"""What all ids begin with: a tag (RFC 4151) of a domain that nobody can have, so that it clashes with nobody's."""
_SPACE = uuid5(NAMESPACE_URL, BASE)


class Accounts:
    """Makes the accounts of one session."""

    def __init__(self, room: Room) -> None:
        """Whether an account lasts for the session or for one round hangs on whether the session is anonymous."""
        self._room = room
        self._names = names_of(room)
        self._tokens: dict[str, str] = {}

    def person(self, seat: int, part: str = "") -> dict[str, Any]:
        """Somebody. In an anonymous session in that *part* of it only: the next part has another account."""
        token = f"{self._room.began.session} {seat} {self._room.seats[seat].token}"
        account = str(uuid5(_SPACE, f"{token} {part if self._room.began.anonymous else ''}"))
        self._tokens[account] = token
        named = {"name": name} if (name := self._names.get(seat)) else {}
        return {"objectType": "Agent", **named, "account": {"homePage": f"{BASE}people", "name": account}}

    def room(self) -> dict[str, Any]:
        """All of them together."""
        account = str(uuid5(_SPACE, f"room {self._room.began.session}"))
        return {"objectType": "Group", "name": "The room", "account": {"homePage": f"{BASE}rooms", "name": account}}

    def statement(self, sequence: int, actor: dict[str, Any], key: str = "") -> str:
        """The id of the statement about that event, the same whenever it is asked for.

        The token of whom it is about is in it, so that nobody can count from it how early somebody voted. *key*: what
        else decides what it says, as where it comes from content that can be edited.
        """
        token = self._tokens.get(actor["account"]["name"], "")
        return str(uuid5(_SPACE, f"statement {self._room.began.session} {sequence} {token} {key}"))
