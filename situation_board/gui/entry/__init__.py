"""Typing: names with what they may mean, and a card in one line."""
