"""A process of the program's own that works something out, so that the program goes on answering meanwhile.

It hears what to do on standard input and answers on standard output; nothing of it shows on a terminal. When standard
input closes, whoever asked is gone.
"""

import os
import subprocess
import sys

_QUIETLY: int = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
"""On Windows: no window of its own, and after everything else."""
_ONE_CORE = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def started(module: str) -> subprocess.Popen[bytes]:
    """A process that runs *module* of this program, on one core. Raises ``OSError`` where there can be none."""
    return subprocess.Popen(  # noqa: S603  (this very program)
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **_ONE_CORE, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,  # keys pressed in the terminal are not for it
        creationflags=_QUIETLY,
    )


def be_nice(by: int) -> None:
    """Let others go first, by so much, where the system knows of that."""
    if hasattr(os, "nice"):
        os.nice(by)
