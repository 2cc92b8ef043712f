"""Which pictures of a film folder can be sent, by what lies there."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from selector.model.asset import Asset
from selector.reading.film import read_film
from selector.reading.films.picture_files import PicturesOf
from tests.films import JPEG, film_problems, write_film

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
IMAGES = {
    "jpeg": JPEG,
    "jpeg with EXIF": b"\xff\xd8\xff\xe1\0\x10Exif",
    "png": PNG,
    "webp": b"RIFF\x24\0\0\0WEBPVP8 ",
    "gif": b"GIF89a\1\0\1\0",
    "older gif": b"GIF87a\1\0\1\0",
    "avif": b"\0\0\0\x1cftypavif\0\0\0\0",
    "heic": b"\0\0\0\x1cftypheic\0\0\0\0",
    "heif": b"\0\0\0\x1cftypmif1\0\0\0\0",
    "bmp": b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0",
    "tiff": b"II*\0\x08\0\0\0",
    "tiff of other machines": b"MM\0*\0\0\0\x08",
}
OTHERS = {
    "a web page": (b"\n<!DOCTYPE html><html>", "its file is a web page, not an image"),
    "a page with a mark": (b"\xef\xbb\xbf<HTML><body>no", "its file is a web page, not an image"),
    "an error of a bucket": (
        b"<?xml version='1.0'?><Error><Code>AccessDenied",
        "its file is XML, not an image",
    ),
    "a drawing": (
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        "its file is a drawing in SVG, not an image",
    ),
    "a pointer": (
        b"version https://git-lfs.github.com/spec/v1\n",
        "its file is a pointer of Git LFS, not an image",
    ),
    "json": (b'{"detail": "Not found"}', "its file is text, not an image"),
    "words cut within a letter": ("Zoë ".encode() * 9, "its file is text, not an image"),
    "words that begin like a BMP": (
        b"BMX bikes for scene 4, two riders",
        "its file is text, not an image",
    ),
    "mp4": (b"\0\0\0\x20ftypisom\0\0\2\0", "its file is a film clip, not an image"),
    "mov": (b"\0\0\0\x14ftypqt  \0\0\2\0", "its file is a film clip, not an image"),
    "webm": (b"\x1aE\xdf\xa3\x9fB\x86", "its file is a film clip, not an image"),
    "avi": (b"RIFF\x24\0\0\0AVI LIST", "its file is a film clip, not an image"),
    "sound": (b"RIFF\x24\0\0\0WAVEfmt ", "its file is not an image"),
    "pdf": (b"%PDF-1.7\n%", "its file is a PDF, not an image"),
    "zip": (b"PK\x03\x04\x14\0", "its file is an archive, not an image"),
    "noise": (b"\x07\xfe\xc1\0\x9b\xe4", "its file is not an image"),
    "nothing": (b"", "its file is empty"),
}


def why_not(folder: Path, picture: str | None) -> str | None:
    found = PicturesOf(folder).unsendable(picture)
    return None if found is None else found.why


@pytest.mark.parametrize("kind", IMAGES)
def test_an_image_can_be_sent_whatever_it_is_called(kind: str, tmp_path: Path) -> None:
    (tmp_path / "wren.txt").write_bytes(IMAGES[kind])
    assert why_not(tmp_path, "wren.txt") is None


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_image_cannot_be_sent_whatever_it_is_called(kind: str, tmp_path: Path) -> None:
    content, why = OTHERS[kind]
    (tmp_path / "wren.png").write_bytes(content)
    assert why_not(tmp_path, "wren.png") == why


@pytest.mark.parametrize("kind", ["png", "webp", "avif", "bmp"])
def test_an_image_that_ends_too_early_to_be_told_is_none(kind: str, tmp_path: Path) -> None:
    for length in range(1, 7):
        (tmp_path / "wren.png").write_bytes(IMAGES[kind][:length])
        assert why_not(tmp_path, "wren.png") is not None


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (None, "it has no picture"),
        ("", "it has no picture"),
        ("  ", "it has no picture"),
        ("pictures/none.jpg", "its file is missing"),
        ("pictures/wren.jpg/none.jpg", "its file is missing"),
        ("pictures/wren\0.jpg", "its file is missing"),
        ("x" * 5_000, "its file is missing"),
        ("pictures", "its path leads to a folder"),
        (".", "its path leads to a folder"),
        ("pictures/pipe", "its path leads to something that is not a file"),
        ("../beside.jpg", "its file lies outside the film's folder"),
        ("pictures/link-out.jpg", "its file lies outside the film's folder"),
        ("elsewhere/beside.jpg", "its file lies outside the film's folder"),
        ("pictures/link-nowhere.jpg", "its file is missing"),
        ("pictures/wren.jpg", None),
        ("./pictures/../pictures/wren.jpg", None),
        ("pictures/link-in.jpg", None),
        ("https://example.org/none.jpg", None),
        ("gs://bucket/none.mp4", "its address leads to a film clip, not an image"),
        (
            "https://example.org/a/Take 3.MOV?signature=1.jpg#t=2",
            "its address leads to a film clip, not an image",
        ),
        ("/api/assets/1/script.pdf", "its address leads to a PDF, not an image"),
        ("https://example.org/room.wav", "its address leads to sound, not an image"),
        ("https://example.org/notes.txt", "its address leads to text, not an image"),
        ("https://example.org/page.html", "its address leads to a web page, not an image"),
        ("https://example.org/clip.mp4/frame/3", None),
        ("https://example.org/image?of=clip.mp4", None),
        ("https://movie.mov", None),
        ("https://example.org/wren.JPG", None),
        ("https://[example.org/wren", None),
        ("/api/assets/1/image", None),
        ("data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==", None),
        (f"data:image/png,{quote(PNG)}", None),
        ("data:text/plain;base64,d3Jlbg==", "the data in its address is not an image"),
        ("data:image/png;base64,%%%", "the data in its address is not an image"),
        ("data:image/png", "the data in its address is not an image"),
    ],
)
def test_a_path_or_an_address_leads_to_a_picture_or_not(
    picture: str | None, why: str | None, tmp_path: Path
) -> None:
    folder = write_film(tmp_path / "film")
    (tmp_path / "outside").mkdir()
    for beside in (tmp_path / "beside.jpg", tmp_path / "outside/beside.jpg"):
        beside.write_bytes(JPEG)
    os.mkfifo(folder / "pictures/pipe")
    (folder / "elsewhere").symlink_to(tmp_path / "outside")
    (folder / "pictures/link-out.jpg").symlink_to(tmp_path / "beside.jpg")
    (folder / "pictures/link-in.jpg").symlink_to("wren.jpg")
    (folder / "pictures/link-nowhere.jpg").symlink_to("none.jpg")
    assert why_not(folder, picture) == why


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_cannot_be_sent(tmp_path: Path) -> None:
    folder = write_film(tmp_path)
    (folder / "pictures/wren.jpg").chmod(0)
    assert why_not(folder, "pictures/wren.jpg") == "its file cannot be read: Permission denied"


def test_each_picture_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_film(tmp_path)
    opened: list[Path] = []
    open_file: Callable[..., object] = Path.open

    def noted(self: Path, *args: object, **more: object) -> object:
        opened.append(self)
        return open_file(self, *args, **more)

    monkeypatch.setattr(Path, "open", noted)
    pictures = PicturesOf(folder)
    wren = Asset(
        manifest_tag="WREN", asset_type="character", reference_image_url="pictures/wren.jpg"
    )
    none = Asset(manifest_tag="WREN", asset_type="character")
    assert [pictures.usable_if(None)(each) for each in (wren, none, wren)] == [
        True,
        "it has no picture",
        True,
    ]
    assert opened == [folder / "pictures/wren.jpg"]


@pytest.mark.parametrize(("on_disk", "in_file"), [("NFD", "NFC"), ("NFC", "NFD"), ("NFC", "NFC")])
def test_a_file_that_is_named_in_another_form_of_its_letters_is_found_and_sent(
    on_disk: str, in_file: str, tmp_path: Path
) -> None:
    name = "personnages/zoë.jpg"
    stored, written = (unicodedata.normalize(form, name) for form in (on_disk, in_file))  # type: ignore[arg-type]
    text = f'pictures:\n  - {{picture: "{written}", tag: WREN, type: character}}\n'
    folder = write_film(tmp_path, {stored: JPEG, "assets.yaml": text})
    assert film_problems(folder) == []
    film, _ = read_film(folder)
    assert film is not None
    (asset,) = film.assets
    assert asset.reference_image_url == stored
    assert (folder / stored).is_file()


def test_links_in_a_circle_hold_a_picture_back_and_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "wren.png").symlink_to("ferry.png")
    (tmp_path / "ferry.png").symlink_to("wren.png")
    why = why_not(tmp_path, "wren.png")
    assert why is not None
    assert why.startswith("its file cannot be read: Too many levels of symbolic links")


def test_one_file_is_one_picture_in_whatever_way_its_path_is_written(tmp_path: Path) -> None:
    pictures = PicturesOf(tmp_path)
    for written in (
        "wren/face.png",
        "./wren/face.png",
        "wren//face.png",
        "wren/./face.png",
        "./wren/./face.png",
    ):
        assert pictures.as_named(written) == "wren/face.png"
    for written in ("wren/../face.png", "/wren/face.png", ".", "https://a.test//./face.png"):
        assert pictures.as_named(written) == written
