"""The engine: rules, a scene and a pool of assets in; a selection out. No files, clock, network, database or printing.

compile    a rule set as written → `Rules`, or problems of meaning
manifest   a scene manifest → `Scene`
pool       assets → `AssetPool`: checked, indexed, joined into individuals
singles    what each tag of a pool comes to alone, worked out when the pool is made
choose     the fast evaluator: which pictures go
explain    the explaining evaluator: the same picks, and the one reason for everything passed over
selection  the answer, whose reasons are worked out when asked for
"""
