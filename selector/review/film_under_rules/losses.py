"""What a picture that stays out lost to: its reason in; a clause, and what to do, out.

The reasons themselves are in `model.left_out`; `selector why` words all of one scene. Here one
clause has to do for a whole film.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from selector.engine.serving import Serving
from selector.language.condition import Requirement
from selector.language.conditions.crop import CROP
from selector.language.conditions.of import OF
from selector.language.conditions.role import ROLE
from selector.language.conditions.type import TYPE
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_words.at_most import AT_MOST
from selector.language.shot_words.references import REFERENCES
from selector.language.taste import Item
from selector.model.frozen import frozen
from selector.model.left_out import MeetsNoPriority, Struck
from selector.model.phrases import listed, quoted
from selector.model.problem import shown
from selector.review.film_under_rules.in_scenes import Scenes
from selector.review.film_under_rules.lines_that_help import (
    added,
    at_in_words,
    is_inherited,
    moved_up,
    put_first,
    shot_in_words,
    written_into,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from selector.engine.plan import ShotPlan, Step
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
    from selector.model.scene_number import SceneNumber

    _Said: TypeAlias = tuple[str, str]
    _Word: TypeAlias = Callable[[Any, "_Stays"], _Said]

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
        scene: The number of the scene.
        unhelped: The numbers of the scenes in which the hint was tried and does not help.
        is_as_another: Whether the very picture goes, as one of somebody else.
    """

    shot: str
    clause: str
    hint: str
    in_rules: bool = True
    is_as_another: bool = False
    scene: SceneNumber | None = None
    unhelped: tuple[SceneNumber | None, ...] = ()


_MOST_MORE = 3
"""How many more references are offered: hardly a video model takes so many."""
_USUAL = 3
"""How many references most video models take."""


@frozen
class Missed:
    """Somebody who is not sent.

    Attributes:
        places: The places of their pictures in the pool.
        selections: What is sent with the scenes that place them, the first of these.
        scenes: How many such scenes there are.
    """

    places: Collection[int]
    selections: Sequence[Selection]
    scenes: int = 1


@frozen
class _Stays:
    """Somebody who stays out of a scene.

    Attributes:
        selection: What is sent with it.
        picks: The picks.
        places: The places of their pictures in the pool.
    """

    selection: Selection
    picks: Sequence[Pick]
    places: Collection[int]

    @property
    def called(self) -> str:
        """Their name, or a tag."""
        pool = self.selection.pool
        return pool.called(pool.individuals[min(self.places)])

    @property
    def references(self) -> int:
        """How many go with the scene."""
        return self.selection.references


def loss(reason: Reason, selection: Selection, picks: Sequence[Pick], missed: Missed) -> Loss:
    """What a picture lost to in a scene.

    Args:
        reason: Why it stays out.
        selection: What is sent with the scene.
        picks: The picks of the scene.
        missed: Whom it shows.

    Returns:
        The loss.
    """
    word: _Word = _WORDS.get(reason.kind, _unmet)
    stays = _Stays(selection=selection, picks=picks, places=missed.places)
    clause, hint = word(reason, stays)
    unhelped: tuple[SceneNumber | None, ...] = ()
    if reason.kind in _WANT_OF_ROOM:
        hint, unhelped = _more_references_or(hint, missed, selection)
    return Loss(
        shot=shown(selection.shot),
        clause=clause,
        hint=hint,
        in_rules=reason.kind not in _BESIDE_RULES,
        is_as_another=reason.kind == "same_picture",
        scene=selection.scene.index,
        unhelped=unhelped,
    )


def _slots_full(reason: SlotsFull, stays: _Stays) -> _Said:
    priority = reason.priority
    places = {pick.priority.place for pick in stays.picks}
    is_behind = priority.place in places
    if reason.reached:
        instead = _first_in(priority, stays)
    elif is_behind:
        instead = _further_up(priority, stays)
    else:
        instead = f"delete an entry that comes before `{shown(priority.name)}`"
    clause = f"{_references(reason.references)} taken by {_takers(stays.picks)}"
    return clause, instead


def _further_up(priority: EntryName, stays: _Stays) -> str:
    """What sends somebody whom a priority asks for that has no turn: to move it up, if that does.

    Where it does not, it asks for others as well, who come first in it, too.
    """
    selection = stays.selection
    shot_plan = selection.shot_plan
    moved = _moved(priority, shot_plan)
    if _is_sent_under(moved, stays):
        line = moved_up(priority, selection)
        price = _in_place_of_others(moved, stays)
        return f"{line}{price}"
    takers = {pick.priority for pick in stays.picks}
    for step in shot_plan.steps:
        if step.name not in takers:
            continue
        alone = _with_only(step, stays)
        if _is_sent_under(alone, stays):
            return _first_in(step.name, stays)
    line = moved_up(priority, selection, stays.called)
    price = _in_place_of_others(_with_first(priority, stays.called, moved), stays)
    return f"{line}{price}"


def _first_in(entry: EntryName, stays: _Stays) -> str:
    """To say in an entry that somebody comes first there, and what their scene loses by it."""
    called = stays.called
    line = put_first(entry, called, stays.selection)
    changed = _with_first(entry, called, stays.selection.shot_plan)
    price = _in_place_of_others(changed, stays)
    return f"{line}{price}"


def _is_sent_under(shot_plan: ShotPlan, stays: _Stays) -> bool:
    """Whether somebody is sent with their scene under another shot plan."""
    slot = _slot_under(shot_plan, stays.places, stays.selection)
    return slot is not None


def _in_place_of_others(shot_plan: ShotPlan, stays: _Stays) -> str:
    """What the scene loses under a shot plan that sends somebody; empty if nothing."""
    if not _is_sent_under(shot_plan, stays):
        return ""
    selection = stays.selection
    pool = selection.pool
    sent = [pick.facts.place for pick in _picks_under(shot_plan, selection)]
    still_shown = [pool.individuals[place] for place in sent]
    lost = []
    for pick in stays.picks:
        if pick.facts.place in sent:
            continue
        individual = pool.individuals[pick.facts.place]
        name = f"`{shown(pool.called(individual))}`"
        if individual in still_shown:
            name = f"a picture of {name}"
        lost.append(name)
    if not lost:
        return ""
    number = selection.scene.index
    where = "" if number is None else f" in scene {shown(str(number))}"
    return f", which sends it in place of {listed(lost)}{where}"


def _moved(priority: EntryName, shot_plan: ShotPlan) -> ShotPlan:
    """A shot plan in which a priority is at the top of its list."""
    pairs = list(zip(shot_plan.steps, shot_plan.caps, strict=True))
    places = [step.name.place for step in shot_plan.steps]
    moved = pairs.pop(shot_plan.step_of(priority))
    pairs.insert(places.index(priority.place), moved)
    steps, caps = zip(*pairs, strict=True)
    return replace(shot_plan, steps=steps, caps=caps)


def _with_first(entry: EntryName, called: str, shot_plan: ShotPlan) -> ShotPlan:
    """A shot plan in which somebody comes first in one of the steps."""
    values: tuple[Any, ...] = (called,)
    is_called = Requirement(word=OF, wanted=OF.kind.compiled(values))
    first = Item(conditions=(is_called,))

    def changed(step: Step) -> Step:
        if step.name != entry:
            return step
        behind = step.order or ()
        return replace(step, order=(first, *behind))

    steps = tuple(map(changed, shot_plan.steps))
    return replace(shot_plan, steps=steps)


def _with_only(step: Step, stays: _Stays) -> ShotPlan:
    """A shot plan that sends whatever one priority asks for, and nothing else."""
    selection = stays.selection
    most = len(selection.pool.rows)
    return replace(
        selection.shot_plan,
        steps=(step,),
        caps=(most,),
        references=most,
    )


def _cap_reached(reason: CapReached, stays: _Stays) -> _Said:
    priority = reason.priority
    name = shown(priority.name)
    clause = f"`{name}` takes at most {reason.at_most:,}, and others come first"
    first = _first_in(priority, stays)
    raised = _raised_to_send(priority, reason.at_most, stays)
    if raised:
        first = f"{raised}, or {first}"
    return clause, first


def _raised_to_send(entry: EntryName, at_most: int, stays: _Stays) -> str:
    """To raise `at_most` of an entry until somebody is sent; an empty text if nothing helps."""
    for more in range(at_most + 1, stays.references + 1):
        changed = _with_at_most(entry, more, stays)
        if _is_sent_under(changed, stays):
            line = written_into(entry, AT_MOST.key, more, stays.selection)
            price = _in_place_of_others(changed, stays)
            return f"{line}{price}"
    return ""


def _with_at_most(entry: EntryName, at_most: int, stays: _Stays) -> ShotPlan:
    """A shot plan in which a priority or a limit takes so many."""
    shot_plan = stays.selection.shot_plan

    def raised(step: Step) -> Step:
        if step.name != entry:
            return step
        return replace(step, at_most=at_most)

    return replace(
        shot_plan,
        steps=tuple(map(raised, shot_plan.steps)),
        limits=tuple(map(raised, shot_plan.limits)),
    )


def _limit_reached(reason: LimitReached, stays: _Stays) -> _Said:
    name = shown(reason.by.name)
    clause = f"the limit `{name}` allows at most {reason.at_most:,}, and others come first"
    raised = _raised_to_send(reason.by, reason.at_most, stays)
    return clause, raised or f"raise `{AT_MOST.key}` of the limit `{name}`"


def _slot_reserved(reason: SlotReserved, _: _Stays) -> _Said:
    name = shown(reason.by.name)
    return (
        f"the references that are left are reserved for the limit `{name}`",
        f"lower `at_least` of the limit `{name}`",
    )


def _struck(reason: Struck, _: _Stays) -> _Said:
    name = shown(reason.by.name)
    where = at_in_words(reason.by.at)
    return (
        f"the ban `{name}` excludes it",
        f"add a condition to the ban `{name}`{where} that this picture does not meet",
    )


def _refused(reason: RefusedByTarget, _: _Stays) -> _Said:
    return (
        f"the video model `{shown(reason.target)}` does not take such pictures",
        "choose another video model with `target`, or do without such pictures",
    )


def _crop_not_sent(_reason: CropNotSent, _: _Stays) -> _Said:
    return (
        "`pictures_each` does not list the crop that it has",
        "add the crop to `pictures_each`",
    )


def _same_picture(reason: SamePicture, _: _Stays) -> _Said:
    picture = shown(reason.by.address or reason.by.tag)
    return (
        f"its only picture, `{picture}`, is already sent as one of `{shown(reason.by.tag)}`",
        "give it a picture of its own",
    )


def _unmet(reason: Reason, stays: _Stays) -> _Said:
    """What is said where no entry takes it: what the nearest asks for, or when entries count."""
    selection = stays.selection
    add = added_for(stays.places, selection)
    if isinstance(reason, MeetsNoPriority) and reason.nearest is not None:
        name = shown(reason.nearest.name)
        for failed in reason.failed:
            wanted = quoted(map(shown, failed.wanted), "or")
            instead = _given(failed.key, wanted)
            if instead:
                clause = f"{_UNASKED}: the nearest, `{name}`, asks for the {failed.key} {wanted}"
                return clause, f"{add}, or {instead}"
    for name, when in _absent(selection):
        return f"{_UNASKED}: `{name}` counts only when {when}", add
    return _UNASKED, f"{add}, or place what is to be seen in the shot"


_UNASKED = "no priority asks for it"


def _given(key: str, wanted: str) -> str:
    """What else can be changed than the rules, by the condition that it does not meet."""
    if key == ROLE.key:
        return f"give it the role {wanted} in the scene"
    if key == TYPE.key:
        return "correct its type in the assets file, if that is wrong"
    if key == CROP.key:
        return "give it a picture of that crop"
    return ""


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
_WANT_OF_ROOM = ("slots_full", "slot_reserved")
"""Reasons that more references may remove."""
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


def _more_references_or(
    instead: str, missed: Missed, selection: Selection
) -> tuple[str, tuple[SceneNumber | None, ...]]:
    """More references as what to do, where they send somebody, or something else.

    Args:
        instead: What else to do.
        missed: Who.
        selection: What is sent with a scene that lacks them.

    Returns:
        What to do; and the scenes in which it was tried that more references do not help.
    """
    model = selection.shot_plan.target
    if model is not None and model.references <= selection.references:
        return f"{instead}: the video model `{shown(model.id)}` takes no more references", ()
    enough = _enough(missed.places, selection)
    if enough is None:
        return instead, ()
    helped = Scenes()
    unhelped = []
    for each in missed.selections:
        if _is_helped(each, selection, enough, missed):
            helped.add(each.scene.index)
        else:
            unhelped.append(each.scene.index)
    raised = _raised(selection, enough)
    which = _in_which(helped, missed)
    only_if = ""
    if selection.shot_plan.target is None and enough > _USUAL:
        comma = "" if which else ","
        only_if = f"{comma} if the video model takes so many"
    return f"{raised}{which}{only_if}, or {instead}", tuple(unhelped)


def _is_helped(one: Selection, selection: Selection, references: int, missed: Missed) -> bool:
    """Whether more references, written where they count in a scene, send somebody in another.

    Args:
        one: The other scene.
        selection: The scene.
        references: How many.
        missed: Who.
    """
    if one is selection:
        return True
    if one.shot != selection.shot or _is_of_scene(one) or _is_of_scene(selection):
        return False
    needed = _enough(missed.places, one)
    return needed is not None and needed <= references


def _is_of_scene(selection: Selection) -> bool:
    """Whether the rules say of the scene itself how many references it has."""
    scene = selection.shot_plan.scene
    return scene is not None and REFERENCES.key in scene.words


def _raised(selection: Selection, references: int) -> str:
    """To have so many references count in a scene."""
    where = shot_in_words(selection)
    scene = selection.shot_plan.scene
    if scene is not None and _is_of_scene(selection):
        number = str(selection.scene.index)
        written = scene.words[REFERENCES.key]
        at = at_in_words(written.at)
        where = f"the rule for scene {shown(number)}{at}"
    return f"write `{REFERENCES.key}: {references}` in {where}"


def _in_which(helped: Scenes, missed: Missed) -> str:
    """In which scenes that sends somebody: nothing where it is one of one."""
    tried = len(missed.selections)
    if missed.scenes == 1:
        return ""
    if helped.count < tried:
        return f", which sends it in {helped.named}"
    if tried < missed.scenes:
        return f", which sends it in all of the first {tried:,} scenes"
    if tried == 2:
        return ", which sends it in both scenes"
    return f", which sends it in all {tried:,} scenes"


def _enough(places: Collection[int], selection: Selection) -> int | None:
    """The fewest references with which one of some pictures is sent; None if no number helps."""
    fewest, most = _numbers(selection)
    slot = _slot_with(most, places, selection)
    if slot is None:
        return None
    if selection.shot_plan.limits or selection.shot_plan.pins:
        for fewer in range(fewest, most):  # where slots are reserved, its own says little
            if _slot_with(fewer, places, selection) is not None:
                return fewer
        return most
    return max(slot, fewest)


def _slot_with(references: int, places: Collection[int], selection: Selection) -> int | None:
    """The slot that one of some pictures takes of so many references."""
    shot_plan = replace(selection.shot_plan, references=references)
    return _slot_under(shot_plan, places, selection)


def _slot_under(shot_plan: ShotPlan, places: Collection[int], selection: Selection) -> int | None:
    """The slot that one of some pictures takes under another plan."""
    for pick in _picks_under(shot_plan, selection):
        if pick.facts.place in places:
            return pick.slot
    return None


def _picks_under(shot_plan: ShotPlan, selection: Selection) -> Iterable[Pick]:
    """What a scene sends under another plan."""
    from selector.engine.case import Case  # noqa: PLC0415  # loaded where it is called
    from selector.engine.explain import AnswerInParts  # noqa: PLC0415  # likewise

    earlier = selection.earlier_anew()
    case = Case(shot_plan, selection.scene, selection.pool, earlier)
    return AnswerInParts(case).picks.values()


def _numbers(selection: Selection) -> tuple[int, int]:
    """The fewest and the most references that are tried: those that the video model takes."""
    fewest = selection.references + 1
    most = selection.references + _MOST_MORE
    model = selection.shot_plan.target
    if model is not None:
        most = min(most, model.references)
    return fewest, most


def added_for(places: Collection[int], selection: Selection) -> str:
    """To add a priority to the shot rule of a scene that asks for one of some pictures.

    Args:
        places: Their places in the pool.
        selection: What is sent with the scene, which places one.
    """
    pool = selection.pool
    kind = pool.rows[min(places)].type
    wanted = pool.individuals[min(places)]
    for placement in selection.scene.placements:
        if wanted in pool.individuals_of(placement.tag):
            return added(placement.role, kind, selection)
    return added("", kind, selection)


def edits_of(selection: Selection) -> str:
    """What comes before a shot rule whose inherited priorities are edited; empty without any."""
    if any(is_inherited(step.name, selection) for step in selection.shot_plan.entries):
        return f"`{CHANGE.key}` of "
    return ""


def _references(number: int) -> str:
    if number == 1:
        return "the only reference is"
    if number == 2:
        return "both references are"
    return f"all {number:,} references are"


def _takers(picks: Iterable[Pick]) -> str:
    """The entries that took the picks, each once."""
    names = list(dict.fromkeys(shown(pick.priority.name) for pick in picks))
    named = [f"`{name}`" for name in names[:_MOST]]
    more = len(names) - len(named)
    if more:
        named.append(f"{more:,} more")
    return listed(named)
