"""Rule files as git has them: `git:REV:PATH` in; the text of the file at that revision out.

The path is written as that of the file itself would be: from the current folder, or absolute. What
such a file extends, and the shot names that it reads by, are taken from the same revision. Nothing
is checked out, and nothing in the repository changes.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
from functools import partial
from pathlib import Path

from selector.model.frozen import frozen
from selector.model.near_names import did_you_mean
from selector.model.problem import Location, Problem, Source, shown
from selector.reading.text.file import RULE_LIMITS, SourceRead, beside_on_disk, decode

BEGINNING = "git:"
_SETTINGS = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
"""git asks nobody, fetches and writes nothing, and speaks English."""
_LONGEST = 60
"""Seconds that git may take. It only reads files that are on this disk."""


@frozen
class Revision:
    """One commit of a repository.

    Attributes:
        top: The folder that holds the repository.
        written: How the user named the commit: `HEAD~1`, `main`.
        commit: Its hash.
    """

    top: str
    written: str
    commit: str

    def named(self, path: str) -> str:
        """How messages call a file: `git:HEAD~1:rules.yaml`."""
        return f"{BEGINNING}{self.written}:{path}"


class _RefusedError(Exception):
    """git cannot give a file out: why, and what to do."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


def is_of_git(name: str) -> bool:
    """Whether a name means a file at a revision."""
    return name.startswith(BEGINNING)


def read_at_revision(name: str) -> tuple[SourceRead, Revision | None]:
    """The text of `git:REV:PATH`, or why there is none; and the revision.

    Args:
        name: The name, as a person typed it.

    Returns:
        The text, whose name has the path from the top of the repository, and its revision.
    """
    try:
        written, path = _parts(name)
        revision, inside = _revision(written, path)
        return _read(revision, inside), revision
    except _RefusedError as error:
        return _refused(name, error), None


def read_beside_at(revision: Revision, file: str, written: str) -> SourceRead:
    """The text of a file that another names, at the same revision.

    Args:
        revision: The revision.
        file: The name of the other: one that `Revision.named` made, or that of a file on disk for
            rules that come with selector.
        written: The path, as the other writes it.

    Returns:
        The text, or why there is none.
    """
    beginning = revision.named("")
    if not file.startswith(beginning) or posixpath.isabs(written):
        return beside_on_disk(file, written)
    folder = posixpath.dirname(file.removeprefix(beginning))
    path = posixpath.normpath(posixpath.join(folder, written))
    try:
        return _read(revision, path)
    except _RefusedError as error:
        return _refused(revision.named(path), error)


def beside_at(revision: Revision) -> partial[SourceRead]:
    """What reads the files that a file of a revision names."""
    return partial(read_beside_at, revision)


def _parts(name: str) -> tuple[str, str]:
    """The revision and the path in a name."""
    written, colon, path = name.removeprefix(BEGINNING).partition(":")
    if not colon or not written or not path:
        raise _RefusedError(
            "a revision needs a path",
            "Write `git:REVISION:PATH`, such as `git:HEAD~1:rules.yaml`.",
        )
    if written.startswith("-") or not written.isprintable() or "\0" in path:
        raise _RefusedError(
            f"`{shown(written)}` is not a revision",
            "Name a commit, a tag or a branch: `git:HEAD~1:rules.yaml`.",
        )
    return written, path


def _revision(written: str, path: str) -> tuple[Revision, str]:
    """The revision, and the path from the top of the repository."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  # resolving follows the last link, too
    folder = absolute.parent
    while not folder.is_dir():
        folder = folder.parent
    code, found, said = _git(folder, "rev-parse", "--show-toplevel")
    if code:
        if "not a git repository" in said:
            raise _RefusedError(
                f"`{shown(folder)}` is not in a git repository",
                "Name a rule file, or work in the repository that has it.",
            )
        raise _RefusedError(_first_line(said), "Run `git status` there to see what is wrong.")
    top = os.path.realpath(_text(found).rstrip("\r\n"))
    home = os.path.realpath(absolute.parent)
    inside = Path(home, absolute.name)
    relative = os.path.relpath(inside, top)
    relative = relative.replace(os.sep, "/")
    wanted = f"{written}^{{commit}}"
    code, commit, _ = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    if code:
        what = f"the repository has no revision `{shown(written)}`"
        raise _RefusedError(what, _how_to_find(written, top))
    revision = Revision(top=top, written=written, commit=_text(commit).strip())
    return revision, relative


def _how_to_find(written: str, top: str) -> str:
    """What to do about a revision that is not there."""
    _, is_shallow, _ = _git(top, "rev-parse", "--is-shallow-repository")
    if _text(is_shallow).strip() == "true":
        return (
            "This is a shallow clone, without earlier commits and other branches. Write"
            " `fetch-depth: 0` below `actions/checkout`, or run `git fetch --unshallow`."
        )
    near = did_you_mean(written, _known_revisions(top))
    return near or "`git log --oneline` lists the commits."


def _known_revisions(top: str) -> list[str]:
    """The names of branches and tags."""
    code, names, _ = _git(
        top, "for-each-ref", "--count=1000", "--format=%(refname:short)", "refs/heads", "refs/tags"
    )
    if code:
        return []
    return [*_text(names).splitlines(), "HEAD"]


def _read(revision: Revision, path: str) -> SourceRead:
    """The text of a file, by its path from the top of the repository."""
    entry = f"{revision.commit}:{path}"
    code, kind, _ = _git(revision.top, "cat-file", "-t", entry)
    if code or path.startswith("../"):
        near = did_you_mean(posixpath.basename(path), _names_beside(revision, path))
        raise _RefusedError(
            f"there is no such file at revision `{shown(revision.written)}`",
            near or "`git log --stat -- PATH` shows when a file was added or moved.",
        )
    if _text(kind).strip() != "blob":
        raise _RefusedError("it is a folder", "Name a file in it.")
    _, size, _ = _git(revision.top, "cat-file", "-s", entry)
    raw = b" " * (RULE_LIMITS.size + 1)  # as good as the file, if that is too large
    if int(size) <= RULE_LIMITS.size:
        _, raw, _ = _git(revision.top, "cat-file", "blob", entry)
    return decode(revision.named(path), raw)


def _names_beside(revision: Revision, path: str) -> list[str]:
    """The names in the folder of a path at a revision."""
    folder = posixpath.dirname(path)
    tree = f"{revision.commit}:{folder}"
    code, names, _ = _git(revision.top, "ls-tree", "--name-only", tree)
    if code:
        return []
    return _text(names).splitlines()


def _git(folder: str | Path, *arguments: str) -> tuple[int, bytes, str]:
    """The exit code of git, its output, and what it says on standard error."""
    environ = dict(os.environ)
    environ.update(_SETTINGS)
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(  # noqa: S603  # git, and no shell
            command,
            cwd=folder,
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
    except FileNotFoundError:
        raise _RefusedError(
            "git is not installed", "Install git, or name a rule file instead."
        ) from None
    except subprocess.TimeoutExpired:
        raise _RefusedError(
            f"git took longer than {_LONGEST} seconds", "Name a rule file instead."
        ) from None
    except OSError as error:
        why = error.strerror or str(error)
        raise _RefusedError(f"git cannot be run ({why})", "Name a rule file instead.") from None
    return done.returncode, done.stdout, _text(done.stderr)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _first_line(said: str) -> str:
    lines = said.splitlines()
    if not lines:
        return "git failed"
    return f"git says: {shown(lines[0], 200)}"


def _refused(name: str, error: _RefusedError) -> SourceRead:
    """Y101: there is no such text."""
    at = Location(source=Source(name=name))
    what = f"The file cannot be read: {error.what}."
    problem = Problem(
        at=at,
        code="Y101",
        what=what,
        hint=error.hint,
    )
    return None, (problem,)
