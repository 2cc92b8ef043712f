"""What a pick finds out about the rules, as it is stored with a film for its next pick.

A pick that finds nothing changed chooses for no scene again, so it cannot find this out anew.

In: what a pick shows of the film's files, and what it found. Out: one text, and both again.

>>> findings = Findings(idle=("top/never/drafts",), limits_not_met={2: ("top/limits/two",)})
>>> text = with_findings("0 1", findings)
>>> without_findings(text) == ("0 1", findings)
True
>>> without_findings("0 1")
('0 1', Findings(idle=None, limits_not_met={}, absent=None, added=None, removed=None))
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field

from selector.model.frozen import frozen
from selector.model.scene_number import SceneNumber


@frozen
class Findings:
    """What a pick found out.

    Attributes:
        idle: The entries of the rules that change nothing in the film; None if nobody looked.
        limits_not_met: By the index of its scene, the limits of which fewer are sent than they ask
            for.
        absent: What the rules name and the film does not have; None if nobody looked.
        added: The numbers of the scenes that are new since the last pick; None if there is none.
        removed: Those of the scenes that the film no longer has, likewise.
    """

    idle: tuple[str, ...] | None = None
    limits_not_met: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    absent: tuple[str, ...] | None = None
    added: tuple[SceneNumber, ...] | None = None
    removed: tuple[SceneNumber, ...] | None = None


def with_findings(shown: str, findings: Findings) -> str:
    """What a pick showed, with what it found."""
    found = {
        "idle": findings.idle,
        "limits_not_met": findings.limits_not_met,
        "absent": findings.absent,
    }
    return f"{shown}{_BETWEEN}{json.dumps(found)}"


def without_findings(text: str) -> tuple[str, Findings]:
    """What a pick showed, and what it found; nothing, if an earlier version stored the text."""
    shown, _, stored = text.partition(_BETWEEN)
    if not stored:
        return shown, Findings()
    found = json.loads(stored)
    limits = {}
    for nth, paths in found["limits_not_met"].items():
        limits[int(nth)] = tuple(paths)
    findings = Findings(
        idle=_names(found["idle"]),
        limits_not_met=limits,
        absent=_names(found.get("absent")),  # an earlier version did not look
    )
    return shown, findings


def _names(found: list[str] | None) -> tuple[str, ...] | None:
    return None if found is None else tuple(found)


_BETWEEN = "\t"
