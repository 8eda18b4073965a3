"""Situation Board: who holds which place, since when, and who says so."""

__version__ = "0.1.0"
