"""An answer as it is kept: a pool, a scene and what was chosen, as texts that any later version can read.

    canonical   plain data → the one JSON text of it
    format_1    what selector 0.1 kept, read back; nothing writes it any more
    format_2    what is kept now: a writer and a reader for each of the three
    reading     a text of any format → what it says
    outcome     a chosen answer read back, as values that reporting can show
    change      what differs between the last answer on record and a new one
    at_rest     what a pick shows of a scene that nothing has changed, without the engine

Records are compared to the byte and hashed, so their writers are explicit: every value that is kept is named in the
code that keeps it, and nothing is kept because a class happens to have it. A value at its default leaves no trace.

Once a format has landed its module is frozen: `tests/test_record.py` holds it by its SHA-256. What must be kept
besides goes into the next format, whose writer gives the older format's text wherever nothing new is said, so that
films that do not use the new thing keep their hashes and get no decisions anew.
"""
