"""Check that a film fits into every database.

In: a film. Out: nothing, or a problem that names the value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.db.connections.database_problems import must_fit, problem
from selector.db.tables.columns import is_text, unstorable
from selector.model.problem import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from selector.db.films.stored_film import StoredFilm

_ANY = 1_000_000
"""Characters in a text without a limit of its own: a column holds more, a person writes less."""


def check_sizes(connection: Connection, film: StoredFilm) -> None:
    """Refuse by name, before anything is written, what PostgreSQL would refuse; on SQLite too.

    Raises:
        ProblemError: A value does not fit (D611).
    """
    for value, size, name in _values(film):
        must_fit(connection, name, value, size)
        if "\0" in value or not is_text(value):
            what = f"{name} has a character that databases cannot store ({unstorable(value)})."
            hint = "Delete it, then try again."
            raise problem(connection, "D611", what, hint)


def _values(film: StoredFilm) -> Iterator[tuple[str, int, str]]:
    """Each text of a film: the text, how many characters it may have, and what to call it."""
    yield film.title, 200, "The film's title"
    yield film.description, _ANY, "The film's description"
    for picture in film.assets:
        where = f"of the picture with the tag `{shown(picture.manifest_tag)}`"
        yield picture.manifest_tag, 50, f"The tag `{shown(picture.manifest_tag)}`"
        yield picture.asset_type, 50, f"The type {where}"
        yield picture.reference_image_url or "", 500, f"The path {where}"
        if picture.clean_reference is not None:
            cleaned = picture.clean_reference.clean_image_url
            yield cleaned, 500, f"The path of the clean reference {where}"
        texts = (
            picture.id,
            picture.source_asset_id,
            picture.individual,
            picture.description,
            picture.name,
        )
        for text in texts:
            if text:
                yield text, _ANY, f"A value {where}"
