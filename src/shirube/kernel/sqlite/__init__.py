"""Django's SQLite backend where writers stand in line, and wait for the disk together."""
