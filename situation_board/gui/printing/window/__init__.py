"""Printing in the window: preview, choices, printer, PDF and pictures, and the sheets that were issued."""
