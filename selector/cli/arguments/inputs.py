"""What a person named on the command line, found: rule files, film folders, standard input, the rules to pick with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from selector.model.address import is_address, scheme_only
from selector.model.near_names import did_you_mean
from selector.model.problem import Location, Problem, ProblemError, Source

if TYPE_CHECKING:
    from selector.engine.rules import Rules
    from selector.reading.film import Film

STDIN = "-"
_RULE_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing to check, by the path that its problems will name."""

    kind: Literal["rules", "film"]
    path: str


def targets(path: str) -> Iterator[Target]:
    """What a path means: a rule file, a film (its folder, or a file of it), or every one of both below a folder."""
    no_address(path)
    if path == STDIN or not Path(path).is_dir():
        of_film = _is_of_film(Path(path))
        yield (
            Target(kind="film", path=str(Path(path).parent))
            if of_film
            else Target(kind="rules", path=path)
        )
        return
    found = list(_inside(Path(path)))
    if not found:
        raise click.UsageError(f"There is no rule file (*.yaml) and no film in {path}.")
    yield from found


def missing(path: str) -> Problem | None:
    """Y101 where nothing has that name; whatever else may be wrong with a path, its reader says."""
    try:
        Path(path).lstat()
    except FileNotFoundError:
        hint = (
            did_you_mean(Path(path).name, _names_beside(Path(path)))
            or "Check the name and the folder."
        )
        at = Location(source=Source(name=path))
        return Problem(at=at, code="Y101", what="There is no such file or folder.", hint=hint)
    except (OSError, ValueError):
        return None
    return None


def _names_beside(path: Path) -> list[str]:
    try:
        return [each.name for each in path.parent.iterdir() if not each.name.startswith(".")]
    except OSError:
        return []


def no_address(path: str) -> None:
    """Refuse the address of a database where a file or a folder belongs: it would show its password as a name."""
    if is_address(path):
        raise click.UsageError(
            f"`{scheme_only(path)}` is an address. Name a file or a folder here."
        )


def _inside(folder: Path) -> Iterator[Target]:
    """Films and rule files in a folder, by name; hidden ones and links to folders are passed by."""
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield Target(kind="rules", path=str(path))
            continue
        try:
            film, folders, files = _listed(path)
        except OSError:  # the film reader will say why
            film, folders, files = True, set(), set()
        if film:
            yield Target(kind="film", path=str(path))
        else:
            waiting += [(each, each in folders) for each in sorted(folders | files, reverse=True)]


def _is_of_film(file: Path) -> bool:
    """Whether a file is one of a film's. Its rules are not: they can be checked by themselves."""
    if file.stem not in ("film", "assets", "scenes") or not file.is_file():
        return False
    from selector.reading.films.film_files import FILES

    return file.suffix in FILES[file.stem]


def _listed(folder: Path) -> tuple[bool, set[Path], set[Path]]:
    """Whether a folder is a film; else the folders and rule files in it."""
    from selector.reading.film import is_film

    seen = [path for path in folder.iterdir() if not path.name.startswith(".")]
    folders = {path for path in seen if path.is_dir() and not path.is_symlink()}
    named = [path for path in seen if path.suffix in _RULE_SUFFIXES]
    files = {
        path for path in named if path.is_file() or not path.exists()
    }  # a link that leads nowhere is no rule file
    return is_film(folder), folders, files


def read_stdin(limit: int) -> bytes:
    """At most `limit` bytes of standard input, and one more where there are more."""
    stream = getattr(sys.stdin, "buffer", None)
    return b"" if stream is None else stream.read(limit + 1)


def find_film(folder: str) -> tuple[Film, tuple[Problem, ...]]:
    """The film of a folder, and its warnings.

    Raises:
        ProblemError: It cannot be used.
    """
    from selector.reading.film import read_film

    no_address(folder)
    film, problems = read_film(Path(folder))
    if film is None:
        raise ProblemError(problems)
    return film, problems


def find_rules(named: str | None, film: Film) -> Rules:
    """The rules to pick with: those named, else the film's own, else those that come with selector.

    Raises:
        ProblemError: They cannot be used.
    """
    from selector.reading.load import load_rules

    if named is not None:
        no_address(named)
    return load_rules(named or film.rules_path)
