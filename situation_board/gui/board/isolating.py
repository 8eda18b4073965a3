"""Texts of either direction inside texts of the other."""

from __future__ import annotations


def isolated(text: str) -> str:
    """A name or number that keeps its own direction inside a text of the other one."""
    return f"\u2068{text}\u2069" if text else ""


def plain(text: str) -> str:
    """Without the marks that isolate, for looking up and for the clipboard."""
    return text.replace("\u2068", "").replace("\u2069", "")
