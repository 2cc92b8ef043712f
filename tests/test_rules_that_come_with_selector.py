"""The rule sets of `rules/`: each can be extended by name, and says nothing twice."""

from __future__ import annotations

import functools
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from selector import ProblemError, load_rules
from selector.data import EARLIER, data_dir
from selector.engine.digest import effective_form
from selector.reading.film import read_film
from selector.reading.rules import parents
from tests.commands import called
from tests.films import write_film
from tests.yaml_files import loaded

SETS = ("animation", "cinematic", "default", "people_first", "place_first", "product")
SEEN_MOST_OFTEN = {
    "Mid Shot": 486,
    "Close Shot": 485,
    "Long Shot": 112,
    "Track Shot": 67,
    "Pan Shot": 114,
    "Eye-level wide shot": 55,
    "Zoom Shot": 50,
    "Eye-level medium shot": 37,
    "Over-the-shoulder medium shot": 36,
    "MS": 32,
}
"""Shot types as four public sets of scenes have them, and how often."""
VERSIONS = {
    (
        "animation",
        "1.0.0",
    ): "sha256:932b297689a0f727325d6296591abcf99871683b37d0d064a7878c2a70fbf167",
    (
        "animation",
        "1.1.0",
    ): "sha256:30570029f7cdd3edbc8272cc2a176b1d6fbf515b6b90af7093d1c0e8674b63b3",
    (
        "cinematic",
        "1.0.0",
    ): "sha256:96b6dd48ce1715fa1cd8f86836f727683a37e2e4e4397007c7366b3a782d9ec1",
    (
        "cinematic",
        "1.1.0",
    ): "sha256:f69af1aca5648b694b920a23bfbe2f2b347e901a986d6e40f3f52afd873c786a",
    ("default", "1.0.0"): "sha256:5b007de990f3df94bece4820364c1eb323302dbc26dce68fa2a13e52f80917c4",
    (
        "people_first",
        "1.0.0",
    ): "sha256:a24d226a6c191472906870418d3394c20c8b1b08f5c281a263fab1b965736abf",
    (
        "people_first",
        "1.1.0",
    ): "sha256:ecd62d322faa0681fb3b21485eb2b8dc777177e829693bd659d16074ebe3fd0b",
    (
        "place_first",
        "1.0.0",
    ): "sha256:db152c0ef39e95a76ddd19a656f9ce3e16962023767eb637b416d3e1e0a85845",
    (
        "place_first",
        "1.1.0",
    ): "sha256:2402b8e7ac9f89df168b99666071ee6b135ecbc457cdd8d0c88d5f978c66b156",
    ("product", "1.0.0"): "sha256:a6c3f8d0f545aa0bfbe854a749e2cf7a7dac08cae0e07c0f1f460f601b7d9e93",
    ("product", "1.1.0"): "sha256:3375d00b86ae16274ebf83c54aaea373e572bcac761ed95de1bdcca34b76ff75",
}
"""The digest of every version that was ever to be had."""
ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "the-tide-clock"
PAGE = ROOT / "docs" / "rule-sets.md"
MOVES = ("Track Shot", "Pan Shot", "Zoom Shot")


def scene(shot: str, *placements: dict[str, Any]) -> dict[str, Any]:
    return {"composition": {"shot_type": shot}, "placements": list(placements)}


def picture(tag: str, kind: str, **more: object) -> dict[str, Any]:
    return {"id": f"{tag} {sorted(more.items())}", "manifest_tag": tag, "asset_type": kind, **more}


def placed(tag: str, role: str, **more: str) -> dict[str, Any]:
    return {"asset_tag": tag, "role": role, **more}


def file_of(name: str) -> Path:
    return data_dir("rules") / f"{name}.yaml"


def labels_sent(name: str, shot: dict[str, Any], pool: list[dict[str, Any]]) -> list[list[str]]:
    selection = load_rules(file_of(name)).select(shot, pool)
    return [list(asset.get("user_tags", ())) for asset in selection.assets]


@functools.cache
def picks_of_the_example_film(name: str) -> dict[str, tuple[str, ...]]:
    """The pictures that each scene sends, by its number."""
    film, _ = read_film(EXAMPLE)
    assert film is not None
    scenes = [read.manifest for read in film.read_scenes() if read.manifest is not None]
    picked = load_rules(file_of(name)).select_many(scenes, list(film.assets))
    return {str(each.scene.index): tuple(str(asset.id) for asset in each.assets) for each in picked}


def bullets_about(name: str) -> list[str]:
    """What the page of the rule sets says of one of them, line by line."""
    page = PAGE.read_text("utf-8")
    (_, section) = page.split(f"\n## {name}\n")
    (section, _, _) = section.partition("\n## ")
    return re.findall(r"^- (.*)$", section, re.MULTILINE)


def test_the_page_shows_each_priority_of_default_in_order() -> None:
    _, _, section = PAGE.read_text("utf-8").partition("\n## default\n")
    rows = re.findall(
        r"^\| `([a-z_]+)`[^|]*\|([^|]*)\|(.*)\|$", section.split("\n## ")[0], re.MULTILINE
    )
    shown = {name: re.findall(r"`([a-z-]+)`", priorities) for name, _, priorities in rows}
    plan = load_rules("default").plan
    assert shown == {
        each.name: [step.name.name for step in each.steps] for each in (*plan.shots, plan.default)
    }


def numbers_in(texts: list[str]) -> list[str]:
    return [number for text in texts for number in re.findall(r"\d+", text)]


def test_these_and_no_others_come_with_selector() -> None:
    found = [
        path.stem
        for path in data_dir("rules").glob("*.yaml")
        if "language" in loaded(path.read_text("utf-8"))
    ]
    assert sorted(found) == sorted(SETS)


@pytest.mark.parametrize("name", SETS)
def test_each_is_named_like_its_file_and_can_be_extended_by_name_and_version(name: str) -> None:
    version = load_rules(file_of(name)).version
    text = f'language: 1\nname: mine\nversion: "1"\nextends: {name} {version}\n'
    assert load_rules(file_of(name)).name == name
    assert load_rules(text=text).name == "mine"
    with pytest.raises(ProblemError):
        load_rules(text=text.replace(version, "0.0.1"))


@pytest.mark.parametrize(("name", "version"), VERSIONS)
def test_a_version_never_changes(name: str, version: str) -> None:
    """Whoever changes what a set picks gives it another number, and keeps the text in `rules/earlier`."""
    pinned = f'language: 1\nname: mine\nversion: "1"\nextends: {name} {version}\n'
    assert load_rules(text=pinned).digest == VERSIONS[name, version]


def test_every_version_is_one_that_never_changes_and_the_newest_has_no_other() -> None:
    newest = {(name, load_rules(name).version) for name in SETS}
    earlier = {tuple(path.stem.rsplit("-", 1)) for path in (data_dir("rules") / EARLIER).iterdir()}
    assert newest | earlier == set(VERSIONS)
    assert newest.isdisjoint(earlier)
    for name, version in earlier:
        text = (data_dir("rules") / EARLIER / f"{name}-{version}.yaml").read_text("utf-8")
        written = loaded(text)
        assert (written["name"], written["version"]) == (name, version)


def test_whoever_pinned_an_earlier_version_still_gets_its_picks(tmp_path: Path) -> None:
    shot = scene("medium", placed("MARA", "subject"), placed("CUP", "prop"))
    pool = [picture("MARA", "CHARACTER"), picture("CUP", "PROP")]
    text = 'language: 1\nname: mine\nversion: "1"\nextends: cinematic'
    sent = {
        version: load_rules(text=text + version).select(shot, pool).tags
        for version in ("", " 1.0.0", " 1.1.0")
    }
    assert sent == {"": ("MARA", "CUP"), " 1.0.0": ("MARA",), " 1.1.0": ("MARA", "CUP")}
    file = tmp_path / "mine.yaml"
    file.write_text(f"{text} 1.0.0\n")
    ran = called(["rules", str(file), "--shot", "medium"])
    assert (ran.code, "cinematic-1.0.0.yaml:" in ran.out) == (0, True)
    with pytest.raises(ProblemError, match=r"Its versions are `cinematic 1\.0\.0` and"):
        load_rules(text=f"{text} 1.0.1")


@pytest.mark.parametrize("name", SETS)
def test_no_two_shot_rules_amount_to_the_same_unless_by_like_and_with_a_reason(name: str) -> None:
    text = file_of(name).read_text("utf-8")
    written = loaded(text)["shots"]
    forms = effective_form(load_rules(file_of(name)).plan, language=1)["shots"]
    names: dict[str, list[str]] = {}
    for shot, form in forms.items():
        form.pop("spellings", None)
        names.setdefault(repr(form), []).append(shot)
    for first, *others in names.values():
        for shot in others:
            one, other = (shot, first) if shot in written else (first, shot)
            assert written.get(one, {}).get("like") == other, (one, other)
            assert re.search(rf"^  {one}: +# \S", text, re.MULTILINE), f"{one} does not say why"


def test_a_hundred_shots_as_people_write_them_find_a_rule_but_for_the_moves() -> None:
    rules = load_rules(file_of("cinematic"))
    total = sum(SEEN_MOST_OFTEN.values())
    served: dict[str, int] = {}
    for shot, seen in SEEN_MOST_OFTEN.items():
        rule = rules.select(scene(shot), []).shot
        assert (rule == "default") == (shot in MOVES), shot
        served[rule] = served.get(rule, 0) + round(100 * seen / total)
    assert abs(sum(served.values()) - 100) <= 2
    assert served["default"] == 16


def test_every_shot_name_that_comes_with_selector_finds_a_rule_of_cinematic() -> None:
    rules = load_rules("cinematic")
    names = loaded((data_dir("rules") / "shot_names.yaml").read_text("utf-8"))
    for name in (*names["sizes"], *names["coverage"]):
        assert rules.select(scene(name), []).shot != "default", name
        assert rules.select(scene(f"{name} shot, eye level, 7"), []).shot != "default", name


def test_cinematic_reads_a_close_shot_as_medium_and_a_long_shot_as_wide() -> None:
    rules = load_rules("cinematic")
    read = {shot: rules.select(scene(shot), []).shot for shot in ("Close Shot", "Long Shot", "LS")}
    assert read == {"Close Shot": "medium_close_up", "Long Shot": "wide_shot", "LS": "wide_shot"}


def test_cinematic_keeps_a_stand_in_home_while_there_is_another_picture() -> None:
    shot = scene("medium", placed("MARA", "subject"))
    draft = picture("MARA", "CHARACTER", user_tags=["draft"], quality_score=9)
    done = picture("MARA", "CHARACTER", user_tags=["final"], quality_score=2)
    assert labels_sent("cinematic", shot, [draft, done]) == [["final"]]
    assert labels_sent("cinematic", shot, [draft]) == [["draft"]]


def test_cinematic_looks_over_a_shoulder_from_behind() -> None:
    shot = scene("OTS", placed("MARA", "subject"), placed("TOMAS", "interaction_target"))
    pool = [
        picture("TOMAS", "CHARACTER", user_tags=["front"], quality_score=9),
        picture("TOMAS", "CHARACTER", user_tags=["from behind"], quality_score=2),
        picture("MARA", "CHARACTER", user_tags=["her face"], is_face_crop=True, quality_score=1),
    ]
    assert labels_sent("cinematic", shot, pool) == [["her face"], ["from behind"]]


def test_cinematic_sends_a_point_of_view_without_the_one_who_looks() -> None:
    shot = scene("POV", placed("MARA", "subject"), placed("DOOR", "environment"))
    pool = [picture("MARA", "CHARACTER"), picture("DOOR", "ENVIRONMENT")]
    assert load_rules(file_of("cinematic")).select(shot, pool).tags == ("DOOR",)


def test_product_sends_the_sides_of_the_thing_together_and_the_thing_with_every_shot() -> None:
    sides = [picture("JAR", "OBJECT", user_tags=[side]) for side in ("front", "back", "label")]
    pool = [*sides, picture("MARA", "CHARACTER")]
    placements = (placed("MARA", "subject"), placed("JAR", "background"))
    rules = load_rules(file_of("product"))
    assert rules.select(scene("close_up", *placements), pool).tags == ("JAR", "JAR", "JAR")
    assert rules.select(scene("wide", *placements), pool).tags == ("JAR", "MARA")


def test_animation_sends_the_style_sheet_last_and_the_expression_of_the_scene() -> None:
    pool = [
        picture("STYLE", "STYLE", user_tags=["sheet"], quality_score=9),
        picture("MARA", "CHARACTER", user_tags=["happy"], is_face_crop=True, quality_score=9),
        picture("MARA", "CHARACTER", user_tags=["angry"], is_face_crop=True, quality_score=2),
    ]
    shot = scene("close_up", placed("MARA", "subject", expression="angry at the door"))
    assert labels_sent("animation", shot, pool) == [["angry"], ["sheet"]]


def test_people_first_and_place_first_differ_in_the_last_slot() -> None:
    pool = [
        picture("HALL", "ENVIRONMENT"),
        *(picture(tag, "CHARACTER") for tag in ("ADA", "BO", "CY")),
    ]
    shot = scene(
        "medium",
        placed("HALL", "environment"),
        *(placed(t, "subject") for t in ("ADA", "BO", "CY")),
    )
    assert load_rules(file_of("people_first")).select(shot, pool).tags == ("ADA", "BO", "CY")
    assert load_rules(file_of("place_first")).select(shot, pool).tags == ("HALL", "ADA", "BO")


def test_cinematic_fills_the_slots_of_a_medium_shot_with_a_third_person() -> None:
    tags = ("ADA", "BO", "CY")
    shot = scene("medium", *(placed(tag, "subject") for tag in tags))
    pool = [picture(tag, "CHARACTER") for tag in tags]
    assert load_rules(file_of("cinematic")).select(shot, pool).tags == tags


@pytest.mark.parametrize("name", ["cinematic", "product", "people_first"])
def test_the_page_gives_a_reason_for_each_scene_of_the_example_that_differs(name: str) -> None:
    picks, by_default = picks_of_the_example_film(name), picks_of_the_example_film("default")
    differ = [each for each in picks if picks[each] != by_default[each]]
    assert sorted(numbers_in(bullets_about(name)), key=int) == differ


def test_animation_sends_what_default_sends_and_then_the_style_sheet() -> None:
    picks, by_default = picks_of_the_example_film("animation"), picks_of_the_example_film("default")
    style = picks["1"][-1:]
    assert "paper-and-light" in style[0]
    assert picks == {each: ids + style if ids else () for each, ids in by_default.items()}


def test_place_first_sends_the_same_pictures_but_for_the_scenes_that_the_page_names() -> None:
    picks = picks_of_the_example_film("place_first")
    by_default = picks_of_the_example_film("default")
    others = [each for each in picks if {*picks[each]} != {*by_default[each]}]
    assert numbers_in(bullets_about("place_first")) == others


def test_place_first_sends_what_fills_the_frame_of_a_close_shot_before_the_place() -> None:
    rules = load_rules(file_of("place_first"))
    pool = [picture("HALL", "ENVIRONMENT"), picture("LAMP", "PROP")]
    placements = (placed("HALL", "environment"), placed("LAMP", "subject"))
    for shot in ("close_up", "insert"):
        assert rules.select(scene(shot, *placements), pool).tags == ("LAMP", "HALL")
    assert rules.select(scene("wide", *placements), pool).tags == ("HALL", "LAMP")


def test_product_sends_nobody_with_an_insert_unless_there_is_nothing_else() -> None:
    rules = load_rules(file_of("product"))
    pool = [picture("MARA", "CHARACTER"), picture("CUP", "PROP")]
    hand, cup = placed("MARA", "subject"), placed("CUP", "subject")
    assert rules.select(scene("insert", hand, cup), pool).tags == ("CUP",)
    assert rules.select(scene("insert", hand), pool).tags == ("MARA",)


@pytest.mark.parametrize("name", ["cinematic", "place_first", "product"])
def test_an_insert_sends_the_thing_that_it_is_about_before_the_place(name: str) -> None:
    rules = load_rules(name)
    pool = [
        picture("ROOM", "ENVIRONMENT", quality_score=9),
        picture("LANTERN", "PROP", quality_score=8),
        picture("LETTER", "PROP", quality_score=2),
    ]
    room, lantern = placed("ROOM", "environment"), placed("LANTERN", "prop")
    assert rules.select(scene("insert", room, lantern), pool).tags[:2] == ("LANTERN", "ROOM")
    for role in ("subject", "interaction_target"):
        shot = scene("insert", room, lantern, placed("LETTER", role))
        assert rules.select(shot, pool).tags[0] == "LETTER"


@pytest.mark.parametrize("name", ["cinematic", "place_first"])
def test_of_several_props_an_insert_is_about_the_one_that_is_listed_first(name: str) -> None:
    pool = [
        picture("ROOM", "ENVIRONMENT"),
        picture("LANTERN", "PROP", quality_score=8),
        picture("LETTER", "PROP", quality_score=2),
    ]
    shot = scene(
        "insert",
        placed("ROOM", "environment"),
        placed("LETTER", "prop"),
        placed("LANTERN", "prop"),
    )
    assert load_rules(name).select(shot, pool).tags[:2] == ("LETTER", "ROOM")


@pytest.mark.parametrize("shot", ["close_up", "two_shot", "wide_shot", "insert", "anything else"])
@pytest.mark.parametrize("name", sorted({*SETS} - {"default"}))
def test_a_prop_takes_a_slot_that_is_left_and_nobody_elses(name: str, shot: str) -> None:
    rules = load_rules(name)
    mara, room, cup = (
        placed("MARA", "subject"),
        placed("ROOM", "environment"),
        placed("CUP", "prop"),
    )
    pool = [
        picture("MARA", "CHARACTER"),
        picture("ROOM", "ENVIRONMENT"),
        picture("CUP", "PROP", quality_score=9),
    ]
    if shot != "insert":
        assert rules.select(scene(shot, mara, room, cup), pool).tags[-1] == "CUP"
    assert "CUP" in rules.select(scene(shot, mara, cup), pool).tags
    assert rules.select(scene(shot, cup), pool).tags == ("CUP",)


def test_nothing_goes_beside_what_fills_the_frame_of_an_extreme_close_up() -> None:
    rules = load_rules("cinematic")
    pool = [picture("MARA", "CHARACTER"), picture("CUP", "PROP")]
    mara, cup = placed("MARA", "subject"), placed("CUP", "prop")
    assert rules.select(scene("ECU", mara, cup), pool).tags == ("MARA",)
    assert rules.select(scene("ECU", cup), pool).tags == ("CUP",)


def spellings_in(name: str) -> dict[str, list[str]]:
    """The spellings of each shot rule of a rule set, those of `default` first."""
    spellings: dict[str, list[str]] = {}
    for each in dict.fromkeys(("default", name)):
        shots = loaded(file_of(each).read_text("utf-8"))["shots"]
        for shot, rule in shots.items():
            spellings.setdefault(shot, []).extend(rule.get("spellings", []))
    return spellings


def row_of(shot: str, sets: dict[str, list[str]]) -> str:
    """A row of the table of shot types: what each of the rule sets that have it understands."""
    first, *others = sets.values()
    shared = [f"`{each}`" for each in first if all(each in other for other in others)]
    names = [f"`{name}`" for name in sets]
    where = "all" if len(sets) == len(SETS) else ", ".join(names)
    return f"| `{shot}` | {', '.join(shared)} | {where} |".replace("|  |", "| |")


def test_the_page_of_films_lists_each_shot_type_that_has_a_shot_rule() -> None:
    by_set = {name: spellings_in(name) for name in ("default", *SETS)}
    shots = [shot for shots in by_set.values() for shot in shots if shot != "default"]
    rows = []
    for shot in dict.fromkeys(shots):
        assert load_rules("cinematic").select(scene(shot), []).shot == shot
        rows.append(row_of(shot, {name: of[shot] for name, of in by_set.items() if shot in of}))
    page = (ROOT / "docs" / "films.md").read_text("utf-8")
    assert "\n".join(["| shot type | also written | in |", "|---|---|---|", *rows, ""]) in page


@pytest.mark.parametrize("name", SETS)
def test_each_is_found_by_its_name_alone_wherever_rules_are_named(name: str) -> None:
    assert load_rules(name).digest == load_rules(file_of(name)).digest
    for command in (["check", name], ["rules", name]):
        ran = called(command)
        assert (ran.code, ran.err) == (0, "")
        assert f"{name} {load_rules(name).version}" in ran.out


def test_rules_may_be_named_with_a_version_wherever_they_are_named(tmp_path: Path) -> None:
    for name, version in VERSIONS:
        assert load_rules(f"{name} {version}").version == version
    ran = called(["check", "cinematic 1.0.0"], tmp_path)
    assert (ran.code, "fine (cinematic 1.0.0:" in ran.out) == (0, True)
    ran = called(["check", "cinematic 0.9"], tmp_path)
    assert ran.code == 2
    assert "The versions of `cinematic` are `1.0.0` and `1.1.0`." in ran.err
    for unknown in ("cinematic 0.9", "cinematic 1.0.0 beta", "nobody 1.0.0"):
        with pytest.raises(ProblemError, match="Y101"):
            load_rules(unknown)


def test_versions_are_ordered_by_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = shutil.copytree(data_dir("rules"), tmp_path / "rules")
    for version in ("1.10.0", "1.2.0"):
        shutil.copy(rules / "product.yaml", rules / EARLIER / f"product-{version}.yaml")
    monkeypatch.setattr(parents, "data_dir", tmp_path.joinpath)
    versions = ["1.0.0", "1.2.0", "1.10.0", "1.1.0"]
    assert parents.shipped_versions("product") == versions


def test_a_film_is_picked_and_explained_by_the_name_of_rules(tmp_path: Path) -> None:
    film = str(write_film(tmp_path))
    for _ in ("the first time", "again, unchanged"):
        ran = called(["pick", film, "--rules", "product"])
        assert ran.code == 0
        assert "Rules: product 1.1.0, the rules that come with selector." in ran.err
    database = str(tmp_path / "selector.sqlite")
    assert called(["why", film, "1", "--rules", "animation"]).code == 0
    by_number = ["--project", tmp_path.name, "--rules", "people_first"]
    address = f"sqlite:///{database}"
    ran = called(["pick", address, *by_number, "--dry-run"])
    assert ran.code == 0, ran.err
    assert "people_first 1.1.0" in ran.err


def test_a_file_of_that_name_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = file_of("product").read_text("utf-8").replace("name: product", "name: ours")
    (tmp_path / "cinematic").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_rules("cinematic").name == "ours"
    assert "ours 1.1.0" in called(["rules", "cinematic"], tmp_path).out


@pytest.mark.parametrize("command", ["check cinematc", "rules cinematc", "pick . --rules cinematc"])
def test_a_name_that_is_nearly_one_of_them_is_answered_with_it(
    command: str, tmp_path: Path
) -> None:
    ran = called(command.split(), write_film(tmp_path))
    assert ran.code == 2
    assert "Did you mean `cinematic`?" in ran.err


def test_a_file_that_comes_with_selector_and_holds_no_rules_has_no_such_name(
    tmp_path: Path,
) -> None:
    with pytest.raises(ProblemError, match="Y101"):
        load_rules("targets")
    with pytest.raises(ProblemError, match="Y101"):
        load_rules("../rules/cinematic")
    assert called(["check", "targets"], tmp_path).code == 2
