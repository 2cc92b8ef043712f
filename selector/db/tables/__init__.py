"""The tables of a database.

own_tables       our own: what films say beyond the pipelines' tables, and decisions on record
pipeline_tables  the pipelines' tables, with the columns that selector needs
primary_guard    an index and a trigger: an asset has at most one primary clean reference
marked_rows      rows that pipelines mark to be left out: deleted projects, inherited pictures
held_rows        rows that a caller's session holds, brought up to date with what was written
stored_picture   a picture's row, as a value
columns          what columns really hold: times, ids, JSON of any kind, values of a wrong kind
metadata         what all tables share
"""
