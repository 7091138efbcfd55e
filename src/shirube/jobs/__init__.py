"""Work done behind the pages: a queue in the database, tried again when it fails, taken back when a worker dies."""
