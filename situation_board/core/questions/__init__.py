"""What the screens and the command line ask. Functions that read and return frozen dataclasses."""
