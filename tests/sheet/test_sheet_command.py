"""`selector sheet` and what it makes: what is counted, what is cached, and what is refused."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from selector.cli.commands.sheet import NEEDS_PILLOW
from selector.reading.film import read_film
from selector.reading.load import load_rules
from selector.reading.thumbnails.picture_places import PicturePlaces
from selector.reading.thumbnails.thumbnail import (
    FINENESSES,
    NoThumbnail,
    Thumbnail,
    thumbnail_of,
)
from selector.reading.thumbnails.thumbnails import thumbnails
from selector.reporting.sheet.sheet_totals import sheet_of
from selector.reporting.sheet.sheet_values import AnsweredScene, Sheet, SheetOf
from tests.commands import as_document, called, selector
from tests.long import many
from tests.sheet.film import hostile_film, plain_film, written

EXAMPLE = Path(__file__).parents[2] / "examples" / "the-tide-clock"
FINE = FINENESSES[0][1]


@cache
def example_sheet(name: str) -> Sheet:
    rules = load_rules(name) if name != "default" else load_rules()
    film, _ = read_film(EXAMPLE)
    assert film is not None
    pool = film.pool()
    scenes = []
    for scene, _ in film.usable_scenes():
        scenes.append(AnsweredScene(answer=rules.select(scene, pool), title=""))
    return sheet_of(scenes, SheetOf(title=film.title))


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """As if the disk were full. Python itself writes no module down, which would be cut off."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    writes_none = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        sys.dont_write_bytecode = writes_none


@pytest.mark.parametrize("name", ["default", "cinematic"])
def test_the_totals_add_up_to_the_rows(name: str) -> None:
    sheet = example_sheet(name)
    slots = [slot for row in sheet.rows for slot in row.slots]
    assert sum(total.sent for total in sheet.pictures) == len(slots)
    offered = [each for row in sheet.rows for each in row.not_sent if each.picture is not None]
    assert sum(total.placed for total in sheet.pictures) == len(slots) + len(offered)
    assert len(sheet.pictures) == 41
    for total in sheet.whom:
        rows = [
            row
            for row in sheet.rows
            if any(placed.whom and placed.whom.marks == total.whom.marks for placed in row.placed)
        ]
        assert total.placed == len(rows)
        assert total.sent <= total.placed
    assert {slot.picture for slot in slots} <= {total.picture for total in sheet.pictures}


def test_a_row_says_who_is_not_shown_and_what_is_wrong() -> None:
    rows = {row.number: row for row in example_sheet("default").rows}
    assert rows[9].people_not_sent == {"BUOY": "all 3 references taken"}
    (warning,) = rows[12].warnings
    assert (warning.says, warning.scene) == ("No picture of the film has the tag BELL.", 12)
    assert rows[21].people_not_sent == {}
    assert rows[26].nothing == "Nothing is placed in this scene, so nothing is sent."
    assert [each.shot for each in (rows[1], rows[2])] == ["establishing", "default"]
    assert [each.is_read_as_written for each in (rows[1], rows[2])] == [True, False]


def test_beside_a_name_stands_why_the_person_is_left_out_not_why_one_picture_is() -> None:
    """Juna's face comes behind her other picture, for which no reference is left."""
    rows = {row.number: row for row in example_sheet("default").rows}
    assert rows[30].people_not_sent == {"JUNA": "all 3 references taken"}
    reasons = {why for row in rows.values() for why in row.people_not_sent.values()}
    assert reasons == {"all 3 references taken", "not asked for"}


def test_a_shot_rule_that_a_reason_names_is_set_as_code_beside_a_name_too(tmp_path: Path) -> None:
    page = tmp_path / "sheet.html"
    command = ["sheet", str(EXAMPLE), "--scene", "13", "--rules", "cinematic", "-o", str(page)]
    assert called(command).code == 0
    text = page.read_text()
    listed = text[text.index('id="not-everyone"') : text.index('id="warned"')]
    assert "both references taken (<code>insert</code> sends 2)" in listed


def test_the_explanation_is_that_of_why(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    page = tmp_path / "sheet.html"
    called(["sheet", str(film), "-o", str(page)])
    why = called(["why", str(film), "1"]).out
    text = re.sub(r"<[^>]+>", " ", page.read_text("utf-8").replace("&quot;", '"'))
    explained = _words(text.partition("Scene 1, ")[2])
    said = _words(why.partition("Scene 1, ")[2])
    assert _words("These rules come with selector. To change them, write") in said
    assert explained.startswith(said)


def test_steps_that_help_only_together_are_a_list_on_the_sheet(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    rules = tmp_path / "one.yaml"
    rules.write_text(
        'language: 1\nname: one\nversion: "1"\nreferences: 0\n'
        "never: [{name: no-bo, of: BO}, {name: nor-bo, of: BO}]\n"
        "shots: {default: {priorities: [{name: places, type: environment}]}}\n"
    )
    page = tmp_path / "sheet.html"
    called(["sheet", str(film), "--rules", str(rules), "-o", str(page)])
    steps = 'together:</p><ul class="items"><li>Delete the ban <code>no-bo</code>'
    assert steps in page.read_text("utf-8")


def _words(text: str) -> str:
    """A text without what only its layout needs."""
    return re.sub(r"[^\w]+", "", text.replace("pictures/", ""))


def test_the_same_film_gives_the_same_page(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    pages = [tmp_path / "first.html", tmp_path / "second.html"]
    for page in pages:
        ran = called(["sheet", str(film), "-o", str(page)])
        assert (ran.code, ran.out) == (0, f"{page}: 9 scenes, 13 pictures\n")
    first, second = (page.read_bytes() for page in pages)
    assert first == second
    thumbnails = film / ".selector" / "thumbnails"
    assert len(list(thumbnails.iterdir())) == 13
    assert (film / ".selector" / ".gitignore").read_text() == "*\n"


def test_small_pictures_go_by_content(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    page = tmp_path / "sheet.html"
    called(["sheet", str(film), "-o", str(page)])
    before = page.read_bytes()
    kite = film / "pictures" / "kite.jpg"
    Image.new("RGB", (400, 400), "white").save(kite)
    called(["sheet", str(film), "-o", str(page)])
    assert page.read_bytes() != before
    cached = sorted((film / ".selector" / "thumbnails").iterdir())
    assert len(cached) == 14
    for each in cached:
        each.write_bytes(b"spoilt")
    called(["sheet", str(film), "-o", str(page)])
    assert page.read_text("utf-8").count("data:image/webp") == 13


def test_where_nothing_can_be_cached_a_sheet_is_made_all_the_same(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    (film / ".selector").write_text("a file in its place")
    ran = called(["sheet", str(film), "-o", str(tmp_path / "sheet.html")])
    assert ran.code == 0, ran.err


def test_where_it_cannot_be_known_what_is_cached_small_pictures_are_made(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    kite = "pictures/kite.jpg"
    unusable = tmp_path / ("x" * 300)  # the disk gives an error, as for a folder of somebody else
    made = thumbnails([kite], PicturePlaces(film, None), unusable, lambda _done: None)
    assert isinstance(made[kite], Thumbnail)


def test_what_is_no_small_picture_in_the_cache_is_not_read(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    page = tmp_path / "sheet.html"
    called(["sheet", str(film), "-o", str(page)])
    before = page.read_bytes()
    pipe, endless, vast, *_ = sorted((film / ".selector" / "thumbnails").iterdir())
    pipe.unlink()
    os.mkfifo(pipe)
    endless.unlink()
    endless.symlink_to("/dev/zero")
    os.truncate(vast, 1 << 40)
    command = [sys.executable, "-m", "selector", "sheet", str(film), "-o", str(page)]
    subprocess.run(command, check=True, timeout=30, stdout=subprocess.DEVNULL)
    assert page.read_bytes() == before


def test_a_sheet_replaces_nothing_but_a_sheet(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    scenes = (film / "scenes.json").read_bytes()
    ran = called(["sheet", str(film), "-o", str(film / "scenes.json")])
    assert ran.code == 2
    assert "already exists and is not a contact sheet" in ran.err
    assert (film / "scenes.json").read_bytes() == scenes


def test_where_no_page_can_be_is_said_before_anything_is_made(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    page = tmp_path / "sheet.html"
    for wrong, said in (
        (["-o", str(tmp_path / "nowhere" / "sheet.html")], "There is no folder"),
        (["-o", str(film)], f"`{film}` is a folder. Name a file after `-o`"),
        (["-o", "-"], "A contact sheet goes into a file."),
        (["-o", str(page), "--png", str(film / "scenes.json")], "`--png` needs a folder"),
    ):
        ran = called(["sheet", str(film), *wrong])
        assert ran.code == 2
        assert said in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["film"]
    assert not (film / ".selector").exists()


def test_on_a_full_disk_the_sheet_before_stays_and_nothing_half_written(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    page = tmp_path / "sheet.html"
    called(["sheet", str(film), "-o", str(page)])
    before = page.read_bytes()
    cache = film / ".selector" / "thumbnails"
    for small in cache.iterdir():
        small.unlink()
    with files_of_at_most(60):
        ran = called(["sheet", str(film), "-o", str(page)])
    assert ran.code == 2
    assert "D620" in ran.err
    assert page.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["film", "sheet.html"]
    assert list(cache.iterdir()) == []


def test_on_a_full_disk_the_labelled_pictures_before_stay(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    for name in ("ada-face", "ada", "room-1"):  # what cannot be packed makes a large file
        Image.effect_noise((400, 400), 100).save(film / "pictures" / f"{name}.jpg")
    page, image = tmp_path / "sheet.html", tmp_path / "sheet-01.png"
    command = ["sheet", str(film), "--scene", "1", "-o", str(page), "--png", str(tmp_path)]
    called(command)
    before = image.read_bytes()
    most = page.stat().st_size + 1
    assert most < len(before)
    with files_of_at_most(most):
        ran = called(command)
    assert (ran.code, "D620" in ran.err) == (2, True)
    assert image.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "film",
        "sheet-01.png",
        "sheet.html",
    ]


def test_where_a_link_is_named_the_file_that_it_leads_to_is_written(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    page, link = tmp_path / "sheet.html", tmp_path / "link.html"
    link.symlink_to(page)
    ran = called(["sheet", str(film), "-o", str(link)])
    assert ran.code == 0, ran.err
    assert link.is_symlink()
    assert page.is_file()


def test_two_sheets_at_once_into_one_file_leave_one_whole_sheet(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    page = tmp_path / "sheet.html"
    command = [sys.executable, "-m", "selector", "sheet", str(film), "-o", str(page)]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [each.wait(60) for each in both] == [0, 0]
    whole = page.read_bytes()
    called(["sheet", str(film), "-o", str(page)])
    assert page.read_bytes() == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["film", "sheet.html"]


def _huge() -> bytes:
    """A picture of more pixels than are ever read: all that it says of them is how many they are."""
    written = BytesIO()
    Image.new("1", (1, 1)).save(written, "GIF")
    side = (20_000).to_bytes(2, "little")
    return written.getvalue()[:6] + side + side + written.getvalue()[10:]


def test_of_odd_pictures_a_sheet_says_what_each_is(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    pictures = film / "pictures"
    (pictures / "room-1.jpg").write_bytes(_huge())
    Image.new("RGB", (9, 9)).save(tmp_path / "outside.jpg")
    for number in (2, 3, 4, 5):
        (pictures / f"room-{number}.jpg").unlink()
    (pictures / "room-2.jpg").symlink_to("../../outside.jpg")
    (pictures / "room-3.jpg").symlink_to("room-3.jpg")
    (pictures / "room-4.jpg").mkdir()
    os.mkfifo(pictures / "room-5.jpg")
    (pictures / "room-6.jpg").write_bytes(b"")
    page = tmp_path / "sheet.html"
    ran = selector(["sheet", str(film), "-o", str(page)])
    assert ran.code == 0, ran.err
    said = set(re.findall('none-why">([^<]*)', page.read_text("utf-8")))
    assert said == {
        "it is too large: 20,000 by 20,000 pixels",
        "its file lies outside the film&#x27;s folder",
        "its file cannot be read: Too many levels of symbolic links",
        "its path leads to a folder",
        "its path leads to something that is not a file",
        "its file is empty",
        "no picture",
    }


def test_without_pillow_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = plain_film(tmp_path / "film")
    for name in list(sys.modules):
        if name.partition(".")[0] == "PIL":
            monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "PIL", None)
    ran = called(["sheet", str(film), "-o", str(tmp_path / "sheet.html")])
    assert ran.code == 2
    assert "pip install 'reference-selector[sheet]'" in ran.err
    assert not (tmp_path / "sheet.html").exists()
    demo = called(["demo", str(tmp_path / "demo")])
    assert demo.code == 0
    assert " ".join(demo.err.split()).endswith(NEEDS_PILLOW)
    assert not (tmp_path / "demo" / "sheet.html").exists()


def test_json_says_what_was_written(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    (film / "pictures" / "bo.jpg").unlink()
    page, images = tmp_path / "sheet.html", tmp_path / "images"
    ran = called(["sheet", str(film), "-o", str(page), "--png", str(images), "--format", "json"])
    assert (ran.code, ran.err) == (0, "")
    document = as_document(ran.out, "sheet")
    assert document["film"] == str(film)
    assert document["page"] == str(page)
    assert document["bytes"] == page.stat().st_size
    assert document["images"] == [str(images / f"sheet-0{number}.png") for number in (1, 2)]
    assert (document["scenes"], document["of_scenes"], document["pictures"]) == (9, 9, 13)
    assert (document["compared"], document["changed"]) == (None, None)
    assert document["not_shown"] == [{"picture": "pictures/bo.jpg", "why": "its file is missing"}]
    warned = {each["code"]: each["scene_index"] for each in document["warnings"]}
    assert (warned["F354"], warned["F311"]) == (3, None)
    assert [each["name"] for each in document["rules"]] == ["default"]
    some = ["--scene", "1-3", "--before", "default"]
    ran = called(["sheet", str(film), *some, "-o", str(page), "--format", "json"])
    document = as_document(ran.out, "sheet")
    assert (document["scenes"], document["of_scenes"], document["changed"]) == (3, 9, 0)
    ran = called(["sheet", str(film), *some, "--changed", "-o", "x.html", "--format", "json"])
    document = as_document(ran.out, "sheet")
    assert (document["page"], document["bytes"], document["scenes"]) == (None, 0, 0)
    ran = called(["sheet", str(tmp_path / "nowhere"), "--format", "json"])
    assert as_document(ran.out, "problems")["errors"] == 1


def test_what_cannot_be_shown_has_its_reason_in_its_place(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    pictures = film / "pictures"
    (pictures / "bo.jpg").write_text("not a picture at all")
    (pictures / "kite.jpg").unlink()
    (pictures / "kite.jpg").symlink_to(EXAMPLE / "pictures" / "kite.jpg")
    whole = (pictures / "room-1.jpg").read_bytes()
    (pictures / "room-1.jpg").write_bytes(whole[:200])
    (pictures / "room-2.jpg").write_bytes(_huge())
    page = tmp_path / "sheet.html"
    ran = called(["sheet", str(film), "-o", str(page)])
    assert ran.code == 0
    assert "4 pictures cannot be shown" in ran.err
    text = page.read_text("utf-8")
    for why in (
        "its file is text, not an image",
        "its file lies outside the film&#x27;s folder",
        "its file is damaged",
        "it is too large: 20,000 by 20,000 pixels",
    ):
        assert f">{why}<" in text


def test_pictures_at_addresses_are_shown_where_a_folder_has_copies(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    assets = json.loads((film / "assets.json").read_text())
    for asset in assets:
        file = asset["reference_image_url"]
        asset["reference_image_url"] = f"https://store.example/v1/{file}?sig=x"
    (film / "assets.json").write_text(json.dumps(assets))
    copies = tmp_path / "copies"
    (film / "pictures").rename(copies)
    page = tmp_path / "sheet.html"
    called(["sheet", str(film), "-o", str(page)])
    assert page.read_text("utf-8").count("data:image/webp") == 0
    assert "it is at an address, not in a folder" in page.read_text("utf-8")
    called(["sheet", str(film), "-o", str(page), "--pictures", str(copies)])
    assert page.read_text("utf-8").count("data:image/webp") == 13
    ran = called(["sheet", str(film), "-o", str(page), "--pictures", "nowhere"])
    assert (ran.code, "nowhere" in ran.err) == (2, True)


def test_a_film_that_is_too_long_for_one_sheet_says_what_to_do(tmp_path: Path) -> None:
    last = many(1_001, 10_000)
    scenes = []
    for number in range(1, last + 1):
        scene = {
            "scene_index": number,
            "composition": {"shot_type": "CU"},
            "placements": [{"asset_tag": "ADA", "role": "subject"}],
        }
        scenes.append(json.dumps(scene))
    film = written(tmp_path / "film", [{"manifest_tag": "ADA", "asset_type": "character"}], [])
    (film / "scenes.json").unlink()
    (film / "scenes.jsonl").write_text("\n".join(scenes))
    page = tmp_path / "sheet.html"
    ran = called(["sheet", str(film), "-o", str(page)])
    assert ran.code == 2
    assert "a sheet shows at most 1,000" in ran.err
    ran = called(["sheet", str(film), "-o", str(page), "--scene", f"{last - 10}-{last}"])
    assert ran.code == 0, ran.err
    assert page.read_text("utf-8").count("<article") == 11


def test_a_broken_scene_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    scenes = json.loads((film / "scenes.json").read_text())
    del scenes[3]["composition"]
    (film / "scenes.json").write_text(json.dumps(scenes))
    page = tmp_path / "sheet.html"
    ran = called(["sheet", str(film), "-o", str(page)])
    assert (ran.code, page.exists()) == (1, False)
    assert "scenes.json" in ran.err


def test_a_scene_that_is_broken_is_not_said_to_be_missing(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    scenes = json.loads((film / "scenes.json").read_text())
    del scenes[3]["composition"]
    number = str(scenes[3]["scene_index"])
    (film / "scenes.json").write_text(json.dumps(scenes))
    page = tmp_path / "sheet.html"
    ran = called(["sheet", str(film), "--scene", number, "-o", str(page)])
    assert (ran.code, page.exists()) == (1, False)
    assert "`composition` is missing" in ran.err
    assert "The film has no scene" not in ran.err


def test_many_pictures_are_made_small_by_processes_of_their_own(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    assets = json.loads((film / "assets.json").read_text())
    for number in range(30):
        file = f"pictures/more-{number}.png"
        Image.new("RGB", (30 + number, 30)).save(film / file)
        more = {"manifest_tag": f"M{number}", "asset_type": "prop", "reference_image_url": file}
        assets.append(more)
    (film / "assets.json").write_text(json.dumps(assets))
    page = tmp_path / "sheet.html"
    ran = selector(["sheet", str(film), "-o", str(page)])
    assert ran.code == 0, ran.err
    assert page.read_text("utf-8").count("data:image/webp") == 43


def test_a_small_picture_is_upright_small_and_keeps_what_is_clear(tmp_path: Path) -> None:
    file = tmp_path / "turned.jpg"
    turned = Image.new("RGB", (800, 400))
    exif = turned.getexif()
    exif[0x0112] = 6
    turned.save(file, exif=exif)
    small = thumbnail_of(file.read_bytes(), FINE)
    assert isinstance(small, Thumbnail)
    assert (small.width, small.height) == (200, 400)
    noise = tmp_path / "noise.png"
    Image.effect_noise((900, 900), 100).save(noise)
    for _, fineness in FINENESSES:
        small = thumbnail_of(noise.read_bytes(), fineness)
        assert isinstance(small, Thumbnail)
        assert len(small.data) <= fineness.most_bytes
    for mode in ("RGBA", "LA", "P", "1", "I;16", "CMYK", "L"):
        odd = tmp_path / "odd.tiff"
        Image.new(mode, (20, 20)).save(odd)
        assert isinstance(thumbnail_of(odd.read_bytes(), FINE), Thumbnail), mode


@pytest.mark.parametrize(
    "size", [(1080, 1920), (900, 900), (401, 300), *many([], [(1920, 1080), (3000, 700)])]
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_small_picture_looks_as_if_no_step_had_been_saved(
    kind: str, size: tuple[int, int]
) -> None:
    picture = _drawn(size)
    written = BytesIO()
    picture.save(written, kind, quality=95)
    small = thumbnail_of(written.getvalue(), FINE)
    assert isinstance(small, Thumbnail)
    assert max(small.width, small.height) in (399, 400)
    exact = picture.resize((small.width, small.height), Image.Resampling.LANCZOS)
    shown = Image.open(BytesIO(small.data)).convert("RGB")
    difference = ImageStat.Stat(ImageChops.difference(exact, shown)).mean
    assert max(difference) < 6, difference


@cache
def _drawn(size: tuple[int, int]) -> Image.Image:
    """A picture of even and of fine parts, which takes a tenth of a second to draw."""
    return Image.merge(
        "RGB",
        [
            Image.linear_gradient("L").resize(size),
            Image.radial_gradient("L").resize(size),
            Image.effect_mandelbrot(size, (-2, -1, 1, 1), 60),
        ],
    )


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff", b"x"])
def test_what_is_no_picture_gives_a_reason(content: bytes) -> None:
    assert isinstance(thumbnail_of(content, FINE), NoThumbnail)


def test_a_sheet_is_written_as_labelled_pictures_too(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    (film / "pictures" / "room-1.jpg").unlink()
    page, images = tmp_path / "sheet.html", tmp_path / "a" / "b"
    ran = called(["sheet", str(film), "-o", str(page), "--png", str(images)])
    assert ran.code == 0, ran.err
    files = sorted(images.iterdir())
    assert [file.name for file in files] == ["sheet-01.png", "sheet-02.png"]
    assert [str(file) in ran.out for file in files] == [True, True]
    rows = []
    for file in files:
        with Image.open(file) as image:
            assert len(image.crop((0, 0, image.width, 400)).getcolors(1 << 24) or ()) > 20
            rows.append((image.height - 48) / 300)
    assert rows == [5, 4]
    ran = called(["sheet", str(film), "-o", str(page), "--png", str(page)])
    assert (ran.code, "`--png` needs a folder" in ran.err) == (2, True)


def test_labelled_pictures_take_any_text_and_any_number_of_references(tmp_path: Path) -> None:
    film = hostile_film(tmp_path / "film")
    rules = "language: 1\nname: many\nversion: '1'\nextends: default\nreferences: 9\n"
    (film / "rules.yaml").write_text(rules)
    ran = called(["sheet", str(film), "-o", str(tmp_path / "s.html"), "--png", str(tmp_path / "p")])
    assert ran.code == 0, ran.err
    assert len(list((tmp_path / "p").iterdir())) == 2
