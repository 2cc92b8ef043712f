"""The engine: rules, a scene and a pool of assets in; a selection out. No files, clock, network, database or printing.

compile    a rule set as written → `Rules`, or problems of meaning
manifest   a scene manifest → `Scene`
pool       assets → `AssetPool`: checked, indexed, joined into individuals
lineups    what an individual has to send to a scene that places it by these tags
choose     the fast evaluator: which pictures go
explain    the explaining evaluator: the same picks, and the one reason for everything passed over
selection  the answer, whose reasons are worked out when asked for
"""
