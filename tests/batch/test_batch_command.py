"""What stops `selector batch` before it reads a scene: what is typed after it, or pyarrow that is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.films_in_arrow import ASKING
from tests.commands import called


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no.parquet", "out"], "Y101"),
        (["rules.yaml", "out"], "B707"),
        (["assets.parquet", "out"], "B701"),
        ([".", "out"], "B701"),
        (["empty", "out"], "B707"),
        (["scenes.parquet", "scenes.parquet"], "D620"),
        (["scenes.parquet", "out", "--assets", "no.parquet"], "Y101"),
        (["scenes.parquet", "out", "--workers", "0"], "0 is not in the range"),
        (["scenes.parquet", "nowhere"], "written: `nowhere` is a link that leads nowhere."),
        (["scenes.parquet", "nowhere/out"], "written: `nowhere` is a link that leads nowhere."),
        (["sqlite:///a.db", "out"], "`sqlite://…` is the address of a database."),
        (["s3://films/scenes", "out"], "`s3://…` is an address, and selector reads"),
        (["scenes.parquet", "https://a:b@c/d"], "`https://…` is an address, and selector reads"),
        (["scenes.parquet", "out", "--assets", "gs://a"], "Name a file or a folder on this comp"),
        (["empty/scenes.parquet", "out"], "Y101"),
        (["alone/scenes.parquet", "out"], "Name the assets after `--assets`."),
        (["scenes.parquet", "out", "--rules", "cinematik"], "Did you mean `cinematic`?"),
    ],
)
def test_what_cannot_be_used_is_named(
    folder: Path, tmp_path: Path, arguments: list[str], words: str
) -> None:
    for name in ("scenes.parquet", "assets.parquet"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "rules.yaml").write_text(ASKING)
    (tmp_path / "empty").mkdir()
    (tmp_path / "nowhere").symlink_to("none")
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone" / "scenes.parquet").write_bytes((folder / "scenes.parquet").read_bytes())
    before = sorted(tmp_path.rglob("*"))
    done = called(["batch", *arguments], tmp_path)
    assert done.code == 2
    assert words in done.err
    assert sorted(tmp_path.rglob("*")) == before


def test_without_pyarrow_one_sentence_names_the_extra(folder: Path) -> None:
    program = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from selector.cli.main import run\n"
        f"sys.exit(run(['batch', {str(folder / 'scenes.parquet')!r}, 'out']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == (
        "Error: Batches of scenes need pyarrow. Install it with `pip install 'reference-selector[batch]'`.\n"
    )
