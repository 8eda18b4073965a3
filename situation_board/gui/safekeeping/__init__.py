"""Backups while work goes on, a look for damage, and the ways back: to a backup, out of damage, out for good."""
