"""Small pictures beside a film, so that its next sheet is quick. A cache: it may be deleted.

They go by the content of the pictures they were made from, so a picture that is replaced gets a new
one, and one that is only renamed does not. Where nothing can be written, nothing is cached.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from selector.reading.thumbnails.thumbnail import Fineness, Thumbnail, size_of

FOLDER = Path(".selector", "thumbnails")
"""Where they are, in a film folder."""

_VERSION = "2"
"""Raised when small pictures are made in another way."""


class ThumbnailCache:
    """The small pictures in one folder. It is made when the first one is written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, content: bytes, fineness: Fineness) -> Thumbnail | None:
        """The small picture of a picture with this content, if there is one."""
        most = fineness.most_bytes
        file = self._file(content, fineness)
        try:
            if not file.is_file():
                return None
            with file.open("rb") as opened:
                data = opened.read(most + 1)
        except OSError:
            return None
        size = size_of(data)
        if size is None or len(data) > most:
            return None
        width, height = size
        return Thumbnail(data=data, width=width, height=height)

    def store(self, content: bytes, fineness: Fineness, thumbnail: Thumbnail) -> None:
        """Write a small picture down, if the folder can be written to.

        Args:
            content: The bytes of the picture that it was made from.
            fineness: How fine it is.
            thumbnail: The small picture.
        """
        file = self._file(content, fineness)
        unfinished = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            self._make_folder()
            try:
                unfinished.write_bytes(thumbnail.data)
                unfinished.replace(file)
            finally:
                unfinished.unlink(missing_ok=True)  # as on a full disk
        except OSError:
            return

    def _file(self, content: bytes, fineness: Fineness) -> Path:
        digest = hashlib.blake2b(content, digest_size=20).hexdigest()
        return self._folder / f"{digest}-{_VERSION}-{fineness.side}.webp"

    def _make_folder(self) -> None:
        if self._folder.is_dir():
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        ignored = self._folder.parent / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
