"""`selector impact`: what a change of rules does to a film, as people, pipes and pull requests get it."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from selector.db.connections.addresses import default_url
from selector.db.films.importing import import_film
from selector.reading.film import read_film
from tests.commands import as_document, called
from tests.film_to_compare import ASSETS, BANNED, NEW, RULES, SCENES, impact, picked_film, scene
from tests.films import json_lines
from tests.sheet.film import written


@pytest.fixture(scope="module")
def picked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return picked_film(tmp_path_factory.mktemp("picked"))


@pytest.fixture
def film(picked: Path, tmp_path: Path) -> Path:
    """A copy of the film that was picked once."""
    return shutil.copytree(picked, tmp_path, dirs_exist_ok=True)


def test_every_scene_is_in_one_group_and_one_of_each_kind_is_explained_with_both_entries(
    film: Path,
) -> None:
    ran = impact(film, "--to", "banned.yaml", "--expect", "shot: close_up")
    assert ran.err == ""
    assert (
        ran.out
        == """\
3 of 4 scenes change, 2 otherwise than intended.
From: the last pick (house 1)
To:   house 2 (banned.yaml)

      1 unchanged
      0 only in another order
      1 changed as intended: scene 2A
      1 changed otherwise: scene 1
      1 newly empty: scene 3

Newly empty:
  Scene 3, "Nobody" lost HALL and sends nothing.

  For example scene 3, "Nobody":
    before: HALL
    now:    nothing
    HALL (pictures/hall.jpg) is no longer sent.
      before: Because "where we are": priority 1, `the-room` (film/rules.yaml:13:16).
      now:    The ban `no-room` (banned.yaml:15:16) excludes it, because "not built yet".

Changed otherwise:
  Scene 1, "The hall" lost HALL.

  For example scene 1, "The hall":
    before: HALL, WREN
    now:    WREN
    HALL (pictures/hall.jpg) is no longer sent.
      before: Because "where we are": priority 1, `the-room` (film/rules.yaml:13:16).
      now:    The ban `no-room` (banned.yaml:15:16) excludes it, because "not built yet".

Changed as intended:
  Scene 2A, "Wren" lost HALL.

  For example scene 2A, "Wren":
    before: WREN, HALL
    now:    WREN
    HALL (pictures/hall.jpg) is no longer sent.
      before: Because "where we are": priority 2, `the-room` (film/rules.yaml:10:16).
      now:    The ban `no-room` (banned.yaml:15:16) excludes it, because "not built yet".
"""
    )
    assert ran.code == 1


def test_where_other_rules_change_nothing_it_is_said_how_to_see_why(film: Path) -> None:
    slip = NEW + 'never: [{name: no-mara, of: MARRA, because: "she is away"}]\n'
    (film / "film" / "rules.yaml").write_text(slip)
    same = impact(film)
    assert same.out.startswith("All 4 scenes send the same pictures in the same order.\n")
    said = "Next: `selector check film` says which entries of the rules change nothing in this film"
    assert said in same.err


def test_the_last_pick_is_compared_with_the_rules_as_they_are_now(film: Path) -> None:
    same = impact(film)
    assert same.out.startswith("All 4 scenes send the same pictures in the same order.\n")
    assert same.code == 0
    assert "Next:" not in same.err
    (film / "film" / "rules.yaml").write_text(BANNED)
    changed = impact(film)
    assert changed.out.startswith("3 of 4 scenes change.\nFrom: the last pick (house 1)\n")
    assert changed.code == 1
    # What was stored counts: the file of then is gone, its line is still said.
    assert "priority 1, `the-room` (film/rules.yaml:13:16)" in changed.out
    assert impact(film).out == changed.out  # nothing was stored


def test_all_that_was_meant_to_change_is_no_reason_to_fail(film: Path) -> None:
    both = ["--expect", "shot: close_up", "--expect", "not: {shot: close_up}"]
    ran = impact(film, "--to", "banned.yaml", *both)
    assert ran.out.startswith("3 of 4 scenes change, none otherwise than intended.\n")
    assert ran.code == 0


def test_expected_scenes_may_be_those_after_a_note_or_with_a_number(film: Path) -> None:
    rows = [dict(each) for each in SCENES]
    rows[0]["continuity_notes"] = ["the storm begins"]
    (film / "film" / "scenes.jsonl").write_text(json_lines(*rows))
    assert called(["pick", "film"], film).code == 0
    ran = impact(film, "--to", "banned.yaml", "--expect", "scenes: {after: the storm begins}")
    assert "1 changed as intended: scene 2A\n" in ran.out
    assert "1 changed otherwise: scene 1\n" in ran.out
    ran = impact(film, "--to", "banned.yaml", "--expect", "scenes: [1, 3]")
    assert "1 changed as intended: scene 1\n" in ran.out
    assert "1 changed otherwise: scene 2A\n" in ran.out


def test_what_is_wrong_in_expect_is_shown_at_its_column(film: Path) -> None:
    ran = impact(film, "--expect", "{shot: close_up, shoot: wide}")
    assert ran.code == 2
    assert "--expect:1:18: error R201: `shoot` is not a key of a set of conditions" in ran.err
    assert impact(film, "--expect", "[").code == 2
    assert "`--expect` is empty" in impact(film, "--expect", " ").err
    for text in ("close_up", "[close_up]", "12"):
        said = impact(film, "--expect", text).err
        assert "R203: `--expect` must be conditions on scenes, not " in said
        assert "Write `{shot: close_up}`." in said


@pytest.mark.parametrize(
    ("expected", "is_said"),
    [("shot: clse_up", True), ("scenes: 3", False), ("shot: close_up", False), (None, False)],
)
def test_conditions_that_mean_no_scene_are_said(
    film: Path, expected: str | None, *, is_said: bool
) -> None:
    arguments = [] if expected is None else ["--expect", expected]
    (film / "new.yaml").write_text(BANNED)
    ran = impact(film, "--from", "film/rules.yaml", "--to", "new.yaml", *arguments)
    assert ran.code == 1
    assert ("`--expect` means no scene of this film." in ran.err) == is_said


def test_only_in_another_order_is_not_a_change_that_fails(film: Path) -> None:
    swapped = NEW.replace(
        """      - {name: the-face, type: character, because: "whom we look at"}
      - {name: the-room, type: environment, because: "where we are"}
""",
        """      - {name: the-room, type: environment, because: "where we are"}
      - {name: the-face, type: character, because: "whom we look at"}
""",
    )
    assert swapped != NEW
    (film / "swapped.yaml").write_text(swapped)
    ran = impact(film, "--to", "swapped.yaml")
    assert ran.code == 0
    assert "1 only in another order: scene 2A\n" in ran.out
    assert "HALL (pictures/hall.jpg) is reference 1 instead of 2." in ran.out
    assert "(film/rules.yaml:10:16)" in ran.out
    assert "(swapped.yaml:9:16)" in ran.out


def test_json_has_every_change_and_keeps_its_promise(film: Path) -> None:
    ran = impact(film, "--to", "banned.yaml", "--format", "json")
    document = as_document(ran.out, "impact")
    assert ran.code == 1
    assert document["counts"] == {
        "unchanged": 1,
        "reordered": 0,
        "intended": 0,
        "otherwise": 2,
        "emptied": 1,
    }
    assert document["unchanged"] == [4]
    assert [each["scene_index"] for each in document["changes"]] == [1, "2A", 3]
    assert [each["says"] for each in document["changes"]] == [
        "lost HALL",
        "lost HALL",
        "lost HALL and sends nothing",
    ]
    first = document["changes"][0]["differences"][0]
    assert first["before"]["entry"]["at"]["line"] == 13
    assert first["after"]["entry"]["at"]["file"] == "banned.yaml"
    assert first["after"]["reason"]["kind"] == "struck"
    assert document["changes"][1]["differences"] == []  # one example of each kind
    assert document["before"]["rules"] is None
    assert document["after"]["rules"]["version"] == "2"
    by_rules = impact(film, "--from", "film/rules.yaml", "--to", "new.yaml", "--format", "json")
    assert as_document(by_rules.out, "impact")["before"]["rules"]["version"] == "1"


MARKUP = (
    "<img src=x onerror=alert(1)> | `code` [link](http://evil) @wren #12 GH-5 **bold** :smile: $x$"
    " www.x.org"
)


def test_markdown_is_safe_against_markup_in_names(film: Path) -> None:
    rows = [dict(each) for each in SCENES]
    rows[0]["title"] = MARKUP
    (film / "film" / "scenes.jsonl").write_text(json_lines(*rows))
    reason = MARKUP.replace("not built yet", "x")
    (film / "banned.yaml").write_text(BANNED.replace("not built yet", reason))
    assert called(["pick", "film"], film).code == 0
    ran = impact(film, "--to", "banned.yaml", "--format", "markdown")
    assert ran.code == 1
    page = MarkdownIt("commonmark").enable("table").enable("strikethrough").render(ran.out)
    assert page.count("<!-- -->") > 10
    page = page.replace("<!-- -->", "")
    tags = set(re.findall(r"</?([a-z0-9]+)", page))
    assert tags <= {
        "h3",
        "h4",
        "p",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "li",
        "code",
        "span",
    }
    text = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert f'scene 1, "{MARKUP}"'.replace("`", "") in text.replace("`", "")
    assert f'because "{MARKUP}"'.replace("`", "") in text.replace("`", "")
    source = re.sub(r"`[^`|]+`", "", ran.out)
    assert not re.search(r"(?i)[@#]\w|:[^\s<|-]|www\.|gh-", source.replace("&#124;", ""))
    assert "$" not in source.replace("<span>$</span>", "")
    assert "| changed | 2 |" in ran.out


def test_rules_of_a_revision_are_compared_with_those_on_disk(film: Path) -> None:
    for arguments in (
        ["init", "-q"],
        ["add", "film/rules.yaml"],
        ["-c", "user.name=w", "-c", "user.email=w@example.org", "commit", "-q", "-m", "begin"],
    ):
        subprocess.run(["git", *arguments], cwd=film, check=True)
    (film / "film" / "rules.yaml").write_text(BANNED)
    ran = impact(film, "--from", "git:HEAD:film/rules.yaml")
    assert "From: house 1 (git:HEAD:film/rules.yaml)\n" in ran.out
    assert "(git:HEAD:film/rules.yaml:13:16)" in ran.out
    assert ran.code == 1
    back = impact(film, "--from", "film/rules.yaml", "--to", "git:HEAD:film/rules.yaml")
    assert "gained HALL" in back.out
    lost = impact(film, "--from", "git:HAED:film/rules.yaml")
    assert lost.code == 2
    assert "has no revision `HAED`" in lost.err


def test_a_digest_names_rules_that_picks_are_stored_of(film: Path) -> None:
    document = json.loads(called(["pick", "film", "--format", "json"], film).out)
    digest = document["rules"]["digest"]
    (film / "film" / "rules.yaml").write_text(BANNED)
    ran = impact(film, "--from", digest[:20])
    assert f"From: house 1 as stored ({digest})" in ran.out.replace("\n      ", " ")
    assert "3 of 4 scenes change." in ran.out
    wrong = impact(film, "--from", "sha256:0123456789")
    assert wrong.code == 2
    assert digest in wrong.err


def test_without_a_last_pick_it_is_said_what_to_do(film: Path) -> None:
    (film / "film" / "selector.sqlite").unlink()
    ran = impact(film)
    assert ran.code == 2
    assert "This film has no last pick: there is no such database." in ran.err
    assert "`selector pick film`" in ran.err
    assert not (film / "film" / "selector.sqlite").exists()
    assert impact(film, "--from", "new.yaml").code == 0


def test_scenes_that_came_or_went_are_said_and_not_compared(film: Path) -> None:
    rows = [*SCENES[1:], scene(9, "wide", "WREN")]
    (film / "film" / "scenes.jsonl").write_text(json_lines(*rows))
    ran = impact(film)
    assert ran.out.startswith("All 3 scenes send the same pictures")
    assert "New since the last pick, so nothing is compared: scene 9.\n" in ran.out
    assert "No longer in the film: scene 1.\n" in ran.out
    assert ran.code == 0
    document = as_document(impact(film, "--format", "json").out, "impact")
    assert (document["added"], document["removed"], document["scenes"]) == ([9], [1], 3)


def test_a_scene_that_was_edited_itself_is_said(film: Path) -> None:
    rows = [*SCENES[:3], scene(4, "wide", "KEY")]
    (film / "film" / "scenes.jsonl").write_text(json_lines(*rows))
    ran = impact(film, "--to", "banned.yaml")
    assert "Scenes that were edited since the last pick: scene 4.\n" in ran.out
    document = as_document(impact(film, "--format", "json").out, "impact")
    assert document["changes"][0]["causes"] == ["scene"]


def test_another_video_model_is_not_said_beside_the_rules(film: Path) -> None:
    """It changes the rules, which impact is about; what was edited in the film is said still."""
    ran = impact(film, "--target", "S2V-01")
    assert "since the last pick" not in ran.out
    document = as_document(impact(film, "--target", "S2V-01", "--format", "json").out, "impact")
    assert document["changes"]
    assert {tuple(change["causes"]) for change in document["changes"]} == {()}
    rows = [*SCENES[:3], scene(4, "wide", "KEY")]
    (film / "film" / "scenes.jsonl").write_text(json_lines(*rows))
    document = as_document(impact(film, "--target", "S2V-01", "--format", "json").out, "impact")
    by_scene = {change["scene_index"]: change["causes"] for change in document["changes"]}
    assert by_scene[4] == ["scene"]


def test_pictures_that_were_edited_are_said_too(film: Path) -> None:
    assets = film / "film" / "assets.yaml"
    assets.write_text(assets.read_text().replace("tag: KEY, type: prop", "tag: KEY, type: style"))
    ran = impact(film)
    assert ran.out.startswith("1 of 4 scenes changes.\n")
    assert "Scenes with pictures that were edited since the last pick: scene 4.\n" in ran.out
    assert "KEY (pictures/key.jpg) is no longer sent." in ran.out


def test_pictures_of_other_scenes_that_were_edited_are_not_said(film: Path) -> None:
    assets = film / "film" / "assets.yaml"
    assets.write_text(
        f"{assets.read_text()}  - {{picture: pictures/key.jpg, tag: KITE, type: prop}}\n"
    )
    ran = impact(film, "--to", "banned.yaml")
    assert ran.out.startswith("3 of 4 scenes change.\n")
    assert "were edited" not in ran.out


def test_where_nothing_was_said_of_what_should_change_a_change_is_only_a_change(film: Path) -> None:
    ran = impact(film, "--to", "banned.yaml")
    assert "intended" not in ran.out
    assert "otherwise" not in ran.out
    assert "      2 changed: scenes 1 and 2A\n" in ran.out
    assert "\nChanged:\n  Scene 1," in ran.out
    page = impact(film, "--to", "banned.yaml", "--format", "markdown").out
    assert "| changed | 2 | scenes 1 and 2A |" in page
    assert "#### Changed\n" in page
    assert "intended" not in page


def test_a_long_title_is_folded_wherever_it_is_said(film: Path) -> None:
    rows = [dict(each) for each in SCENES]
    rows[0]["title"] = " ".join(["the hall by night, and nobody in it"] * 6)
    (film / "film" / "scenes.jsonl").write_text(json_lines(*rows))
    assert called(["pick", "film"], film).code == 0
    ran = impact(film, "--to", "banned.yaml")
    assert "For example scene 1," in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100


def test_a_film_that_cannot_be_read_is_compared_not_at_all(film: Path) -> None:
    scenes = film / "film" / "scenes.jsonl"
    scenes.write_text(scenes.read_text() + '{"scene_index": 5}\n')
    ran = impact(film, "--to", "banned.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "scenes.jsonl:5" in ran.err
    ran = impact(film, "--to", "banned.yaml", "--format", "json")
    assert ran.code == 2
    assert as_document(ran.out, "problems")["errors"] > 0


def test_the_film_so_far_is_that_of_each_rule_set(film: Path) -> None:
    asks = """
language: 1
name: again
version: "1"
description: Whoever went last goes again.
references: 1
shots:
  default:
    priorities:
      - {name: again, sent_scene_before: true, because: "as before"}
      - {name: first, type: FIRST, when: {scenes: 1}, because: "to begin"}
      - {name: others, type: prop, because: "else"}
"""
    (film / "a.yaml").write_text(asks.replace("FIRST", "character"))
    (film / "b.yaml").write_text(asks.replace("FIRST", "environment"))
    rows = [scene(n, "wide", "WREN", "HALL", "KEY") for n in (1, 2, 3)]
    (film / "film" / "scenes.jsonl").write_text(json_lines(*rows))
    ran = impact(film, "--from", "a.yaml", "--to", "b.yaml", "--format", "json")
    changes = as_document(ran.out, "impact")["changes"]
    assert [[each["tag"] for each in change["before"]] for change in changes] == [["WREN"]] * 3
    assert [[each["tag"] for each in change["after"]] for change in changes] == [["HALL"]] * 3


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--to", "last"], 2, "`last` works only with `--from`"),
        (["--from", "nothing.yaml"], 2, "There is no such file or folder"),
        (["--from", "film/scenes.jsonl"], 2, "Y126"),
        (["--from", "git:"], 2, "git:HEAD~1:rules.yaml"),
        (["--to", "git:HEAD:../../etc/passwd"], 2, "Y101"),
        (["--from", "postgresql://me:secret@host/x"], 2, "is the address of a database"),
        (["--from", "sha256:"], 2, "D610"),
        (["--expect", "\u202e"], 2, "R203"),
        (["--expect", "{" * 50], 2, "Y1"),
        (["--db", "missing.sqlite"], 2, "D608"),
        (["--target", "nobody"], 2, "nobody"),
    ],
)
def test_whatever_is_typed_is_answered(
    film: Path, arguments: list[str], code: int, says: str
) -> None:
    ran = impact(film, *arguments)
    assert says in ran.err
    assert "secret" not in ran.err
    assert ran.code == code


def test_a_database_is_a_film_too(film: Path) -> None:
    ran = called(["impact", "film/selector.sqlite", "--to", "banned.yaml"], film)
    assert ran.out == impact(film, "--to", "banned.yaml").out
    assert called(["impact", "film/selector.sqlite"], film).code == 0
    assert called(["impact", "nowhere.sqlite"], film).code == 2


def test_of_two_pictures_of_one_tag_it_is_said_which_one_is_lost(film: Path) -> None:
    face = "  - {picture: pictures/face.jpg, tag: WREN, type: character, crop: face}\n"
    shutil.copy(film / "film" / "pictures" / "wren.jpg", film / "film" / "pictures" / "face.jpg")
    (film / "film" / "assets.yaml").write_text(ASSETS + face)
    entry = "{name: the-face, type: character,"
    both = RULES.replace(entry, f"{entry} pictures_each: [face, full],", 1)
    (film / "film" / "rules.yaml").write_text(both)
    assert called(["pick", "film"], film).code == 0
    (film / "film" / "assets.yaml").write_text(ASSETS)
    assert "lost WREN (pictures/face.jpg) and gained HALL." in impact(film).out
    assert ": scene 2A lost WREN (face) and gained HALL" in called(["pick", "film"], film).err


def test_what_offers_a_first_pick_names_the_film(film: Path) -> None:
    """In quotes, where its path needs them."""
    (film / "film").rename(film / "my film")
    read, _ = read_film(film / "my film")
    assert read is not None
    (film / "my film" / "selector.sqlite").unlink()
    import_film.sync(default_url(film / "my film"), read)
    pick = "`selector pick 'my film'`"
    for arguments, says in (
        (["impact", "my film", "--from", "sha256:12345678"], f"Run {pick} first."),
        (["impact", "my film"], f"or run {pick} before you change the rules."),
        (["sheet", "my film", "--decision", "last"], f"Run {pick} first."),
    ):
        ran = called(arguments, film)
        assert ran.code == 2
        assert says in " ".join(ran.err.split())


def test_of_a_picture_that_is_lost_the_first_priority_that_asks_for_it_is_named(
    tmp_path: Path,
) -> None:
    two = """\
language: 1
name: tea
version: "1"
references: 2
shots: {default: {priorities: [{name: people, type: character}, {name: any, role: subject}]}}
"""
    pictures = []
    for tag, quality in (("ANN", 9), ("BO", 8)):
        says = {"manifest_tag": tag, "asset_type": "character", "quality_score": quality}
        pictures.append(says | {"reference_image_url": f"https://pictures.test/{tag}.jpg"})
    placed = [{"asset_tag": tag, "role": "subject"} for tag in ("ANN", "BO")]
    only = {"scene_index": 1, "composition": {"shot_type": "wide"}, "placements": placed}
    film = written(tmp_path / "film", pictures, [only])
    (tmp_path / "two.yaml").write_text(two)
    (tmp_path / "one.yaml").write_text(two.replace("references: 2", "references: 1"))
    rules = ["--from", str(tmp_path / "two.yaml"), "--to", str(tmp_path / "one.yaml")]
    said = " ".join(called(["impact", str(film), *rules]).out.split())
    assert "The priority `people`" in said
    assert "That one comes before it by quality, 9 against 8." in said
