"""A picture of a project, as it was read from the database: a value that belongs to no session."""

from __future__ import annotations

from selector.model.asset import Asset
from selector.model.frozen import frozen


@frozen
class StoredPicture(Asset):
    """One picture of a project; `id` is the id of its row, as text."""

    id: str
