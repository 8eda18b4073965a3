"""Open questions and things to do: asked in one line, listed by when they are due, settled with what came of them."""
