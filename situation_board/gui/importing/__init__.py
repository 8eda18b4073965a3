"""Taking in files of others: the report first, then the import, while the board stays live."""
