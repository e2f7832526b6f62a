"""How often somebody may do something. Kept in memory alone, and forgotten: nothing here is ever written down."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

MOST_KEPT = 20_000
_ONE_NETWORK = 64  # bits of an IPv6 address that one household or one phone has for itself


class Limit:
    """A bucket for each: *most* at once, *each_second* coming back."""

    def __init__(self, most: float, each_second: float, clock: Callable[[], float]) -> None:
        """All buckets are full."""
        self._most = most
        self._each_second = each_second
        self._clock = clock
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()  # what was left, and when

    def left(self, who: Hashable) -> bool:
        """Whether *who* may do it once more; nothing is taken for asking."""
        return self._now(who) >= 1

    def take(self, who: Hashable) -> bool:
        """Have *who* do it once, if they may."""
        left = self._now(who)
        if left < 1:
            return False
        self._left[who] = (left - 1, self._clock())
        self._left.move_to_end(who)
        if len(self._left) > MOST_KEPT:
            self._left.popitem(last=False)
        return True

    def give_back(self, who: Hashable) -> None:
        """Have *who* not have done it."""
        if who in self._left:
            self._left[who] = (min(self._now(who) + 1, self._most), self._clock())

    def _now(self, who: Hashable) -> float:
        if who not in self._left:
            return self._most
        left, when = self._left[who]
        return min(self._most, left + max(self._clock() - when, 0) * self._each_second)


class Whereabouts:
    """Where requests come from, as words that stand for an address while this process runs, and say nothing after."""

    def __init__(self) -> None:
        """Another key for every process."""
        self._key = secrets.token_bytes(32)

    def of(self, address: str) -> bytes:
        """The word for *address*; for all addresses of one network of IPv6 it is the same."""
        try:
            known = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            place = address
        else:
            if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped is None:
                place = str(ipaddress.IPv6Network((known, _ONE_NETWORK), strict=False))
            else:
                place = str(known)
        return hashlib.blake2b(place.encode(), key=self._key, digest_size=16).digest()
