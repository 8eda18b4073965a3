"""Files that others can read: every one carries label, as-of, source and exercise mark."""
