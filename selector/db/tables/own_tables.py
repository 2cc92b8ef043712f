"""Our own tables: what a film folder says beyond the pipelines' tables, and every decision.

Out: `Table` values for queries; the docstring below each says what its rows and columns mean. And
which decision on a scene is its newest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, ForeignKey, Index, Table, Uuid, false, func, select

from selector.db.tables.columns import (
    CheckedBoolean,
    CheckedHash,
    CheckedInteger,
    CheckedString,
    CheckedText,
    UtcTime,
)
from selector.db.tables.metadata import METADATA, filled

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, ScalarSelect

_Hash = CheckedHash(64)

FILMS = Table(
    "selector_films",
    METADATA,
    Column("project_id", Uuid, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    filled("title", CheckedText),
    filled("description", CheckedText, default=""),
    Column("rules_text", CheckedText),
    Column("withdrawn_id", Uuid, ForeignKey("manifests.id", ondelete="SET NULL")),
)
"""A project that came from a film folder.

`withdrawn_id` is the collection of pictures that the film no longer has. They are not deleted,
since they may have clean references that somebody paid for. `rules_text` is the film's rule file.
"""

FILM_ASSETS = Table(
    "selector_film_assets",
    METADATA,
    Column("asset_id", Uuid, ForeignKey("assets.id", ondelete="CASCADE"), primary_key=True),
    filled("project_id", Uuid, ForeignKey("projects.id", ondelete="CASCADE")),
    filled("picture_key", CheckedText),
    Column("written_id", CheckedText),
    Column("written_source", CheckedText),
    Column("individual", CheckedText),
    Column("description", CheckedText),
    filled("named", CheckedBoolean, default=False, server_default=false()),
    Index(
        "ix_selector_film_assets_project_id_picture_key", "project_id", "picture_key", unique=True
    ),
)
"""What the film says of one picture beyond its row in `assets`.

`picture_key` finds the picture again on the next run. `written_id` and `written_source` are the
ids as the film writes them: they may be missing, and need not be UUIDs. `named` is false where
`name` in `assets` is only the tag of a picture without a name.
"""

FILM_SCENES = Table(
    "selector_film_scenes",
    METADATA,
    Column("project_id", Uuid, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("scene_index", CheckedInteger, primary_key=True, autoincrement=False),
    Column("place", CheckedInteger),
    filled("own_number", CheckedText),
    filled("is_integer", CheckedBoolean),
    filled("alike", CheckedText),
    Index("ix_selector_film_scenes_project_id_alike", "project_id", "alike"),
)
"""The own number of a scene, beside its key, and its place in the film, from 0.

There is no foreign key to the scene: its key and number outlive it, so that no other scene gets its
key, and its decisions can be found. `place` is null if the scene did not come with a film: its
number was then stored with a decision. `alike` is the same for all spellings of a number: the size
of a whole one, else the text.
"""

RULE_SETS = Table(
    "selector_rule_sets",
    METADATA,
    Column("id", _Hash, primary_key=True),
    filled("name", CheckedText),
    filled("version", CheckedText),
    filled("digest", CheckedString(80)),
    filled("language", CheckedInteger),
    filled("file", CheckedText),
    filled("source_text", CheckedText),
    filled("effective", CheckedText),
)
"""A rule set that decided something: its text, and its effective form. `id` hashes all the rest."""

CONTENTS = Table(
    "selector_contents",
    METADATA,
    Column("id", _Hash, primary_key=True),
    filled("body", CheckedText),
)
"""A pool or a scene that something was decided on, as canonical JSON. `id` is its SHA-256."""

DECISIONS = Table(
    "selector_decisions",
    METADATA,
    Column("project_id", Uuid, primary_key=True),
    Column("scene_index", CheckedInteger, primary_key=True, autoincrement=False),
    Column("number", CheckedInteger, primary_key=True, autoincrement=False),
    filled("made_at", UtcTime),
    Column("asked_by", CheckedText),
    filled("engine", CheckedString(50)),
    filled("rule_set_id", _Hash, ForeignKey("selector_rule_sets.id")),
    filled("pool_id", _Hash, ForeignKey("selector_contents.id")),
    filled("scene_id", _Hash, ForeignKey("selector_contents.id")),
    filled("outcome", CheckedText),
    filled("digest", _Hash),
    filled("seal", _Hash),
    filled("meaning", CheckedInteger, server_default="1"),
)
"""One decision: what was picked for a scene. `number` counts from 1 within the scene.

Rows are only added. `outcome` is the selection as canonical JSON; it is text, since JSONB would
reorder it. `digest` is the hash of what was decided, from what and by which rules; `seal` is that
of the whole row, which reveals edits by hand. `meaning` is how rules were read then; the outcome
says it too. There is no foreign key to the scene: its decisions outlive it.
"""

LAST_PICKS = Table(
    "selector_last_picks",
    METADATA,
    Column("project_id", Uuid, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    filled("files", _Hash),
    filled("pictures", CheckedText),
    filled("told", CheckedText),
    filled("state", _Hash),
)
"""The last pick of a whole film: hashes of what it read and of what it left, and what it showed.

If both hashes still hold, nothing has changed since: see `selector.db.decisions.last_pick`.
"""

SENDINGS = Table(
    "selector_sendings",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("slot", CheckedInteger, primary_key=True, autoincrement=False),
    filled("project_id", Uuid),
    filled("scene_index", CheckedInteger),
    Column("decision", CheckedInteger),
    filled("sent_at", UtcTime),
    Column("sent_by", CheckedText),
    filled("tag", CheckedText),
    Column("asset_id", CheckedText),
    filled("kind", CheckedString(20)),
    filled("address", CheckedText),
    Index("ix_selector_sendings_project_id_scene_index", "project_id", "scene_index"),
)
"""One reference that a pipeline really sent: its clean reference or the original, and its address.

Rows are only added; those with one `id` were sent together. `decision` is the number of the
decision that picked them, null if none did. There is no foreign key to the scene: what was sent for
it outlives it.
"""

MADE = Table(
    "selector_made",
    METADATA,
    Column("name", CheckedString(100), primary_key=True),
)
"""A table or column of the pipelines' that selector made here, so that a downgrade may drop it."""


def newest_number(scenes: Table) -> ScalarSelect[int]:
    """The number of the newest decision on the scene of a row, of scenes or of decisions."""
    newer = DECISIONS.alias("newer")
    return (
        select(func.max(newer.c.number))
        .where(
            newer.c.project_id == scenes.c.project_id,
            newer.c.scene_index == scenes.c.scene_index,
        )
        .scalar_subquery()
    )


def is_newest() -> ColumnElement[bool]:
    """A condition on decisions: no decision on the same scene is newer."""
    return DECISIONS.c.number == newest_number(DECISIONS)
