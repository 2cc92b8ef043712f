"""The addresses of many pictures in; a small picture for each out, or why there is none.

Pictures whose small picture is not cached are decoded in two processes, which is most of the work.
No more than one picture of each process is in memory at a time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import TypeAlias

from selector.reading.thumbnails.picture_places import PicturePlaces
from selector.reading.thumbnails.thumbnail import (
    Fineness,
    NoThumbnail,
    Thumbnail,
    fineness_for,
    thumbnail_of,
)
from selector.reading.thumbnails.thumbnail_cache import ThumbnailCache
from selector.worker_processes import (
    leave_signals_to_the_first,
    load_ahead,
    undisturbed,
    worker_pool,
)

Made: TypeAlias = "Thumbnail | NoThumbnail"

_PROCESSES = 2
_FEW = 24
"""Pictures for which no process is started: that takes as long as they do."""
_AT_ONCE = 4
"""Pictures that a process is given at a time."""


def has_pillow() -> bool:
    """Whether small pictures can be made here."""
    try:
        import PIL.Image  # noqa: F401, PLC0415  # that it can be imported is the answer
    except ImportError:
        return False
    return True


def thumbnails(
    addresses: Iterable[str | None],
    places: PicturePlaces,
    cache: Path | None,
    at: Callable[[int], None],
) -> Mapping[str | None, Made]:
    """Make small pictures.

    Args:
        addresses: Where the pictures are.
        places: Knows the folders.
        cache: The folder in which small pictures are cached; None for nowhere.
        at: Called with the number of pictures that are done.

    Returns:
        The small picture of each address, or why there is none.
    """
    wanted = list(dict.fromkeys(addresses))
    fineness = fineness_for(len(wanted))
    done: dict[str | None, Made] = {}
    files: dict[str | None, Path] = {}
    for address in wanted:
        place = places.find(address)
        match place:
            case NoThumbnail():
                done[address] = place
            case bytes():
                done[address] = thumbnail_of(place, fineness)
            case _:
                files[address] = place
    made = _of_files(list(files.values()), fineness, cache)
    for number, (address, thumbnail) in enumerate(zip(files, made, strict=True), 1):
        done[address] = thumbnail
        at(number)
    return done


def _of_files(files: list[Path], fineness: Fineness, cache: Path | None) -> Iterator[Made]:
    """The small pictures of files, in order."""
    found = list(map(_cached, files, repeat(fineness), repeat(cache)))
    missing = [file for file, each in zip(files, found, strict=True) if each is None]
    make = partial(_made, fineness=fineness, cache=cache)
    if len(missing) <= _FEW:
        yield from _in_order(found, map(make, missing))
        return
    yield from _in_order(found, _shared_out(make, missing))


def _shared_out(make: Callable[[Path], Made], files: list[Path]) -> Iterator[Made]:
    """What processes make of files, in order. If one is stopped, what is left is made here."""
    load_ahead("concurrent.futures.process", "PIL.Image", __name__)
    left = deque(files)
    try:
        with worker_pool(_PROCESSES, leave_signals_to_the_first) as pool:
            with undisturbed():
                made = pool.map(make, files, chunksize=_AT_ONCE)
            for each in made:
                left.popleft()
                yield each
    except (BrokenProcessPool, OSError, EOFError):
        yield from map(make, left)


def _in_order(found: Iterable[Made | None], made: Iterator[Made]) -> Iterator[Made]:
    for each in found:
        if each is None:
            yield next(made)
        else:
            yield each


def _cached(file: Path, fineness: Fineness, cache: Path | None) -> Made | None:
    """The small picture that was made of a file before; None if there is none."""
    if cache is None:
        return None
    try:
        if not cache.is_dir():
            return None
        content = file.read_bytes()
    except OSError:
        return None
    return ThumbnailCache(cache).find(content, fineness)


def _made(file: Path, fineness: Fineness, cache: Path | None) -> Made:
    """The small picture of a file, which is cached as well."""
    try:
        content = file.read_bytes()
    except OSError as error:
        return NoThumbnail(why=f"its file cannot be read: {error.strerror or error}")
    thumbnail = thumbnail_of(content, fineness)
    if cache is not None and isinstance(thumbnail, Thumbnail):
        ThumbnailCache(cache).store(content, fineness, thumbnail)
    return thumbnail
