"""The commands, one module for each.

`check` has `check_film` beside it, `new` what it writes (`starters`), and `db` a module for each family of its own.
"""
