"""A folder in; it is there to be written into, and gone again if nothing came of it.

Whatever was there before stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from selector.model.problem import LONGEST_PATH, shown


@contextmanager
def made_folder(folder: Path) -> Iterator[None]:
    """Make a folder, and those that it is in. If what is done meanwhile fails, nothing is left.

    A folder that was made and is not empty stays: what is in it is somebody's.

    Args:
        folder: The folder, which may be there already.

    Raises:
        OSError: It cannot be made.
    """
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        _make(folder)
        yield
    except BaseException:
        with suppress(OSError):
            for each in made:
                each.rmdir()
        raise


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        in_the_way = Path(error.filename)
        if in_the_way.exists():
            raise
        why = f"`{shown(in_the_way, LONGEST_PATH)}` is a link that leads nowhere"
        raise FileExistsError(error.errno, why, error.filename) from None
