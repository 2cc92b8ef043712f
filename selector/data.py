"""Where the files that come with the product lie: `rules`, `schemas` and `examples`.

A wheel carries them inside the package; in a checkout they stand beside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal


def data_dir(name: Literal["rules", "schemas", "examples"]) -> Path:
    """The folder of that name, in an installed package or a checkout alike.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"selector's own `{name}` folder is missing: install the package again")
