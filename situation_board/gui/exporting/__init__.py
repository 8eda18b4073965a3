"""Files for others, from the window: tables, maps, the whole situation, extracts."""
