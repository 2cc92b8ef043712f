"""A plan in; a short text out that changes with what the rules mean, and never with how they are written."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from selector.language.shot_words import SHOT_WORDS

if TYPE_CHECKING:
    from selector.engine.plan import Plan, ShotPlan, Step


def effective_form(plan: Plan, language: int) -> dict[str, Any]:
    """Everything that can change a pick, as plain data: defaults left out, any-of lists sorted, shots by name."""
    return {"language": language, "shots": {shot.name: _shot(shot) for shot in plan.shots}}


def digest_of(form: dict[str, Any]) -> str:
    """`sha256:` and 64 hexadecimal digits, of the canonical JSON of an effective form."""
    text = json.dumps(form, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _shot(shot: ShotPlan) -> dict[str, Any]:
    said = {
        "spellings": sorted(set(shot.names[1:])),
        **{key: word.form(getattr(shot, key)) for key, word in SHOT_WORDS.items()},
        "priorities": [_step(step) for step in shot.steps],
    }
    return {key: value for key, value in said.items() if value}


def _step(step: Step) -> dict[str, Any]:
    said = {each.word.key: each.word.kind.form(each.wanted) for each in step.conditions}
    cap = {"at_most": step.at_most} if step.at_most is not None else {}
    return {"name": step.name.name, **said, **cap}
