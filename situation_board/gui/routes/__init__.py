"""Routes and crossings: what can be used, by whom, in which direction, and how fresh that is."""
