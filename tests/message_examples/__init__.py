"""What is filled in for the values in the messages that `tests.messages` collects.

- `everywhere`: a name that says the same in all modules. A new name is a row there.
- A file for each room of the package, such as `language` for `selector/language`: a name that says
  something else in one module, below a part of the path of that module. `top` is for the modules beside the rooms.
"""

from __future__ import annotations

from tests.message_examples import (
    batch,
    cli,
    db,
    engine,
    language,
    model,
    reading,
    record,
    reporting,
    review,
    top,
)
from tests.message_examples.everywhere import EXAMPLES as EXAMPLES

_ROOMS = (top, model, language, engine, record, reading, review, reporting, db, batch, cli)
EXAMPLES_IN = [examples for room in _ROOMS for examples in room.EXAMPLES_IN.items()]
"""A part of a path, and the examples for the modules whose path has it; of two for a name, the later one counts."""
