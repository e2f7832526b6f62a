"""Figures as every workshop bench prints them: what was measured, beside what, the aim, and whether it is met."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def at(times: Sequence[float], share: float) -> float:
    """The time that so large a *share* of *times* does not exceed."""
    ordered = sorted(times)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def p99(times: Sequence[float]) -> float:
    """The time that one in a hundred exceeds."""
    return at(times, 0.99)


def tell(name: str, figure: float, unit: str, aim: float, beside: str = "", baseline: float = 0.0) -> bool:
    """Print a figure with its ratio to a *baseline* and whether it meets the *aim* (at most); answers with that."""
    met = figure <= aim
    ratio = f"{figure / baseline:5.1f} times {beside} ({baseline:.3g} {unit})" if baseline else beside
    wanted = f"aim {aim:g} {unit}".rstrip() + f": {'met' if met else 'MISSED'}" if aim < inf else ""
    print(f"{name:<52}{figure:9.3g} {unit:<4} {ratio:<44} {wanted}", flush=True)
    return met


def spread(times: Sequence[float]) -> str:
    """Median, p99 and the longest of *times* (seconds), in milliseconds."""
    return f"median {1e3 * at(times, 0.5):.1f}, p99 {1e3 * p99(times):.1f}, longest {1e3 * max(times):.1f} ms"
