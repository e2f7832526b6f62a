"""Makes the picture of the README from the running program.

``python docs/pictures.py`` writes ``docs/talk.png``; it needs Chromium to turn the program's own drawing into pixels.
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


def save(svg: str) -> None:
    """Turn the drawing into a picture, with a font of this machine's."""
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", svg).replace("Fira Code", "DejaVu Sans Mono")
    width, height = (float(number) for number in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0])
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(f"<style>body{{margin:0}}svg{{display:block;width:{width}px}}</style>{svg}", encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        command += ["--force-device-scale-factor=1", f"--window-size={int(width)},{int(height)}"]
        command += [f"--user-data-dir={folder}/profile", f"--screenshot={HERE / 'talk.png'}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["REHEARSE_HOME"] = home
        save(asyncio.run(drawing()))
