"""Honest series of figures: what may be drawn as one, what may be added up, and why the rest may not.

Pure rules over frozen dataclasses, without SQL. `counting` puts a figure into its context, `bounds` says what its
words mean as numbers, `keys` which figures form a series, `adding` what may be summed, `building` makes the series,
`reasons` tells in plain words why two are not added, `advisories` whether an advisory is in force.
"""
