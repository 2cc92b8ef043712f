"""What tables are made of, and the tables of our own beside those that pipelines know (`selector.db.models`).

What stands in columns, as pipelines and databases leave it, is read here, too: times without a zone, JSON that is none.
"""
