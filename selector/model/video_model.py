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
        references: How many reference pictures one request takes at most; 0 or more.
        takes: The kinds of pictures that it takes, such as `asset`; empty if nothing is known.
        retires: The day from which it is no longer offered, as `2026-10-22`, if that is announced.
        source: Where these facts are from.
        confidence: How sure they are: `A` from the vendor, `B` from two others, `C` from one.
        checked: The day on which they were looked up.
        at: Where they are written.
    """

    id: str
    references: int
    takes: tuple[str, ...] = ()
    retires: str | None = None
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


VideoModels: TypeAlias = Callable[[], Mapping[str, VideoModel]]
"""Gives the video models that are known, by their ids: they are read when somebody wants one."""


def no_models() -> Mapping[str, VideoModel]:
    """No video model is known."""
    return {}
