"""The command `selector`: parse, call, print, exit.

main        the entry point: whatever happens, in words and an exit code
program     the table of commands; only the one that is called is imported
commands    one module for each command
arguments   what a person named, found: rule files, films, databases, scenes
picking     a film picked scene by scene, and shown while it is
printing    where words go, and how far a long job is
"""
