"""What a contact sheet costs: 300 scenes with 400 pictures of 1920 by 1080, as JPEG and PNG, the first time and again.

`python -m bench.sheet` draws the pictures, which takes four minutes, and runs the command as people do.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from bench import films

SCENES, PICTURES, SIZE = 300, 400, (1920, 1080)
MOST_BYTES = 10_000_000
MOST_SECONDS = {"jpg": 10.0, "png": 25.0}
MOST_SECONDS_AGAIN = 5.0


def draw(number: int) -> Image.Image:
    """A picture with grain, light and shapes, so that it is as hard to compress as a photograph."""
    rng = random.Random(number)
    width, height = SIZE
    grain = Image.effect_noise((width // 2, height // 2), 40).resize(SIZE, Image.Resampling.BICUBIC)
    coarse = Image.effect_noise((width // 4, height // 4), 60).resize(SIZE)
    picture = Image.merge("RGB", [grain, coarse, Image.linear_gradient("L").resize(SIZE)])
    pen = ImageDraw.Draw(picture)
    for _ in range(25):
        x, y, size = rng.randrange(width), rng.randrange(height), rng.randrange(60, 500)
        colour = (rng.randrange(256), rng.randrange(256), rng.randrange(256))
        pen.ellipse([x - size, y - size, x + size, y + size], fill=colour)
    return picture.filter(ImageFilter.GaussianBlur(1.2))


def write_film(folder: Path, suffix: str) -> None:
    """The film, with pictures of one format."""
    (folder / "pictures").mkdir(parents=True)
    pool = films.assets(PICTURES)
    assets: list[dict[str, Any]] = []
    for number, asset in enumerate(pool):
        file = f"pictures/{number}.{suffix}"
        picture = draw(number)
        if suffix == "jpg":
            picture.save(folder / file, quality=88)
        else:
            picture.save(folder / file, compress_level=1)
        assets.append(
            {
                "id": asset.id,
                "manifest_tag": asset.manifest_tag,
                "asset_type": asset.asset_type,
                "is_face_crop": asset.is_face_crop,
                "source_asset_id": asset.source_asset_id,
                "quality_score": asset.quality_score,
                "reference_image_url": file,
            }
        )
    (folder / "assets.json").write_text(json.dumps(assets))
    scenes = "\n".join(json.dumps(manifest) for manifest in films.manifests(pool, SCENES))
    (folder / "scenes.jsonl").write_text(scenes)


def seconds(film: Path, page: Path) -> float:
    """How long the command takes."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "selector", "sheet", str(film), "-o", str(page)]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Draw, make the sheets, and say what they cost."""
    for suffix, most in MOST_SECONDS.items():
        with tempfile.TemporaryDirectory() as folder:
            film, page = Path(folder, "film"), Path(folder, "sheet.html")
            write_film(film, suffix)
            first, again = seconds(film, page), seconds(film, page)
            megabytes = page.stat().st_size / 1e6
        print(
            f"{suffix}: {first:.1f} s the first time (at most {most:.0f}), {again:.1f} s again"
            f" (at most {MOST_SECONDS_AGAIN:.0f}), {megabytes:.1f} MB (under {MOST_BYTES / 1e6:.0f})"
        )


if __name__ == "__main__":
    main()
