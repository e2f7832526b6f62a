"""How long after a save the author's bench shows it, beside loading everything anew.

The bench runs as it does in a terminal of 120 by 40; the clock starts when the file is written and stops when the new
words are on the screen. The shipped meeting that is longest, and one of a thousand nodes made from it. The aim for the
shipped one is half a second.

    python bench/edit.py [--saves 12]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

AIM = 0.5
SIZE = (120, 40)
SHIPPED = "one-day-a-week"
NODES = 1000
PAUSE = 2.0


def long_meeting(nodes: int) -> str:
    """A meeting of that many nodes in a row, each with three choices."""
    rows = ["id: long", "title: A long one", "summary: S.", "you: Y.", "scene: R.", "asks: A.", "start: n0", "nodes:"]
    moves = ("ask-for-the-reason", "propose-a-trial", "make-a-clear-ask")
    for number in range(nodes - 1):
        rows += [
            f"  n{number}:",
            "    phase: opening",
            f"    boss: This is the boss at point {number}.",
            "    choices:",
        ]
        for place, move in enumerate(moves):
            rows.append(f"      - {{id: c{place}, say: Line {place} of {number}., move: {move}, goto: n{number + 1}}}")
    end = "{phase: proposal, ending: agreed, title: Done, boss: Fine., summary: Done.}"
    return "\n".join([*rows, f"  n{nodes - 1}: {end}", ""])


def told(save: float, whole: float) -> str:
    return f"{save / whole:.2f} of loading everything anew ({whole:.2f} s)"


def shown(app):
    rows = app.screen._compositor.render_strips()
    return "".join(segment.text for row in rows for segment in row)


async def measured(file: Path, words: str, saves: int) -> tuple[float, float]:
    """The medians of a save until it is shown, and of loading everything anew."""
    from rehearse.authoring.bench.bench import Bench
    from rehearse.authoring.workplace import open_workplace
    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.store.journal import Journal
    from rehearse.tui.app import RehearseApp
    from rehearse.tui.bench.screen import BenchScreen
    from rehearse.tui.home.shelf import Shelf

    whole = []
    for _ in range(3):
        started = time.perf_counter()
        workplace = open_workplace(str(file))
        bench = Bench(workplace)
        whole.append(time.perf_counter() - started)
    text = file.read_text(encoding="utf-8")  # noqa: ASYNC240  (nothing else goes on)
    app = RehearseApp(read=lambda _: Shelf(workplace.library, Catalogue(workplace.library), Journal.open()))
    taken = []
    async with app.run_test(size=SIZE) as pilot:
        while app.shelf is None:
            await pilot.pause(0.05)
        screen = BenchScreen(bench)
        app.push_screen(screen)
        while not screen._work.watch.ready.is_set():  # noqa: ASYNC110  (a thread sets it)
            await asyncio.sleep(0.05)
        await asyncio.sleep(1)
        for number in range(saves):
            new = f"Save number {number} is here."
            started = time.perf_counter()
            file.write_text(text.replace(words, new, 1), encoding="utf-8")  # noqa: ASYNC240
            while new not in bench.point.boss or new not in shown(app):  # noqa: ASYNC110  (looking takes a while itself)
                await asyncio.sleep(0.005)
            taken.append(time.perf_counter() - started)
            await asyncio.sleep(PAUSE)
    return statistics.median(taken), statistics.median(whole)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--saves", type=int, default=12)
    saves = arguments.parse_args().saves
    from rehearse.loading.library import shipped_content

    with tempfile.TemporaryDirectory() as folder:
        os.environ["REHEARSE_HOME"] = f"{folder}/home"
        scenarios = Path(folder) / "scenarios"
        scenarios.mkdir()
        copy = scenarios / f"{SHIPPED}.yaml"
        copy.write_bytes((shipped_content() / "scenarios" / f"{SHIPPED}.yaml").read_bytes())
        save, whole = asyncio.run(measured(copy, "Sit down. Thirty minutes", saves))
        print(f"{SHIPPED}: a save is shown after {save:.2f} s (aim: {AIM}), {told(save, whole)}")
        copy.unlink()
        long = scenarios / "long.yaml"
        long.write_text(long_meeting(NODES), encoding="utf-8")
        save, whole = asyncio.run(measured(long, "This is the boss at point 0.", saves))
        print(f"{NODES} nodes: a save is shown after {save:.2f} s, {told(save, whole)}")


if __name__ == "__main__":
    main()
