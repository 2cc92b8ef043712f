"""What is wrong or odd in a scene of a film: a function for each lint.

In: a scene as it was read, and what its words may have meant. Out: problems, each at its location
in the scene's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selector.engine.pool import AssetPool
from selector.model.near_names import NearNames
from selector.model.phrases import quoted
from selector.model.problem import Problem, shown
from selector.model.scene import Placement
from selector.model.vocabulary import ROLES
from selector.reading.films.film_scenes import SceneRead

_NO_PICTURE = "Add a picture with this tag, or the scene goes without it."


def unknown_tags(
    read: SceneRead, pool: AssetPool, near: NearNames, near_or_name: NearNames
) -> Iterator[Problem]:
    """F354: a scene places a tag that no picture has.

    Args:
        read: The scene.
        pool: The pool of the film.
        near: The tags that it may have meant.
        near_or_name: The tags and names that it may have meant in the short form.

    Yields:
        A problem for each such placement.
    """
    a_tag = "the tag"
    if read.long_form:
        a_tag = "the tag or the name"
        near = near_or_name
    for nth, placement in _placements(read):
        if placement.tag not in pool.by_tag:
            hint = near.did_you_mean(placement.tag) or _NO_PICTURE
            if read.long_form and "," in placement.tag:
                hint = f"If these are several, write a list: `[{shown(placement.tag)}]`."
            yield Problem(
                at=read.locations.of("placements", nth, "asset_tag"),
                code="F354",
                what=f"No picture has {a_tag} `{shown(placement.tag)}`.",
                hint=hint,
            )


def unknown_roles(read: SceneRead, near: NearNames) -> Iterator[Problem]:
    """F357: a role that no rule can ask for."""
    so = "so priorities that ask for a role leave out this placement"
    for nth, placement in _placements(read):
        if placement.role not in ROLES:
            known = f"The roles are {quoted(ROLES, 'and')}."
            yield Problem(
                at=read.locations.of("placements", nth, "role"),
                code="F357",
                what=f"`{shown(placement.role)}` is not a role that rules can ask for, {so}.",
                hint=near.did_you_mean(placement.role) or known,
            )


def _placements(read: SceneRead) -> Iterable[tuple[int, Placement]]:
    if read.scene is None:
        return ()
    return enumerate(read.scene.placements)
