"""What a picture that stays out lost to: its reason in; a clause, and what to do, out.

The reasons themselves are in `model.left_out`; `selector why` words all of one scene. Here one
clause has to do for a whole film.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from selector.data import comes_with_selector
from selector.engine.serving import Serving
from selector.language.conditions.crop import CROP
from selector.language.conditions.role import ROLE
from selector.language.conditions.type import TYPE
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.shot_words.references import REFERENCES
from selector.model.frozen import frozen
from selector.model.left_out import MeetsNoPriority, Struck
from selector.model.phrases import listed, quoted
from selector.model.problem import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from selector.engine.selection import Selection
    from selector.model.left_out import (
        CapReached,
        CropNotSent,
        LimitReached,
        PassedOver,
        Reason,
        RefusedByTarget,
        SamePicture,
        SlotReserved,
        SlotsFull,
    )
    from selector.model.picks import EntryName, Pick

    _Said: TypeAlias = tuple[str, str]
    _Word: TypeAlias = Callable[[Any, Selection, Sequence[Pick]], _Said]

_MOST = 3
"""How many entries are named."""


@frozen
class Loss:
    """What a picture lost to.

    Attributes:
        shot: The shot rule that served the scene.
        clause: The end of a sentence that begins with it.
        hint: What to do, as the end of a sentence.
        in_rules: Whether that is a change of the rules.
    """

    shot: str
    clause: str
    hint: str
    in_rules: bool = True


def loss(reason: Reason, selection: Selection, picks: Sequence[Pick]) -> Loss:
    """What a picture lost to in a scene.

    Args:
        reason: Why it stays out.
        selection: What is sent with the scene.
        picks: The picks of the scene.

    Returns:
        The loss.
    """
    word: _Word = _WORDS.get(reason.kind, _unmet)
    clause, hint = word(reason, selection, picks)
    return Loss(
        shot=shown(selection.shot),
        clause=clause,
        hint=hint,
        in_rules=reason.kind not in _BESIDE_RULES,
    )


def _slots_full(reason: SlotsFull, selection: Selection, picks: Sequence[Pick]) -> _Said:
    priority = reason.priority
    name = shown(priority.name)
    is_behind = any(pick.priority.list == priority.list for pick in picks)
    if reason.reached:
        instead = f"say with `order` who comes first in `{name}`{_in_change(priority)}"
    elif is_behind:
        instead = f"move `{name}` up{_in_change(priority)}"
    else:
        instead = f"delete an entry that comes before `{name}`"
    clause = f"{_references(reason.references)} to {_takers(picks)} first"
    return clause, _more_references_or(instead, selection)


def _cap_reached(reason: CapReached, _: Selection, _picks: Sequence[Pick]) -> _Said:
    name = shown(reason.priority.name)
    change = _in_change(reason.priority)
    return (
        f"`{name}` takes {reason.at_most:,}, and others come first",
        f"raise `at_most` of `{name}`, or say with its `order` who comes first{change}",
    )


def _limit_reached(reason: LimitReached, _: Selection, _picks: Sequence[Pick]) -> _Said:
    name = shown(reason.by.name)
    return (
        f"the limit `{name}` lets {reason.at_most:,} go, and others come first",
        f"raise `at_most` of `{name}`",
    )


def _slot_reserved(reason: SlotReserved, selection: Selection, _: Sequence[Pick]) -> _Said:
    name = shown(reason.by.name)
    return (
        f"the slots that are left are reserved for `{name}`",
        _more_references_or(f"lower `at_least` of `{name}`", selection),
    )


def _struck(reason: Struck, _: Selection, _picks: Sequence[Pick]) -> _Said:
    name = shown(reason.by.name)
    return f"the ban `{name}` excludes it", f"make the ban `{name}` narrower"


def _refused(reason: RefusedByTarget, _: Selection, _picks: Sequence[Pick]) -> _Said:
    return (
        f"the video model `{shown(reason.target)}` does not take such pictures",
        "stop placing it, or choose another video model",
    )


def _crop_not_sent(_reason: CropNotSent, _: Selection, _picks: Sequence[Pick]) -> _Said:
    return (
        "`pictures_each` does not list the crop that it has",
        "add the crop to `pictures_each`",
    )


def _same_picture(reason: SamePicture, _: Selection, _picks: Sequence[Pick]) -> _Said:
    picture = shown(reason.by.address or reason.by.tag)
    return (
        f"its only picture, `{picture}`, goes already as one of `{shown(reason.by.tag)}`",
        "give it a picture of its own",
    )


def _unmet(reason: Reason, selection: Selection, _: Sequence[Pick]) -> _Said:
    """What is said where no entry takes it: what the nearest asks for, or when entries count."""
    add = f"add a priority to {where_to_add(selection)} that asks for it"
    if isinstance(reason, MeetsNoPriority) and reason.nearest is not None:
        name = shown(reason.nearest.name)
        for failed in reason.failed:
            if failed.key in _GIVEN:
                wanted = shown(listed(failed.wanted, "or"))
                clause = f"no entry asks for it: `{name}` wants `{failed.key}: {wanted}`"
                return clause, f"{add}, or {_GIVEN[failed.key]}"
    for name, when in _absent(selection):
        return f"no entry asks for it: `{name}` counts only when {when}", f"{add} without a `when`"
    return "no entry asks for it", f"{add}, or place what is to be seen in the shot"


_GIVEN = {
    ROLE.key: "give it that role in the scene",
    TYPE.key: "correct its type in the assets file if that is wrong",
    CROP.key: "give it a picture of that crop",
}
"""What else can be changed than the rules, by the condition that it does not meet."""


def _absent(selection: Selection) -> Iterator[tuple[str, str]]:
    """Entries that do not count in the scene, and when they would."""
    serving = Serving(selection.rules.plan)
    earlier = selection.earlier_anew()
    plan, scene = selection.shot_plan, selection.scene
    for step, failed in serving.absent(plan, scene, selection.pool, earlier):
        yield shown(step.name.name), failed[0].narrows


_WORDS: Mapping[str, _Word] = {
    "slots_full": _slots_full,
    "cap_reached": _cap_reached,
    "limit_reached": _limit_reached,
    "slot_reserved": _slot_reserved,
    "struck": _struck,
    "target_refuses": _refused,
    "crop_not_sent": _crop_not_sent,
    "same_picture": _same_picture,
}
"""What words each kind of reason, as a clause and a hint; the others mean that no entry asks."""
_BESIDE_RULES = ("target_refuses", "same_picture")
"""Reasons that no change of the rules removes."""


def advice(lost: Loss, change: str) -> str:
    """What to do, as a sentence.

    Args:
        lost: What it lost to.
        change: How the rules are changed: nothing to add, or `In a file of your own`.
    """
    if not lost.in_rules:
        return f"{capital(lost.hint)}."
    return in_rules(lost.hint, change)


def in_rules(hint: str, change: str) -> str:
    """A change of the rules, as a sentence."""
    if not change:
        return f"{capital(hint)}."
    return f"{change}, {hint}."


def capital(words: str) -> str:
    """Words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def of_individual(places: Iterable[int], passed_over: Iterable[PassedOver]) -> Sequence[Reason]:
    """Why the pictures of an individual stay out, without those that lost to one of themselves.

    Args:
        places: The places of its pictures in the pool.
        passed_over: Everything that stays out of a scene.
    """
    its = set(places)
    reasons = []
    for each in passed_over:
        if each.facts is not None and each.facts.place in its:
            reason = each.reason
            if reason.kind not in {"another_went_ahead", "already_shown", "cannot_be_sent"}:
                reasons.append(reason)
    return reasons


def is_unasked(reason: Reason) -> bool:
    """Whether no entry asks for a picture."""
    return isinstance(reason, MeetsNoPriority)


def is_meant(reason: Reason) -> bool:
    """Whether the film's own rules ban a picture: then nobody misses it.

    A ban that they extend may take somebody's only picture by chance.
    """
    return isinstance(reason, Struck) and not reason.by.file


def _more_references_or(instead: str, selection: Selection) -> str:
    """More references as what to do, where the video model takes more, or something else."""
    model = selection.shot_plan.target
    if model is not None and model.references <= selection.references:
        return f"{instead}: the video model `{shown(model.id)}` takes no more references"
    whose = f"`{shown(selection.shot)}`"
    scene = selection.shot_plan.scene
    if scene is not None and REFERENCES.key in scene.words:
        whose = f"scene {shown(str(selection.scene.index))}"
    return f"raise `{REFERENCES.key}` of {whose}, or {instead}"


def where_to_add(selection: Selection) -> str:
    """Where a priority is added to the shot rule of a scene: what it inherits has to stay."""
    return f"{edits_of(selection)}`{shown(selection.shot)}`"


def edits_of(selection: Selection) -> str:
    """What comes before a shot rule whose inherited priorities are edited; empty without any."""
    if any(_is_inherited(step.name) for step in selection.shot_plan.entries):
        return f"`{CHANGE.key}` of "
    return ""


def _in_change(priority: EntryName) -> str:
    """How an entry is edited, at the end of a clause: one that another file wrote, by its name."""
    return f" (under `{CHANGE.key}`)" if _is_inherited(priority) else ""


def _is_inherited(priority: EntryName) -> bool:
    """Whether a priority of a shot rule is written in another file than the director's own."""
    if priority.list != PRIORITIES.key:
        return False
    return bool(priority.file) or comes_with_selector(priority.at.file)


def _references(number: int) -> str:
    if number == 1:
        return "the only reference goes"
    return f"all {number:,} references go"


def _takers(picks: Iterable[Pick]) -> str:
    """The entries that took the picks, each once."""
    names = list(dict.fromkeys(shown(pick.priority.name) for pick in picks))
    if len(names) > _MOST:
        more = len(names) - _MOST
        named = quoted(names[:_MOST], "and")
        return f"{named} and {more:,} more"
    return quoted(names, "and")
