"""Where the files that come with the product lie, and which shots the rules among them have.

A wheel has the folders `rules`, `schemas` and `examples` inside the package; in a checkout they lie
beside it.

>>> [name for name in SHIPPED_SHOTS if shipped_shot_rule(name, "pack_shot")]
['product']
>>> shipped_shot_rule("cinematic", "cutaway")
'insert'
"""

from __future__ import annotations

from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

EARLIER = "earlier"
"""The folder in `rules` with earlier versions, for whoever pinned one: they never change."""

_OF_DEFAULT = {
    "close_up": ("closeup", "cu"),
    "two_shot": ("twoshot", "2_shot", "two_hander"),
    "establishing": ("establishing_shot",),
    "wide_shot": ("wide", "ws"),
    "default": (),
}
SHIPPED_SHOTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "animation": _OF_DEFAULT,
    "cinematic": {
        **_OF_DEFAULT,
        "wide_shot": ("wide", "ws", "long_shot", "full", "medium_wide", "master"),
        "extreme_close_up": (),
        "medium_close_up": ("close_shot",),
        "reaction": (),
        "medium": (),
        "over_the_shoulder": (),
        "extreme_wide": (),
        "aerial": (),
        "group": ("three_shot",),
        "pov": (),
        "insert": ("cutaway",),
    },
    "default": _OF_DEFAULT,
    "people_first": _OF_DEFAULT,
    "place_first": {**_OF_DEFAULT, "insert": ("insert_shot",)},
    "product": {
        **_OF_DEFAULT,
        "insert": ("insert_shot", "product_shot", "packshot", "pack_shot", "tabletop", "macro"),
    },
}
"""The shot rules of all rules that come with selector, with their spellings, folded.

To read their files would take longer than the check of a short film. A test compares them.
"""
READ_BY_SHOT_NAMES = ("cinematic",)
"""Those with `shot_names: standard`: they also serve what that reads as one of these names."""


def shipped_shot_rule(rules: str, shot: str) -> str | None:
    """The shot rule that has a folded shot type as its name or spelling.

    Args:
        rules: The name of rules that come with selector.
        shot: The shot type.
    """
    for shot_rule, spellings in SHIPPED_SHOTS[rules].items():
        if shot == shot_rule or shot in spellings:
            return shot_rule
    return None


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
