"""Chance, wholly decided by the rehearsal's seed and the place it is asked for."""

from collections.abc import Sequence

_MASK = (1 << 64) - 1


def draw(seed: int, turn: int, salt: int) -> int:
    """A number of 64 bits that depends on nothing but its arguments (Steele and others' SplitMix64 finaliser)."""
    mixed = (seed * 0x9E3779B97F4A7C15 + turn * 0xD1B54A32D192ED03 + salt * 0x8CB92BA72F3D8DD7) & _MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return mixed ^ (mixed >> 31)


def shuffle(size: int, seed: int, turn: int, salt: int) -> list[int]:
    """The numbers below *size* in an order drawn by the arguments (Fisher and Yates)."""
    order = list(range(size))
    for last in range(size - 1, 0, -1):
        other = draw(seed, turn, salt + last) % (last + 1)
        order[last], order[other] = order[other], order[last]
    return order


def weighted(cumulative: Sequence[tuple[int, int]], number: int) -> int:
    """Which target *number* falls on; *cumulative* holds (running total of weights, target)."""
    rest = number % cumulative[-1][0]
    return next(target for total, target in cumulative if rest < total)
