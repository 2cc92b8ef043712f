"""The command `selector`: parse, call, print, exit.

interruption
            Ctrl-C, at every moment
main        the entry point: whatever happens, in words and an exit code
program     the table of commands; only the one that is called is imported
later       modules that are loaded when they are first used
commands    one module for each command
arguments   what a person named, found: rule files, films, databases, scenes
picking     a film picked scene by scene, and shown meanwhile
printing    where words go, and how far a long job is
"""
