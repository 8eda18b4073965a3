"""Taking in files of others: recognise, read, check every row, report, and only then load.

A file from outside is hostile until it is proved harmless: nothing in it is run or fetched, nothing is written beside
it, memory and time are bounded. Nothing is guessed in silence: each doubtful decision is in the report with the number
of rows that it touched.
"""
