"""The evaluator of the whole language agrees with the older one of priorities alone, on rules that are those."""

from __future__ import annotations

from typing import Any

import pytest

from tests.as_written import as_values
from tests.generate import batch
from tests.long import many
from tests.naive import opinion
from tests.naive_language.film import Answer, film_answers, scene_answer
from tests.pools import build, usable

BATCHES = many(64, 2_000)
GROUPS = 4


def path_of(priority: Any) -> str:
    return f"shots.{priority.shot}/priorities/{priority.name}"


def reason_of(reason: Any) -> dict[str, Any]:
    """A reason of the older evaluator, in the words of the new one."""
    said: dict[str, Any] = {"kind": reason.kind}
    match reason.kind:
        case "not_in_pool":
            said["near"] = reason.near
        case "cannot_be_sent":
            said["why"] = reason.why
        case "meets_no_priority":
            said["nearest"] = path_of(reason.nearest)
            said["failed"] = tuple(each.key for each in reason.failed)
        case "already_shown":
            said |= {"by": reason.by.place, "pictures_each": crops(reason.pictures_each)}
        case "crop_not_sent":
            said["pictures_each"] = crops(reason.pictures_each)
        case "same_picture":
            said["by"] = reason.by.place
        case "another_went_ahead":
            said |= {"by": reason.by.place, "decided_by": reason.decided_by}
        case "cap_reached":
            said["taken"] = tuple(each.place for each in reason.taken)
        case "slots_full":
            said |= {"references": reason.references, "reached": reason.reached}
            said["is_models_cap"] = False
        case _:
            pass
    if hasattr(reason, "priority"):
        said["entry"] = path_of(reason.priority)
    return said


def crops(pictures_each: Any) -> Any:
    """A list of crops has no order where it permits."""
    return pictures_each if isinstance(pictures_each, int) else sorted(pictures_each)


def told(answer: Answer) -> dict[str, Any]:
    """What the new evaluator says."""
    left_out = []
    for each in answer.left_out:
        reason = dict(each.reason)
        if "pictures_each" in reason:
            each_of = reason["pictures_each"]
            reason["pictures_each"] = crops([each_of] if isinstance(each_of, str) else each_of)
        left_out.append((each.tag, each.place, each.placement, reason))
    return {
        "shot": answer.shot,
        "picks": [(pick.place, pick.tag, pick.placement, pick.entry) for pick in answer.picks],
        "left out": left_out,
        "notes": [dict(note) for note in answer.notes],
        "problems": list(answer.problems),
    }


def told_before(second: Any) -> dict[str, Any]:
    """What the older evaluator says, in the same words."""
    return {
        "shot": second.shot,
        "picks": [
            (pick.facts.place, pick.tag, pick.placement, path_of(pick.priority))
            for pick in second.picks
        ],
        "left out": [
            (each.tag, each.facts and each.facts.place, each.placement, reason_of(each.reason))
            for each in second.passed_over
        ],
        "notes": [{"kind": note.kind, **note.values} for note in second.notes],
        "problems": [],
    }


@pytest.mark.parametrize("group", range(GROUPS))
def test_rules_of_priorities_alone_mean_what_they_meant(group: int) -> None:
    for seed in range(group, BATCHES, GROUPS):
        for case in batch(seed).cases():
            assets = build(case.pool)
            answer = scene_answer(case.rules, case.manifest, assets, usable=usable)
            second = opinion(as_values(case.rules), case.manifest, assets, usable)
            assert told(answer) == told_before(second), f"seed {seed}\n{case}"


def test_rules_of_priorities_alone_ask_nothing_of_the_film() -> None:
    for seed in range(8):
        each = batch(seed)
        for sketches, scenes in zip(each.pools, each.scenes, strict=True):
            assets = build(sketches)
            answers = film_answers(each.rules, scenes, assets, usable=usable)
            alone = [scene_answer(each.rules, one, assets, usable=usable) for one in scenes]
            assert [answer and told(answer) for answer in answers] == list(map(told, alone))
