"""Advice as one text, and the lines that can be copied from it."""

from __future__ import annotations

import re
from typing import Any

import yaml

from selector.model.advice import Advice, FileToChange, Option, Pinned
from selector.model.left_out import NotPlaced, PassedOver
from selector.model.picks import Facts
from selector.reporting.advice_words import what_would_help

FACTS = Facts(
    place=0, id=None, tag="WREN", type="character", crop="full", quality=8.5, individual=None
)


def in_words(advice: Advice, *, is_brief: bool = False) -> str:
    """The advice in one text."""
    return str(what_would_help(advice, is_brief=is_brief))


def pin_said(pin: Pinned) -> dict[str, Any]:
    """The line that can be copied from the sentence for a pin."""
    options = (Option(changes=(pin,)),)
    said = in_words(Advice(reason=NotPlaced(), file=FileToChange(name="a.yaml"), options=options))
    (line,) = re.findall(r" with `(\{.*\})` in `pin` ", said)
    written: dict[str, Any] = yaml.safe_load(line)
    return written


def copied_from(passed: PassedOver, option: Option) -> list[Any]:
    """The lines that can be copied from the sentence for an option."""
    file = FileToChange(name="a.yaml")
    advice = Advice(reason=passed.reason, file=file, options=(option,))
    said = in_words(advice)
    return [yaml.safe_load(line) for line in re.findall(r" `(\{[^`]*\})` in `", said)]
