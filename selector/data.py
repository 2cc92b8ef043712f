"""Where the files that come with the product lie: `rules`, `schemas` and `examples`.

A wheel has them inside the package; in a checkout they lie beside it.
"""

from __future__ import annotations

from os.path import realpath
from pathlib import Path
from typing import Literal

EARLIER = "earlier"
"""The folder in `rules` with earlier versions, for whoever pinned one: they never change."""


def data_dir(name: Literal["rules", "schemas", "examples"]) -> Path:
    """The folder of that name, in an installed package and in a checkout.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    installed = package / "_data" / name
    checked_out = package.parent / name
    for folder in (installed, checked_out):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        f"selector's own folder `{name}` is missing. Install the package again."
    )


def comes_with_selector(file: str) -> bool:
    """Whether a rule file is one of those that come with the product."""
    return Path(realpath(file)).is_relative_to(realpath(data_dir("rules")))
