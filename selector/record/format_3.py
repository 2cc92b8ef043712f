"""Format 3: a decision whose rules ask for more than format 2 keeps, or say more than it knows.

In: values, and the names of the facts that the rules ask for. Out: plain data; and back. What the
rules do not ask for is not written. If nothing is left that format 2 does not say, the record is
that of format 2, to the byte: rules that ask for nothing new keep their hashes and get no new
decisions.

An outcome may speak of entries of other lists than the priorities of a shot rule: their names then
say their list and their place.
"""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args

from selector.engine.pool import recorded_pool
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.facts import Cleaned
from selector.model.asset import Asset, CleanReference
from selector.model.film_so_far import Since, Worn
from selector.model.left_out import (
    AnotherWentAhead,
    FailedCondition,
    LimitReached,
    MeetsNoPriority,
    NoReferences,
    NotPlaced,
    PassedOver,
    Reason,
    RefusedByTarget,
    SlotReserved,
    SlotsFull,
    Struck,
)
from selector.model.picks import EntryName, Facts, Pick
from selector.model.problem import Location
from selector.model.scene import Speaker
from selector.record import format_2
from selector.record.format_2 import _gaps, _note, _notes
from selector.record.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from selector.engine.earlier import Earlier, Given
    from selector.engine.plan import ShotPlan
    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection
    from selector.model.problem import Source
    from selector.model.scene import Placement, Scene
    from selector.record.outcome import Summary

FORMAT = 3

OF_A_PLACEMENT = ("action", "expression", "wardrobe_note")
OF_A_SCENE = ("focal_point", "camera_movement", "continuity_notes", "speakers")
OF_A_PICTURE = ("clean",)
"""The facts that a record may keep besides those of format 2, by their names in the values."""

Data = dict[str, Any]

# Format 2 is frozen, so what is the same in both can be taken from there.


# What is written.


def scene_record(
    scene: Scene, wanted: Collection[str] = (), earlier: Earlier | None = None
) -> Data:
    """A scene as it was read, with those of its facts that the rules ask for.

    Args:
        scene: The scene.
        wanted: The facts that the rules ask for.
        earlier: The answers about the scenes before; None if the rules do not ask. If these
            scenes are not known, there is nothing to write.

    Returns:
        The record.
    """
    record = format_2.scene_record(scene)
    more = _more_of_scene(scene, wanted)
    for placement, written in zip(scene.placements, record["placements"], strict=True):
        found = _more_of_placement(placement, wanted)
        written.update(found)
        if found:
            record["format"] = FORMAT
    if earlier is not None and earlier.said is not None:
        more["earlier"] = _said(earlier.said)
    if more:
        record["format"] = FORMAT
    return {**record, **more}


def pool_record(pool: AssetPool, wanted: Collection[str] = ()) -> Data:
    """A pool, with the clean references of its pictures if the rules ask for them."""
    record = format_2.pool_record(pool)
    if "clean" not in wanted:
        return record
    for row, written in zip(pool.rows, record["pictures"], strict=True):
        if row.clean is not None:
            written["clean"] = _cleaned(row.clean)
            record["format"] = FORMAT
    return record


def outcome_record(selection: Selection) -> Data:
    """What was picked: the meaning, the shot rule, the picks, pictures left out and why, notes."""
    if not _may_say_more(selection.shot_plan):
        return format_2.outcome_record(selection)
    picks, over = selection.explained()
    # Pictures that nothing asks for are the rest of the pool.
    offered = [each for each in over if type(each.reason) is not NotPlaced]
    record: Data = {
        "format": FORMAT if _says_more(picks, offered) else format_2.FORMAT,
        "meaning": selection.meaning,
        "shot": selection.shot,
        "picks": [_pick(pick) for pick in picks],
        "passed_over": [_passed_over(each) for each in offered],
    }
    places = {pick.facts.place for pick in picks}
    places.update(each.facts.place for each in offered if each.facts)
    left = list(_gaps(sorted(places), len(selection.pool)))
    if left:
        record["not_placed"] = left
    notes = selection.notes
    if notes:
        record["notes"] = [_note(note) for note in notes]
    return record


def _may_say_more(shot_plan: ShotPlan) -> bool:
    """Whether any outcome of a shot plan may speak of more than the priorities of its shot rule."""
    if shot_plan.references == 0 or shot_plan.is_capped:
        return True
    if shot_plan.strikes or shot_plan.pins or shot_plan.limits:
        return True
    if shot_plan.order or not shot_plan.prefers_crops_only or not shot_plan.steps:
        return True
    if any(step.prefer is not None or step.order is not None for step in shot_plan.steps):
        return True
    return any(_is_new(step.name) for step in shot_plan.steps)


_NEW = NoReferences | Struck | RefusedByTarget | LimitReached | SlotReserved
"""The reasons that format 2 does not have."""


def _says_more(picks: Iterable[Pick], over: Iterable[PassedOver]) -> bool:
    for each in over:
        if isinstance(each.reason, _NEW):
            return True
        if isinstance(each.reason, MeetsNoPriority) and each.reason.nearest is None:
            return True
        if isinstance(each.reason, AnotherWentAhead) and each.reason.item is not None:
            return True
        if isinstance(each.reason, SlotsFull) and _says_more_of_slots(each.reason):
            return True
        for field in fields(each.reason):
            value = getattr(each.reason, field.name)
            if isinstance(value, EntryName) and _is_new(value):
                return True
    return any(_is_new(pick.priority) for pick in picks)


def _says_more_of_slots(reason: SlotsFull) -> bool:
    return reason.by_order or reason.target is not None


def _is_new(name: EntryName) -> bool:
    """Whether format 2 cannot name an entry."""
    return name.list != PRIORITIES.key or name.scene is not None or name.file != 0


def _pick(pick: Pick) -> Data:
    record: Data = {
        "place": pick.facts.place,
        "tag": pick.tag,
        "priority": _name(pick.priority),
    }
    if pick.placement is not None:
        record["placement"] = pick.placement
    if pick.role is not None:
        record["role"] = pick.role
    if pick.position is not None:
        record["position"] = pick.position
    return record


def _passed_over(each: PassedOver) -> Data:
    record: Data = {"tag": each.tag, "reason": _reason(each.reason)}
    if each.facts is not None:
        record["place"] = each.facts.place
    if each.placement is not None:
        record["placement"] = each.placement
    return record


def _reason(reason: Reason) -> Data:
    """A reason: its kind, and what it speaks of, but for values at their default or only shown."""
    record: Data = {"kind": reason.kind}
    for each in fields(reason):
        value = getattr(reason, each.name)
        if each.compare and value is not None and value != each.default:
            record[each.name] = _value(value)
    return record


def _value(value: Any) -> Any:  # noqa: ANN401  # whatever a reason has
    """A part of a reason: pictures by their places."""
    if isinstance(value, EntryName):
        return _name(value)
    if isinstance(value, Facts):
        return value.place
    if isinstance(value, FailedCondition):
        return {"key": value.key, "wanted": list(value.wanted), "found": value.found}
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    return value


def _name(name: EntryName) -> Data:
    at = name.at
    record: Data = {
        "shot": name.shot,
        "name": name.name,
        "number": name.number,
        "at": [at.line, at.column, at.end_line, at.end_column],
    }
    if name.because is not None:
        record["because"] = name.because
    if name.list != PRIORITIES.key:
        record["list"] = name.list
    if name.scene is not None:
        record["scene"] = name.scene
    if name.file:
        record["file"] = name.file
    return record


def _more_of_scene(scene: Scene, wanted: Collection[str]) -> Data:
    more: Data = {}
    if "focal_point" in wanted and scene.focal_point is not None:
        more["focal_point"] = scene.focal_point
    if "camera_movement" in wanted and scene.camera_movement is not None:
        more["camera_movement"] = scene.camera_movement
    if "continuity_notes" in wanted and scene.continuity_notes:
        more["continuity_notes"] = list(scene.continuity_notes)
    if "speakers" in wanted and scene.speakers:
        more["speakers"] = [_speaker(speaker) for speaker in scene.speakers]
    return more


def _said(given: Given) -> Data:
    """The answers about the scenes before that are not no.

    Whoever is first, or was in the scene before, by number; the place of each picture that was sent
    and its index then; who wears what, as noted where; and which notes have begun.
    """
    record: Data = {}
    for (question, about), answer in given.items():
        entry: Any = about
        if question == "sent":
            entry = [about, answer]
        elif question == "worn":
            entry = [about, *answer]
        elif question == "begun":
            entry = _begun(about)
        record.setdefault(question, []).append(entry)
    return {question: sorted(answers, key=str) for question, answers in sorted(record.items())}


def _begun(about: Any) -> list[Any]:  # noqa: ANN401  # the text, and since when it counts
    text, since = about
    return [text, *map(list, since)]


def _more_of_placement(placement: Placement, wanted: Collection[str]) -> Data:
    more: Data = {}
    if "action" in wanted and placement.action is not None:
        more["action"] = placement.action
    if "expression" in wanted and placement.expression is not None:
        more["expression"] = placement.expression
    if "wardrobe_note" in wanted and placement.wardrobe_note is not None:
        more["wardrobe_note"] = placement.wardrobe_note
    return more


def _speaker(speaker: Speaker) -> Data:
    record: Data = {}
    if speaker.tag is not None:
        record["tag"] = speaker.tag
    if speaker.name is not None:
        record["name"] = speaker.name
    return record


def _cleaned(cleaned: Cleaned) -> Data:
    """A clean reference; a likeness that no float is equal to is a text, so that it stays exact."""
    record: Data = {"address": cleaned.address}
    likeness = cleaned.likeness
    if likeness is not None:
        record["likeness"] = str(likeness)
        if float(likeness) == likeness:
            record["likeness"] = float(likeness)
    return record


# What is read. A record that was edited by hand raises KeyError, TypeError, ValueError, IndexError
# or ArithmeticError.


def scene_from(record: Mapping[str, Any]) -> Scene:
    """The scene of a record."""
    scene = format_2.scene_from(record)
    placements = []
    for placement, stored in zip(scene.placements, record["placements"], strict=True):
        placements.append(
            placement._replace(
                action=stored.get("action"),
                expression=stored.get("expression"),
                wardrobe_note=stored.get("wardrobe_note"),
            )
        )
    written = record.get("speakers", ())
    speakers = [Speaker(tag=each.get("tag"), name=each.get("name")) for each in written]
    return scene._replace(
        placements=tuple(placements),
        focal_point=record.get("focal_point"),
        camera_movement=record.get("camera_movement"),
        continuity_notes=tuple(record.get("continuity_notes", ())),
        speakers=tuple(speakers),
    )


def earlier_from(record: Mapping[str, Any]) -> Given | None:
    """The answers about the scenes before; None if these were not known, or not asked about."""
    stored = record.get("earlier")
    if stored is None:
        return None
    given: Given = {}
    for question in ("first", "before"):
        for individual in stored.get(question, ()):
            given[question, individual] = True
    for place, index in stored.get("sent", ()):
        given["sent", place] = index
    for individual, text, noted_in in stored.get("worn", ()):
        given["worn", individual] = Worn(text, noted_in)
    for text, *since in stored.get("begun", ()):
        given["begun", (text, tuple(Since(*each) for each in since))] = True
    return given


def pool_from(record: Mapping[str, Any]) -> AssetPool[Asset]:
    """The pool of a record, with assets that have those values and no others."""
    pool = format_2.pool_from(record)
    rows = list(pool.rows)
    assets = list(pool.assets)
    for place, written in enumerate(record["pictures"]):
        if "clean" in written:
            cleaned = _read_cleaned(written["clean"])
            likeness: Any = cleaned.likeness
            reference = CleanReference(
                clean_image_url=cleaned.address, face_similarity_score=likeness
            )
            rows[place] = rows[place]._replace(clean=cleaned)
            assets[place] = replace(assets[place], clean_reference=reference)
    return recorded_pool(assets, rows, pool.notes)


def summary_of(record: Mapping[str, Any]) -> Summary:
    """What an outcome says without its pool."""
    return replace(format_2.summary_of(record), format=FORMAT)


def outcome_from(
    record: Mapping[str, Any], pool: AssetPool[Asset], rules: Sequence[Source]
) -> Outcome:
    """The outcome of a record.

    Args:
        record: The record.
        pool: The pool that the decision was made from.
        rules: The file of its rules, and those that it extends.

    Returns:
        The outcome, with pictures of that pool and locations in those files.
    """
    reader = _OutcomeReader(pool, rules)
    passed_over = [reader.passed_over(each) for each in record["passed_over"]]
    for first, last in record.get("not_placed", ()):
        passed_over += [pool.not_placed[place] for place in range(first, last + 1)]
    passed_over.sort(key=_place_if_unplaced)
    return Outcome(
        meaning=record["meaning"],
        shot=record["shot"],
        picks=tuple(reader.pick(slot, each) for slot, each in enumerate(record["picks"], 1)),
        passed_over=tuple(passed_over),
        notes=_notes(record.get("notes", ())),
    )


def _place_if_unplaced(each: PassedOver) -> int:
    """Puts what no placement offers behind the rest, in the order of the pool."""
    if each.placement is None and each.facts is not None:
        return each.facts.place
    return -1


class _OutcomeReader:
    """Reads the parts of an outcome that name pictures and entries."""

    def __init__(self, pool: AssetPool[Asset], rules: Sequence[Source]) -> None:
        self._pool = pool
        self._rules = rules

    def pick(self, slot: int, record: Mapping[str, Any]) -> Pick[Asset]:
        place = record["place"]
        return Pick(
            slot=slot,
            asset=self._pool.assets[place],
            facts=self._pool.facts[place],
            placement=record.get("placement"),
            tag=record["tag"],
            role=record.get("role"),
            position=record.get("position"),
            priority=self._name(record["priority"]),
        )

    def passed_over(self, record: Mapping[str, Any]) -> PassedOver[Asset]:
        place = record.get("place")
        reason = _REASONS[record["reason"]["kind"]]
        values = {}
        for each in fields(reason):
            if each.name in record["reason"] or each.default is MISSING:
                values[each.name] = self._value(each.name, record["reason"].get(each.name))
        return PassedOver(
            tag=record["tag"],
            asset=None if place is None else self._pool.assets[place],
            facts=None if place is None else self._pool.facts[place],
            placement=record.get("placement"),
            reason=reason(**values),
        )

    def _value(self, name: str, value: Any) -> Any:  # noqa: ANN401  # whatever a reason has
        """A part of a reason, by its name there."""
        if name == "failed":
            return tuple([_failed(each) for each in value])
        if name == "taken":
            return tuple([self._pool.facts[place] for place in value])
        if isinstance(value, list):
            return tuple(value)
        if isinstance(value, dict):
            return self._name(value)
        if name == "by":
            return self._pool.facts[value]
        return value

    def _name(self, record: Mapping[str, Any]) -> EntryName:
        line, column, end_line, end_column = record["at"]
        return EntryName(
            shot=record["shot"],
            name=record["name"],
            number=record["number"],
            because=record.get("because"),
            at=Location(
                source=self._rules[record.get("file", 0)],
                line=line,
                column=column,
                end_line=end_line,
                end_column=end_column,
            ),
            list=record.get("list", PRIORITIES.key),
            scene=record.get("scene"),
            file=record.get("file", 0),
        )


def _kind_of(reason: Any) -> str:  # noqa: ANN401  # a class of reasons
    (kind,) = [each.default for each in fields(reason) if each.name == "kind"]
    return str(kind)


_REASONS: dict[str, Any] = {_kind_of(reason): reason for reason in get_args(Reason)}


def _failed(record: Mapping[str, Any]) -> FailedCondition:
    return FailedCondition(key=record["key"], wanted=tuple(record["wanted"]), found=record["found"])


def _read_cleaned(record: Mapping[str, Any]) -> Cleaned:
    likeness = record.get("likeness")
    if isinstance(likeness, str):
        likeness = Decimal(likeness)
    return Cleaned(address=record["address"], likeness=likeness)
