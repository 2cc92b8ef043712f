"""Get to a database and work in it. Nothing here knows a table.

addresses          read what people type as an address; the file that an SQLite address means
drivers            the drivers that selector works with, and the options that each of them takes
options            the options and the port of an address, checked before anything is opened
engines            an address → an engine, set up as selector needs it
sessions           functions that accept sessions, connections, engines and addresses
arguments          what callers pass, checked before a database is asked
cancelling         a cancelled task leaves no statement half done
by_kind            work on one connection, of asyncio or not, by the kind of what a caller has
turns              writers of the same thing wait for each other
bulk               many rows in a few statements
database_problems  one problem at a database, ready to be raised
database_errors    what a database or its driver refuses → a problem in plain English
undoing            a caller's transaction that SQLite undoes, and a savepoint in it
sqlite_errors      what SQLite refuses
postgresql_errors  what PostgreSQL and its drivers refuse
displayed          an address as it may be printed, without secrets
undecoded          text in SQLite that is not UTF-8: read it anyway, or find it
wrong_cells        what is stored wrongly that a row could not be read or written for
"""
