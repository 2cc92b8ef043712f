"""What files may hold, and what is refused.

asset_shape, film_shape, manifest_shape, ruleset_shape    the shapes, for pydantic
scene_shape     the shape of scenes that people write
short_keys      the keys of their short form
targets_shape   the shape of the file of video models
shot_names_shape
                the shape of files of shot names
schemas         the shapes as JSON Schemas
quick_look      whether data is plainly as its schema says, without pydantic
parts           what a shape has inside it, at a path
unknown_keys    keys that a shape does not have
keys_elsewhere  where keys of rules belong that are in a film, and those of scenes in rules
misread_keys    what was meant by those that YAML made of something else
bounds          what was meant by bounds of numbers in other words than the language has
known_keys      what is known of a key in a text that cannot be read
reword          what pydantic refuses, as problems in the words of `model.refusals`
target_faults   what is wrong with the file of video models
shot_name_faults
                what is wrong with a file of shot names
rule_faults, film_faults    what `reword` must know of rule files and of a film's files
"""
