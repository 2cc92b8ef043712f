"""The tables of one database as a whole: which version they have, made where there are none, brought up to date.

A pipeline's own database is looked at and completed, never rebuilt. Whoever reads or writes opens a database here, and
is refused where this program cannot use its tables.
"""
