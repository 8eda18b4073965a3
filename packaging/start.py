"""What the frozen program starts with."""

from situation_board.cli.main import main

main()
