"""The window. Nothing here is imported by the core."""
