"""Where answers go: a database with the tables that pipelines know, and tables of our own beside them.

decisions    what was picked, on record: pick, record, history, replay, prune
films        film folders in and out; a project's pictures and scenes, read for a pick
schema       the tables of one database: made, upgraded, taken over from a pipeline; opened for reading or writing
references   the cleaned picture that stands in for an asset's own, and what is really sent
connections  addresses, engines, sessions, turns; what a database refuses, in plain words
models       the tables that pipelines know, as classes
tables       what tables are made of, and those of our own

Each room uses those below it, never one above; `connections` and `models` know nothing of each other.
"""
