"""The address of a picture in; the file or the bytes that hold it out, or why there are none.

A sheet is made without a network. A picture at a web address is shown where a folder is named that
has a copy of it, under the path of the address or the end of that path:

>>> list(_ends("https://store.example/films/7/wren.png?size=2"))
['films/7/wren.png', '7/wren.png', 'wren.png']
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from selector.reading.films.picture_files import PicturesOf, is_web_address
from selector.reading.thumbnails.thumbnail import NoThumbnail

Place: TypeAlias = "Path | bytes | NoThumbnail"
"""Where a picture is: a file, the bytes themselves, or nowhere that can be read."""

_LARGEST = 100 << 20
"""Bytes of a file that is read as a picture."""


class PicturePlaces:
    """Knows the folders in which the pictures of a film may be."""

    def __init__(self, film: Path | None, pictures: Path | None) -> None:
        """Take the folders.

        Args:
            film: The film folder; None for a film in a database.
            pictures: A folder with copies of the pictures, if one was named.
        """
        self._film = film
        self._in_film = None if film is None else PicturesOf(film)
        self._pictures = pictures
        self._in_pictures = None if pictures is None else PicturesOf(pictures)

    def find(self, address: str | None) -> Place:
        """Where the picture of an address is."""
        if address is None or not address.strip():
            return NoThumbnail(why="it has no picture")
        if address.startswith("data:"):
            return _in_data(address)
        copy = self._copy(address)
        if copy is not None:
            return copy
        return self._file(address)

    def _file(self, address: str) -> Place:
        """The file of a picture in the film folder."""
        if is_web_address(address):
            return NoThumbnail(why="it is at an address, not in a folder")
        if self._film is None or self._in_film is None:
            if self._pictures is None:
                return NoThumbnail(why="no folder of pictures was named")
            return NoThumbnail(why="it is not in the folder of pictures")
        unsendable = self._in_film.unsendable(address)
        if unsendable is not None:
            return NoThumbnail(why=unsendable.why)
        return _of_size(self._film / address)

    def _copy(self, address: str) -> Place | None:
        """The copy of a picture in the folder that was named for copies."""
        if self._pictures is None or self._in_pictures is None:
            return None
        for end in _ends(address):
            named = self._in_pictures.as_named(end)
            if self._in_pictures.unsendable(named) is None:
                return _of_size(self._pictures / named)
        return None


def _ends(address: str) -> Iterator[str]:
    """The path of an address, then each shorter end of it."""
    path = address
    if is_web_address(address):
        path = unquote(urlsplit(address).path)
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    for first in range(len(parts)):
        yield "/".join(parts[first:])


def _of_size(file: Path) -> Place:
    if file.stat().st_size > _LARGEST:
        return NoThumbnail(why="its file is larger than 100 MB")
    return file


def _in_data(address: str) -> Place:
    """The bytes of an address that holds the picture itself."""
    head, _, body = address.partition(",")
    if not head.endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return b64decode(body)
    except ValueError:
        return NoThumbnail(why="the data in its address is not an image")
