"""The help page of a shot type: what it is read as, and which of the shipped rules have it.

In: a shot type as a scene writes it. Out: its page, as Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator

from selector.data import READ_BY_SHOT_NAMES, SHIPPED_SHOTS, shipped_shot_rule
from selector.engine.shot_types import ShotNames
from selector.model.phrases import listed, quoted
from selector.model.problem import shown
from selector.model.refusals import as_yaml
from selector.model.vocabulary import fold
from selector.reading.load import load_rules
from selector.reading.shot_vocabularies import standard_names

_BY_DEFAULT = "default"
_WHO_LOOKS = (
    "In a POV, the first in `cast` is the one who looks, and `cinematic` does not send them."
    " Whoever is seen comes second, `cast: [Mara, Old Tom]`, or is written as"
    " `{Old Tom: interaction_target}`."
)


def shot_page(shot_type: str) -> str | None:
    """The page of a shot type; None if neither shot names nor the shipped rules know it."""
    read_as = ShotNames(standard_names()).read(fold(shot_type)).names
    served = _served_by(shot_type)
    if not read_as and served.keys() == {_BY_DEFAULT}:
        return None
    parts = [f"# {shown(shot_type)}", " ".join(_said(shot_type, read_as))]
    parts.append("\n".join(_by_shot_rule(served)))
    if "pov" in served:
        parts.append(_WHO_LOOKS)
    if _BY_DEFAULT in served:
        parts += _what_to_write(shot_type, served)
    return "\n\n".join(parts) + "\n"


def _served_by(shot_type: str) -> dict[str, list[str]]:
    """The shipped rules by the shot rule that serves the shot type, `default` last."""
    scene = {"composition": {"shot_type": shot_type}, "placements": []}
    served: dict[str, list[str]] = {}
    for name in SHIPPED_SHOTS:
        shot = shipped_shot_rule(name, fold(shot_type))
        if shot is None and name in READ_BY_SHOT_NAMES:
            shot = load_rules(name).select(scene, []).shot
        shot = shot or _BY_DEFAULT
        served.setdefault(shot, []).append(name)
    by_default = served.pop(_BY_DEFAULT, None)
    if by_default is not None:
        served[_BY_DEFAULT] = by_default
    return served


def _said(shot_type: str, read_as: tuple[str, ...]) -> Iterator[str]:
    yield f"A shot type: what a scene says under `shot` (`shot: {as_yaml(shot_type)}`)."
    if read_as:
        yield f"Rules with `shot_names: standard` read it as {quoted(read_as, 'and')}."


def _by_shot_rule(served: dict[str, list[str]]) -> Iterator[str]:
    """A line for each shot rule that serves it, with the rules that have it."""
    for shot, names in served.items():
        where = f"In {listed([f'`{name}`' for name in names], 'and')}"
        if shot == _BY_DEFAULT:
            yield f"- {where}, no shot rule has this name: `default` serves it."
        else:
            yield f"- {where}, the shot rule `{shot}` serves it."


def _what_to_write(shot_type: str, served: dict[str, list[str]]) -> Iterator[str]:
    """The lines of a rule file that give it a shot rule."""
    shot, *_ = served
    if shot != _BY_DEFAULT:
        yield f"To use `{shot}`, write this at the top of the film's `rules.yaml`:"
        yield f"```yaml\nextends: {served[shot][0]}\n```"
    spelling = as_yaml({"spellings": [shot_type]})
    yield "In other rules, add it to the shot rule that should serve it, such as `close_up`:"
    yield f"```yaml\nshots:\n  close_up: {spelling}\n```"
