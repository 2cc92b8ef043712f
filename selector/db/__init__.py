"""Where answers go: a database with the pipelines' tables, and tables of our own beside them.

decisions    what was picked, on record: pick, record, history, replay, prune
films        film folders in and out; a project's pictures and scenes, read for a pick
schema       the tables of one database: make, upgrade or adopt them; open it to read or write
references   the clean reference that is sent instead of an asset's own, and what is really sent
connections  addresses, engines, sessions, turns; what a database refuses, in plain English
models       the pipelines' tables, as classes
tables       the pipelines' tables and our own, and what their columns hold

Each room uses those below it, never one above; `connections` and `models` do not know each other.
"""
