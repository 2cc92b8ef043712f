"""The tables as classes: those that pipelines know, which this package hands out, and beside them those of our own.

`Base.metadata.create_all` makes all of them, and the guard that keeps one clean reference of an asset primary. What
stands in columns, as pipelines and databases leave it, is read here, too: times without a zone, JSON that is none.
"""

from __future__ import annotations

import selector.db.models.own_tables  # noqa: F401  # so that `Base.metadata` knows those, too
from selector.db.models.metadata import Base
from selector.db.models.pipeline_tables import Asset, AssetCleanReference, Manifest, Project, SceneManifest

__all__ = ["Asset", "AssetCleanReference", "Base", "Manifest", "Project", "SceneManifest"]
