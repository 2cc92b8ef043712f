"""R276: full pictures are preferred, and a face goes all the same.

`prefer: full` ranks, and excludes nothing. Where two pictures of somebody may go, the second is the
face; and a priority that asks for faces alone, taken over from another shot rule, still sends one.
Each is tried before it is said: with a scene of one person who has a picture of either crop.

In: compiled rules. Out: warnings, each at what is preferred, in no particular order.
"""

from __future__ import annotations

from collections.abc import Iterator

from selector.engine.plan import ShotPlan, Step
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.language.conditions.crop import CROP
from selector.language.entry_lists.never import NEVER
from selector.language.shot_words.prefer import PREFER
from selector.model.asset import Asset
from selector.model.problem import Location, Problem, shown
from selector.model.scene import Placement, Scene, Speaker
from selector.model.vocabulary import ROLES, fold
from selector.review.cells import Wanted
from selector.review.full_first import FULL, FullFirst
from selector.review.idle_steps import allowed_by

_FACE = "face"
_SOMEBODY = "X"
_PICTURES = (
    Asset(manifest_tag=_SOMEBODY, asset_type="CHARACTER", id="full", quality_score=8.0),
    Asset(
        manifest_tag=_SOMEBODY,
        asset_type="CHARACTER",
        id="face",
        quality_score=8.0,
        is_face_crop=True,
    ),
)


def faces_beside_full_pictures(rules: Rules) -> Iterator[Problem]:
    """R276: a face goes though full pictures are preferred, and nobody asked for it there.

    Once for each `prefer`, with the first shot rule and entry that send one.
    """
    full_first = FullFirst(rules)
    reported: set[Location] = set()
    for shot_plan in rules.plan.shots:
        doubtful = {}
        for step in shot_plan.steps:
            at = full_first.said_of(step, shot_plan)
            if at is not None and at not in reported and _may_surprise(step, shot_plan, rules, at):
                doubtful[step.name.at] = at
        if not doubtful:
            continue
        for role, selection in _tried(rules, shot_plan):
            for name, at, in_full in _faces_in(selection, doubtful):
                if at not in reported:
                    reported.add(at)
                    yield _problem(at, shot_plan, name, role, in_full=in_full)


def _may_surprise(step: Step, shot_plan: ShotPlan, rules: Rules, at: Location) -> bool:
    """Whether a face that an entry sends may be unwanted where full pictures are preferred.

    It is wanted where the entry itself lists the crops that it sends; and where it asks for faces
    alone, unless the shot rule that prefers full pictures took the entry over.

    Args:
        step: The entry.
        shot_plan: The plan of the shot rule that has it.
        rules: The rules.
        at: Where full pictures are preferred.
    """
    if Wanted.by(step).crops == {_FACE}:
        return _is_taken_over(step, shot_plan, rules, at)
    if isinstance(step.pictures_each, tuple) and _FACE in step.pictures_each:
        return False
    return allowed_by(shot_plan.pictures_each_at(step)) > 1


def _is_taken_over(step: Step, shot_plan: ShotPlan, rules: Rules, at: Location) -> bool:
    """Whether the shot rule itself prefers full pictures, and did not write the entry itself."""
    for shot_rule in rules.rule_set.shots:
        written = PREFER.written(shot_rule.words)
        if shot_rule.name == shot_plan.name and written is not None and written.at == at:
            own = [entry.at for entries in shot_rule.lists.values() for entry in entries]
            return step.name.at not in own
    return False


def _tried(rules: Rules, shot_plan: ShotPlan) -> Iterator[tuple[str, Selection[Asset]]]:
    """What a shot rule sends of one person, in each role."""
    shot = fold(shot_plan.name)
    pool = AssetPool(_PICTURES)
    for role in ROLES:
        scene = Scene(
            index=None,
            shot_type=shot_plan.name,
            shot=shot,
            placements=(Placement(_SOMEBODY, role),),
            focal_point=_SOMEBODY,
            speakers=(Speaker(tag=_SOMEBODY, name=None),),
        )
        selection = rules.select(scene, pool)
        if selection.shot == shot_plan.name:
            yield role, selection


def _faces_in(
    selection: Selection[Asset], doubtful: dict[Location, Location]
) -> Iterator[tuple[str, Location, bool]]:
    """The faces that go by some entries.

    Args:
        selection: What is sent.
        doubtful: The entries, each with where it prefers full pictures.

    Yields:
        The name of the entry, where it prefers full pictures, and whether one goes, too.
    """
    in_full = any(not asset.is_face_crop for asset in selection.assets)
    for pick in selection.picks:
        at = doubtful.get(pick.priority.at)
        if at is not None and pick.asset.is_face_crop:
            yield pick.priority.name, at, in_full


def _problem(
    at: Location,
    shot_plan: ShotPlan,
    name: str,
    role: str,
    *,
    in_full: bool,
) -> Problem:
    """R276.

    Args:
        at: Where full pictures are preferred.
        shot_plan: The plan of a shot rule that sends a face.
        name: The name of the entry that takes it.
        role: The role of whose face it is.
        in_full: Whether a full picture goes, too.
    """
    shot = shown(shot_plan.name)
    beside = ", beside the full picture" if in_full else ""
    return Problem(
        at=at,
        code="R276",
        what=(
            f"`{PREFER.key}: {FULL}` excludes no faces: in `{shot}`, `{shown(name)}` sends the face"
            f" of a character placed as `{role}`{beside}."
        ),
        hint=(
            f"To exclude them, write `{NEVER.key}: [{{name: no-faces, {CROP.key}: {_FACE}}}]` in"
            f" `{shot}`. If face crops may be sent as well, write"
            f" `{PREFER.key}: [{FULL}, {_FACE}]`."
        ),
    )
