"""Makes the pictures of the README and the guide from the running program.

``python docs/pictures.py`` writes ``docs/talk.png``, ``docs/bench.png`` and ``docs/graph.png``; it needs Chromium to
turn the program's own drawings, and the page of a scenario's graph, into pixels.
"""

import asyncio
import os
import re
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SIZE = (118, 40)
LINES = ("frame", "not-keen", "rest-of-you")
"""What is said, by choice id; the picture shows the feedback on the last one that is on offer."""


async def drawing() -> str:
    """The talk after a few lines, as SVG."""
    from rehearse.tui.app import RehearseApp, StartTalk

    start = StartTalk(scenario="one-day-a-week", persona="controlling", level="everyday", seed=4, feedback="now")
    app = RehearseApp(start=start)
    async with app.run_test(size=SIZE) as pilot:
        while type(app.screen).__name__ != "TalkScreen":
            await pilot.pause(0.1)
        for line in LINES:
            offered = [choice.id for choice in app.screen._session.choices()]
            number = offered.index(line) + 1 if line in offered else 1
            await pilot.press(str(number))
            await pilot.pause(0.3)
            if line != LINES[-1]:
                await pilot.press("enter")
                await pilot.pause(0.2)
        return app.export_screenshot(title="rehearse")


async def drawing_of_the_bench() -> str:
    """The author's bench at a node in the middle of a meeting, once all that is known of it is there, as SVG."""
    from rehearse.tui.answers import OpenBench
    from rehearse.tui.app import RehearseApp

    app = RehearseApp(start=OpenBench("one-day-a-week", "controlling"))
    async with app.run_test(size=SIZE) as pilot:
        while type(app.screen).__name__ != "BenchScreen":
            await pilot.pause(0.1)
        bench = app.screen._bench
        while bench.figures is None:
            await pilot.pause(0.1)
        bench.go("worry")
        await pilot.press("t", "2")
        await pilot.pause(0.3)
        return app.export_screenshot(title="rehearse edit one-day-a-week")


def save(svg: str, name: str) -> None:
    """Turn the drawing into the picture of that name, with a font of this machine's."""
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", svg).replace("Fira Code", "DejaVu Sans Mono")
    width, height = (float(number) for number in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0])
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(f"<style>body{{margin:0}}svg{{display:block;width:{width}px}}</style>{svg}", encoding="utf-8")
        shoot(page.as_uri(), int(width), int(height), name)


def shoot(address: str, width: int, height: int, name: str) -> None:
    """Save what a browser shows at *address*."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        command += ["--force-device-scale-factor=1", f"--window-size={width},{height}", "--virtual-time-budget=3000"]
        command += [f"--user-data-dir={folder}/profile", f"--screenshot={HERE / name}", address]
        subprocess.run(command, check=True, capture_output=True)


def save_graph() -> None:
    """The page of ``rehearse graph``, coloured by how likely one comes to each point, with one point read."""
    from rehearse.cli.commands import run

    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "graph.html"
        run(["graph", "summoned-three-days", "--format", "html", "--odds", "--output", str(page)])
        shoot(f"{page.as_uri()}?by=come#terms", 1280, 800, "graph.png")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["REHEARSE_HOME"] = home
        save(asyncio.run(drawing()), "talk.png")
        save(asyncio.run(drawing_of_the_bench()), "bench.png")
        save_graph()
