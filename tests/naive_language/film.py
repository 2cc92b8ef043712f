"""A film in, its answers out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.naive_language.layers import Rules, rules_of
from tests.naive_language.pick import choose
from tests.naive_language.pool import Note, Pool, read_pool
from tests.naive_language.reasons import LeftOut, Reason, left_out, unsent_pins
from tests.naive_language.scenes import Scene, read_scene
from tests.naive_language.serving import Serving, Targets, serving
from tests.naive_language.so_far import Film, Past, past

Written = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Picked:
    """One picture that goes: its place in the pool, the placement by which it was taken, the entry that took it."""

    place: int
    tag: str
    placement: int | None
    entry: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one scene sends, and why everything else does not go.

    `film_so_far` is for the next scene, `serving` what the choice was made by.
    """

    number: str | None
    shot: str
    picks: tuple[Picked, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[Note, ...]
    problems: tuple[Reason, ...]
    film_so_far: Film
    serving: Serving = field(compare=False, repr=False)

    @property
    def tags(self) -> list[str]:
        return [pick.tag for pick in self.picks]

    @property
    def entries(self) -> list[str]:
        return [pick.entry for pick in self.picks]

    @property
    def places(self) -> list[int]:
        return [pick.place for pick in self.picks]

    def reason(self, place: int) -> Reason:
        """Why the picture at that place in the pool does not go."""
        return next(each.reason for each in self.left_out if each.place == place)


def film_answers(
    file: Written,
    scenes: Sequence[Written | None],
    assets: Sequence[Any],
    *,
    parents: Mapping[str, Written] | None = None,
    target: str | None = None,
    targets: Targets | None = None,
    usable: Callable[[Any], bool | str] | None = None,
) -> list[Answer | None]:
    """The answer of each scene. "`select_many` and `pick` go through scenes in film order."

    None stands for a scene that cannot be read: "it is still the scene before: nothing placed, sent or noted".
    """
    rules = rules_of(file, parents)
    pool = read_pool(assets, usable)
    so_far: Film = ()
    answers: list[Answer | None] = []
    for manifest in scenes:
        if manifest is None:
            so_far = (*so_far, Past())
            answers.append(None)
            continue
        answer = answer_of(rules, read_scene(manifest), pool, so_far, target, targets)
        so_far = answer.film_so_far
        answers.append(answer)
    return answers


def scene_answer(
    file: Written,
    manifest: Written,
    assets: Sequence[Any],
    *,
    earlier: Film | None = None,
    parents: Mapping[str, Written] | None = None,
    target: str | None = None,
    targets: Targets | None = None,
    usable: Callable[[Any], bool | str] | None = None,
) -> Answer:
    """One scene by itself: "a bare `rules.select(scene, pool)` takes `earlier=film_so_far`"."""
    rules = rules_of(file, parents)
    return answer_of(
        rules, read_scene(manifest), read_pool(assets, usable), earlier, target, targets
    )


def answer_of(
    rules: Rules,
    scene: Scene,
    pool: Pool,
    earlier: Film | None,
    target: str | None,
    targets: Targets | None,
) -> Answer:
    """The answer of one scene, of which everything is read."""
    served = serving(rules, scene, pool, earlier, target, targets)
    choice = choose(served)
    problems, notes_of_pins = unsent_pins(served, choice)
    picks = [
        Picked(
            place=pick.one.picture.place,
            tag=pick.one.picture.tag,
            placement=None if pick.one.placed is None else pick.one.placed.number,
            entry=pick.by.path,
        )
        for pick in choice.picks
    ]
    here = past(pool, scene, [pick.one.picture for pick in choice.picks])
    notes = [*scene.notes, *served.notes, *pool.notes, *empty(served), *notes_of_pins]
    return Answer(
        number=scene.number,
        shot=served.shot,
        picks=tuple(picks),
        left_out=tuple(left_out(served, choice)),
        notes=tuple(notes),
        problems=tuple(problems),
        film_so_far=(*(earlier or ()), here),
        serving=served,
    )


def empty(served: Serving) -> list[Note]:
    """ "No placements (and no pin that is `unplaced`), or nothing in the pool: an empty selection, and the selection
    says why." """
    notes: list[Note] = []
    asks_for_unplaced = any(pin.written.get("unplaced") for pin in served.pins)
    if not served.ground.scene.placements and not asks_for_unplaced:
        notes.append({"kind": "no_placements"})
    if not served.ground.pool.pictures:
        notes.append({"kind": "empty_pool"})
    return notes
