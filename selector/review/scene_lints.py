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
from selector.model.scene_number import visible_text
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
_MOST_LOOKED_THROUGH = 500
"""How many people, places and things are looked through for one name."""
_AROUND = "()<> "
"""What some put around several."""
_BESIDE_A_NUMBER = " ,;:.!?-\u2013\u2014_/\\|()[]{}<>\"'"
"""What stands before or behind no scene number."""
_DATE = re.compile(
    r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}"
    r"|[0-9]{1,2}([-/.])[0-9]{1,2}\2[0-9]{4}"
)
_PEOPLE = "character"
"""The type of pictures of people."""


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
            else:
                hint = _by_name(placement.tag, pool, known)
            hint = hint or _meant(placement.tag, near, known) or _NO_PICTURE
            yield Problem(
                at=read.locations.of(*path),
                code="F354",
                what=f"No picture has {a_tag} `{shown(placement.tag)}`.",
                hint=hint,
            )


def _by_name(written: str, pool: AssetPool, known: Container[str]) -> str:
    """What to do if a name stands where the long form wants a tag; else an empty text."""
    if fold(written) not in known:
        return ""
    if len(pool.members) <= _MOST_LOOKED_THROUGH:
        for number in pool.members:
            individual = pool.individual(number)
            if fold(written) in map(fold, individual.names):
                tags = quoted(sorted(individual.tags), "or")
                return f"This is a name. Write the tag: {tags}."
    return "This is a name. Write the tag of its pictures."


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
        nearest = near.meant(written)
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


def scene_slips(read: SceneRead, pool: AssetPool) -> Iterator[Problem]:
    """F368 to F370: what is allowed in a scene and is hardly meant."""
    if read.scene is None:
        return
    yield from _odd_number(read)
    tags = [placement.tag for placement in read.scene.placements]
    if len(set(tags)) < len(tags):
        yield from _placed_twice(read)
    if read.long_form is not None:
        yield from _people_as_places(read, pool)


def _odd_number(read: SceneRead) -> Iterator[Problem]:
    """F368: a scene number that is probably a slip, such as `4,`, `-4` or a date."""
    assert read.scene is not None, "the caller looks"  # noqa: S101  # for mypy
    if read.scene.index is None:
        return
    number = str(read.scene.index)
    if number.isascii() and number.isalnum():
        return
    number = visible_text(number)
    meant = number.strip(_BESIDE_A_NUMBER)
    if _DATE.fullmatch(number):
        what = f"The scene number `{shown(number)}` looks like a date."
        hint = "Write the scene's number, such as `12` or `12A`."
    elif meant == number:
        return
    elif not meant:
        what = f"The scene number `{shown(number)}` has no letter and no digit."
        hint = "Write the scene's number, such as `12` or `12A`."
    else:
        odd = number.replace(meant, "", 1)
        what = f"The scene number `{shown(number)}` has `{shown(odd)}` beside the number."
        hint = f"Did you mean `{shown(meant)}`?"
    yield Problem(
        at=read.locations.of("scene_index"),
        code="F368",
        what=what,
        hint=hint,
    )


def _placed_twice(read: SceneRead) -> Iterator[Problem]:
    """F369: the same is listed twice, and nothing else is said of it the second time."""
    assert read.scene is not None, "the caller looks"  # noqa: S101  # for mypy
    seen: set[object] = set()
    for nth, placement in enumerate(read.scene.placements):
        path: Steps = ("placements", nth, "asset_tag")
        said: object = placement
        if read.long_form is not None:
            list_key, *rest = read.locations.as_written(*path)
            if len(rest) != 1:  # something is said of it, or it stands alone
                continue
            said = list_key, placement.tag
        if said not in seen:
            seen.add(said)
            continue
        where = "in `placements`"
        if read.long_form is not None:
            where = "in this list"
        yield Problem(
            at=read.locations.of(*path),
            code="F369",
            what=f"`{shown(placement.tag)}` is twice {where}.",
            hint="Delete one. If two are meant, each needs a tag and pictures of its own.",
        )


def _people_as_places(read: SceneRead, pool: AssetPool) -> Iterator[Problem]:
    """F370: somebody is written as the place of a scene."""
    assert read.scene is not None, "the caller looks"  # noqa: S101  # for mypy
    for nth, placement in enumerate(read.scene.placements):
        if placement.role != "environment":
            continue
        path: Steps = ("placements", nth, "asset_tag")
        places = pool.by_tag.get(placement.tag, ())
        types = {pool.rows[place].type for place in places}
        if types == {_PEOPLE} and read.locations.as_written(*path)[0] == "place":
            name = shown(placement.tag)
            yield Problem(
                at=read.locations.of(*path),
                code="F370",
                what=f"`{name}` is a character, and is written as the place of this scene.",
                hint=(
                    f"Move `{name}` to `cast`. If it is a place, write `type: environment` for its"
                    " pictures."
                ),
            )


def _placements(read: SceneRead) -> Iterable[tuple[int, Placement]]:
    if read.scene is None:
        return ()
    return enumerate(read.scene.placements)
