"""The command line: the same core with another face. Results go to stdout, everything said to people to stderr."""
