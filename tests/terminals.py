"""The program on a terminal of its own: what a person sees there."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.commands import Ran
from tests.forked import fork, go_on
from tests.long import many


def on_a_terminal(
    arguments: Sequence[str],
    folder: Path,
    environ: Mapping[str, str],
    *,
    size: tuple[int, int],
    press: tuple[str, str] | None = None,
    anew: bool = False,
) -> Ran:
    """What a person sees on a terminal of so many rows and columns, and the exit code.

    Args:
        arguments: What follows `selector`.
        folder: Where it is typed.
        environ: The whole environment.
        size: The rows and columns of the terminal.
        press: What the person waits for, and the keys that are pressed then; None is nobody who could type.
        anew: Start Python for it. Else, but in `make soak`, a fork of this process goes on as the program: it has
            all of it loaded, and takes a quarter of the time.
    """
    terminal, own = pty.openpty()
    fcntl.ioctl(own, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    child = fork()
    if child == 0:
        os.close(terminal)
        os.login_tty(own)
        if press is None:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        go_on(arguments, folder, environ, anew=anew or many(quick=False, long=True))
    os.close(own)
    seen = _shown(terminal, press or ("", ""))
    _, status = os.waitpid(child, 0)
    return Ran(os.waitstatus_to_exitcode(status), seen, "")


def _shown(terminal: int, press: tuple[str, str]) -> str:
    """All that is shown until the program has ended."""
    awaited, keys = map(str.encode, press)
    seen = b""
    while True:
        if keys and awaited in seen:
            os.write(terminal, keys)
            keys = b""
        try:
            chunk = os.read(terminal, 65_536)
        except OSError:  # Linux says so when the program has ended
            break
        if not chunk:
            break
        seen += chunk
    os.close(terminal)
    return seen.decode()
