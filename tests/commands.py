"""What tests of the command line share: the program run or called, and the documents that it prints."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jsonschema import Draft7Validator

from selector.cli.main import run
from selector.reporting.documents.document_schemas import all_schemas
from tests.long import many

PROGRAM = (sys.executable, "-m", "selector")


class Ran(NamedTuple):
    """What became of a run."""

    code: int
    out: str
    err: str


def selector(
    arguments: list[str],
    folder: Path | None = None,
    *,
    given: bytes = b"",
    stdout: int = subprocess.PIPE,
    environ: dict[str, str] | None = None,
) -> Ran:
    """Run it as a program of its own, with these bytes on standard input; no traceback comes out, whatever happens."""
    ran = subprocess.run(
        [*PROGRAM, *arguments],
        cwd=folder,
        input=given,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environ or {})},
        check=False,
    )
    err = ran.stderr.decode()
    assert "Traceback" not in err
    assert "has a bug" not in err
    return Ran(ran.returncode, (ran.stdout or b"").decode(), err)


def called(arguments: list[str], folder: Path | None = None) -> Ran:
    """The same in this process, in a quarter of the time, where nothing of the process itself is asked.

    `make soak` runs it as a program here, too.
    """
    if many(quick=False, long=True):
        return selector(arguments, folder)
    out, err = io.StringIO(), io.StringIO()
    code = call(arguments, folder or Path(), out, err)
    assert "has a bug" not in err.getvalue()
    return Ran(code, out.getvalue(), err.getvalue())


def call(arguments: list[str], folder: Path, out: io.StringIO, err: io.StringIO) -> int:
    """Call the program's own function in a folder, and give the exit code."""
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        return run(arguments)


def as_document(out: str, name: str) -> dict[str, Any]:
    """A printed document, which says what it is and keeps the promise of its schema."""
    document: dict[str, Any] = json.loads(out)
    _promise(name).validate(document)
    assert (document["document"], document["version"]) == (name, 1)
    return document


@cache
def _promise(name: str) -> Draft7Validator:
    """The schema of a document, made once: making all of them takes longer than most commands."""
    return Draft7Validator(schemas()[f"{name}-v1.schema.json"])


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """All schemas by the names of their files, made once."""
    return all_schemas()
