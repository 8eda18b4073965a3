"""Protected files: a passphrase becomes a key, a file gets, changes or loses its key, a key is kept on paper.

Nothing here is loaded before somebody meets a protected file.
"""
