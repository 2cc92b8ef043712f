"""What a film folder or an assets file says of one picture of the pool."""

from __future__ import annotations

import typing
from collections.abc import Iterable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from selector.model.frozen import frozen


class AssetByAttribute(Protocol):
    """An object with a tag and a type: a dataclass, a row of an ORM, a named tuple."""

    @property
    def manifest_tag(self) -> object:
        """The tag; text."""

    @property
    def asset_type(self) -> object:
        """The asset type; text, or an enum."""


class AssetByKey(Protocol):
    """A mapping, or a row with keys: `sqlite3.Row`, asyncpg's `Record`, a `Series` of pandas."""

    def keys(self) -> Iterable[Any]:
        """The names of its values."""

    def __getitem__(self, key: str, /) -> Any:  # noqa: ANN401  # the caller's own
        """The value of that name."""


class AssetByAnyName(Protocol):
    """An object whose class does not say which attributes it has: a `Row` of SQLAlchemy."""

    def __getattr__(self, name: str, /) -> Any:  # noqa: ANN401  # the caller's own
        """The attribute of that name."""


AssetLike: TypeAlias = AssetByAttribute | AssetByKey | AssetByAnyName | SimpleNamespace
"""What a pool takes as an asset, as far as type checkers can know."""

if TYPE_CHECKING:
    from typing_extensions import TypeVar  # slow to load, and only type checkers want a default

    Asset_co = TypeVar("Asset_co", bound=AssetLike, default=Any, covariant=True)
else:
    Asset_co = typing.TypeVar("Asset_co", bound=AssetLike, covariant=True)
"""The caller's own type of asset. What goes into a pool comes out of a selection."""

Assets: TypeAlias = Iterable[Asset_co] | list[Asset_co | AssetByKey]
"""Assets that go into a pool. The second half is for mypy: it takes a list of dictionaries for a
`list[object]` if the types of their values differ, and would refuse it."""


@frozen
class CleanReference:
    """What can be sent instead of an asset's own picture.

    `face_similarity_score` says how alike its face is to the original's, from 0 to 1; None if that
    is not known.
    """

    clean_image_url: str
    face_similarity_score: float | None = None


@frozen
class Asset:
    """One picture. The engine takes any other object with these attributes as well.

    `quality_score` runs from 0 to 10; `source_asset_id` names the picture that this one was cut
    from; `individual` names the person, place or thing it shows. `clean_reference` is the primary
    one.
    """

    id: str | None = None
    manifest_tag: str
    asset_type: str
    name: str | None = None
    quality_score: float | None = None
    is_face_crop: bool = False
    source_asset_id: str | None = None
    individual: str | None = None
    reference_image_url: str | None = None
    description: str | None = None
    user_tags: tuple[str, ...] = ()
    clean_reference: CleanReference | None = None
