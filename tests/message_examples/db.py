"""What is filled in for names in the messages of single modules of `selector/db`."""

from __future__ import annotations

EXAMPLES_IN: dict[str, dict[str, str]] = {
    "connections/options": {
        "displayed_key(key)": "application_name",
        "form.name": "one that it takes",
        "quoted(names, 'or')": "`disable` or `require`",
    },
    "connections/drivers": {
        "url.get_driver_name()": "psycopg",
        "displayed_key(key)": "sslmodd",
    },
    "connections/by_kind": {
        "function": "upgrade",
        "given": "list",
    },
    "decisions/on_record": {"pick": "selector pick my-film"},
    "decisions/sending": {
        "as_python(each)": "`['WREN']`",
        "character": "U+0000",
    },
    "films/sizes": {
        "unstorable()": "U+0000",
        "name": "The tag `WREN`",
    },
    "films/scenes": {
        "shown(written)": "[3, 7]",
    },
    "database_errors": {
        "error": "day is out of range for month",
    },
    "decisions/pick.": {
        "each": "`None`",
    },
    "_pool": {
        "name": "id",
        "value": "7",
        "kind": "a film clip",
    },
    "adoption": {
        "hint": "Give it a database of its own.",
        "digits": "id",
        "sign": "-",
        "name": "assets",
        "id_columns": "`projects.id`",
        "update": "UPDATE projects SET id = lower(id)",
        "column['name']": "tier",
        "missing": "`selector_decisions`",
        "quoted(missing, 'and')": "`assets`",
    },
    "basis_cache": {
        "problems[0].what": "`quality` is missing.",
        "what": "A stored decision",
    },
    "change_": {
        "parts": "scenes 3, 4 and 5 (pictures changed)",
        "things": "pictures and scenes",
        "before": "5",
    },
    "connections": {
        "key": "speed",
    },
    "database_problems": {
        "lacking_name": "selector_films",
        "name": "The title",
        "text": "300",
        "size": "200",
    },
    "drivers": {
        "name": "mysql",
    },
    "exporting": {
        "name": "film.yaml",
    },
    "postgresql_errors": {
        "option": "gssencmode",
        "shown(said, 120)": "operator does not exist: text = uuid",
        "shown(found.group(1))": "assets",
    },
    "addresses": {
        "name": "lock_timeout",
    },
    "schema/loose_rows": {
        "link.column": "scene_index",
        "link.table": "scene_audio_manifests",
        "link.other": "scene_manifests",
        "link.within": "project_id",
        "shown(example, 60)": "three",
    },
    "tables/columns": {
        "name": "manifest_id",
        "identity.hex": "5f0b7c1e0d0a4c399b0e6c1f4f3b2a10",
        "identity": "5f0b7c1e-0d0a-4c39-9b0e-6c1f4f3b2a10",
        "shown(value, 60)": "5F0B7C1E0D0A4C399B0E6C1F4F3B2A10",
    },
    "films/dialogue": {
        "wrong": "`project_id` must be 32 digits without hyphens and capitals (`5f0b`), not `5F0B`.",
    },
    "references/lost": {
        "wrong": "`asset_id` must be 32 digits without hyphens and capitals (`5f0b`), not `5F0B`.",
    },
    "wrong_cells": {
        "wrong": "`id` must be 32 digits without hyphens and capitals (`5f0b`), not `5F0B`.",
        "shown(words, 200)": "UNIQUE constraint failed: selector_film_assets.picture_key",
        "shown(other)": "projects",
        "table.name": "selector_decisions",
        "column.name": "made_at",
        "each.name": "scene_index",
        "_key(its)": "12",
        "listed(keys)": "`scene_index` 12 and `number` 1",
        "instead": "a time",
        "shown(value, 60)": "yesterday",
        "shown(str(value), 60)": "85",
    },
    "film_pool": {
        "shown(repr(row.user_tags))": "'night'",
        "shown(repr(row.sort_order))": "'first'",
    },
    "numbers": {
        "row['scene_index']": "12",
    },
    "films/film_pool": {"unstorable()": "U+D83D"},
    "film_store": {
        "found": "2",
    },
    "references/resolve": {
        "score": "1.4",
        "max(floors)": "0.7",
    },
    "sending": {
        "name": "tag",
    },
    "primary": {
        "primaries": "3",
    },
    "projects": {
        "path": "placements[0].asset_tag",
        "key": "12",
        "wrong": "`project_id` must be 32 digits without hyphens and capitals (`5f0b`), not `5F0B`.",
        "not_as_looked_up('id', written)": "`id` must be 32 digits.",
        "lines.what": "Its dialogue is not found: `project_id` must be 32 digits.",
        "unstorable()": "U+D83D",
        "given": "`[3, 7]`",
        "number": "12A",
        "first": "12A",
        "keys": "`12` and `012`",
        "names": '"Harbour" (`5f0b`) or "Harbour" (`5f0c`)',
    },
    "references/clean": {
        "as_python(value)": "`'seven'`",
    },
    "schema/version": {
        "version": "0009",
    },
    "sessions": {
        "name": "pick_film",
        "others": "a `Session`, `Connection`, `Engine`",
        "kind": "list",
    },
    "unusable": {
        "problems": "2",
        "whats": "`title` must be text, not a list.",
        "asset": "WREN",
    },
    "upgrade": {
        "older": "`base`, `0001` or `0002`",
        "version": "0009",
    },
}
