"""pyarrow, which is an extra; an `ImportError` of one sentence where it is missing."""

from __future__ import annotations

from typing import Any, TypeAlias

NEEDS_PYARROW = (
    "Batches of scenes need pyarrow. Install it with `pip install 'reference-selector[batch]'`."
)

try:
    import pyarrow as pa
except ImportError:
    raise ImportError(NEEDS_PYARROW) from None

ArrowTable: TypeAlias = Any
"""A `pyarrow.Table`."""

ArrowSchema: TypeAlias = Any
"""A `pyarrow.Schema`. pyarrow has no types, and pyright's strict mode accepts no unknown ones."""

__all__ = ["NEEDS_PYARROW", "ArrowSchema", "ArrowTable", "pa"]
