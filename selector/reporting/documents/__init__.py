"""The shape of everything that is printed as JSON; `NAME-v1.schema.json` are made from these.

shape               what all shapes have in common
key_descriptions    what each key means
shared_entries      rule sets, pictures, priorities and notes, wherever they occur
reason_entries      why something is left out
selection_document  `selector why`
picks_document      `selector pick` and `demo`
impact_document     `selector impact`
sheet_document      `selector sheet`
batch_document      `selector batch`
rules_document      `selector rules`
targets_document    `selector rules --targets`
problems_document   `selector check`, and any command whose input cannot be used
command_documents   `selector new`, `schema` and `help`
databases           `selector db`
document_schemas    the JSON Schema of each file and each document

Every document has its name in `document` and its version in `version`. Within a version keys are
added, and none go away.
"""
