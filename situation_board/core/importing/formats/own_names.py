"""By what our own tables are known again."""

OWN = "situation-board"
"""The name of the format."""
EVENT_HEADERS = frozenset({"id", "kind", "quantifier", "metric", "role", "starts_precision", "as_of_file", "situation"})
LOCATION_HEADERS = frozenset({"id", "names", "pcode", "parent_id", "areas", "as_of_file", "situation", "exercise"})
