"""The shape of everything that is printed as JSON, by command; `NAME-v1.schema.json` are made from these.

Every document names itself in `document` and its version in `version`. Within a version keys are added, none go away.
"""
