"""Can the pictures of a film folder be sent? A path or an address in; nothing out, or why not.

Of a file two things are read, each once: what the folder knows of it, and its first bytes. An
address is not opened; it is refused only where the end of its path says that it leads to a clip or
a document.
"""

from __future__ import annotations

import stat
from base64 import b64decode
from collections.abc import Callable
from errno import ENAMETOOLONG
from os import stat_result
from os.path import lexists, realpath
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote_to_bytes

from selector.language.file_words.send_cleaned import goes_cleaned
from selector.model.asset import Asset
from selector.model.frozen import frozen
from selector.model.picture_address import other_than_picture
from selector.model.vocabulary import plain
from selector.reading.text.file import is_image

if TYPE_CHECKING:
    from selector.language.facts import SendCleaned

_BEGINNING = 32
"""Bytes of a file that tell what it is."""


@frozen
class Unsendable:
    """Why a picture cannot be sent, as a clause without a full stop, and what to do about it."""

    kind: Literal["none", "missing", "folder", "outside", "unusable"]
    why: str
    hint: str


def is_web_address(picture: str) -> bool:
    """True for a picture found by an address: `https://…`, `gs://…`, `/api/…`, `data:…`."""
    return "://" in picture or picture.startswith(("/api/", "data:"))


class PicturesOf:
    """The pictures of one folder. What is found out is cached: make another after a change.

    Args:
        folder: The folder.
        are_there: Whether its files are there; else any path will do.
    """

    def __init__(self, folder: Path, *, are_there: bool = True) -> None:
        self._are_there = are_there
        self._folder = folder
        self._home = _followed(folder)
        self._known: dict[str | None, Unsendable | None] = {}
        self._inside: dict[Path, bool] = {}
        self._names: dict[Path, dict[str, str]] = {}

    def usable_if(self, send_cleaned: SendCleaned | None) -> Callable[[Asset], bool | str]:
        """What says if an asset's picture can be sent, or why not, as an `AssetPool` wants it.

        Where a clean reference is sent instead of the original, only that one counts.

        Args:
            send_cleaned: What the rules say of clean references.
        """

        def usable(asset: Asset) -> bool | str:
            cleaned = asset.clean_reference
            if cleaned is not None and goes_cleaned(cleaned, send_cleaned):
                found = self.unsendable(cleaned.clean_image_url)
                return found is None or f"its clean reference goes instead, and {found.why}"
            found = self.unsendable(asset.reference_image_url)
            return found is None or found.why

        return usable

    def unsendable(self, picture: str | None) -> Unsendable | None:
        """Why a picture cannot be sent; None where it can."""
        if picture not in self._known:
            self._known[picture] = self._unsendable(picture)
        return self._known[picture]

    def as_named(self, picture: str) -> str:
        """The path as the folder spells it: `é` may be one character there, or two.

        Only letters beyond ASCII have several forms. `./wren.jpg` is `wren.jpg`. A path that leads
        nowhere stays as it is otherwise.
        """
        if is_web_address(picture):
            return picture
        picture = _shortest(picture)
        if picture.isascii() or lexists(self._folder / picture):
            return picture
        here = self._folder
        for part in picture.split("/"):
            name = self._name_in(here, part)
            if name is None:
                return picture
            here /= name
        return here.relative_to(self._folder).as_posix()

    def _name_in(self, folder: Path, name: str) -> str | None:
        """A name as the folder spells it; None where it has no such name."""
        if lexists(folder / name):
            return name
        return self._names_in(folder).get(plain(name))

    def _names_in(self, folder: Path) -> dict[str, str]:
        """What is in a folder, by its name in one form."""
        if folder not in self._names:
            try:
                names = sorted((each.name for each in folder.iterdir()), reverse=True)
            except OSError:
                names = []
            self._names[folder] = {plain(name): name for name in names}
        return self._names[folder]

    def _unsendable(self, picture: str | None) -> Unsendable | None:
        if picture is None or not picture.strip():
            return _NONE
        if picture.startswith("data:"):
            return _of_data(picture)
        if is_web_address(picture):
            return _of_address(picture)
        if not self._are_there:
            return None
        return self._of_file(self._folder / picture)

    def _of_file(self, file: Path) -> Unsendable | None:
        try:
            is_link = stat.S_ISLNK(file.lstat().st_mode)
            if not self._is_inside(file, is_link=is_link):
                return _OUTSIDE
            return _of_kind(file.stat()) or _of_beginning(_beginning(file))
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return _MISSING
        except OSError as error:
            if error.errno == ENAMETOOLONG:
                return _MISSING
            why = f"its file cannot be read: {error.strerror or error}"
            hint = "Check the file and its permissions."
            return Unsendable(kind="unusable", why=why, hint=hint)

    def _is_inside(self, file: Path, *, is_link: bool) -> bool:
        """True where a file is in the folder, all links followed.

        Of files that are not links it is enough to look at their folder.
        """
        if is_link or file == self._folder:
            return _followed(file).is_relative_to(self._home)
        above = file.parent
        if above not in self._inside:
            self._inside[above] = _followed(above).is_relative_to(self._home)
        return self._inside[above]


def _shortest(path: str) -> str:
    """A path without the parts that lead nowhere: one file has one path, and so is one picture.

    `..` stays: after a link it does not lead where it seems to.
    """
    if "//" not in path and "./" not in path and not path.endswith(("/.", "/")):
        return path
    parts = [part for part in path.split("/") if part not in ("", ".")]
    shortest = "/".join(parts)
    if path.startswith("/"):
        shortest = f"/{shortest}"
    return shortest or path


def _followed(path: Path) -> Path:
    """Where a path leads, all links followed.

    Until Python 3.13 `Path.resolve` raises for links in a circle.
    """
    return Path(realpath(path))


_PUT_THERE = "Put the picture there, or correct its path."
_ANOTHER_ADDRESS = "Give the address of a picture."
_SAVE_AGAIN = "Save it as JPEG, PNG or WebP, and write the path of that file."
_DOWNLOAD_AGAIN = "Download the picture again: the image, not the page that shows it."

_NONE = Unsendable(
    kind="none",
    why="it has no picture",
    hint=(
        "Write the path of its image file. Until there is such a file, leave this entry as it is."
    ),
)
_OUTSIDE = Unsendable(
    kind="outside",
    why="its file lies outside the film's folder",
    hint="Put the picture itself inside the film folder and write its path from there.",
)
_MISSING = Unsendable(kind="missing", why="its file is missing", hint=_PUT_THERE)
_FOLDER = Unsendable(
    kind="folder",
    why="its path leads to a folder",
    hint="Write the path of a file in it.",
)
_NO_FILE = Unsendable(
    kind="folder",
    why="its path leads to something that is not a file",
    hint=_PUT_THERE,
)
_EMPTY = Unsendable(
    kind="unusable",
    why="its file is empty",
    hint="Save or download the picture again.",
)
_NO_IMAGE = Unsendable(kind="unusable", why="its file is not an image", hint=_SAVE_AGAIN)
_NO_IMAGE_IN_DATA = Unsendable(
    kind="unusable",
    why="the data in its address is not an image",
    hint=_SAVE_AGAIN,
)


def _of_kind(known: stat_result) -> Unsendable | None:
    """What the folder tells of a file that cannot be sent."""
    if stat.S_ISDIR(known.st_mode):
        return _FOLDER
    if not stat.S_ISREG(known.st_mode):
        return _NO_FILE
    if not known.st_size:
        return _EMPTY
    return None


def _beginning(file: Path) -> bytes:
    with file.open("rb", buffering=0) as content:
        return content.read(_BEGINNING)


def _of_address(picture: str) -> Unsendable | None:
    """Why not, where the end of an address is that of a clip, of sound or of a document."""
    kind = other_than_picture(picture)
    if kind is None:
        return None
    hint = _ANOTHER_ADDRESS
    if kind == "a film clip":
        hint = "Give the address of a picture: one frame of the clip."
    return Unsendable(kind="unusable", why=f"its address leads to {kind}, not an image", hint=hint)


def _of_data(picture: str) -> Unsendable | None:
    """An address that holds the picture itself: `data:image/png;base64,…`."""
    head, comma, body = picture.partition(",")
    if comma and is_image(_beginning_of_data(head, body)):
        return None
    return _NO_IMAGE_IN_DATA


def _beginning_of_data(head: str, body: str) -> bytes:
    if not head.endswith(";base64"):
        return unquote_to_bytes(body[: _BEGINNING * 3])
    try:
        return b64decode(body[: _BEGINNING // 3 * 4])
    except ValueError:
        return b""


def _of_beginning(beginning: bytes) -> Unsendable | None:
    if is_image(beginning):
        return None
    for kind, hint, is_one in _OTHER_KINDS:
        if is_one(beginning):
            return Unsendable(kind="unusable", why=f"its file is {kind}, not an image", hint=hint)
    return _NO_IMAGE


_CLIPS = (b"\x1aE\xdf\xa3", b"\0\0\x01\xba")


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    def is_one(beginning: bytes) -> bool:
        text = beginning.lstrip(b"\xef\xbb\xbf \t\r\n")
        return text.lower().startswith(marks)

    return is_one


def _is_clip(beginning: bytes) -> bool:
    """True where bytes begin as MP4 and MOV do, Matroska and WebM, MPEG, or AVI."""
    if beginning.startswith(b"RIFF"):
        return beginning[8:12] == b"AVI "
    return beginning[4:8] == b"ftyp" or beginning.startswith(_CLIPS)


def _is_text(beginning: bytes) -> bool:
    """True where bytes are text; the last letter may be cut."""
    try:
        text = beginning.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(beginning):
            return False
        text = beginning[: error.start].decode("utf-8")
    visible = text.removeprefix("\ufeff")
    return all(letter.isprintable() or letter.isspace() for letter in visible)


_OTHER_KINDS: tuple[tuple[str, str, Callable[[bytes], bool]], ...] = (
    ("a web page", _DOWNLOAD_AGAIN, _begins(b"<!doctype html", b"<html", b"<head", b"<body")),
    ("a drawing in SVG", _SAVE_AGAIN, _begins(b"<svg")),
    ("XML", _DOWNLOAD_AGAIN, _begins(b"<?xml", b"<error")),
    (
        "a pointer of Git LFS",
        "Fetch the picture itself with `git lfs pull`.",
        _begins(b"version https://git-lfs"),
    ),
    ("a PDF", _SAVE_AGAIN, _begins(b"%pdf")),
    ("a film clip", "Save one frame of it as a picture.", _is_clip),
    (
        "an archive",
        "Unpack it, and write the path of the picture.",
        _begins(b"pk\x03\x04", b"\x1f\x8b"),
    ),
    ("text", _SAVE_AGAIN, _is_text),
)
"""What is there instead, what to do about it, and how to tell by its first bytes."""
