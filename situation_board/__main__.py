"""`python3 -m situation_board`, and what the installed command starts."""

from situation_board.cli.main import main

if __name__ == "__main__":
    main()
