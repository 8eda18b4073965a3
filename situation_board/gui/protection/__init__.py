"""Protection in the window: the passphrase, the lock, what a laptop at risk does not keep.

Of plain files nothing of it is loaded before it is asked for.
"""
