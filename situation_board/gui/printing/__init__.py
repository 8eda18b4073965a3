"""Sheets on paper: laid out once, painted into a PDF, a picture or a printer, with the same letters everywhere.

`pages_of` lays a sheet out; `render_pdf` and `render_png` are that and the painting. None of it needs a screen.
"""
