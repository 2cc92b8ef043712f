"""Picking a film of any length: each scene is chosen for, shown and kept in turn.

folder      the scenes of a film's folder
project     the scenes of a project of a database
unchanged   a film that is as its last pick left it, from what is on record
shown       a table, lines with tabs, or JSON
"""
