"""Clean references: cleaned pictures of an asset, the primary one that stands in for it, and what is really sent."""
