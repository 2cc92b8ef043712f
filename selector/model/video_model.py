"""A video model that references are picked for: how many it takes, and which it refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from selector.model.frozen import frozen

if TYPE_CHECKING:
    from selector.model.problem import Location

OneKind: TypeAlias = Literal["asset", "face"]
"""The kinds of pictures that a video model may be confined to, so that it refuses all others."""


@frozen
class VideoModel:
    """What is known of one video model.

    Attributes:
        id: Its id, as its vendor writes it.
        references: How many reference pictures one request takes at most; 0 or more. Where that
            depends on what else is sent, the smallest number that may be meant.
        depends: What that number depends on, in words; empty if on nothing.
        takes: The kinds of pictures that it takes, such as `asset`; empty if nothing is known.
        vendor: Who makes it; empty if that is not said.
        deprecated: The day from which its vendor advises against it, as `2026-11-06`, if it does.
        retires: The day from which it is no longer offered, as `2026-10-22`, if that is announced.
        replaced_by: The id of the model that its vendor names instead, if it names one.
        source: Where these facts are from.
        confidence: How sure they are: `A` from the vendor, `B` from two others, `C` from one.
        checked: The day on which they were looked up.
        at: Where they are written.
    """

    id: str
    references: int
    depends: str = ""
    takes: tuple[str, ...] = ()
    vendor: str = ""
    deprecated: str | None = None
    retires: str | None = None
    replaced_by: str | None = None
    source: str = ""
    confidence: str = ""
    checked: str = ""
    at: Location = field(compare=False, repr=False)

    @property
    def one_kind(self) -> OneKind | None:
        """The one kind of pictures that it takes, if it refuses all others."""
        for kind in get_args(OneKind):
            if self.takes == (kind,):
                return kind  # type: ignore[no-any-return]  # one of those
        return None

    @property
    def is_ending(self) -> bool:
        """Whether its vendor has named a day for its end, or advises against it."""
        return self.retires is not None or self.deprecated is not None


@frozen
class GoneModel:
    """A video model that is no longer offered, and of which no cap is known.

    Attributes:
        id: Its id, as its vendor wrote it.
        retires: The day from which it is no longer offered.
        replaced_by: The id of the model that its vendor names instead, if it names one.
        at: Where that is written.
    """

    id: str
    retires: str
    replaced_by: str | None = None
    at: Location = field(compare=False, repr=False)


class KnownModels(Mapping[str, VideoModel]):
    """The video models that are known, by their ids; and those of which only the end is known."""

    @property
    def gone(self) -> Mapping[str, GoneModel]:
        """Those of which only the end is known, by their ids."""
        return {}


VideoModels: TypeAlias = Callable[[], Mapping[str, VideoModel]]
"""Gives the video models that are known, by their ids: they are read when somebody wants one."""


def no_models() -> Mapping[str, VideoModel]:
    """No video model is known."""
    return {}
