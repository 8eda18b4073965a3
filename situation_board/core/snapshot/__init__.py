"""Everything that one sheet shows, read in one transaction, frozen, as plain data."""
