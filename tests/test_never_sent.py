"""Who is placed in a film and never sent (F383, F384): the advice says where to change the rules, and then they go."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from selector.reading.film import read_film
from selector.reading.load import load_rules
from tests.films import all_problems, write_film
from tests.films_under_rules import (
    HALL,
    HEAD,
    LAMP,
    MARA,
    PEOPLE,
    TWO_AND_A_CART,
    film_of,
    picture,
    said,
)
from tests.long import many

IN_A_TWO_SHOT = "- {scene: 5, shot: two-shot, cast: [MARA, TOM], place: HALL, props: [CART]}\n"
CARTS = "shots: {two_shot: {change: [{name: carts, type: vehicle, because: b}]}}\n"


@pytest.mark.parametrize(
    ("rules", "hint"),
    [
        pytest.param(
            "extends: default\n" + CARTS,
            "Write `references: 4` in `two_shot` (rules.yaml:5), if the video model takes so many, or move `carts` up"
            " with `{name: carts, before: the-two}` in `change` of `two_shot` (rules.yaml:5), which sends it in place"
            " of `HALL` in scene 5.",
            id="room for more",
        ),
        pytest.param(
            "extends: default\ntarget: veo-3.1-generate-001\n" + CARTS,
            "Move `carts` up with `{name: carts, before: the-two}` in `change` of `two_shot` (rules.yaml:6), which"
            " sends it in place of `HALL` in scene 5: the video model `veo-3.1-generate-001` takes no more references.",
            id="a video model that takes no more",
        ),
        pytest.param(
            "extends: default\nscenes: {5: {references: 3}}\n" + CARTS,
            "Write `references: 4` in the rule for scene 5 (rules.yaml:5), if the video model takes so many, or move"
            " `carts` up with `{name: carts, before: the-two}` in `change` of `two_shot` (rules.yaml:6), which sends it"
            " in place of `HALL` in scene 5.",
            id="a scene that says how many",
        ),
        pytest.param(
            "references: 1\npin: [{name: hall, of: HALL, because: b}, {name: mara, of: MARA, because: b}]\n"
            "shots: {default: {priorities: [{name: carts, type: [vehicle, character], because: b}]}}\n",
            (
                "Write `references: 4` in `default` (rules.yaml:6), if the video model takes so many, or delete an"
                " entry that comes before `carts`."
            ),
            id="the first priority",
        ),
        pytest.param(
            "extends: default\n",
            "Add a priority with `type: vehicle` in `change` of the shots that should show it, and say with `before`"
            " which priority it comes before: all references are taken.",
            id="priorities that are inherited",
        ),
        pytest.param(
            "",
            "In a `rules.yaml` with `extends: default`, add a priority with `type: vehicle` in `change` of the shots"
            " that should show it, and say with `before` which priority it comes before: all references are taken.",
            id="rules that come with selector",
        ),
    ],
)
def test_advice_on_whoever_is_never_sent_can_be_followed(
    rules: str, hint: str, tmp_path: Path
) -> None:
    found = film_of(tmp_path, f"pictures:\n{TWO_AND_A_CART}", IN_A_TWO_SHOT, rules)
    (about,) = [each for each in found if "`CART`" in each.what]
    assert about.hint == hint


def test_an_inherited_entry_is_edited_under_change(tmp_path: Path) -> None:
    scenes = "- {scene: 1, shot: establishing, place: HALL, cast: [MARA], props: [CART]}\n"
    rules = "extends: default\nreferences: 1\n"
    found = film_of(tmp_path, f"pictures:\n{MARA}{HALL}{picture('CART', 'vehicle')}", scenes, rules)
    hints = [each.hint for each in found if "`CART`" in each.what]
    (hint,) = hints
    assert hint == (
        "Write `references: 2` in `establishing`, or move `what-stands-in-it` up with"
        " `{name: what-stands-in-it, before: the-place}` in `change` of `establishing`, which sends it in place of"
        " `HALL` in scene 1."
    )


def test_an_entry_of_a_file_of_ones_own_that_is_extended_is_edited_under_change(
    tmp_path: Path,
) -> None:
    scenes = "- {scene: 1, shot: wide, cast: [MARA], props: [LAMP]}\n"
    house = "references: 1\n" + PEOPLE.replace("]}}", ", {name: lamps, type: prop, because: b}]}}")
    write_film(tmp_path, {"house.yaml": HEAD + house})
    found = film_of(tmp_path, f"pictures:\n{MARA}{LAMP}", scenes, "extends: house.yaml\n")
    (about,) = [each for each in found if each.code == "F383"]
    assert about.hint == (
        "Write `references: 2` in `default`, or move `lamps` up with `{name: lamps, before: people}` in"
        " `change` of `default`, which sends it in place of `MARA` in scene 1."
    )


def hint_for(name: str, folder: Path, cast: str, rules: str, scenes: int = 1) -> str:
    """What to do about somebody who is never sent."""
    assets = "pictures:\n" + MARA + HALL + LAMP + picture("KEY", "prop")
    for tag in ("JO", "TOM", "ANN"):
        assets += picture(tag, "character")
    lines = ""
    for number in range(1, scenes + 1):
        lines += f"- {{scene: {number}, shot: wide, {cast}}}\n"
    found = film_of(folder, assets, lines, rules)
    (about,) = [each for each in found if each.code == "F383" and f"`{name}` is" in each.what]
    return about.hint


def test_to_move_an_entry_up_leaves_what_goes_first_before_it(tmp_path: Path) -> None:
    rules = (
        "references: 2\nfirst: [{name: lead, of: MARA, because: b}]\nshots: {default: {priorities:"
        " [{name: place, type: environment, because: b}, {name: things, type: prop, because: b}]}}\n"
    )
    hint = hint_for("LAMP", tmp_path, "cast: [MARA], place: HALL, props: [KEY, LAMP]", rules)
    assert hint.endswith(
        "or move `things` (rules.yaml:6) to the top of its list, and write `order: {of: LAMP}` in it, which"
        " sends it in place of `HALL` in scene 1."
    )


def test_references_of_one_scene_are_not_raised_with_those_of_its_shot(tmp_path: Path) -> None:
    rules = "references: 1\n" + PEOPLE + "scenes: {2: {references: 1}}\n"
    hint = hint_for("JO", tmp_path, "cast: [MARA, JO]", rules, scenes=2)
    assert hint.startswith(
        "Write `references: 2` in `default` (rules.yaml:5), which sends it in scene 1, or"
    )


def test_a_reference_that_a_pin_takes_is_counted(tmp_path: Path) -> None:
    rules = "references: 2\npin: [{name: here, of: HALL, slot: last, because: b}]\n" + PEOPLE
    cast = "cast: [MARA, JO, TOM], place: HALL"
    assert "`references: 3`" in hint_for("JO", tmp_path / "jo", cast, rules)
    assert "`references: 4`" in hint_for("TOM", tmp_path / "tom", cast, rules)


def test_no_more_references_are_advised_than_the_video_model_takes(tmp_path: Path) -> None:
    rules = "target: veo-3.1-generate-001\nreferences: 2\n" + PEOPLE
    cast = "cast: [MARA, JO, TOM, ANN]"
    assert "`references: 3`" in hint_for("TOM", tmp_path / "tom", cast, rules)
    assert "references" not in hint_for("ANN", tmp_path / "ann", cast, rules)


def test_an_inherited_entry_of_one_scene_is_edited_there(tmp_path: Path) -> None:
    house = (
        "scenes: {1: {first: [{name: some, type: character, at_most: 1, because: b}]}}\n"
        "shots: {default: {priorities: [{name: things, type: prop, because: b}]}}\n"
    )
    write_film(tmp_path, {"house.yaml": HEAD + house})
    hint = hint_for("JO", tmp_path, "cast: [MARA, JO]", "extends: house.yaml\n")
    assert hint.startswith("Write `{name: some, at_most: 2}` in `first` of scene 1, or")


CROWD = "- {scene: 1, shot: wide, cast: [MARA, TOM, JO]}\n"
ALL_THREE = f"pictures:\n{MARA}{picture('TOM', 'character')}{picture('JO', 'character')}"
TWO = "references: 2\nshots: {{default: {{priorities: [{}]}}}}\n"
REST = "{name: rest, role: [subject, interaction_target], because: b}"
FIRST_REST = REST.replace("because", "order: [{of: JO}], because")


@pytest.mark.parametrize(
    ("entries", "advice", "followed"),
    [
        pytest.param(
            f"{{name: people, type: character, because: b}}, {REST}",
            "or write `order: {of: JO}` in `people` (rules.yaml:5), which sends it in place of `TOM` in scene 1.",
            f"{{name: people, type: character, order: [{{of: JO}}], because: b}}, {REST}",
            id="an earlier entry asks for them too",
        ),
        pytest.param(
            f"{{name: two, of: [MARA, TOM], because: b}}, {REST}",
            "or move `rest` (rules.yaml:5) to the top of its list, and write `order: {of: JO}` in it, which sends it in"
            " place of `TOM` in scene 1.",
            f"{FIRST_REST}, {{name: two, of: [MARA, TOM], because: b}}",
            id="their entry would take the same others",
        ),
    ],
)
def test_to_move_an_entry_up_is_advised_only_where_that_sends_them(
    entries: str, advice: str, followed: str, tmp_path: Path
) -> None:
    found = film_of(tmp_path / "a", ALL_THREE, CROWD, TWO.format(entries))
    (about,) = [each for each in found if each.code == "F383"]
    assert about.what.startswith("`JO`")
    assert about.hint.endswith(advice)
    after = film_of(tmp_path / "b", ALL_THREE, CROWD, TWO.format(followed))
    assert not [each for each in after if each.what.startswith("`JO`")]


@pytest.mark.parametrize(
    ("cast", "rules", "followed", "price"),
    [
        pytest.param(
            "[MARA, TOM]",
            "{name: people, type: character, because: b}, {name: lamps, type: prop, because: b}",
            "{name: lamps, type: prop, because: b}, {name: people, type: character, because: b}",
            "`TOM` in scene 1",
            id="one person",
        ),
        pytest.param(
            "[MARA, TOM]",
            "{name: people, type: character, because: b}, {name: lamps, type: prop, pictures_each: 2, because: b}",
            "{name: lamps, type: prop, pictures_each: 2, because: b}, {name: people, type: character, because: b}",
            "`MARA` and `TOM` in scene 1",
            id="everybody",
        ),
        pytest.param(
            "[MARA]",
            "{name: people, type: character, pictures_each: 2, because: b}, {name: lamps, type: prop, because: b}",
            "{name: lamps, type: prop, because: b}, {name: people, type: character, pictures_each: 2, because: b}",
            "a picture of `MARA` in scene 1",
            id="one of two pictures",
        ),
    ],
)
def test_advice_names_whom_the_scene_loses_and_exactly_these_are_lost(
    cast: str, rules: str, followed: str, price: str, tmp_path: Path
) -> None:
    assets = "pictures:\n" + MARA + picture("TOM", "character") + LAMP
    assets += picture("LAMP", "prop", "quality: 1")
    scenes = f"- {{scene: 1, shot: wide, cast: {cast}, props: LAMP}}\n"
    found = film_of(tmp_path / "a", assets, scenes, TWO.format(rules))
    (about,) = [each for each in found if each.what.startswith("`LAMP` is placed")]
    assert about.hint.endswith(f", which sends it in place of {price}.")
    film, _ = read_film(tmp_path / "a")
    assert film is not None
    ((scene, _),) = film.usable_scenes()
    sent: list[list[str]] = []
    for entries in (rules, followed):
        changed = load_rules(text=HEAD + TWO.format(entries))
        sent.append(list(changed.select(scene, film.pool()).tags))
    before, after = sent
    for tag in after:
        if tag in before:
            before.remove(tag)
    assert before == re.findall("`(.*?)`", price)


BUSY = (
    "shots: {{default: {{references: {}, priorities: [{{name: a, type: character, because: b}},"
    " {{name: c, type: prop, because: b}}]}}}}\n"
)


@pytest.mark.parametrize(
    ("casts", "top", "advice"),
    [
        (
            ["[MARA]", "[MARA, TOM]", "[MARA]"],
            "",
            "2` in `default` (rules.yaml:{}), which sends it in scenes 1 and 3, or move",
        ),
        (
            ["[MARA]", "[MARA]"],
            "",
            "2` in `default` (rules.yaml:{}), which sends it in both scenes, or move",
        ),
        (
            ["[MARA]"] * 9,
            "",
            "2` in `default` (rules.yaml:{}), which sends it in all of the first 5 scenes, or move",
        ),
        (
            ["[MARA, TOM, MIA, JO, IDA]"],
            "",
            "Move `c` (rules.yaml:{}) to the top of its list, which",
        ),
        (["[MARA]"], "target: veo-2.0-generate-exp\n", "takes no more references."),
    ],
)
def test_more_references_are_advised_where_they_help_with_the_number_of_scenes(
    casts: Sequence[str], top: str, advice: str, tmp_path: Path
) -> None:
    people = "".join(picture(each, "character") for each in ("MARA", "TOM", "MIA", "JO", "IDA"))
    scenes = "".join(
        f"- {{scene: {nth}, shot: wide, cast: {cast}, props: LAMP}}\n"
        for nth, cast in enumerate(casts, 1)
    )
    rules = top + BUSY.format(1)
    found = film_of(tmp_path, f"pictures:\n{people}{LAMP}", scenes, rules)
    (about,) = [each for each in found if each.what.startswith("`LAMP`")]
    line = 5 if top else 4
    assert advice.format(line) in about.hint
    raised = re.search(r"references: (\d)", about.hint)
    if raised:
        after = film_of(
            tmp_path, f"pictures:\n{people}{LAMP}", scenes, top + BUSY.format(raised[1])
        )
        assert not [each for each in after if each.what.startswith("`LAMP`")]


@pytest.mark.parametrize(
    ("tag", "helped", "others"),
    [("SLEDGE", ["18", "25"], "scenes 15 and 16"), ("JUNA", ["3", "15"], "scene 30")],
)
def test_more_references_send_somebody_in_the_scenes_that_advice_names_and_in_no_others(
    tag: str, helped: list[str], others: str
) -> None:
    folder = Path(__file__).parents[1] / "examples" / "the-tide-clock"
    (about,) = [each for each in all_problems(folder) if each.what.startswith(f"`{tag}` is placed")]
    assert f", which sends it in scenes {' and '.join(helped)} if the video model" in about.hint
    assert about.hint.endswith(f" For {others}, `selector why` says what helps.")
    references, shot = re.findall(r"`references: (\d)` in `(\w+)`", about.hint)[0]
    rules = load_rules(
        text=f"{HEAD}extends: default\nshots: {{{shot}: {{references: {references}}}}}"
    )
    film, _ = read_film(folder)
    assert film is not None
    scenes = [scene for scene, _ in film.usable_scenes()]
    sent = [each for each in rules.select_many(scenes, film.pool()) if tag in each.tags]
    assert [str(each.scene.index) for each in sent] == helped


def test_advice_on_a_shot_rule_that_is_like_another_edits_what_it_inherits(tmp_path: Path) -> None:
    rules = (
        "shots:\n"
        "  default: {priorities: [{name: people, type: character, because: b}]}\n"
        "  wide: {like: default}\n"
    )
    scenes = "- {scene: 1, shot: wide, cast: [MARA], props: LAMP}\n"
    found = film_of(tmp_path, f"pictures:\n{MARA}{LAMP}", scenes, rules)
    (about,) = [each for each in found if each.code == "F384"]
    assert about.hint == (
        "Add a priority with `type: prop` in `change` of the shots that should show it."
    )
    followed = rules.replace(
        "{like: default}", "{like: default, change: [{name: lamps, type: prop, because: b}]}"
    )
    assert film_of(tmp_path, f"pictures:\n{MARA}{LAMP}", scenes, followed) == []


STYLE = picture("GRADE", "style")
LOOK = "pin: [{name: look, type: style, unplaced: true, slot: last, because: x}]\n"


def test_a_style_that_is_never_sent_is_to_be_pinned_and_the_pin_sends_it(tmp_path: Path) -> None:
    """A priority for it would be the last, and lose its reference in most scenes."""
    assets = f"pictures:\n{MARA}{HALL}{LAMP}{STYLE}"
    scenes = "- {scene: 1, shot: establishing, cast: [MARA, {GRADE: background}], place: HALL, props: LAMP}\n"
    (about,) = [each for each in film_of(tmp_path / "a", assets, scenes) if "`GRADE`" in each.what]
    assert "`pin: [{name: look, type: style, unplaced: true, slot: last," in about.hint
    assert "`references: 4`" in about.hint
    in_place = film_of(tmp_path / "b", assets, scenes, f"extends: default\n{LOOK}")
    beside = film_of(tmp_path / "c", assets, scenes, f"extends: default\nreferences: 4\n{LOOK}")
    assert "GRADE" not in str(said([*in_place, *beside]))
    (pushed_out,) = [each for each in in_place if "`MARA`" in each.what]
    assert "Write `references: 4` in `establishing`" in pushed_out.hint
    assert "MARA" not in str(said(beside))


def test_who_is_never_sent_is_explained_by_the_shot_rule_of_most_scenes(tmp_path: Path) -> None:
    others = "".join(picture(f"P{each}", "character") for each in range(3))
    scenes = "- {scene: 1, shot: establishing, place: [HALL, PIER, ROOF], props: CART}\n"
    for number in (2, 3):
        scenes += f"- {{scene: {number}, shot: wide, cast: [P0, P1, P2, {{CART: background}}]}}\n"
    places = "".join(picture(each, "environment") for each in ("HALL", "PIER", "ROOF"))
    assets = f"pictures:\n{others}{places}{picture('CART', 'vehicle')}"
    (about,) = [each for each in film_of(tmp_path, assets, scenes) if "`CART` is" in each.what]
    assert "never sent: in scene 2 (`wide_shot`)," in about.what
    assert "sends it in scenes 2 and 3 if the video model takes so many, or" in about.hint
    assert about.hint.endswith(" For scene 1, `selector why` says what helps.")


def test_a_line_to_write_is_shown_whole(tmp_path: Path) -> None:
    """A line that ends in `…` cannot be copied."""
    scenes = "- {scene: 1, shot: two-shot, cast: [MARA, THE_TALKING_FOUNTAIN]}\n"
    assets = f"pictures:\n{MARA}{picture('THE_TALKING_FOUNTAIN', 'object')}"
    (about,) = [each for each in film_of(tmp_path, assets, scenes) if each.code == "F382"]
    assert "`{name: interaction-target, role: interaction_target, type: object}`" in about.hint


SETS = ("default", "cinematic", "people_first", "place_first", "product", "animation")
SHOTS = (
    "close up",
    "two shot",
    "wide",
    "establishing",
    "group",
    "insert",
    "medium",
    "over the shoulder",
)
KINDS = ("character", "character", "character", "environment", "prop", "vehicle")
ROLES = ("", "", "subject", "interaction_target", "background")


def drawn_film(drawn: random.Random) -> tuple[str, str]:
    """The assets and the scenes of a small film; most have fewer references than they place."""
    kinds = {f"T{nth}": drawn.choice(KINDS) for nth in range(drawn.randint(4, 9))}
    assets = "pictures:\n"
    for tag, kind in kinds.items():
        assets += picture(tag, kind, f"quality: {drawn.randint(1, 9)}")
    scenes = ""
    for nth in range(drawn.randint(1, 4)):
        cast = []
        for tag in drawn.sample(list(kinds), drawn.randint(2, len(kinds))):
            role = "environment" if kinds[tag] == "environment" else drawn.choice(ROLES)
            cast.append(f"{{{tag}: {role}}}" if role else tag)
        scenes += f"- {{scene: {nth}, shot: {drawn.choice(SHOTS)}, cast: [{', '.join(cast)}]}}\n"
    return assets, scenes


def rules_advised(hint: str) -> Iterator[str]:
    """Each line that advice offers, in the shot rule for which it is."""
    for references, shot in re.findall(r"`references: (\d+)` in `(\w+)`", hint):
        yield f"shots: {{{shot}: {{references: {references}}}}}\n"
    for line, shot in re.findall(r"`(\{name: .*?\})` in `change` of `(\w+)`", hint):
        yield f"shots: {{{shot}: {{change: [{line}]}}}}\n"


def test_every_line_that_advice_offers_sends_whom_it_is_about(tmp_path: Path) -> None:
    tried = 0
    for seed in range(many(20, 300)):
        drawn = random.Random(seed)
        assets, scenes = drawn_film(drawn)
        top = f"extends: {drawn.choice(SETS)}\nreferences: {drawn.randint(1, 3)}\n"
        for problem in film_of(tmp_path / str(seed), assets, scenes, top):
            if problem.code != "F383":
                continue
            film, _ = read_film(tmp_path / str(seed))
            assert film is not None
            about = [scene for scene, _ in film.usable_scenes()]
            tag = problem.what.split("`")[1]
            for advised in rules_advised(problem.hint):
                rules = load_rules(text=HEAD + top + advised)
                sent = rules.select_many(about, film.pool())
                assert any(tag in each.tags for each in sent), (seed, problem.hint)
                tried += 1
    assert tried > many(20, 300)
