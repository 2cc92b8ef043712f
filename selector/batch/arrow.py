"""pyarrow, which is an extra; an `ImportError` of one sentence where it is missing."""

from __future__ import annotations

NEEDS_PYARROW = (
    "Batches of scenes need pyarrow. Install it with `pip install 'reference-selector[batch]'`."
)

try:
    import pyarrow as pa
except ImportError:
    raise ImportError(NEEDS_PYARROW) from None

__all__ = ["NEEDS_PYARROW", "pa"]
