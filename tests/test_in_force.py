"""What holds for a shot or a scene once everything is put together, and where each part of it is written."""

from __future__ import annotations

from selector import load_rules
from selector.engine.in_force import InForce, Part
from selector.engine.rules import Rules

RULES = """
language: 1
name: salt-road
version: "1"
target: kling-video-o1
references: 9
prefer: face
never:
  - {name: drafts, label: draft, because: "they are no pictures of the film"}
instead:
  - {name: crowd, when: {note: crowd}, use: wide, because: "nobody is a face in a crowd"}
shots:
  wide:
    spellings: [ws, WS, Wide]
    prefer: [face, full]
    priorities: [{name: place, type: environment, because: "the land"}]
  default:
    like: wide
    references: 2
scenes:
  12: {use: default, pin: [{of: Mara}], because: "she leaves"}
"""


def rules() -> Rules:
    return load_rules(text=RULES)


def lines(part: Part) -> dict[str, list[int]]:
    """The lines of each setting, by its key."""
    return {each.word.key: [at.line for at in each.at] for each in part.settings}


def test_a_setting_has_the_line_that_it_comes_from_and_none_if_nobody_wrote_it() -> None:
    made = rules()
    default = InForce(made).shot(made.plan.by_name["default"])
    assert lines(default)["references"] == [19]
    assert lines(default)["pictures_each"] == []


def test_what_a_video_model_takes_is_written_where_the_model_is() -> None:
    made = rules()
    wide = InForce(made).shot(made.plan.by_name["wide"])
    (references,) = [each for each in wide.settings if each.word.key == "references"]
    assert references.of_model
    assert references.value < 9
    assert [at.line for at in references.at] != [6]


def test_a_taste_is_said_in_each_place_that_still_decides_something() -> None:
    made = rules()
    wide = InForce(made).shot(made.plan.by_name["wide"])
    assert lines(wide)["prefer"] == [15]  # the top of the file says the same first, and no more


def test_a_spelling_that_is_another_again_is_not_said() -> None:
    made = rules()
    wide = InForce(made).shot(made.plan.by_name["wide"])
    assert [each.value for each in wide.spellings] == ["ws"]
    assert not wide.is_like_another
    assert InForce(made).shot(made.plan.by_name["default"]).is_like_another


def test_in_a_scene_with_a_use_of_its_own_nothing_serves_instead() -> None:
    made = rules()
    (scene,) = made.plan.scenes.values()
    in_force = InForce(made)
    wide = made.plan.by_name["wide"]
    assert list(in_force.shot(wide).lists) == ["instead", "priorities", "never"]
    laid_over = in_force.shot(wide, scene)
    assert laid_over.name == "default"
    assert list(laid_over.lists) == ["pin", "priorities", "never"]


def test_an_entry_of_a_scene_has_the_reason_of_the_scene() -> None:
    made = rules()
    (scene,) = made.plan.scenes.values()
    (pin,) = InForce(made).scene(scene).lists["pin"]
    assert [(each.word.key, each.value) for each in pin.words] == [("because", "she leaves")]
    assert [at.line for at in pin.at] == [21]
