"""Pictures and documents as they are kept: what kind of file it is, and pictures without what a camera wrote in them.

A picture tells where and with which camera it was taken; whoever is found by that may be in danger. Only what is needed
to show it is kept. The files come from anywhere: every length in them is checked against what is there.
"""
