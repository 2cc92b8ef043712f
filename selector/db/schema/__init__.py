"""The tables of one database as a whole.

openings    open a database to read it, or to write a film into it; refuse tables we cannot use
host_migrations
             what a host's own Alembic leaves alone
version     the version of its tables; make all tables in an empty database
loose_rows  count the rows that refer to nothing
upgrade     bring its tables to the newest version, or back to an older one
adoption    check a pipeline's own database, which is completed and never rebuilt
migrations  the versions of the tables, for Alembic
"""
