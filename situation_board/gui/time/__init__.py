"""Time travel: the bar of time above the board, and whatever follows the moment that is looked at."""
