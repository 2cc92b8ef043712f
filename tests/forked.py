"""A fork of this process that goes on as the program: it has all of it loaded, which is most of what a start takes."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from selector.cli.main import main

PROGRAM = (sys.executable, "-m", "selector")


def fork() -> int:
    """Fork, although this process may have threads: the child needs none of what they hold."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*multi-threaded.*fork", DeprecationWarning)
        return os.fork()


def go_on(
    arguments: Sequence[str], folder: Path, environ: Mapping[str, str], *, anew: bool = False
) -> NoReturn:
    """Become the program, whose streams are files 0 to 2; start Python for it if it should be made anew."""
    try:
        os.chdir(folder)
        if anew:
            os.execvpe(PROGRAM[0], [*PROGRAM, *arguments], environ)
        os.environ.clear()
        os.environ.update(environ)
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115  # no paths
        sys.argv = ["selector", *arguments]
        main()
    finally:
        os._exit(70)
