"""Paints one line in the terminal while everything else that runs in this process, or beside it, makes a noise."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import subprocess
import sys
import threading
import warnings

from rehearse.cli.workshop.log import logged, screen_alone

THREAD = "NOISE of a thread"


class Broken:
    def __del__(self) -> None:
        raise LookupError


def fail() -> None:
    raise TypeError(THREAD)


async def forget() -> None:
    task = asyncio.create_task(asyncio.to_thread(fail))
    await asyncio.wait({task})
    del task
    gc.collect()


with logged(), screen_alone():
    width, _ = os.get_terminal_size(sys.__stdout__.fileno())  # type: ignore[union-attr]
    print(f"PAINTED in {width} columns", file=sys.__stderr__, flush=True)
    logging.getLogger("uvicorn.error").warning("NOISE of a library")
    warnings.warn("NOISE of a warning", DeprecationWarning, stacklevel=1)
    print("NOISE in print", flush=True)
    os.write(2, b"NOISE of C\n")
    subprocess.run([sys.executable, "-c", "import os; os.write(2, b'NOISE of a child\\n')"], check=True)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    Broken()
    asyncio.run(forget())
print("AFTER it the terminal is as it was")
