"""The formats that are known, each in a module of its own; the first that recognises a file reads it."""
