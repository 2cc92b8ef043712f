"""How one comes to a database and works in it: addresses, engines for them, functions that take any kind of session.

Writers take turns, and many rows go in a few statements. What a database refuses is told in plain words, at its
address and without its password. Nothing here knows a table.
"""
