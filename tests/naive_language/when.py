"""Conditions on the scene as a whole: `when`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.naive_language.conditions import Ground, candidates, meets
from tests.naive_language.so_far import Film, Past, bears
from tests.naive_language.text import (
    alike,
    caseless,
    fits,
    fold,
    is_whole,
    listed,
    number_text,
    stands_in,
)


def holds(ground: Ground, when: Mapping[str, Any]) -> bool:
    """Whether all words of a `when` hold."""
    return all(word_holds(ground, key, wanted) for key, wanted in when.items())


def word_holds(ground: Ground, key: str, wanted: Any) -> bool:
    """One word of a `when`. "`not` and `any_of` also within `when`, with its words." """
    match key:
        case "shot":
            return any(fold(str(each)) in shot_words(ground) for each in listed(wanted))
        case "camera":
            return any(stands_in(str(each), ground.scene.camera) for each in listed(wanted))
        case "note":
            return note_holds(ground, wanted)
        case "placed":
            return placed_holds(ground, wanted)
        case "target":
            return target_holds(ground, wanted)
        case "scenes":
            return scenes_hold(ground, wanted)
        case "not":
            return not any(holds(ground, each) for each in listed(wanted))
        case "any_of":
            return any(holds(ground, each) for each in listed(wanted))
        case _:
            raise ValueError(f"`when` has no {key}")


def shot_words(ground: Ground) -> list[str]:
    """What `shot` may be, folded.

    "A name or a spelling of the shot rule that its shot type leads to before `instead` and `use`; `default` for
    every shot without a rule; the shot type itself."
    """
    return [fold(each) for each in (*ground.led_to, ground.scene.shot_type)]


def note_holds(ground: Ground, wanted: Any) -> bool:
    """ "`note` (stands in `continuity_notes`: a text, or one of a list)." """
    notes = ground.scene.continuity
    return any(stands_in(str(each), note) for each in listed(wanted) for note in notes)


def placed_holds(ground: Ground, wanted: Mapping[str, Any]) -> bool:
    """`placed`.

    "So many individuals have a picture that, as a placement offers it, before `never`, meets the conditions";
    "`at_least` (1 unless given; 0 if only `at_most` is) and `at_most`".
    """
    found: list[int] = []
    for one in candidates(ground):
        individual = ground.pool.individual(one.picture)
        if individual not in found and meets(ground, wanted, one):
            found.append(individual)
    least = wanted.get("at_least", 0 if "at_most" in wanted else 1)
    if len(found) < least:
        return False
    return "at_most" not in wanted or len(found) <= int(wanted["at_most"])


def target_holds(ground: Ground, wanted: Any) -> bool:
    """ "The one that is asked for, else the file's; case does not count; never met without one." """
    if ground.target is None:
        return False
    asked_for = caseless(ground.target)
    return any(fits(asked_for, caseless(str(each))) for each in listed(wanted))


# --- `scenes` --------------------------------------------------------------------------------------------------


def scenes_hold(ground: Ground, wanted: Any) -> bool:
    """ "`scenes` takes a scene number, a list, or `{from, after, to, before}`." """
    if not isinstance(wanted, Mapping):
        number = ground.scene.number
        return any(alike(number, number_text(each)) for each in listed(wanted))
    here = Past(number=ground.scene.number, continuity=ground.scene.continuity)
    so_far = (*ground.before, here)
    if "from" in wanted and not has_begun(so_far, wanted["from"]):
        return False
    if "after" in wanted and not is_behind(so_far, wanted["after"]):
        return False
    counted = [at for at in range(len(so_far)) if counts(so_far, wanted, at)]
    if "to" in wanted and is_past(so_far, wanted["to"], counted, but_this=True):
        return False
    return not ("before" in wanted and is_past(so_far, wanted["before"], counted, but_this=False))


def are_whole(scene: Past, bound: Any) -> bool:
    """ "Two whole numbers compare by size." """
    text = number_text(bound) or ""
    return is_whole(text) and scene.number is not None and is_whole(scene.number)


def size(number: Any) -> int:
    """The size of a whole scene number."""
    return int(number_text(number) or "")


def bearing(so_far: Film, bound: Any) -> list[int]:
    """ "Any other text stands for the scenes so far that bear it as their number or have it as a note." """
    text = number_text(bound) or ""
    return [at for at, scene in enumerate(so_far) if bears(scene, text)]


def has_begun(so_far: Film, bound: Any) -> bool:
    """ "`from` is met in and after the last of them, this scene too." """
    if are_whole(so_far[-1], bound):
        return size(so_far[-1].number) >= size(bound)
    return bearing(so_far, bound) != []


def is_behind(so_far: Film, bound: Any) -> bool:
    """ "`after` once an *earlier* scene bears it." """
    if are_whole(so_far[-1], bound):
        return size(so_far[-1].number) > size(bound)
    return bearing(so_far[:-1], bound) != []


def is_past(so_far: Film, bound: Any, counted: list[int], *, but_this: bool) -> bool:
    """ "`to` until and with the first, `before` until it." """
    here = len(so_far) - 1
    if are_whole(so_far[-1], bound):
        distance = size(so_far[-1].number) - size(bound)
        return distance > 0 if but_this else distance >= 0
    reached = [at for at in bearing(so_far, bound) if at in counted]
    if but_this:
        reached = [at for at in reached if at != here]
    return reached != []


def counts(so_far: Film, wanted: Mapping[str, Any], at: int) -> bool:
    """Whether a scene so far counts for `to` and `before`.

    "Beside a `from` only scenes from that one on count for `to` and `before`, beside an `after` only those behind
    it, so that a stretch may recur."
    """
    if "from" in wanted:
        if are_whole(so_far[-1], wanted["from"]):
            if not has_begun(so_far[: at + 1], wanted["from"]):
                return False
        elif at < bearing(so_far, wanted["from"])[-1]:
            return False
    if "after" in wanted:
        if are_whole(so_far[-1], wanted["after"]):
            return is_behind(so_far[: at + 1], wanted["after"])
        return at > bearing(so_far[:-1], wanted["after"])[-1]
    return True
