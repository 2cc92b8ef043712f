"""A PostgreSQL server of the suite's own, from the machine's binaries: started once a worker, gone at the end."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

# Nothing here outlives the suite, so nothing need be safe on the disk.
_FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "jit=off",
    "max_connections=60",
)
_ROOM = 2 << 30
"""Bytes that must be free in memory for the databases of two workers to lie there."""
_COPIES_FILES = 150_000
"""The first version that can be told to copy a template file by file."""


def postgres_binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: on PATH, else the newest of Debian's; None where there is none."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: float(path.parent.name),
        reverse=True,
    )
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


@contextmanager
def postgres_server(binaries: Path) -> Iterator[Server]:
    """A server on a unix socket in a short temporary folder, which every connection may use."""
    # A socket's path has 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=_fastest_folder()))
    user = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses root
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    initdb = [
        str(binaries / "initdb"),
        "--no-sync",
        "-A",
        "trust",
        "-U",
        "selector",
        "-E",
        "UTF8",
        "--locale=C",
        "-D",
        str(data),
    ]
    subprocess.run(initdb, check=True, user=user, stdout=subprocess.DEVNULL, cwd=folder, timeout=60)
    options = [part for option in _FAST for part in ("-c", option)]
    command = [
        str(binaries / "postgres"),
        "-D",
        str(data),
        "-k",
        str(folder),
        "-c",
        "listen_addresses=",
        *options,
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            user=user,
            stdout=log,
            stderr=log,
            cwd=folder,
            preexec_fn=_die_with_parent,  # noqa: PLW1509  # nothing else does it
        )
    server = Server(folder)
    try:
        server.wait(process)
        yield server
    finally:
        server.close()
        process.send_signal(signal.SIGQUIT)
        process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _fastest_folder() -> str:
    """A folder in memory, where a database is copied in a third of the time; on the disk if there is no room."""
    memory = "/dev/shm"
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM:
        return memory
    return "/tmp"


def _die_with_parent() -> None:
    """On Linux, stop the server when the suite is killed and cannot do it itself."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG


class Server:
    """A running server; databases are made from a template, in some 10 ms each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0
        self.strategy = ""
        self.own: psycopg.Connection | None = None
        """Kept open: opening one takes longer than making a database."""

    def wait(self, process: subprocess.Popen[bytes]) -> None:
        """Until it answers."""
        for _ in range(200):
            if process.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text())
            try:
                with psycopg.connect(self.conninfo("postgres")) as connection:
                    if connection.info.server_version >= _COPIES_FILES:
                        self.strategy = "STRATEGY FILE_COPY"
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError((self.folder / "log").read_text())

    def conninfo(self, database: str) -> str:
        """For psycopg itself."""
        return f"host={self.folder} user=selector dbname={database}"

    def new_database(self, template: str = "template0") -> str:
        """The address of a fresh database."""
        self.count += 1
        name = f"film{self.count}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} {self.strategy}")
        return f"postgresql://selector@/{name}?host={self.folder}"

    def drop(self, address: str) -> None:
        """Remove it, whoever still uses it."""
        self.run(f"DROP DATABASE IF EXISTS {self.name_of(address)} WITH (FORCE)")

    def name_of(self, address: str) -> str:
        """The name of the database of an address."""
        return address.partition("@/")[2].partition("?")[0]

    def run(self, statement: str) -> None:
        """One statement outside any transaction."""
        if self.own is None or self.own.broken:
            self.own = psycopg.connect(self.conninfo("postgres"), autocommit=True)
        self.own.execute(statement.encode())

    def close(self) -> None:
        """Close the connection that statements are run in."""
        if self.own is not None:
            self.own.close()
