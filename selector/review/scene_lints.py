"""What is wrong or odd in a scene of a film: a function for each lint.

In: a scene as it was read, and what its words may have meant. Out: problems, each at its location
in the scene's file.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from selector.engine.pool import AssetPool
from selector.model.near_names import NearNames, alike
from selector.model.phrases import quoted
from selector.model.problem import Problem, shown
from selector.model.refusals import as_yaml
from selector.model.scene import Placement
from selector.model.vocabulary import ROLES, fold, tag_for
from selector.reading.films.film_names import known_parts, name_within
from selector.reading.films.film_scenes import SceneRead
from selector.reading.text.document import Steps
from selector.review.unread_lints import is_tag_or_name

_NO_PICTURE = "Add a picture with this tag. Without one, nothing is sent for it."
_SURELY = 0.85
"""How alike a name has to be to what is written, to be meant rather than one that stands in it."""
_SEVERAL = re.compile(r"\s*[,;/&+•]\s*|\s+(?:and|und|et)\s+")
"""What people write between several, where a list is expected."""
_NOBODY = frozenset(
    (
        "none",
        "nobody",
        "no_one",
        "noone",
        "nothing",
        "niemand",
        "nichts",
        "n/a",
    )
)
"""What people write for an empty list."""
_LEAVE_IT_OUT = "If nobody or nothing is meant, delete it. An empty list is `[]`."
_AROUND = "()<> "
"""What some put around several."""


def unknown_tags(
    read: SceneRead,
    pool: AssetPool,
    near: NearNames,
    near_or_name: NearNames,
    known: Container[str],
) -> Iterator[Problem]:
    """F354: a scene places a tag that no picture has.

    Args:
        read: The scene.
        pool: The pool of the film.
        near: The tags that it may have meant.
        near_or_name: The tags and names that it may have meant in the short form.
        known: All tags and names, as `speakers_known` gives them.

    Yields:
        A problem for each such placement.
    """
    a_tag = "the tag"
    if read.long_form:
        a_tag = "the tag or the name"
        near = near_or_name
    for nth, placement in _placements(read):
        if placement.tag not in pool.by_tag:
            path: Steps = ("placements", nth, "asset_tag")
            hint = ""
            if fold(placement.tag) in _NOBODY:
                hint = _LEAVE_IT_OUT
            elif read.long_form:
                hint = _several(placement.tag, read.locations.as_written(*path), known)
                hint = hint or _with_its_role(placement.tag, known)
            hint = hint or _meant(placement.tag, near, known) or _NO_PICTURE
            yield Problem(
                at=read.locations.of(*path),
                code="F354",
                what=f"No picture has {a_tag} `{shown(placement.tag)}`.",
                hint=hint,
            )


def _with_its_role(written: str, known: Container[str]) -> str:
    """What to do if a tag or a name has its role behind it: `TOM (background)`, `TOM -> prop`."""
    within = name_within(written, lambda word: is_tag_or_name(word, known))
    if within is None:
        return ""
    role = tag_for(written.replace(within, "", 1)).casefold()
    if role not in ROLES:
        return ""
    entry = as_yaml({within: role})
    return f"To give a role, write `{shown(entry)}`."


def _meant(
    written: str,
    near: NearNames,
    known: Container[str],
) -> str:
    """What to do if a tag or a name is nearly there, or is there among other words.

    Args:
        written: What is written instead of a tag or a name.
        near: What it may have meant.
        known: All tags and names.

    Returns:
        The hint; an empty text if there is none.
    """
    within = name_within(written, lambda word: is_tag_or_name(word, known))
    if within is not None:
        nearest = near.nearest(written)
        if nearest is None or alike(fold(written), fold(nearest)) < _SURELY:
            return (
                f"If `{shown(within)}` is meant, write that alone. If not, this needs a picture:"
                " without one, nothing is sent for it."
            )
    return near.did_you_mean(written)


def _several(written: str, path: Steps, known: Container[str]) -> str:
    """What to do if a word may be several in one; an empty text if it hardly is.

    Args:
        written: What is written instead of a tag or a name.
        path: Where it is written in the scene.
        known: All tags and names.

    Returns:
        The hint.
    """
    words = [word for word in _SEVERAL.split(written.strip(_AROUND)) if word]
    is_in_a_list = any(isinstance(step, int) for step in path)
    if len(words) < 2:
        words = [*known_parts(written, lambda word: is_tag_or_name(word, known))]
        if words and is_in_a_list:
            one_list = shown(", ".join(words))
            return f"Is a comma missing? Write `[{one_list}]`, or each as an entry of its own."
    is_known = any(is_tag_or_name(word, known) for word in words)
    if len(words) < 2 or not (is_known or "," in written):
        return ""
    if is_in_a_list:
        entries = quoted(map(shown, words), "and")
        return f"If these are several, write each as an entry of its own: {entries}."
    one_list = shown(", ".join(words))
    return f"If these are several, write a list: `[{one_list}]`."


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
