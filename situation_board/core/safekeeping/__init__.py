"""Keeping the work safe: backups and their way back, and what can be brought out of a damaged file."""
