"""Django's PostgreSQL backend with the second wall between municipalities (row-level security)."""
