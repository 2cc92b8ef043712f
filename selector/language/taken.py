"""What a video model takes: its cap, and what it refuses, as conditions that such pictures meet.

A video model that takes pictures of one kind alone refuses all others; of other kinds nothing is
known that a rule could ask for. What the digest says of it is enough to compile rules again for
what was known of it then.

>>> from selector.model.problem import Location, Source
>>> at = Location(source=Source(name="targets.yaml"))
>>> faces = VideoModel(id="S2V-01", references=1, takes=("face",), at=at)
>>> list(map(str, refusals_of(faces)))
['crop full']
>>> form_of_target(faces)
{'id': 'S2V-01', 'references': 1, 'refuses': [{'crop': ['full']}]}
>>> stored_target(form_of_target(faces)) == faces
True
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from selector.language.condition import ConditionWord, Requirement
from selector.language.conditions.crop import CROP
from selector.language.conditions.type import TYPE
from selector.language.shot_words.references import REFERENCES
from selector.model.problem import Location, Source
from selector.model.video_model import OneKind, VideoModel

_REFUSED: Mapping[OneKind, tuple[ConditionWord, str]] = {
    "asset": (TYPE, "style"),
    "face": (CROP, "full"),
}
"""What a video model refuses that takes pictures of one kind alone."""
_ID, _REFUSALS = "id", "refuses"
"""The keys in the digest, beside the cap."""
_STORED = Location(source=Source(name="stored"))


def refusals_of(model: VideoModel) -> tuple[Requirement, ...]:
    """The conditions that pictures meet which a video model refuses; none, or one."""
    kind = model.one_kind
    if kind is None:
        return ()
    return (_refused_by(kind),)


def _refused_by(kind: OneKind) -> Requirement:
    word, value = _REFUSED[kind]
    values: tuple[Any, ...] = (value,)
    return Requirement(word=word, wanted=word.kind.compiled(values))


def form_of_target(model: VideoModel) -> dict[str, Any]:
    """What the digest says of a video model: its cap and its refusals."""
    form: dict[str, Any] = {_ID: model.id, REFERENCES.key: model.references}
    refusals = list(map(_form_of, refusals_of(model)))
    if refusals:
        form[_REFUSALS] = refusals
    return form


def stored_target(form: Mapping[str, Any]) -> VideoModel:
    """The video model of which the digest said this; of what else is known of it nothing.

    Raises:
        KeyError, TypeError, ValueError: It was edited.
    """
    takes: tuple[str, ...] = ()
    refusals = form.get(_REFUSALS, [])
    for kind in get_args(OneKind):
        if refusals == [_form_of(_refused_by(kind))]:
            takes = (kind,)
    references = int(form[REFERENCES.key])
    return VideoModel(
        id=str(form[_ID]),
        references=references,
        takes=takes,
        at=_STORED,
    )


def _form_of(refusal: Requirement) -> dict[str, Any]:
    return {refusal.key: refusal.form}
