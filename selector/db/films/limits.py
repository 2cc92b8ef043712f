"""What a film may hold so that every database can keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.db.connections.database_problems import problem
from selector.db.tables.columns import is_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from selector.db.films.stored_film import StoredFilm

_ANY = 1_000_000
"""Letters in a text without a limit of its own; a column holds more, a person writes less."""


def check_sizes(connection: Connection, film: StoredFilm) -> None:
    """What PostgreSQL would refuse somewhere in the middle is refused before, by name, and on SQLite too.

    Raises:
        ProblemError: A value does not fit (D611).
    """
    for value, size, name in _values(film):
        if len(value) > size:
            what = f"{name} is {len(value)} letters long; the database holds {size}."
            raise problem(connection.engine.url, "D611", what, "Shorten it, then run it again.")
        if not _is_storable(value):
            what = f"{name} has a character in it that databases cannot hold."
            raise problem(
                connection.engine.url, "D611", what, "Take that character out, then run it again."
            )


def _values(film: StoredFilm) -> Iterator[tuple[str, int, str]]:
    yield film.title, 200, "The film's title"
    yield film.description, _ANY, "The film's description"
    for picture in film.assets:
        where = f"of the picture tagged {picture.manifest_tag!r:.60}"
        yield picture.manifest_tag, 50, f"The tag {where}"
        yield picture.asset_type, 50, f"The type {where}"
        yield picture.reference_image_url or "", 500, f"The path {where}"
        texts = (
            picture.id,
            picture.source_asset_id,
            picture.individual,
            picture.description,
            picture.name,
        )
        yield from ((text, _ANY, f"A text {where}") for text in texts if text)


def _is_storable(text: str) -> bool:
    return "\0" not in text and is_text(text)
