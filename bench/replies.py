"""How well typed replies are understood: right and wrong, at a node and among all moves, by voice, and how fast.

Run: python bench/replies.py [REPLIES.yaml] [--moves MOVES.yaml] [--semantic FOLDER]

With --semantic the replies are read by meaning too, with the model in that folder (see `docs/semantic.md`).

The replies (by default `bench/replies.yaml` beside this script) are a list of

    - reply: "Could I do Fridays from home from May?"
      move: make-a-clear-ask               # what it means; null for nonsense, which belongs to no move
      node: [make-a-clear-ask, ask-vaguely, threaten-to-leave]   # three to five on offer, the right one among them
      voice: short                         # formal, casual, typos, non-native, indirect, long, short ...; free

The moves (by default those of the program) are a list of

    - id: concrete-request
      same_as: [make-a-clear-ask]          # optional: which moves of the replies it stands for; without it, its own id
      examples: ["I'd like to work from home on Tuesdays.", ...]

Printed: `top 1` and `top 3`, the share of replies whose right move came first, or among the first three; `taken`, the
share that the program is sure enough of to take without asking; `wrongly`, the share of all replies that it takes
though the first is wrong, and in brackets the same share of those taken; for nonsense `refused`, the share that it does
not take.
Goals: at a node 0.80 and 0.97, among all moves 0.48 and 0.68, wrongly 0.05; under 50 ms a reply at a node, under 150 ms
among all moves.
"""

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median
from time import process_time

from rehearse.coaching.feedback.hearing import decide
from rehearse.loading.library import load_library
from rehearse.loading.yaml_reader import read_yaml
from rehearse.understanding import accept, fit, rank, use_semantics

HERE = Path(__file__).parent


class Tally:
    """What was counted of some replies held against some candidates."""

    def __init__(self):
        self.replies = self.first = self.third = self.taken = self.wrongly = 0
        self.times = []

    def add(self, reply, right, candidates):
        begun = process_time()
        ranked = rank(reply, candidates)
        self.times.append(process_time() - begun)
        names = [name for name, _ in ranked]
        taken = accept(ranked)
        self.replies += 1
        self.first += names[0] in right
        self.third += bool(right.intersection(names[:3]))
        self.taken += taken
        self.wrongly += taken and names[0] not in right

    def share(self, count):
        return count / max(1, self.replies)

    def __str__(self):
        of_taken = self.wrongly / max(1, self.taken)
        return (
            f"{self.share(self.first):6.2f} {self.share(self.third):6.2f} {self.share(self.taken):6.2f} "
            f"{self.share(self.wrongly):6.3f} ({of_taken:.3f})"
        )


def moves_from(path):
    """The moves to choose among, and what each move of the replies is called there."""
    if path is None:
        moves = {move.id: move.examples for move in load_library().moves.values()}
        return moves, {name: name for name in moves}
    listed = read_yaml(str(path), path.read_bytes()).data
    moves = {move["id"]: move["examples"] for move in listed}
    return moves, {name: move["id"] for move in listed for name in move.get("same_as", [move["id"]])}


def measured(replies, moves, called):
    """Tallies by voice and for all, at a node and among all moves; tallies of nonsense; replies left out."""
    at_node: defaultdict[str, Tally] = defaultdict(Tally)
    among_all: defaultdict[str, Tally] = defaultdict(Tally)
    nonsense = Tally(), Tally()
    left_out = 0
    for entry in replies:
        node = {called[name]: moves[called[name]] for name in entry["node"] if name in called}
        if entry["move"] is None:
            nonsense[0].add(entry["reply"], set(), node or moves)
            nonsense[1].add(entry["reply"], set(), moves)
        elif entry["move"] not in called:
            left_out += 1
        else:
            right = {called[entry["move"]]}
            for voice in (entry.get("voice", ""), "all"):
                at_node[voice].add(entry["reply"], right, node)
                among_all[voice].add(entry["reply"], right, moves)
    return at_node, among_all, nonsense, left_out


def decided(replies, moves, called):
    """What becomes of each reply in a talk, where lines on offer stand against all other moves: counts by case."""
    found: dict[str, Counter[str]] = {
        case: Counter() for case in ("its move on offer", "its move not on offer", "nonsense")
    }
    for entry in replies:
        meant = called.get(entry["move"])
        if entry["move"] is not None and meant is None:
            continue
        node = [called[name] for name in entry["node"] if name in called]
        cases = [("nonsense", node)] if meant is None else []
        if meant is not None:
            cases = [("its move on offer", node), ("its move not on offer", [name for name in node if name != meant])]
        for case, offered in cases:
            here = rank(entry["reply"], {name: moves[name] for name in offered})
            others = rank(entry["reply"], {name: lines for name, lines in moves.items() if name not in offered})
            taken, near = decide(here, others)
            if taken is not None:
                found[case]["taken rightly" if taken == meant else "taken wrongly"] += 1
            elif near:
                found[case]["asked, it is among them" if meant in near else "asked, it is not"] += 1
            else:
                found[case]["not followed"] += 1
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("replies", nargs="?", type=Path, default=HERE / "replies.yaml")
    parser.add_argument("--moves", type=Path)
    parser.add_argument("--semantic", type=Path, metavar="FOLDER")
    asked = parser.parse_args()
    if not asked.replies.exists():
        sys.exit(f"There is no {asked.replies}. Its format stands at the head of this script.")
    semantic = use_semantics(asked.semantic)
    if asked.semantic is not None and not semantic.on:
        sys.exit(str(semantic))
    moves, called = moves_from(asked.moves)
    fit(moves)
    replies = read_yaml(str(asked.replies), asked.replies.read_bytes()).data
    at_node, among_all, nonsense, left_out = measured(replies, moves, called)

    print(f"{len(moves)} moves, {len(replies)} replies, {left_out} of them left out: their move is not among the moves")
    columns = " top 1  top 3  taken wrongly"
    print(f"\n{'voice':14} {'replies':>7}   {'at a node: ' + columns:42}   among all moves: {columns}")
    for voice in sorted(at_node, key=lambda name: (name == "all", name)):
        print(f"{voice:14} {at_node[voice].replies:7}   {'':11}{at_node[voice]!s:31}   {'':17}{among_all[voice]}")
    if nonsense[0].replies:
        refused = [1 - tally.share(tally.taken) for tally in nonsense]
        print(
            f"\nnonsense       {nonsense[0].replies:7}   refused at a node {refused[0]:.3f}, among all {refused[1]:.3f}"
        )
    print("\nin a talk, lines on offer against all other moves:")
    outcomes = ("taken rightly", "taken wrongly", "asked, it is among them", "asked, it is not", "not followed")
    for case, counts in decided(replies, moves, called).items():
        shares = ", ".join(f"{name} {counts[name] / max(1, counts.total()):.2f}" for name in outcomes if counts[name])
        print(f"  {case:22} {shares}")
    for label, tally in (("at a node", at_node["all"]), ("among all moves", among_all["all"])):
        if tally.times:
            times = sorted(tally.times)
            late = times[int(0.95 * (len(times) - 1))]
            print(f"time a reply, {label}: median {1e3 * median(times):.1f} ms, of 20 one above {1e3 * late:.1f} ms")


if __name__ == "__main__":
    main()
