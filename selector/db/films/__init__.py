"""Films in a database: folders imported and exported, and projects found again, with their pictures and scenes."""
