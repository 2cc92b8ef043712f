"""Where answers go: the tables that pipelines know, connections to them, and what is written there."""
