"""Whether the pictures of a film folder can be sent: each is there, and is an image.

In: the folder, and a picture's path or address. Out: nothing where it can be sent, else why not. Of a file two things
are asked, each once: what the folder knows of it, and its first bytes. An address is taken at its word, unless the end
of its path says that it leads to a clip or a document.
"""

from __future__ import annotations

import stat
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from errno import ENAMETOOLONG
from os import stat_result
from os.path import lexists, realpath
from pathlib import Path
from typing import Literal
from urllib.parse import unquote_to_bytes

from selector.model.asset import Asset
from selector.model.picture_address import other_than_picture
from selector.model.vocabulary import plain

_BEGINNING = 32
"""Bytes of a file that tell what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsendable:
    """Why a picture cannot be sent, as a clause without a full stop, and what to do about it."""

    kind: Literal["none", "missing", "folder", "outside", "unusable"]
    why: str
    hint: str


def is_web_address(picture: str) -> bool:
    """Whether a picture lies elsewhere and is found by an address: `https://…`, `gs://…`, `/api/…`, `data:…`."""
    return "://" in picture or picture.startswith(("/api/", "data:"))


class PicturesOf:
    """The pictures of one folder. What was found out about a picture is remembered: make another after a change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._home = _followed(folder)
        self._known: dict[str | None, Unsendable | None] = {}
        self._inside: dict[Path, bool] = {}
        self._names: dict[Path, dict[str, str]] = {}

    def usable(self, asset: Asset) -> bool | str:
        """True where the asset's picture can be sent, else why not: what an `AssetPool` asks."""
        found = self.unsendable(asset.reference_image_url)
        return True if found is None else found.why

    def unsendable(self, picture: str | None) -> Unsendable | None:
        """Why a picture cannot be sent; None where it can."""
        if picture not in self._known:
            self._known[picture] = self._unsendable(picture)
        return self._known[picture]

    def as_named(self, picture: str) -> str:
        """The path as the folder has it: a name that was typed composed may lie there in another form of its letters.

        Only letters beyond ASCII have several forms. `./wren.jpg` is `wren.jpg`. A path that leads nowhere stays as it
        is otherwise.
        """
        if is_web_address(picture):
            return picture
        picture = _shortest(picture)
        if picture.isascii() or lexists(self._folder / picture):
            return picture
        here = self._folder
        for part in picture.split("/"):
            name = part if lexists(here / part) else self._names_in(here).get(plain(part))
            if name is None:
                return picture
            here /= name
        return here.relative_to(self._folder).as_posix()

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
            return Unsendable(kind="none", why="it has no picture", hint=_GIVE_ONE)
        if picture.startswith("data:"):
            return _of_data(picture)
        if is_web_address(picture):
            return _of_address(picture)
        return self._of_file(self._folder / picture)

    def _of_file(self, file: Path) -> Unsendable | None:
        try:
            is_link = stat.S_ISLNK(file.lstat().st_mode)
            if not self._is_inside(file, is_link=is_link):
                return Unsendable(
                    kind="outside", why="its file lies outside the film's folder", hint=_PUT_INSIDE
                )
            found = _of_kind(file.stat())
            return found or _of_beginning(_beginning(file))
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return Unsendable(kind="missing", why="its file is missing", hint=_PUT_THERE)
        except OSError as error:
            if error.errno == ENAMETOOLONG:
                return Unsendable(kind="missing", why="its file is missing", hint=_PUT_THERE)
            why = f"its file cannot be read: {error.strerror or error}"
            return Unsendable(kind="unusable", why=why, hint="Check the file and its permissions.")

    def _is_inside(self, file: Path, *, is_link: bool) -> bool:
        """Whether a file lies in the folder, all links followed. Of files that are no links their folder tells."""
        if is_link or file == self._folder:
            return _followed(file).is_relative_to(self._home)
        if file.parent not in self._inside:
            self._inside[file.parent] = _followed(file.parent).is_relative_to(self._home)
        return self._inside[file.parent]


def _shortest(path: str) -> str:
    """A path without the parts that lead nowhere: one file has one path, and so is one picture.

    `..` stays: after a link it leads elsewhere than it reads.
    """
    if "//" not in path and "./" not in path and not path.endswith(("/.", "/")):
        return path
    start = "/" if path.startswith("/") else ""
    return start + "/".join(part for part in path.split("/") if part not in ("", ".")) or path


def _followed(path: Path) -> Path:
    """Where a path leads, all links followed; `Path.resolve` raises for links in a circle, until Python 3.13."""
    return Path(realpath(path))


_GIVE_ONE = "Give it the path of a picture, or leave it until there is one."
_PUT_INSIDE = "Put the picture itself inside the film folder and write its path from there."
_PUT_THERE = "Put the picture there, or correct its path."
_ANOTHER_ADDRESS = "Give the address of a picture."
_SAVE_AGAIN = "Save it as JPEG, PNG or WebP, and write the path of that file."


def _of_kind(known: stat_result) -> Unsendable | None:
    """What the folder tells of a file that cannot be sent."""
    if stat.S_ISDIR(known.st_mode):
        return Unsendable(
            kind="folder", why="its path leads to a folder", hint="Write the path of a file in it."
        )
    if not stat.S_ISREG(known.st_mode):
        return Unsendable(
            kind="folder", why="its path leads to something that is not a file", hint=_PUT_THERE
        )
    if not known.st_size:
        return Unsendable(
            kind="unusable", why="its file is empty", hint="Save or download the picture again."
        )
    return None


def _beginning(file: Path) -> bytes:
    with file.open("rb", buffering=0) as content:
        return content.read(_BEGINNING)


def _of_address(picture: str) -> Unsendable | None:
    """An address is taken at its word, unless its path ends as that of a clip does, of sound, of a document."""
    kind = other_than_picture(picture)
    if kind is None:
        return None
    hint = (
        "Give the address of a picture: one frame of the clip."
        if kind == "a film clip"
        else _ANOTHER_ADDRESS
    )
    return Unsendable(kind="unusable", why=f"its address leads to {kind}, not an image", hint=hint)


def _of_data(picture: str) -> Unsendable | None:
    """An address that holds the picture itself: `data:image/png;base64,…`."""
    head, comma, body = picture.partition(",")
    if head.endswith(";base64"):
        try:
            beginning = b64decode(body[: _BEGINNING // 3 * 4])
        except ValueError:
            beginning = b""
    else:
        beginning = unquote_to_bytes(body[: _BEGINNING * 3])
    if comma and _is_image(beginning):
        return None
    return Unsendable(
        kind="unusable", why="the data in its address is not an image", hint=_SAVE_AGAIN
    )


def _of_beginning(beginning: bytes) -> Unsendable | None:
    if _is_image(beginning):
        return None
    for kind, hint, is_one in _OTHER_KINDS:
        if is_one(beginning):
            return Unsendable(kind="unusable", why=f"its file is {kind}, not an image", hint=hint)
    return Unsendable(kind="unusable", why="its file is not an image", hint=_SAVE_AGAIN)


def _is_image(beginning: bytes) -> bool:
    """Whether bytes begin as an image does that a video model may take: which of them it takes is its own matter.

    The marks are those of the formats' own pages; of BMP the two letters are followed by four bytes that are 0
    (https://learn.microsoft.com/windows/win32/api/wingdi/ns-wingdi-bitmapfileheader).
    """
    if beginning.startswith(_IMAGES):
        return True
    if beginning.startswith(b"RIFF"):
        return beginning[8:12] == b"WEBP"
    if beginning.startswith(b"BM"):
        return beginning[6:10] == bytes(4)
    return beginning[4:8] == b"ftyp" and beginning[8:12] in _HEIF_BRANDS


_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_HEIF_BRANDS = frozenset(
    (b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
)


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda beginning: beginning.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(marks)


def _is_clip(beginning: bytes) -> bool:
    """Whether bytes begin as MP4 and MOV do, Matroska and WebM, MPEG, or AVI."""
    if beginning.startswith(b"RIFF"):
        return beginning[8:12] == b"AVI "
    return beginning[4:8] == b"ftyp" or beginning.startswith((b"\x1aE\xdf\xa3", b"\0\0\x01\xba"))


def _is_text(beginning: bytes) -> bool:
    """Whether bytes are those of a text; its last letter may be cut."""
    try:
        text = beginning.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(beginning):
            return False
        text = beginning[: error.start].decode("utf-8")
    return all(letter.isprintable() or letter.isspace() for letter in text.removeprefix("\ufeff"))


_DOWNLOAD_AGAIN = "Download the picture itself again: this is what was there in its place."
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
"""What lies there instead, what to do about it, and how to tell by its first bytes."""
