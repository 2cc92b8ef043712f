"""Small pools, scenes and rules to choose with, and what tests read from an answer."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from selector.engine.compile import compile_rules
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.left_out import AlreadyShown, Reason
from selector.model.problem import Location, Source
from selector.model.video_model import VideoModel
from selector.reading.targets import known_models
from tests.as_written import as_values
from tests.pools import NA, NAT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from selector.engine.rules import Manifest
    from selector.engine.selection import Selection
    from selector.model.film_so_far import FilmSoFar

ANYTHING = [{"name": "anything", "crop": ["face", "full"]}]
GAPS = (math.nan, Decimal("NaN"), Decimal("sNaN"), NA, NAT)
"""What data frames and databases write where there is nothing; `NA` and `NAT` are made as those of pandas are."""


class Picture:
    """A picture with a label that tests speak of, a name, and just the other attributes that it was given."""

    def __init__(self, label: str, tag: str, asset_type: Any = "CHARACTER", **values: Any) -> None:
        self.label = self.name = label
        self.manifest_tag = tag
        self.asset_type = asset_type
        self.__dict__.update(values)

    def __repr__(self) -> str:
        return self.label


def face(label: str, tag: str, **values: Any) -> Picture:
    return Picture(label, tag, is_face_crop=True, **values)


class BothWays(Rules):
    """Rules that choose from a list once as it is and once as a pool indexed for many scenes.

    Both ways answer alike, and as the reasons have it.
    """

    def select(
        self,
        scene: Manifest,
        assets: AssetPool[Any] | Iterable[Any],
        *,
        earlier: FilmSoFar | None = None,
    ) -> Selection[Any]:
        selection = super().select(scene, assets, earlier=earlier)
        if not isinstance(assets, AssetPool):
            again = super().select(scene, AssetPool(assets), earlier=earlier)
            assert again.places == selection.places
        assert [pick.facts.place for pick in selection.picks] == selection.places
        return selection


MADE_UP: dict[tuple[str, ...], VideoModel] = {
    takes: VideoModel(
        id=f"made-up {takes}", references=99, takes=takes, at=Location(source=Source(name="tests"))
    )
    for takes in ((), ("asset",), ("face",))
}
"""Video models that nobody offers, by what they take."""


def models() -> Mapping[str, VideoModel]:
    """The video models that come with the project, and those."""
    return {**known_models(), **{model.id: model for model in MADE_UP.values()}}


def compiled(content: Mapping[str, Any]) -> Rules:
    """The rules of a rule file with this content, in which nothing is wrong."""
    rules, problems = compile_rules(as_values(content), models)
    assert rules is not None, problems
    return rules


def content_of(shots: dict[str, Any], **top: Any) -> dict[str, Any]:
    """The content of a rule file with these shot rules and words at the top."""
    head = {"language": 1, "name": "test", "version": "1", "description": ""}
    return {**head, **top, "shots": shots}


def rules_with(shots: dict[str, Any], **top: Any) -> Rules:
    """The rules of these shot rules and words at the top of the file."""
    rules = compiled(content_of(shots, **top))
    return BothWays(rules.rule_set, rules.plan, models)


def rule(priorities: list[dict[str, Any]] = ANYTHING, **words: Any) -> Rules:
    """A rule set with one shot rule, with many slots unless it says otherwise."""
    return rules_with({"default": {"references": 9, "priorities": priorities, **words}})


def scene(*placements: tuple[str, str] | str, shot_type: str = "default") -> dict[str, Any]:
    """A manifest that places these tags, as subjects unless a role is given."""
    pairs = [(each, "subject") if isinstance(each, str) else each for each in placements]
    return {
        "composition": {"shot_type": shot_type},
        "placements": [{"asset_tag": tag, "role": role} for tag, role in pairs],
    }


def picked(selection: Selection) -> list[str]:
    return [asset.label for asset in selection.assets]


def reasons(selection: Selection) -> dict[str, Reason]:
    """The reason of each picture by its label, and of each missing tag by the tag."""
    return {
        each.asset.label if each.asset is not None else each.tag: each.reason
        for each in selection.passed_over
    }


def reason(selection: Selection, label: str) -> Reason:
    return reasons(selection)[label]


def notes(selection: Selection) -> list[str]:
    return [note.kind for note in selection.notes]


def who(*pool: Picture) -> list[str]:
    """The individuals of a pool, as labels of their pictures: where one picture goes, the rest is 'already shown'."""
    selection = rule(references=99).select(
        scene(*(picture.manifest_tag for picture in pool)), list(pool)
    )
    shown = {pick.facts.place: [pick.facts.place] for pick in selection.picks}
    for each in selection.passed_over:
        assert isinstance(each.reason, AlreadyShown)
        assert each.facts is not None
        shown[each.reason.by.place].append(each.facts.place)
    groups = sorted(sorted(places) for places in shown.values())
    return ["+".join(pool[place].label for place in places) for places in groups]


SHOTS = rules_with(
    {
        "Close-Up": {"spellings": ["cu", "Tight  Shot"], "priorities": ANYTHING},
        "default": {"spellings": ["anything"], "priorities": ANYTHING},
    }
)

WARDROBE = [
    Picture("plain", "YU", id="plain", individual="Yu", quality_score=9),
    face("plain-face", "YU_FACE", source_asset_id="plain", individual="Yu", quality_score=10),
    Picture("armour", "YU_ARMOUR", id="armour", individual="Yu", quality_score=5),
    face(
        "armour-face",
        "ARMOUR_FACE",
        id="crop",
        source_asset_id="armour",
        individual="Yu",
        quality_score=4,
    ),
]
"""Two looks of Yu that are not cut one from the other, and a face crop of each under a tag of its own."""
