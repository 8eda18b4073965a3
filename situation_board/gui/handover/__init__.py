"""Handing over a shift: the list, and two people who confirm it."""
