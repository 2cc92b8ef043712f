"""The warning that a scene places a tag without a picture: once for each pool and tag.

Selections say so too; this is for whoever reads only the log.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from selector.model.problem import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from selector.engine.pool import AssetPool
    from selector.model.scene import Scene

logger = logging.getLogger("selector")


def warn_of_each(scene: Scene, pool: AssetPool, digest: Callable[[], str]) -> None:
    """Warn of each tag of a scene that no picture has.

    Args:
        scene: The scene.
        pool: The pool.
        digest: Gives the digest of the rules.
    """
    for placement in scene.placements:
        if placement.tag not in pool.by_tag:
            warn_of(placement.tag, scene, pool, digest)


def warn_of(tag: str, scene: Scene, pool: AssetPool, digest: Callable[[], str]) -> None:
    """Warn of one tag that no picture has.

    Args:
        tag: The tag.
        scene: The scene that places it.
        pool: The pool.
        digest: Gives the digest of the rules.
    """
    if not pool.warns:
        return
    if not (logger.isEnabledFor(logging.WARNING) and _is_heard(logger)):
        return
    if pool.warned.setdefault(tag, mark := object()) is mark:
        values = {"scene": scene.index, "tag": tag, "rules_digest": digest()}
        logger.warning(
            "scene %s: no picture in the pool has the tag '%s'",
            shown(scene.index),
            shown(tag),
            extra=values,
        )


def _is_heard(listener: logging.Logger | None) -> bool:
    """Whether a handler takes what is logged: nobody may have configured logging."""
    while listener:
        for handler in listener.handlers:
            if type(handler) is not logging.NullHandler:
                return True
        if not listener.propagate:
            return False
        listener = listener.parent
    return False
