"""A film folder in; what is wrong with it as a folder out, and its scene files in order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import filterfalse
from pathlib import Path
from typing import TYPE_CHECKING

from selector.model.near_names import NearNames, did_you_mean
from selector.model.phrases import quoted
from selector.model.problem import Location, Problem, Related, Source, shown
from selector.reading.films.film_files import FILES, SUFFIXES, ending, film_files_in
from selector.reading.text.file import not_text, unreadable
from selector.reading.text.message import Message

if TYPE_CHECKING:
    from selector.reading.foreign_files import Looks


def not_a_folder(folder: Path) -> Problem | None:
    """F301: a film is a folder that can be read; None where it is one."""
    try:
        message = _not_a_folder(folder)
    except (OSError, ValueError) as error:
        reason = str(error)
        if isinstance(error, OSError):
            reason = error.strerror or reason
        message = _UNREADABLE.about(reason=reason)
    if message is None:
        return None
    return message.at(_whole(folder))


def _not_a_folder(folder: Path) -> Message | None:
    if folder.is_dir():
        next(folder.iterdir(), None)
        (folder / "film.yaml").exists()  # raises where what is in it cannot be reached
        return None
    if folder.exists():
        return _not_of_a_film(folder) or _not_text(folder) or _A_FILE
    near = did_you_mean(folder.name, _folders_in(folder.parent))
    if near:
        return _NO_FOLDER._replace(hint=near)
    return _NO_FOLDER


def _not_of_a_film(file: Path) -> Message | None:
    """F301 for a file that no film folder has under that name: what it looks like."""
    from selector.reading.films.foreign_in_folder import kind_of_file  # noqa: PLC0415  # seldom
    from selector.reading.foreign_files import RULES, instead  # noqa: PLC0415  # seldom

    looks = None
    if file.stem not in FILES or ending(file) not in SUFFIXES:
        looks = kind_of_file(file)
    if looks is None:
        return None
    hint = instead(looks)
    if looks is RULES:
        hint = f"Name the film folder, and this file after `--rules`: `--rules {shown(file.name)}`."
    return _FOREIGN.about(kind=looks.kind)._replace(hint=hint)


def _not_text(file: Path) -> Message | None:
    """F301 for a file that is no text, and belongs in no film folder either."""
    other = None
    if file.is_file():  # a pipe may never end
        with suppress(OSError), file.open("rb") as opened:
            other = not_text(opened.read(_BEGINNING))
    if other is None or other.kind == "a picture":
        return None
    return _FOREIGN.about(kind=other.kind)._replace(hint=other.hint)


def _folders_in(folder: Path) -> list[str]:
    try:
        return [each.name for each in folder.iterdir() if each.is_dir()]
    except OSError:
        return []


def too_many_files(name: str, files: list[Path]) -> Iterator[Problem]:
    """F303: two files are for the same thing, and only one of them would be read."""
    count = len(files)
    if count < 2:
        return
    first, *others = map(_whole, files)
    message = _TOO_MANY.about(count=count, name=name)
    if name == "film":
        message = _TOO_MANY_FILMS.about(count=count)
    related = [Related(at=at, what="There is also") for at in others]
    yield message.at(first, *related)


def missing_files(folder: Path, found: Mapping[str, list[Path]]) -> Iterator[Problem]:
    """F302: a film has pictures and scenes."""
    missing = [name for name in _WANTED if not found[name]]
    if not missing:
        return
    wanted = ", and no ".join(_WANTED[name] for name in missing)
    message = _NO_FILM.about(wanted=wanted)
    foreign = _foreign_files(folder)
    others = {name for name, looks in foreign if not looks.part}
    hint = _misspelled(folder, missing, others)
    if not hint and len(missing) == len(_WANTED):
        hint = _films_near(folder)
    hint = hint or _of_other_kinds(foreign)
    if hint:
        message = message._replace(hint=hint)
    yield message.at(_whole(folder))


def _misspelled(folder: Path, missing: Iterable[str], others: Collection[str]) -> str:
    """A hint at a file that is probably meant, such as `asset.yaml`.

    Args:
        folder: The film folder.
        missing: What it lacks.
        others: The files that are something else.
    """
    names = [file.name for file in folder.iterdir()]
    files = NearNames(filterfalse(others.__contains__, names), cutoff=0.8)
    near: dict[str, str] = {}
    for name in missing:
        for suffix in SUFFIXES:
            option = f"{name}{suffix}"
            file = files.nearest(option)
            if file:
                near.setdefault(file, option)
    if not near:
        return ""
    first = min(near)
    return f"Should `{first}` be called `{near[first]}`?"


def _films_near(folder: Path) -> str:
    """A hint at the films in a folder that is none; or at the one that it is a folder of."""
    inside = sorted(folder.iterdir())
    films = list(filter(_has_both, inside[:_MOST_FOLDERS]))
    above = folder.parent
    if folder.name in ("", ".."):
        above = folder / ".."
    if not films and _has_both(above):
        films = [above]
    if not films:
        return ""
    named = quoted(map(shown, films[:_MOST_NAMED]), "and")
    if len(films) == 1:
        return f"{named} is a film folder: name that one."
    return f"{named} are film folders: name one of them."


def _has_both(folder: Path) -> bool:
    """Whether a folder has the two files without which there is no film."""
    return all(film_files_in(folder, name) for name in _WANTED)


def _foreign_files(folder: Path) -> list[tuple[str, Looks]]:
    from selector.reading.films.foreign_in_folder import foreign_files  # noqa: PLC0415  # seldom

    return foreign_files(folder)


def _of_other_kinds(found: list[tuple[str, Looks]]) -> str:
    """A hint at what is there instead, such as `boards.yaml`."""
    if not found:
        return ""
    from selector.reading.foreign_files import counts_in, named_as  # noqa: PLC0415  # seldom

    kinds = [looks for _, looks in found]
    return f"{named_as(found)}. {counts_in(kinds)} {_FOR_AN_EXAMPLE}"


def scene_files_of(found: list[Path]) -> tuple[tuple[Path, ...], list[Problem]]:
    """The scene files in order, and what is wrong.

    Those of a folder are ordered by name, and numbers in names are counted: `scene-9`, `scene-10`.
    """
    if not found or not found[0].is_dir():
        return tuple(found), []
    folder = found[0]
    if folder.name != "scenes":
        return (), [_A_FOLDER.at(_whole(folder))]
    try:
        files = list(filter(_is_scene_file, folder.iterdir()))
    except OSError as error:
        return (), [unreadable(str(folder), error)]
    return tuple(sorted(files, key=_natural)), []


def _is_scene_file(path: Path) -> bool:
    return ending(path) in SUFFIXES and not path.name.startswith(".")


def _natural(path: Path) -> tuple[list[str | int], str]:
    """Sorts `scene-9` before `scene-10`: words and numbers take turns, so like meets like."""
    parts: list[str | int] = [*re.split(r"([0-9]+)", path.name.casefold())]
    parts[1::2] = map(int, parts[1::2])
    return parts, path.name


def _whole(path: Path) -> Location:
    return Location(source=Source(name=str(path)))


_MOST_FOLDERS = 200
"""How many entries of a folder that is no film are looked at for one."""
_MOST_NAMED = 5
_BEGINNING = 16
"""How many bytes say what a file is."""
_FOR_AN_EXAMPLE = "For a working example, run `selector new film` with the name of a new folder."
_A_FILE = Message(
    "F301",
    "A film is a folder, and this is a file.",
    "Name the folder that it is in.",
)
_FOREIGN = Message(
    "F301",
    "A film is a folder, and this looks like {kind}.",
    "",
)
_NO_FOLDER = Message(
    "F301",
    "There is no such folder.",
    _FOR_AN_EXAMPLE,
)
_UNREADABLE = Message(
    "F301",
    "This folder cannot be read: {reason}.",
    "Check its name and its permissions.",
)
_NO_FILM = Message(
    "F302",
    "This folder is not a film: there is no {wanted}.",
    _FOR_AN_EXAMPLE,
)
_WANTED = {
    "assets": "`assets.yaml`, `assets.json` or `assets.jsonl`",
    "scenes": "`scenes.yaml`, `scenes.json`, `scenes.jsonl` or a folder `scenes`",
}
_KEEP_ONE = "Keep one: only one would be read."
_TOO_MANY = Message(
    "F303",
    "This film has {count} files for its {name}.",
    _KEEP_ONE,
)
_TOO_MANY_FILMS = Message("F303", "This film has {count} files named `film`.", _KEEP_ONE)
_A_FOLDER = Message(
    "Y101",
    "The file cannot be read: it is a folder.",
    "Call it `scenes`, or replace it with a file.",
)
