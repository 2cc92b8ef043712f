"""selector picks the reference pictures that go with each scene of an AI-made film, by YAML rules.

A rule file and a film go in; a selection for every scene comes out:

cli        the command `selector`: parse, call, print
reporting  selections and problems → words, tables, JSON
review     what is true of rules and films before anything is sent: lint, advice, checks
db         selections → a database, and back
batch      scenes of many films in Arrow's columns → tables of picks
reading    files → rule sets, scenes and assets, or problems with their locations
record     selections → the texts that are stored, and back
engine     rules + a scene + a pool → a selection
language   the words of the rule language, as tables
model      the values that all of them speak of
drop_in    one call for a pipeline that only wants the references
among_threads
           what threads share, and forks copy
data       where the files are that come with the package
made_folder
           a folder to write into, gone again if nothing came of it
release    the version of this selector
worker_processes
           how processes that share work are started

Each room uses those below it and never one above. A name is imported when it is first used, so
`import selector` costs next to nothing.
"""

from __future__ import annotations

from selector.release import __version__

TYPE_CHECKING = False  # as in `typing`, which would be loaded before Ctrl-C gets an answer
if TYPE_CHECKING:
    from typing import Any

    from selector.db.decisions.pick import keep_selection, pick_project, pick_scene
    from selector.db.decisions.sending import record_sent
    from selector.db.references.clean import get_primary_clean_reference
    from selector.db.references.resolve import resolve_film, resolve_references
    from selector.db.schema.host_migrations import include_object
    from selector.db.tables.stored_picture import StoredPicture
    from selector.drop_in import select_references_for_scene
    from selector.engine.manifest import read_manifest
    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.engine.selection import Explanation, Selection
    from selector.model.asset import AssetLike
    from selector.model.film_so_far import FilmSoFar
    from selector.model.left_out import (
        AlreadyShown,
        AnotherWentAhead,
        CannotBeSent,
        CapReached,
        CropNotSent,
        FailedCondition,
        LimitReached,
        MeetsNoPriority,
        NoReferences,
        NotInPool,
        NotPlaced,
        PassedOver,
        Reason,
        RefusedByTarget,
        SamePicture,
        SlotReserved,
        SlotsFull,
        Struck,
    )
    from selector.model.picks import EntryName, Facts, Note, Pick
    from selector.model.problem import Location, Problem, ProblemError
    from selector.model.scene import Placement, Scene
    from selector.reading.load import load_rules
    from selector.reading.watched_rules import WatchedRules

__all__ = [
    "AlreadyShown",
    "AnotherWentAhead",
    "AssetLike",
    "AssetPool",
    "CannotBeSent",
    "CapReached",
    "CropNotSent",
    "EntryName",
    "Explanation",
    "Facts",
    "FailedCondition",
    "FilmSoFar",
    "LimitReached",
    "Location",
    "MeetsNoPriority",
    "NoReferences",
    "NotInPool",
    "NotPlaced",
    "Note",
    "PassedOver",
    "Pick",
    "Placement",
    "Problem",
    "ProblemError",
    "Reason",
    "RefusedByTarget",
    "Rules",
    "SamePicture",
    "Scene",
    "Selection",
    "SlotReserved",
    "SlotsFull",
    "StoredPicture",
    "Struck",
    "WatchedRules",
    "__version__",
    "get_primary_clean_reference",
    "include_object",
    "keep_selection",
    "load_rules",
    "pick_project",
    "pick_scene",
    "read_manifest",
    "record_sent",
    "resolve_film",
    "resolve_references",
    "select_references_for_scene",
]

_HOMES = {
    "AlreadyShown": "selector.model.left_out",
    "AnotherWentAhead": "selector.model.left_out",
    "AssetLike": "selector.model.asset",
    "AssetPool": "selector.engine.pool",
    "CannotBeSent": "selector.model.left_out",
    "CapReached": "selector.model.left_out",
    "CropNotSent": "selector.model.left_out",
    "EntryName": "selector.model.picks",
    "Explanation": "selector.engine.selection",
    "Facts": "selector.model.picks",
    "FailedCondition": "selector.model.left_out",
    "FilmSoFar": "selector.model.film_so_far",
    "LimitReached": "selector.model.left_out",
    "Location": "selector.model.problem",
    "MeetsNoPriority": "selector.model.left_out",
    "NoReferences": "selector.model.left_out",
    "NotInPool": "selector.model.left_out",
    "NotPlaced": "selector.model.left_out",
    "Note": "selector.model.picks",
    "PassedOver": "selector.model.left_out",
    "Pick": "selector.model.picks",
    "Placement": "selector.model.scene",
    "Problem": "selector.model.problem",
    "ProblemError": "selector.model.problem",
    "Reason": "selector.model.left_out",
    "RefusedByTarget": "selector.model.left_out",
    "Rules": "selector.engine.rules",
    "SamePicture": "selector.model.left_out",
    "Scene": "selector.model.scene",
    "Selection": "selector.engine.selection",
    "SlotReserved": "selector.model.left_out",
    "SlotsFull": "selector.model.left_out",
    "Struck": "selector.model.left_out",
    "WatchedRules": "selector.reading.watched_rules",
    "StoredPicture": "selector.db.tables.stored_picture",
    "get_primary_clean_reference": "selector.db.references.clean",
    "include_object": "selector.db.schema.host_migrations",
    "keep_selection": "selector.db.decisions.pick",
    "load_rules": "selector.reading.load",
    "pick_project": "selector.db.decisions.pick",
    "pick_scene": "selector.db.decisions.pick",
    "read_manifest": "selector.engine.manifest",
    "record_sent": "selector.db.decisions.sending",
    "resolve_film": "selector.db.references.resolve",
    "resolve_references": "selector.db.references.resolve",
    "select_references_for_scene": "selector.drop_in",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever the name stands for
    if name not in _HOMES:
        raise AttributeError(f"module 'selector' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  # as above

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
