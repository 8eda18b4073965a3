"""Long work in a process of its own, so that the window keeps the interpreter to itself: imports, and the check of a
file.

The window asks; the process opens the same files and does what the command line does. Over the pipe between them goes
plain data, and the key of a protected situation goes no other way.
"""

ARGUMENT = "--import-for-window"
"""What our program is started with to be such a process: then the handle of its end of the pipe. For no person."""
