"""Charts: what the series question returns, drawn on an axis of time; never a sum that it does not return.

Nothing is imported here: `asking`, `drawing`, `ticks` and `table` need no Qt, the picture needs no pyqtgraph, and the
panel is made when its dock is first shown.
"""
