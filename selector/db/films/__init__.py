"""Films in a database, with their pictures and scenes.

importing     a film folder → a project in the database
exporting     a project → a film folder
exported_rules
              the rule files of that folder, all beside one another
projects      find a project; read its rules and its scenes
film_pool     a project's pictures → a pool to pick from
clean_references
              the primary clean references of a project's pictures
dialogue      the lines of scenes, from a pipeline's own table
film_store    store a film's project and pictures, then its scenes
picture_rows  a film's pictures → their rows, with ids that stay the same
scenes        a film's scenes → their rows
keys          the key of each scene in the database; keys for new scenes
numbers       the films' own numbers of scenes, beside their keys
sizes         what fits into every database
stored_film   what a film must have to be stored, and what storing it changed
unusable      stored scenes and pictures that cannot be used
"""
