"""The store: a situation file, its log, its folded and derived tables, and the gate through which all writes go."""

from situation_board.core.store.connection import read_key_file
from situation_board.core.store.log import NEW, UNDONE, VOIDED, Change, Changes, Draft
from situation_board.core.store.reader import Reader
from situation_board.core.store.reading import Identity, Reading
from situation_board.core.store.store import Clock, Saved, Store, wall_clock
from situation_board.core.store.taking_in import TakenIn

__all__ = [
    "NEW",
    "UNDONE",
    "VOIDED",
    "Change",
    "Changes",
    "Clock",
    "Draft",
    "Identity",
    "Reader",
    "Reading",
    "Saved",
    "Store",
    "TakenIn",
    "read_key_file",
    "wall_clock",
]
