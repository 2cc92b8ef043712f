"""`selector new film FOLDER` makes a film of a folder of pictures, whatever its files are called."""

from __future__ import annotations

import os
import random
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from selector.cli.main import run
from selector.reading.film import read_film
from selector.reading.films.found_pictures import SUFFIXES, find_pictures
from tests.commands import as_document
from tests.films import JPEG, film_problems
from tests.long import many
from tests.steps import lines_run


def put(folder: Path, *paths: str) -> Path:
    """A folder of pictures, no two of which are the same."""
    for path in paths:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(JPEG + os.fsencode(path))
    return folder


def listed(folder: Path) -> dict[str, list[str]]:
    """The pictures that were found, by name."""
    return {
        f"{each.name} ({each.tag}{', ' * bool(each.asset_type)}{each.asset_type})": [
            " ".join((picture.path, *picture.words)) for picture in each.pictures
        ]
        for each in find_pictures(folder).individuals
    }


def test_folders_and_names_of_files_say_who_or_what_a_picture_shows(tmp_path: Path) -> None:
    folder = put(
        tmp_path,
        "wren.jpg",
        "wren_face.JPG",
        "wren-10.jpg",
        "wren-9.jpg",
        "Wren/in the boat, night.png",
        "places/old-mill-back-night.png",
        "characters/Tomas Oake/1.webp",
        "characters/Tomas Oake/looks/2.webp",
        "pictures/props/key (2).png",
        "no.png",
        "12.png",
        "notes.txt",
        "README",
    )
    assert listed(folder) == {
        "12 (12)": ["12.png"],
        "Key (KEY, prop)": ["pictures/props/key (2).png"],
        "No (NO)": ["no.png"],
        "Old mill (OLD_MILL, environment)": ["places/old-mill-back-night.png back night"],
        "Tomas Oake (TOMAS_OAKE, character)": [
            "characters/Tomas Oake/1.webp",
            "characters/Tomas Oake/looks/2.webp",
        ],
        "Wren (WREN)": [
            "wren.jpg",
            "wren-9.jpg",
            "wren-10.jpg",
            "wren_face.JPG face",
            "Wren/in the boat, night.png night",
        ],
    }


def test_what_is_written_can_be_checked_and_picked_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "film", "wren.jpg", "wren_face.jpg", "places/mill-back-night.png")
    assert run(["new", "film", str(folder)]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [f"{folder}/assets.yaml", f"{folder}/scenes.yaml"]
    assert (
        (folder / "assets.yaml").read_text("utf-8").partition("individuals:\n")[2]
        == """\
  Mill:
    tag: MILL
    type: environment
    pictures:
      - picture: places/mill-back-night.png
        # labels: [back, night]
  Wren:
    tag: WREN
    type: character  # a guess
    pictures:
      - picture: wren.jpg
      - picture: wren_face.jpg
        # crop: face
"""
    )
    assert (
        (folder / "scenes.yaml").read_text("utf-8").partition("scenes:\n")[2]
        == """\
  - scene: 1
    title: The first scene
    shot: wide shot
    cast: [WREN]
    place: [MILL]
"""
    )
    assert film_problems(folder) == []
    assert run(["pick", str(folder)]) == 0
    assert "WREN" in capsys.readouterr().out
    text = (folder / "assets.yaml").read_text("utf-8").replace("        # ", "        ")
    (folder / "assets.yaml").write_text(text, "utf-8")
    assert film_problems(folder) == []
    film, _ = read_film(folder)
    assert film is not None
    assert [asset.user_tags for asset in film.assets] == [("back", "night"), (), ()]
    assert [asset.is_face_crop for asset in film.assets] == [False, False, True]


def guessed(folder: Path) -> dict[str, str]:
    """What type each seems to be, by name."""
    return {each.name: each.guess for each in find_pictures(folder).individuals}


def test_words_of_names_suggest_a_type_and_are_no_part_of_the_name(tmp_path: Path) -> None:
    folder = put(
        tmp_path,
        "style_ref.jpg",
        "Harbour wide day.jpg",
        "café_INT.jpg",
        "cafe-ext.jpg",
        "Lantern detail.jpg",
        "BOAT_BLUE_v3_FINAL.png",
        "Jörg body.jpg",
        "Jörg-profil.jpg",
        "Mara Closeup 02.JPG",
        "ann close-up.jpg",
        "Final girl.jpg",
    )
    assert guessed(folder) == {
        "Ann": "character",
        "BOAT BLUE": "character",
        "Cafe": "environment",
        "Café": "environment",
        "Final girl": "character",
        "Harbour": "environment",
        "Jörg": "character",
        "Lantern": "prop",
        "Mara": "character",
        "Style": "style",
    }
    assert run(["new", "film", str(folder)]) == 0
    assets = (folder / "assets.yaml").read_text("utf-8")
    assert "    type: style  # a guess\n" in assets
    assert "      - picture: Mara Closeup 02.JPG\n        # crop: face\n" in assets
    assert "      - picture: Jörg body.jpg\n      - picture: Jörg-profil.jpg\n" in assets
    scenes = (folder / "scenes.yaml").read_text("utf-8")
    assert "    cast: [ANN, BOAT_BLUE]\n    place: [CAFE]\n    props: [LANTERN]\n" in scenes
    assert "STYLE" not in scenes


@pytest.mark.parametrize(
    ("stem", "name", "words"),
    [
        ("Harbour at dawn", "Harbour", ["dawn"]),
        ("Harbour at the dawn (2)", "Harbour", ["dawn"]),
        ("Harbour in the rain, wide shot", "Harbour", ["rain", "wide"]),
        ("Harbour, at dawn, with Mara", "Harbour, with Mara", ["dawn"]),
        ("harbour by night_final_v2", "Harbour", ["night"]),
        ("Mill; interior at night", "Mill", ["interior", "night"]),
        ("mara side-view", "Mara", ["side"]),
        ("Mara seen from the left side", "Mara", ["left", "side"]),
        ("Mara under snow", "Mara", ["snow"]),
        ("Mara with wet hair", "Mara with hair", ["wet"]),
        ("Close-up, of Mara", "Mara", ["closeup"]),
        ("Close up of the mill", "Mill", ["closeup"]),
        ("Portrait of A", "A", ["portrait"]),
        ("a_face", "A", ["face"]),
        ("Room A day", "Room A", ["day"]),
        ("The back of the mill", "Mill", ["back"]),
        ("The night", "The night", ["night"]),
        ("At night", "At night", ["night"]),
        ("Night in", "Night in", ["night"]),
        ("In the boat", "In the boat", []),
        ("The view", "The view", []),
        ("Jörg im Profil", "Jörg", ["profil"]),
        ("Profil von Jörg", "Jörg", ["profil"]),
        ("Jeanne de profil", "Jeanne", ["profil"]),
    ],
)
def test_words_that_come_with_those_of_a_view_are_no_part_of_the_name_either(
    stem: str, name: str, words: list[str], tmp_path: Path
) -> None:
    (found,) = find_pictures(put(tmp_path, f"{stem}.png")).individuals
    (picture,) = found.pictures
    assert (found.name, list(picture.words)) == (name, words)


def test_somebody_in_other_clothes_is_the_same_person(tmp_path: Path) -> None:
    folder = put(
        tmp_path,
        "Mara.jpg",
        "MARA raincoat.jpg",
        "mara-yellow-coat_night.jpg",
        "Old Tom.jpg",
        "Tom hat.jpg",
        "Harbour.jpg",
        "Harbour master.jpg",
    )
    assert set(listed(folder)) == {
        "Harbour (HARBOUR)",
        "Harbour master (HARBOUR_MASTER)",
        "Mara (MARA)",
        "Old Tom (OLD_TOM)",
        "Tom hat (TOM_HAT)",
    }
    assert run(["new", "film", str(folder)]) == 0
    assets = folder / "assets.yaml"
    text = assets.read_text("utf-8")
    assert (
        """\
      - picture: mara-yellow-coat_night.jpg  # a guess: Mara in other clothes
        # tag: MARA_YELLOW_COAT
        # labels: [yellow coat, night]
"""
        in text
    )
    assets.write_text(text.replace("        # ", "        "), "utf-8")
    assert {problem.code for problem in film_problems(folder)} <= {"F355"}
    film, _ = read_film(folder)
    assert film is not None
    coat = next(asset for asset in film.assets if asset.manifest_tag == "MARA_YELLOW_COAT")
    assert (coat.individual, coat.user_tags) == ("Mara", ("yellow coat", "night"))


@pytest.mark.parametrize(
    ("paths", "apart"),
    [
        # a name in common says little: it is asked
        ("harbor, harbor_mask", "Harbor, Harbor mask (Harbor?)"),
        ("wedding, wedding dress", "Wedding, Wedding dress (Wedding?)"),
        ("red, red_old_hat, red_hat", "Red, Red hat (Red?), Red old hat (Red?)"),
        ("mara, mara_coat", "Mara, Mara coat (Mara?)"),
        ("mara, mara_closeup, mara_coat", "Mara, Mara coat (Mara?)"),
        ("car, car_body, car_profile, car_hood", "Car, Car hood (Car?)"),
        ("mara, characters/mara_coat", "Mara, Mara coat (Mara?)"),
        # a folder, a portrait or a second kind of clothes says enough
        ("characters/mara, mara_coat", "Mara"),
        ("characters/mara, characters/mara_coat", "Mara"),
        ("mara, mara_face, mara_coat", "Mara"),
        ("mara_full body, mara in a red coat", "Mara"),
        ("mara, mara_coat, mara_hat", "Mara"),
        ("old, old_tom_face, old_tom_hat", "Old, Old tom"),
        # only the beginning of a name is somebody's
        ("hat, old_hat", "Hat, Old hat"),
        ("dress, red_dress", "Dress, Red dress"),
        ("mask, harbor_mask", "Harbor mask, Mask"),
        ("tom_face, old tom hat", "Old tom hat, Tom"),
        ("harbor, harbormask", "Harbor, Harbormask"),
        # clothes wear no clothes
        ("coat, coat hat, coat mask", "Coat, Coat hat, Coat mask"),
        # nor do places and things
        ("places/harbor, props/harbor_mask", "Harbor, Harbor mask"),
        ("places/harbor, harbor_mask, harbor_hat", "Harbor, Harbor hat, Harbor mask"),
        ("harbor_wide, harbor_mask, harbor_hat", "Harbor, Harbor hat, Harbor mask"),
        ("lantern_detail, lantern_hood, lantern_hat", "Lantern, Lantern hat, Lantern hood"),
        ("style, style_hood, style_hat", "Style, Style hat, Style hood"),
        ("places/old, characters/old_hat", "Old, Old hat"),
        ("red_face, props/red_dress", "Red, Red dress"),
        ("props/lantern, props/lantern_hood", "Lantern, Lantern hood"),
        # and a folder is who or what it is called
        ("mara_face, mara coat/1", "Mara, Mara coat"),
    ],
)  # fmt: skip
def test_clothes_are_another_picture_of_somebody_only_if_more_than_a_name_says_so(
    paths: str, apart: str, tmp_path: Path
) -> None:
    folder = put(tmp_path, *(f"{path}.png" for path in paths.split(", ")))
    found = find_pictures(folder)
    told = [each.name + f" ({each.perhaps}?)" * bool(each.perhaps) for each in found.individuals]
    assert (", ".join(told), found.omitted) == (apart, ())
    assert found.count == len(paths.split(", "))
    assert run(["new", "film", str(folder)]) == 0
    checks_without_an_error(folder, found.count)
    questions = (folder / "assets.yaml").read_text("utf-8").count("in other clothes? Then move")
    assert questions == apart.count("?")


def test_what_somebody_wears_is_said_without_the_words_around_it(tmp_path: Path) -> None:
    folder = put(tmp_path, "Mara portrait.jpg", "Mara in the yellow coat at night.jpg")
    (mara,) = find_pictures(folder).individuals
    assert [picture.worn for picture in mara.pictures] == ["", "yellow coat"]


def test_of_clothes_upon_clothes_no_picture_is_lost(tmp_path: Path) -> None:
    folder = put(
        tmp_path, "mara coat hat.jpg", "mara coat.jpg", "mara.jpg", "coat.jpg", "coat hat.jpg"
    )
    found = find_pictures(folder)
    assert found.count == 5
    assert {each.name: len(each.pictures) for each in found.individuals} == {
        "Coat": 1,
        "Coat hat": 1,
        "Mara": 3,
    }


def test_a_folder_names_somebody_of_its_own_whatever_its_last_word(tmp_path: Path) -> None:
    folder = put(tmp_path, "Mara/a.jpg", "Mara coat/b.jpg")
    assert set(listed(folder)) == {"Mara (MARA)", "Mara coat (MARA_COAT)"}


def test_a_name_that_a_camera_gave_is_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = ("mara/IMG_1.jpg", "imogen 2.jpg", "photo wren.jpg")
    folder = put(tmp_path, "IMG_4711.jpg", "DSC0012 (2).jpg", *named)
    assert set(listed(folder)) == {"Imogen (IMOGEN)", "Mara (MARA)", "Photo wren (PHOTO_WREN)"}
    assert run(["new", "film", str(folder)]) == 0
    said = capsys.readouterr().err
    assert "Left out: `IMG_4711.jpg` (its name does not say who or what it shows" in said
    text = (folder / "assets.yaml").read_text("utf-8")
    assert text.endswith('      # - picture: "DSC0012 (2).jpg"\n      # - picture: IMG_4711.jpg\n')
    assert {problem.code for problem in film_problems(folder)} <= {"F355"}
    assert run(["new", "film", str(put(tmp_path / "b", "IMG_1.jpg"))]) == 2
    said = capsys.readouterr().err
    assert "such as `wren/IMG_1.jpg`" in said
    assert names_in(tmp_path / "b") == ["IMG_1.jpg"]


@pytest.mark.parametrize(
    "name",
    [
        "copy",
        "ref_2",
        "copy 2 final",
        "v3",
        "Reference (2)",
        "final_face",
        "image-2-final",
        "WhatsApp Image 2026-05-01 at 10.00.00 (1)",
        "Screenshot 2026-05-01 at 9.41.00 AM",
        "Screen Shot 2026-05-01 image",
    ],
)
def test_a_name_of_nothing_but_versions_and_numbers_is_nobody(name: str, tmp_path: Path) -> None:
    others = ("Final girl", "Image of Mara", "12", "Am", "signal")
    folder = put(tmp_path, *(f"{each}.png" for each in (name, *others)))
    found = find_pictures(folder)
    assert found.nobody == (f"{name}.png",)
    assert sorted(each.name for each in found.individuals) == sorted((*others[:-1], "Signal"))
    put(tmp_path / "mara", f"{name}.png")
    assert find_pictures(folder).nobody == (f"{name}.png",)


def test_files_that_are_no_pictures_are_said_and_those_of_films_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path, "wren.jpg", "sound/clip.mp4", "notes.txt", ".DS_Store", "film.yaml")
    (folder / "film.yaml").write_text("title: T\n", "utf-8")
    assert run(["new", "film", str(folder)]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[:-1] == [
        "Left out: `notes.txt` (it is not a picture).",
        "Left out: `sound/clip.mp4` (it is not a picture).",
    ]
    many_more = put(tmp_path / "b", "wren.jpg", *(f"{number}.txt" for number in range(30)))
    assert run(["new", "film", str(many_more)]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[:-1] == [
        "Left out: `0.txt` (it is not a picture), and 29 more for the same reason."
    ]


def test_files_that_are_no_pictures_are_not_looked_at(tmp_path: Path) -> None:
    def lines_for(suffix: str, count: int) -> int:
        paths = (f"{number}.{suffix}" for number in range(count))
        folder = put(tmp_path / f"{suffix}{count}", "wren.jpg", *paths)
        return lines_run(lambda: find_pictures(folder))

    lines_for("jpg", 1)
    of_others, of_pictures = (lines_for(each, 60) - lines_for(each, 20) for each in ("mp4", "jpg"))
    assert 5 * of_others < of_pictures


def test_comments_to_act_on_are_mentioned_with_their_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(name: str, *paths: str) -> list[str]:
        folder = put(tmp_path / name, *paths)
        assert run(["new", "film", str(folder)]) == 0
        return capsys.readouterr().err.replace(str(folder), "F").splitlines()[:-1]

    in_comments = "In the comments of `F/assets.yaml`: "
    to_use = "(delete `# ` to use one)"
    assert said("a", "mara_face.jpg") == [f"{in_comments}1 suggestion {to_use}."]
    assert said("b", "mara_face.jpg", "mara_coat.jpg", "mill_night.jpg") == [
        f"{in_comments}4 suggestions {to_use}."
    ]
    assert said("c", "tom.jpg", "tom_hat.jpg") == [f"{in_comments}1 question."]
    assert said("d", "a_face.png", "tom.jpg", "tom_hat.jpg", "tom_old_hat.jpg") == [
        f"{in_comments}1 suggestion {to_use} and 2 questions."
    ]
    assert said("e", "mara.jpg") == []


def test_an_empty_folder_is_told_that_it_gets_a_sample(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "The folder was empty, so this is a small film to try"
    (tmp_path / "a").mkdir()
    assert run(["new", "film", str(tmp_path / "a")]) == 0
    assert said in capsys.readouterr().err
    assert run(["new", "film", str(tmp_path / "b")]) == 0
    assert said not in capsys.readouterr().err


ODD = (
    "no.png", "NULL.png", "12.png", "1e3.jpg", "a: b.png", "- x.png", "#1.png", "it's.png", '"q".png',
    "{x}.png", "[WREN].png", "~home.png", "C:disk.png", "back\\slash.png", "wren .png", " wren.png",
    "---.png", "___.png", "face.png", "M\u00fcller.png", "Mu\u0308ller-2.png", "\u7279\u5199.png",
    "a.b.png", "a b.png", "A_B.png", "%41.png", "&a.png", "*a.png", "!a.png", "?.png", "true/1.png",
    "~/x.png", "a,b.png", "true.JPEG", "=.png", "@x.png", "\U0001f3ac.png", "\u00e9/face.png",
    "api/x.png", "night/face.png", "wren..png", "x" * 200 + ".png",
)  # fmt: skip


def test_no_name_of_a_file_or_a_folder_is_read_as_anything_else(tmp_path: Path) -> None:
    folder = put(tmp_path, *ODD)
    assert run(["new", "film", str(folder)]) == 0
    checks_without_an_error(folder, len(ODD))


@pytest.mark.parametrize("seed", range(many(5, 300)))
def test_whatever_files_are_called_the_film_reads_and_lists_each_of_them(
    seed: int, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    letters = "aB1 -_.:,#'\"[]{}()&*!?|>%@`~=\\\u00e4\u0308\u7279nofacight"
    paths = {
        "/".join(
            ("".join(rng.choices(letters, k=rng.randint(1, 12))).strip(" .") or "x")
            for _ in range(rng.randint(1, 3))
        )
        + rng.choice((".png", ".JPG", ".webp"))
        for _ in range(12)
    }
    folder = put(tmp_path, *paths)
    found = find_pictures(folder)
    assert run(["new", "film", str(folder)]) == 0
    assert found.omitted == ()
    checks_without_an_error(folder, len(paths))


def checks_without_an_error(folder: Path, count: int) -> None:
    """The film has as many pictures, all of which can be sent, and can be picked."""
    assert {problem.code for problem in film_problems(folder)} <= {"F355"}
    film, _ = read_film(folder)
    assert film is not None
    assert len(film.assets) == count
    usable = film.pictures.usable_if(None)
    assert [asset for asset in film.assets if usable(asset) is not True] == []
    assert run(["pick", str(folder), "--dry-run"]) == 0


def test_what_is_left_out_is_said_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path, "wren.jpg", ".hidden.jpg", ".trash/x.jpg")
    (folder / "wren-copy.jpg").write_bytes((folder / "wren.jpg").read_bytes())
    (folder / "page.png").write_text("<!doctype html>", "utf-8")
    (folder / "empty.gif").write_bytes(b"")
    (folder / "tab\there.png").write_bytes(JPEG)
    put(tmp_path.parent / "elsewhere", "mill.jpg")
    (folder / "out.png").symlink_to(tmp_path.parent / "elsewhere" / "mill.jpg")
    for link in ("sets", "sets.yaml", ".sets"):
        (folder / link).symlink_to(tmp_path.parent / "elsewhere")
    (folder / "data:x.png").write_bytes(JPEG + b"1")
    assert run(["new", "film", str(folder), "--format", "json"]) == 0
    told = as_document(capsys.readouterr().out, "new")["left_out"]
    linked = "it is a link to a folder, which is not followed: move or copy the folder here"
    assert sorted(told) == [
        ".hidden.jpg: it is a hidden file",
        "data:x.png: its path looks like an address: rename it",
        "empty.gif: its file is empty",
        "out.png: its file lies outside the film's folder",
        "page.png: its file is a web page, not an image",
        f"sets.yaml: {linked}",
        f"sets: {linked}",
        "tab\there.png: its name has an invisible character: rename it",
        "wren-copy.jpg: it is the same picture as `wren.jpg`",
    ]


def test_of_two_names_that_read_the_same_one_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One has its accent as a character of its own; `check` takes both for one path."""
    folder = put(tmp_path, "e\u0301milie.jpg", "\u00e9milie.jpg")
    assert run(["new", "film", str(folder), "--format", "json"]) == 0
    (told,) = as_document(capsys.readouterr().out, "new")["left_out"]
    assert told.endswith(": its name reads as that of another file: rename one of the two")
    assert run(["check", str(folder), "--strict"]) == 0


def test_a_name_that_is_not_unicode_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, "wren.jpg", os.fsdecode(b"caf\xe9.jpg"))
    assert run(["new", "film", str(tmp_path)]) == 0
    assert "its name is not Unicode text: rename it" in capsys.readouterr().err
    assert {problem.severity for problem in film_problems(tmp_path)} <= {"warning"}


def test_nothing_that_is_there_is_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path, "wren.jpg")
    (folder / "scenes.yaml").write_text("- {scene: 1, shot: cu, cast: WREN}\n", "utf-8")
    assert run(["new", "film", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder}/assets.yaml\n"
    assert (folder / "scenes.yaml").read_text("utf-8").startswith("- {scene: 1")
    before = (folder / "assets.yaml").read_bytes()
    assert run(["new", "film", str(folder)]) == 2
    assert "`assets.yaml` already exists" not in capsys.readouterr().out
    assert (folder / "assets.yaml").read_bytes() == before


def test_a_folder_without_pictures_is_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    assert run(["new", "film", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert f"There are no pictures in `{tmp_path}`. Nothing was written." in said
    assert all(suffix in said for suffix in SUFFIXES)
    (tmp_path / "page.png").write_text("<html>", "utf-8")
    assert run(["new", "film", str(tmp_path)]) == 2
    assert "`page.png` is left out: its file is a web page" in capsys.readouterr().err
    assert names_in(tmp_path) == ["notes.txt", "page.png"]


def test_after_a_failed_write_the_folder_is_as_it_was(tmp_path: Path) -> None:
    folder = put(tmp_path, "wren.jpg")
    program = f"ulimit -f 0; {sys.executable} -m selector new film {shlex.quote(str(folder))}"
    ran = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "Nothing was written." in ran.stderr
    assert names_in(folder) == ["wren.jpg"]


def names_in(folder: Path) -> list[str]:
    """The names of what is in a folder."""
    return sorted(path.name for path in folder.iterdir())
