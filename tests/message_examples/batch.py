"""What is filled in for names in the messages of single modules of `selector/batch`."""

from __future__ import annotations

EXAMPLES_IN: dict[str, dict[str, str]] = {
    "scene_columns": {
        "quoted(there, 'and')": "`manifest` and `manifest_json`",
        "name": "film",
        "holds": "text or whole numbers",
        "_in_words(found)": "lists",
        "found": "month_day_nano_interval",
    },
    "column_voice": {
        "self.holder": "column",
        "key": "quality_score",
        "path[-1]": "quality_score",
        "kind": "numbers",
        "value": "close_up",
        "written": '{"shot_type": "close_up"}',
    },
    "parquet_rows": {
        "file": "scenes.parquet",
        "other.kind": "a picture",
    },
    "record_batches": {
        "where": "scenes.parquet, row 7",
        "pictures": "97",
    },
}
