"""Scenes of many films as Arrow record batches in, Arrow tables of picks out. Needs pyarrow.

run_parts         Parquet in; a folder of parts out, by several processes
part_folder       the folder of parts: which are there already, and each written whole or not at all
folder_lock       a folder for one run at a time
worker            one process: picks for the films of one part after another
film_runs         where films begin and end in Parquet files
parquet_rows      any stretch of rows of Parquet files, without reading all of them
record_batches    `select_batches`: batches in, a table of picks for each out
pools_by_film     the pool of one film after the other
column_voice      what is wrong with a value, said of columns and fields
picks_table       the columns of the answer
scene_columns     the columns of the input
arrow             pyarrow, or the one sentence on how to install it

Whole films go to one process, which goes through them in order and keeps one pool at a time, so
memory does not grow with the number of films.
"""

from __future__ import annotations

from selector.batch.picks_table import picks_schema
from selector.batch.record_batches import select_batches

__all__ = ["picks_schema", "select_batches"]
