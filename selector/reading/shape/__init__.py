"""What files may hold, and what is refused.

asset_shape, film_shape, manifest_shape, ruleset_shape    the shapes, for pydantic
schemas         the shapes as JSON Schemas
quick_look      whether data is plainly as its schema says, without pydantic
unknown_keys    keys that a shape does not have
reword          pydantic's errors in the words of `model.refusals`
"""
