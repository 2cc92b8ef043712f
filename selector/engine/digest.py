"""A plan in; a short text out that changes with what the rules mean, never with their layout.

What may not change a pick may not change the digest: comments, reasons (`because`), the order of
the shot rules, of the conditions or of the words in a list, a default that is written out. And what
is not written leaves no trace, so a rule file keeps its digest when the language grows.

The *effective form* has exactly what can change a pick, as plain data. The digest is the SHA-256 of
its canonical JSON. Two spellings of one rule:

>>> from selector import load_rules
>>> short = load_rules(text='''
... {language: 1, name: n, version: "1", description: d, shots: {default: {
...     priorities: [{name: all, crop: [face, full]}]}}}''')
>>> long = load_rules(text='''
... {language: 1, name: n, version: "1", description: d, references: 3, shots: {default: {
...     priorities: [{name: all, crop: [full, face], because: everything may go}]}}}''')
>>> effective_form(long.plan, language=1)
{'language': 1, 'shots': {'default': {'priorities': [{'name': 'all', 'crop': ['face', 'full']}]}}}
>>> short.digest == long.digest
True
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from selector.language.entry_lists import ENTRY_LISTS
from selector.language.entry_words.use import USE
from selector.language.file_words import FILE_WORDS
from selector.language.file_words.shot_names import SHOT_NAMES
from selector.language.file_words.target import TARGET
from selector.language.scene_conditions import WHEN
from selector.language.scene_words import SCENES
from selector.language.shot_words import SHOT_WORDS
from selector.language.shot_words.order import ORDER, in_sequence
from selector.language.shot_words.prefer import PREFER
from selector.language.shot_words.references import REFERENCES
from selector.language.taken import form_of_target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from selector.engine.plan import Plan, ScenePlan, ShotPlan, Step
    from selector.language.word import ShotWord


_OF_FACTS = (TARGET, SHOT_NAMES)
"""The words that name something, of which the digest says what is known of it."""


def effective_form(plan: Plan, language: int) -> dict[str, Any]:
    """Everything that can change a pick, as plain data: without defaults, lists of words sorted."""
    shots = {}
    for shot_plan in plan.shots:
        shots[shot_plan.name] = _shot(shot_plan)
    form: dict[str, Any] = {"language": language, "shots": shots}
    for key, word in FILE_WORDS.items():
        value = getattr(plan, key)
        if value is not None and word not in _OF_FACTS:
            form[key] = word.form(value)
    if plan.scenes:
        form[SCENES] = {number: _scene(scene_plan) for number, scene_plan in plan.scenes.items()}
    if plan.target is not None:
        form[TARGET.key] = form_of_target(plan.target)
    if plan.shot_names is not None:
        form[SHOT_NAMES.key] = plan.shot_names.form
    return {**form, **_lists(plan.top)}


def form_without_names(shot_plan: ShotPlan) -> dict[str, Any]:
    """What one shot rule says, whatever it is called."""
    form = _shot(shot_plan)
    form.pop("spellings", None)
    return form


def digest_of(form: dict[str, Any]) -> str:
    """`sha256:` and 64 hexadecimal digits, of the canonical JSON of an effective form."""
    import hashlib  # noqa: PLC0415  # slow to load, and not every command shows a digest

    text = json.dumps(
        form,
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    encoded = text.encode("utf-8", "surrogatepass")
    return f"sha256:{hashlib.sha256(encoded).hexdigest()}"


def _shot(shot_plan: ShotPlan) -> dict[str, Any]:
    spellings = set(shot_plan.names[1:])
    form: dict[str, Any] = {"spellings": sorted(spellings) or None}
    for key, word in SHOT_WORDS.items():
        value = getattr(shot_plan, key)
        if value != word.settled(word.default) or _is_of_target(word, shot_plan):
            form[key] = word.form(value)
    form |= _lists(shot_plan.own)
    return {key: value for key, value in form.items() if value is not None}


def _is_of_target(word: ShotWord[Any], shot_plan: ShotPlan) -> bool:
    """Whether a word has another default than that of the language: that of the video model."""
    return word is REFERENCES and shot_plan.target is not None


def _scene(scene: ScenePlan) -> dict[str, Any]:
    """What one scene wants: no default is left out, for it counts before what the shot wants."""
    form: dict[str, Any] = {}
    if scene.use is not None:
        form[USE.key] = scene.use.name
    for key, value in scene.settings.items():
        form[key] = SHOT_WORDS[key].form(value)
    if scene.prefer:
        form[PREFER.key] = PREFER.form(scene.prefer)
    if scene.order:
        form[ORDER.key] = ORDER.form(in_sequence(scene.order))
    return {**form, **_lists(scene.lists)}


def _lists(lists: Mapping[str, Sequence[Step]]) -> dict[str, Any]:
    """The lists that have any entries, by their keys."""
    return {key: list(map(_step, steps)) for key, steps in lists.items() if steps}


def _step(step: Step) -> dict[str, Any]:
    form: dict[str, Any] = {"name": step.name.name}
    for each in step.conditions:
        form[each.key] = each.form
    if step.when:
        form[WHEN] = {each.key: each.form for each in step.when}
    for key, word in ENTRY_LISTS[step.name.list].words.items():
        value = getattr(step, key)
        if value is not None:
            form[key] = word.form(value)
    return {key: value for key, value in form.items() if value is not None}
