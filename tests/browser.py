"""A real browser, where the machine has one: Chromium without a window, spoken to through two pipes."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from base64 import b64decode
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
"""Where it is, if it is there."""
ABSENT = "Chromium is not installed (Debian and Ubuntu: apt install chromium)"
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-timer-throttling",  # several pages at a time, each as if somebody looked at it
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--hide-scrollbars",
    "--no-first-run",
    "--remote-debugging-pipe",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_SECONDS = 60.0
_AGAIN = 3.0
"""Seconds after which somebody taps again."""
_JOINED = """
import fcntl, os, sys
heard, said = (fcntl.fcntl(int(place), fcntl.F_DUPFD, 10) for place in sys.argv[1:3])
os.dup2(heard, 3)
os.dup2(said, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Makes of itself the browser, which listens at 3 and answers at 4."""


class Chromium:
    """The browser itself. Each of its pages is somebody's own: it shares no cookies with the others."""

    def __init__(self, width: int = 1280, height: int = 800) -> None:
        assert CHROMIUM is not None
        self._pages: dict[str, Page] = {}
        self._number = 0
        self._rest = b""
        self._speaking = threading.Lock()  # pages may be asked from several threads
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        places = [f"--user-data-dir={self._folder.name}", f"--window-size={width},{height}"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _JOINED, str(theirs_in), str(theirs_out), CHROMIUM, *_FLAGS, *places],
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it."""
        with contextlib.suppress(OSError, AssertionError):
            self.call("Browser.close", {})
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._in)
        os.close(self._out)
        self._folder.cleanup()

    def page(self, width: int, height: int, *, scripts: bool = True) -> Page:
        """A page of somebody who was never here; with *scripts* off, it runs no JavaScript."""
        context = self.call("Target.createBrowserContext", {"disposeOnDetach": True})["browserContextId"]
        return Page(self, width, height, context, scripts=scripts)

    def call(self, method: str, arguments: dict[str, Any], session: str = "") -> dict[str, Any]:
        """One command of the DevTools protocol, for the page of *session* or for the whole browser."""
        with self._speaking:
            self._number += 1
            number = self._number
            told = {"id": number, "method": method, "params": arguments} | ({"sessionId": session} if session else {})
            os.write(self._out, json.dumps(told).encode() + b"\0")
            while True:
                answer = self._next()
                if answer.get("id") == number:
                    assert "error" not in answer, (method, answer["error"])
                    result: dict[str, Any] = answer["result"]
                    return result
                if answer.get("sessionId") in self._pages:
                    self._pages[answer["sessionId"]].hear(answer)

    def known(self, session: str, page: Page) -> None:
        """Let *page* hear what happens in its *session*."""
        self._pages[session] = page

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._in], [], [], _SECONDS)
            assert ready, "the browser is silent"
            found = os.read(self._in, 1 << 20)
            assert found, "the browser is gone"
            self._rest += found
        one, _, self._rest = self._rest.partition(b"\0")
        answer: dict[str, Any] = json.loads(one)
        return answer


class Page:
    """One page.

    What it complains of is kept in ``complaints``, every address that it asks for in ``asked``, and in ``weighed`` how
    many bytes each finished answer took on the wire, with its head.
    """

    def __init__(self, chromium: Chromium, width: int, height: int, context: str = "", *, scripts: bool = True) -> None:
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.weighed: list[int] = []
        self._chromium = chromium
        self._context = context
        own = {"browserContextId": context, "newWindow": True} if context else {}
        target = chromium.call("Target.createTarget", {"url": "about:blank", **own})
        attached = {"targetId": target["targetId"], "flatten": True}
        self._session: str = chromium.call("Target.attachToTarget", attached)["sessionId"]
        chromium.known(self._session, self)
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)
        if not scripts:
            self.call("Emulation.setScriptExecutionDisabled", value=True)

    def close(self) -> None:
        """Close it; whatever it knew is forgotten."""
        self._chromium.call("Target.disposeBrowserContext", {"browserContextId": self._context})

    def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """One command of the DevTools protocol, for the page."""
        return self._chromium.call(method, arguments, self._session)

    def open(self, page: Path, part: str = "") -> None:
        """Open a file, and wait until its script has run."""
        self.call("Page.navigate", url=page.as_uri() + part)
        self.until("document.documentElement?.dataset.ready === 'yes'")

    def visit(self, address: str) -> None:
        """Open a page of a server on this machine, and wait until it is there."""
        self.call("Page.navigate", url=address)
        self.until("location.protocol.startsWith('http') && document.readyState === 'complete'")

    def offline(self, *, gone: bool) -> None:
        """Take the network from the page, or give it back."""
        rates = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        self.call("Network.emulateNetworkConditions", offline=gone, **rates)

    def shows(self, *texts: str) -> None:
        """Wait until each of *texts* can be read."""
        for text in texts:
            self.until(_readable(text))

    def tap(self, selector: str) -> None:
        """Tap in the middle of what *selector* finds, once it is there and painted: before, taps go nowhere."""
        found = f"document.querySelector({json.dumps(selector)})"
        self.until(f"performance.getEntriesByName('first-contentful-paint').length && {found}")
        at = self.ask(
            f"(e => {{ e.scrollIntoView({{block: 'center'}}); const r = e.getBoundingClientRect();"
            f" return [r.x + r.width / 2, r.y + r.height / 2]; }})({found})"
        )
        self.click(*at)

    def tap_for(self, text: str, selector: str) -> None:
        """Tap until *text* can be read, as a person does under whose finger the page was loaded anew."""
        until = time.monotonic() + _SECONDS
        while True:
            self.tap(selector)
            again = time.monotonic() + _AGAIN
            while time.monotonic() < again:
                if self.ask(_readable(text)):
                    return
                time.sleep(0.02)
            assert time.monotonic() < until, (selector, text, self.complaints)

    def write(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.tap(selector)
        self.call("Input.insertText", text=text)

    def ask(self, expression: str) -> Any:
        """What a JavaScript *expression* comes to in the page."""
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def until(self, expression: str) -> None:
        """Wait until *expression* is true in the page."""
        until = time.monotonic() + _SECONDS
        while not self.ask(f"Boolean({expression})"):
            assert time.monotonic() < until, (expression, self.complaints)
            time.sleep(0.02)

    def announces(self) -> list[str]:
        """What a screen reader is told of by itself: the text of every live region that it can see."""
        self.call("Accessibility.enable")
        found = self.call("Accessibility.getFullAXTree")["nodes"]
        nodes = {node["nodeId"]: node for node in found}
        return [_text(node, nodes) for node in found if not node["ignored"] and _is_live(node)]

    def press(self, key: str, text: str = "") -> None:
        """Press a key: ``Enter``, ``ArrowLeft``, or a sign."""
        text = text or (key if len(key) == 1 else "\r" if key == "Enter" else "")
        code = {"Enter": 13, "Tab": 9, "Escape": 27}.get(key, ord(key) if len(key) == 1 else 0)
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=text, windowsVirtualKeyCode=code)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        """A mouse event: ``mousePressed``, ``mouseMoved``, ``mouseReleased``, ``mouseWheel``."""
        button = {} if kind == "mouseWheel" else {"button": "left", "clickCount": 1, "buttons": 1}
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **button, **more)

    def click(self, x: float, y: float) -> None:
        """Click."""
        self.mouse("mousePressed", x, y)
        self.mouse("mouseReleased", x, y)

    def picture(self, path: Path) -> None:
        """Save what the page looks like as PNG."""
        path.write_bytes(b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def hear(self, event: dict[str, Any]) -> None:
        """Take note of *event*."""
        kind, told = event.get("method"), event.get("params", {})
        if kind == "Runtime.exceptionThrown":
            details = told["exceptionDetails"]
            self.complaints.append(details.get("exception", {}).get("description") or details["text"])
        elif kind == "Log.entryAdded":
            self.complaints.append(told["entry"]["text"])
        elif kind == "Network.requestWillBeSent":
            self.asked.append(told["request"]["url"])
        elif kind == "Network.loadingFinished":
            self.weighed.append(int(told["encodedDataLength"]))


def _readable(text: str) -> str:
    return f"Boolean(document.body?.innerText.includes({json.dumps(text)}))"


def _is_live(node: dict[str, Any]) -> bool:
    return any(each["name"] == "live" and each["value"].get("value") != "off" for each in node.get("properties", ()))


def _text(node: dict[str, Any], nodes: dict[str, Any]) -> str:
    if node["role"]["value"] == "StaticText":
        return str(node["name"]["value"])
    return "".join(_text(nodes[each], nodes) for each in node.get("childIds", ()) if each in nodes)


class Browser(Page):
    """One page in a browser of its own."""

    def __init__(self, width: int = 1280, height: int = 800) -> None:
        chromium = Chromium(width, height)
        try:
            super().__init__(chromium, width, height)
        except BaseException:
            chromium.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the browser with its page."""
        self._chromium.close()
