"""How long a meeting is checked, beside how long it takes to load, for generated meetings of 100 to 10,000 nodes.

Each size is measured in fresh processes: the meeting is read and everything in it is looked up, which is what loading
takes, and then checked deeply with all bosses. Every node has three lines of ordinary length, every third a condition,
every fifth routes; flags are set on the way, and patience can run out. Prints the medians, their ratio, the most memory
that was taken, and what the check said that it left out.

Goals: a meeting of 1,000 nodes is checked in under 3 times what loading it takes, one of 10,000 nodes in under a
minute.

    python bench/check.py [--rounds 5] [--sizes 100 1000 10000]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RATIO, RATIO_AT = 3.0, 1_000
SECONDS, SECONDS_AT = 60.0, 10_000
PHASES = ("opening", "concerns", "proposal")
MOVES = (
    "ask-for-the-reason",
    "propose-a-trial",
    "show-commitment",
    "make-small-talk",
    "apologise-for-asking",
    "set-the-frame",
)
HEAD = """id: generated
title: A generated meeting
summary: As many nodes as are asked for.
you: You are at a table.
scene: A table.
asks: A yes.
start: n-0
interrupts:
  - {when: patience <= 0, goto: cut-short}
"""
ENDINGS = """
  yes: {phase: proposal, ending: agreed, title: A yes, boss: Good., summary: They agree.}
  no: {phase: proposal, ending: refused, title: A no, boss: No., summary: They refuse.}
  cut-short: {phase: proposal, ending: deferred, title: Cut short, boss: Enough., summary: They leave.}
"""


def generated(nodes):
    """A meeting of that many nodes, each leading on to one of the three after it."""
    flags = max(4, nodes // 50)
    declared = "".join(f"  fact-{number}: Matter {number} was spoken of.\n" for number in range(flags))
    return f"{HEAD}flags:\n{declared}nodes:\n{''.join(node(place, nodes, flags) for place in range(nodes))}{ENDINGS}"


def node(place, nodes, flags):
    def to(step):
        return f"n-{place + step}" if place + step < nodes else ("yes" if (place + step) % 2 else "no")

    fact = place * flags // nodes
    condition = f"        when: flag(fact-{max(0, fact - 1)}) and trust >= 3\n" if place % 3 == 0 and fact else ""
    routes = f"        goto: {to(3)}\n"
    if place % 5 == 0:
        routes = f"""        goto:
          - {{when: trust >= 6 and not chosen(n-{place}.first), to: {to(3)}}}
          - {{to: {to(1)}}}
"""
    return f"""  n-{place}:
    phase: {PHASES[place * 3 // nodes]}
    boss: So this is matter number {place}, and I would like to hear from you what is to be done about it.
    choices:
      - id: first
        say: Before I answer, may I ask what is behind matter {place} for you, and what would help?
        move: {MOVES[place % 6]}
        goto: {to(1)}
      - id: second
        say: I would suggest that we try number {place} for a few weeks and then look at it together.
        move: {MOVES[(place + 1) % 6]}
        effects: {{trust: 1, set: fact-{fact}}}
        goto: {to(2)}
      - id: third
        say: As we said about matter {fact}, that is a reason to do it, and none against it.
        move: {MOVES[(place + 2) % 6]}
{condition}{routes}"""


def measured(path):
    """In a fresh process: how long the file takes to be loaded and to be checked, as data."""
    from rehearse.analysis.check import graph_problems
    from rehearse.loading.library import load_files, load_library
    from rehearse.loading.references import reference_problems

    library = load_library()
    begun = time.perf_counter()
    load_files([Path(path)], library)
    library.problems += reference_problems(library)
    loaded = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    problems = list(graph_problems(library, ["generated"]))
    return {
        "loading": loaded - begun,
        "checking": time.perf_counter() - loaded,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "megabytes loaded": before / 1024,
        "errors": [str(problem) for problem in (*library.errors, *problems) if problem.severity == "error"],
        "left out": [problem.message for problem in problems if problem.code == "limited-check"],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.measure:
        print(json.dumps(measured(wanted.measure)))
        return 0
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "generated.yaml")
        environment = {**os.environ, "REHEARSE_HOME": folder}
        print(f"{'nodes':>7}{'loading':>11}{'checking':>11}{'ratio':>8}{'memory':>11}  (after loading)")
        for size in wanted.sizes:
            path.write_text(generated(size), encoding="utf-8")
            rounds = max(1, wanted.rounds if size < SECONDS_AT else wanted.rounds // 2)
            command = [sys.executable, __file__, "--measure", str(path)]
            runs = [
                json.loads(subprocess.run(command, capture_output=True, check=True, env=environment).stdout)
                for _ in range(rounds)
            ]
            assert not runs[0]["errors"], runs[0]["errors"][:3]
            loading, checking, most, loaded = (
                statistics.median(run[name] for run in runs)
                for name in ("loading", "checking", "megabytes", "megabytes loaded")
            )
            times = f"{loading:>9.2f} s{checking:>9.2f} s{checking / loading:>8.2f}"
            print(f"{size:>7,}{times}{most:>8.0f} MB  ({loaded:.0f} MB)")
            for sentence in runs[0]["left out"]:
                print(f"        left out: {sentence}")
            missed += size == RATIO_AT and checking >= RATIO * loading
            missed += size == SECONDS_AT and checking >= SECONDS
    print(f"goals: {RATIO_AT:,} nodes under {RATIO:g} times loading, {SECONDS_AT:,} nodes under {SECONDS:g} s", end="")
    print(": missed" if missed else ": met")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
