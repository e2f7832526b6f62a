"""The odds of every shipped meeting with every boss: how many states, how long, how much memory, and what comes out.

For each pair the odds are had as the program has them when a talk opens, in a fresh process: the first time, when a
process of their own computes and keeps them, and from the cache, the least of five. The time for one state, the start
of that process included, stands beside that of a named baseline in the same run: the same meeting explored with plain
dictionaries, one state after the other with ``engine.choose``, as far as a capped number of states, and the odds of a
random person worked out from those.

Then how likely each type of ending is for each person, at each level, over the moods of the day; and whether advice
beats chance beats temptation, by the ending's mean worth and by the chance of a good ending (agreed, trial, partial).

    python bench/odds.py [--level everyday] [--capped 4000] [--mixes] [SCENARIO [PERSONA]]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import deque
from itertools import pairwise, permutations
from typing import Any

LEVELS = ("patient", "everyday", "tough")
GOOD = ("agreed", "trial", "partial")
AIMS = {"first": 5.0, "cached": 0.1, "megabytes": 500.0}
MIXED = "+"


def measured(scenario, persona, level, capped):
    """In a fresh process: everything about one pair at one level, as data. A second time it is read from the cache."""
    import resource

    from rehearse.loading.library import load_library
    from rehearse.store.journal import Journal
    from rehearse.store.session import Session

    library = load_library()
    began = time.perf_counter()
    session = Session.begin(
        library, Journal.open(), scenario=scenario, persona=persona, level=level, seed=1, feedback="now"
    )
    begin_took = time.perf_counter() - began
    began = time.perf_counter()
    session.weigh()
    while (worth := session.worth()) is None:
        assert session.weighs, "the process came to nothing"
        time.sleep(0.001)
    odds = worth.odds(session.played.now.state)
    took = time.perf_counter() - began
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = {
        "states": worth.states,
        "exact": worth.exact,
        "seconds": took,
        "computing": child.ru_utime + child.ru_stime,
        "megabytes": child.ru_maxrss / 1024,
        "own_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "begun": {person: worth.begun(person) for person in ("tempting", "uniform", "halfway", "advice", "best")},
        "session": begin_took,
        "odds": odds,
    }
    if capped:  # the second time: from the cache, and once more, now that everything is imported
        found["again"] = min(read_again(session) for _ in range(5))
        found["baseline"], found["explored"] = baseline(session.story, level, capped)
    return found


def read_again(session):
    """Seconds until the odds of a state are known, from the cache."""
    other = session.fork(0)
    other.weighing = None
    began = time.perf_counter()
    other.worth_now().odds(session.played.now.state)
    return time.perf_counter() - began


def baseline(story, level, capped):
    """Seconds for one state in which the talk goes on, with plain dictionaries and the engine; and how many those were.

    Breadth first, so that they are states of every kind; of the odds it is one sweep over what was explored.
    """
    from rehearse.engine import available, begin, choose, is_over

    began = time.process_time()
    first = begin(story, seed=1, level=level).state
    leads: dict[Any, Any] = {}
    odds: dict[Any, Any] = {}
    waiting = deque([first])
    while waiting and len(leads) < capped:
        state = waiting.popleft()
        if is_over(story, state):
            ending = story.nodes[state.node].ending
            odds[state] = {ending.kind if ending else "unfinished": 1.0}
        elif state not in leads:
            leads[state] = [bare(choose(story, state, choice.id).state) for choice in available(story, state)]
            waiting += leads[state]
    for state in reversed(leads):
        odds[state] = {}
        for after in leads[state]:
            for kind, chance in odds.get(after, {}).items():
                odds[state][kind] = odds[state].get(kind, 0.0) + chance / len(leads[state])
    return (time.process_time() - began) / len(leads), len(leads)


def bare(state):
    return state._replace(turn=0, mood=0, asides=0, interrupted=state.interrupted & ~15)


def in_a_fresh_process(home, *arguments):
    environment = {**os.environ, "REHEARSE_HOME": home}
    done = subprocess.run(
        [sys.executable, __file__, "--measure", *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def better(odds):
    """Whether advice beats chance beats temptation: by the ending's mean worth, and by the chance of a good one."""
    from rehearse.coaching.odds.persons import WORTH

    order = [odds[person] for person in ("advice", "uniform", "tempting")]
    worth = [sum(map(float.__mul__, WORTH, chances.values())) for chances in order]
    good = [sum(chances[kind] for kind in GOOD) for chances in order]
    return all(one > other for row in (worth, good) for one, other in pairwise(row))


def tell(scenario, persona, level, first, cached):
    """Print one pair at one level; whether all aims are met."""
    each = first["computing"] / first["states"] * 1e6
    ratio = cached["baseline"] * 1e6 / each
    print(f"\n{scenario} · {persona} · {level}: {first['states']:,} states{'' if first['exact'] else ', SAMPLED'}")
    print(
        f"  first {first['seconds']:5.2f} s ({first['computing']:.2f} s of one core, peak {first['megabytes']:.0f} MB)"
        f"   cached {cached['again'] * 1000:4.0f} ms ({cached['seconds'] * 1000:.0f} ms with imports)"
    )
    print(
        f"  a state {each:.1f} µs; plain dictionaries {cached['baseline'] * 1e6:.0f} µs"
        f" ({cached['explored']:,} states, one person): {ratio:.0f} times as long"
    )
    kinds = list(first["begun"]["best"])
    print("  " + " " * 9 + "".join(f"{kind:>11}" for kind in kinds))
    for person, odds in first["begun"].items():
        print(f"  {person:<9}" + "".join(f"{odds[kind]:>11.1%}" for kind in kinds))
    ordered = better(first["begun"])
    print(f"  advice > uniform > tempting: {'yes' if ordered else 'NO'}")
    in_time = first["computing"] < AIMS["first"] and cached["again"] < AIMS["cached"]
    return ordered and in_time and first["megabytes"] < AIMS["megabytes"] and first["odds"] == cached["odds"]


def main() -> int:
    """Measure, print, and return 1 where an aim is missed."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--measure", nargs=4, help=argparse.SUPPRESS)
    arguments.add_argument("--level", choices=LEVELS, help="only this level")
    arguments.add_argument("--capped", type=int, default=4000, help="states that the baseline explores")
    arguments.add_argument("--mixes", action="store_true", help="every mix of two bosses as well")
    arguments.add_argument("scenario", nargs="?")
    arguments.add_argument("persona", nargs="?")
    options = arguments.parse_args()
    if options.measure:
        scenario, persona, level, capped = options.measure
        print(json.dumps(measured(scenario, persona, level, int(capped))))
        return 0
    from rehearse.loading.library import load_library

    library = load_library()
    bosses = list(library.personas)
    if options.mixes:
        bosses += [MIXED.join(pair) for pair in permutations(library.personas, 2)]
    pairs = [
        (scenario, persona, level)
        for scenario in ([options.scenario] if options.scenario else library.scenarios)
        for persona in ([options.persona] if options.persona else bosses)
        for level in ([options.level] if options.level else LEVELS)
    ]
    missed = []
    for pair in pairs:
        with tempfile.TemporaryDirectory() as home:
            first = in_a_fresh_process(home, *pair, 0)
            cached = in_a_fresh_process(home, *pair, options.capped)
        if not tell(*pair, first, cached):
            missed.append(" · ".join(pair))
    print(f"\nAims: first under {AIMS['first']:.0f} s of one core and {AIMS['megabytes']:.0f} MB; cached under 100 ms,")
    print("with the very same odds; advice > uniform > tempting.")
    print(f"Missed by: {'; '.join(missed)}" if missed else f"Met by all {len(pairs)}.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
