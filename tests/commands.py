"""What tests of the command line share: the program run or called, and the documents that it prints."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NamedTuple

from jsonschema import Draft7Validator

from selector.cli.main import run
from selector.reporting.documents.document_schemas import all_schemas
from tests.forked import PROGRAM, fork, go_on
from tests.long import many


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
    environ: Mapping[str, str] | None = None,
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
    return _in_words(ran.returncode, ran.stdout or b"", ran.stderr)


def forked(
    arguments: list[str],
    folder: Path | None = None,
    *,
    given: bytes = b"",
    stdout: int | None = None,
    environ: Mapping[str, str] | None = None,
) -> Ran:
    """The same in a fork of this process, in a third of the time, where the start of Python is not asked about.

    `make soak` starts Python for it, too.
    """
    if many(quick=False, long=True):
        out = subprocess.PIPE if stdout is None else stdout
        return selector(arguments, folder, given=given, stdout=out, environ=environ)
    with TemporaryFile() as typed, TemporaryFile() as printed, TemporaryFile() as said:
        typed.write(given)
        typed.seek(0)
        child = fork()
        if child == 0:
            os.dup2(typed.fileno(), 0)
            os.dup2(printed.fileno() if stdout is None else stdout, 1)
            os.dup2(said.fileno(), 2)
            go_on(arguments, folder or Path(), {**os.environ, **(environ or {})})
        _, status = os.waitpid(child, 0)
        printed.seek(0)
        said.seek(0)
        return _in_words(os.waitstatus_to_exitcode(status), printed.read(), said.read())


def _in_words(code: int, out: bytes, err: bytes) -> Ran:
    assert b"Traceback" not in err
    assert b"has a bug" not in err
    return Ran(code, out.decode(), err.decode())


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
